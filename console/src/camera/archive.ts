/** What is recorded of one camera around the part of the timeline in view; fetched as the view moves, refreshed at the live end. */

import { useEffect, useRef, useState } from "preact/hooks";

import { bookmarksIn, eventsIn, timeline } from "../api";
import type { GapTold } from "../api/types";
import { marksChanged } from "../bookmarks/marking";
import type { EventNow } from "../events/model";
import { sayEvent } from "../events/say";
import type { Level } from "../incidents/model";
import { guard } from "../session";
import { useStore } from "../store";
import { words } from "../words";
import { type Span, type TimelineView, endOf, joinSpans } from "./timeline";

export interface Archive {
  readonly loaded: boolean;
  readonly spans: readonly Span[];
  readonly gaps: readonly Gap[];
  readonly thumbnails_ms: readonly number[];
  readonly events: readonly EventMark[];
  readonly bookmarks: readonly BookmarkMark[];
}

/** A stretch that was live and is not recorded, and why. */
export interface Gap extends Span {
  readonly cause: GapTold["cause"];
}

/** An event as the timeline shows it. */
export interface EventMark {
  readonly at_ms: number;
  readonly level: Level;
  readonly said: string;
}

/** A moment that somebody marked, as the timeline shows it. */
export interface BookmarkMark {
  readonly id: string;
  readonly at_ms: number;
  readonly said: string;
}

const markOf = (event: EventNow): EventMark => ({ at_ms: Date.parse(event.at), level: event.level, said: event.name !== "" ? event.name : sayEvent(event) });

export const NOTHING: Archive = { loaded: false, spans: [], gaps: [], thumbnails_ms: [], events: [], bookmarks: [] };
const SETTLE_MS = 180; // a view in motion is not worth asking about
const REFRESH_MS = 5_000;
const JOIN_MS = 1_500; // fragments of one stretch never lie further apart than this

export function useArchive(camera: string, view: TimelineView): Archive {
  const [archive, setArchive] = useState(NOTHING);
  const [turn, setTurn] = useState(0);
  const changed = useStore(marksChanged);
  const held = useRef({ from_ms: 0, to_ms: 0, changed });
  useEffect(() => {
    const timer = window.setInterval(() => setTurn((before) => before + 1), REFRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
  const seesNow = endOf(view) > Date.now() - 2 * REFRESH_MS;
  const inside = held.current.changed === changed && held.current.from_ms <= view.from_ms && endOf(view) <= held.current.to_ms;
  useEffect(() => {
    if (inside && !seesNow && archive.loaded) return undefined;
    const control = new AbortController();
    const wait_ms = archive.loaded ? SETTLE_MS : 0;
    const timer = window.setTimeout(() => void fetchNow(control.signal), wait_ms);
    const fetchNow = async (signal: AbortSignal): Promise<void> => {
      const from_ms = view.from_ms - view.span_ms;
      const to_ms = endOf(view) + view.span_ms;
      const [answer, happened, marked] = await Promise.all([timeline(camera, from_ms, to_ms, signal), eventsIn(camera, from_ms, to_ms, signal), bookmarksIn(camera, from_ms, to_ms, signal)]);
      guard(answer);
      if (answer.kind !== "ok") return; // the next turn asks again; what is known stays drawn
      held.current = { from_ms, to_ms, changed };
      const spans = answer.value.spans
        .filter((span) => span.aside !== true)
        .map((span) => ({ from_ms: Date.parse(span.from), to_ms: Date.parse(span.to) }));
      const gaps = answer.value.gaps.map((gap) => ({ from_ms: Date.parse(gap.from), to_ms: Date.parse(gap.to), cause: gap.cause }));
      setArchive({
        loaded: true, spans: joinSpans(spans, JOIN_MS), gaps, thumbnails_ms: answer.value.thumbnails.map((at) => Date.parse(at)),
        events: happened.kind === "ok" ? happened.value.events.map(markOf) : archive.events,
        bookmarks: marked.kind === "ok" ? marked.value.bookmarks.map(({ id, at, note }) => ({ id, at_ms: Date.parse(at), said: note === "" ? words.bookmarks.noNote : note })) : archive.bookmarks,
      });
    };
    return () => {
      window.clearTimeout(timer);
      control.abort();
    };
  }, [camera, turn, changed, Math.round(view.from_ms / (view.span_ms / 4)), Math.round(view.span_ms / 1000)]);
  return archive;
}
