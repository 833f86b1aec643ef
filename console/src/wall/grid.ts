/** How many columns show the most picture: tiles of one shape, all in sight where that leaves them large enough. Pure. */

export interface Grid {
  readonly columns: number;
  readonly tileWidth_px: number;
  readonly tileHeight_px: number;
  readonly scrolls: boolean;
}

export const SMALLEST_TILE_PX = 220;

export function fitGrid(count: number, width_px: number, height_px: number, aspect: number, gap_px: number): Grid {
  // A phone held upright: one column as wide as the screen beats strips that all fit.
  if (width_px <= 620 && height_px > width_px) return gridOf(1, Math.floor(width_px), aspect, true);
  const smallest_px = Math.min(SMALLEST_TILE_PX, width_px);
  let best: Grid | null = null;
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(count / columns);
    const byWidth_px = (width_px - gap_px * (columns - 1)) / columns;
    const byHeight_px = ((height_px - gap_px * (rows - 1)) / rows) * aspect;
    const tileWidth_px = Math.floor(Math.min(byWidth_px, byHeight_px));
    if (tileWidth_px < smallest_px) continue;
    if (best === null || tileWidth_px > best.tileWidth_px) best = gridOf(columns, tileWidth_px, aspect, false);
  }
  if (best !== null) return best;
  const columns = Math.max(1, Math.floor((width_px + gap_px) / (smallest_px * 1.3 + gap_px)));
  return gridOf(columns, Math.floor((width_px - gap_px * (columns - 1)) / columns), aspect, true);
}

function gridOf(columns: number, tileWidth_px: number, aspect: number, scrolls: boolean): Grid {
  return { columns, tileWidth_px, tileHeight_px: Math.floor(tileWidth_px / aspect), scrolls };
}

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The tile an arrow key leads to; the edge holds. */
export function neighbour(index: number, arrow: Arrow, columns: number, count: number): number {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[arrow];
  const next = index + step;
  if (next >= 0 && next < count) return next;
  // Down from the last full row lands on the last tile of a shorter one.
  if (arrow === "ArrowDown" && Math.floor(index / columns) < Math.floor((count - 1) / columns)) return count - 1;
  return index;
}
