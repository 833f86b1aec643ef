/**
 * One playable MP4 file of an original's packets (ISO/IEC 14496-12 and -15): ftyp, moov, mdat, in this order.
 *
 * Packets are taken over bit for bit; only start codes become lengths, as the format demands. The index is held in memory, the
 * pictures are handed to the browser as blobs, which it keeps on disk when they grow. Sound is not taken over.
 */

import { type Bytes, join, utf8 } from "../bytes";
import type { Description } from "./parameters";

const TICKS_PER_S = 90_000;
const SECONDS_1904_TO_1970 = 2_082_844_800;

interface Picture {
  readonly dts_90k: number;
  readonly pts_90k: number;
  readonly isKey: boolean;
  readonly size_bytes: number;
  readonly description: number; // counts from 1
}

export class MovieWriter {
  private readonly descriptions: Description[] = [];
  private readonly pictures: Picture[] = [];
  private readonly blobs: Blob[] = [];
  private open: Bytes[] = [];
  private hidden_until_90k = Number.NEGATIVE_INFINITY;

  /** Pictures before this moment are in the file because later ones are built on them, and are not shown. */
  hideUntil(at_90k: number): void {
    this.hidden_until_90k = at_90k;
  }

  /** How long the finished file plays. */
  shown_90k = 0;

  get count(): number {
    return this.pictures.length;
  }

  /** A picture of the given description, in order of decoding. A stamp that does not rise is pushed one tick on. */
  add(description: Description, packet: Uint8Array, dts_90k: number, pts_90k: number, isKey: boolean): void {
    let number = this.descriptions.findIndex((known) => known === description || known.record.join() === description.record.join()) + 1;
    if (number === 0) number = this.descriptions.push(description);
    const after = this.pictures.at(-1)?.dts_90k ?? Number.NEGATIVE_INFINITY;
    this.pictures.push({ dts_90k: Math.max(dts_90k, after + 1), pts_90k, isKey, size_bytes: packet.length, description: number });
    this.open.push(packet as Bytes);
  }

  /** Hands what was added so far to the browser, so that a long clip does not have to fit into this page's memory. */
  flush(): void {
    if (this.open.length > 0) this.blobs.push(new Blob(this.open));
    this.open = [];
  }

  /** The whole file. `end_90k` is when the last picture's time is over. Throws RangeError without a picture. */
  finish(end_90k: number): Blob {
    if (this.pictures.length === 0) throw new RangeError("there is no picture in this range");
    this.flush();
    const total_bytes = this.pictures.reduce((sum, picture) => sum + picture.size_bytes, 0);
    const ftyp = box("ftyp", utf8("isom"), u32(0x200), utf8("isom"), utf8("iso2"), utf8("mp41"));
    const length = this.moov(0, end_90k).length; // its length does not depend on the offsets in it
    const mdat = join([u32(1), utf8("mdat"), u64(16 + total_bytes)]);
    const head = join([ftyp, this.moov(ftyp.length + length + mdat.length, end_90k), mdat]);
    return new Blob([head as Bytes, ...this.blobs], { type: "video/mp4" });
  }

  private moov(first_at: number, end_90k: number): Uint8Array {
    const durations = this.durations(end_90k);
    const total = durations.reduce((sum, duration) => sum + duration, 0);
    const start_90k = this.pictures[0]?.dts_90k ?? 0;
    const first_90k = Math.min(...this.pictures.slice(0, 32).map((picture) => picture.pts_90k));
    const shown_from = Math.min(total - 1, Math.max(0, Math.max(first_90k, this.hidden_until_90k) - start_90k));
    this.shown_90k = total - shown_from;
    const created_s = Math.floor(start_90k / TICKS_PER_S) + SECONDS_1904_TO_1970;
    const mvhd = full("mvhd", 1, 0, u64(created_s), u64(created_s), u32(TICKS_PER_S), u64(total), u32(0x10000, 0x01000000, 0, 0), MATRIX, zeros(24), u32(2));
    return box("moov", mvhd, this.track(total, shown_from, this.tables(durations, first_at)));
  }

