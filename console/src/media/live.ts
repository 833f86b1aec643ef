/**
 * Plays one camera's live pictures from its socket into a video element.
 *
 * Keeps about 60 ms in hand when the next picture arrives (pace.ts), says honestly what it is doing (live-state.ts), and starts
 * again by itself with back-off. Leaves the wish to see to the caller: `want(false)` closes everything.
 */

import { liveAddress } from "../api";
import { Feeder, canFeed } from "./feeder";
import { type LiveEvent, type LiveState, nextLive } from "./live-state";
import { Cushion, LIVE_PACE, Spare, paceStep } from "./pace";

const TICK_MS = 100;
const KEEP_S = 6; // how much seen video stays in memory
const QUEUE_LIMIT = 240; // fragments; more means this browser cannot keep up, and starting afresh is quicker

interface RunMessage {
  readonly type: string;
  readonly codec: string;
}

export class LivePlayer {
  state: LiveState = { kind: "idle" };
  /** UTC seconds of the picture now shown, or null when none is. */
  shown_s: number | null = null;
  private socket: WebSocket | null = null;
  private feeder: Feeder | null = null;
  private nextIsInit = false;
  private lastPicture_ms = 0;
  private lastTrim_ms = 0;
  private interval_s = 1 / 15;
  private readonly cushion = new Cushion();
  private readonly spare = new Spare();
  private ticker: number | undefined;
  private retry: number | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly camera: string,
    private readonly onChange: (state: LiveState) => void,
  ) {
    video.muted = true;
    video.playsInline = true;
    video.addEventListener("waiting", () => {
      if (this.state.kind === "showing") this.cushion.ranDry(performance.now() / 1000);
    });
  }

  want(wanted: boolean): void {
    if (!canFeed()) this.take({ kind: "cannot" });
    else this.take({ kind: wanted ? "wanted" : "unwanted" });
  }

  close(): void {
    this.take({ kind: "unwanted" });
  }

  private take(event: LiveEvent): void {
    const before = this.state;
    this.state = nextLive(before, event);
    if (this.state === before) return;
    if (this.state.kind !== before.kind) this.enter(this.state);
    this.onChange(this.state);
  }

  private enter(state: LiveState): void {
    switch (state.kind) {
      case "opening":
        this.open();
        return;
      case "retrying":
        this.shut();
        this.retry = window.setTimeout(() => this.take({ kind: "due" }), state.wait_ms);
        return;
      case "idle":
      case "unsupported":
        this.shut();
        return;
      case "waiting":
      case "showing":
      case "stalled":
        return;
    }
  }

  private open(): void {
    this.shut();
    const socket = new WebSocket(liveAddress(this.camera));
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.lastPicture_ms = performance.now();
    this.feeder = new Feeder(this.video, () => this.broken());
    socket.onopen = () => this.take({ kind: "opened" });
    socket.onclose = () => this.broken();
    socket.onmessage = (message: MessageEvent<string | ArrayBuffer>) => this.receive(message.data);
    this.ticker = window.setInterval(() => this.tick(), TICK_MS);
  }

  private shut(): void {
    window.clearInterval(this.ticker);
    window.clearTimeout(this.retry);
    if (this.socket !== null) {
      this.socket.onclose = null;
      this.socket.onmessage = null;
      this.socket.close();
      this.socket = null;
    }
    this.feeder?.close();
    this.feeder = null;
    this.spare.forget();
    this.shown_s = null;
  }

  private broken(): void {
    this.take({ kind: "broken", chance: Math.random() });
  }

  private receive(data: string | ArrayBuffer): void {
    const feeder = this.feeder;
    if (feeder === null) return;
    if (typeof data === "string") {
      const message = JSON.parse(data) as RunMessage;
      if (message.type !== "run") return;
      feeder.setCodec(message.codec);
      this.nextIsInit = true;
      return;
    }
    const bytes = new Uint8Array(data);
    if (this.nextIsInit) {
      this.nextIsInit = false;
      feeder.append(bytes);
      return;
    }
    if (feeder.waiting > QUEUE_LIMIT) {
      this.broken();
      return;
    }
    const buffered = feeder.ranges().at(-1);
    if (this.state.kind === "showing" && buffered !== undefined) {
      this.spare.arrived(performance.now() / 1000, buffered.to_s - this.video.currentTime);
    }
    const duration_s = feeder.appendFragment(bytes)[0]?.duration_s ?? 0;
    if (duration_s > 0 && duration_s < 5) this.interval_s = this.interval_s * 0.9 + duration_s * 0.1;
    this.lastPicture_ms = performance.now();
    if (this.state.kind !== "showing") void feeder.settled().then(() => this.tick());
  }

  private tick(): void {
    const feeder = this.feeder;
    const newest = feeder?.ranges().at(-1);
    if (feeder === null || newest === undefined || this.socket === null) return;
    const video = this.video;
    const since_picture_s = (performance.now() - this.lastPicture_ms) / 1000;
    const step = paceStep({
      playhead_s: video.currentTime,
      oldest_s: newest.from_s,
      newest_s: newest.to_s,
      since_picture_s,
      interval_s: this.interval_s,
      spare_s: this.spare.least_s,
    }, { ...LIVE_PACE, target_s: this.cushion.target_s });
    this.cushion.calm(TICK_MS / 1000);
    switch (step.kind) {
      case "stalled":
        this.take({ kind: "silent" });
        return;
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
    this.take({ kind: "picture" });
    this.shown_s = feeder.base_s === null ? null : feeder.base_s + video.currentTime;
    this.trim(feeder, newest.from_s);
  }

  private trim(feeder: Feeder, oldest_s: number): void {
    const now_ms = performance.now();
    if (now_ms - this.lastTrim_ms < 3000 || this.video.currentTime - oldest_s < KEEP_S * 1.5) return;
    this.lastTrim_ms = now_ms;
    feeder.remove(0, this.video.currentTime - KEEP_S);
  }
}
