/**
 * Just enough of ISO BMFF to feed a player: where boxes begin and end, the codec, and the moments of pictures.
 *
 * Leaves all decoding to the browser. Assumes what the server writes: `ftyp moov` and then `moof mdat` pairs,
 * one track, times in 90 kHz ticks of UTC.
 */

export const TICKS_PER_S = 90_000;
const NOT_A_KEY = 0x0001_0000; // sample_is_non_sync_sample

export type Piece =
  | { readonly kind: "init"; readonly bytes: Uint8Array }
  | { readonly kind: "fragment"; readonly bytes: Uint8Array };

export interface Picture {
  readonly at_s: number; // seconds of UTC
  readonly duration_s: number;
}

const EMPTY = new Uint8Array(0);

/** Cuts a stream of bytes into whole inits and whole fragments, however the network cut it. */
export class PieceCutter {
  private rest: Uint8Array = EMPTY;
  private open: Uint8Array[] = [];

  /** Takes the next bytes and returns the pieces they complete. Throws RangeError where the bytes are not boxes. */
  push(bytes: Uint8Array): Piece[] {
    this.rest = this.rest.length === 0 ? bytes : join([this.rest, bytes]);
    const pieces: Piece[] = [];
    for (;;) {
      const size = boxSize(this.rest, 0);
      if (size === null || size > this.rest.length) return pieces;
      const type = boxType(this.rest, 0);
      this.open.push(this.rest.slice(0, size));
      this.rest = this.rest.subarray(size);
      if (type === "moov") pieces.push({ kind: "init", bytes: this.take() });
      if (type === "mdat") pieces.push({ kind: "fragment", bytes: this.take() });
    }
  }

  private take(): Uint8Array {
    const whole = join(this.open);
    this.open = [];
    return whole;
  }
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** "avc1.PPCCLL" as an init says it, or null where it holds no avcC. */
export function codecOf(init: Uint8Array): string | null {
  const body = findBytes(init, "avcC");
  if (body === null || body + 4 > init.length) return null;
  const hex = (value: number | undefined): string => (value ?? 0).toString(16).padStart(2, "0");
  return `avc1.${hex(init[body + 1])}${hex(init[body + 2])}${hex(init[body + 3])}`;
}

/** One picture as it was encoded: what a decoder takes. */
export interface Coded extends Picture {
  readonly isKey: boolean;
  readonly bytes: Uint8Array; // a view into the fragment
}

/** The pictures of one fragment, in order. Empty where the bytes hold no tfdt and trun. */
export function picturesOf(fragment: Uint8Array): Picture[] {
  return rowsOf(fragment).map(({ at_s, duration_s }) => ({ at_s, duration_s }));
}

/** The pictures of one fragment with their bytes, which the server writes one after the other into the mdat behind the moof. */
export function codedOf(fragment: Uint8Array): Coded[] {
  const head = boxSize(fragment, 0);
  if (head === null || boxType(fragment, 0) !== "moof") return [];
  let at = head + 8;
  return rowsOf(fragment).map(({ at_s, duration_s, size_bytes, isKey }) => {
    const bytes = fragment.subarray(at, at + size_bytes);
    at += size_bytes;
    return { at_s, duration_s, isKey, bytes };
  });
}

/** The body of an init's avcC box: what a decoder asks for as its description. Null where it holds none. */
export function descriptionOf(init: Uint8Array): Uint8Array | null {
  const body = findBytes(init, "avcC");
  if (body === null) return null;
  const size = new DataView(init.buffer, init.byteOffset, init.byteLength).getUint32(body - 8);
  return size < 8 || body - 8 + size > init.length ? null : init.subarray(body, body - 8 + size);
}

interface Row extends Picture {
  readonly size_bytes: number; // 0 where the fragment does not say
  readonly isKey: boolean;
}

function rowsOf(fragment: Uint8Array): Row[] {
  const view = new DataView(fragment.buffer, fragment.byteOffset, fragment.byteLength);
  const tfdt = findBytes(fragment, "tfdt");
  const trun = findBytes(fragment, "trun");
  if (tfdt === null || trun === null) return [];
  const wide = fragment[tfdt] === 1;
  let at = wide ? Number(view.getBigUint64(tfdt + 4)) : view.getUint32(tfdt + 4);
  const flags = view.getUint32(trun) & 0xffffff;
  const count = view.getUint32(trun + 4);
  let cursor = trun + 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const step = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  const fixed = defaultDuration(fragment, view);
  const sizeAt = flags & 0x100 ? 4 : 0;
  const flagsAt = sizeAt + (flags & 0x200 ? 4 : 0);
  const rows: Row[] = [];
  for (let index = 0; index < count && cursor + step <= fragment.length; index += 1) {
    const duration = flags & 0x100 ? view.getUint32(cursor) : fixed;
    rows.push({
      at_s: at / TICKS_PER_S,
      duration_s: duration / TICKS_PER_S,
      size_bytes: flags & 0x200 ? view.getUint32(cursor + sizeAt) : 0,
      isKey: (flags & 0x400) !== 0 && (view.getUint32(cursor + flagsAt) & NOT_A_KEY) === 0,
    });
    at += duration;
    cursor += step;
  }
  return rows;
}

function defaultDuration(fragment: Uint8Array, view: DataView): number {
  const tfhd = findBytes(fragment, "tfhd");
  if (tfhd === null) return 0;
  const flags = view.getUint32(tfhd) & 0xffffff;
  if (!(flags & 0x8)) return 0;
  const skip = (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
  return view.getUint32(tfhd + 8 + skip);
}

function boxSize(bytes: Uint8Array, at: number): number | null {
  if (bytes.length < at + 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = view.getUint32(at);
  // The server never writes 64-bit or open-ended boxes in a stream; anything below 8 is not a box at all.
  if (size < 8) throw new RangeError("these bytes are not MP4 boxes");
  return size;
}

function boxType(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at + 4, at + 8));
}

/** The offset just after a four-letter box type within the head of the bytes, or null. Heads are small and ours. */
function findBytes(bytes: Uint8Array, type: string): number | null {
  const wanted = [...type].map((letter) => letter.charCodeAt(0));
  const end = Math.min(bytes.length - 4, 16_384);
  for (let at = 4; at <= end; at += 1) {
    if (wanted.every((code, index) => bytes[at + index] === code)) return at + 4;
  }
  return null;
}
