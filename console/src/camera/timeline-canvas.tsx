/**
 * The timeline under one camera: look, zoom, pan, scrub, and mark a clip, by mouse, touch, wheel and keyboard.
 *
 * A press on the lane scrubs; a press on the ruler, or with Shift, or two fingers, moves the view; wheel and pinch zoom.
 */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { thumbnailAddress } from "../api";
import { Icon } from "../parts/icon";
import { type Store, useStore } from "../store";
import { clockTime, dayOf, utc } from "../time";
import { words } from "../words";
import type { Archive } from "./archive";
import { drawTimeline } from "./draw";
import { Gestures, type Held } from "./gestures";
import { useMeasured } from "./measured";
import { rulerHere } from "./ruler";
import { type TimelineView, newestBefore, spanAt, xOf } from "./timeline";

const LANE_PX = 54;
const THUMBNAIL_WITHIN_MS = 20_000;

export interface TimelineProps extends Held {
  readonly camera: string;
  readonly archive: Archive;
  readonly playhead: Store<number>;
  readonly isLive: boolean;
}

export function Timeline(props: TimelineProps) {
  const { archive, view, playhead, clip } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover_ms, setHover] = useState<number | null>(null);
  const [turn, setTurn] = useState(0);
  const [ruler_px] = useState(rulerHere);
  const height_px = ruler_px + LANE_PX;
  const newest = useRef(props);
  newest.current = props;
  const playhead_ms = useStore(playhead);

  useMeasured(box, (width_px) => newest.current.onView({ ...newest.current.view, width_px }), () => setTurn((before) => before + 1));

  useLayoutEffect(() => {
    if (canvas.current === null) return;
    drawTimeline(canvas.current, {
      view, height_px, ruler_px, spans: archive.spans, gaps: archive.gaps, now_ms: Date.now(), playhead_ms, hover_ms, clip, events: archive.events, bookmarks: archive.bookmarks,
    });
  }, [view, archive, playhead_ms, hover_ms, clip, turn]);

  useEffect(() => {
    if (box.current === null) return undefined;
    const gestures = new Gestures(box.current, () => newest.current, setHover, ruler_px);
    return () => gestures.close();
  }, []);

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
      <canvas ref={canvas} style={{ height: `${height_px}px` }} />
      {hover_ms !== null && <HoverCard camera={props.camera} archive={archive} view={view} at_ms={hover_ms} />}
    </div>
  );
}

/** The event or bookmark nearest to a moment, within a few pixels' worth of time. Pure. */
export function eventNear<T extends { readonly at_ms: number }>(events: readonly T[], at_ms: number, within_ms: number): T | null {
  const near = events.filter((event) => Math.abs(event.at_ms - at_ms) <= within_ms);
  return near.sort((a, b) => Math.abs(a.at_ms - at_ms) - Math.abs(b.at_ms - at_ms))[0] ?? null;
}

export function HoverCard(props: { readonly camera: string; readonly archive: Archive; readonly view: TimelineView; readonly at_ms: number }) {
  const { archive, view, at_ms } = props;
  const thumbnail_ms = newestBefore(archive.thumbnails_ms, at_ms, THUMBNAIL_WITHIN_MS);
  const half_px = 88;
  const within_ms = (view.span_ms / Math.max(1, view.width_px)) * 6;
  const near = eventNear(archive.events, at_ms, within_ms);
  const marked = eventNear(archive.bookmarks, at_ms, within_ms);
  const gap = spanAt(archive.gaps, at_ms);
  const x_px = Math.min(Math.max(xOf(view, at_ms), half_px), view.width_px - half_px);
  return (
    <div class="hover-card" style={{ left: `${x_px}px` }} aria-hidden="true">
      {thumbnail_ms !== null && <img src={thumbnailAddress(props.camera, thumbnail_ms)} alt="" draggable={false} />}
      <span>{dayOf(at_ms, Date.now())} <b>{clockTime(at_ms)}</b></span>
      <span class="faint">{utc(at_ms)}</span>
      {gap !== null && <span class="hover-event warning">{words.camera.gap[gap.cause]}</span>}
      {near !== null && <span class={`hover-event ${near.level}`}>{near.said}</span>}
      {marked !== null && <span class="hover-event hover-mark"><Icon name="bookmark" size={14} />{marked.said}</span>}
    </div>
  );
}
