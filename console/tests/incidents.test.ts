/** How the board arranges incidents, what a history says, and what may follow. */

import { describe, expect, it } from "vitest";

import { afterChange, inColumn, waiting } from "../src/incidents/board";
import { sentenceOf } from "../src/incidents/history";
import { wayOn } from "../src/incidents/incident";
import type { HistoryEntry, IncidentState, Level, Line } from "../src/incidents/model";
import { answersTo } from "../src/incidents/tasks";

const line = (number: number, state: IncidentState = "new", level: Level = "warning"): Line => ({
  number, title: `incident ${number}`, level, state, camera: "", zone: "", exercise: false,
  opened: "2026-11-22T01:00:00.000Z", changed: "2026-11-22T01:00:00.000Z", owner: null, proposals: 0, helps: 0,
});

const entry = (kind: string, what: Record<string, unknown> = {}): HistoryEntry => ({
  sequence: 1, at: "2026-11-22T01:00:00.000Z", by: { id: "a", name: "Ada" }, kind, what, undone: false, ledger: 7, digest: "",
});

describe("the board", () => {
  it("shows the gravest first, and of those what has waited longest", () => {
    const lines = [line(5), line(4, "new", "info"), line(9, "new", "alarm"), line(3), line(7, "new", "alarm"), line(1, "resolved", "alarm")];
    expect(inColumn(lines, ["new"]).map(({ number }) => number)).toEqual([7, 9, 3, 5, 4]);
    expect(waiting(lines)).toBe(5);
  });
  it("takes over a changed incident and lets go of a closed one", () => {
    const lines = [line(1), line(2)];
    expect(afterChange(lines, line(2, "in_progress")).find(({ number }) => number === 2)?.state).toBe("in_progress");
    expect(afterChange(lines, line(2, "closed")).map(({ number }) => number)).toEqual([1]);
    expect(afterChange(lines, line(3)).map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});

describe("what may follow", () => {
  it("offers the usual way first and nothing the server does not allow", () => {
    expect(wayOn({ state: "new", next_states: ["acknowledged", "in_progress", "resolved"] })).toEqual(["acknowledged", "resolved"]);
    expect(wayOn({ state: "resolved", next_states: ["in_progress", "closed"] })).toEqual(["closed", "in_progress"]);
    expect(wayOn({ state: "resolved", next_states: [] })).toEqual([]);
    expect(wayOn({ state: "closed", next_states: [] })).toEqual([]);
  });
  it("lets a responder answer a task, and change a refusal", () => {
    expect(answersTo("sent")).toEqual(["accepted", "on_way", "declined"]);
    expect(answersTo("accepted")).toEqual(["on_way", "arrived", "declined"]);
    expect(answersTo("arrived")).toEqual(["done"]);
    expect(answersTo("declined")).toEqual(["accepted"]);
    expect(answersTo("done")).toEqual([]);
    expect(answersTo("recalled")).toEqual([]);
  });
});

describe("a history", () => {
  it("says what somebody did in words", () => {
    expect(sentenceOf(entry("state", { state: "resolved", outcome: "false_alarm" }))).toBe("made it resolved: false alarm");
    expect(sentenceOf(entry("owner", { person: "" }))).toBe("put it back");
    expect(sentenceOf(entry("owner", { person: "b", person_name: "Grace" }))).toBe("gave it to Grace");
    expect(sentenceOf(entry("step", { step: 3, mark: "left_out" }))).toBe("left out step 3");
    expect(sentenceOf(entry("task", { responder: "b", responder_name: "Grace" }))).toBe("sent a task to Grace");
  });
  it("names what a newer server says and it does not know", () => {
    expect(sentenceOf(entry("teleported"))).toBe("teleported");
  });
});
