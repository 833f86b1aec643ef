/**
 * Live pictures through Media Source Extensions: the browser's player with a clock of its own, held close to now.
 *
 * Keeps a little video in hand when the next picture arrives (pace.ts): when there is none the player stops, and starts again
 * only when it has gathered some. For browsers, and origins, without a decoder of their own (track-screen.ts).
 */

import { Feeder } from "./feeder";
import { Cushion, LIVE_PACE, Spare, paceStep } from "./pace";
import type { Heard, Screen, Seen } from "./screen";

const KEEP_S = 6; // how much seen video stays in memory
const QUEUE_LIMIT = 240; // fragments; more means this browser cannot keep up, and starting afresh is quicker

export class SourceScreen implements Screen {
  private readonly feeder: Feeder;
  private readonly spare = new Spare();
  private seen: Seen = "nothing";
  private interval_s = 1 / 15;
  private lastPicture_ms = performance.now();
  private lastTrim_ms = 0;
  private lastLook_ms = performance.now();

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly cushion: Cushion,
    private readonly heard: Heard,
  ) {
    this.feeder = new Feeder(video, () => heard.broke());
    video.addEventListener("waiting", this.ranDry);
  }

  begin(codec: string, init: Uint8Array): void {
    this.feeder.setCodec(codec);
    this.feeder.append(init);
  }

  append(fragment: Uint8Array): void {
    const feeder = this.feeder;
    if (feeder.waiting > QUEUE_LIMIT) {
      this.heard.broke();
      return;
    }
    const buffered = feeder.ranges().at(-1);
    if (this.seen === "picture" && buffered !== undefined) {
      this.spare.arrived(performance.now() / 1000, buffered.to_s - this.video.currentTime);
    }
    const duration_s = feeder.appendFragment(fragment)[0]?.duration_s ?? 0;
    if (duration_s > 0 && duration_s < 5) this.interval_s = this.interval_s * 0.9 + duration_s * 0.1;
    this.lastPicture_ms = performance.now();
    if (this.seen !== "picture") void feeder.settled().then(() => this.heard.changed());
  }

  look(): Seen {
    const newest = this.feeder.ranges().at(-1);
    if (newest !== undefined) this.seen = this.keepPace(newest);
    return this.seen;
  }

  close(): void {
    this.video.removeEventListener("waiting", this.ranDry);
    this.feeder.close();
  }

  private readonly ranDry = (): void => {
    if (this.seen === "picture") this.cushion.ranDry(performance.now() / 1000);
  };

  private keepPace(newest: { readonly from_s: number; readonly to_s: number }): Seen {
    const { video } = this;
    const now_ms = performance.now();
    const step = paceStep({
      playhead_s: video.currentTime,
      oldest_s: newest.from_s,
      newest_s: newest.to_s,
      since_picture_s: (now_ms - this.lastPicture_ms) / 1000,
      interval_s: this.interval_s,
      spare_s: this.spare.least_s,
    }, { ...LIVE_PACE, target_s: this.cushion.target_s });
    this.cushion.calm((now_ms - this.lastLook_ms) / 1000);
    this.lastLook_ms = now_ms;
    switch (step.kind) {
      case "stalled":
        return "silent";
      case "jump":
        video.currentTime = step.to_s;
        this.spare.forget();
        break;
      case "rate":
        if (video.playbackRate !== step.rate) video.playbackRate = step.rate;
        break;
    }
    // Refused only where the browser wants a touch first; muted video is allowed everywhere we know of.
    if (video.paused) void video.play().catch(() => undefined);
    this.trim(newest.from_s, now_ms);
    return "picture";
  }

  private trim(oldest_s: number, now_ms: number): void {
    if (now_ms - this.lastTrim_ms < 3000 || this.video.currentTime - oldest_s < KEEP_S * 1.5) return;
    this.lastTrim_ms = now_ms;
    this.feeder.remove(0, this.video.currentTime - KEEP_S);
  }
}
