/**
 * Reading a sealed segment: its open header, the shares of its key, and its chunks (spec/sealed-file.md, sections 1 to 4).
 *
 * A second reader beside the server's own, for the requester's and the custodian's browser. It holds keys only as
 * arguments, writes nothing, and asks no server. Everything it reads comes from a server that is not trusted.
 */

import { type Bytes, fromHex, same, sha256, textOf, utf8 } from "../bytes";
import { CustodyError } from "./refusal";
import { joinPoints } from "./shamir";

const MAGIC = "GGSEAL";
const VERSION = 1;
const PREAMBLE_BYTES = 12;
const MAX_HEADER_BYTES = 65_536;
const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;
const MAX_CHUNKS = 2 ** 20;
const MAX_TRIES = 1000;
const CIPHER = "aes-256-gcm-stream-64k";
const SHARE_BYTES = 92;
const FIELDS = "camera chain cipher codec commitment custodians needed policy previous segment start_90k until_90k".split(" ");

export type Codec = "h264" | "h265" | "mjpeg";

export interface Header {
  readonly segment: Bytes; // 16
  readonly camera: string;
  readonly start_90k: number;
  readonly until_90k: number;
  readonly codec: Codec;
  readonly policy: string;
  readonly needed: number;
  readonly custodians: readonly string[];
  readonly chain: number;
  readonly previous: Bytes; // 32
  readonly commitment: Bytes; // 32
  readonly hash: Bytes; // SHA-256 of the header's bytes as they stood
}

export interface Share {
  readonly segment: Bytes;
  readonly headerHash: Bytes;
  readonly needed: number;
  readonly shares: number;
  readonly number: number;
  readonly value: Bytes;
}

/** The header, every field checked. Throws CustodyError. */
export async function parseHeader(untrusted: Uint8Array): Promise<Header> {
  if (untrusted.length > MAX_HEADER_BYTES) throw new CustodyError("the header of a sealed segment is too long");
  const hash = await sha256(untrusted);
  try {
    return fromJson(JSON.parse(textOf(untrusted)), hash);
  } catch (thrown) {
    if (thrown instanceof CustodyError) throw thrown;
    throw new CustodyError("the header of a sealed segment cannot be read");
  }
}

function fromJson(untrusted: unknown, hash: Bytes): Header {
  const fields = (typeof untrusted === "object" && untrusted !== null ? untrusted : {}) as Record<string, unknown>;
  if (Object.keys(fields).sort().join(" ") !== FIELDS.join(" ") || fields["cipher"] !== CIPHER) {
    throw new CustodyError("the header of a sealed segment has other fields than this version knows");
  }
  const custodians = listOfTexts(fields["custodians"]);
  const codec = text(fields, "codec");
  const header: Header = {
    segment: hexOfLength(fields, "segment", 16), camera: text(fields, "camera"), start_90k: whole(fields, "start_90k"),
    until_90k: whole(fields, "until_90k"), codec: codec as Codec, policy: text(fields, "policy"), needed: whole(fields, "needed"), custodians,
    chain: whole(fields, "chain"), previous: hexOfLength(fields, "previous", 32), commitment: hexOfLength(fields, "commitment", 32), hash,
  };
  if (!/^[a-z0-9][a-z0-9-]{0,47}$/.test(header.camera) || header.start_90k >= header.until_90k) {
    throw new CustodyError("the camera or span of a sealed segment is not one");
  }
  if (!["h264", "h265", "mjpeg"].includes(codec) || header.policy.length > 64) throw new CustodyError("the codec or policy of a sealed segment is not known");
  if (header.needed < 1 || header.needed > custodians.length || custodians.length > 255) throw new CustodyError("the quorum of a sealed segment is not possible");
  return header;
}

function text(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  if (typeof value !== "string") throw new CustodyError("the header of a sealed segment cannot be read");
  return value;
}

/** Moments of UTC in 1/90000 s stay below 2^53 until the year 5141, so a number holds them exactly. */
function whole(fields: Record<string, unknown>, name: string): number {
  const value = fields[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new CustodyError("a number in the header of a sealed segment is not a whole number");
  }
  return value;
}

function hexOfLength(fields: Record<string, unknown>, name: string, length: number): Bytes {
  const value = fromHex(text(fields, name));
  if (value.length !== length) throw new CustodyError("an id in the header of a sealed segment has the wrong length");
  return value;
}

function listOfTexts(untrusted: unknown): readonly string[] {
  if (!Array.isArray(untrusted) || !untrusted.every((key) => typeof key === "string" && key.length >= 1 && key.length <= 256)) {
    throw new CustodyError("a custodian of a sealed segment has no key id");
  }
  return untrusted as string[];
}

