/**
 * A line or a zone drawn on the camera's picture: click corners, drag them; the picture beneath is the camera's newest, frosted.
 * By keyboard too: arrows move a cross and Space sets a corner; corners that are set are reached by Tab and moved by arrows.
 */

import { useRef, useState } from "preact/hooks";

import { thumbnailAddress } from "../api";
import { MOST_CORNERS, inPicture, middle, nudged, pointsOf } from "../cameras/polygons";
import type { Point, Polygon } from "../model";
import { Button } from "../parts/controls";
import { words } from "../words";

interface DrawingProps {
  readonly camera: string;
  readonly drawn: "line" | "zone";
  readonly points: Polygon;
  readonly direction?: string;
  readonly way?: Point | undefined;
  readonly onChange: (points: Polygon) => void;
}

const CENTRE: Point = [0.5, 0.5];
const WHOLE: Polygon = [[0, 0], [1, 0], [1, 1], [0, 1]];

export function Drawing({ camera, drawn, points, direction = "either", way, onChange }: DrawingProps) {
  const w = words.events.drawing;
  const box = useRef<HTMLDivElement>(null);
  const dragged = useRef<number | null>(null);
  const [cross, setCross] = useState<Point | null>(null); // where the next corner would be, while keys draw
  const newest = useRef<Point | null>(null); // keys may come faster than the picture is drawn
  const most = drawn === "line" ? 2 : MOST_CORNERS;
  const isOpen = points.length < most;
  const moveCross = (to: Point | null): void => {
    newest.current = to;
    setCross(to);
  };
  const keyed = (event: KeyboardEvent): void => {
    if (event.target !== box.current) return; // a corner has its own keys
    const at = newest.current ?? CENTRE;
    const next = nudged(at, event.key, event.shiftKey);
    if (next !== null && isOpen) moveCross(next);
    else if (event.key === " " && isOpen) onChange([...points, at]);
    else if (event.key === "Backspace" && points.length > 0) onChange(points.slice(0, -1));
    else return;
    event.preventDefault();
  };
  const place = (event: MouseEvent): Point => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined) return [0, 0];
    return inPicture([(event.clientX - bounds.left) / bounds.width, (event.clientY - bounds.top) / bounds.height]);
  };
  const press = (event: PointerEvent): void => {
    if (dragged.current === null && isOpen) onChange([...points, place(event)]);
  };
  const move = (event: PointerEvent): void => {
    const which = dragged.current;
    if (which !== null) onChange(points.map((point, index) => (index === which ? place(event) : point)));
  };
  return (
    <div class="drawing-box">
      <div
        class={isOpen ? "areas-picture drawing" : "areas-picture"} ref={box} tabIndex={0} role="group" aria-label={`${drawn === "line" ? w.lineHelp : w.zoneHelp} ${w.keys}`}
        onKeyDown={keyed} onFocus={(event) => event.target === box.current && box.current?.matches(":focus-visible") === true && moveCross(newest.current ?? CENTRE)} onBlur={() => moveCross(null)}
        onPointerDown={press} onPointerMove={move} onPointerUp={() => (dragged.current = null)} onPointerLeave={() => (dragged.current = null)}
      >
        <img src={thumbnailAddress(camera)} alt={w.picture} draggable={false} onError={(event) => (event.currentTarget.style.visibility = "hidden")} />
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {drawn === "line" ? <polyline points={pointsOf(points)} class="rule-line" /> : <polygon points={pointsOf(points)} class="rule-zone" />}
          {drawn === "line" && points.length === 2 && arrowsOf(points, direction).map((arrow) => <polyline key={arrow} points={arrow} class="rule-arrow" />)}
          {drawn === "zone" && way !== undefined && points.length >= 3 && <polyline points={arrowAt(middle(points), way)} class="rule-arrow" />}
        </svg>
        {points.map(([x, y], index) => (
          <button
            key={index} type="button" class="corner" style={{ left: `${x * 100}%`, top: `${y * 100}%` }} aria-label={words.settings.corner(index + 1, 1)} title={words.settings.cornerHelp}
            onKeyDown={(event) => {
              const to = nudged([x, y], event.key, event.shiftKey);
              if (to !== null) onChange(points.map((point, at) => (at === index ? to : point)));
              else if (event.key === "Delete" || event.key === "Backspace") onChange(points.filter((_, at) => at !== index));
              else return;
              event.preventDefault();
            }}
            onPointerDown={(event) => {
              event.stopPropagation();
              dragged.current = index;
            }}
          />
        ))}
        {cross !== null && isOpen && <i class="cross" style={{ left: `${cross[0] * 100}%`, top: `${cross[1] * 100}%` }} aria-hidden="true" />}
      </div>
      <div class="row wrap">
        <span class="field-hint grow">{drawn === "line" ? w.lineHelp : w.zoneHelp}{cross !== null && ` ${w.keys}`}</span>
        {drawn === "zone" && points.length === 0 && <Button kind="quiet" onClick={() => onChange(WHOLE)}>{w.whole}</Button>}
        {points.length > 0 && <Button kind="quiet" onClick={() => onChange([])}>{w.clear}</Button>}
      </div>
    </div>
  );
}

const LENGTH = 0.07;

/** An arrow as the points of an SVG line in a box of 1000 by 1000: shaft and head. Pure. */
export function arrowAt([x, y]: Point, [dx, dy]: Point): string {
  const size = Math.hypot(dx, dy) || 1;
  const tip: Point = [x + (dx / size) * LENGTH, y + (dy / size) * LENGTH];
  const wing = (turn: number): Point => [tip[0] - (dx * Math.cos(turn) - dy * Math.sin(turn)) / size * LENGTH * 0.4, tip[1] - (dx * Math.sin(turn) + dy * Math.cos(turn)) / size * LENGTH * 0.4];
  return pointsOf([[x, y], tip, wing(0.5), tip, wing(-0.5)]);
}

/** Which way a line is crossed, seen from its first point to its second: an arrow to the left, to the right, or both. Pure. */
export function arrowsOf(points: Polygon, direction: string): readonly string[] {
  const [a, b] = points;
  if (a === undefined || b === undefined) return [];
  const centre: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const left: Point = [b[1] - a[1], a[0] - b[0]];
  const right: Point = [-left[0], -left[1]];
  return direction === "to_left" ? [arrowAt(centre, left)] : direction === "to_right" ? [arrowAt(centre, right)] : [arrowAt(centre, left), arrowAt(centre, right)];
}
