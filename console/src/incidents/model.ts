/** Incidents, tasks and shifts as the server tells them. Times are RFC 3339 in UTC. */

import type { ClipTold, IncidentsEntryTold, IncidentsEventTold, IncidentsLineTold, IncidentTold as Told, IncidentsStepTold, PersonTold, ProcedureTold, ShiftTold, ShiftsTold, TaskTold } from "../api/types";

export type Level = "info" | "warning" | "alarm";
export type IncidentState = "new" | "acknowledged" | "in_progress" | "resolved" | "closed";
export type OutcomeSaid = "real" | "false_alarm" | "test" | "unknown";
export type TaskState = "sent" | "accepted" | "on_way" | "arrived" | "declined" | "done" | "recalled";
export type StepMark = "open" | "done" | "left_out";

export type Person = PersonTold;

export type Line = IncidentsLineTold;

export type HistoryEntry = IncidentsEntryTold;

export type Step = IncidentsStepTold;

export type Task = TaskTold;

export type EventOf = IncidentsEventTold;

export type Procedure = ProcedureTold;

/** A procedure as somebody writes it. */
export type ProcedureWritten = Pick<Procedure, "name" | "steps" | "kinds">;

export type ClipOf = ClipTold;

/** An incident as the console has it: its `proposals` are a count, as in a line; the events themselves are `offered`: a person says whether they belong. */
export interface Incident extends Omit<Told, "proposals"> {
  readonly proposals: number;
  readonly helps: number;
  readonly offered: readonly EventOf[];
}

export type IncidentTold = Told;

export const fromTold = (told: IncidentTold): Incident => ({ ...told, proposals: told.proposals.length, helps: told.tasks.filter((task) => task.needs_help).length, offered: told.proposals });

export type Shift = ShiftTold;

export type Shifts = ShiftsTold;

export interface NewIncident {
  readonly title: string;
  readonly level: Level;
  readonly camera: string;
  readonly exercise: boolean;
  readonly at?: string;
  readonly event?: string;
  readonly event_kind?: string;
}
