/**
 * Plays several cameras in step: one clock, and a player for each camera that is kept to it.
 *
 * The clock is the house's, not a video's: where one camera was not recorded the others go on, and where one is still being
 * fetched all of them wait for it, though not for ever. Owns every store the page draws from.
 */

import type { Archive } from "../camera/archive";
import { type Span, type TimelineView, follow, hold, spanAt, zoomAbout } from "../camera/timeline";
import { RecordedPlayer, type RecordedState } from "../media/recorded";
import { Store } from "../store";

export const MOST_IN_STEP = 9;
export const TICK_MS = 100;
const NEWEST_AFTER_MS = 3_000; // the newest moment that is surely on disk of every camera
const LONGEST_WAIT_MS = 5_000;
const REST_MS = 2_000; // after an end or a failure, before the same camera is asked again
const PART_S = 6;
const CLIP_MS = 30_000;
const OPENS_BEFORE_MS = 60_000; // enough to see how it came to what is now

export type Shown = RecordedState | { readonly kind: "gap" };

/** How a player that lies so far ahead of the clock (seconds, behind is below 0) is brought back. Pure. */
export function correction(ahead_s: number): { readonly kind: "rate"; readonly factor: number } | { readonly kind: "again" } {
  if (Math.abs(ahead_s) > 1.5) return { kind: "again" };
  if (Math.abs(ahead_s) < 0.06) return { kind: "rate", factor: 1 };
  return { kind: "rate", factor: Math.min(1.25, Math.max(0.75, 1 - ahead_s * 0.5)) };
}

/** Where the page opens when nobody said: a minute ago, or at the first recording where that is newer. Pure. */
export function opensAt(oldest_ms: readonly number[], now_ms: number): number {
  const first_ms = Math.min(...oldest_ms, now_ms - NEWEST_AFTER_MS);
  return Math.max(first_ms, now_ms - OPENS_BEFORE_MS);
}

interface Seat {
  readonly video: HTMLVideoElement;
  readonly shown: Store<Shown>;
  player: RecordedPlayer | null;
  rest_until_ms: number;
  factor: number;
}

export class Conductor {
  readonly playhead: Store<number>;
  readonly playing = new Store(false);
  readonly speed = new Store(1);
  readonly view: Store<TimelineView>;
  readonly clip = new Store<Span | null>(null);
  readonly archives = new Store<ReadonlyMap<string, Archive>>(new Map());
  readonly waitsFor = new Store<readonly string[]>([]);
  readonly atNewest = new Store(false);
  private readonly seats = new Map<string, Seat>();
  private ticked_ms = 0;
  private waiting_since_ms: number | null = null;
  private resumes = false;

  constructor(start_ms: number, span_ms: number) {
    this.playhead = new Store(start_ms);
    this.view = new Store(hold({ from_ms: start_ms - span_ms * 0.7, span_ms, width_px: 1000 }, Date.now()));
  }

  begin(): () => void {
    const timer = window.setInterval(() => this.tick(performance.now()), TICK_MS);
    return () => {
      window.clearInterval(timer);
      for (const camera of [...this.seats.keys()]) this.leave(camera);
    };
  }

  /** A camera's picture is on the page; returns the way to take it off. */
  join(camera: string, video: HTMLVideoElement, shown: Store<Shown>): () => void {
    const seat: Seat = { video, shown, player: null, rest_until_ms: 0, factor: 1 };
    this.seats.set(camera, seat);
    this.playerOf(camera, seat).show(this.playhead.value);
    return () => this.leave(camera);
  }

  know(camera: string, archive: Archive): void {
    this.archives.set(new Map(this.archives.value).set(camera, archive));
  }

  show(at_ms: number): void {
    const shown_ms = Math.min(at_ms, Date.now() - NEWEST_AFTER_MS);
    this.pause();
    this.playhead.set(shown_ms);
    this.atNewest.set(false);
    for (const [camera, seat] of this.seats) this.playerOf(camera, seat).show(shown_ms);
  }

  /** Goes there, keeps playing if it did, and moves the timeline along. */
  jumpTo(at_ms: number): void {
    const wasPlaying = this.playing.value;
    this.show(at_ms);
    this.view.set(hold(follow(this.view.value, this.playhead.value), Date.now()));
    if (wasPlaying) this.play();
  }

  scrub(at_ms: number, phase: "begin" | "move" | "end"): void {
    if (phase === "begin") this.resumes = this.playing.value;
    this.show(at_ms);
    if (phase === "end" && this.resumes) this.play();
  }

  step(direction: 1 | -1): void {
    const lead = [...this.seats.values()].find((seat) => seat.player !== null && seat.shown.value.kind === "still")?.player;
    if (this.playing.value || lead === undefined || lead === null) {
      this.show(this.playhead.value + direction * 67);
      return;
    }
    lead.step(direction);
    this.playhead.set(lead.at_ms);
    for (const seat of this.seats.values()) if (seat.player !== lead) seat.player?.show(lead.at_ms);
  }

