/**
 * Draw areas on a picture: click corners, drag them, take areas away. Used for what stays frosted, for what is approved, and
 * for what is counted. By keyboard too: while drawing, arrows move a cross and Space sets a corner; the corners of a drawn
 * area are reached by Tab and moved by arrows.
 */

import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Point, Polygon } from "../model";
import { Button } from "../parts/controls";
import { words } from "../words";
import { FEWEST_CORNERS, MOST_CORNERS, closes, inPicture, middle, nudged, pointsOf, withCornerMoved, withoutArea, withoutCorner } from "./polygons";

interface AreaEditorProps {
  readonly areas: readonly Polygon[];
  readonly onChange: (areas: Polygon[]) => void;
  readonly drawLabel: string;
  readonly tone: "keep" | "approve";
  readonly numberOf?: (index: number) => number; // where areas have numbers of their own
  readonly action?: ComponentChildren; // beside the drawing button, so that its coming moves nothing
  readonly children: ComponentChildren; // the picture beneath
}

const CLOSE_WITHIN = 0.035;
const CENTRE: Point = [0.5, 0.5];

/** The area that is being drawn, and where the next corner would be; null when none is. */
interface Drawing {
  readonly open: Polygon | null;
  readonly cursor: Point | null;
}

const NONE: Drawing = { open: null, cursor: null };

export function AreaEditor({ areas, onChange, drawLabel, tone, numberOf = (index) => index + 1, action, children }: AreaEditorProps) {
  const s = words.settings;
  const box = useRef<HTMLDivElement>(null);
  const [{ open, cursor }, setDrawing] = useState<Drawing>(NONE);
  const newest = useRef<Drawing>(NONE); // keys may come faster than the picture is drawn
  const draw = (next: Drawing): void => {
    newest.current = next;
    setDrawing(next);
  };
  const dragged = useRef<{ area: number; corner: number } | null>(null);

  const place = (event: MouseEvent): Point => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined) return [0, 0];
    return inPicture([(event.clientX - bounds.left) / bounds.width, (event.clientY - bounds.top) / bounds.height]);
  };
  const aspect = (): number => (box.current === null ? 1 : box.current.clientWidth / Math.max(1, box.current.clientHeight));
  const finish = (): void => {
    const drawn = newest.current.open;
    if (drawn !== null && drawn.length >= FEWEST_CORNERS) onChange([...areas, drawn]);
    draw(NONE);
  };
  const setCorner = (point: Point): void => {
    const drawn = newest.current.open;
    if (drawn === null) return;
    if (closes(drawn, point, aspect(), CLOSE_WITHIN) || drawn.length >= MOST_CORNERS) finish();
    else draw({ open: [...drawn, point], cursor: point });
  };
  const press = (event: PointerEvent): void => setCorner(place(event));
  const begin = (): void => {
    draw({ open: [], cursor: CENTRE });
    box.current?.focus();
  };
  const move = (event: PointerEvent): void => {
    if (newest.current.open !== null) draw({ ...newest.current, cursor: place(event) });
    if (dragged.current !== null) onChange(withCornerMoved(areas, dragged.current.area, dragged.current.corner, place(event)));
  };
  useLayoutEffect(() => { // before the next key, not after the next picture: a key that comes at once is not lost
    if (open === null) return undefined;
    const press = (event: KeyboardEvent): void => {
      const isButtons = event.target instanceof HTMLButtonElement && (event.key === "Enter" || event.key === " ");
      if (isButtons || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return; // their own keys
      const drawing = newest.current;
      const next = nudged(drawing.cursor ?? CENTRE, event.key, event.shiftKey);
      if (next !== null) draw({ ...drawing, cursor: next });
      else if (event.key === " ") setCorner(drawing.cursor ?? CENTRE);
      else if (event.key === "Backspace") draw({ ...drawing, open: (drawing.open ?? []).slice(0, -1) });
      else if (event.key === "Enter") finish();
      else if (event.key === "Escape") draw(NONE);
      else return;
      event.preventDefault(); // the page's own Escape would leave the page
      event.stopPropagation();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  });

  return (
    <div class={`areas ${tone} ${open !== null ? "drawing" : ""}`}>
      <div class="areas-picture" ref={box} tabIndex={open === null ? -1 : 0} role="group" aria-label={open === null ? undefined : s.drawHelp} onPointerDown={press} onPointerMove={move} onPointerUp={() => (dragged.current = null)}>
        {children}
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {areas.map((polygon, index) => <polygon key={index} points={pointsOf(polygon)} class="area" />)}
          {open !== null && <polyline points={pointsOf(cursor === null ? open : [...open, cursor])} class="area open" />}
        </svg>
        {areas.map((polygon, area) => (
          <>
            {polygon.map((point, corner) => (
              <button
                key={`${area}.${corner}`} type="button" class="corner" style={at(point)} disabled={open !== null} aria-label={s.corner(corner + 1, numberOf(area))} title={s.cornerHelp}
                onKeyDown={(event) => {
                  const next = nudged(point, event.key, event.shiftKey);
                  if (next !== null) onChange(withCornerMoved(areas, area, corner, next));
                  else if (event.key === "Delete" || event.key === "Backspace") onChange(withoutCorner(areas, area, corner));
                  else return;
                  event.preventDefault();
                  event.stopPropagation();
                }}
                onPointerDown={(event) => {
                  if (open !== null) return;
                  event.stopPropagation();
                  dragged.current = { area, corner };
                }}
              />
            ))}
            <b key={`n${area}`} class="area-number" style={at(middle(polygon))} aria-hidden="true">{numberOf(area)}</b>
          </>
        ))}
        {open !== null && cursor !== null && <i class="cross" style={at(cursor)} aria-hidden="true" />}
        {open?.map((point, corner) => <i key={corner} class={corner === 0 ? "corner first" : "corner"} style={at(point)} aria-hidden="true" />)}
      </div>
      <div class="areas-side">
        {open === null ? (
          <Button icon="area" onClick={begin}>{drawLabel}</Button>
        ) : (
          <div class="row">
            <Button kind="main" disabled={open.length < FEWEST_CORNERS} onClick={finish}>{s.finishArea}</Button>
            <Button kind="quiet" onClick={() => draw(NONE)}>{words.common.cancel}</Button>
          </div>
        )}
        {open !== null && <p class="field-hint" role="status">{s.drawHelp} {open.length > 0 && s.corners(open.length)}</p>}
        {areas.length === 0 && open === null && tone === "keep" && <p class="faint">{s.noAreas}</p>}
        <ul class="area-list">
          {areas.map((_, index) => (
            <li key={index}>
              <span>{s.area(numberOf(index))}</span>
              <Button kind="quiet" icon="close" label={s.removeArea(numberOf(index))} onClick={() => onChange(withoutArea(areas, index))} />
            </li>
          ))}
        </ul>
        <span class="grow" />
        {open === null && action}
      </div>
    </div>
  );
}

const at = (point: Point): { left: string; top: string } => ({ left: `${point[0] * 100}%`, top: `${point[1] * 100}%` });
