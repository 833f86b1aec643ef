/** Which events of a list are chosen, and how a list that somebody works with takes up what is new. Pure. */

import type { EventNow } from "./model";

export interface Chosen {
  readonly ids: ReadonlySet<number>;
  readonly last: number | null; // where a range begins
}

export const NONE_CHOSEN: Chosen = { ids: new Set(), last: null };

/** One is chosen or left; with `range` all from the last one to this, in the order of `shown`. */
export function pick(chosen: Chosen, shown: readonly number[], id: number, range: boolean): Chosen {
  const is = !chosen.ids.has(id);
  const [from, to] = [chosen.last === null ? -1 : shown.indexOf(chosen.last), shown.indexOf(id)];
  const meant = range && from >= 0 && to >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  const ids = new Set(chosen.ids);
  for (const each of meant) {
    if (is) ids.add(each);
    else ids.delete(each);
  }
  return { ids, last: id };
}

/** All that are shown; none where all are chosen already. */
export function pickAll(chosen: Chosen, shown: readonly number[]): Chosen {
  return shown.every((id) => chosen.ids.has(id)) ? NONE_CHOSEN : { ids: new Set(shown), last: chosen.last };
}

/** What is no longer shown is no longer chosen: nobody acts on what they do not see. */
export function onlyShown(chosen: Chosen, shown: readonly number[]): Chosen {
  const ids = shown.filter((id) => chosen.ids.has(id));
  return ids.length === chosen.ids.size ? chosen : { ids: new Set(ids), last: chosen.last };
}

/** The newest page over what is shown: further pages that were fetched stay, and so does whoever reads them. */
export function withNewest(shown: readonly EventNow[], page: readonly EventNow[]): readonly EventNow[] {
  const known = new Set(page.map(({ id }) => id));
  const end = page.at(-1);
  if (end === undefined) return shown;
  const isOlder = (event: EventNow): boolean => event.at < end.at || (event.at === end.at && event.id < end.id);
  return [...page, ...shown.filter((event) => !known.has(event.id) && isOlder(event))];
}

/** Lists of at most `most` in each. */
export function parted<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) => all.slice(index * most, (index + 1) * most));
}
