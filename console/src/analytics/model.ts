/** Counts as the server tells them. Null is never zero: it is "some, but fewer than `few_below`". Times are RFC 3339 in UTC. */

import type { AreaCountTold, AreaCountsTold, CountTold, CountsTold, CrossingsTold, HeatCellTold, HeatTold } from "../api/types";

export type Told = number | null;

export type CountStep = CountTold;

export type Counts = CountsTold;

export type Crossings = CrossingsTold;

export type AreaStep = AreaCountTold;

export type AreaCounts = AreaCountsTold;

export type HeatCell = HeatCellTold;

export type Heat = HeatTold;
