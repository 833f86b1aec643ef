/** Choosing several events: ranges, all of them, and a list that takes up what is new without losing its place. */

import { describe, expect, test } from "vitest";

import { NONE_CHOSEN, onlyShown, parted, pick, pickAll, withNewest } from "../src/events/choosing";
import type { EventNow } from "../src/events/model";
import { gravest } from "../src/events/together";

const shown = [9, 7, 5, 3, 1];
const at = (id: number, level = "info"): EventNow => ({ id, level, at: `2026-11-22T12:00:0${id}.000Z` }) as EventNow;
const idsOf = (chosen: { readonly ids: ReadonlySet<number> }): readonly number[] => [...chosen.ids].sort();

describe("choosing", () => {
  test("takes one, and with Shift all up to the next, in either direction", () => {
    const one = pick(NONE_CHOSEN, shown, 7, false);
    expect(idsOf(pick(one, shown, 3, true))).toEqual([3, 5, 7]);
    expect(idsOf(pick(one, shown, 9, true))).toEqual([7, 9]);
  });

  test("leaves a range again, and what is pressed alone", () => {
    const all = pickAll(NONE_CHOSEN, shown);
    expect(idsOf(pick(pick(all, shown, 9, false), shown, 5, true))).toEqual([1, 3]);
    expect(idsOf(pickAll(all, shown))).toEqual([]);
  });

  test("forgets what is no longer shown", () => expect(idsOf(onlyShown(pickAll(NONE_CHOSEN, shown), [7, 1]))).toEqual([1, 7]));
});

describe("a list that is worked with", () => {
  test("takes up the newest and keeps the pages that were fetched", () => {
    const list = withNewest([at(7), at(5), at(3), at(1)], [at(9), at(7), at(5)]);
    expect(list.map(({ id }) => id)).toEqual([9, 7, 5, 3, 1]);
  });

  test("drops what is not in the newest page any more, where it would have to be", () => {
    expect(withNewest([at(7), at(6), at(5), at(3)], [at(9), at(7), at(5)]).map(({ id }) => id)).toEqual([9, 7, 5, 3]);
  });
});

test("the gravest names the incident, and of equals the first", () => {
  expect(gravest([at(9, "warning"), at(5, "alarm"), at(3, "alarm"), at(1)])?.id).toBe(3);
});

test("a long list goes in parts", () => expect(parted([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]));
