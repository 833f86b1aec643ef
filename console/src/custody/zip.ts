/**
 * Reading a zip that the server wrote (APPNOTE.TXT, 4.3): stored or deflated files, with or without 64-bit sizes.
 *
 * Works on bytes or on a blob and takes out one file at a time. Nothing is believed of what is inside: names are only looked up, and
 * sealed files prove themselves.
 */

import type { Bytes } from "../bytes";
import { CustodyError } from "./refusal";

const MAX_FILES = 20_000;
const TAIL_BYTES = 66_000; // the end record with the longest comment
const MAX_FILE_BYTES = 2 ** 31;

interface Place {
  readonly at: number; // of the local header
  readonly packed_bytes: number;
  readonly size_bytes: number;
  readonly method: number;
}

export class ZipReader {
  private constructor(private readonly zip: Source, private readonly places: ReadonlyMap<string, Place>) {}

  static async open(untrusted: Blob | Uint8Array): Promise<ZipReader> {
    const zip = sourceOf(untrusted);
    const tail = viewOf(await zip.part(Math.max(0, zip.size - TAIL_BYTES), zip.size));
    const end = findLast(tail, 0x06054b50);
    if (end === null) throw new CustodyError("this is not a bundle", "download it again");
    let [count, length, at] = [tail.getUint16(end + 10, true), tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
    if (at === 0xffffffff || count === 0xffff) {
      const wide = findLast(tail, 0x06064b50);
      if (wide === null) throw new CustodyError("this is not a bundle", "download it again");
      [count, length, at] = [wholeOf(tail, wide + 32), wholeOf(tail, wide + 40), wholeOf(tail, wide + 48)];
    }
    if (count > MAX_FILES || at + length > zip.size) throw new CustodyError("the bundle's list of files is damaged", "download it again");
    return new ZipReader(zip, listOf(viewOf(await zip.part(at, at + length)), count));
  }

  get names(): readonly string[] {
    return [...this.places.keys()];
  }

  has(name: string): boolean {
    return this.places.has(name);
  }

  /** The whole file, or CustodyError when it is not there or damaged. */
  async read(name: string): Promise<Bytes> {
    const place = this.places.get(name);
    if (place === undefined) throw new CustodyError(`the bundle has no ${name}`, "download it again");
    const head = viewOf(await this.zip.part(place.at, place.at + 30));
    if (head.byteLength < 30 || head.getUint32(0, true) !== 0x04034b50) throw new CustodyError(`${name} in the bundle is damaged`, "download it again");
    const start = place.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const packed = await this.zip.part(start, start + place.packed_bytes);
    const bytes = place.method === 0 ? packed : await inflated(packed, name);
    if (bytes.length !== place.size_bytes) throw new CustodyError(`${name} in the bundle is damaged`, "download it again");
    return bytes;
  }
}

async function inflated(packed: Bytes, name: string): Promise<Bytes> {
  try {
    return new Uint8Array(await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer());
  } catch {
    throw new CustodyError(`${name} in the bundle is damaged`, "download it again");
  }
}

interface Source {
  readonly size: number;
  readonly part: (from: number, to: number) => Promise<Bytes>;
}

function sourceOf(zip: Blob | Uint8Array): Source {
  if (zip instanceof Uint8Array) return { size: zip.length, part: async (from, to) => zip.subarray(from, to) as Bytes };
  return { size: zip.size, part: async (from, to) => new Uint8Array(await zip.slice(from, to).arrayBuffer()) };
}

const viewOf = (bytes: Bytes): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function findLast(view: DataView, signature: number): number | null {
  for (let at = view.byteLength - 22; at >= 0; at -= 1) if (view.getUint32(at, true) === signature) return at;
  return null;
}

const wholeOf = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

function listOf(view: DataView, count: number): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  let at = 0;
  for (let file = 0; file < count; file += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw new CustodyError("the bundle's list of files is damaged", "download it again");
    const [nameBytes, extraBytes, commentBytes] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
    const place = placeOf(view, at, at + 46 + nameBytes, extraBytes);
    if (place.size_bytes > MAX_FILE_BYTES || ![0, 8].includes(place.method)) throw new CustodyError(`${name} in the bundle cannot be read`);
    places.set(name, place);
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return places;
}

/** What the central directory says of one file; values of 0xffffffff stand in the 64-bit extra field, in this order. */
function placeOf(view: DataView, entry: number, extra: number, extraBytes: number): Place {
  const wide = wideValues(view, extra, extra + extraBytes);
  const value = (at: number): number => {
    const short = view.getUint32(at, true);
    return short === 0xffffffff ? (wide.shift() ?? short) : short;
  };
  const size_bytes = value(entry + 24);
  const packed_bytes = value(entry + 20);
  return { method: view.getUint16(entry + 10, true), size_bytes, packed_bytes, at: value(entry + 42) };
}

function wideValues(view: DataView, from: number, to: number): number[] {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const count = Math.floor(view.getUint16(at + 2, true) / 8);
    return Array.from({ length: count }, (_, index) => wholeOf(view, at + 4 + 8 * index));
  }
  return [];
}