  private track(total: number, shown_from: number, tables: readonly Uint8Array[]): Uint8Array {
    const width = Math.max(...this.descriptions.map((one) => one.width));
    const height = Math.max(...this.descriptions.map((one) => one.height));
    const tkhd = full("tkhd", 1, 3, zeros(16), u32(1), zeros(4), u64(total), zeros(16), MATRIX, u32(width * 65_536, height * 65_536));
    const edts = box("edts", full("elst", 1, 0, u32(1), u64(Math.max(1, total - shown_from)), u64(shown_from), u32(0x10000)));
    const mdhd = full("mdhd", 1, 0, zeros(16), u32(TICKS_PER_S), u64(total), u16(0x55c4, 0));
    const hdlr = full("hdlr", 0, 0, zeros(4), utf8("vide"), zeros(12), utf8("original\0"));
    const dinf = box("dinf", full("dref", 0, 0, u32(1), full("url ", 0, 1)));
    const stsd = full("stsd", 0, 0, u32(this.descriptions.length), ...this.descriptions.map(sampleEntry));
    const minf = box("minf", full("vmhd", 0, 1, zeros(8)), dinf, box("stbl", stsd, ...tables));
    return box("trak", tkhd, edts, box("mdia", mdhd, hdlr, minf));
  }

  private tables(durations: readonly number[], first_at: number): Uint8Array[] {
    const { pictures } = this;
    const keys = pictures.flatMap((picture, index) => (picture.isKey ? [index + 1] : []));
    const chunks = pictures.flatMap((picture, index) =>
      picture.description === pictures[index - 1]?.description ? [] : [[index + 1, 1, picture.description] as const]);
    let at = first_at;
    const offsets = pictures.map((picture) => u64((at += picture.size_bytes) - picture.size_bytes));
    return [
      full("stts", 0, 0, counted(runsOf(durations))),
      full("ctts", 1, 0, counted(runsOf(pictures.map((picture) => picture.pts_90k - picture.dts_90k)))),
      full("stss", 0, 0, counted(keys.map((key) => [key]))),
      full("stsc", 0, 0, counted(chunks)),
      full("stsz", 0, 0, u32(0), counted(pictures.map((picture) => [picture.size_bytes]))),
      full("co64", 0, 0, u32(offsets.length), join(offsets)),
    ];
  }

  /** Until the next picture, gaps included: a player then shows the last picture through a gap. */
  private durations(end_90k: number): number[] {
    return this.pictures.map((picture, index) => {
      const next = this.pictures[index + 1]?.dts_90k ?? Math.max(picture.dts_90k + 1, end_90k);
      return Math.min(0xffffffff, next - picture.dts_90k);
    });
  }
}

/** (how many, value) for each stretch of equal values. */
function runsOf(values: readonly number[]): (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.[1] === value) last[0] += 1;
    else runs.push([1, value]);
  }
  return runs;
}

const counted = (rows: readonly (readonly number[])[]): Uint8Array => join([u32(rows.length), ...rows.map((row) => u32(...row))]);

function sampleEntry(description: Description): Uint8Array {
  const size = u16(description.width, description.height);
  const head = [zeros(6), u16(1), zeros(16), size, u32(0x480000, 0x480000, 0), u16(1), zeros(32), u16(0x18, 0xffff)];
  return box(description.entry, ...head, box(description.entry === "avc1" ? "avcC" : "hvcC", description.record));
}

const zeros = (length: number): Uint8Array => new Uint8Array(length);

function u16(...values: number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  values.forEach((value, index) => new DataView(bytes.buffer).setUint16(2 * index, value));
  return bytes;
}

function u32(...values: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, index) => (value < 0 ? view.setInt32(4 * index, value) : view.setUint32(4 * index, value)));
  return new Uint8Array(view.buffer);
}

function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function box(type: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = join(parts);
  return join([u32(8 + body.length), utf8(type), body]);
}

const full = (type: string, version: number, flags: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  box(type, u32(version * 0x1000000 + flags), ...parts);
