/** From a moment to the event beside it, on one camera or on many. */

import { searchEvents } from "../api";
import type { EventMark } from "../camera/archive";
import { type TimelineView, endOf } from "../camera/timeline";
import { say } from "../parts/toast";
import { words } from "../words";

/** The nearest event before or after a moment. Pure. */
export function eventBeside(events: readonly EventMark[], at_ms: number, direction: 1 | -1): EventMark | null {
  const beyond = events.filter((event) => (direction === 1 ? event.at_ms > at_ms + 250 : event.at_ms < at_ms - 1_000));
  return beyond.sort((a, b) => direction * (a.at_ms - b.at_ms))[0] ?? null;
}

/** The moment of the next event: of those on the timeline, else the server is asked for the first one beyond; says so and gives null when there is none. */
export async function momentBeside(cameras: readonly string[], known: readonly EventMark[], view: TimelineView, at_ms: number, direction: 1 | -1): Promise<number | null> {
  const w = words.history.timeline;
  const here = eventBeside(known.filter((event) => event.at_ms >= view.from_ms && event.at_ms < endOf(view)), at_ms, direction);
  if (here !== null) return here.at_ms;
  const query = new URLSearchParams({ limit: "1", order: direction === 1 ? "oldest" : "newest", [direction === 1 ? "from" : "to"]: new Date(at_ms + direction * 1_000).toISOString() });
  for (const id of cameras) query.append("camera", id);
  const answer = await searchEvents(query.toString());
  const found = answer.kind === "ok" ? answer.value.events[0] : undefined;
  if (found !== undefined) return Date.parse(found.at);
  say(direction === 1 ? w.noNext : w.noPrevious);
  return null;
}
