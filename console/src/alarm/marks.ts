/** On which cameras something is happening now, as far as this browser was told. What marks a tile, and nothing else. */

import type { EventNow } from "../events/model";
import { sayEvent } from "../events/say";
import type { Level } from "../incidents/model";
import { Store } from "../store";

export interface Mark {
  readonly level: Level;
  readonly what: string;
  readonly until_ms: number;
}

export type Marks = ReadonlyMap<string, Mark>;

const ONCE_MS: Readonly<Record<Level, number>> = { info: 8_000, warning: 30_000, alarm: 60_000 };
const AFTER_END_MS = 6_000;
const LONGEST_MS = 30 * 60_000; // what began and was never said to have ended
const GRAVITY: Readonly<Record<Level, number>> = { info: 0, warning: 1, alarm: 2 };

export const marks = new Store<Marks>(new Map());

/** What one event makes of the marks. A graver mark that still holds is not covered by a lesser one. Pure. */
export function afterEvent(now: Marks, event: EventNow, at_ms: number, what: string): Marks {
  if (event.camera === null) return now;
  const present = now.get(event.camera);
  if (event.phase === "ended") {
    if (present === undefined) return now;
    return with_(now, event.camera, { ...present, until_ms: Math.min(present.until_ms, at_ms + AFTER_END_MS) });
  }
  if (present !== undefined && present.until_ms > at_ms && GRAVITY[present.level] > GRAVITY[event.level]) return now;
  const lasts_ms = event.phase === "began" ? LONGEST_MS : ONCE_MS[event.level];
  return with_(now, event.camera, { level: event.level, what, until_ms: at_ms + lasts_ms });
}

/** Without those whose time is over; the same map when none is. Pure. */
export function stillHeld(now: Marks, at_ms: number): Marks {
  const held = [...now].filter(([, mark]) => mark.until_ms > at_ms);
  return held.length === now.size ? now : new Map(held);
}

function with_(now: Marks, camera: string, mark: Mark): Marks {
  return new Map([...now, [camera, mark]]);
}

/** What somebody called it, as a rule's name or another system's words; else its kind. */
const whatOf = (event: EventNow): string => (event.name === "" ? sayEvent({ ...event, phase: "once" }) : event.name);

export function markEvent(event: EventNow): void {
  marks.set(afterEvent(marks.value, event, Date.now(), whatOf(event)));
}

export function sweepMarks(): void {
  marks.set(stillHeld(marks.value, Date.now()));
}
