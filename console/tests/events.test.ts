/** Rules as they are written and read back, hours that pass midnight, arrows on a line. */

import { describe, expect, it } from "vitest";

import { eventNear } from "../src/camera/timeline-canvas";
import { arrowsOf } from "../src/events/drawing";
import { DAYS, RULE_KINDS, hoursOf, kindOf, spanOf } from "../src/events/kinds";
import type { Rule } from "../src/events/model";
import { sayEvent } from "../src/events/say";
import { formOf, lackingIn, writtenFrom } from "../src/events/rule-form";
import { words } from "../src/words";

const rule: Rule = {
  id: 3, name: "North gate", camera: "gate", level: "alarm", enabled: false, quiet_s: 30, counted: {}, muted: 0, version: "1",
  when: { kind: "line_crossed", line: [[0.1, 0.5], [0.9, 0.5]], direction: "to_left", every: 5 },
  schedule: { hours: { mon: [["22:00", "24:00"]], tue: [["00:00", "06:00"]] }, zone: "Europe/Vienna", holidays: ["2026-12-25"] },
};

describe("a rule", () => {
  it("is written as it was read", () => {
    const { id: _, counted: __, muted: ___, version: ____, ...written } = rule;
    expect(writtenFrom(formOf(rule, []), kindOf("line_crossed"), rule)).toEqual(written);
  });
  it("cannot be saved before its line or zone is drawn", () => {
    for (const kind of RULE_KINDS.filter(({ drawn }) => drawn === "line" || drawn === "zone")) {
      expect(lackingIn({ kind: kind.kind, points: [] }, kind, undefined)).not.toBeNull();
    }
    expect(lackingIn({ kind: "flame", points: [] }, kindOf("flame"), undefined)).toBeNull();
  });
  it("of every kind has words, and its numbers have names", () => {
    for (const { kind, asked } of RULE_KINDS) {
      expect(words.events.kinds[kind]).toBeDefined();
      for (const { field } of asked) expect(words.events.fields[field]).toBeDefined();
    }
  });
});

describe("hours", () => {
  it("that pass midnight become two spans, and are read back as one", () => {
    for (const days of [["mon"], ["fri", "sat", "sun"], DAYS] as const) {
      for (const [from, to] of [["08:00", "17:30"], ["22:00", "06:00"]] as const) {
        expect(spanOf(hoursOf(days, from, to))).toEqual({ days, from, to });
      }
    }
  });
  it("written elsewhere, with more than one span a day, are left alone", () => {
    expect(spanOf({ mon: [["08:00", "12:00"], ["13:00", "17:00"]] })).toBeNull();
  });
});

describe("a line", () => {
  it("shows an arrow on the side that counts: left of who looks from its first point to its second", () => {
    const [left] = arrowsOf([[0.2, 0.5], [0.8, 0.5]], "to_left");
    const tip = left?.split(" ")[1]?.split(",").map(Number);
    expect(tip?.[0]).toBeCloseTo(500);
    expect(tip?.[1]).toBeLessThan(500); // rows grow downwards: left of rightwards is up
    expect(arrowsOf([[0.2, 0.5], [0.8, 0.5]], "either")).toHaveLength(2);
    expect(arrowsOf([[0.2, 0.5]], "either")).toHaveLength(0);
  });
});

describe("the timeline", () => {
  it("names the nearest event within reach, and none beyond it", () => {
    const marks = [{ at_ms: 1000, level: "info", said: "a" }, { at_ms: 1400, level: "alarm", said: "b" }] as const;
    expect(eventNear(marks, 1250, 300)?.said).toBe("b");
    expect(eventNear(marks, 900, 300)?.said).toBe("a");
    expect(eventNear(marks, 5000, 300)).toBeNull();
  });
});

describe("an event", () => {
  it("is said in words", () => {
    const event = { id: 1, kind: "line_crossed", phase: "once", level: "info", at: "", since: "", name: "", camera: null, rule: null, value: 3, detail: "to_left", where: null, area: null, exercise: false } as const;
    expect(sayEvent(event)).toBe("Line crossed to the left");
    expect(sayEvent({ ...event, kind: "crowd_dense", phase: "began", detail: "" })).toBe("Crowd dense began");
  });
});
