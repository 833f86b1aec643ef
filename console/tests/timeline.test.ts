import { describe, expect, test } from "vitest";

import {
  MAX_SPAN_MS, MIN_SPAN_MS, type TimelineView, endOf, follow, hold, joinSpans, marksIn, momentAt, nearestRecorded, newestBefore,
  nextStart, panBy, spanAt, xOf, zoomAbout,
} from "../src/camera/timeline";

const HOUR = 3_600_000;
const view: TimelineView = { from_ms: 10 * HOUR, span_ms: HOUR, width_px: 1200 };

describe("a view of time", () => {
  test("pixels and moments are each other's inverse", () => {
    for (const x of [0, 1, 333.3, 1199, 1200]) expect(xOf(view, momentAt(view, x))).toBeCloseTo(x, 6);
  });

  test("zooming keeps the moment under the pointer where it is", () => {
    for (const factor of [0.2, 0.9, 1.5, 6]) {
      const zoomed = zoomAbout(view, 400, factor);
      expect(momentAt(zoomed, 400)).toBeCloseTo(momentAt(view, 400), 3);
      expect(zoomed.span_ms).toBeCloseTo(view.span_ms * factor, 3);
    }
  });

  test("zoom ends at ten seconds and at two weeks", () => {
    expect(zoomAbout(view, 0, 1e-9).span_ms).toBe(MIN_SPAN_MS);
    expect(zoomAbout(view, 0, 1e9).span_ms).toBe(MAX_SPAN_MS);
  });

  test("dragging right shows earlier time", () => {
    expect(panBy(view, 1200).from_ms).toBe(view.from_ms - HOUR);
  });

  test("the future is held to a tenth of the view", () => {
    const now_ms = 10.5 * HOUR;
    expect(endOf(hold(view, now_ms))).toBeCloseTo(now_ms + HOUR * 0.1, 3);
    expect(hold(view, 20 * HOUR)).toBe(view);
  });

  test("following moves only when the playhead leaves the view", () => {
    expect(follow(view, 10.5 * HOUR)).toBe(view);
    expect(xOf(follow(view, 12 * HOUR), 12 * HOUR)).toBeCloseTo(1080, 3);
    expect(xOf(follow(view, 9 * HOUR), 9 * HOUR)).toBeCloseTo(48, 3);
  });
});

describe("marks", () => {
  test("lie on round local moments and never closer than asked", () => {
    const india = (): number => -330; // five and a half hours east: hours are not multiples of an hour in UTC
    const marks = marksIn({ ...view, span_ms: 6 * HOUR }, 84, india);
    expect(marks.length).toBeGreaterThan(4);
    for (const mark of marks) expect((mark.at_ms + 5.5 * HOUR) % 1_800_000).toBe(0);
    for (const [index, mark] of marks.entries()) {
      const before = marks[index - 1];
      if (before !== undefined) expect(xOf({ ...view, span_ms: 6 * HOUR }, mark.at_ms) - xOf({ ...view, span_ms: 6 * HOUR }, before.at_ms)).toBeGreaterThanOrEqual(84);
    }
  });

  test("local midnight is marked as a day", () => {
    const days = marksIn({ from_ms: 0, span_ms: 72 * HOUR, width_px: 600 }, 84, () => -60).filter((mark) => mark.isDay);
    expect(days.map((mark) => mark.at_ms)).toEqual([23 * HOUR, 47 * HOUR, 71 * HOUR]);
  });
});

describe("recordings", () => {
  const spans = joinSpans([{ from_ms: 500, to_ms: 900 }, { from_ms: 0, to_ms: 100 }, { from_ms: 101, to_ms: 200 }], 5);

  test("stretches that touch are one", () => {
    expect(spans).toEqual([{ from_ms: 0, to_ms: 200 }, { from_ms: 500, to_ms: 900 }]);
  });

  test("an overlap is counted once and an empty span not at all", () => {
    expect(joinSpans([{ from_ms: 0, to_ms: 50 }, { from_ms: 10, to_ms: 20 }, { from_ms: 60, to_ms: 60 }], 0)).toEqual([{ from_ms: 0, to_ms: 50 }]);
  });

  test("a span ends before its last moment", () => {
    expect(spanAt(spans, 199)).toEqual(spans[0]);
    expect(spanAt(spans, 200)).toBeNull();
  });

  test("a moment in a gap settles on the nearer side", () => {
    expect(nearestRecorded(spans, 220)).toBe(199);
    expect(nearestRecorded(spans, 480)).toBe(500);
    expect(nearestRecorded(spans, 60)).toBe(60);
    expect(nearestRecorded([], 60)).toBeNull();
  });

  test("after a gap comes the next start, and after the last nothing", () => {
    expect(nextStart(spans, 150)).toBe(500);
    expect(nextStart(spans, 500)).toBeNull();
  });

  test("a thumbnail is the newest not too old", () => {
    expect(newestBefore([10, 20, 30], 25, 10)).toBe(20);
    expect(newestBefore([10, 20, 30], 5, 10)).toBeNull();
    expect(newestBefore([10, 20, 30], 99, 10)).toBeNull();
  });
});
