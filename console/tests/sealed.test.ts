/** The console's own reader of sealed files agrees with the shared vectors, and refuses every damaged byte of a small file. */

import { describe, expect, test } from "vitest";

import { fromHex, hexOf, join, sha256, utf8 } from "../src/bytes";
import { readRecords } from "../src/custody/records";
import { CustodyError } from "../src/custody/refusal";
import { type Header, type Share, joinShares, openChunks, parseHeader, parseShare, splitFile } from "../src/custody/sealed";
import { inverse, joinPoints, times } from "../src/custody/shamir";
import { chunksOf } from "./sealing";
import vectors from "../../tests/vectors/sealed-file.json";

const KEY = fromHex(vectors.key);
const SMALL = fromHex(vectors.small.sealed);
const shares: readonly Share[] = vectors.shares.map((share) => parseShare(fromHex(share)));

async function opened(file: Uint8Array, given?: Uint8Array): Promise<Uint8Array> {
  const { header: encoded, chunks } = splitFile(file);
  const header = await parseHeader(encoded);
  const parts: Uint8Array[] = [];
  for await (const part of openChunks(chunks, header, given ?? (await joinShares(shares, header)))) parts.push(part);
  return join(parts);
}

async function collected<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

/** The header as the vectors have it, with one field changed. */
const changed = (field: string, value: unknown): Uint8Array => utf8(JSON.stringify({ ...JSON.parse(vectors.header), [field]: value }));

describe("the vectors that every implementation shares", () => {
  test("have the recorded header and hash", async () => {
    const header = await parseHeader(utf8(vectors.header));
    expect(hexOf(header.hash)).toBe(vectors.header_sha256);
    expect([header.camera, header.needed, header.custodians.length, header.start_90k]).toEqual(["north-gate", 2, 3, 900_000]);
  });

  test("any two shares join to the recorded key, one does not", async () => {
    const header = await parseHeader(utf8(vectors.header));
    const [a, b, c] = shares as [Share, Share, Share];
    for (const pair of [[a, b], [b, c], [a, c], [c, a], [a, b, c]]) expect(hexOf(await joinShares(pair, header))).toBe(vectors.key);
    await expect(joinShares([a], header)).rejects.toThrow("1 of 2 shares are here");
    await expect(joinShares([a, a], header)).rejects.toThrow("1 of 2 shares are here");
    expect(() => joinPoints([a, a])).toThrow("twice");
  });

  test("open to the recorded bytes", async () => {
    for (const name of ["small", "empty"] as const) expect(hexOf(await opened(fromHex(vectors[name].sealed)))).toBe(vectors[name].clear);
  });

  test("two chunks, sealed here by the specification, are the recorded file", async () => {
    const clear = Uint8Array.from({ length: 65_541 }, (_, index) => index % 251);
    const file = await sealed(clear);
    expect(hexOf(await sha256(file))).toBe(vectors.two_chunks.sealed_sha256);
    expect(hexOf(await sha256(await opened(file)))).toBe(hexOf(await sha256(clear)));
    const { header, chunks } = splitFile(file);
    const start = file.length - chunks.length;
    const [first, second] = [chunks.subarray(0, 65_552), chunks.subarray(65_552)];
    const preamble = file.subarray(0, start);
    expect(header.length).toBe(start - 12);
    for (const damaged of [join([preamble, first]), join([preamble, second, first]), join([preamble, first, second, second]), preamble]) {
      await expect(opened(damaged)).rejects.toThrow("was changed, cut off or moved");
    }
  });
});

