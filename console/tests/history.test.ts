import { describe, expect, it } from "vitest";

import { moved, rangeOf, readLooked, weekBefore, writeLooked } from "../src/analytics/asked";
import { warmth } from "../src/analytics/heat";
import { byStep, pathOf, ticksFor } from "../src/analytics/scale";
import { numbered, nudged, withoutCorner } from "../src/cameras/polygons";
import { readAsked, toServer, writeAsked } from "../src/search/asked";
import { eventBeside } from "../src/timeline/beside";
import { correction, opensAt } from "../src/timeline/conductor";
import { withNeighbours } from "../src/timeline/neighbours";
import { hashOf, parseRoute } from "../src/route";

const HOUR = 3_600_000;
const at = (at_ms: number) => ({ at_ms, level: "info" as const, said: "" });

describe("cameras in step", () => {
  it("a player that is a little off is brought back by its speed, one that is far off begins anew", () => {
    expect(correction(0.01)).toEqual({ kind: "rate", factor: 1 });
    expect(correction(0.4)).toEqual({ kind: "rate", factor: 0.8 });
    expect(correction(-0.4)).toEqual({ kind: "rate", factor: 1.2 });
    expect(correction(-9)).toEqual({ kind: "again" });
  });

  it("the next event is the first one after the moment, the previous the last one clearly before it", () => {
    const events = [at(5_000), at(1_000), at(9_000)];
    expect(eventBeside(events, 1_000, 1)?.at_ms).toBe(5_000);
    expect(eventBeside(events, 5_400, -1)?.at_ms).toBe(1_000);
    expect(eventBeside(events, 9_000, 1)).toBeNull();
  });

  it("a page that nobody gave a moment opens a minute ago, and never before the first recording", () => {
    const now_ms = 1_000_000_000;
    expect(opensAt([now_ms - 86_400_000, now_ms - 20_000], now_ms)).toBe(now_ms - 60_000);
    expect(opensAt([now_ms - 20_000, now_ms - 30_000], now_ms)).toBe(now_ms - 30_000);
    expect(opensAt([], now_ms)).toBe(now_ms - 3_000);
  });

  it("a camera is shown with its neighbours, and never twice", () => {
    expect(withNeighbours("c", ["a", "b", "c", "d", "e"])).toEqual(["c", "a", "b", "d"]);
  });

  it("an address says which cameras and when", () => {
    const route = { page: "timeline", cameras: ["gate", "yard"], at_ms: 1_800_000_000_123 } as const;
    expect(parseRoute(hashOf(route))).toEqual(route);
    expect(parseRoute("#/timeline")).toEqual({ page: "timeline", cameras: [], at_ms: null });
  });
});

describe("a search", () => {
  it("is the same after it was sent to somebody", () => {
    const asked = readAsked("kind=dwell&kind=smoke&level=warning&camera=gate&area=2&from=2026-11-20T08:00:00.000Z&hours=22:00-06:00&day=fri&day=sat&zone=Europe/Vienna&order=oldest", "UTC");
    expect(readAsked(writeAsked(asked), "Asia/Tokyo")).toEqual(asked);
    expect(asked).toMatchObject({ kinds: ["dwell", "smoke"], area: 2, last: "between", hours: ["22:00", "06:00"], days: ["fri", "sat"], zone: "Europe/Vienna" });
  });

  it("is asked of the server in its own words", () => {
    const query = new URLSearchParams(toServer(readAsked("camera=gate&area=1&last=day&hours=08:00-09:00&zone=UTC", "UTC"), 86_400_000 * 100));
    expect(Object.fromEntries(query)).toEqual({ camera: "gate", area: "gate:1", hours: "08:00-09:00", zone: "UTC", from: new Date(86_400_000 * 99).toISOString() });
  });

  it("leaves out what is no condition", () => {
    const asked = readAsked("kind=<script>&level=grave&camera=../x&area=1&last=never&hours=8-9&day=someday&from=never", "UTC");
    expect(writeAsked(asked)).toBe("");
    expect(readAsked("", "UTC")).toEqual(asked);
  });
});

describe("charts", () => {
  it("few people are not nobody, and nothing known is neither", () => {
    const rows = [{ at: new Date(0).toISOString(), n: null }, { at: new Date(2 * HOUR).toISOString(), n: 7 }];
    expect(byStep(rows, ({ n }) => n, 0, HOUR, 4)).toEqual([null, undefined, 7, undefined]);
  });

  it("a line is broken where nothing may be said", () => {
    expect(pathOf([1, 2, null, 3], (index) => index, (value) => value)).toBe("M0.0 1.0L1.0 2.0M3.0 3.0h0.01");
  });

  it("heights are round and reach above the greatest value", () => {
    expect(ticksFor(0)).toEqual([0, 1]);
    expect(ticksFor(7)).toEqual([0, 2, 4, 6, 8]);
    for (const most of [0.03, 0.4, 1, 3, 12, 99, 1234, 56_789]) expect(ticksFor(most).at(-1)).toBeGreaterThanOrEqual(most * 0.999);
  });

  it("a cell of few people is not warm", () => {
    const cells = [{ column: 0, row: 0, visits: null, stay_s: null }, { column: 1, row: 0, visits: 9, stay_s: 400 }, { column: 2, row: 0, visits: 5, stay_s: 100 }];
    expect([...warmth(cells).values()]).toEqual([0, 1, 0.5]);
  });

  it("go from midnight to midnight of the viewer, back and forth, never beyond today", () => {
    const now_ms = new Date(2026, 10, 22, 15, 30).getTime();
    const week = readLooked("length=week");
    expect(rangeOf(week, now_ms)).toEqual({ from_ms: new Date(2026, 10, 16).getTime(), to_ms: new Date(2026, 10, 23).getTime() });
    const earlier = moved(week, -1, now_ms);
    expect(earlier.until).toBe("2026-11-15");
    expect(moved(earlier, 1, now_ms).until).toBeNull();
    expect(readLooked(writeLooked(earlier))).toEqual(earlier);
    expect(weekBefore(rangeOf(week, now_ms))).toEqual(rangeOf(earlier, now_ms));
  });
});

describe("areas by keyboard", () => {
  it("arrows move a point within the picture", () => {
    expect(nudged([0.5, 0.5], "ArrowLeft", false)).toEqual([0.49, 0.5]);
    expect(nudged([0.95, 0.5], "ArrowRight", true)).toEqual([1, 0.5]);
    expect(nudged([0.5, 0.5], "x", false)).toBeNull();
  });

  it("an area keeps the three corners it needs", () => {
    const triangle = [[0, 0], [1, 0], [1, 1]] as const;
    expect(withoutCorner([triangle], 0, 1)).toEqual([triangle]);
  });

  it("areas keep their numbers, and a new one takes the lowest that is free", () => {
    const a = { number: 1, polygon: [[0, 0], [1, 0], [1, 1]] as const };
    const b = { number: 3, polygon: [[0, 0], [1, 0], [0, 1]] as const };
    const fresh = [[0, 0], [0.5, 0], [0.5, 0.5]] as const;
    expect(numbered([a, b], [b.polygon])).toEqual([b]);
    expect(numbered([a, b], [a.polygon, b.polygon, fresh])).toEqual([a, b, { number: 2, polygon: fresh }]);
    expect(numbered([a, b], [a.polygon, fresh])).toEqual([a, { number: 3, polygon: fresh }]);
  });
});
