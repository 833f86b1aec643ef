/** Which charts are looked at, as a value: read from the address, so that it can be sent to somebody. Pure. */

import { DAYS } from "../events/kinds";

export type Length = "day" | "week" | "month";

export interface Looked {
  readonly camera: string | null;
  readonly length: Length;
  readonly until: string | null; // the last day, as 2026-11-22 in the viewer's zone; null is today
  readonly step_min: number;
  readonly compares: boolean;
  readonly asTable: boolean;
}

export interface Range {
  readonly from_ms: number;
  readonly to_ms: number;
}

const DAYS_OF: Readonly<Record<Length, number>> = { day: 1, week: DAYS.length, month: 30 };
/** Lengths of a step that make sense for a length of time, in minutes; the first is the usual one. */
export const STEPS_OF: Readonly<Record<Length, readonly number[]>> = { day: [60, 15], week: [360, 60, 1440], month: [1440, 360] };

export function readLooked(query: string): Looked {
  const given = new URLSearchParams(query);
  const length = given.get("length");
  const known: Length = length === "week" || length === "month" ? length : "day";
  const step = Number(given.get("step"));
  const until = given.get("until");
  return {
    camera: given.get("camera"),
    length: known,
    until: until !== null && /^\d{4}-\d\d-\d\d$/.test(until) && Number.isFinite(Date.parse(until)) ? until : null,
    step_min: STEPS_OF[known].includes(step) ? step : (STEPS_OF[known][0] ?? 60),
    compares: given.get("compare") === "week",
    asTable: given.get("as") === "table",
  };
}

export function writeLooked(looked: Looked): string {
  const query = new URLSearchParams();
  if (looked.camera !== null) query.set("camera", looked.camera);
  if (looked.length !== "day") query.set("length", looked.length);
  if (looked.until !== null) query.set("until", looked.until);
  if (looked.step_min !== STEPS_OF[looked.length][0]) query.set("step", String(looked.step_min));
  if (looked.compares) query.set("compare", "week");
  if (looked.asTable) query.set("as", "table");
  return query.toString();
}

/** From midnight to midnight of the viewer's own days. */
export function rangeOf(looked: Looked, now_ms: number): Range {
  const [year = 0, month = 1, day = 1] = (looked.until ?? dayText(now_ms)).split("-").map(Number);
  const midnight = (offset: number): number => new Date(year, month - 1, day + offset).getTime();
  return { from_ms: midnight(1 - DAYS_OF[looked.length]), to_ms: midnight(1) };
}

/** The same hours a week earlier, by the wall clock. */
export function weekBefore({ from_ms, to_ms }: Range): Range {
  const earlier = (at_ms: number): number => {
    const at = new Date(at_ms);
    return new Date(at.getFullYear(), at.getMonth(), at.getDate() - 7, at.getHours(), at.getMinutes()).getTime();
  };
  return { from_ms: earlier(from_ms), to_ms: earlier(to_ms) };
}

/** As far back or forward as it is long; never beyond today, which is null. */
export function moved(looked: Looked, direction: 1 | -1, now_ms: number): Looked {
  const { to_ms } = rangeOf(looked, now_ms);
  const at = new Date(to_ms);
  const until = dayText(new Date(at.getFullYear(), at.getMonth(), at.getDate() - 1 + direction * DAYS_OF[looked.length]).getTime());
  return { ...looked, until: until >= dayText(now_ms) ? null : until };
}

function dayText(at_ms: number): string {
  const at = new Date(at_ms);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}