/** Splits a sealed file into its header's bytes and its chunks. Throws CustodyError. */
export function splitFile(untrusted: Uint8Array): { readonly header: Uint8Array; readonly chunks: Uint8Array } {
  if (untrusted.length < PREAMBLE_BYTES) throw new CustodyError("the sealed file ends before its header");
  const view = new DataView(untrusted.buffer, untrusted.byteOffset, untrusted.byteLength);
  if (!same(untrusted.subarray(0, 6), utf8(MAGIC))) throw new CustodyError("this is not a sealed file");
  const version = view.getUint16(6);
  if (version !== VERSION) throw new CustodyError(`the sealed file has version ${version}, this page reads ${VERSION}`, "update Groundglass");
  const length = view.getUint32(8);
  if (length > MAX_HEADER_BYTES) throw new CustodyError("the header of a sealed segment is too long");
  if (untrusted.length < PREAMBLE_BYTES + length) throw new CustodyError("the sealed file ends inside its header");
  return { header: untrusted.subarray(PREAMBLE_BYTES, PREAMBLE_BYTES + length), chunks: untrusted.subarray(PREAMBLE_BYTES + length) };
}

/** The content of a slot, once decrypted. Throws CustodyError. */
export function parseShare(untrusted: Uint8Array): Share {
  if (untrusted.length !== SHARE_BYTES) throw new CustodyError("a share has the wrong length");
  const bytes = untrusted.slice() as Bytes;
  if (!same(bytes.subarray(0, 7), utf8("GGSHARE")) || bytes[7] !== 0 || bytes[8] !== VERSION) {
    throw new CustodyError("this is not a share of a version this page reads", "update Groundglass");
  }
  const [needed = 0, shares = 0, number = 0] = bytes.subarray(57, 60);
  if (number < 1 || number > shares || needed < 1 || needed > shares) throw new CustodyError("a share's quorum is not possible");
  return { segment: bytes.slice(9, 25), headerHash: bytes.slice(25, 57), needed, shares, number, value: bytes.slice(60) };
}

/** Throws unless the share is of this very segment, under this very header and its quorum. */
export function checkShare(share: Share, header: Header): void {
  if (!same(share.segment, header.segment) || !same(share.headerHash, header.hash)) {
    throw new CustodyError("a share is of another segment", "an approval opens only the range it was given for");
  }
  if (share.needed !== header.needed || share.shares !== header.custodians.length) {
    throw new CustodyError("a share is of another quorum than the segment");
  }
}

/**
 * The file key of the segment with this header.
 *
 * 1. Every share is of this segment, under this very header, and agrees with it on the quorum.
 * 2. There are `needed` different ones.
 * 3. Some `needed` of them join to the key the header commits to: one custodian's wrong share does not spoil the others'.
 */
export async function joinShares(shares: readonly Share[], header: Header): Promise<Bytes> {
  for (const share of shares) checkShare(share, header); // 1
  const numbers = new Set(shares.map((share) => share.number));
  if (numbers.size < header.needed) { // 2
    throw new CustodyError(`${numbers.size} of ${header.needed} shares are here`, "ask another custodian to approve");
  }
  let tries = 0;
  for (const some of choices(shares, header.needed)) { // 3
    if (new Set(some.map((share) => share.number)).size === some.length) {
      const key = joinPoints(some);
      if (await isKeyOf(key, header)) return key;
    }
    tries += 1;
    if (tries === MAX_TRIES) break;
  }
  throw new CustodyError("the joined key does not open this segment", "one of the shares is damaged");
}

/** All ways to take `count` of the shares, in order. */
function* choices(shares: readonly Share[], count: number): Generator<readonly Share[]> {
  if (count === 0) yield [];
  for (let at = 0; count > 0 && at + count <= shares.length; at += 1) {
    for (const rest of choices(shares.slice(at + 1), count - 1)) yield [shares[at] as Share, ...rest];
  }
}

async function isKeyOf(key: Uint8Array, header: Header): Promise<boolean> {
  return key.length === 32 && same(await sha256(new Uint8Array([...utf8("groundglass/key-commitment/v1"), ...key])), header.commitment);
}

/**
 * Yields the clear bytes, chunk by chunk.
 *
 * 1. The key is the one the header commits to.
 * 2. Each chunk authenticates under its number and the header, before a byte of it is given.
 * 3. The last chunk says that it is the last, and nothing follows it.
 */
export async function* openChunks(chunks: Uint8Array, header: Header, key: Uint8Array): AsyncGenerator<Uint8Array> {
  if (!(await isKeyOf(key, header))) throw new CustodyError("this key does not open this segment"); // 1
  const cipher = await payloadKey(key, header.segment);
  const step = CHUNK_BYTES + TAG_BYTES;
  const count = Math.max(1, Math.ceil(chunks.length / step));
  if (count > MAX_CHUNKS) throw new CustodyError("the sealed file has more chunks than a segment can have");
  for (let number = 0; number < count; number += 1) {
    const sealed = chunks.slice(number * step, (number + 1) * step) as Bytes;
    const iv = nonce(number, number === count - 1); // 3: a file cut after a whole chunk fails here
    try { // 2
      yield new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: header.hash }, cipher, sealed));
    } catch {
      throw new CustodyError(`chunk ${number} of the sealed file was changed, cut off or moved`, "fetch the file again");
    }
  }
}

async function payloadKey(key: Uint8Array, segment: Bytes): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", key.slice() as Bytes, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: segment, info: utf8("groundglass/payload/v1") };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
}

function nonce(number: number, isLast: boolean): Bytes {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setUint32(7, number); // 11 bytes, big-endian; numbers stay below 2^20
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}
