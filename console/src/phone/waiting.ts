/** Answers that wait to be sent: what they are, and what they make of what is shown. Pure. */

import type { Task, TaskState } from "../incidents/model";

interface Common {
  readonly id: string; // also the name by which the server does it once
  readonly person: string;
  readonly at_ms: number;
  readonly incident: number;
  readonly task: string;
  /** Why the server refused it; it stays until the person has read it. */
  readonly refused?: string;
  readonly tries?: number;
}

export type Waiting = Common &
  (
    | { readonly kind: "state"; readonly state: TaskState }
    | { readonly kind: "message"; readonly text: string }
    | { readonly kind: "help"; readonly wanted: boolean }
    | { readonly kind: "photo"; readonly text: string; readonly cells: ArrayBuffer } // a PNG of coarse cells, never the photo
  );

/** What an answer is before it has a name, a time and a person. */
export type Said = Waiting extends infer One ? (One extends Waiting ? Omit<One, "id" | "person" | "at_ms" | "refused" | "tries"> : never) : never;

export const inOrder = (waiting: readonly Waiting[]): readonly Waiting[] => [...waiting].sort((a, b) => a.at_ms - b.at_ms || (a.id < b.id ? -1 : 1));
export const unsent = (waiting: readonly Waiting[]): readonly Waiting[] => waiting.filter((one) => one.refused === undefined);

/** A task as it will be once what waits has been sent. */
export function withWaiting(task: Task, waiting: readonly Waiting[]): Task {
  let shown = task;
  for (const one of unsent(waiting)) {
    if (one.task !== task.id) continue;
    if (one.kind === "state") shown = { ...shown, state: one.state, needs_help: shown.needs_help && isActive(one.state) };
    if (one.kind === "help") shown = { ...shown, needs_help: one.wanted };
  }
  return shown;
}

export const isActive = (state: TaskState): boolean => state === "sent" || state === "accepted" || state === "on_way" || state === "arrived";

/** The one answer that comes next, for the big button; null when the task is over. */
export function nextAnswer(state: TaskState): TaskState | null {
  switch (state) {
    case "sent":
      return "accepted";
    case "accepted":
      return "on_way";
    case "on_way":
      return "arrived";
    case "arrived":
      return "done";
    case "declined":
      return "accepted";
    case "done":
    case "recalled":
      return null;
  }
}

/** Answers that may be given too, in the order in which they are needed. */
export function otherAnswers(state: TaskState): readonly TaskState[] {
  switch (state) {
    case "sent":
      return ["on_way", "declined"];
    case "accepted":
      return ["arrived", "declined"];
    case "on_way":
      return ["done"];
    case "arrived":
    case "declined":
    case "done":
    case "recalled":
      return [];
  }
}

/** What the server's answer to one of them means: it is done, it is asked again later, or it is refused for good. */
export function verdict(status: number): "later" | "signed-out" | "refused" {
  if (status === 401) return "signed-out";
  return status === 0 || status === 408 || status === 429 || status >= 500 ? "later" : "refused";
}