  play(): void {
    this.ticked_ms = performance.now();
    this.waiting_since_ms = null;
    this.playing.set(true);
    for (const seat of this.seats.values()) seat.rest_until_ms = 0;
  }

  pause(): void {
    if (!this.playing.value) return;
    this.playing.set(false);
    this.waitsFor.set([]);
    for (const seat of this.seats.values()) if (seat.player?.isPlaying === true) seat.player.pause();
  }

  playOrPause(): void {
    if (this.playing.value) this.pause();
    else this.play();
  }

  setSpeed(speed: number): void {
    this.speed.set(speed);
    for (const seat of this.seats.values()) seat.player?.setSpeed(speed);
  }

  zoom(factor: number): void {
    const view = this.view.value;
    this.view.set(hold(zoomAbout(view, view.width_px / 2, factor), Date.now()));
  }

  toggleClip(): void {
    const to_ms = Math.min(this.playhead.value + CLIP_MS / 2, Date.now() - NEWEST_AFTER_MS);
    this.clip.set(this.clip.value === null ? { from_ms: to_ms - CLIP_MS, to_ms } : null);
  }

  clipEdge(edge: "start" | "end"): void {
    const at_ms = this.playhead.value;
    const clip = this.clip.value ?? { from_ms: at_ms - CLIP_MS / 2, to_ms: at_ms + CLIP_MS / 2 };
    this.clip.set(edge === "start" ? { from_ms: at_ms, to_ms: Math.max(clip.to_ms, at_ms + 1000) } : { from_ms: Math.min(clip.from_ms, at_ms - 1000), to_ms: at_ms });
  }

  private tick(now_ms: number): void {
    if (!this.playing.value) return;
    const passed_ms = Math.min(now_ms - this.ticked_ms, 1000) * this.speed.value;
    this.ticked_ms = now_ms;
    const waitsFor = this.late();
    if (waitsFor.length === 0) this.waiting_since_ms = null;
    else this.waiting_since_ms ??= now_ms;
    const waits = this.waiting_since_ms !== null && now_ms - this.waiting_since_ms < LONGEST_WAIT_MS;
    if (waits !== this.waitsFor.value.length > 0) this.waitsFor.set(waits ? waitsFor : []);
    const at_ms = this.playhead.value + (waits ? 0 : passed_ms);
    if (at_ms > Date.now() - NEWEST_AFTER_MS) {
      this.pause();
      this.atNewest.set(true);
      return;
    }
    this.playhead.set(at_ms);
    const view = follow(this.view.value, at_ms);
    if (view !== this.view.value) this.view.set(hold(view, Date.now()));
    for (const [camera, seat] of this.seats) this.steer(camera, seat, at_ms, now_ms);
  }

  /** Cameras that are recorded at this moment and whose pictures are not here yet. */
  private late(): readonly string[] {
    return [...this.seats].filter(([camera, seat]) => this.isRecorded(camera, this.playhead.value) && seat.player?.isPlaying === true && seat.player.state.kind === "buffering").map(([camera]) => camera);
  }

  private steer(camera: string, seat: Seat, at_ms: number, now_ms: number): void {
    const player = this.playerOf(camera, seat);
    if (!this.isRecorded(camera, at_ms)) {
      if (player.isPlaying) player.pause();
      seat.shown.set({ kind: "gap" });
      return;
    }
    if (!player.isPlaying) {
      if (now_ms < seat.rest_until_ms) return;
      seat.rest_until_ms = now_ms + REST_MS;
      player.at_ms = at_ms;
      player.play();
      return;
    }
    if (player.state.kind !== "playing") return;
    const step = correction((player.at_ms - at_ms) / 1000 / Math.max(1, this.speed.value));
    if (step.kind === "again") {
      if (now_ms < seat.rest_until_ms) return;
      player.pause();
    } else if (step.factor !== seat.factor) {
      seat.factor = step.factor;
      player.setSpeed(this.speed.value * step.factor);
    }
  }

  private isRecorded(camera: string, at_ms: number): boolean {
    const archive = this.archives.value.get(camera);
    return archive === undefined || !archive.loaded || spanAt(archive.spans, at_ms) !== null;
  }

  private playerOf(camera: string, seat: Seat): RecordedPlayer {
    seat.player ??= new RecordedPlayer(seat.video, camera, this.playhead.value, () => null, (state) => this.heard(seat, state), () => undefined, PART_S);
    return seat.player;
  }

  private heard(seat: Seat, state: RecordedState): void {
    if (state.kind === "end" || state.kind === "failed") seat.rest_until_ms = performance.now() + REST_MS;
    seat.shown.set(state.kind === "nothing" || state.kind === "end" ? { kind: "gap" } : state);
  }

  private leave(camera: string): void {
    this.seats.get(camera)?.player?.close();
    this.seats.delete(camera);
    const known = new Map(this.archives.value);
    known.delete(camera);
    this.archives.set(known);
  }
}
