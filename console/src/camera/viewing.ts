/**
 * What one person is looking at on one camera: live or a recorded moment, which stretch of the timeline, which clip.
 *
 * Owns the recorded player and every store the page draws from; the page only draws and passes keys on.
 */

import { RecordedPlayer, type RecordedState } from "../media/recorded";
import { Store } from "../store";
import type { EventMark } from "./archive";
import { type Span, type TimelineView, endOf, follow, hold, nearestRecorded, nextStart, zoomAbout } from "./timeline";

export const RANGES_MS = { minute: 600_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
export type Range = keyof typeof RANGES_MS;

const LIVE_SHARE = 0.92; // where now lies on the timeline while live
const BEHIND_LIVE_MS = 1_500; // the newest moment that is surely on disk already
const CLIP_MS = 30_000;
const AGAIN_MS = 10_000; // what was just seen, and the moment it takes to press a key

export class Viewing {
  readonly playhead: Store<number>;
  readonly isLive: Store<boolean>;
  readonly recorded = new Store<RecordedState>({ kind: "still" });
  readonly hasRecorded = new Store(false);
  readonly view: Store<TimelineView>;
  readonly range: Store<Range | "">;
  readonly speed = new Store(1);
  readonly clip = new Store<Span | null>(null);
  spans: readonly Span[] = [];
  events: readonly EventMark[] = [];
  private player: RecordedPlayer | null = null;
  private video: HTMLVideoElement | null = null;
  private resumes = false;
  private backToLive_ms: number | null = null; // where what was just seen has been seen again; null: nobody asked for that

  constructor(private readonly camera: string, at_ms: number | null, oldest_ms: number | null, private readonly plays = false) {
    const start_ms = at_ms ?? Date.now();
    this.playhead = new Store(start_ms);
    this.isLive = new Store(at_ms === null);
    // On a camera's first minutes an hour would show a sliver.
    const range: Range = oldest_ms === null || Date.now() - oldest_ms < RANGES_MS.minute ? "minute" : "hour";
    this.range = new Store<Range | "">(range);
    const width_px = 1000; // until it has been measured
    this.view = new Store(around({ from_ms: 0, span_ms: RANGES_MS[range], width_px }, start_ms, RANGES_MS[range], at_ms === null));
  }

  /** Begins once the video element exists; returns the way to end. */
  begin(video: HTMLVideoElement | null): () => void {
    this.video = video;
    if (!this.isLive.value) {
      this.show(this.playhead.value);
      if (this.plays) this.player?.play();
    }
    const timer = window.setInterval(() => this.keepUp(), 250);
    return () => {
      window.clearInterval(timer);
      this.dropPlayer();
    };
  }

  toLive(): void {
    this.backToLive_ms = null;
    this.isLive.set(true);
    this.recorded.set({ kind: "still" });
    this.playhead.set(Date.now());
    this.see(Date.now(), LIVE_SHARE);
  }

  /** The recorded picture stays until the live one is there, so that going live never flashes black. */
  liveShows(): void {
    if (this.isLive.value) this.dropPlayer();
  }

  show(at_ms: number): void {
    this.backToLive_ms = null;
    this.isLive.set(false);
    this.playhead.set(at_ms);
    this.ensurePlayer(at_ms)?.show(at_ms);
  }

  scrub(at_ms: number, phase: "begin" | "move" | "end"): void {
    if (phase === "begin") this.resumes = this.isLive.value || (this.player?.isPlaying ?? false);
    if (phase !== "end") this.show(at_ms);
    else if (at_ms > Date.now() - 2_500) this.toLive();
    else this.settle(at_ms);
  }

  jump(delta_ms: number): void {
    const wasPlaying = !this.isLive.value && (this.player?.isPlaying ?? false);
    const target_ms = this.playhead.value + delta_ms;
    if (target_ms > Date.now() - BEHIND_LIVE_MS) {
      this.toLive();
      return;
    }
    this.show(target_ms);
    this.see(target_ms);
    if (wasPlaying) this.player?.play();
  }

  /**
   * What was just seen, once more and running; pressed again it goes further back. Begun live it is live again after the
   * moment at which that was asked for, unless somebody takes hold of the picture meanwhile.
   */
  again(): void {
    const back_ms = this.isLive.value ? Date.now() : this.backToLive_ms;
    const asked_ms = (this.isLive.value ? Date.now() : this.playhead.value) - AGAIN_MS;
    const nearest_ms = nearestRecorded(this.spans, asked_ms) ?? asked_ms;
    const target_ms = nearest_ms < asked_ms ? nearest_ms - AGAIN_MS : nearest_ms; // of a lost camera, its last seconds
    this.show(target_ms);
    this.see(target_ms);
    this.player?.play();
    this.backToLive_ms = back_ms;
  }

  step(direction: 1 | -1): void {
    if (this.isLive.value) {
      this.show(Date.now() - BEHIND_LIVE_MS);
      return;
    }
    this.backToLive_ms = null;
    const player = this.ensurePlayer(this.playhead.value);
    player?.step(direction);
    if (player !== null) this.playhead.set(player.at_ms);
  }

  playOrPause(): void {
    this.backToLive_ms = null;
    if (this.isLive.value) this.show(Date.now() - BEHIND_LIVE_MS);
    else if (this.player?.isPlaying === true) this.player.pause();
    else this.ensurePlayer(this.playhead.value)?.play();
  }

  setSpeed(speed: number): void {
    this.speed.set(speed);
    this.player?.setSpeed(speed);
  }

  chooseRange(range: Range): void {
    this.range.set(range);
    const at_ms = this.isLive.value ? Date.now() : this.playhead.value;
    this.view.set(hold(around(this.view.value, at_ms, RANGES_MS[range], this.isLive.value), Date.now()));
  }

  setView(view: TimelineView): void {
    if (view.span_ms !== this.view.value.span_ms) this.range.set("");
    this.view.set(view);
  }

  zoom(factor: number): void {
    const view = this.view.value;
    this.setView(hold(zoomAbout(view, view.width_px / 2, factor), Date.now()));
  }

  toggleClip(): void {
    if (this.clip.value !== null) {
      this.clip.set(null);
      return;
    }
    const end_ms = this.isLive.value ? Date.now() - 2_000 : this.playhead.value + 10_000;
    const to_ms = Math.min(end_ms, Date.now() - 1_000);
    this.clip.set({ from_ms: to_ms - CLIP_MS, to_ms });
    // A clip of half a minute cannot be taken hold of on a day's timeline.
    if (this.view.value.span_ms > RANGES_MS.hour / 2) this.chooseRange("minute");
  }

  clipEdge(edge: "start" | "end"): void {
    const at_ms = this.playhead.value;
    const clip = this.clip.value;
    if (clip === null) this.clip.set(edge === "start" ? { from_ms: at_ms, to_ms: at_ms + 10_000 } : { from_ms: at_ms - 10_000, to_ms: at_ms });
    else if (edge === "start") this.clip.set({ from_ms: at_ms, to_ms: Math.max(clip.to_ms, at_ms + 1000) });
    else this.clip.set({ from_ms: Math.min(clip.from_ms, at_ms - 1000), to_ms: at_ms });
  }

  /** A gap holds nothing to look at: settle on the nearest recorded moment, so that letting go always shows a picture. */
  private settle(at_ms: number): void {
    const settled_ms = nearestRecorded(this.spans, at_ms) ?? at_ms;
    if (Math.abs(settled_ms - at_ms) > 50) this.show(settled_ms);
    if (this.resumes) this.player?.play();
  }

  private see(at_ms: number, share?: number): void {
    this.view.set(hold(follow(this.view.value, at_ms, share), Date.now()));
  }

  private keepUp(): void {
    if (!this.isLive.value) return;
    this.playhead.set(Date.now());
    if (endOf(this.view.value) < Date.now()) this.see(Date.now(), LIVE_SHARE);
  }

  private ensurePlayer(at_ms: number): RecordedPlayer | null {
    if (this.video === null) return null;
    this.player ??= new RecordedPlayer(
      this.video, this.camera, at_ms,
      (after_ms) => nextStart(this.spans, after_ms),
      (state) => (state.kind === "end" ? this.toLive() : this.recorded.set(state)),
      (moment_ms) => {
        if (this.backToLive_ms !== null && moment_ms >= this.backToLive_ms) {
          this.toLive();
          return;
        }
        this.playhead.set(moment_ms);
        this.see(moment_ms);
      },
    );
    this.player.setSpeed(this.speed.value);
    this.hasRecorded.set(true);
    return this.player;
  }

  private dropPlayer(): void {
    this.player?.close();
    this.player = null;
    this.hasRecorded.set(false);
  }
}

/** A view of this span: with now near its right edge when live, with the moment in its middle otherwise. */
function around(view: TimelineView, at_ms: number, span_ms: number, isLive: boolean): TimelineView {
  return hold({ ...view, span_ms, from_ms: at_ms - span_ms * (isLive ? LIVE_SHARE : 0.5) }, Date.now());
}
