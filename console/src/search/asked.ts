/**
 * What is searched for, as a value: read from the address, so that it can be sent to somebody, and put to the server.
 *
 * Pure. Whatever stands in an address, it becomes a search that can be asked; what is no condition is left out.
 */

import { DAYS, type Day } from "../events/kinds";
import type { Level } from "../incidents/model";

export type Last = "day" | "week" | "month" | "all" | "between";

export interface Asked {
  readonly kinds: readonly string[];
  readonly level: Level;
  readonly cameras: readonly string[];
  readonly area: number | null; // of the one camera that is chosen
  readonly last: Last;
  readonly from_ms: number | null; // with "between"
  readonly to_ms: number | null;
  readonly hours: readonly [string, string] | null;
  readonly days: readonly Day[];
  readonly zone: string;
  readonly oldestFirst: boolean;
}

const LASTS: Readonly<Record<Exclude<Last, "between" | "all">, number>> = { day: 1, week: 7, month: 30 };
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;
const isOneOf = <T extends string>(list: readonly T[], text: string | null): text is T => list.includes(text as T);

export function readAsked(query: string, zone: string): Asked {
  const given = new URLSearchParams(query);
  const cameras = given.getAll("camera").filter((id) => /^[a-z0-9][a-z0-9-]{0,47}$/.test(id)).slice(0, 64);
  const area = Number(given.get("area") ?? Number.NaN);
  const [hoursFrom = "", hoursTo = ""] = (given.get("hours") ?? "").split("-");
  const from_ms = momentOf(given.get("from"));
  const to_ms = momentOf(given.get("to"));
  const last = given.get("last");
  const level = given.get("level");
  return {
    kinds: given.getAll("kind").filter((kind) => /^[a-z_]{1,32}$/.test(kind)),
    level: isOneOf<Level>(["info", "warning", "alarm"], level) ? level : "info",
    cameras,
    area: cameras.length === 1 && Number.isInteger(area) && area >= 1 && area <= 255 ? area : null,
    last: from_ms !== null || to_ms !== null ? "between" : isOneOf<Last>(["day", "week", "month", "all"], last) ? last : "week",
    from_ms,
    to_ms,
    hours: CLOCK.test(hoursFrom) && CLOCK.test(hoursTo) && hoursFrom !== hoursTo ? [hoursFrom, hoursTo] : null,
    days: DAYS.filter((day) => given.getAll("day").includes(day)),
    zone: given.get("zone") ?? zone,
    oldestFirst: given.get("order") === "oldest",
  };
}

/** As the address says it. What is usual is left out. */
export function writeAsked(asked: Asked): string {
  const query = conditions(asked);
  if (asked.last === "between") addRange(query, asked.from_ms, asked.to_ms);
  else if (asked.last !== "week") query.set("last", asked.last);
  if (asked.area !== null) query.set("area", String(asked.area));
  return query.toString();
}

/** As the server is asked. */
export function toServer(asked: Asked, now_ms: number): string {
  const query = conditions(asked);
  if (asked.last === "between") addRange(query, asked.from_ms, asked.to_ms);
  else if (asked.last !== "all") query.set("from", new Date(now_ms - LASTS[asked.last] * 86_400_000).toISOString());
  if (asked.area !== null && asked.cameras.length === 1) query.set("area", `${asked.cameras[0] ?? ""}:${asked.area}`);
  return query.toString();
}

function conditions(asked: Asked): URLSearchParams {
  const query = new URLSearchParams();
  for (const kind of asked.kinds) query.append("kind", kind);
  if (asked.level !== "info") query.set("level", asked.level);
  for (const camera of asked.cameras) query.append("camera", camera);
  if (asked.hours !== null) query.set("hours", asked.hours.join("-"));
  for (const day of asked.days) query.append("day", day);
  if (asked.hours !== null || asked.days.length > 0) query.set("zone", asked.zone);
  if (asked.oldestFirst) query.set("order", "oldest");
  return query;
}

function addRange(query: URLSearchParams, from_ms: number | null, to_ms: number | null): void {
  if (from_ms !== null) query.set("from", new Date(from_ms).toISOString());
  if (to_ms !== null) query.set("to", new Date(to_ms).toISOString());
}

function momentOf(text: string | null): number | null {
  const at_ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isFinite(at_ms) ? at_ms : null;
}
