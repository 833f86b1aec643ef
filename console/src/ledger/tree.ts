/**
 * Entries and the tree's two proofs, read from tiles that anybody may fetch.
 *
 * The browser makes the proofs itself from the published files, and merkle.ts checks them: nothing here believes the server.
 * Made for one checkpoint and then dropped; tiles are remembered meanwhile.
 */

import type { Bytes } from "../bytes";
import { LedgerDoubt } from "./doubt";
import { emptyRoot, nodeHash, rootHash } from "./merkle";
import { type ReadTile, WIDTH, bundlePath, tilePath, unpackBundle, unpackTile, widthAt } from "./tiles";

const HEIGHT = 8;

export class TreeReader {
  private readonly files = new Map<string, Promise<readonly Bytes[]>>();

  constructor(private readonly read: ReadTile, readonly size: number) {}

  /** Entries [start, end), as their bytes stand in the bundles. Not a proof. */
  async entries(start: number, end: number): Promise<readonly Bytes[]> {
    const found: Bytes[] = [];
    for (let number = Math.floor(start / WIDTH); number * WIDTH < end; number += 1) {
      const bundle = await this.bundle(number);
      found.push(...bundle.slice(Math.max(0, start - number * WIDTH), end - number * WIDTH));
    }
    return found;
  }

  /** RFC 6962's MTH over entries [start, end), where start is a multiple of the smallest power of two that covers the range. */
  async rangeRoot(start: number, end: number): Promise<Bytes> {
    const span = end - start;
    if (span === 0) return emptyRoot();
    const height = Math.log2(span);
    if (Number.isInteger(height)) return this.node(height, start / span);
    const middle = start + splitOf(span);
    return nodeHash(await this.rangeRoot(start, middle), await this.rangeRoot(middle, end));
  }

  root(): Promise<Bytes> {
    return this.rangeRoot(0, this.size);
  }

  /** RFC 6962, 2.1.1: the audit path of an entry, from the leaf upwards. */
  async inclusion(index: number): Promise<readonly Bytes[]> {
    if (index < 0 || index >= this.size) throw new LedgerDoubt(`a tree of ${this.size} entries has no entry ${index}`);
    const path: Bytes[] = [];
    let [start, end] = [0, this.size];
    while (end - start > 1) {
      const middle = start + splitOf(end - start);
      path.unshift(index < middle ? await this.rangeRoot(middle, end) : await this.rangeRoot(start, middle));
      [start, end] = index < middle ? [start, middle] : [middle, end];
    }
    return path;
  }

  /** RFC 6962, 2.1.2: the proof that this tree begins with the tree of `oldSize` entries. */
  async consistency(oldSize: number): Promise<readonly Bytes[]> {
    if (oldSize < 0 || oldSize > this.size) throw new LedgerDoubt(`the record had ${oldSize} entries and has ${this.size} now`);
    if (oldSize === 0 || oldSize === this.size) return [];
    const path: Bytes[] = [];
    let [start, end, isWhole] = [0, this.size, true];
    while (oldSize !== end) {
      const middle = start + splitOf(end - start);
      if (oldSize <= middle) {
        path.unshift(await this.rangeRoot(middle, end));
        end = middle;
      } else {
        path.unshift(await this.rangeRoot(start, middle));
        [start, isWhole] = [middle, false];
      }
    }
    return isWhole ? path : [await this.rangeRoot(start, end), ...path];
  }

  /** The hash of the complete subtree over entries [index · 2^height, (index + 1) · 2^height). */
  private async node(height: number, index: number): Promise<Bytes> {
    const level = Math.floor(height / HEIGHT);
    const span = 2 ** (height % HEIGHT);
    const first = index * span;
    const number = Math.floor(first / WIDTH);
    const hashes = await this.tile(level, number);
    const place = first - number * WIDTH;
    if (place + span > hashes.length) throw new LedgerDoubt(`a tree of ${this.size} entries has no complete node ${index} at height ${height}`);
    return rootHash(hashes.slice(place, place + span));
  }

  private tile(level: number, number: number): Promise<readonly Bytes[]> {
    const width = widthAt(level, number, this.size);
    return this.remembered(tilePath(level, number, width), width, unpackTile);
  }

  private bundle(number: number): Promise<readonly Bytes[]> {
    const width = widthAt(0, number, this.size);
    return this.remembered(bundlePath(number, width), width, unpackBundle);
  }

  private remembered(path: string, width: number, unpack: (untrusted: Bytes, width: number) => readonly Bytes[]): Promise<readonly Bytes[]> {
    if (width === 0) throw new LedgerDoubt(`a tree of ${this.size} entries has no ${path}`);
    const known = this.files.get(path) ?? this.read(path).then((bytes) => unpack(bytes, width));
    this.files.set(path, known);
    return known;
  }
}

/** The largest power of two smaller than `size` (size >= 2). */
const splitOf = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1);
