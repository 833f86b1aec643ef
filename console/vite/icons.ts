/**
 * The icons of the installed application, drawn while the console is built: the repository holds no pictures.
 *
 * The sign is the one of parts/icon.tsx, a focusing screen with its centre mark, on a ground that fills the square. A
 * maskable icon keeps everything within the inner four fifths, since a phone may cut it to a circle.
 */

import type { Plugin } from "vite";

type Colour = readonly [number, number, number, number];

interface Icon {
  readonly file: string;
  readonly side_px: number;
  readonly share: number; // how much of the side the sign takes
  readonly ground: Colour;
  readonly mark: Colour;
  readonly glass: Colour;
}

const NIGHT: Colour = [14, 17, 19, 255];
const NOTHING: Colour = [0, 0, 0, 0];
const GLASS: Colour = [22, 50, 58, 255];
const MARK: Colour = [143, 211, 214, 255];
const WHITE: Colour = [255, 255, 255, 255];

const ICONS: readonly Icon[] = [
  { file: "icons/icon-192.png", side_px: 192, share: 0.78, ground: NIGHT, mark: MARK, glass: GLASS },
  { file: "icons/icon-512.png", side_px: 512, share: 0.78, ground: NIGHT, mark: MARK, glass: GLASS },
  { file: "icons/maskable-512.png", side_px: 512, share: 0.56, ground: NIGHT, mark: MARK, glass: GLASS },
  { file: "icons/apple-180.png", side_px: 180, share: 0.74, ground: NIGHT, mark: MARK, glass: GLASS },
  // A phone shows only the shape of this one, beside a notice.
  { file: "icons/badge-96.png", side_px: 96, share: 0.94, ground: NOTHING, mark: WHITE, glass: NOTHING },
];

export function icons(): Plugin {
  return {
    name: "groundglass-icons",
    async generateBundle() {
      for (const icon of ICONS) this.emitFile({ type: "asset", fileName: icon.file, source: await png(icon.side_px, drawn(icon)) });
    },
  };
}

/** RGBA, row by row; edges are smoothed over one pixel. */
function drawn(icon: Icon): Uint8Array {
  const pixels = new Uint8Array(icon.side_px * icon.side_px * 4);
  const unit = (icon.side_px * icon.share) / 32; // the sign is drawn on 32 x 32
  const origin = icon.side_px / 2 - 16 * unit;
  for (let row = 0; row < icon.side_px; row += 1) {
    for (let column = 0; column < icon.side_px; column += 1) {
      const x = (column + 0.5 - origin) / unit;
      const y = (row + 0.5 - origin) / unit;
      const cover = (distance: number): number => Math.min(1, Math.max(0, 0.5 - distance * unit));
      let colour = icon.ground;
      colour = over(colour, icon.glass, cover(roundedBox(x, y)));
      colour = over(colour, icon.mark, cover(markDistance(x, y)));
      pixels.set(colour.map(Math.round), (row * icon.side_px + column) * 4);
    }
  }
  return pixels;
}

function roundedBox(x: number, y: number): number {
  const across = Math.abs(x - 16) - 14 + 5;
  const down = Math.abs(y - 16) - 11 + 5;
  return Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - 5;
}

function markDistance(x: number, y: number): number {
  const ring = Math.abs(Math.hypot(x - 16, y - 16) - 6.5) - 1.2;
  const line = (from: readonly [number, number], to: readonly [number, number]): number => {
    const [ax, ay] = from;
    const [bx, by] = [to[0] - ax, to[1] - ay];
    const along = Math.min(1, Math.max(0, ((x - ax) * bx + (y - ay) * by) / (bx * bx + by * by)));
    return Math.hypot(x - ax - along * bx, y - ay - along * by) - 1.2;
  };
  return Math.min(ring, line([16, 3], [16, 9.5]), line([16, 22.5], [16, 29]), line([2, 16], [9.5, 16]), line([22.5, 16], [30, 16]));
}

function over(below: Colour, above: Colour, cover: number): Colour {
  const top = (above[3] / 255) * cover;
  const bottom = (below[3] / 255) * (1 - top);
  const alpha = top + bottom;
  if (alpha === 0) return below;
  const mixed = (index: 0 | 1 | 2): number => (above[index] * top + below[index] * bottom) / alpha;
  return [mixed(0), mixed(1), mixed(2), alpha * 255];
}

async function png(side_px: number, pixels: Uint8Array): Promise<Uint8Array> {
  const rows = new Uint8Array(side_px * (side_px * 4 + 1));
  for (let row = 0; row < side_px; row += 1) rows.set(pixels.subarray(row * side_px * 4, (row + 1) * side_px * 4), row * (side_px * 4 + 1) + 1);
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, side_px);
  new DataView(header.buffer).setUint32(4, side_px);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
  const packed = new Response(new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate")));
  const parts = [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), part("IHDR", header), part("IDAT", new Uint8Array(await packed.arrayBuffer())), part("IEND", new Uint8Array(0))];
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

function part(name: string, body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(body.length + 12);
  const view = new DataView(whole.buffer);
  view.setUint32(0, body.length);
  whole.set(new TextEncoder().encode(name), 4);
  whole.set(body, 8);
  view.setUint32(body.length + 8, crc(whole.subarray(4, body.length + 8)));
  return whole;
}

function crc(bytes: Uint8Array): number {
  let left = 0xffffffff;
  for (const byte of bytes) {
    left ^= byte;
    for (let bit = 0; bit < 8; bit += 1) left = (left >>> 1) ^ (left & 1 ? 0xedb88320 : 0);
  }
  return (left ^ 0xffffffff) >>> 0;
}
