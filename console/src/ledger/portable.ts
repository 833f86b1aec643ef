/** Proofs that travel in one file, proofs.json of bundles and evidence, and checking them: each stands alone and names its own tree. */

import { fromBase64, textOf } from "../bytes";
import { LedgerDoubt } from "./doubt";
import { leafHash, verifyInclusion } from "./merkle";
import { type NoteKey, openCheckpoint, parseKey } from "./note";

const MAX_PROOFS = 20_000;

/** A proof as the file and the server's answers have it. */
export interface PortableProof {
  readonly index: number;
  readonly entry: string; // base64
  readonly size: number;
  readonly hashes: readonly string[]; // base64
  readonly checkpoint: string;
}

export interface ProofFile {
  readonly v: 1;
  readonly key: string;
  readonly proofs: readonly PortableProof[];
}

export function parseProofs(untrusted: Uint8Array): ProofFile {
  let value: unknown;
  try {
    value = JSON.parse(textOf(untrusted));
  } catch {
    throw new LedgerDoubt("a file of proofs is not JSON");
  }
  const file = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  if (Object.keys(file).sort().join() !== "key,proofs,v" || file["v"] !== 1 || typeof file["key"] !== "string" || !Array.isArray(file["proofs"])) {
    throw new LedgerDoubt("this is not a file of proofs of a version this page reads");
  }
  if (file["proofs"].length > MAX_PROOFS) throw new LedgerDoubt(`a file of proofs holds at most ${MAX_PROOFS}`);
  return file as unknown as ProofFile;
}

/**
 * Every entry of the file, proven under `key`, or LedgerDoubt for the first that is not.
 *
 * 1. The file is of this key. 2. Each checkpoint is signed by it and of the tree that the proof is of. 3. The entry is in that tree, at that index.
 */
export async function checkProofs(file: ProofFile, key: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (file.key !== key) throw new LedgerDoubt("the proofs are of another ledger than this site's"); // 1
  const noteKey = await parseKey(key);
  return Promise.all(file.proofs.map((proof) => checkOne(proof, noteKey)));
}

async function checkOne(proof: PortableProof, key: NoteKey): Promise<Readonly<Record<string, unknown>>> {
  const checkpoint = await openCheckpoint(proof.checkpoint, key); // 2
  if (checkpoint.size !== proof.size) throw new LedgerDoubt(`the proof of entry ${proof.index} is of another tree than its checkpoint`);
  const entry = fromBase64(proof.entry);
  await verifyInclusion(await leafHash(entry), proof.index, proof.size, proof.hashes.map(fromBase64), checkpoint.root); // 3
  return JSON.parse(textOf(entry)) as Record<string, unknown>;
}
