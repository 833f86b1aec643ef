/** Arranging a wall, with every step back: what is done to a draft, apart from how it is shown. Pure. */

import type { TileOf, WallWritten } from "./model";

export interface Arranging {
  readonly draft: WallWritten;
  readonly past: readonly WallWritten[];
  readonly future: readonly WallWritten[];
}

const MOST_STEPS = 100;
export const LARGEST_SPAN = 2;

export const beginWith = (draft: WallWritten): Arranging => ({ draft, past: [], future: [] });

/** A change that can be undone. */
export function step(now: Arranging, draft: WallWritten): Arranging {
  if (draft === now.draft) return now;
  return { draft, past: [...now.past, now.draft].slice(-MOST_STEPS), future: [] };
}

export function undo(now: Arranging): Arranging {
  const last = now.past.at(-1);
  return last === undefined ? now : { draft: last, past: now.past.slice(0, -1), future: [now.draft, ...now.future] };
}

export function redo(now: Arranging): Arranging {
  const [next, ...rest] = now.future;
  return next === undefined ? now : { draft: next, past: [...now.past, now.draft], future: rest };
}

export function moved(tiles: readonly TileOf[], from: number, to: number): readonly TileOf[] {
  const tile = tiles[from];
  if (tile === undefined || from === to || to < 0 || to >= tiles.length) return tiles;
  const others = tiles.filter((_, index) => index !== from);
  return [...others.slice(0, to), tile, ...others.slice(to)];
}

/** The next size, and after the largest the smallest again. */
export const resized = (tiles: readonly TileOf[], at: number): readonly TileOf[] =>
  tiles.map((tile, index) => (index === at ? { ...tile, span: tile.span >= LARGEST_SPAN ? 1 : tile.span + 1 } : tile));

export const without = (tiles: readonly TileOf[], at: number): readonly TileOf[] => tiles.filter((_, index) => index !== at);

export const withCameras = (tiles: readonly TileOf[], cameras: readonly string[]): readonly TileOf[] => [
  ...tiles,
  ...cameras.filter((camera) => tiles.every((tile) => tile.camera !== camera)).map((camera): TileOf => ({ camera, span: 1 })),
];
