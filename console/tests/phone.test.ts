import { describe, expect, it } from "vitest";

import type { Task, TaskState } from "../src/incidents/model";
import { noticeWords } from "../src/phone/notice-words";
import { CELLS, COLOUR_STEP, TONES, cellsOf, toned } from "../src/phone/photo";
import { type Waiting, inOrder, isActive, nextAnswer, otherAnswers, verdict, withWaiting } from "../src/phone/waiting";
import { hashOf, parseRoute } from "../src/route";

const person = { id: "p", name: "Grace" };
const task: Task = { id: "aa", incident: 41, responder: person, text: "Go", sent_by: person, sent: "2026-11-22T06:00:00Z", state: "sent", changed: "2026-11-22T06:00:00Z", needs_help: false };
const common = { person: "p", incident: 41, task: "aa" };
const state = (id: string, at_ms: number, to: TaskState, refused?: string): Waiting => ({ ...common, id, at_ms, kind: "state", state: to, ...(refused === undefined ? {} : { refused }) });

describe("answers that wait", () => {
  it("are sent in the order in which they were given", () => {
    expect(inOrder([state("b", 2, "on_way"), state("a", 1, "accepted"), state("c", 2, "arrived")]).map((one) => one.id)).toEqual(["a", "b", "c"]);
  });

  it("are shown as if they had been sent, until they are refused", () => {
    const waiting = [state("a", 1, "accepted"), state("b", 2, "on_way")];
    expect(withWaiting(task, waiting).state).toBe("on_way");
    expect(withWaiting(task, [state("a", 1, "accepted"), state("b", 2, "on_way", "taken back")]).state).toBe("accepted");
    expect(withWaiting({ ...task, id: "other" }, waiting).state).toBe("sent");
  });

  it("end a call for help with the task", () => {
    const help: Waiting = { ...common, id: "h", at_ms: 1, kind: "help", wanted: true };
    expect(withWaiting(task, [help]).needs_help).toBe(true);
    expect(withWaiting(task, [help, state("d", 2, "done")]).needs_help).toBe(false);
  });

  it("are asked again, refused for good, or wait for somebody to sign in", () => {
    expect([0, 408, 429, 500, 503].map(verdict)).toEqual(["later", "later", "later", "later", "later"]);
    expect([403, 404, 409, 422].map(verdict)).toEqual(["refused", "refused", "refused", "refused"]);
    expect(verdict(401)).toBe("signed-out");
  });
});

describe("what a responder may answer", () => {
  const states: readonly TaskState[] = ["sent", "accepted", "on_way", "arrived", "declined", "done", "recalled"];

  it("always has a next step while the task is under way, and none twice", () => {
    for (const one of states) {
      const next = nextAnswer(one);
      if (isActive(one)) expect(next).not.toBeNull();
      expect(otherAnswers(one)).not.toContain(next);
    }
    expect(nextAnswer("done")).toBeNull();
  });

  it("leads from the first answer to the last", () => {
    const walked: TaskState[] = ["sent"];
    for (let next = nextAnswer("sent"); next !== null; next = nextAnswer(next)) walked.push(next);
    expect(walked).toEqual(["sent", "accepted", "on_way", "arrived", "done"]);
  });
});

describe("a photo in coarse cells", () => {
  it("has as many cells as the process on the server makes of it", () => {
    expect(CELLS).toBe(16);
    expect(cellsOf(4000, 3000)).toEqual([16, 12]);
    expect(cellsOf(3000, 4000)).toEqual([12, 16]);
    expect(cellsOf(4000, 40)).toEqual([16, 4]);
    expect(cellsOf(1, 1)).toEqual([16, 16]);
  });

  it("has few tones and few colours, and keeps fire from smoke", () => {
    const tones = new Set(Array.from({ length: 256 }, (_, grey) => toned(grey, grey, grey).join()));
    expect(tones.size).toBe(TONES);
    const [red, , blue] = toned(255, 120, 20);
    expect(red - blue).toBeGreaterThan(100);
    expect(new Set(toned(70, 70, 75)).size).toBe(1);
    expect(toned(200, 150 - COLOUR_STEP / 8, 130)).toEqual(toned(200, 150, 130)); // two skins are one
  });
});

describe("the phone's places", () => {
  it("are written and read", () => {
    expect(parseRoute("#/tasks")).toEqual({ page: "tasks", incident: null });
    expect(parseRoute("#/tasks/41")).toEqual({ page: "tasks", incident: 41 });
    expect(parseRoute("#/tasks/x")).toEqual({ page: "tasks", incident: null });
    expect(hashOf({ page: "tasks", incident: 41 })).toBe("#/tasks/41");
  });

  it("have notices in every language alike", () => {
    const shapes = Object.values(noticeWords).map((words) => Object.keys(words).join());
    expect(new Set(shapes).size).toBe(1);
  });
});
