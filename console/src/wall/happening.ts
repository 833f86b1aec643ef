/** Something grave begins on a camera of the wall on show: the newest of it in words, and a call to whoever waits for it. */

import { useEffect, useRef, useState } from "preact/hooks";

import { marks } from "../alarm/marks";
import { isAtLeast } from "../alarm/settings";
import type { Camera } from "../model";
import { words } from "../words";
import type { TileOf } from "./model";

/** Returns the words, for those who hear the page; `onHappening` is given the tile's place in reading order. */
export function useHappening(tiles: readonly TileOf[], known: ReadonlyMap<string, Camera>, onHappening: (index: number) => void): string {
  const [said, setSaid] = useState("");
  const newest = useRef({ tiles, known, onHappening });
  newest.current = { tiles, known, onHappening };
  useEffect(() => {
    let told = marks.value;
    return marks.subscribe(() => {
      const before = told;
      told = marks.value;
      for (const [camera, mark] of told) {
        if (before.get(camera) === mark || !isAtLeast(mark.level, "warning")) continue;
        const index = newest.current.tiles.findIndex((tile) => tile.camera === camera);
        if (index < 0) continue;
        setSaid(words.wall.something(newest.current.known.get(camera)?.name ?? "", mark.what));
        newest.current.onHappening(index);
      }
    });
  }, []);
  return said;
}
