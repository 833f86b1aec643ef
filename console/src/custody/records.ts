/** The clear bytes inside a segment: the camera's packets, one record each (spec/sealed-file.md, section 5). Nothing looks into a packet here. */

import { join } from "../bytes";
import { CustodyError } from "./refusal";

const HEAD_BYTES = 5;
const MAX_BODY_BYTES = 16 * 1024 * 1024;

export type SealedRecord =
  | { readonly kind: "parameters"; readonly body: Uint8Array }
  | { readonly kind: "sound-parameters"; readonly codec: string; readonly rate_hz: number; readonly channels: number; readonly body: Uint8Array }
  | { readonly kind: "video" | "sound"; readonly pts_90k: number; readonly dts_90k: number; readonly isKey: boolean; readonly body: Uint8Array }
  | { readonly kind: "end"; readonly at_90k: number; readonly count: number };

/** Yields the records of a segment's clear chunks; the last one is `end`. Throws CustodyError where the bytes are not that. */
export async function* readRecords(clearChunks: AsyncIterable<Uint8Array>): AsyncGenerator<SealedRecord> {
  let held: Uint8Array = new Uint8Array(0);
  let count = 0;
  let ended = false;
  for await (const chunk of clearChunks) {
    held = held.length === 0 ? chunk : join([held, chunk]);
    for (let size = sizeOf(held); size !== null; size = sizeOf(held)) {
      if (ended) throw new CustodyError("the sealed segment goes on after its end");
      const record = parse(held[0] as number, held.subarray(HEAD_BYTES, size));
      if (record.kind === "end") {
        ended = true;
        if (record.count !== count) throw new CustodyError(`the sealed segment says ${record.count} records and holds ${count}`);
      }
      held = held.subarray(size);
      count += 1;
      yield record;
    }
  }
  if (held.length > 0 || !ended) throw new CustodyError("the sealed segment breaks off before its end");
}

/** Bytes of the whole first record, or null while it is not all there. */
function sizeOf(held: Uint8Array): number | null {
  if (held.length < HEAD_BYTES) return null;
  const size = new DataView(held.buffer, held.byteOffset).getUint32(1);
  if (size > MAX_BODY_BYTES) throw new CustodyError("a record of the sealed segment is longer than one can be");
  return held.length < HEAD_BYTES + size ? null : HEAD_BYTES + size;
}

function parse(kind: number, body: Uint8Array): SealedRecord {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  switch (kind) {
    case 1:
      return { kind: "parameters", body };
    case 2:
    case 3: {
      if (body.length < 17) throw new CustodyError("a record of the sealed segment is too short");
      const flags = body[16] as number;
      if (flags > 1) throw new CustodyError("a packet of the sealed segment has flags this version does not know");
      const [pts_90k, dts_90k] = [Number(view.getBigInt64(0)), Number(view.getBigInt64(8))];
      return { kind: kind === 2 ? "video" : "sound", pts_90k, dts_90k, isKey: flags === 1, body: body.subarray(17) };
    }
    case 4:
      return soundParameters(body, view);
    case 255:
      if (body.length !== 12) throw new CustodyError("a record of the sealed segment has the wrong length");
      return { kind: "end", at_90k: Number(view.getBigInt64(0)), count: view.getUint32(8) };
    default:
      throw new CustodyError(`the sealed segment holds a record of unknown kind ${kind}`);
  }
}

function soundParameters(body: Uint8Array, view: DataView): SealedRecord {
  const at = 6 + (body[5] ?? 0);
  if (body.length < at) throw new CustodyError("a record of the sealed segment is too short");
  const codec = String.fromCharCode(...body.subarray(6, at));
  if (!/^[\x20-\x7e]+$/.test(codec)) throw new CustodyError("the sound of the sealed segment is coded in a way that has no name");
  return { kind: "sound-parameters", codec, rate_hz: view.getUint32(0), channels: body[4] as number, body: body.subarray(at) };
}
