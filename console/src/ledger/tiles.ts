/** Where the tree's hashes and entries lie: the C2SP tlog-tiles layout (spec/ledger.md, section 3). */

import { type Bytes } from "../bytes";
import { LedgerDoubt } from "./doubt";

export const WIDTH = 256;

/** Reads a file of the ledger by its path, or throws LedgerDoubt. */
export type ReadTile = (path: string) => Promise<Bytes>;

export const tilePath = (level: number, number: number, width: number): string => `tile/${level}/${numbered(number, width)}`;
export const bundlePath = (number: number, width: number): string => `tile/entries/${numbered(number, width)}`;

function numbered(number: number, width: number): string {
  const groups = [String(number % 1000).padStart(3, "0")];
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  return groups.join("/") + (width === WIDTH ? "" : `.p/${width}`);
}

/** How many places of that tile a tree of `size` entries fills, 0..256. */
export const widthAt = (level: number, number: number, size: number): number =>
  Math.max(0, Math.min(WIDTH, Math.floor(size / WIDTH ** level) - number * WIDTH));

/** The `width` entries of a bundle, exactly. */
export function unpackBundle(untrusted: Bytes, width: number): readonly Bytes[] {
  const view = new DataView(untrusted.buffer, untrusted.byteOffset, untrusted.byteLength);
  const entries: Bytes[] = [];
  let at = 0;
  while (entries.length < width && at + 2 <= untrusted.length) {
    const end = at + 2 + view.getUint16(at);
    if (end > untrusted.length) break;
    entries.push(untrusted.slice(at + 2, end));
    at = end;
  }
  if (at !== untrusted.length || entries.length !== width) throw new LedgerDoubt(`a bundle does not hold exactly ${width} entries`);
  return entries;
}

/** The hashes of a tile, exactly as many as it is wide. */
export function unpackTile(untrusted: Bytes, width: number): readonly Bytes[] {
  if (untrusted.length !== width * 32) throw new LedgerDoubt(`a tile does not hold exactly ${width} hashes`);
  return Array.from({ length: width }, (_, index) => untrusted.slice(32 * index, 32 * index + 32));
}
