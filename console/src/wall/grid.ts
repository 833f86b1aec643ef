/** Where tiles lie, and how many columns show the most picture: all in sight where that leaves them large enough. Pure. */

/** A tile's place in columns and rows, both from 0. */
export interface Place {
  readonly column: number;
  readonly row: number;
  readonly span: number;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly places: readonly Place[];
  readonly tileWidth_px: number; // of a tile of span 1
  readonly tileHeight_px: number;
  readonly scrolls: boolean;
}

export interface Room {
  readonly width_px: number;
  readonly height_px: number;
  readonly aspect: number;
  readonly gap_px: number;
}

export const SMALLEST_TILE_PX = 220;
const SMALLEST_CHOSEN_PX = 90; // somebody who asks for many columns gets them, as long as a picture is still one

/** Each tile in the first gap that holds it, in reading order; a gap before a large tile is filled by a later small one. */
export function pack(spans: readonly number[], columns: number): readonly Place[] {
  const taken = new Set<number>();
  const at = (column: number, row: number): number => row * columns + column;
  const isFree = (column: number, row: number, span: number): boolean => cellsOf({ column, row, span }).every(([x, y]) => !taken.has(at(x, y)));
  return spans.map((wanted) => {
    const span = Math.min(wanted, columns);
    for (let cell = 0; ; cell += 1) {
      const column = cell % columns;
      const row = Math.floor(cell / columns);
      if (column + span > columns || !isFree(column, row, span)) continue;
      const place = { column, row, span };
      for (const [x, y] of cellsOf(place)) taken.add(at(x, y));
      return place;
    }
  });
}

function cellsOf({ column, row, span }: Place): readonly (readonly [number, number])[] {
  return Array.from({ length: span * span }, (_, cell) => [column + (cell % span), row + Math.floor(cell / span)] as const);
}

const rowsOf = (places: readonly Place[]): number => Math.max(1, ...places.map(({ row, span }) => row + span));

/** `chosen` is how many columns somebody asked for, 0 where they did not. */
export function fitGrid(spans: readonly number[], chosen: number, room: Room): Grid {
  // A phone held upright: one column as wide as the screen beats strips that all fit.
  if (room.width_px <= 620 && room.height_px > room.width_px) return gridOf(spans.map(() => 1), 1, Math.floor(room.width_px), room, true);
  if (chosen > 0) return chosenGrid(spans, chosen, room);
  const smallest_px = Math.min(SMALLEST_TILE_PX, room.width_px);
  const cells = spans.reduce((sum, span) => sum + span * span, 0);
  let best: Grid | null = null;
  for (let columns = Math.max(1, ...spans.map((span) => Math.min(span, 2))); columns <= Math.max(1, cells); columns += 1) {
    if (across_px(columns, room) < smallest_px) break;
    const places = pack(spans, columns);
    const width_px = Math.floor(Math.min(across_px(columns, room), down_px(rowsOf(places), room)));
    if (width_px >= smallest_px && (best === null || width_px > best.tileWidth_px)) best = gridOf(spans, columns, width_px, room, false);
  }
  if (best !== null) return withFullRows(spans, best, room);
  const columns = Math.max(1, Math.floor((room.width_px + room.gap_px) / (smallest_px * 1.3 + room.gap_px)));
  return gridOf(spans, columns, Math.floor(across_px(columns, room)), room, true);
}

/**
 * Five pictures in three columns leave a gap and wide margins. Rows of their own fill the width: fewer and larger pictures above,
 * one more in each row below. Taken where no picture is smaller for it than in columns; a cell is then a part of a picture.
 */
function withFullRows(spans: readonly number[], columns: Grid, room: Room): Grid {
  if (spans.some((span) => span !== 1)) return columns; // somebody said what is large
  const count = spans.length;
  let best: { readonly above: number; readonly large: number; readonly cell_px: number } | null = null;
  let most_px = count * columns.tileWidth_px ** 2;
  for (let above = 1; (above + 1) * columns.tileWidth_px <= room.width_px + room.gap_px; above += 1) {
    for (let large = above; large < count; large += above) {
      if ((count - large) % (above + 1) !== 0) continue;
      const cell_px = cellOf_px(above, (large / above) * (above + 1) + ((count - large) / (above + 1)) * above, room);
      const small_px = withGaps_px(above, cell_px, room);
      const all_px = large * withGaps_px(above + 1, cell_px, room) ** 2 + (count - large) * small_px ** 2;
      // A picture of so many cells loses part of a pixel in each of them; that alone makes none smaller.
      if (small_px < columns.tileWidth_px - above || all_px <= most_px) continue;
      best = { above, large, cell_px };
      most_px = all_px;
    }
  }
  return best === null ? columns : inCells(count, best.above, best.large, best.cell_px, room);
}

