/** Clip, manifest, request and proofs in one zip that `groundglass evidence verify` checks offline. Stored, not packed: video does not shrink. */

import { type Bytes, utf8 } from "../bytes";

export interface EvidenceFile {
  readonly name: string;
  readonly body: Blob;
}

/** A zip of these files (APPNOTE.TXT, 4.3), each below 4 GiB. Throws RangeError beyond that. */
export async function zipOf(files: readonly EvidenceFile[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  const list: Bytes[] = [];
  let at = 0;
  for (const { name, body } of files) {
    if (body.size >= 0xffffffff - at - 1_000_000) throw new RangeError("the evidence is too large for one zip: save clip and manifest each");
    const named = utf8(name);
    const common = fields([20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [await crc32(body), 4], [body.size, 4], [body.size, 4], [named.length, 2], [0, 2]);
    parts.push(fields([0x04034b50, 4]), common, named, body);
    list.push(fields([0x02014b50, 4], [20, 2]), common, fields([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), named);
    at += 4 + common.length + named.length + body.size;
  }
  const list_bytes = list.reduce((sum, part) => sum + part.length, 0);
  const end = fields([0x06054b50, 4], [0, 4], [files.length, 2], [files.length, 2], [list_bytes, 4], [at, 4], [0, 2]);
  return new Blob([...parts, ...list, end], { type: "application/zip" });
}

/** Little-endian numbers of these widths. */
function fields(...values: readonly (readonly [number, 2 | 4])[]): Bytes {
  const bytes = new Uint8Array(values.reduce((sum, [, width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of values) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const STEP = 4 * 1024 * 1024;

async function crc32(body: Blob): Promise<number> {
  let value = 0xffffffff;
  for (let from = 0; from < body.size; from += STEP) {
    for (const byte of new Uint8Array(await body.slice(from, from + STEP).arrayBuffer())) value = (TABLE[(value ^ byte) & 255] as number) ^ (value >>> 8);
  }
  return (value ^ 0xffffffff) >>> 0;
}
