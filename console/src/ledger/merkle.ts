/**
 * The tree of RFC 6962: its hashes, and checking its two proofs by RFC 9162, 2.1.3.2 and 2.1.4.2.
 *
 * Written apart from the server's own and checked against the same vectors. An auditor can read it in a few minutes.
 * Sizes go beyond 32 bits, so halves and parities are taken by arithmetic and never by shifting.
 */

import { type Bytes, same, sha256 } from "../bytes";
import { LedgerDoubt } from "./doubt";

const MAX_PROOF = 64;

export const emptyRoot = (): Promise<Bytes> => sha256(new Uint8Array(0));

/** SHA-256(0x00 ‖ entry). */
export const leafHash = (entry: Uint8Array): Promise<Bytes> => prefixed(0, entry);

/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Promise<Bytes> => prefixed(1, left, right);

function prefixed(first: number, ...parts: readonly Uint8Array[]): Promise<Bytes> {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  bytes[0] = first;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return sha256(bytes);
}

/** The root over leaf hashes, level by level; an odd last node is carried up unchanged. */
export async function rootHash(leaves: readonly Uint8Array[]): Promise<Bytes> {
  if (leaves.length === 0) return emptyRoot();
  let level = [...leaves];
  while (level.length > 1) {
    const pairs = Array.from({ length: level.length >> 1 }, (_, pair) => nodeHash(level[2 * pair] as Bytes, level[2 * pair + 1] as Bytes));
    const last = level.length % 2 === 1 ? [level.at(-1) as Bytes] : [];
    level = [...(await Promise.all(pairs)), ...last];
  }
  return level[0] as Bytes;
}

export interface Step {
  readonly side: "left" | "right"; // where the hash of the proof stands
  readonly hash: Bytes;
  readonly result: Bytes;
}

const half = (value: number): number => Math.floor(value / 2);
const isOdd = (value: number): boolean => value % 2 === 1;

/** Throws unless `leaf` is entry `index` of the tree of `size` entries with this root. Returns the steps, to be shown. */
export async function verifyInclusion(leaf: Bytes, index: number, size: number, proof: readonly Bytes[], root: Uint8Array): Promise<readonly Step[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new LedgerDoubt(`a tree of ${size} entries has no entry ${index}`);
  checkProof(proof);
  const steps: Step[] = [];
  let [fn, sn, result] = [index, size - 1, leaf];
  for (const hash of proof) {
    if (sn === 0) throw new LedgerDoubt("the inclusion proof is longer than the tree is high");
    const side = isOdd(fn) || fn === sn ? "left" : "right";
    result = side === "left" ? await nodeHash(hash, result) : await nodeHash(result, hash);
    if (side === "left") [fn, sn] = skipped(fn, sn);
    [fn, sn] = [half(fn), half(sn)];
    steps.push({ side, hash, result });
  }
  if (sn !== 0) throw new LedgerDoubt("the inclusion proof is shorter than the tree is high");
  if (!same(result, root)) throw new LedgerDoubt(`entry ${index} is not in the tree of ${size} entries with this root`);
  return steps;
}

/** Throws unless the tree of `newSize` entries begins with the tree of `oldSize`. */
export async function verifyConsistency(oldSize: number, newSize: number, proof: readonly Bytes[], oldRoot: Uint8Array, newRoot: Uint8Array): Promise<void> {
  if (!(oldSize >= 0 && oldSize <= newSize)) throw new LedgerDoubt(`the record had ${oldSize} entries and has ${newSize} now`);
  checkProof(proof);
  if (oldSize === 0 || oldSize === newSize) {
    const expected = oldSize === 0 ? await emptyRoot() : newRoot;
    if (proof.length > 0 || !same(oldRoot, expected)) throw new LedgerDoubt(`the trees of ${oldSize} and ${newSize} entries do not agree`);
    return;
  }
  const isWhole = Number.isInteger(Math.log2(oldSize));
  const [first, ...rest] = isWhole ? [oldRoot as Bytes, ...proof] : proof;
  if (first === undefined) throw new LedgerDoubt("the consistency proof is empty");
  let [fn, sn] = [oldSize - 1, newSize - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [old, grown] = [first, first];
  for (const hash of rest) {
    if (sn === 0) throw new LedgerDoubt("the consistency proof is longer than the tree is high");
    if (isOdd(fn) || fn === sn) {
      [old, grown] = [await nodeHash(hash, old), await nodeHash(hash, grown)];
      [fn, sn] = skipped(fn, sn);
    } else {
      grown = await nodeHash(grown, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  if (sn !== 0 || !same(old, oldRoot) || !same(grown, newRoot)) {
    throw new LedgerDoubt(`the tree of ${newSize} entries does not begin with that of ${oldSize}`);
  }
}

/** Past the levels on which the node was carried up unchanged. */
function skipped(fn: number, sn: number): [number, number] {
  while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
  return [fn, sn];
}

function checkProof(proof: readonly Uint8Array[]): void {
  if (proof.length > MAX_PROOF || proof.some((hash) => hash.length !== 32)) throw new LedgerDoubt("a proof is at most 64 hashes of 32 bytes");
}
