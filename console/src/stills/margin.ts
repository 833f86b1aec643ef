/** The margin below a still: which camera of which site, when, and that the picture was frosted. Below it, so that nothing of the picture is covered. */

import { dateLocale } from "../language";
import { clockTime, utc } from "../time";
import { words } from "../words";
import type { Still } from "./taking";

const PAPER = "#ffffff"; // the margin is a print, the same in light and dark
const INK = "#14191b";
const SOFT = "#566166";
const FONT = "Inter Variable, Inter, system-ui, sans-serif";

/** A row of the margin: what stands left, and what right where there is room. */
export type Row = readonly [string, string];

export function rowsOf({ camera, at_ms, isLive }: Omit<Still, "picture">, site: string, locale = dateLocale()): readonly Row[] {
  const day = new Date(at_ms).toLocaleDateString(locale, { day: "numeric", month: "long", year: "numeric" });
  const time = isLive ? `${clockTime(at_ms)} (${words.stills.live})` : clockTime(at_ms, true);
  return [[camera.name, site], [`${day}, ${time}`, utc(at_ms)], [words.stills.frosted, ""]];
}

/** How large letters are beside a picture of this width. Pure. */
export const lettersOf = (width: number): number => Math.round(Math.min(30, Math.max(11, width / 54)));

/** The picture with its margin. Where a row has no room for both, what stands right gets a row of its own. */
export function withMargin(still: Still, site: string): HTMLCanvasElement | null {
  const { width, height } = still.picture;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  const letter_px = lettersOf(width);
  const gap_px = Math.round(letter_px * 0.9);
  const room_px = width - 2 * gap_px;
  const fontOf = (index: number): string => `${index === 0 ? 600 : 400} ${letter_px}px ${FONT}`;
  const rows = rowsOf(still, site).flatMap(([left, right], index): readonly (Row & { readonly length: 2 })[] => {
    pen.font = fontOf(index);
    const both_px = pen.measureText(left).width + pen.measureText(right).width + 2 * gap_px;
    return both_px <= room_px || right === "" ? [[left, right]] : [[left, ""], [right, ""]];
  });
  const line_px = Math.round(letter_px * 1.5);
  canvas.width = width;
  canvas.height = height + rows.length * line_px + 2 * gap_px;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(still.picture, 0, 0);
  pen.textBaseline = "middle";
  rows.forEach(([left, right], index) => {
    const y = height + gap_px + line_px * (index + 0.5);
    pen.font = fontOf(index);
    pen.fillStyle = index === 0 ? INK : SOFT;
    pen.textAlign = "left";
    pen.fillText(left, gap_px, y, room_px);
    pen.fillStyle = SOFT;
    pen.textAlign = "right";
    pen.fillText(right, width - gap_px, y);
  });
  return canvas;
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob | null> => new Promise((done) => canvas.toBlob(done, "image/png"));
