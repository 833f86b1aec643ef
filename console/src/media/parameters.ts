/**
 * What an original's codec parameters say: the picture's size, and the record that an MP4 file wants (avcC or hvcC).
 *
 * Reads H.264 (ITU-T H.264, 7.3.2.1) and H.265 (ITU-T H.265, 7.3.2.2) parameter sets just as far as needed. Packets come as a
 * camera sends them: with start codes, or with lengths when the parameters were a record already.
 */

import { type Bytes, join } from "../bytes";
import { BitReader } from "./bits";

export interface Description {
  readonly entry: "avc1" | "hvc1";
  readonly record: Uint8Array; // body of avcC or hvcC
  readonly width: number;
  readonly height: number;
  readonly lengthBytes: number | null; // of packets that carry lengths; null where they carry start codes
}

type Video = "h264" | "h265";

/** NAL units between start codes (Annex B). */
export function unitsOf(bytes: Uint8Array): Uint8Array[] {
  const starts: number[] = [];
  for (let at = 2; at < bytes.length; at += 1) {
    if (bytes[at] === 1 && bytes[at - 1] === 0 && bytes[at - 2] === 0) starts.push(at + 1);
  }
  return starts.map((start, index) => {
    let end = index + 1 < starts.length ? (starts[index + 1] as number) - 3 : bytes.length;
    while (end > start && bytes[end - 1] === 0) end -= 1; // trailing zeros and the fourth byte of a start code
    return bytes.subarray(start, end);
  }).filter((unit) => unit.length > 0);
}

const typeOf = (codec: Video, unit: Uint8Array): number => (codec === "h264" ? (unit[0] as number) & 31 : ((unit[0] as number) >> 1) & 63);

/** The description that these parameters, or a key picture that carries its own, give; null where they hold none. Throws RangeError. */
export function describe(codec: Video, bytes: Uint8Array): Description | null {
  if (bytes[0] === 1 && bytes.length > 7) return codec === "h264" ? fromAvcc(bytes) : fromHvcc(bytes);
  const units = unitsOf(bytes);
  const of = (type: number): Uint8Array[] => distinct(units.filter((unit) => typeOf(codec, unit) === type));
  if (codec === "h264") {
    const [sps, pps] = [of(7), of(8)];
    return sps[0] === undefined || pps[0] === undefined ? null : { entry: "avc1", record: avccOf(sps[0], pps), ...sizeOfH264(sps[0]), lengthBytes: null };
  }
  const [vps, sps, pps] = [of(32), of(33), of(34)];
  return vps[0] === undefined || sps[0] === undefined || pps[0] === undefined ? null : fromSets(vps, sps, pps);
}

/** The packet with a 4-byte length before each unit, as MP4 wants it. */
export function withLengths(packet: Uint8Array, description: Description): Uint8Array {
  if (description.lengthBytes !== null) return packet; // the record says how long its lengths are
  return join(unitsOf(packet).flatMap((unit) => [u32(unit.length), unit]));
}

const u16 = (value: number): Uint8Array => new Uint8Array([value >> 8, value & 255]);
const u32 = (value: number): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

function distinct(units: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(units.map((unit) => [unit.join(), unit])).values()];
}

function fromAvcc(record: Uint8Array): Description {
  const length = ((record[6] as number) << 8) | (record[7] as number);
  const sps = record.subarray(8, 8 + length);
  return { entry: "avc1", record, ...sizeOfH264(sps), lengthBytes: ((record[4] as number) & 3) + 1 };
}

const HIGH_PROFILES = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

function avccOf(sps: Uint8Array, pps: readonly Uint8Array[]): Uint8Array {
  const head = [new Uint8Array([1, ...sps.subarray(1, 4), 0xff, 0xe1]), u16(sps.length), sps, new Uint8Array([pps.length])];
  const { chroma, luma_bits, chroma_bits } = readH264(sps);
  const format = HIGH_PROFILES.has(sps[1] as number) ? [new Uint8Array([0xfc | chroma, 0xf8 | (luma_bits - 8), 0xf8 | (chroma_bits - 8), 0])] : [];
  return join([...head, ...pps.flatMap((unit) => [u16(unit.length), unit]), ...format]);
}

function sizeOfH264(sps: Uint8Array): { readonly width: number; readonly height: number } {
  const { width, height } = readH264(sps);
  return { width, height };
}

