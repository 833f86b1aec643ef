import { describe, expect, test } from "vitest";

import { afterEvent, stillHeld } from "../src/alarm/marks";
import { isAlarmWaiting, isToSound, titleOf } from "../src/alarm/hearing";
import { AT_FIRST, readSettings } from "../src/alarm/settings";
import { notesOf } from "../src/alarm/tones";
import type { EventNow } from "../src/events/model";
import type { Line } from "../src/incidents/model";
import { rank } from "../src/palette";
import { hashOf, parseRoute } from "../src/route";
import { beginWith, moved, redo, resized, step, undo, withCameras, without } from "../src/wall/arranging";
import { shapeOf, takesLittle } from "../src/wall/board";
import { fitGrid, neighbour, pack, pagesOf, tileAt } from "../src/wall/grid";
import { withEvent } from "../src/wall/newest";
import { beginsAt_ms } from "../src/wall/replay";
import type { SavedWall, TileOf } from "../src/wall/model";
import { stepAfter, tick } from "../src/wall/tour";
import { wallBeside, wallNamed } from "../src/wall/walls";
import { readWindows } from "../src/wall/windows";

const ROOM = { width_px: 1340, height_px: 800, aspect: 16 / 9, gap_px: 8 };
const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
/** The width of so many equal pictures in the columns that show them largest. */
const inColumns_px = (count: number, room: typeof ROOM): number =>
  Math.max(...ones(count).map((_, index) => {
    const rows = Math.ceil(count / (index + 1));
    return Math.min((room.width_px - 8 * index) / (index + 1), ((room.height_px - 8 * (rows - 1)) / rows) * room.aspect);
  }));
const tiles = (...cameras: string[]): TileOf[] => cameras.map((camera) => ({ camera, span: 1 }));
const wall = (id: string, shared = true): SavedWall => ({ id, name: `Wall ${id}`, shared, columns: 0, tiles: [], version: 1, may_change: true });
const event = (phase: EventNow["phase"], level: EventNow["level"], camera: string | null = "gate"): EventNow => ({
  id: 1, kind: "line_crossed", phase, level, at: "", since: "", name: "", camera, rule: 1, value: null, detail: "", where: null, area: null, exercise: false,
});

