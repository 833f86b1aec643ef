/** Which pictures are known around the playhead, so that a step forward or back is one picture exactly. Pure. */

import type { Picture } from "./boxes";

const LIMIT = 4_000; // about two minutes at 30 pictures a second; older knowledge is dropped first

export class PictureTable {
  private known: Picture[] = [];

  add(pictures: readonly Picture[]): void {
    const first = pictures[0];
    const last = pictures[pictures.length - 1];
    if (first === undefined || last === undefined) return;
    const before = this.known.filter((picture) => picture.at_s < first.at_s - 1e-4);
    const after = this.known.filter((picture) => picture.at_s > last.at_s + 1e-4);
    this.known = [...before, ...pictures, ...after].slice(-LIMIT);
  }

  clear(): void {
    this.known = [];
  }

  /** The picture shown at a moment, or null where that moment is not known. */
  at(at_s: number): Picture | null {
    const index = this.indexAt(at_s);
    return index === null ? null : (this.known[index] ?? null);
  }

  /** The picture one step away, or null where the table ends or has a hole there. */
  beside(at_s: number, direction: 1 | -1): Picture | null {
    const index = this.indexAt(at_s);
    if (index === null) return null;
    const here = this.known[index];
    const there = this.known[index + direction];
    if (here === undefined || there === undefined) return null;
    const [earlier, later] = direction === 1 ? [here, there] : [there, here];
    return later.at_s - (earlier.at_s + earlier.duration_s) < Math.max(0.5, earlier.duration_s) ? there : null;
  }

  private indexAt(at_s: number): number | null {
    for (let index = this.known.length - 1; index >= 0; index -= 1) {
      const picture = this.known[index] as Picture;
      if (picture.at_s <= at_s + 1e-4) return at_s < picture.at_s + picture.duration_s + 0.5 ? index : null;
    }
    return null;
  }
}

/** The moment to seek to so that a browser shows this picture and not, by rounding, its neighbour. */
export const middleOf = (picture: Picture): number => picture.at_s + Math.min(picture.duration_s, 0.2) / 2;
