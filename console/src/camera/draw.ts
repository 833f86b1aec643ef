/** Draws the timeline on its canvas. Knows no events and keeps nothing; colours come from the design tokens. */

import { clockTime, dayOf, shortTime } from "../time";
import type { BookmarkMark, EventMark, Gap } from "./archive";
import { RULER_PX } from "./ruler";
import { type Span, type TimelineView, endOf, marksIn, xOf } from "./timeline";

export interface Scene {
  readonly view: TimelineView;
  readonly height_px: number;
  readonly ruler_px: number;
  readonly spans: readonly Span[];
  readonly gaps: readonly Gap[];
  readonly now_ms: number;
  readonly playhead_ms: number;
  readonly hover_ms: number | null;
  readonly clip: Span | null;
  readonly events: readonly EventMark[];
  readonly bookmarks: readonly BookmarkMark[];
}

const LANE_GAP_PX = 8;

type Colour = (name: string) => string;

/** The canvas cleared and as large as the scene, and the way to its colours; null where there is no canvas to draw on. */
export function prepare(canvas: HTMLCanvasElement, scene: Pick<Scene, "view" | "height_px">): { pen: CanvasRenderingContext2D; colour: Colour; font: string } | null {
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  const ratio = window.devicePixelRatio || 1;
  const width_px = scene.view.width_px;
  if (canvas.width !== Math.round(width_px * ratio)) canvas.width = Math.round(width_px * ratio);
  if (canvas.height !== Math.round(scene.height_px * ratio)) canvas.height = Math.round(scene.height_px * ratio);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width_px, scene.height_px);
  const style = getComputedStyle(canvas);
  return { pen, colour: (name) => style.getPropertyValue(name).trim(), font: style.fontFamily };
}

export function drawTimeline(canvas: HTMLCanvasElement, scene: Scene): void {
  const prepared = prepare(canvas, scene);
  if (prepared === null) return;
  const { pen, colour, font } = prepared;
  const top = scene.ruler_px + 2;
  const height = scene.height_px - top - LANE_GAP_PX;
  drawRuler(pen, scene, colour("--faint"), colour("--line"), font);
  drawLane(pen, scene, top, height, colour);
  drawEvents(pen, scene, top, height, colour);
  drawBookmarks(pen, scene, top, colour);
  if (scene.clip !== null) drawClip(pen, scene, scene.clip, top, height, colour);
  drawHover(pen, scene, top, height, colour);
  drawPlayhead(pen, scene, top, height, colour);
}

export function drawHover(pen: CanvasRenderingContext2D, scene: Scene, top: number, height: number, colour: Colour): void {
  if (scene.hover_ms === null) return;
  pen.fillStyle = colour("--line-strong");
  pen.fillRect(Math.round(xOf(scene.view, scene.hover_ms)), top, 1, height);
}

export function drawRuler(pen: CanvasRenderingContext2D, scene: Scene, ink: string, line: string, font: string): void {
  pen.font = `500 ${scene.ruler_px === RULER_PX ? 11 : 13}px ${font}`;
  pen.textBaseline = "middle";
  pen.textAlign = "center";
  const marks = marksIn(scene.view, 84, (at_ms) => new Date(at_ms).getTimezoneOffset());
  const fine = scene.view.span_ms < 240_000;
  for (const mark of marks) {
    const x = Math.round(xOf(scene.view, mark.at_ms));
    pen.fillStyle = line;
    pen.fillRect(x, scene.ruler_px - 3, 1, scene.height_px);
    pen.fillStyle = ink;
    const text = mark.isDay ? dayOf(mark.at_ms, scene.now_ms) : fine ? clockTime(mark.at_ms) : shortTime(mark.at_ms);
    const half = pen.measureText(text).width / 2;
    if (x - half > 0 && x + half < scene.view.width_px) pen.fillText(text, x, scene.ruler_px / 2);
  }
}

export function drawLane(pen: CanvasRenderingContext2D, scene: Scene, top: number, height: number, colour: Colour): void {
  const { view } = scene;
  const nowX = Math.min(view.width_px, xOf(view, scene.now_ms));
  pen.fillStyle = colour("--lane");
  if (nowX > 0) round(pen, 0, top, nowX, height, 5);
  pen.fillStyle = colour("--lane-recorded");
  for (const span of scene.spans) {
    if (span.to_ms < view.from_ms || span.from_ms > endOf(view)) continue;
    const from = Math.max(-6, xOf(view, span.from_ms));
    const to = Math.min(view.width_px + 6, xOf(view, span.to_ms));
    round(pen, from, top, Math.max(1.5, to - from), height, Math.min(5, (to - from) / 2));
  }
  drawGaps(pen, scene, top, height, colour);
}

