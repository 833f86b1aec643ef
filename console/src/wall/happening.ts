/**
 * Something begins on a camera of the wall on show: the newest of it in words, for those who hear the page, and a call
 * to whoever waits for what is grave. Words are taken back after a while, so that the same once more is said once more.
 */

import { useEffect, useRef, useState } from "preact/hooks";

import { marks } from "../alarm/marks";
import { isAtLeast } from "../alarm/settings";
import type { Level } from "../incidents/model";
import type { Camera } from "../model";
import { words } from "../words";
import type { TileOf } from "./model";

const SAID_MS = 10_000;

export interface Heard {
  readonly level: Level;
  readonly text: string;
}

/** Returns what is to be heard now, or null; `onHappening` is given the tile's place in reading order. */
export function useHappening(tiles: readonly TileOf[], known: ReadonlyMap<string, Camera>, onHappening: (index: number) => void): Heard | null {
  const [heard, setHeard] = useState<Heard | null>(null);
  const newest = useRef({ tiles, known, onHappening });
  newest.current = { tiles, known, onHappening };
  useEffect(() => {
    let told = marks.value;
    return marks.subscribe(() => {
      const before = told;
      told = marks.value;
      for (const [camera, mark] of told) {
        const last = before.get(camera);
        if (last !== undefined && last.what === mark.what && mark.until_ms <= last.until_ms) continue; // it goes on, or has ended
        const index = newest.current.tiles.findIndex((tile) => tile.camera === camera);
        if (index < 0) continue;
        setHeard({ level: mark.level, text: words.wall.something(newest.current.known.get(camera)?.name ?? "", mark.what) });
        if (isAtLeast(mark.level, "warning")) newest.current.onHappening(index);
      }
    });
  }, []);
  useEffect(() => {
    if (heard === null) return undefined;
    const over = window.setTimeout(() => setHeard(null), SAID_MS);
    return () => window.clearTimeout(over);
  }, [heard]);
  return heard;
}
