/**
 * Shows one camera's recording in a video element: any single picture at once, or playing on from a moment.
 *
 * A single picture comes from `/gop` (from the key picture up to it, so the browser's own decoder makes it exact);
 * playing comes from `/video.mp4`, read no faster than it is watched. Both go through one Feeder. While a picture is
 * being fetched a newer wish replaces the waiting one: dragging never queues.
 */

import { picturesUntil, videoStream } from "../api";
import { type Problem } from "../outcome";
import { words } from "../words";
import { type Picture, PieceCutter, codecOf } from "./boxes";
import { Feeder } from "./feeder";
import { PictureTable, middleOf } from "./pictures";

export type RecordedState =
  | { readonly kind: "still" }
  | { readonly kind: "seeking" }
  | { readonly kind: "playing" }
  | { readonly kind: "buffering" }
  | { readonly kind: "nothing" } // no recording there
  | { readonly kind: "end" } // the newest recorded picture has been shown
  | { readonly kind: "failed"; readonly problem: Problem };

const AHEAD_S = 12; // of watched time, kept ready while playing
const STREAM_S = 300; // of recording asked for at a time
const BEHIND_S = 20;

export class RecordedPlayer {
  state: RecordedState = { kind: "still" };
  at_ms: number;
  private feeder: Feeder;
  private readonly table = new PictureTable();
  private wanted_ms: number | null = null;
  private fetching: AbortController | null = null;
  private streaming: AbortController | null = null;
  private speed = 1;
  private frameRequest = 0;
  private closed = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly camera: string,
    at_ms: number,
    private readonly nextRecorded_ms: (after_ms: number) => number | null,
    private readonly onChange: (state: RecordedState) => void,
    private readonly onMoment: (at_ms: number) => void,
    // One of many asks for short parts and reads each at once: a browser keeps few connections to a server.
    private readonly part_s = STREAM_S,
  ) {
    video.muted = true;
    video.playsInline = true;
    this.at_ms = at_ms;
    this.feeder = this.newFeeder(at_ms);
    this.frameRequest = requestAnimationFrame(this.frame);
  }

  get isPlaying(): boolean {
    return this.streaming !== null;
  }

  /** Shows the picture of one moment and stays there. */
  show(at_ms: number): void {
    this.stopStream();
    this.video.pause();
    this.at_ms = at_ms;
    this.wanted_ms = at_ms;
    void this.fetchWanted();
  }

  /** One picture forward or back, from the picture now shown. */
  step(direction: 1 | -1): void {
    const now_s = this.at_ms / 1000;
    const beside = this.table.beside(now_s, direction);
    if (beside !== null) {
      this.show(middleOf(beside) * 1000);
      return;
    }
    const here = this.table.at(now_s);
    const usual_s = here?.duration_s ?? 1 / 15;
    const start_s = here?.at_s ?? now_s;
    this.show(direction === 1 ? (start_s + usual_s * 1.5) * 1000 : (start_s - usual_s * 0.5) * 1000);
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    this.video.playbackRate = speed;
  }

  play(): void {
    if (this.streaming !== null) return;
    this.wanted_ms = null;
    this.fetching?.abort();
    const control = new AbortController();
    this.streaming = control;
    this.say({ kind: "buffering" });
    void this.stream(this.at_ms, control);
  }

  pause(): void {
    this.stopStream();
    this.video.pause();
    this.say({ kind: "still" });
  }

  close(): void {
    this.closed = true;
    cancelAnimationFrame(this.frameRequest);
    this.stopStream();
    this.fetching?.abort();
    this.feeder.close();
  }

  private newFeeder(at_ms: number): Feeder {
    const feeder = new Feeder(this.video, (why) => this.broke(why));
    feeder.setBase(Math.floor(at_ms / 1000) - 3600);
    return feeder;
  }

  private broke(why: string): void {
    const at_ms = this.at_ms;
    this.stopStream();
    this.renew(at_ms);
    this.say({ kind: "failed", problem: { status: 0, title: words.causes.notShown, detail: "", hints: [why] } });
  }

  private renew(at_ms: number): void {
    this.feeder.close();
    this.table.clear();
    this.feeder = this.newFeeder(at_ms);
  }

  private say(state: RecordedState): void {
    if (this.closed || (state.kind === this.state.kind && state.kind !== "failed")) return;
    this.state = state;
    this.onChange(state);
  }

  /** The element's own clock for a moment of UTC; starts afresh when that lies outside what this base can express. */
  private localTime(at_ms: number): number {
    const local_s = at_ms / 1000 - (this.feeder.base_s ?? 0);
    if (local_s >= 1 && local_s < 7 * 86_400) return local_s;
    this.renew(at_ms);
    return at_ms / 1000 - (this.feeder.base_s ?? 0);
  }

  private holds(local_s: number): boolean {
    return this.feeder.ranges().some((range) => range.from_s <= local_s && local_s < range.to_s - 0.001);
  }

  private async fetchWanted(): Promise<void> {
    if (this.fetching !== null) return; // the one under way looks again when it is done
    while (this.wanted_ms !== null && !this.closed) {
      const wanted_ms = this.wanted_ms;
      this.wanted_ms = null;
      const local_s = this.localTime(wanted_ms);
      if (this.holds(local_s)) {
        this.video.currentTime = local_s;
        this.say({ kind: "still" });
        continue;
      }
      this.say({ kind: "seeking" });
      this.fetching = new AbortController();
      const answer = await picturesUntil(this.camera, wanted_ms, this.fetching.signal);
      this.fetching = null;
      if (answer.kind === "aborted") return;
      if (answer.kind === "failed") {
        this.say(answer.problem.status === 404 ? { kind: "nothing" } : { kind: "failed", problem: answer.problem });
        continue;
      }
      await this.showPiece(answer.value, wanted_ms);
    }
  }

  private async showPiece(bytes: Uint8Array, wanted_ms: number): Promise<void> {
    const feeder = this.feeder;
    if (totalOf(feeder) > 90) feeder.remove(0, Number.POSITIVE_INFINITY);
    let last: Picture | undefined;
    for (const piece of new PieceCutter().push(bytes)) last = this.feed(feeder, piece.kind, piece.bytes) ?? last;
    await feeder.settled();
    if (this.closed || feeder !== this.feeder || last === undefined) return;
    // The last picture may have been made to last long; show it at the wanted moment where that lies within it.
    const shown_s = Math.max(last.at_s + 0.002, Math.min(wanted_ms / 1000, last.at_s + last.duration_s - 0.002));
    this.video.currentTime = this.localTime(shown_s * 1000);
    if (this.wanted_ms === null) this.at_ms = shown_s * 1000;
    this.say({ kind: "still" });
  }

  private feed(feeder: Feeder, kind: "init" | "fragment", bytes: Uint8Array): Picture | undefined {
    if (kind === "init") {
      const codec = codecOf(bytes);
      if (codec !== null) feeder.setCodec(codec);
      feeder.append(bytes);
      return undefined;
    }
    const pictures = feeder.appendFragment(bytes);
    this.table.add(pictures);
    return pictures.at(-1);
  }

  private stopStream(): void {
    this.streaming?.abort();
    this.streaming = null;
  }

  private async stream(from_ms: number, control: AbortController): Promise<void> {
    let cursor_ms = from_ms;
    let started = false;
    while (!control.signal.aborted) {
      const asked_s = this.part_s < STREAM_S ? this.part_s * Math.max(1, this.speed) : STREAM_S;
      if (started && asked_s < STREAM_S) await this.roomFor(asked_s, control);
      const to_ms = Math.min(Date.now(), cursor_ms + asked_s * 1000);
      const newest_ms = to_ms - cursor_ms < 200 ? null : await this.streamPart(cursor_ms, to_ms, control, !started);
      if (control.signal.aborted) return;
      if (newest_ms !== null && newest_ms > cursor_ms + 1) {
        started = true;
        cursor_ms = newest_ms;
        continue;
      }
      const next_ms = this.nextRecorded_ms(cursor_ms + 500);
      if (next_ms === null) {
        await this.runOut(cursor_ms, control, started);
        return;
      }
      cursor_ms = next_ms;
      if (!started) this.at_ms = next_ms;
    }
  }

  /** Feeds one stretch. Returns the end of its newest picture in ms, or null when it held none. */
  private async streamPart(from_ms: number, to_ms: number, control: AbortController, isFirst: boolean): Promise<number | null> {
    const answer = await videoStream(this.camera, from_ms, to_ms, control.signal);
    if (answer.kind !== "ok" || answer.value === null) {
      if (answer.kind === "failed" && answer.problem.status !== 404) {
        this.stopStream();
        this.say({ kind: "failed", problem: answer.problem });
      }
      return null;
    }
    const local_s = this.localTime(from_ms);
    const feeder = this.feeder;
    if (isFirst) feeder.remove(0, Number.POSITIVE_INFINITY);
    const reader = answer.value.getReader();
    const cutter = new PieceCutter();
    let newest_s: number | null = null;
    let placed = !isFirst;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || control.signal.aborted) break;
        for (const piece of cutter.push(value)) {
          const last = this.feed(feeder, piece.kind, piece.bytes);
          if (last !== undefined) newest_s = last.at_s + last.duration_s;
        }
        await feeder.settled();
        if (!placed && newest_s !== null) placed = this.place(local_s);
        // A stretch begins with the key picture before the wanted one. Until that one is there nothing is watched, and so nothing is ahead.
        if (placed) await this.roomAhead(feeder, control);
      }
    } catch {
      // The connection ended in the middle: what arrived is shown, and the next stretch is asked for from there.
    }
    void reader.cancel().catch(() => undefined);
    return newest_s === null ? null : newest_s * 1000;
  }

  /** Puts the playhead on the first stretch and starts playing. */
  private place(local_s: number): boolean {
    const range = this.feeder.ranges().find((held) => held.to_s > local_s);
    if (range === undefined) return false;
    this.video.currentTime = Math.max(local_s, range.from_s + 0.001);
    this.video.playbackRate = this.speed;
    void this.video.play().catch(() => this.pause());
    return true;
  }

  /** Before a short part is asked for: less than one of them lies ahead. */
  private async roomFor(part_s: number, control: AbortController): Promise<void> {
    while (!control.signal.aborted && !this.closed) {
      if ((this.feeder.ranges().at(-1)?.to_s ?? 0) - this.video.currentTime < part_s) return;
      await pause_ms(100);
    }
  }

  private async roomAhead(feeder: Feeder, control: AbortController): Promise<void> {
    while (!control.signal.aborted && !this.closed) {
      const newest_s = feeder.ranges().at(-1)?.to_s ?? 0;
      if (newest_s - this.video.currentTime < AHEAD_S * Math.max(1, this.speed)) return;
      feeder.remove(0, this.video.currentTime - BEHIND_S);
      await pause_ms(250);
    }
  }

  private async runOut(newest_ms: number, control: AbortController, started: boolean): Promise<void> {
    while (started && !control.signal.aborted && this.at_ms < newest_ms - 150 && !this.video.ended) await pause_ms(100);
    if (control.signal.aborted) return;
    this.stopStream();
    this.video.pause();
    this.say({ kind: "end" });
  }

  private readonly frame = (): void => {
    this.frameRequest = requestAnimationFrame(this.frame);
    if (this.streaming === null || this.feeder.base_s === null) return;
    const video = this.video;
    this.jumpGap();
    if (video.readyState >= 3 && !video.paused) this.say({ kind: "playing" });
    else if (video.readyState < 3) this.say({ kind: "buffering" });
    if (video.currentTime > 0 && !video.paused) {
      this.at_ms = (this.feeder.base_s + video.currentTime) * 1000;
      this.onMoment(this.at_ms);
    }
  };

  /** Between two recordings there is nothing to show: go on with the next as soon as it is there. */
  private jumpGap(): void {
    const ranges = this.feeder.ranges();
    const now_s = this.video.currentTime;
    const inside = ranges.some((range) => range.from_s <= now_s + 0.05 && now_s < range.to_s - 0.08);
    const next = ranges.find((range) => range.from_s > now_s + 0.05);
    if (!inside && next !== undefined && !this.video.seeking && now_s > 0) this.video.currentTime = next.from_s + 0.001;
  }
}

const totalOf = (feeder: Feeder): number => feeder.ranges().reduce((sum, range) => sum + range.to_s - range.from_s, 0);
const pause_ms = (wait_ms: number): Promise<void> => new Promise((done) => setTimeout(done, wait_ms));