/** What was live and is not recorded: hatched, so that it is told from a camera that was away without seeing colours. */
function drawGaps(pen: CanvasRenderingContext2D, scene: Scene, top: number, height: number, colour: Colour): void {
  for (const gap of scene.gaps) {
    const from = Math.max(0, xOf(scene.view, gap.from_ms));
    const to = Math.min(scene.view.width_px, Math.max(from + 3, xOf(scene.view, gap.to_ms)));
    if (to <= 0 || from >= scene.view.width_px) continue;
    pen.save();
    pen.beginPath();
    pen.rect(from, top, to - from, height);
    pen.clip();
    pen.strokeStyle = colour("--wait");
    pen.lineWidth = 1.5;
    pen.beginPath();
    for (let x = from - height; x < to; x += 6) {
      pen.moveTo(x, top + height);
      pen.lineTo(x + height, top);
    }
    pen.stroke();
    pen.restore();
  }
}

/** A tick for each event, the gravest drawn last, so that an alarm among many is seen. */
export function drawEvents(pen: CanvasRenderingContext2D, scene: Scene, top: number, height: number, colour: Colour): void {
  const tones = [["info", "--accent"], ["warning", "--wait"], ["alarm", "--bad"]] as const;
  for (const [level, tone] of tones) {
    pen.fillStyle = colour(tone);
    for (const event of scene.events) {
      if (event.level !== level) continue;
      const x = Math.round(xOf(scene.view, event.at_ms));
      if (x < -4 || x > scene.view.width_px + 4) continue;
      pen.fillRect(x - 1, top, 2, height);
      round(pen, x - 3.5, top + height - 4, 7, 7, 3.5);
    }
  }
}

/** A ribbon hanging from the top of the lane: told from an event by its shape and its place, without seeing colours. */
export function drawBookmarks(pen: CanvasRenderingContext2D, scene: Scene, top: number, colour: Colour): void {
  for (const { at_ms } of scene.bookmarks) {
    const x = Math.round(xOf(scene.view, at_ms));
    if (x < -6 || x > scene.view.width_px + 6) continue;
    pen.fillStyle = colour("--text");
    pen.strokeStyle = colour("--surface");
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x - 4.5, top - 3);
    pen.lineTo(x + 4.5, top - 3);
    pen.lineTo(x + 4.5, top + 11);
    pen.lineTo(x, top + 7);
    pen.lineTo(x - 4.5, top + 11);
    pen.closePath();
    pen.stroke();
    pen.fill();
  }
}

export function drawClip(pen: CanvasRenderingContext2D, scene: Scene, clip: Span, top: number, height: number, colour: Colour): void {
  const from = xOf(scene.view, clip.from_ms);
  const to = xOf(scene.view, clip.to_ms);
  pen.fillStyle = colour("--accent-soft");
  pen.fillRect(from, top, to - from, height);
  pen.fillStyle = colour("--accent");
  pen.fillRect(from, top - 2, to - from, 2);
  pen.fillRect(from, top + height, to - from, 2);
  for (const x of [from, to]) {
    round(pen, x - 4, top - 2, 8, height + 4, 4);
    pen.save();
    pen.fillStyle = colour("--accent-ink");
    pen.fillRect(x - 0.5, top + height / 2 - 5, 1, 10);
    pen.restore();
  }
}

export function drawPlayhead(pen: CanvasRenderingContext2D, scene: Scene, top: number, height: number, colour: Colour): void {
  const x = xOf(scene.view, scene.playhead_ms);
  if (x < -8 || x > scene.view.width_px + 8) return;
  pen.fillStyle = colour("--surface");
  pen.fillRect(x - 2.5, top - 4, 5, height + 8);
  pen.fillStyle = colour("--text");
  pen.fillRect(x - 1, top - 4, 2, height + 8);
  pen.beginPath();
  pen.arc(x, top - 4, 4.5, 0, Math.PI * 2);
  pen.fill();
}

function round(pen: CanvasRenderingContext2D, x: number, y: number, width: number, height: number, radius: number): void {
  pen.beginPath();
  pen.roundRect(x, y, width, height, Math.max(0, radius));
  pen.fill();
}
