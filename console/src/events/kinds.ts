/** What a rule can wait for, as data: what is drawn on the picture, and what is asked. Mirrors the server's list of triggers. */

export type Drawn = "line" | "zone" | "zone-if-wanted" | "none";

export interface Asked {
  readonly field: string;
  readonly first: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly unit: "" | "s" | "m" | "m/s" | "days" | "per_m2" | "share";
}

export interface RuleKind {
  readonly kind: string;
  readonly drawn: Drawn;
  readonly asked: readonly Asked[];
  readonly needsScale?: boolean;
  readonly needsDetector?: boolean;
  readonly about: "camera" | "any" | "site";
}

const seconds = (first: number, most = 86_400): Asked => ({ field: "for_s", first, least: 0, most, step: 1, unit: "s" });
const count = (first: number): Asked => ({ field: "at_least", first, least: 1, most: 1000, step: 1, unit: "" });

export const RULE_KINDS: readonly RuleKind[] = [
  { kind: "zone_entered", drawn: "zone", asked: [], about: "camera" },
  { kind: "line_crossed", drawn: "line", asked: [{ field: "every", first: 1, least: 1, most: 1_000_000, step: 1, unit: "" }], about: "camera" },
  { kind: "zone_left", drawn: "zone", asked: [], about: "camera" },
  { kind: "zone_occupied", drawn: "zone", asked: [count(1), seconds(0)], about: "camera" },
  { kind: "zone_empty", drawn: "zone", asked: [seconds(60)], about: "camera" },
  { kind: "dwell", drawn: "zone", asked: [seconds(120)], about: "camera" },
  { kind: "person_down", drawn: "zone-if-wanted", asked: [seconds(5)], about: "camera" },
  { kind: "thing_left", drawn: "zone-if-wanted", asked: [seconds(30), { field: "largest_m", first: 1, least: 0.1, most: 10, step: 0.1, unit: "m" }], about: "camera" },
  { kind: "running", drawn: "zone-if-wanted", asked: [{ field: "speed_m_s", first: 3, least: 0.5, most: 40, step: 0.5, unit: "m/s" }, count(1), seconds(1)], needsScale: true, about: "camera" },
  { kind: "wrong_way", drawn: "zone", asked: [seconds(1)], about: "camera" },
  { kind: "vehicle_on_footway", drawn: "zone", asked: [seconds(1)], needsDetector: true, about: "camera" },
  { kind: "crowd_dense", drawn: "none", asked: [{ field: "warning_per_m2", first: 2, least: 0.05, most: 20, step: 0.1, unit: "per_m2" }, { field: "alarm_per_m2", first: 4, least: 0.05, most: 20, step: 0.1, unit: "per_m2" }, seconds(5)], needsScale: true, about: "camera" },
  { kind: "crowd_surge", drawn: "none", asked: [{ field: "rise_per_m2", first: 1, least: 0.05, most: 20, step: 0.1, unit: "per_m2" }, { field: "alarm_rise_per_m2", first: 2, least: 0.05, most: 20, step: 0.1, unit: "per_m2" }, { field: "within_s", first: 20, least: 1, most: 3600, step: 1, unit: "s" }], needsScale: true, about: "camera" },
  { kind: "flame", drawn: "none", asked: [{ field: "sure", first: 0.5, least: 0, most: 1, step: 0.05, unit: "share" }, seconds(2)], about: "camera" },
  { kind: "smoke", drawn: "none", asked: [{ field: "sure", first: 0.5, least: 0, most: 1, step: 0.05, unit: "share" }, seconds(3)], about: "camera" },
  { kind: "camera_health", drawn: "none", asked: [seconds(10)], about: "any" },
  { kind: "recording_gap", drawn: "none", asked: [seconds(10)], about: "any" },
  { kind: "storage_low", drawn: "none", asked: [{ field: "floors", first: 1.5, least: 1, most: 1000, step: 0.1, unit: "" }], about: "site" },
  { kind: "drill_overdue", drawn: "none", asked: [{ field: "days", first: 90, least: 1, most: 3650, step: 1, unit: "days" }], about: "site" },
];

export const kindOf = (kind: string): RuleKind => RULE_KINDS.find((each) => each.kind === kind) ?? { kind, drawn: "none", asked: [], about: "any" };

/** Where people are to go, as a direction in the picture: to the right and down above 0. */
export const WAYS: Readonly<Record<string, readonly [number, number]>> = {
  right: [1, 0], left: [-1, 0], up: [0, -1], down: [0, 1], "up-right": [0.7, -0.7], "up-left": [-0.7, -0.7], "down-right": [0.7, 0.7], "down-left": [-0.7, 0.7],
};

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Day = (typeof DAYS)[number];

/** Hours on some days as the server wants them: where they pass midnight, two spans on two days. Pure. */
export function hoursOf(days: readonly Day[], from: string, to: string): Readonly<Record<string, readonly (readonly [string, string])[]>> {
  const hours: Record<string, [string, string][]> = {};
  const add = (day: Day, begin: string, end: string): void => {
    if (begin < end) (hours[day] ??= []).push([begin, end]);
  };
  for (const day of days) {
    const next = DAYS[(DAYS.indexOf(day) + 1) % 7] ?? "mon";
    if (from < to) add(day, from, to);
    else {
      add(day, from, "24:00");
      add(next, "00:00", to);
    }
  }
  return hours;
}

/** The same read back, where it was made by `hoursOf`; null for hours that say more than one span a day. Pure. */
export function spanOf(hours: Readonly<Record<string, readonly (readonly [string, string])[]>>): { days: readonly Day[]; from: string; to: string } | null {
  for (const [from, to] of candidates(hours)) {
    const days = DAYS.filter((day) => hours[day]?.some(([begin]) => begin === from) ?? false);
    if (same(hoursOf(days, from, to), hours)) return { days, from, to };
  }
  return null;
}

function candidates(hours: Readonly<Record<string, readonly (readonly [string, string])[]>>): readonly (readonly [string, string])[] {
  const spans = Object.values(hours).flat();
  const plain = spans.map(([begin, end]) => [begin, end] as const);
  const late = spans.find(([, end]) => end === "24:00");
  const early = spans.find(([begin]) => begin === "00:00");
  return late !== undefined && early !== undefined && late !== early ? [[late[0], early[1]], ...plain] : plain;
}

function same(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const sorted = (hours: Readonly<Record<string, unknown>>): string => JSON.stringify(DAYS.map((day) => [...((hours[day] ?? []) as [string, string][])].sort()));
  return sorted(a) === sorted(b);
}
