/** Counts as the server tells them. Null is never zero: it is "some, but fewer than `few_below`". Times are RFC 3339 in UTC. */

export type Told = number | null;

export interface CountStep {
  readonly at: string;
  readonly people: Told;
  readonly most: Told;
  readonly begun: Told;
  readonly hidden: Told;
}

export interface Counts {
  readonly step_s: number;
  readonly few_below: number;
  readonly counts: readonly CountStep[];
}

export interface Crossings {
  readonly step_s: number;
  readonly few_below: number;
  readonly lines: readonly { readonly rule: number; readonly name: string | null; readonly counts: readonly { readonly at: string; readonly to_left: Told; readonly to_right: Told }[] }[];
}

export interface AreaStep {
  readonly at: string;
  readonly people: Told;
  readonly most: Told;
  readonly per_m2: Told;
  readonly most_per_m2: Told;
}

export interface AreaCounts {
  readonly step_s: number;
  readonly few_below: number;
  readonly areas: readonly { readonly area: number; readonly counts: readonly AreaStep[] }[];
}

export interface HeatCell {
  readonly column: number;
  readonly row: number;
  readonly visits: Told;
  readonly stay_s: Told;
}

export interface Heat {
  readonly columns: number;
  readonly rows: number;
  readonly few_below: number;
  readonly cells: readonly HeatCell[];
}
