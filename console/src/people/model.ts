/** Camera groups, tokens of programs, and one's own trail, as the server says them. */

import type { ApiTokenTold, ApiTokensTold, GroupTold, RightsStepTold, TrailTold } from "../api/types";

export type Group = GroupTold;

export type ApiToken = ApiTokenTold;

export type ApiTokens = ApiTokensTold;

export interface NewApiToken {
  readonly name: string;
  readonly rights: readonly string[];
  readonly groups: readonly string[] | null;
  readonly days: number | null;
}

export type TrailStep = RightsStepTold;

export type Trail = TrailTold;

/** Rights that are for the whole site, and so for no token that is limited to groups. The server decides; this only says it earlier. */
export const WHOLE_SITE_RIGHTS: readonly string[] = ["set_up", "audit"];

/** `null` is the whole site; otherwise groups by id. */
export type Reach = readonly string[] | null;

/** What to say of a reach in one line. Pure. */
export function reachText(reach: Reach, groups: readonly Group[], whole: string, none: string): string {
  if (reach === null) return whole;
  const names = groups.filter(({ id }) => reach.includes(id)).map(({ name }) => name);
  return names.length === 0 ? none : names.join(", ");
}
