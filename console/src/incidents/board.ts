/** The open incidents as they are now, kept fresh by the watch socket, and how the board arranges them. */

import { incidents as fetchIncidents, openIncident } from "../api";
import type { Outcome, Problem } from "../outcome";
import { say } from "../parts/toast";
import { go } from "../route";
import { guard } from "../session";
import { Store } from "../store";
import { words } from "../words";
import type { Incident, IncidentState, Level, Line, NewIncident } from "./model";

export interface Board {
  readonly loaded: boolean;
  readonly lines: readonly Line[];
  readonly problem: Problem | null;
}

export const board = new Store<Board>({ loaded: false, lines: [], problem: null });

export type ColumnName = "new" | "in_hand" | "resolved";
export const COLUMNS: readonly (readonly [ColumnName, readonly IncidentState[]])[] = [
  ["new", ["new"]],
  ["in_hand", ["acknowledged", "in_progress"]],
  ["resolved", ["resolved"]],
];
const SHOWN: readonly IncidentState[] = ["new", "acknowledged", "in_progress", "resolved"];
const GRAVITY: Readonly<Record<Level, number>> = { alarm: 0, warning: 1, info: 2 };

/** The gravest first, then the oldest: what has waited longest is on top of its kind. Pure. */
export function inColumn(lines: readonly Line[], states: readonly IncidentState[]): readonly Line[] {
  return lines
    .filter((line) => states.includes(line.state))
    .sort((a, b) => GRAVITY[a.level] - GRAVITY[b.level] || a.number - b.number);
}

/** What one changed incident makes of the board; one that is closed leaves it. Pure. */
export function afterChange(lines: readonly Line[], changed: Line): readonly Line[] {
  const others = lines.filter((line) => line.number !== changed.number);
  return SHOWN.includes(changed.state) ? [...others, changed] : others;
}

/** How many ask for somebody: exercises count, since they are to be handled as if they were real. */
export const waiting = (lines: readonly Line[]): number => lines.filter((line) => line.state === "new").length;

export function tellBoard(changed: Line): void {
  board.set({ ...board.value, lines: afterChange(board.value.lines, changed) });
}

let opening = 0;

/** Opens one: the socket may tell of it before the answer comes, and nobody needs to be told of what they did. */
export async function openOwn(opened: NewIncident): Promise<Outcome<Incident>> {
  opening += 1;
  const answer = guard(await openIncident(opened));
  opening -= 1;
  if (answer.kind === "ok") tellBoard(answer.value);
  return answer;
}

/** The newest incident that nobody here has seen yet: whoever makes a sound of it takes it up. */
export const arrived = new Store<Line | null>(null);

/** What the socket tells: an incident nobody here has seen yet is said aloud once. */
export function announce(changed: Line): void {
  const before = board.value.lines.find((line) => line.number === changed.number);
  const isKnown = before !== undefined;
  tellBoard(changed);
  if ((changed.helps ?? 0) > (before?.helps ?? 0) && board.value.loaded) {
    // Whoever calls for help is heard on every page, like a new alarm.
    arrived.set({ ...changed, level: "alarm" });
    say(words.incidents.helpIn(changed.title), { label: words.incidents.look, run: () => go({ page: "incident", number: changed.number }) });
    return;
  }
  if (isKnown || opening > 0 || !board.value.loaded || changed.state !== "new") return;
  arrived.set(changed);
  say(words.incidents.arrived(changed.title), { label: words.incidents.look, run: () => go({ page: "incident", number: changed.number }) });
}

export async function loadBoard(signal?: AbortSignal): Promise<void> {
  const answer = guard(await fetchIncidents(SHOWN, null, signal));
  if (answer.kind === "failed") board.set({ ...board.value, problem: answer.problem });
  if (answer.kind === "ok") board.set({ loaded: true, lines: answer.value.incidents, problem: null });
}
