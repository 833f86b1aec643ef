/**
 * What this browser makes of the ledger: reads the public files, checks them, and remembers what it saw for the next time.
 *
 * 1. The checkpoint is signed by the site's key, and by the same key as last time.
 * 2. The published hashes add up to the signed root.
 * 3. The tree begins with the one this browser saw last: nothing was changed or taken out since.
 *
 * A browser that comes back is thereby a witness of its own. What it cannot know is whether the first checkpoint it ever saw was honest,
 * nor whether another browser is shown another tree; that is what cosigning witnesses are for.
 */

import { ledgerFile, ledgerHead } from "../api";
import { type Bytes, fromHex, hexOf, same, textOf, utf8 } from "../bytes";
import type { LedgerEntry } from "../custody/model";
import { LedgerDoubt } from "./doubt";
import { type Step, leafHash, verifyConsistency, verifyInclusion } from "./merkle";
import { type Checkpoint, openCheckpoint, parseKey } from "./note";
import { TreeReader } from "./tree";

export interface Seen {
  readonly key: string;
  readonly note: string;
  readonly size: number;
  readonly root: string; // hex
  readonly at_ms: number;
}

export interface Inspection {
  readonly checkpoint: Checkpoint;
  readonly note: string;
  readonly key: string;
  readonly tree: TreeReader;
  readonly before: Seen | null; // what this browser saw earlier and now found confirmed
  readonly at_ms: number;
}

/** A finding against the record, with both notes where there are two. */
export class LedgerBroken extends LedgerDoubt {
  constructor(message: string, readonly notes: readonly string[]) {
    super(message);
  }
}

const KEPT = "groundglass.ledger-seen";

/** Throws LedgerBroken when the record does not hold, and LedgerDoubt when it could not be read. */
export async function inspect(now_ms: number): Promise<Inspection> {
  const head = await ledgerHead();
  if (head.kind !== "ok") throw new LedgerDoubt(head.kind === "failed" ? head.problem.detail || head.problem.title : "given up");
  const note = textOf(await readFile("checkpoint"));
  const before = remembered();
  const notes = before === null ? [note] : [before.note, note];
  try {
    if (before !== null && before.key !== head.value.key) throw new LedgerDoubt("the ledger is signed by another key than this browser knows"); // 1
    const checkpoint = await openCheckpoint(note, await parseKey(head.value.key));
    const tree = new TreeReader(readFile, checkpoint.size);
    if (!same(await tree.root(), checkpoint.root)) throw new LedgerDoubt("the published hashes do not add up to the signed root"); // 2
    if (before !== null) {
      if (checkpoint.size < before.size) throw new LedgerDoubt(`the record had ${before.size} entries and has ${checkpoint.size} now`);
      await verifyConsistency(before.size, checkpoint.size, await tree.consistency(before.size), fromHex(before.root), checkpoint.root); // 3
    }
    remember({ key: head.value.key, note, size: checkpoint.size, root: hexOf(checkpoint.root), at_ms: now_ms });
    return { checkpoint, note, key: head.value.key, tree, before, at_ms: now_ms };
  } catch (thrown) {
    if (thrown instanceof Unreadable) throw thrown;
    throw new LedgerBroken(thrown instanceof Error ? thrown.message : "unknown", notes);
  }
}

/** The key this browser knows the ledger by; the one the server names where it knows none yet. */
export async function siteKey(): Promise<string> {
  const known = remembered()?.key;
  if (known !== undefined) return known;
  const head = await ledgerHead();
  if (head.kind === "ok") return head.value.key;
  throw new LedgerDoubt("the ledger's key could not be fetched");
}

/** A file could not be fetched: nothing is said about the record itself. */
class Unreadable extends LedgerDoubt {}

async function readFile(path: string): Promise<Bytes> {
  const answer = await ledgerFile(path);
  if (answer.kind === "ok") return answer.value as Bytes;
  throw new Unreadable(answer.kind === "failed" && answer.problem.status === 0 ? "the server does not answer" : `${path} of the ledger could not be fetched`);
}

export interface EntryProof {
  readonly leaf: Bytes;
  readonly steps: readonly Step[];
  readonly hashedHere: boolean; // the text was hashed here; else only the hash the server gave was checked
}

/** Proves one entry against the checkpoint, or throws LedgerDoubt. */
export async function prove(entry: LedgerEntry, { tree, checkpoint }: Inspection): Promise<EntryProof> {
  const told = fromHex(entry.hash);
  const leaf = entry.text === null ? told : await leafHash(utf8(entry.text));
  if (!same(leaf, told)) throw new LedgerDoubt(`the text of entry ${entry.index} has another hash than the server says`);
  const steps = await verifyInclusion(leaf, entry.index, checkpoint.size, await tree.inclusion(entry.index), checkpoint.root);
  return { leaf, steps, hashedHere: entry.text !== null };
}

/** Everything needed to check one entry elsewhere, as a file. */
export function proofFile(entry: LedgerEntry, proof: EntryProof, { checkpoint, note, key }: Inspection): Blob {
  const said = {
    index: entry.index, size: checkpoint.size, entry: entry.text, leaf: hexOf(proof.leaf),
    hashes: proof.steps.map((step) => hexOf(step.hash)), checkpoint: note, key,
  };
  return new Blob([`${JSON.stringify(said, null, 2)}\n`], { type: "application/json" });
}

function remembered(): Seen | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    const seen = kept as Seen | null;
    return seen !== null && typeof seen.key === "string" && Number.isSafeInteger(seen.size) && typeof seen.root === "string" && typeof seen.note === "string" ? seen : null;
  } catch {
    return null; // a browser that keeps nothing sees every record for the first time
  }
}

function remember(seen: Seen): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(seen));
  } catch {
    // as above
  }
}
