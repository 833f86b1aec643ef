/** Events and rules as the server tells them. Times are RFC 3339 in UTC; places are shares of the picture, 0..1. */

import type { Point, Polygon } from "../model";
import type { Level } from "../incidents/model";

export interface EventNow {
  readonly id: number;
  readonly kind: string;
  readonly phase: "once" | "began" | "ended";
  readonly level: Level;
  readonly at: string;
  readonly since: string;
  readonly name: string;
  readonly camera: string | null;
  readonly rule: number | null;
  readonly value: number | null;
  readonly detail: string;
  readonly exercise: boolean;
}

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

export interface Rule extends RuleWritten {
  readonly id: number;
  readonly counted: Readonly<Record<string, number>>;
  readonly muted: number;
}

export interface Trial {
  readonly events: readonly EventNow[];
  readonly events_total: number;
  readonly muted_total: number;
  readonly observations: number;
}