describe("the grid", () => {
  test("shows all tiles at once where they fit", () => {
    for (let count = 1; count <= 16; count += 1) {
      const grid = fitGrid(ones(count), 0, ROOM);
      expect(grid.scrolls).toBe(false);
      expect(grid.columns * grid.tileWidth_px + (grid.columns - 1) * 8).toBeLessThanOrEqual(1340);
      expect(grid.rows * grid.tileHeight_px + (grid.rows - 1) * 8).toBeLessThanOrEqual(800);
    }
  });

  test("is one column as wide as the screen on a phone, whatever was made large", () => {
    expect(fitGrid([2, 1, 1, 1], 4, { ...ROOM, width_px: 370, height_px: 700 })).toMatchObject({ columns: 1, tileWidth_px: 370, scrolls: true, rows: 4 });
  });

  test("scrolls in pages of whole rows rather than shrink tiles below use", () => {
    const grid = fitGrid(ones(100), 0, ROOM);
    expect(grid.scrolls).toBe(true);
    const rowsAtOnce = Math.floor((800 + 8) / (grid.tileHeight_px + 8));
    expect(pagesOf(grid, 800, 8)).toBe(Math.ceil(grid.rows / rowsAtOnce));
    expect(pagesOf(fitGrid(ones(9), 0, ROOM), 800, 8)).toBe(1);
  });

  test("keeps the columns that somebody asked for", () => {
    expect(fitGrid(ones(5), 5, ROOM).columns).toBe(5);
    expect(fitGrid(ones(40), 2, ROOM)).toMatchObject({ columns: 2, scrolls: true });
  });

  test("fills the width with rows of their own where columns would leave gaps, and makes no picture smaller for it", () => {
    const widths = (count: number, room: typeof ROOM): number[] => {
      const grid = fitGrid(ones(count), 0, room);
      const below_px = Math.max(...grid.places.map(({ row, span }) => (row + span) * (grid.tileHeight_px + 8) - 8));
      expect(below_px).toBeLessThanOrEqual(room.height_px);
      expect(grid.columns * (grid.tileWidth_px + 8) - 8).toBeLessThanOrEqual(room.width_px);
      return grid.places.map(({ span }) => span * (grid.tileWidth_px + 8) - 8);
    };
    const hall = { ...ROOM, width_px: 1816, height_px: 1010 };
    const five = widths(5, hall);
    expect(five[0]).toBeGreaterThan(890);
    expect(five[4]).toBeGreaterThan(590);
    expect(fitGrid(ones(5), 0, hall).places.map(({ row }) => row)).toEqual([0, 0, 3, 3, 3]);
    for (const room of [ROOM, hall, { ...ROOM, width_px: 1262, height_px: 698 }, { ...ROOM, width_px: 3000, height_px: 700 }]) {
      for (let count = 1; count <= 16; count += 1) expect(Math.min(...widths(count, room))).toBeGreaterThanOrEqual(inColumns_px(count, room) - 6);
    }
  });

  test("keeps the shape of every picture, small or large, within two pixels", () => {
    for (const count of [2, 3, 5, 10, 11]) {
      const { places, tileWidth_px, tileHeight_px } = fitGrid(ones(count), 0, { ...ROOM, width_px: 1816, height_px: 1010 });
      for (const { span } of places) expect(Math.abs(span * (tileHeight_px + 8) - 8 - (span * (tileWidth_px + 8) - 8) * (9 / 16))).toBeLessThanOrEqual(2);
    }
  });

  test("takes the shape that its cameras share, and the usual one where they differ or none is known", () => {
    const old = { width: 1280, height: 960 };
    expect(shapeOf([old, null, { width: 640, height: 480 }])).toBeCloseTo(4 / 3);
    expect(shapeOf([old, { width: 1920, height: 1080 }])).toBeCloseTo(16 / 9);
    expect(shapeOf([null, null])).toBeCloseTo(16 / 9);
    expect(shapeOf([{ width: 5120, height: 1024 }])).toBeCloseTo(16 / 9);
    expect(shapeOf([{ width: 1920, height: 1088 }, { width: 1920, height: 1080 }])).toBeCloseTo(16 / 9, 1);
  });

  test("fills gaps beside a large tile and lays no tile over another", () => {
    const places = pack([2, 1, 1, 1, 2, 1], 3);
    const cells = places.flatMap(({ column, row, span }) => Array.from({ length: span * span }, (_, at) => `${column + (at % span)} ${row + Math.floor(at / span)}`));
    expect(new Set(cells).size).toBe(cells.length);
    expect(places.slice(0, 3)).toEqual([{ column: 0, row: 0, span: 2 }, { column: 2, row: 0, span: 1 }, { column: 2, row: 1, span: 1 }]);
  });

  test("is walked by arrows without falling off, past large tiles too", () => {
    const seven = pack(ones(7), 3);
    expect(neighbour(seven, 0, "ArrowLeft")).toBe(0);
    expect(neighbour(seven, 1, "ArrowDown")).toBe(4);
    expect(neighbour(seven, 5, "ArrowDown")).toBe(6);
    expect(neighbour(seven, 6, "ArrowDown")).toBe(6);
    expect(neighbour(seven, 4, "ArrowUp")).toBe(1);
    const large = pack([2, 1, 1, 1], 3);
    expect(neighbour(large, 0, "ArrowRight")).toBe(1);
    expect(neighbour(large, 2, "ArrowLeft")).toBe(0);
    expect(neighbour(large, 0, "ArrowDown")).toBe(3);
  });

  test("says which tile lies under the pointer, and none between two", () => {
    const grid = fitGrid(ones(4), 2, ROOM);
    expect(tileAt(grid, 10, 10, 8)).toBe(0);
    expect(tileAt(grid, grid.tileWidth_px + 20, grid.tileHeight_px + 20, 8)).toBe(3);
    expect(tileAt(grid, -5, 10, 8)).toBeNull();
  });
});

describe("what a tile shows again", () => {
  test("begins ten seconds ago, and pressed again ten seconds further back", () => {
    expect(beginsAt_ms(100_000, 99_000, true, null)).toBe(90_000);
    expect(beginsAt_ms(104_000, 103_000, true, 94_000)).toBe(84_000);
  });

  test("is of a lost camera the last seconds there are, and never of the future", () => {
    expect(beginsAt_ms(100_000, 40_000, false, null)).toBe(30_000);
    expect(beginsAt_ms(100_000, 140_000, false, null)).toBe(90_000);
    expect(beginsAt_ms(100_000, null, false, null)).toBe(90_000);
  });
});

