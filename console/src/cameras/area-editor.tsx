/** Draw areas on a picture: click corners, drag them, take areas away. Used for what stays frosted and for what is approved. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Point, Polygon } from "../model";
import { Button } from "../parts/controls";
import { words } from "../words";
import { MOST_CORNERS, closes, inPicture, middle, pointsOf, withCornerMoved, withoutArea } from "./polygons";

interface AreaEditorProps {
  readonly areas: readonly Polygon[];
  readonly onChange: (areas: Polygon[]) => void;
  readonly drawLabel: string;
  readonly tone: "keep" | "approve";
  readonly action?: ComponentChildren; // beside the drawing button, so that its coming moves nothing
  readonly children: ComponentChildren; // the picture beneath
}

const CLOSE_WITHIN = 0.035;

export function AreaEditor({ areas, onChange, drawLabel, tone, action, children }: AreaEditorProps) {
  const s = words.settings;
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<Polygon | null>(null);
  const [cursor, setCursor] = useState<Point | null>(null);
  const dragged = useRef<{ area: number; corner: number } | null>(null);

  const place = (event: MouseEvent): Point => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined) return [0, 0];
    return inPicture([(event.clientX - bounds.left) / bounds.width, (event.clientY - bounds.top) / bounds.height]);
  };
  const aspect = (): number => (box.current === null ? 1 : box.current.clientWidth / Math.max(1, box.current.clientHeight));
  const finish = (): void => {
    if (open !== null && open.length >= 3) onChange([...areas, open]);
    setOpen(null);
    setCursor(null);
  };
  const press = (event: PointerEvent): void => {
    if (open === null) return;
    const point = place(event);
    if (closes(open, point, aspect(), CLOSE_WITHIN) || open.length >= MOST_CORNERS) finish();
    else setOpen([...open, point]);
  };
  const move = (event: PointerEvent): void => {
    if (open !== null) setCursor(place(event));
    if (dragged.current !== null) onChange(withCornerMoved(areas, dragged.current.area, dragged.current.corner, place(event)));
  };
  useEffect(() => {
    if (open === null) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" && event.key !== "Enter") return;
      event.preventDefault(); // the page's own Escape would leave the page
      if (event.key === "Enter") finish();
      else setOpen(null);
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  });

  return (
    <div class={`areas ${tone} ${open !== null ? "drawing" : ""}`}>
      <div class="areas-picture" ref={box} onPointerDown={press} onPointerMove={move} onPointerUp={() => (dragged.current = null)}>
        {children}
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          {areas.map((polygon, index) => <polygon key={index} points={pointsOf(polygon)} class="area" />)}
          {open !== null && <polyline points={pointsOf(cursor === null ? open : [...open, cursor])} class="area open" />}
        </svg>
        {areas.map((polygon, area) => (
          <>
            {polygon.map((point, corner) => (
              <i
                key={`${area}.${corner}`} class="corner" style={at(point)} aria-hidden="true"
                onPointerDown={(event) => {
                  if (open !== null) return;
                  event.stopPropagation();
                  dragged.current = { area, corner };
                }}
              />
            ))}
            <b key={`n${area}`} class="area-number" style={at(middle(polygon))} aria-hidden="true">{area + 1}</b>
          </>
        ))}
        {open?.map((point, corner) => <i key={corner} class={corner === 0 ? "corner first" : "corner"} style={at(point)} aria-hidden="true" />)}
      </div>
      <div class="areas-side">
        {open === null ? (
          <Button icon="area" onClick={() => setOpen([])}>{drawLabel}</Button>
        ) : (
          <div class="row">
            <Button kind="main" disabled={open.length < 3} onClick={finish}>{s.finishArea}</Button>
            <Button kind="quiet" onClick={() => setOpen(null)}>{words.common.cancel}</Button>
          </div>
        )}
        {open !== null && <p class="field-hint">{s.drawHelp}</p>}
        {areas.length === 0 && open === null && tone === "keep" && <p class="faint">{s.noAreas}</p>}
        <ul class="area-list">
          {areas.map((_, index) => (
            <li key={index}>
              <span>{s.area(index + 1)}</span>
              <Button kind="quiet" icon="close" label={s.removeArea(index + 1)} onClick={() => onChange(withoutArea(areas, index))} />
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
