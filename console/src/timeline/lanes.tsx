/**
 * The shared timeline: a ruler, and under it a lane for each camera with what is recorded, its gaps and its events.
 *
 * One canvas for all of them, so that nine cameras cost one drawing; the names beside it are links for everybody.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { type Archive, NOTHING } from "../camera/archive";
import { type Scene, drawBookmarks, drawClip, drawEvents, drawHover, drawLane, drawPlayhead, drawRuler, prepare } from "../camera/draw";
import { Gestures, type Held } from "../camera/gestures";
import { useMeasured } from "../camera/measured";
import { HoverCard } from "../camera/timeline-canvas";
import { rulerHere } from "../camera/ruler";
import { endOf } from "../camera/timeline";
import type { Camera } from "../model";
import { type Store, useStore } from "../store";
import { clockTime, dayOf } from "../time";
import { words } from "../words";

export const LANE_PX = 30;
const GAP_PX = 6;
const BELOW_RULER_PX = 6;

interface LanesProps extends Held {
  readonly cameras: readonly Camera[];
  readonly archives: ReadonlyMap<string, Archive>;
  readonly playhead: Store<number>;
}

export function Lanes(props: LanesProps) {
  const { cameras, archives, view, clip } = props;
  const w = words.history.timeline;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const newest = useRef(props);
  newest.current = props;
  const [hover, setHover] = useState<{ readonly at_ms: number; readonly lane: number } | null>(null);
  const pointer_px = useRef(0);
  const [turn, setTurn] = useState(0);
  const playhead_ms = useStore(props.playhead);
  const [ruler_px] = useState(rulerHere);
  const top_px = ruler_px + BELOW_RULER_PX;
  const height_px = top_px + cameras.length * (LANE_PX + GAP_PX);

  useMeasured(box, (width_px) => newest.current.onView({ ...newest.current.view, width_px }), () => setTurn((before) => before + 1));

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const note = (event: PointerEvent): void => {
      pointer_px.current = event.clientY - element.getBoundingClientRect().top;
    };
    element.addEventListener("pointermove", note, { capture: true });
    const gestures = new Gestures(element, () => newest.current, (at_ms) => setHover(at_ms === null ? null : { at_ms, lane: Math.floor((pointer_px.current - top_px) / (LANE_PX + GAP_PX)) }), ruler_px);
    return () => {
      element.removeEventListener("pointermove", note, { capture: true });
      gestures.close();
    };
  }, []);

  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const scene: Scene = { view, height_px, ruler_px, spans: [], gaps: [], events: [], bookmarks: [], now_ms: Date.now(), playhead_ms, hover_ms: hover?.at_ms ?? null, clip };
    drawAll(canvas.current, scene, top_px, cameras.map(({ id }) => archives.get(id) ?? NOTHING));
  }, [view, archives, playhead_ms, hover, clip, turn, height_px]);

  const at = hover === null ? undefined : cameras[hover.lane];
  return (
    <div class="lanes">
      <ul class="lane-names" style={{ paddingTop: `${top_px}px` }}>
        {cameras.map(({ id, name }) => {
          const events = (archives.get(id) ?? NOTHING).events.filter(({ at_ms }) => at_ms >= view.from_ms && at_ms < endOf(view)).length;
          return <li key={id} style={{ height: `${LANE_PX}px`, marginBottom: `${GAP_PX}px` }} title={w.lane(name, events)}><span>{name}</span><span class="hush">{w.lane(name, events)}</span></li>;
        })}
      </ul>
      <div
        ref={box} class="timeline" role="slider" tabIndex={0} aria-label={w.lanes} aria-description={w.lanesHelp}
        aria-valuemin={Math.round(view.from_ms / 1000)} aria-valuemax={Math.round(endOf(view) / 1000)}
        aria-valuenow={Math.round(Math.min(Math.max(playhead_ms, view.from_ms), endOf(view)) / 1000)} aria-valuetext={`${dayOf(playhead_ms, Date.now())}, ${clockTime(playhead_ms)}`}
      >
        <canvas ref={canvas} style={{ height: `${height_px}px` }} />
        {hover !== null && at !== undefined && (
          <div class="lane-card" style={{ top: `${top_px + hover.lane * (LANE_PX + GAP_PX)}px` }}>
            <HoverCard camera={at.id} archive={archives.get(at.id) ?? NOTHING} view={view} at_ms={hover.at_ms} />
          </div>
        )}
      </div>
    </div>
  );
}

function drawAll(canvas: HTMLCanvasElement, scene: Scene, top_px: number, archives: readonly Archive[]): void {
  const prepared = prepare(canvas, scene);
  if (prepared === null) return;
  const { pen, colour, font } = prepared;
  drawRuler(pen, scene, colour("--faint"), colour("--line"), font);
  archives.forEach((archive, index) => {
    const lane: Scene = { ...scene, spans: archive.spans, gaps: archive.gaps, events: archive.events, bookmarks: archive.bookmarks };
    const top = top_px + index * (LANE_PX + GAP_PX);
    drawLane(pen, lane, top, LANE_PX, colour);
    drawEvents(pen, lane, top, LANE_PX - 4, colour);
    drawBookmarks(pen, lane, top, colour);
  });
  const height = archives.length * (LANE_PX + GAP_PX) - GAP_PX;
  if (scene.clip !== null) drawClip(pen, scene, scene.clip, top_px, height, colour);
  drawHover(pen, scene, top_px, height, colour);
  drawPlayhead(pen, scene, top_px, height, colour);
}