function readH264(sps: Uint8Array) {
  const bits = new BitReader(sps, 1);
  const profile = bits.bits(8);
  bits.skip(16);
  bits.unsigned();
  let [chroma, luma_bits, chroma_bits] = [1, 8, 8];
  if (HIGH_PROFILES.has(profile)) {
    chroma = bits.unsigned();
    if (chroma === 3) bits.skip(1);
    luma_bits = 8 + bits.unsigned();
    chroma_bits = 8 + bits.unsigned();
    bits.skip(1);
    if (bits.bit() === 1) skipScaling(bits, chroma === 3 ? 12 : 8);
  }
  bits.unsigned();
  skipPictureOrder(bits);
  bits.unsigned();
  bits.skip(1);
  const across = bits.unsigned() + 1;
  const down = bits.unsigned() + 1;
  const fields = 2 - bits.bit();
  if (fields === 2) bits.skip(1);
  bits.skip(1);
  const crop = bits.bit() === 1 ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const width = across * 16 - (left + right) * (chroma === 1 || chroma === 2 ? 2 : 1);
  const height = down * 16 * fields - (top + bottom) * fields * (chroma === 1 ? 2 : 1);
  return { width, height, chroma, luma_bits, chroma_bits };
}

function skipScaling(bits: BitReader, lists: number): void {
  for (let list = 0; list < lists; list += 1) {
    if (bits.bit() === 0) continue;
    let [last, next] = [8, 8];
    for (let entry = 0; entry < (list < 6 ? 16 : 64) && next !== 0; entry += 1) {
      next = (last + bits.signed() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
}

function skipPictureOrder(bits: BitReader): void {
  const kind = bits.unsigned();
  if (kind === 0) bits.unsigned();
  if (kind !== 1) return;
  bits.skip(1);
  bits.signed();
  bits.signed();
  for (let left = bits.unsigned(); left > 0; left -= 1) bits.signed();
}

function fromHvcc(record: Uint8Array): Description {
  let at = 23;
  for (let arrays = record[22] ?? 0; arrays > 0; arrays -= 1) {
    const type = (record[at] ?? 0) & 63;
    let left = ((record[at + 1] ?? 0) << 8) | (record[at + 2] ?? 0);
    at += 3;
    for (; left > 0; left -= 1) {
      const length = ((record[at] ?? 0) << 8) | (record[at + 1] ?? 0);
      const unit = record.subarray(at + 2, at + 2 + length);
      if (type === 33) {
        const { width, height } = readH265(unit);
        return { entry: "hvc1", record, width, height, lengthBytes: ((record[21] ?? 0) & 3) + 1 };
      }
      at += 2 + length;
    }
  }
  throw new RangeError("the codec parameters hold no sequence parameters");
}

function fromSets(vps: readonly Uint8Array[], sps: readonly Uint8Array[], pps: readonly Uint8Array[]): Description {
  const facts = readH265(sps[0] as Uint8Array);
  const array = (type: number, units: readonly Uint8Array[]): Uint8Array[] =>
    [new Uint8Array([0x80 | type]), u16(units.length), ...units.flatMap((unit) => [u16(unit.length), unit])];
  const format = new Uint8Array([0xf0, 0, 0xfc, 0xfc | facts.chroma, 0xf8 | (facts.luma_bits - 8), 0xf8 | (facts.chroma_bits - 8), 0, 0]);
  const layers = new Uint8Array([(facts.layers << 3) | (facts.nested << 2) | 3, 3]);
  const record = join([new Uint8Array([1]), facts.profile, format, layers, ...array(32, vps), ...array(33, sps), ...array(34, pps)]);
  return { entry: "hvc1", record, width: facts.width, height: facts.height, lengthBytes: null };
}

function readH265(sps: Uint8Array) {
  const bits = new BitReader(sps, 2);
  bits.skip(4);
  const layers = bits.bits(3) + 1;
  const nested = bits.bit();
  const profile = Uint8Array.from({ length: 12 }, () => bits.bits(8));
  skipSubLayers(bits, layers - 1);
  bits.unsigned();
  const chroma = bits.unsigned();
  if (chroma === 3) bits.skip(1);
  const [full_width, full_height] = [bits.unsigned(), bits.unsigned()];
  const crop = bits.bit() === 1 ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()] : [0, 0, 0, 0];
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const width = full_width - (left + right) * (chroma === 1 || chroma === 2 ? 2 : 1);
  const height = full_height - (top + bottom) * (chroma === 1 ? 2 : 1);
  const [luma_bits, chroma_bits] = [8 + bits.unsigned(), 8 + bits.unsigned()];
  return { width, height, chroma, luma_bits, chroma_bits, profile, layers, nested };
}

function skipSubLayers(bits: BitReader, count: number): void {
  const present = Array.from({ length: count }, () => [bits.bit(), bits.bit()] as const);
  if (count > 0) bits.skip(2 * (8 - count));
  for (const [profile, level] of present) bits.skip(profile * 88 + level * 8);
}
