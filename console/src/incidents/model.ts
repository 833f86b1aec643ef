/** Incidents, tasks and shifts as the server tells them. Times are RFC 3339 in UTC. */

export type Level = "info" | "warning" | "alarm";
export type IncidentState = "new" | "acknowledged" | "in_progress" | "resolved" | "closed";
export type OutcomeSaid = "real" | "false_alarm" | "test" | "unknown";
export type TaskState = "sent" | "accepted" | "on_way" | "arrived" | "declined" | "done" | "recalled";
export type StepMark = "open" | "done" | "left_out";

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Line {
  readonly number: number;
  readonly title: string;
  readonly level: Level;
  readonly state: IncidentState;
  readonly camera: string;
  readonly zone: string;
  readonly exercise: boolean;
  readonly opened: string;
  readonly changed: string;
  readonly owner: Person | null;
  readonly proposals: number;
  /** How many responders ask for help. */
  readonly helps?: number;
}

export interface HistoryEntry {
  readonly sequence: number;
  readonly at: string;
  readonly by: Person;
  readonly kind: string;
  readonly what: Readonly<Record<string, unknown>>;
  readonly undone: boolean;
  readonly ledger: number;
}

export interface Step {
  readonly number: number;
  readonly text: string;
  readonly due: string | null;
  readonly owner: Person | null;
  readonly mark: StepMark;
  readonly by: Person | null;
  readonly at: string | null;
  readonly overdue: boolean;
}

export interface Task {
  readonly id: string;
  readonly incident: number;
  readonly responder: Person;
  readonly text: string;
  readonly sent_by: Person;
  readonly sent: string;
  readonly state: TaskState;
  readonly changed: string;
  readonly needs_help: boolean;
}

export interface EventOf {
  readonly event: string;
  readonly kind: string;
  readonly camera: string;
  readonly zone: string;
  readonly at: string;
}

export interface Procedure {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly { readonly text: string; readonly due_s: number }[];
  readonly kinds: readonly string[];
}

/** A procedure as somebody writes it. */
export type ProcedureWritten = Omit<Procedure, "id">;

export interface ClipOf {
  readonly camera: string;
  readonly from: string;
  readonly to: string;
  readonly caption: string;
}

export interface Incident extends Line {
  readonly next_states: readonly IncidentState[];
  readonly outcome: OutcomeSaid | null;
  readonly at: string;
  readonly opened_by: Person;
  readonly procedure: string;
  readonly procedure_name: string;
  readonly steps: readonly Step[];
  readonly tasks: readonly Task[];
  readonly events: readonly EventOf[];
  /** Events that may belong to it: a person says. */
  readonly offered: readonly EventOf[];
  readonly proposed_procedures: readonly Procedure[];
  readonly clips: readonly ClipOf[];
  readonly unseals: readonly string[];
  readonly history: readonly HistoryEntry[];
}

/** As it comes: its `proposals` are events, where a line's are a count. */
export type IncidentTold = Omit<Incident, "proposals" | "offered"> & { readonly proposals: readonly EventOf[] };

export const fromTold = (told: IncidentTold): Incident => ({ ...told, proposals: told.proposals.length, offered: told.proposals });

export interface Shift {
  readonly id: string;
  readonly person: Person;
  readonly began: string;
  readonly ended: string | null;
  readonly handed_to: Person | null;
  readonly note: string;
}

export interface Shifts {
  readonly on_duty: readonly Shift[];
  readonly lately: readonly Shift[];
}

export interface NewIncident {
  readonly title: string;
  readonly level: Level;
  readonly camera: string;
  readonly exercise: boolean;
  readonly at?: string;
  readonly event?: string;
  readonly event_kind?: string;
}