describe("damage", () => {
  test("at any byte of a small file is refused", async () => {
    for (let at = 0; at < SMALL.length; at += 1) {
      const damaged = SMALL.slice();
      damaged[at] = (damaged[at] as number) ^ 1;
      await expect(opened(damaged), `byte ${at}`).rejects.toThrow(CustodyError);
    }
  });

  test("by cutting a small file anywhere is refused", async () => {
    for (let length = 0; length < SMALL.length; length += 1) await expect(opened(SMALL.slice(0, length))).rejects.toThrow(CustodyError);
  });

  test("a share of another segment, another header or another quorum is refused", async () => {
    const header = await parseHeader(utf8(vectors.header));
    const [a, b] = shares as [Share, Share];
    await expect(joinShares([a, { ...b, segment: KEY.slice(16) }], header)).rejects.toThrow("of another segment");
    await expect(joinShares([a, { ...b, headerHash: KEY }], header)).rejects.toThrow("of another segment");
    await expect(joinShares([a, { ...b, needed: 1 }], header)).rejects.toThrow("another quorum");
    await expect(joinShares([a, { ...b, value: KEY }], header)).rejects.toThrow("does not open this segment");
  });

  test.each([
    ["camera", "North Gate"], ["camera", 7], ["chain", -1], ["chain", 0.5], ["cipher", "none"], ["codec", "vp9"], ["commitment", "AA".repeat(32)],
    ["commitment", "aa"], ["custodians", []], ["custodians", [""]], ["custodians", "age1"], ["needed", 4], ["needed", 0], ["policy", "x".repeat(65)],
    ["segment", "00"], ["until_90k", 900_000], ["more", 1], ["chain", undefined],
  ])("a header whose %s is %j is refused", async (field, value) => {
    await expect(parseHeader(changed(field, value))).rejects.toThrow(CustodyError);
  });

  test("a share that is not one is refused", () => {
    const share = fromHex(vectors.shares[0] as string);
    const with_ = (at: number, value: number): Uint8Array => share.map((byte, index) => (index === at ? value : byte));
    for (const damaged of [share.slice(1), with_(0, 0), with_(8, 2), with_(57, 0), with_(57, 4), with_(59, 0), with_(59, 4)]) {
      expect(() => parseShare(damaged)).toThrow(CustodyError);
    }
  });
});

test("the field has inverses, and multiplies as FIPS 197 says", () => {
  expect(times(0x57, 0x83)).toBe(0xc1);
  for (let value = 1; value < 256; value += 1) expect(times(value, inverse(value))).toBe(1);
});

describe("records", () => {
  const record = (kind: number, body: Uint8Array): Uint8Array => join([new Uint8Array([kind, 0, 0, 0, body.length]), body]);
  const packet = (pts: number, flags: number): Uint8Array => {
    const body = new Uint8Array(19);
    new DataView(body.buffer).setBigInt64(0, BigInt(pts));
    new DataView(body.buffer).setBigInt64(8, BigInt(pts));
    body.set([flags, 7, 8], 16);
    return body;
  };
  const end = (count: number): Uint8Array => record(255, new Uint8Array([0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, count]));
  const whole = join([record(1, utf8("sps")), record(2, packet(2 ** 40, 1)), record(3, packet(5, 0)), end(3)]);
  const inPieces = async function* (bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };

  test("say how sound is coded", async () => {
    const body = join([new Uint8Array([0, 0, 0xbb, 0x80, 2, 3]), utf8("aac"), new Uint8Array([0x11, 0x90])]);
    const [said] = await collected(readRecords(inPieces(join([record(4, body), end(1)]), 64)));
    expect(said).toEqual({ kind: "sound-parameters", codec: "aac", rate_hz: 48_000, channels: 2, body: new Uint8Array([0x11, 0x90]) });
    for (const bad of [body.slice(0, 5), body.slice(0, 7), body.map((byte, at) => (at === 6 ? 7 : byte))]) {
      await expect(collected(readRecords(inPieces(join([record(4, bad), end(1)]), 64)))).rejects.toThrow(CustodyError);
    }
  });

  test("are the same however they were cut", async () => {
    for (let size = 1; size <= whole.length; size += 1) {
      const all = await collected(readRecords(inPieces(whole, size)));
      expect(all.map((one) => one.kind)).toEqual(["parameters", "video", "sound", "end"]);
      expect(all[1]).toMatchObject({ pts_90k: 2 ** 40, isKey: true, body: new Uint8Array([7, 8]) });
    }
  });

  test.each<[string, Uint8Array]>([
    ["that break off", whole.slice(0, -1)], ["that have no end", whole.slice(0, -17)], ["that go on after the end", join([whole, end(4)])],
    ["that count wrongly", join([record(1, utf8("sps")), end(3)])], ["of unknown kind", join([record(9, utf8("?")), end(1)])],
    ["that are too long", new Uint8Array([2, 2, 0, 0, 0])], ["with unknown flags", join([record(2, packet(1, 2)), end(1)])],
    ["that are too short", join([record(2, new Uint8Array(16)), end(1)])], ["whose end has a wrong length", record(255, new Uint8Array(11))],
  ])("%s are refused", async (_, bytes) => {
    await expect(collected(readRecords(inPieces(bytes, 64)))).rejects.toThrow(CustodyError);
  });
});

/** The file of the vectors with other clear bytes. */
async function sealed(clear: Uint8Array): Promise<Uint8Array> {
  const { header: encoded } = splitFile(SMALL);
  const header: Header = await parseHeader(encoded);
  return join([SMALL.slice(0, 12 + encoded.length), ...(await chunksOf(clear, KEY, header.segment, header.hash))]);
}
