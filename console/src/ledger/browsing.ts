/** Walking back through the entries, newest first, for those of one sort. Reads in bundles and stops after a while, so that nobody waits for ever. */

import { ledgerEntries } from "../api";
import type { LedgerEntry } from "../custody/model";
import type { Problem } from "../outcome";

export type Filter = "acts" | "custody" | "cameras" | "people" | "recordings" | "all";

const PREFIXES: Readonly<Record<Exclude<Filter, "acts" | "all">, readonly string[]>> = {
  custody: ["custody.", "segment", "unseal.", "drill.", "custodian.", "evidence."],
  cameras: ["camera.added", "camera.changed", "camera.removed", "camera.restored", "place."],
  people: ["person.", "link.", "player.", "camera.watched", "recording.played", "recording.exported", "bookmark.", "still.", "events.", "incident.", "task.", "shift."],
  recordings: ["minute.", "recordings.", "recording.", "segment"],
};
const ROUTINE = ["minute.recorded", "segment.sealed", "camera.watched", "recording.played"]; // kept by the minute, not acts

/** Whether an entry belongs to a sort. What is closed to this reader belongs to acts and to all. */
export function belongs(kind: string | null, filter: Filter): boolean {
  if (filter === "all") return true;
  if (filter === "acts") return kind === null || !ROUTINE.includes(kind);
  return kind !== null && PREFIXES[filter].some((prefix) => kind.startsWith(prefix));
}

const STEP = 500;
const WANTED = 40;
const MOST = 5_000;

export interface Walked {
  readonly found: readonly LedgerEntry[]; // newest first
  readonly from: number; // the next walk ends before this entry
  readonly problem: Problem | null;
}

/** Looks at entries before `end` until some 40 belong, or 5,000 were looked at. */
export async function walkBack(end: number, filter: Filter): Promise<Walked> {
  const found: LedgerEntry[] = [];
  let from = end;
  while (from > 0 && found.length < WANTED && end - from < MOST) {
    const start = Math.max(0, from - (filter === "all" ? WANTED : STEP));
    const answer = await ledgerEntries(start, from);
    if (answer.kind !== "ok") return { found, from, problem: answer.kind === "failed" ? answer.problem : null };
    found.push(...[...answer.value.entries].reverse().filter((entry) => belongs(entry.kind, filter)));
    from = start;
  }
  return { found, from, problem: null };
}
