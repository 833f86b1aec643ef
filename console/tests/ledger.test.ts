/** The console's own verifier agrees with the shared vectors, and with a tree built the plain way at many sizes. */

import { describe, expect, test } from "vitest";

import { type Bytes, fromBase64, fromHex, hexOf, utf8 } from "../src/bytes";
import { LedgerDoubt } from "../src/ledger/doubt";
import { leafHash, nodeHash, rootHash, verifyConsistency, verifyInclusion } from "../src/ledger/merkle";
import { openCheckpoint, parseKey, parseNote } from "../src/ledger/note";
import { bundlePath, tilePath, unpackBundle, unpackTile, widthAt } from "../src/ledger/tiles";
import { TreeReader } from "../src/ledger/tree";
import vectorFile from "../../tests/vectors/ledger.json";

interface Vectors {
  readonly key: string;
  readonly entries: readonly string[];
  readonly leaves: readonly string[];
  readonly roots: readonly string[];
  readonly inclusion: readonly { readonly index: number; readonly size: number; readonly proof: readonly string[] }[];
  readonly consistency: readonly { readonly old: number; readonly new: number; readonly proof: readonly string[] }[];
  readonly checkpoint: string;
  readonly files: Readonly<Record<string, string>>;
}
const vectors = vectorFile as Vectors;
const root = (size: number): Bytes => fromHex(vectors.roots[size] as string);

async function readVector(path: string): Promise<Bytes> {
  const file = vectors.files[path];
  if (file === undefined) throw new LedgerDoubt(`no ${path}`);
  return fromBase64(file);
}

/** Files of a ledger with these leaf hashes, written the plain way. */
async function filesOf(leaves: readonly Bytes[]): Promise<Map<string, Bytes>> {
  const files = new Map<string, Bytes>();
  let hashes: readonly Bytes[] = leaves;
  for (let level = 0; hashes.length > 0; level += 1) {
    const next: Bytes[] = [];
    for (let number = 0; number * 256 < hashes.length; number += 1) {
      const row = hashes.slice(number * 256, number * 256 + 256);
      files.set(tilePath(level, number, row.length), new Uint8Array(row.flatMap((hash) => [...hash])));
      if (row.length === 256) next.push(await rootHash(row));
    }
    hashes = next;
  }
  return files;
}

describe("the vectors that every implementation shares", () => {
  test("hash to the recorded leaves and roots", async () => {
    const leaves = await Promise.all(vectors.entries.map((entry) => leafHash(utf8(entry))));
    expect(leaves.map(hexOf)).toEqual(vectors.leaves);
    for (let size = 0; size <= leaves.length; size += 1) expect(hexOf(await rootHash(leaves.slice(0, size)))).toBe(vectors.roots[size]);
  });

  test("prove every entry, and nothing else", async () => {
    for (const { index, size, proof } of vectors.inclusion) {
      const hashes = proof.map(fromHex);
      const leaf = fromHex(vectors.leaves[index] as string);
      const steps = await verifyInclusion(leaf, index, size, hashes, root(size));
      expect(steps).toHaveLength(proof.length);
      await expect(verifyInclusion(fromHex(vectors.leaves[(index + 1) % size] as string), index, size, hashes, root(size))).rejects.toThrow(LedgerDoubt);
      await expect(verifyInclusion(leaf, (index + 1) % size, size, hashes, root(size))).rejects.toThrow(LedgerDoubt);
      await expect(verifyInclusion(leaf, index, size, hashes.slice(1), root(size))).rejects.toThrow(LedgerDoubt);
      await expect(verifyInclusion(leaf, index, size, [...hashes, root(1)], root(size))).rejects.toThrow(LedgerDoubt);
    }
  });

  test("prove that the tree only grew", async () => {
    for (const { old, new: grown, proof } of vectors.consistency) {
      const hashes = proof.map(fromHex);
      await verifyConsistency(old, grown, hashes, root(old), root(grown));
      await expect(verifyConsistency(old, grown, hashes, fromHex("00".repeat(32)), root(grown))).rejects.toThrow(LedgerDoubt);
    }
    await expect(verifyConsistency(8, 7, [], root(7), root(7))).rejects.toThrow("had 8 entries and has 7 now");
  });

  test("hold a checkpoint that the site's key signed", async () => {
    const key = await parseKey(vectors.key);
    const checkpoint = await openCheckpoint(vectors.checkpoint, key);
    expect([checkpoint.origin, checkpoint.size, hexOf(checkpoint.root)]).toEqual(["groundglass.example/site", 7, vectors.roots[7]]);
    await expect(openCheckpoint(vectors.checkpoint.replace("\n7\n", "\n6\n"), key)).rejects.toThrow("does not belong to this text");
    await expect(openCheckpoint(vectors.checkpoint, { ...key, name: "somebody.else" })).rejects.toThrow("not signed by somebody.else");
  });

  test("are read from their files", async () => {
    const tree = new TreeReader(readVector, 7);
    expect((await tree.entries(0, 7)).map((entry) => new TextDecoder().decode(entry))).toEqual(vectors.entries);
    expect(hexOf(await tree.root())).toBe(vectors.roots[7]);
    for (const { index, proof } of vectors.inclusion) expect((await tree.inclusion(index)).map(hexOf)).toEqual(proof);
    for (const { old, proof } of vectors.consistency) expect((await tree.consistency(old)).map(hexOf)).toEqual(proof);
  });
});

