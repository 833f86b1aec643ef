/** Camera groups, tokens of programs, and one's own trail, as the server says them. */

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly cameras: readonly string[];
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly made_by: string;
  readonly rights: readonly string[];
  readonly groups: readonly string[] | null;
  readonly created: string;
  readonly ends: string | null;
  readonly last_used: string | null;
}

export interface ApiTokens {
  readonly tokens: readonly ApiToken[];
  readonly rights: readonly string[]; // what a new one of yours may have
}

export interface NewApiToken {
  readonly name: string;
  readonly rights: readonly string[];
  readonly groups: readonly string[] | null;
  readonly days: number | null;
}

export interface TrailStep {
  readonly index: number;
  readonly at: string;
  readonly kind: string;
  readonly own: boolean;
  readonly camera: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Trail {
  readonly steps: readonly TrailStep[];
  readonly next: number | null;
  readonly back_to: string | null;
}

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
