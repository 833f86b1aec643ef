/** Events and rules as the server tells them. Times are RFC 3339 in UTC; places are shares of the picture, 0..1. */

import type { EventsEventTold, EventsTrialTold, RuleTold } from "../api/types";
import type { Point, Polygon } from "../model";
import type { Level } from "../incidents/model";

export type EventNow = EventsEventTold;

/** What a rule waits for: its kind, and what that kind needs. */
export interface Trigger {
  readonly kind: string;
  readonly zone?: Polygon | null;
  readonly line?: readonly [Point, Point];
  readonly [field: string]: unknown;
}

export interface Schedule {
  readonly hours: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly zone: string;
  readonly holidays?: readonly string[];
  readonly on_holidays?: string;
}

export interface RuleWritten {
  readonly name: string;
  readonly camera: string | null;
  readonly when: Trigger;
  readonly level: Level;
  readonly enabled: boolean;
  readonly quiet_s: number;
  readonly schedule: Schedule | null;
}

/** `when` and `schedule` come as the rule's kind has them, which the description leaves open. */
export type Rule = Omit<RuleTold, "when" | "schedule"> & Pick<RuleWritten, "when" | "schedule">;

export type Trial = EventsTrialTold;
