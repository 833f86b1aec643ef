/** The chosen camera while it is arranged: itself to be moved, the end of its view to turn it, the sides to widen it. */

import { useRef } from "preact/hooks";

import { words } from "../words";
import type { Shown } from "./canvas";
import { type Point, aimAt, offset, pan, project, turned, unproject } from "./geo";
import type { Placed } from "./grounds";

type Part = "stand" | "aim" | "left" | "right";

const STEP_PX = 4;
const TURN_DEG = 5;

interface HandlesProps {
  readonly shown: Shown;
  readonly placed: Placed;
  readonly name: string;
  readonly onDraft: (placed: Placed) => void;
  readonly onPut: (placed: Placed) => void;
}

/** What dragging a handle to a point makes of a camera. Pure. */
export function dragged(placed: Placed, part: Part, to: Point): Placed {
  const { azimuth_deg, distance_m } = aimAt(placed.at, to);
  switch (part) {
    case "stand":
      return { ...placed, at: to };
    case "aim":
      return { ...placed, azimuth_deg, range_m: Math.min(100_000, Math.max(1, distance_m)) };
    case "left":
    case "right": {
      const side = turned(part === "right" ? azimuth_deg - placed.azimuth_deg : placed.azimuth_deg - azimuth_deg);
      return { ...placed, view_deg: Math.min(360, Math.max(4, 2 * (side > 180 ? 2 : side))) };
    }
  }
}

/** What a key does to a camera that is arranged, null when it does nothing. Pure. */
export function afterArrangeKey(key: string, large: boolean, placed: Placed, shown: Shown): Placed | null {
  const step = STEP_PX * (large ? 10 : 1);
  const turn = TURN_DEG * (large ? 6 : 1);
  const moved = (dx: number, dy: number): Placed => {
    const { lng, lat } = pan({ ...placed.at, zoom: shown.view.zoom }, shown.size, -dx, -dy);
    return { ...placed, at: { lng, lat } };
  };
  switch (key) {
    case "ArrowLeft":
      return moved(-step, 0);
    case "ArrowRight":
      return moved(step, 0);
    case "ArrowUp":
      return moved(0, -step);
    case "ArrowDown":
      return moved(0, step);
    case "[":
    case "{":
      return { ...placed, azimuth_deg: turned(placed.azimuth_deg - turn) };
    case "]":
    case "}":
      return { ...placed, azimuth_deg: turned(placed.azimuth_deg + turn) };
    default:
      return null;
  }
}

export function Handles({ shown, placed, name, onDraft, onPut }: HandlesProps) {
  const w = words.map.arrange;
  const side = (sign: number): Point => offset(placed.at, placed.azimuth_deg + (sign * placed.view_deg) / 2, placed.range_m);
  const spots: readonly (readonly [Part, Point, string])[] = [
    ["left", side(-1), w.handleWide(name)],
    ["right", side(1), w.handleWide(name)],
    ["aim", offset(placed.at, placed.azimuth_deg, placed.range_m), w.handleAim(name)],
    ["stand", placed.at, name],
  ];
  return (
    <div class="map-markers">
      {spots.map(([part, at, label]) => <Handle key={part} part={part} at={at} label={label} shown={shown} placed={placed} onDraft={onDraft} onPut={onPut} />)}
    </div>
  );
}

function Handle({ part, at, label, shown, placed, onDraft, onPut }: Omit<HandlesProps, "name"> & { readonly part: Part; readonly at: Point; readonly label: string }) {
  const held = useRef<{ readonly dx: number; readonly dy: number; readonly from: Placed } | null>(null);
  const spot = project(shown.view, shown.size, at);
  const under = (event: PointerEvent): Placed | null => {
    const box = (event.currentTarget as HTMLElement).closest(".map-canvas")?.getBoundingClientRect();
    if (box === undefined || held.current === null) return null;
    return dragged(held.current.from, part, unproject(shown.view, shown.size, { x: event.clientX - box.left - held.current.dx, y: event.clientY - box.top - held.current.dy }));
  };
  return (
    <button
      type="button"
      class={`map-handle ${part}`}
      style={{ left: `${spot.x}px`, top: `${spot.y}px` }}
      aria-label={label}
      title={label}
      onPointerDown={(event) => {
        const box = event.currentTarget.closest(".map-canvas")?.getBoundingClientRect();
        if (box === undefined || event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { dx: event.clientX - box.left - spot.x, dy: event.clientY - box.top - spot.y, from: placed };
      }}
      onPointerMove={(event) => {
        const now = under(event);
        if (now !== null) onDraft(now);
      }}
      onPointerUp={(event) => {
        const now = under(event);
        const began = held.current?.from;
        held.current = null;
        if (now !== null && JSON.stringify(now) !== JSON.stringify(began)) onPut(now);
      }}
      onPointerCancel={() => {
        if (held.current !== null) onDraft(held.current.from);
        held.current = null;
      }}
      onKeyDown={(event) => {
        const now = afterArrangeKey(event.key, event.shiftKey, placed, shown);
        if (now === null) return;
        event.preventDefault();
        event.stopPropagation();
        onPut(now);
      }}
    />
  );
}
