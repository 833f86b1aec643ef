/**
 * The timeline under one camera: look, zoom, pan, scrub, and mark a clip, by mouse, touch, wheel and keyboard.
 *
 * A press on the lane scrubs; a press on the ruler, or with Shift, or two fingers, moves the view; wheel and pinch zoom.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { thumbnailAddress } from "../api";
import { type Store, useStore } from "../store";
import { clockTime, dayOf, utc } from "../time";
import { words } from "../words";
import type { Archive } from "./archive";
import { RULER_PX, drawTimeline } from "./draw";
import { type Span, type TimelineView, hold, momentAt, newestBefore, panBy, xOf, zoomAbout } from "./timeline";

const HEIGHT_PX = 76;
const HANDLE_PX = 12;
const THUMBNAIL_WITHIN_MS = 20_000;

interface TimelineProps {
  readonly camera: string;
  readonly archive: Archive;
  readonly view: TimelineView;
  readonly onView: (view: TimelineView) => void;
  readonly playhead: Store<number>;
  readonly isLive: boolean;
  readonly clip: Span | null;
  readonly onClip: (clip: Span) => void;
  readonly onScrub: (at_ms: number, phase: "begin" | "move" | "end") => void;
}

type Grip =
  | { readonly kind: "scrub" }
  | { readonly kind: "pan"; x_px: number }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "pinch"; distance_px: number; middle_px: number };

export function Timeline(props: TimelineProps) {
  const { archive, view, playhead, clip } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover_ms, setHover] = useState<number | null>(null);
  const [turn, setTurn] = useState(0);
  const newest = useRef(props);
  newest.current = props;
  const playhead_ms = useStore(playhead);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => newest.current.onView({ ...newest.current.view, width_px: element.clientWidth });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = (): void => setTurn((before) => before + 1);
    dark.addEventListener("change", redraw);
    return () => {
      watcher.disconnect();
      dark.removeEventListener("change", redraw);
    };
  }, []);

  useLayoutEffect(() => {
    if (canvas.current === null) return;
    drawTimeline(canvas.current, {
      view, height_px: HEIGHT_PX, spans: archive.spans, now_ms: Date.now(), playhead_ms, hover_ms, clip,
    });
  }, [view, archive, playhead_ms, hover_ms, clip, turn]);

  useGestures(box, newest, setHover);

  return (
    <div
      ref={box}
      class="timeline"
      role="slider"
      tabIndex={0}
      aria-label={words.camera.timeline}
      aria-description={words.camera.timelineHelp}
      aria-valuemin={Math.round(view.from_ms / 1000)}
      aria-valuemax={Math.round((view.from_ms + view.span_ms) / 1000)}
      aria-valuenow={Math.round(playhead_ms / 1000)}
      aria-valuetext={props.isLive ? words.camera.live : `${dayOf(playhead_ms, Date.now())}, ${clockTime(playhead_ms)}`}
    >
      <canvas ref={canvas} style={{ height: `${HEIGHT_PX}px` }} />
      {hover_ms !== null && <HoverCard camera={props.camera} archive={archive} view={view} at_ms={hover_ms} />}
    </div>
  );
}

function HoverCard(props: { readonly camera: string; readonly archive: Archive; readonly view: TimelineView; readonly at_ms: number }) {
  const { archive, view, at_ms } = props;
  const thumbnail_ms = newestBefore(archive.thumbnails_ms, at_ms, THUMBNAIL_WITHIN_MS);
  const half_px = 88;
  const x_px = Math.min(Math.max(xOf(view, at_ms), half_px), view.width_px - half_px);
  return (
    <div class="hover-card" style={{ left: `${x_px}px` }} aria-hidden="true">
      {thumbnail_ms !== null && <img src={thumbnailAddress(props.camera, thumbnail_ms)} alt="" draggable={false} />}
      <span>{dayOf(at_ms, Date.now())} <b>{clockTime(at_ms)}</b></span>
      <span class="faint">{utc(at_ms)}</span>
    </div>
  );
}

function useGestures(box: { current: HTMLDivElement | null }, newest: { current: TimelineProps }, setHover: (at_ms: number | null) => void): void {
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const pointers = new Map<number, number>();
    let grip: Grip | null = null;
    const place = (event: MouseEvent): number => event.clientX - element.getBoundingClientRect().left;
    const change = (view: TimelineView): void => newest.current.onView(hold(view, Date.now()));
    const moment = (x_px: number): number => Math.min(momentAt(newest.current.view, x_px), Date.now());

    const down = (event: PointerEvent): void => {
      if (event.button > 1) return;
      const x_px = place(event);
      pointers.set(event.pointerId, x_px);
      element.setPointerCapture(event.pointerId);
      if (pointers.size === 2) {
        if (grip?.kind === "scrub") newest.current.onScrub(moment(x_px), "end");
        grip = pinchOf(pointers);
        return;
      }
      grip = gripAt(newest.current, x_px, event.clientY - element.getBoundingClientRect().top, event.shiftKey || event.button === 1);
      if (grip.kind === "scrub") newest.current.onScrub(moment(x_px), "begin");
    };
    const move = (event: PointerEvent): void => {
      const x_px = place(event);
      if (pointers.has(event.pointerId)) pointers.set(event.pointerId, x_px);
      // Under a finger the card would hide what the stage already shows.
      if (event.pointerType !== "touch") setHover(momentAt(newest.current.view, x_px));
      if (grip === null) return;
      if (grip.kind === "pinch") {
        const next = pinchOf(pointers);
        const zoomed = zoomAbout(newest.current.view, grip.middle_px, grip.distance_px / Math.max(10, next.distance_px));
        change(panBy(zoomed, next.middle_px - grip.middle_px));
        grip = next;
      } else if (grip.kind === "pan") {
        change(panBy(newest.current.view, x_px - grip.x_px));
        grip.x_px = x_px;
      } else if (grip.kind === "scrub") {
        newest.current.onScrub(moment(x_px), "move");
      } else {
        moveHandle(newest.current, grip.kind, moment(x_px));
      }
    };
    const up = (event: PointerEvent): void => {
      pointers.delete(event.pointerId);
      if (grip?.kind === "scrub") newest.current.onScrub(moment(place(event)), "end");
      grip = null;
    };
    const out = (): void => {
      if (grip === null) setHover(null);
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const sideways = event.shiftKey ? event.deltaY : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
      if (sideways !== 0) change(panBy(newest.current.view, -sideways));
      else change(zoomAbout(newest.current.view, place(event), Math.exp(event.deltaY * 0.0018)));
    };
    element.addEventListener("pointerdown", down);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", up);
    element.addEventListener("pointerleave", out);
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      element.removeEventListener("pointerdown", down);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", up);
      element.removeEventListener("pointerleave", out);
      element.removeEventListener("wheel", wheel);
    };
  }, []);
}

function gripAt(props: TimelineProps, x_px: number, y_px: number, wantsPan: boolean): Grip {
  if (props.clip !== null) {
    const toStart_px = Math.abs(x_px - xOf(props.view, props.clip.from_ms));
    const toEnd_px = Math.abs(x_px - xOf(props.view, props.clip.to_ms));
    if (Math.min(toStart_px, toEnd_px) <= HANDLE_PX) return { kind: toStart_px < toEnd_px ? "start" : "end" };
  }
  return wantsPan || y_px < RULER_PX ? { kind: "pan", x_px } : { kind: "scrub" };
}

function pinchOf(pointers: ReadonlyMap<number, number>): Extract<Grip, { kind: "pinch" }> {
  const [a = 0, b = 0] = [...pointers.values()];
  return { kind: "pinch", distance_px: Math.abs(a - b), middle_px: (a + b) / 2 };
}

function moveHandle(props: TimelineProps, which: "start" | "end", at_ms: number): void {
  const clip = props.clip;
  if (clip === null) return;
  if (which === "start") props.onClip({ from_ms: Math.min(at_ms, clip.to_ms - 1000), to_ms: clip.to_ms });
  else props.onClip({ from_ms: clip.from_ms, to_ms: Math.max(at_ms, clip.from_ms + 1000) });
}
