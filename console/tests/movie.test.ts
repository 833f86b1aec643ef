/** Codec parameters are read as they were written, and a movie's index says where each picture is. */

import { describe, expect, test } from "vitest";

import { fromHex, hexOf, join } from "../src/bytes";
import { BitReader } from "../src/media/bits";
import { MovieWriter } from "../src/media/movie";
import { type Description, describe as describeVideo, unitsOf, withLengths } from "../src/media/parameters";

const START = fromHex("00000001");
const annexB = (...units: readonly string[]): Uint8Array => join(units.flatMap((unit) => [START, fromHex(unit)]));
const HIGH = annexB("6764001eacd940d83de6e100000300010002bf200f162d96", "68ef8fcb");
const BASELINE = annexB("6742c01eda0280bfe5840000030004000afc803c58ba80", "68ce0fc8");
const H265 = annexB(
  "40010c01ffff01600000030090000003000003003f959009", "42010101600000030090000003000003003fa005020171f2e595912930b9a02000000300200000030321", "4401c073c189",
);

describe("codec parameters", () => {
  test.each([
    ["h264", HIGH, 854, 480, "0164001effe100186764001eacd940d83de6e100000300010002bf200f162d9601000468ef8fcbfdf8f800"],
    ["h264", BASELINE, 640, 360, "0142c01effe100176742c01eda0280bfe5840000030004000afc803c58ba8001000468ce0fc8"],
  ] as const)("of %s give size and record", (codec, bytes, width, height, record) => {
    const said = describeVideo(codec, bytes);
    expect([said?.width, said?.height, hexOf(said?.record ?? new Uint8Array(0))]).toEqual([width, height, record]);
    const again = describeVideo(codec, fromHex(record));
    expect(again).toMatchObject({ width, height, lengthBytes: 4 });
  });

  test("of h265 give size and record", () => {
    const said = describeVideo("h265", H265);
    expect(said).toMatchObject({ entry: "hvc1", width: 640, height: 360, lengthBytes: null });
    expect(describeVideo("h265", said?.record ?? H265)).toMatchObject({ width: 640, height: 360, lengthBytes: 4 });
  });

  test("that are not all there give nothing", () => {
    expect(describeVideo("h264", annexB("68ef8fcb"))).toBeNull();
    expect(describeVideo("h265", annexB("40010c01"))).toBeNull();
    expect(describeVideo("h264", new Uint8Array(0))).toBeNull();
  });

  test("that break off are refused", () => {
    expect(() => describeVideo("h264", annexB("6764001e", "68ef8fcb"))).toThrow(RangeError);
    expect(() => new BitReader(new Uint8Array([0, 0, 0, 0, 0, 0]), 0).unsigned()).toThrow(RangeError);
  });

  test("start codes of three and four bytes, and zeros at the end, are no part of a unit", () => {
    const bytes = fromHex("00000001aabb" + "000001ccdd00" + "00000001ee0000");
    expect(unitsOf(bytes).map(hexOf)).toEqual(["aabb", "ccdd", "ee"]);
    expect(hexOf(withLengths(bytes, { lengthBytes: null } as Description))).toBe("00000002aabb00000002ccdd00000001ee");
    expect(withLengths(bytes, { lengthBytes: 4 } as Description)).toBe(bytes);
  });
});

describe("a movie", () => {
  const description = describeVideo("h264", HIGH) as Description;
  const T0 = 162_000_000_000_000;
  const find = (bytes: Uint8Array, type: string): DataView => {
    const at = new TextDecoder("latin1").decode(bytes).indexOf(type);
    return new DataView(bytes.buffer, at + 4);
  };

  test("says where each picture is, and for how long it is shown", async () => {
    const movie = new MovieWriter();
    [0, 1, 2].forEach((at) => movie.add(description, new Uint8Array(5 + at).fill(0xa0 + at), T0 + at * 3600, T0 + at * 3600 + 7200, at === 0));
    const file = new Uint8Array(await movie.finish(T0 + 4 * 3600).arrayBuffer());
    const offsets = find(file, "co64");
    const sizes = find(file, "stsz");
    expect(sizes.getUint32(8)).toBe(3);
    for (const at of [0, 1, 2]) {
      const place = Number(offsets.getBigUint64(8 + 8 * at));
      expect([...file.subarray(place, place + 5 + at)]).toEqual(Array(5 + at).fill(0xa0 + at));
      expect(sizes.getUint32(12 + 4 * at)).toBe(5 + at);
    }
    const durations = find(file, "stts"); // 3600 twice, then to the end
    expect([0, 1, 2, 3].map((at) => durations.getUint32(8 + 4 * at))).toEqual([2, 3600, 1, 7200]);
    expect(Number(find(file, "elst").getBigInt64(16))).toBe(7200);
    expect(movie.shown_90k).toBe(4 * 3600 - 7200);
  });

  test("hides what comes before the moment it is to begin, and pushes on a stamp that does not rise", async () => {
    const movie = new MovieWriter();
    for (const dts of [T0, T0, T0 + 3600]) movie.add(description, new Uint8Array(4), dts, dts, true);
    movie.hideUntil(T0 + 3600);
    const file = new Uint8Array(await movie.finish(T0 + 7200).arrayBuffer());
    expect(Number(find(file, "elst").getBigInt64(16))).toBe(3600);
    expect([0, 1].map((at) => find(file, "stts").getUint32(8 + 8 * at + 4))).toEqual([1, 3599]);
  });

  test("without a picture is none", () => {
    expect(() => new MovieWriter().finish(0)).toThrow(RangeError);
  });
});
