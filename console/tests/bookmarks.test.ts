/** Bookmarks: how they are looked for, and where they lead. */

import { describe, expect, test } from "vitest";

import { readAsked, toServer, writeAsked } from "../src/bookmarks/asked";
import { placeOf } from "../src/bookmarks/marking";
import type { Camera } from "../src/model";
import { hashOf, parseRoute } from "../src/route";
import { listed } from "../src/timeline/page";

describe("what is looked for", () => {
  test("is the address, and comes back from it", () => {
    const asked = { words: "lorry & bollard", camera: "gate", day: "2026-11-22" };
    const route = parseRoute(hashOf({ page: "bookmarks", asked: writeAsked(asked) }));
    expect(route.page === "bookmarks" && readAsked(route.asked)).toEqual(asked);
    expect(writeAsked({ words: "", camera: "", day: "" })).toBe("");
  });

  test("asks the server for a day of the reader's, midnight to midnight", () => {
    const query = new URLSearchParams(toServer({ words: " lorry ", camera: "", day: "2026-11-22" }));
    expect([query.get("words"), query.get("camera")]).toEqual(["lorry", null]);
    expect([query.get("from"), query.get("to")]).toEqual([new Date(2026, 10, 22).toISOString(), new Date(2026, 10, 23).toISOString()]);
  });

  test("is nothing where the address holds no day", () => {
    expect(readAsked("day=2026-13-41&camera=gate")).toEqual({ words: "", camera: "gate", day: "" });
  });
});

test("a bookmark leads to its camera, and one of several cameras to all of them in step", () => {
  const at = "2026-11-22T12:00:00.000Z";
  expect(placeOf({ cameras: ["gate"], at })).toEqual({ page: "camera", id: "gate", at_ms: Date.parse(at) });
  expect(placeOf({ cameras: ["gate", "yard"], at })).toEqual({ page: "timeline", cameras: ["gate", "yard"], at_ms: Date.parse(at) });
});

test("a bookmark of two cameras is one line beside the timeline", () => {
  const mark = { id: "5e", at_ms: 5, said: "Lorry" };
  const archive = { loaded: true, spans: [], gaps: [], thumbnails_ms: [], events: [], bookmarks: [mark] };
  const cameras = ["Gate", "Yard"].map((name) => ({ id: name, name }) as Camera);
  const lines = listed(cameras, new Map(cameras.map(({ id }) => [id, archive])), 0, 10);
  expect(lines.map(({ said, where, level }) => [said, where, level])).toEqual([["Lorry", "Gate, Yard", "bookmark"]]);
});