/** The widest cell where a row of `above` + 1 small pictures is as wide as one of `above` large ones. */
function cellOf_px(above: number, rows: number, room: Room): number {
  const tallest_px = withGaps_px(above, (room.height_px - room.gap_px * (rows - 1)) / rows, room) * room.aspect;
  return Math.floor(Math.min(across_px(above * (above + 1), room), (tallest_px - (above - 1) * room.gap_px) / above));
}

function inCells(count: number, above: number, large: number, tileWidth_px: number, room: Room): Grid {
  const columns = above * (above + 1);
  const places = pack(Array.from({ length: count }, (_, index) => (index < large ? above + 1 : above)), columns);
  // A small picture has exactly its shape; a large one covers more gaps, which changes its own by a pixel or two.
  const tileHeight_px = (withGaps_px(above, tileWidth_px, room) / room.aspect - (above - 1) * room.gap_px) / above;
  return { columns, rows: rowsOf(places), places, tileWidth_px, tileHeight_px, scrolls: false };
}

/** So many cells and the gaps between them. */
const withGaps_px = (span: number, cell_px: number, room: Room): number => span * cell_px + (span - 1) * room.gap_px;

function chosenGrid(spans: readonly number[], columns: number, room: Room): Grid {
  const width_px = across_px(columns, room);
  const fitting_px = Math.floor(Math.min(width_px, down_px(rowsOf(pack(spans, columns)), room)));
  // Narrower tiles that are all in sight, unless that would waste more than a third of the width.
  const fits = fitting_px >= Math.max(SMALLEST_CHOSEN_PX, width_px * 0.66);
  return gridOf(spans, columns, fits ? fitting_px : Math.floor(width_px), room, !fits);
}

/** The widest tile of so many columns, and of so many rows, that the room has space for. */
const across_px = (columns: number, room: Room): number => (room.width_px - room.gap_px * (columns - 1)) / columns;
const down_px = (rows: number, room: Room): number => ((room.height_px - room.gap_px * (rows - 1)) / rows) * room.aspect;

function gridOf(spans: readonly number[], columns: number, tileWidth_px: number, room: Room, scrolls: boolean): Grid {
  const places = pack(spans, columns);
  return { columns, rows: rowsOf(places), places, tileWidth_px, tileHeight_px: Math.floor(tileWidth_px / room.aspect), scrolls };
}

/** How many whole rows are in sight at once. */
export const rowsInSight = (grid: Grid, height_px: number, gap_px: number): number =>
  grid.scrolls ? Math.max(1, Math.floor((height_px + gap_px) / (grid.tileHeight_px + gap_px))) : grid.rows;

export const pagesOf = (grid: Grid, height_px: number, gap_px: number): number => Math.ceil(grid.rows / rowsInSight(grid, height_px, gap_px));

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The tile an arrow key leads to: the nearest one that way, and of those the one most in line. The edge holds. */
export function neighbour(places: readonly Place[], from: number, arrow: Arrow): number {
  const start = places[from];
  if (start === undefined) return from;
  let best = from;
  let nearest = Infinity;
  places.forEach((place, index) => {
    const [ahead, aside] = offset(start, place, arrow);
    if (ahead <= 0) return;
    const distance = ahead + aside * 4;
    if (distance < nearest) [best, nearest] = [index, distance];
  });
  return best;
}

/** How far `to` lies ahead in the arrow's direction, and how far beside it; both are 0 or less where it does not. */
function offset(from: Place, to: Place, arrow: Arrow): readonly [number, number] {
  const beside = (a: number, aSpan: number, b: number, bSpan: number): number => Math.max(0, Math.max(a, b) - Math.min(a + aSpan, b + bSpan) + 1);
  const columns = beside(from.column, from.span, to.column, to.span);
  const rows = beside(from.row, from.span, to.row, to.span);
  switch (arrow) {
    case "ArrowRight":
      return [rows > 0 ? 0 : to.column - (from.column + from.span) + 1, rows];
    case "ArrowLeft":
      return [rows > 0 ? 0 : from.column - (to.column + to.span) + 1, rows];
    case "ArrowDown":
      return [to.row - (from.row + from.span) + 1, columns];
    case "ArrowUp":
      return [from.row - (to.row + to.span) + 1, columns];
  }
}

/** The tile under a point of the grid, in pixels from its corner; null between tiles. */
export function tileAt(grid: Grid, x_px: number, y_px: number, gap_px: number): number | null {
  const column = x_px / (grid.tileWidth_px + gap_px);
  const row = y_px / (grid.tileHeight_px + gap_px);
  const found = grid.places.findIndex((place) => column >= place.column && column < place.column + place.span && row >= place.row && row < place.row + place.span);
  return found < 0 ? null : found;
}
