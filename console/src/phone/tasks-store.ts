/** The own tasks and their incidents as last told, kept for when there is no network. */

import { incidentOf, ownTasks } from "../api";
import type { Incident, Task } from "../incidents/model";
import type { Problem } from "../outcome";
import { guard } from "../session";
import { Store } from "../store";
import { drop, keep, keptNames, recall } from "./kept";
import { answered, flush, reached } from "./outbox";
import { isActive } from "./waiting";

export interface TasksTold {
  readonly tasks: readonly Task[];
  readonly at_ms: number;
}

const TASKS = "tasks";
const ofIncident = (number: number): string => `incident-${number}`;

export const tasksTold = new Store<TasksTold | null>(null);
export const tasksProblem = new Store<Problem | null>(null);
/** The newest of each incident, by number. */
export const incidents = new Store<ReadonlyMap<number, Incident>>(new Map());

answered.subscribe(() => {
  const told = answered.value;
  if (told === null) return;
  take(told);
  const before = tasksTold.value;
  if (before === null) return;
  const changed = new Map(told.tasks.map((task) => [task.id, task]));
  tasksTold.set({ ...before, tasks: before.tasks.map((task) => changed.get(task.id) ?? task) });
});

/** Asks the server; what it does not answer is taken from what was kept. */
export async function refresh(): Promise<void> {
  const answer = guard(await ownTasks());
  if (answer.kind === "aborted") return;
  if (answer.kind === "failed") {
    reached.set(answer.problem.status !== 0);
    tasksProblem.set(answer.problem.status === 0 ? null : answer.problem);
    if (tasksTold.value === null) tasksTold.set((await recall<TasksTold>(TASKS)) ?? (answer.problem.status === 0 ? { tasks: [], at_ms: Date.now() } : null));
    return;
  }
  const wasAway = !reached.value;
  reached.set(true);
  tasksProblem.set(null);
  const told = { tasks: answer.value.tasks, at_ms: Date.now() };
  tasksTold.set(told);
  await keep(TASKS, told);
  await keepOpen(told.tasks);
  if (wasAway) void flush();
}

/** One incident: the newest there is, from the server or from what was kept. Null: it is not to be had. */
export async function look(number: number, signal?: AbortSignal): Promise<Problem | null> {
  const answer = guard(await incidentOf(number, signal));
  if (answer.kind === "ok") take(answer.value);
  if (answer.kind !== "failed") return null;
  if (answer.problem.status === 0) {
    reached.set(false);
    const kept = await recall<Incident>(ofIncident(number));
    if (kept !== undefined && !incidents.value.has(number)) incidents.set(new Map(incidents.value).set(number, kept));
    return incidents.value.has(number) ? null : answer.problem;
  }
  return answer.problem;
}

function take(incident: Incident): void {
  incidents.set(new Map(incidents.value).set(incident.number, incident));
  if (incident.state !== "closed") void keep(ofIncident(incident.number), incident);
}

/** Incidents of tasks under way are there when the network is not; all others are let go. */
async function keepOpen(tasks: readonly Task[]): Promise<void> {
  const open = new Set(tasks.filter((task) => isActive(task.state)).map((task) => task.incident));
  for (const number of open) if (!incidents.value.has(number)) await look(number);
  for (const name of await keptNames()) {
    if (name.startsWith("incident-") && !open.has(Number(name.slice(9)))) await drop(name);
  }
}
