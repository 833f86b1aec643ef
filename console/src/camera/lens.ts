/**
 * A closer look at a part of the picture. Geometry only, and pure: which part of a box is shown larger, and how hands move it.
 *
 * What is frosted stays frosted: the same picture is drawn larger, and nothing is asked of the server.
 */

/** How the picture lies over its box: `scale` times as large, with its upper left corner moved by `x_px` and `y_px`. */
export interface Lens {
  readonly scale: number;
  readonly x_px: number;
  readonly y_px: number;
}

export interface Box {
  readonly width_px: number;
  readonly height_px: number;
}

export interface Point {
  readonly x_px: number;
  readonly y_px: number;
}

export const WHOLE: Lens = { scale: 1, x_px: 0, y_px: 0 };
export const MOST = 8;

/** The same lens, held so that the picture covers its box. */
function held(lens: Lens, box: Box): Lens {
  const within = (at_px: number, size_px: number): number => Math.min(0, Math.max(at_px, size_px * (1 - lens.scale)));
  return { scale: lens.scale, x_px: within(lens.x_px, box.width_px), y_px: within(lens.y_px, box.height_px) };
}

/** `factor` times as close; what lies under `at` stays there. Close to the whole picture, it is the whole picture. */
export function closer(lens: Lens, box: Box, at: Point, factor: number): Lens {
  const scale = Math.min(MOST, lens.scale * factor);
  if (scale < 1.02) return WHOLE;
  const grown = scale / lens.scale;
  return held({ scale, x_px: at.x_px - (at.x_px - lens.x_px) * grown, y_px: at.y_px - (at.y_px - lens.y_px) * grown }, box);
}

/** Moved by so much, as far as there is picture. */
export function moved(lens: Lens, box: Box, by: Point): Lens {
  return held({ scale: lens.scale, x_px: lens.x_px + by.x_px, y_px: lens.y_px + by.y_px }, box);
}

/** The same part of the picture in a box of another size. */
export function refitted(lens: Lens, from: Box, to: Box): Lens {
  if (lens.scale === 1 || from.width_px === 0 || from.height_px === 0) return WHOLE;
  return held({ scale: lens.scale, x_px: (lens.x_px * to.width_px) / from.width_px, y_px: (lens.y_px * to.height_px) / from.height_px }, to);
}

export const middleOf = (box: Box): Point => ({ x_px: box.width_px / 2, y_px: box.height_px / 2 });
