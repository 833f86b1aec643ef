/**
 * What a tile of the wall has just shown, once more: over its live picture, which goes on beneath, and live again by itself.
 *
 * Owns the recorded player of one tile and what the tile says meanwhile; the tile only draws.
 */

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

import { RecordedPlayer, type RecordedState } from "../media/recorded";
import type { Camera } from "../model";
import { headline } from "../outcome";
import { Meant } from "../parts/meant";
import { say } from "../parts/toast";
import { Store, useStore } from "../store";
import { words } from "../words";

export const AGAIN_MS = 10_000; // as on a camera's page

const SLOW_MS = 15_000; // beyond what is shown again

/** `coming`: asked for and not there yet, so what is seen is live. */
export type Replayed = "off" | "coming" | "shown";

/** From where on it runs; `shown_ms` is what is being shown again already. Of a camera that is lost the last seconds there are. Pure. */
export function beginsAt_ms(now_ms: number, newest_ms: number | null, isLive: boolean, shown_ms: number | null): number {
  return (shown_ms ?? (isLive || newest_ms === null ? now_ms : Math.min(now_ms, newest_ms))) - AGAIN_MS;
}

export class Replay {
  readonly state = new Store<Replayed>("off");
  readonly at_ms = new Store(0);
  private player: RecordedPlayer | null = null;
  private until_ms = 0;
  private begins = false;
  private limit: number | undefined;

  /** Once more from ten seconds ago; pressed again from ten seconds further back. */
  again(camera: Camera, video: HTMLVideoElement | null): void {
    if (video === null) return;
    const now_ms = Date.now();
    const newest = camera.recording?.newest ?? null;
    const begins_ms = beginsAt_ms(now_ms, newest === null ? null : Date.parse(newest), camera.state.code === "live", this.player === null ? null : this.player.at_ms);
    if (this.player === null) this.until_ms = now_ms;
    this.player ??= new RecordedPlayer(video, camera.id, begins_ms, () => null, (state) => this.heard(state), (at_ms) => this.reached(at_ms));
    if (this.state.value === "off") this.state.set("coming");
    this.at_ms.set(begins_ms);
    this.begins = true; // showing a moment that is there already says that it stands still
    this.player.show(begins_ms);
    this.player.play();
    this.begins = false;
    window.clearTimeout(this.limit);
    this.limit = window.setTimeout(() => this.late(), this.until_ms - begins_ms + SLOW_MS);
  }

  end(): void {
    window.clearTimeout(this.limit);
    this.player?.close();
    this.player = null;
    this.state.set("off");
  }

  /** Nobody is left looking at what is not live because a recording comes slowly. */
  private late(): void {
    say(words.wall.replay.late);
    this.end();
  }

  private heard(state: RecordedState): void {
    if (state.kind === "playing") this.state.set("shown");
    if (state.kind === "still" && !this.begins && this.player?.isPlaying === false) this.end(); // the browser would not play it
    if (state.kind !== "end" && state.kind !== "nothing" && state.kind !== "failed") return;
    if (state.kind === "failed") say([headline(state.problem), ...state.problem.hints].join(" "));
    else if (this.state.value === "coming") say(words.camera.nothingHere);
    this.end();
  }

  private reached(at_ms: number): void {
    if (at_ms >= this.until_ms) this.end();
    else this.at_ms.set(at_ms);
  }
}

/** R on the wall: the tile that is meant. */
export const replayed = new Meant();

export function replayMeant(): void {
  const came = replayed.act();
  if (came !== "done") say(came === "none" ? words.camera.nothingHere : words.wall.replay.choose);
}

const shownNow = new Map<string, Replay>();

/** The moment that a tile shows instead of live, for a mark or a still of it; null is live. */
export function momentOf(camera: string): number | null {
  const replay = shownNow.get(camera);
  return replay?.state.value === "shown" ? replay.at_ms.value : null;
}

/** The replay of a tile, as long as the tile is there. */
export function useReplay(camera: string, video: RefObject<HTMLVideoElement | null>): readonly [Replay, Replayed] {
  const [replay] = useState(() => new Replay());
  const state = useStore(replay.state);
  useEffect(() => {
    shownNow.set(camera, replay);
    return () => {
      shownNow.delete(camera);
      replay.end();
    };
  }, [camera, video]);
  return [replay, state];
}