describe("what just happened", () => {
  const told = (id: number, at: string, phase: EventNow["phase"] = "once"): EventNow => ({ ...event(phase, "info"), id, at });

  test("stands beside the wall by itself only where it takes little from the pictures", () => {
    expect(takesLittle(ones(2), 0, ROOM, 326)).toBe(true); // their margins hold it
    for (const count of [1, 4, 9]) expect(takesLittle(ones(count), 0, ROOM, 326)).toBe(false);
  });

  test("is newest first, told twice it is one, and the list stays short", () => {
    const two = withEvent([told(1, "2026-05-01T10:00:00Z")], told(2, "2026-05-01T10:00:01Z"));
    expect(two.map(({ id }) => id)).toEqual([2, 1]);
    expect(withEvent(two, told(1, "2026-05-01T10:00:02Z", "ended")).map(({ id, phase }) => [id, phase])).toEqual([[1, "ended"], [2, "once"]]);
    const many = Array.from({ length: 90 }, (_, id) => id).reduce<readonly EventNow[]>((shown, id) => withEvent(shown, told(id, `2026-05-01T10:00:${String(id % 60).padStart(2, "0")}Z`)), []);
    expect(many.length).toBe(40);
  });
});

describe("arranging", () => {
  const draft = { name: "Gates", shared: false, columns: 0, tiles: tiles("a", "b", "c") };

  test("moves, sizes, takes off and puts on, and each step can be undone and done again", () => {
    let now = beginWith(draft);
    now = step(now, { ...now.draft, tiles: moved(now.draft.tiles, 0, 2) });
    now = step(now, { ...now.draft, tiles: resized(now.draft.tiles, 0) });
    now = step(now, { ...now.draft, tiles: without(now.draft.tiles, 1) });
    now = step(now, { ...now.draft, tiles: withCameras(now.draft.tiles, ["d", "b"]) });
    expect(now.draft.tiles).toEqual([{ camera: "b", span: 2 }, { camera: "a", span: 1 }, { camera: "d", span: 1 }]);
    expect(undo(undo(undo(undo(now)))).draft).toEqual(draft);
    expect(redo(undo(now)).draft).toEqual(now.draft);
    expect(undo(beginWith(draft)).draft).toBe(draft);
  });

  test("of a tile to where it cannot be is nothing", () => {
    expect(moved(draft.tiles, 0, 9)).toBe(draft.tiles);
    expect(moved(draft.tiles, 5, 0)).toBe(draft.tiles);
  });
});

describe("walls", () => {
  test("follow each other round, all cameras first", () => {
    const list = [wall("1"), wall("2")];
    expect(wallBeside(list, "all", 1)).toBe("1");
    expect(wallBeside(list, "2", 1)).toBe("all");
    expect(wallBeside(list, "all", -1)).toBe("2");
  });

  test("that are not there are nothing, and not another one", () => {
    expect(wallNamed([wall("1")], "2", [])).toBeNull();
    expect(wallNamed([wall("1")], "1", [])?.name).toBe("Wall 1");
  });

  test("have addresses that lead back to them, their window and their tour", () => {
    for (const route of [
      { page: "wall" }, { page: "wall", wall: "0a" }, { page: "wall", wall: "all", alone: true },
      { page: "wall", wall: "0a", alone: true, tour: { every_s: 10, through: ["0a", "all"] } },
    ] as const) expect(parseRoute(hashOf(route))).toEqual(route);
    expect(parseRoute("#/wall/<b>?tour=1&through=x,0a")).toEqual({ page: "wall" });
  });

  test("remember their windows, and nothing that is no window", () => {
    const kept = { wall: "all", left: 1, top: 2, width: 3, height: 4 };
    expect(readWindows(JSON.stringify([kept, { wall: 5 }, null, { ...kept, left: "x" }]))).toEqual([kept]);
    expect(readWindows("no json")).toEqual([]);
    expect(readWindows(null)).toEqual([]);
  });
});

