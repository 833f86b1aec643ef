/** Sealing for tests, by the specification: only workers seal, so nothing of this is in the console itself. */

import { type Bytes, hexOf, join, sha256, utf8 } from "../src/bytes";
import { encryptTo } from "../src/custody/keys";
import { parseHeader } from "../src/custody/sealed";
import { times } from "../src/custody/shamir";

export interface Sealed {
  readonly segment: string;
  readonly header: Bytes;
  readonly headerHash: string;
  readonly file: Bytes;
  readonly slots: readonly Bytes[];
}

interface Facts {
  readonly camera: string;
  readonly start_90k: number;
  readonly chain: number;
  readonly needed: number;
  readonly custodians: readonly string[];
  readonly policy?: string;
}

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

export async function seal(facts: Facts, clear: Uint8Array): Promise<Sealed> {
  const [key, segment] = [random(32), random(16)];
  const commitment = await sha256(join([utf8("groundglass/key-commitment/v1"), key]));
  const header = utf8(JSON.stringify({
    ...{ policy: "7d", ...facts }, until_90k: facts.start_90k + 900_000, cipher: "aes-256-gcm-stream-64k", codec: "h264", commitment: hexOf(commitment),
    previous: "00".repeat(32), segment: hexOf(segment),
  }));
  const parsed = await parseHeader(header);
  const preamble = new Uint8Array(12);
  preamble.set(utf8("GGSEAL"));
  preamble[7] = 1;
  new DataView(preamble.buffer).setUint32(8, header.length);
  const file = join([preamble, header, ...(await chunksOf(clear, key, segment, parsed.hash))]) as Bytes;
  const slots = await Promise.all(split(key, facts.needed, facts.custodians.length).map((value, index) => {
    const quorum = new Uint8Array([0, 1, ...segment, ...parsed.hash, facts.needed, facts.custodians.length, index + 1, ...value]);
    return encryptTo(facts.custodians[index] as string, join([utf8("GGSHARE"), quorum]));
  }));
  return { segment: hexOf(segment), header, headerHash: hexOf(parsed.hash), file, slots };
}

export async function chunksOf(clear: Uint8Array, key: Bytes, segment: Bytes, additionalData: Bytes): Promise<Uint8Array[]> {
  const material = await crypto.subtle.importKey("raw", key, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: segment, info: utf8("groundglass/payload/v1") };
  const cipher = await crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const parts: Uint8Array[] = [];
  for (let number = 0; number === 0 || number * 65_536 < clear.length; number += 1) {
    const iv = new Uint8Array(12);
    iv.set([number, (number + 1) * 65_536 >= clear.length ? 1 : 0], 10);
    const chunk = clear.slice(number * 65_536, (number + 1) * 65_536) as Bytes;
    parts.push(new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, cipher, chunk)));
  }
  return parts;
}

function split(key: Bytes, needed: number, shares: number): Bytes[] {
  const coefficients = [key, ...Array.from({ length: needed - 1 }, () => random(key.length))];
  return Array.from({ length: shares }, (_, index) =>
    coefficients.reduceRight((value, coefficient) => value.map((byte, at) => times(byte, index + 1) ^ (coefficient[at] as number)), new Uint8Array(key.length)));
}

export const record = (kind: number, body: Uint8Array): Uint8Array => {
  const head = new Uint8Array(5);
  head[0] = kind;
  new DataView(head.buffer).setUint32(1, body.length);
  return join([head, body]);
};

export function packet(pts_90k: number, isKey: boolean, body: Uint8Array, kind = 2): Uint8Array {
  const head = new Uint8Array(17);
  const view = new DataView(head.buffer);
  view.setBigInt64(0, BigInt(pts_90k));
  view.setBigInt64(8, BigInt(pts_90k));
  head[16] = isKey ? 1 : 0;
  return record(kind, join([head, body]));
}

export function end(at_90k: number, count: number): Uint8Array {
  const body = new Uint8Array(12);
  new DataView(body.buffer).setBigInt64(0, BigInt(at_90k));
  new DataView(body.buffer).setUint32(8, count);
  return record(255, body);
}
