/** Walls as the server keeps them: which cameras, in reading order, each `span` columns wide and rows high. */

export interface TileOf {
  readonly camera: string;
  readonly span: number;
}

/** A wall as somebody arranges it. `columns` 0: as many as show the most picture. */
export interface WallWritten {
  readonly name: string;
  readonly shared: boolean;
  readonly columns: number;
  readonly tiles: readonly TileOf[];
}

export interface SavedWall extends WallWritten {
  readonly id: string;
  readonly version: number;
  readonly may_change: boolean;
}