describe("a tour", () => {
  const tour = { every_s: 10, through: ["1", "all"] };

  test("goes through the pages, then the walls, then begins anew", () => {
    expect(stepAfter(tour, "1", 0, 2)).toEqual({ kind: "page", page: 1 });
    expect(stepAfter(tour, "1", 1, 2)).toEqual({ kind: "wall", wall: "all" });
    expect(stepAfter(tour, "all", 0, 1)).toEqual({ kind: "wall", wall: "1" });
    expect(stepAfter({ ...tour, through: ["1"] }, "1", 2, 3)).toEqual({ kind: "page", page: 0 });
    expect(stepAfter({ ...tour, through: [] }, "1", 0, 1)).toEqual({ kind: "stay" });
  });

  test("waits while it is held, and does not forget how long was left", () => {
    expect(tick({ left_s: 3, held_s: 2 })).toEqual({ left_s: 3, held_s: 1 });
    expect(tick({ left_s: 3, held_s: 0 })).toEqual({ left_s: 2, held_s: 0 });
  });
});

describe("alarms", () => {
  const loud = { ...AT_FIRST, on: true, least: "warning" as const };

  test("sound from the chosen gravity on, once for an event and the incident it opens", () => {
    expect(isToSound("info", loud, null, 0)).toBe(false);
    expect(isToSound("warning", loud, null, 0)).toBe(true);
    expect(isToSound("warning", { ...loud, on: false }, null, 0)).toBe(false);
    expect(isToSound("warning", loud, { level: "warning", at_ms: 0 }, 1000)).toBe(false);
    expect(isToSound("warning", loud, { level: "alarm", at_ms: 0 }, 1000)).toBe(false);
    expect(isToSound("alarm", loud, { level: "warning", at_ms: 0 }, 1000)).toBe(true);
    expect(isToSound("warning", loud, { level: "alarm", at_ms: 0 }, 9000)).toBe(true);
  });

  test("are told apart by rhythm, not by pitch alone", () => {
    const counts = (["info", "warning", "alarm"] as const).map((level) => notesOf(level).length);
    expect(counts).toEqual([1, 2, 6]);
  });

  test("sound again only while one is new and nobody's", () => {
    const line = { level: "alarm", state: "new", owner: null } as Line;
    expect(isAlarmWaiting([line])).toBe(true);
    expect(isAlarmWaiting([{ ...line, state: "acknowledged" }])).toBe(false);
    expect(isAlarmWaiting([{ ...line, owner: { id: "1", name: "Ada" } }])).toBe(false);
    expect(isAlarmWaiting([{ ...line, level: "warning" }])).toBe(false);
  });

  test("mark their camera for a while, the graver one over the lesser", () => {
    const alarm = afterEvent(new Map(), event("once", "alarm"), 0, "Flame");
    expect(afterEvent(alarm, event("once", "info"), 1000, "Line").get("gate")?.what).toBe("Flame");
    expect(stillHeld(alarm, 59_000)).toBe(alarm);
    expect(stillHeld(alarm, 61_000).size).toBe(0);
    const began = afterEvent(new Map(), event("began", "warning"), 0, "Zone");
    expect(stillHeld(began, 600_000).size).toBe(1);
    expect(stillHeld(afterEvent(began, event("ended", "warning"), 600_000, "Zone"), 607_000).size).toBe(0);
    expect(afterEvent(new Map(), event("once", "alarm", null), 0, "Storage").size).toBe(0);
  });

  test("count in the title while they wait", () => {
    expect(titleOf(0, "Groundglass")).toBe("Groundglass");
    expect(titleOf(2, "Groundglass")).toBe("(2) Groundglass");
  });

  test("keep what somebody chose, and what makes no sense is as at first", () => {
    expect(readSettings(JSON.stringify({ on: false, volume: 0.2, least: "alarm", repeat: true }))).toEqual({ on: false, volume: 0.2, least: "alarm", repeat: true });
    expect(readSettings('{"volume": 7, "least": "loud"}')).toEqual(AT_FIRST);
    expect(readSettings("{")).toEqual(AT_FIRST);
  });
});

test("the palette finds by the beginnings of several words", () => {
  const entries = ["Main gate", "Settings of Main gate", "Gate 2"].map((label) => ({ label }));
  expect(rank(entries, "sett gate").map(({ label }) => label)).toEqual(["Settings of Main gate"]);
  expect(rank(entries, "gate")[0]?.label).toBe("Gate 2");
});
