/**
 * A person's age key in this page: read from a file or from what was pasted, used, and put away.
 *
 * The age library is fetched when the first key is used. Where the browser can (most do), the key is kept as one that the page itself
 * cannot read again. It is never stored, never sent, and gone with the page.
 */

import { type Bytes, sha256, textOf } from "../bytes";
import { CustodyError } from "./refusal";

const loadAge = () => import("age-encryption");

const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/m;
const ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----";
const BINARY = "age-encryption.org/v1\n";
const MAX_KEY_FILE_BYTES = 65_536;
const MAX_SLOT_BYTES = 16_384;

export const isRecipient = (text: string): boolean => /^age1[02-9ac-hj-np-z]{58}$/.test(text.trim());

/** "age1qyqs…7x4k": enough to compare two keys over the telephone, not enough to type. */
export const shortRecipient = (recipient: string): string => (recipient.length > 22 ? `${recipient.slice(0, 12)}…${recipient.slice(-6)}` : recipient);

/** Somebody's key, ready to decrypt. Prints as its public half. */
export class Identity {
  readonly recipient: string;
  readonly #secret: string | CryptoKey;

  private constructor(recipient: string, secret: string | CryptoKey) {
    this.recipient = recipient;
    this.#secret = secret;
  }

  /** From a line "AGE-SECRET-KEY-1...". Throws CustodyError. */
  static async from(line: string): Promise<Identity> {
    const age = await loadAge();
    try {
      const recipient = await age.identityToRecipient(line);
      return new Identity(recipient, await sealedIn(line));
    } catch {
      throw new CustodyError("this key is damaged", "use the whole key file, as it was made");
    }
  }

  toString(): string {
    return this.recipient;
  }

  async decrypt(untrusted: Bytes): Promise<Bytes> {
    if (untrusted.length > MAX_SLOT_BYTES) throw new CustodyError("a wrapped share is too long to be one");
    const age = await loadAge();
    const decrypter = new age.Decrypter();
    decrypter.addIdentity(this.#secret);
    try {
      return (await decrypter.decrypt(untrusted)) as Bytes;
    } catch {
      throw new CustodyError("this key does not open this share", "use the key that the site knows you by");
    }
  }
}

export async function encryptTo(recipient: string, content: Uint8Array): Promise<Bytes> {
  const age = await loadAge();
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(recipient);
  return (await encrypter.encrypt(content)) as Bytes;
}

export type KeyFile =
  | { readonly kind: "open"; readonly line: string }
  | { readonly kind: "locked"; readonly file: Bytes } // a passphrase is needed
  | { readonly kind: "hardware" } // an age plugin; only the command line can use it
  | { readonly kind: "none" };

/** What a key file or a pasted text is. Pure. */
export function kindOfKey(file: Bytes): KeyFile {
  if (file.length > MAX_KEY_FILE_BYTES) return { kind: "none" };
  const text = new TextDecoder("latin1").decode(file);
  if (text.startsWith(BINARY) || text.trimStart().startsWith(ARMOR)) return { kind: "locked", file };
  const line = IDENTITY.exec(text.replaceAll("\r", ""))?.[0];
  if (line !== undefined) return { kind: "open", line };
  return /^AGE-PLUGIN-/m.test(text) ? { kind: "hardware" } : { kind: "none" };
}

/** The line inside a passphrase-protected key file. Takes a second or two: that is what protects it. */
export async function unlock(file: Bytes, passphrase: string): Promise<string> {
  const age = await loadAge();
  const decrypter = new age.Decrypter();
  decrypter.addPassphrase(passphrase);
  let inside: string;
  try {
    const text = new TextDecoder("latin1").decode(file).trim();
    inside = textOf(await decrypter.decrypt(text.startsWith(ARMOR) ? age.armor.decode(text) : file));
  } catch {
    throw new CustodyError("this passphrase does not open the key file");
  }
  const found = IDENTITY.exec(inside)?.[0];
  if (found === undefined) throw new CustodyError("there is no age key inside this file");
  return found;
}

export interface NewKey {
  readonly recipient: string;
  readonly file: string; // to be saved by its owner; as `age-keygen` writes it, locked where a passphrase was given
  readonly identity: Identity;
}

export async function makeKey(passphrase: string, now_ms: number): Promise<NewKey> {
  const age = await loadAge();
  const line = await age.generateX25519Identity();
  const identity = await Identity.from(line);
  const open = `# created: ${new Date(now_ms).toISOString()}\n# public key: ${identity.recipient}\n${line}\n`;
  if (passphrase === "") return { recipient: identity.recipient, file: open, identity };
  const encrypter = new age.Encrypter();
  encrypter.setPassphrase(passphrase);
  return { recipient: identity.recipient, file: `${age.armor.encode(await encrypter.encrypt(open)).trim()}\n`, identity };
}

/**
 * The answer to the server's question whether one holds this key: the hash of what was sealed to it.
 *
 * Only something of exactly the question's shape is answered, and only by its hash: a slot that was handed out as a question gives nothing away.
 */
export async function answerTo(untrusted_question: Bytes, identity: Identity): Promise<Bytes> {
  const content = await identity.decrypt(untrusted_question);
  const head = new TextDecoder("latin1").decode(content.subarray(0, 7));
  if (content.length !== 41 || head !== "GGENTRY" || content[7] !== 0 || content[8] !== 1) {
    throw new CustodyError("the server asked something that is no question to a custodian", "do not use this key here, and tell the site's administrator");
  }
  return sha256(content);
}

/** The key as one the page cannot read again, or the line itself where the browser does not know X25519. */
async function sealedIn(line: string): Promise<string | CryptoKey> {
  try {
    const pkcs8 = new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20, ...bytesOfLine(line)]);
    return await crypto.subtle.importKey("pkcs8", pkcs8, { name: "X25519" }, false, ["deriveBits"]);
  } catch {
    return line;
  }
}

/** The 32 bytes of a line whose checksum age has checked: bech32's words of 5 bits, without the 6 of the checksum. */
function bytesOfLine(line: string): number[] {
  const words = [...line.slice("AGE-SECRET-KEY-1".length, -6).toLowerCase()].map((letter) => "qpzry9x8gf2tvdw0s3jn54khce6mua7l".indexOf(letter));
  const bytes: number[] = [];
  let [held, count] = [0, 0];
  for (const word of words) {
    held = ((held << 5) | word) & 0xfff;
    count += 5;
    if (count >= 8) {
      count -= 8;
      bytes.push((held >> count) & 255);
    }
  }
  return bytes;
}
