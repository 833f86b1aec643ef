/** Walls as the server keeps them: which cameras, in reading order, each `span` columns wide and rows high. */

import type { TileTold, WallTold } from "../api/types";

export type TileOf = TileTold;

/** A wall as somebody arranges it. `columns` 0: as many as show the most picture. */
export interface WallWritten {
  readonly name: string;
  readonly shared: boolean;
  readonly columns: number;
  readonly tiles: readonly TileOf[];
}

export type SavedWall = WallTold;