describe("a ledger of any size", () => {
  test("gives proofs that hold, across tiles", async () => {
    const leaves = await Promise.all(Array.from({ length: 1030 }, (_, index) => leafHash(utf8(String(index)))));
    for (const size of [1, 2, 255, 256, 257, 511, 513, 1030]) {
      const files = await filesOf(leaves.slice(0, size));
      const tree = new TreeReader(async (path) => files.get(path) ?? Promise.reject(new LedgerDoubt(path)), size);
      const top = await tree.root();
      expect(hexOf(top)).toBe(hexOf(await rootHash(leaves.slice(0, size))));
      for (const index of [0, size >> 1, size - 1]) await verifyInclusion(leaves[index] as Bytes, index, size, await tree.inclusion(index), top);
      for (const old of [1, size >> 1, size - 1].filter((value) => value > 0)) {
        await verifyConsistency(old, size, await tree.consistency(old), await rootHash(leaves.slice(0, old)), top);
      }
    }
  });

  test("is proven over three levels of tiles", async () => {
    // All leaves are one, so that a tile is the same 256 hashes wherever it lies and 16 million entries need no memory.
    const alike = [await leafHash(utf8("again"))];
    while (alike.length < 3) alike.push(await rootHash(Array<Bytes>(256).fill(alike.at(-1) as Bytes)));
    const tree = new TreeReader(async (path) => {
      const [, level = "", width = "256"] = /^tile\/(\d)\/[x\d/]+?(?:\.p\/(\d+))?$/.exec(path) ?? [];
      return new Uint8Array(Array<Bytes>(Number(width)).fill(alike[Number(level)] as Bytes).flatMap((hash) => [...hash]));
    }, 2 ** 24 - 3);
    const top = await tree.root();
    for (const index of [0, 65_536, 9_999_999, 2 ** 24 - 4]) await verifyInclusion(alike[0] as Bytes, index, tree.size, await tree.inclusion(index), top);
  });

  test("beyond 32 bits is halved by arithmetic", async () => {
    const size = 2 ** 33;
    const leaf = await leafHash(utf8("leaf"));
    const proof = Array.from({ length: 33 }, (_, level) => fromHex(level.toString(16).padStart(2, "0").repeat(32)));
    let top = leaf;
    for (const hash of proof) top = await nodeHash(hash, top);
    await verifyInclusion(leaf, size - 1, size, proof, top);
  });

  test("names files as the layout says", () => {
    expect(bundlePath(1_234_067, 256)).toBe("tile/entries/x001/x234/067");
    expect(tilePath(1, 0, 7)).toBe("tile/1/000.p/7");
    expect([widthAt(0, 0, 7), widthAt(0, 1, 256), widthAt(1, 0, 513)]).toEqual([7, 0, 2]);
  });

  test("refuses files that are not as long as the size implies", () => {
    const bundle = new Uint8Array([0, 1, 65, 0, 2, 66, 67]);
    expect(unpackBundle(bundle, 2).map((entry) => entry.length)).toEqual([1, 2]);
    for (const [damaged, width] of [[bundle, 1], [bundle, 3], [bundle.slice(0, 6), 2], [new Uint8Array(1), 1]] as const) {
      expect(() => unpackBundle(damaged, width)).toThrow(LedgerDoubt);
    }
    expect(() => unpackTile(new Uint8Array(33), 1)).toThrow(LedgerDoubt);
  });
});

test.each([
  "", "no empty line", "text\n\nno dash name c2ln\n", "text\n\n\u2014 name c2ln", "text\n\n\u2014 name not base64\n", "te\u0001xt\n\n\u2014 name c2ln\n",
])("a note that is not one is refused: %j", (untrusted) => {
  expect(() => parseNote(untrusted)).toThrow(LedgerDoubt);
});

test.each(["", "name", "name+00000000+AQ==", "na me+00000000+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4", "site+00000000+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"])(
  "a key that is not one is refused: %j",
  async (untrusted) => {
    await expect(parseKey(untrusted)).rejects.toThrow(LedgerDoubt);
  },
);
