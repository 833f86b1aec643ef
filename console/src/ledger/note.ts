/**
 * Signed text in the C2SP signed-note form with Ed25519 keys, and the checkpoints written in it (spec/ledger.md, section 4).
 *
 * A checkpoint says how many entries there are and what the tree's root is. Two of one size with different roots are a fork.
 */

import { type Bytes, fromBase64, hexOf, same, sha256, utf8 } from "../bytes";
import { LedgerDoubt } from "./doubt";

const DASH = "\u2014 ";
const MAX_NOTE_LENGTH = 1_000_000;
const MAX_SIGNATURES = 100;
const ED25519 = 1;

export interface NoteKey {
  readonly name: string;
  readonly id: Bytes; // 4
  readonly public: Bytes; // 32
}

export interface Note {
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly id: Bytes; readonly signature: Bytes }[];
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
  readonly signers: readonly string[]; // names on all signature lines, the site's first; only the site's is checked here
}

/** A public key as it is published: name, id and key, joined by plus signs. */
export async function parseKey(untrusted: string): Promise<NoteKey> {
  const [name = "", id = "", ...rest] = untrusted.trim().split("+");
  const raw = base64(rest.join("+"));
  if (name === "" || /\s/.test(name) || raw.length !== 33 || raw[0] !== ED25519) throw new LedgerDoubt("the public key is not an Ed25519 key");
  const expected = (await sha256(new Uint8Array([...utf8(`${name}\n`), ...raw]))).slice(0, 4);
  if (hexOf(expected) !== id) throw new LedgerDoubt("the public key's id does not belong to it");
  return { name, id: expected, public: raw.slice(1) };
}

export function parseNote(untrusted: string): Note {
  if (untrusted.length > MAX_NOTE_LENGTH || /[\u0000-\u0009\u000b-\u001f]/.test(untrusted)) throw new LedgerDoubt("a note is at most 1 MB of text without control characters");
  const cut = untrusted.lastIndexOf("\n\n");
  const lines = untrusted.slice(cut + 2).split("\n");
  if (cut < 0 || lines.pop() !== "") throw new LedgerDoubt("a note is a text, an empty line and signature lines");
  if (lines.length < 1 || lines.length > MAX_SIGNATURES) throw new LedgerDoubt("a note has 1 to 100 signature lines");
  return { text: untrusted.slice(0, cut + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line: string): Note["signatures"][number] {
  const [, name, encoded, ...more] = line.split(" ");
  if (!line.startsWith(DASH) || name === undefined || encoded === undefined || more.length > 0) throw new LedgerDoubt("a signature line of the note is malformed");
  const raw = base64(encoded);
  return { name, id: raw.slice(0, 4), signature: raw.slice(4) };
}

/** Throws unless `key` signed this note. A line of the key that does not hold is an error even if another one would. */
export async function verifyNote(note: Note, key: NoteKey): Promise<void> {
  const lines = note.signatures.filter((line) => line.name === key.name && same(line.id, key.id));
  if (lines.length === 0) throw new LedgerDoubt(`the note is not signed by ${key.name}`);
  for (const { signature } of lines) {
    if (!(await verifies(key, signature, utf8(note.text)))) throw new LedgerDoubt(`the signature of ${key.name} does not belong to this text`);
  }
}

async function verifies(key: NoteKey, signature: Bytes, text: Bytes): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey("raw", key.public, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, imported, signature, text);
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "NotSupportedError") throw new LedgerDoubt("this browser does not know Ed25519 signatures: update it, or use `groundglass ledger verify`");
    throw thrown;
  }
}

/** What a note signed by `key` says of the tree named like the key. Throws LedgerDoubt. */
export async function openCheckpoint(untrusted: string, key: NoteKey): Promise<Checkpoint> {
  const note = parseNote(untrusted);
  await verifyNote(note, key);
  const lines = note.text.split("\n");
  const [origin = "", size = "", root = ""] = lines;
  if (lines.length < 4 || origin === "" || !/^(?:0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new LedgerDoubt("a checkpoint is an origin, a size and a root hash, each on a line");
  }
  const hash = base64(root);
  if (hash.length !== 32) throw new LedgerDoubt("the root hash of a checkpoint has 32 bytes");
  if (origin !== key.name) throw new LedgerDoubt(`the checkpoint is of ${origin.slice(0, 60)}, not of ${key.name}`);
  const others = note.signatures.map((line) => line.name).filter((name) => name !== key.name);
  return { origin, size: Number(size), root: hash, signers: [key.name, ...others] };
}

function base64(untrusted: string): Bytes {
  try {
    return fromBase64(untrusted);
  } catch {
    throw new LedgerDoubt("a key or signature is not base64");
  }
}
