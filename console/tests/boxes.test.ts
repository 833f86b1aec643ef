import { describe, expect, test } from "vitest";

import { PieceCutter, codecOf, codedOf, descriptionOf, join, picturesOf } from "../src/media/boxes";
import { PictureTable, middleOf } from "../src/media/pictures";

const text = (letters: string): Uint8Array => new TextEncoder().encode(letters);
const u32 = (...values: number[]): Uint8Array => {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, index) => new DataView(bytes.buffer).setUint32(index * 4, value));
  return bytes;
};
const u64 = (value: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
};
const box = (type: string, ...parts: Uint8Array[]): Uint8Array => {
  const body = join(parts);
  return join([u32(body.length + 8), text(type), body]);
};

const init = join([box("ftyp", text("iso6")), box("moov", box("avcC", new Uint8Array([1, 0x42, 0xc0, 0x1f, 0xff])))]);
const START = 1_795_300_000n * 90_000n; // beyond 32 bits, as moments of UTC are
const fragment = (at: bigint, durations: number[]): Uint8Array => {
  const rows = durations.flatMap((duration) => [duration, 100, 0]);
  const trun = box("trun", u32(0x000701), u32(durations.length, 0), u32(...rows));
  const moof = box("moof", box("mfhd", u32(0, 1)), box("traf", box("tfhd", u32(0x020000, 1)), box("tfdt", u32(0x01000000), u64(at)), trun));
  return join([moof, box("mdat", new Uint8Array(50))]);
};

describe("a stream of boxes", () => {
  const whole = join([init, fragment(START, [6000, 6000]), fragment(START + 12_000n, [6000]), init, fragment(START + 18_000n, [6000])]);

  test("is cut the same however the network cut it", () => {
    for (const size of [1, 7, 64, 100_000]) {
      const cutter = new PieceCutter();
      const pieces = [];
      for (let at = 0; at < whole.length; at += size) pieces.push(...cutter.push(whole.slice(at, at + size)));
      expect(pieces.map((piece) => piece.kind)).toEqual(["init", "fragment", "fragment", "init", "fragment"]);
      expect(join(pieces.map((piece) => piece.bytes))).toEqual(whole);
    }
  });

  test("that is none is refused", () => {
    expect(() => new PieceCutter().push(new Uint8Array(16))).toThrow(RangeError);
  });
});

describe("what boxes say", () => {
  test("the codec of an init", () => {
    expect(codecOf(init)).toBe("avc1.42c01f");
    expect(codecOf(fragment(START, [6000]))).toBeNull();
  });

  test("the moments of a fragment's pictures, to the tick", () => {
    const pictures = picturesOf(fragment(START, [6000, 3000]));
    expect(pictures.map((picture) => Math.round(picture.at_s * 90_000))).toEqual([Number(START), Number(START) + 6000]);
    expect(pictures.map((picture) => picture.duration_s)).toEqual([6000 / 90_000, 3000 / 90_000]);
    expect(picturesOf(init)).toEqual([]);
  });

  test("a fragment's pictures as they were encoded, and which of them stands alone", () => {
    const rows = [[6000, 3, 0x02000000], [6000, 2, 0x01010000]];
    const trun = box("trun", u32(0x000701), u32(2, 0), u32(...rows.flat()));
    const moof = box("moof", box("mfhd", u32(0, 1)), box("traf", box("tfhd", u32(0x020000, 1)), box("tfdt", u32(0x01000000), u64(START)), trun));
    const coded = codedOf(join([moof, box("mdat", new Uint8Array([1, 2, 3, 4, 5]))]));
    expect(coded.map(({ bytes }) => [...bytes])).toEqual([[1, 2, 3], [4, 5]]);
    expect(coded.map(({ isKey }) => isKey)).toEqual([true, false]);
    expect(codedOf(init)).toEqual([]);
  });

  test("what a decoder must know beforehand, whole or not at all", () => {
    expect([...(descriptionOf(init) ?? [])]).toEqual([1, 0x42, 0xc0, 0x1f, 0xff]);
    expect(descriptionOf(init.subarray(0, init.length - 2))).toBeNull();
    expect(descriptionOf(fragment(START, [6000]))).toBeNull();
  });
});

describe("a step of one picture", () => {
  const table = new PictureTable();
  table.add([{ at_s: 10, duration_s: 0.1 }, { at_s: 10.1, duration_s: 0.1 }]);
  table.add([{ at_s: 10.2, duration_s: 0.1 }, { at_s: 30, duration_s: 0.1 }]);

  test("leads to the neighbour from anywhere within a picture", () => {
    expect(table.beside(10.15, 1)?.at_s).toBe(10.2);
    expect(table.beside(10.15, -1)?.at_s).toBe(10);
  });

  test("does not leap over a hole, nor past the ends", () => {
    expect(table.beside(10.25, 1)).toBeNull();
    expect(table.beside(30.05, -1)).toBeNull();
    expect(table.beside(10, -1)).toBeNull();
    expect(table.beside(99, 1)).toBeNull();
  });

  test("an overlapping stretch replaces what was known there", () => {
    const twice = new PictureTable();
    twice.add([{ at_s: 1, duration_s: 0.1 }, { at_s: 1.1, duration_s: 0.1 }]);
    twice.add([{ at_s: 1, duration_s: 0.1 }, { at_s: 1.1, duration_s: 0.1 }]);
    expect(twice.beside(1, 1)?.at_s).toBe(1.1);
    expect(twice.beside(1.1, 1)).toBeNull();
  });

  test("seeks into the middle of a picture, never to its edge", () => {
    expect(middleOf({ at_s: 10, duration_s: 0.1 })).toBeCloseTo(10.05, 6);
    expect(middleOf({ at_s: 10, duration_s: 60 })).toBeCloseTo(10.1, 6);
  });
});
