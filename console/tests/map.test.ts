import { describe, expect, it } from "vitest";

import { numberIn, placedFrom, typedOf } from "../src/map/arrange";
import { towards } from "../src/map/card";
import { type View, aimAt, before, cornersOf, fan, metresFrom, metresPerPixel, offset, onGround, pan, pointOf, project, roundLength, unproject, viewOf, zoomAt } from "../src/map/geo";
import { GRID, WORLD, byDistance, extentOf, groundWith, groundsOf, placedOn, placementOf, withPlacement } from "../src/map/grounds";
import { afterArrangeKey, dragged } from "../src/map/handles";
import { placeOf } from "../src/map/markers";
import type { MapTold, Placing, Plan } from "../src/map/model";
import { afterEvent } from "../src/map/now";
import { focusOf } from "../src/map/page";
import { knownOf, placingOf } from "../src/map/pins";
import { mostPerM2, stepOf } from "../src/map/scene";
import { inSight } from "../src/map/sight";
import { afterKey } from "../src/map/view";

const SIZE = { width: 800, height: 600 };
const TOWN = { lng: 11.576, lat: 48.137 };
const VIEW: View = { ...TOWN, zoom: 17 };
const METRES: Placing = { ground: "metres", a: { across: 0, down: 1, east: 0, north: 0 }, b: { across: 1, down: 1, east: 45, north: 0 } };
const PLAN: Plan = { id: "00".repeat(8), name: "Hall", position: 1, picture: { url: "/p", width: 900, height: 600 }, placing: METRES };
const AIM = { height_m: 3, azimuth_deg: 90, view_deg: 60, range_m: 20 };
const EMPTY: MapTold = { cameras: {}, stands: {}, plans: [], base: null, base_trouble: "" };

describe("points on the ground and on the screen", () => {
  it("come back to where they were", () => {
    for (const at of [{ x: 0, y: 0 }, { x: 400, y: 300 }, { x: 799, y: 13 }]) {
      const back = project(VIEW, SIZE, unproject(VIEW, SIZE, at));
      expect(back.x).toBeCloseTo(at.x, 4);
      expect(back.y).toBeCloseTo(at.y, 4);
    }
  });
  it("keep the point under the pointer while zooming, and follow it while pulling", () => {
    const at = { x: 120, y: 500 };
    const held = unproject(VIEW, SIZE, at);
    const nearer = project(zoomAt(VIEW, SIZE, at, 2), SIZE, held);
    expect([nearer.x, nearer.y].map(Math.round)).toEqual([120, 500]);
    const pulled = project(pan(VIEW, SIZE, 30, -20), SIZE, held);
    expect([pulled.x, pulled.y].map(Math.round)).toEqual([150, 480]);
  });
  it("are as many metres apart as was said", () => {
    for (const azimuth of [0, 45, 190, 359]) {
      const { azimuth_deg, distance_m } = aimAt(TOWN, offset(TOWN, azimuth, 120));
      expect(azimuth_deg).toBeCloseTo(azimuth, 3);
      expect(distance_m).toBeCloseTo(120, 3);
    }
    const right = metresFrom(TOWN, before(TOWN, 90, 5, 20)); // looking east, its right is south
    expect(right.east).toBeCloseTo(20, 3);
    expect(right.north).toBeCloseTo(-5, 3);
  });
  it("a scale bar is round and no longer than asked", () => {
    const { length_m, pixels } = roundLength(VIEW, 110);
    expect([1, 2, 5]).toContain(length_m / 10 ** Math.floor(Math.log10(length_m)));
    expect(pixels).toBeLessThanOrEqual(110);
    expect(pixels * metresPerPixel(VIEW)).toBeCloseTo(length_m);
  });
  it("a view shows all points with room", () => {
    const view = viewOf([offset(TOWN, 0, 200), offset(TOWN, 135, 400)], SIZE);
    for (const point of [offset(TOWN, 0, 200), offset(TOWN, 135, 400)]) {
      const { x, y } = project(view, SIZE, point);
      expect(x > 0 && x < 800 && y > 0 && y < 600).toBe(true);
    }
  });
  it("an outline begins where the camera stands, unless it looks all around", () => {
    expect(fan(TOWN, 0, 90, 50)[0]).toEqual(TOWN);
    expect(fan(TOWN, 0, 360, 50)).not.toContainEqual(TOWN);
  });
});

describe("a plan", () => {
  it("lies as its pins say, as the server has it", () => {
    const [topLeft, topRight] = cornersOf(METRES, { width: 900, height: 600 });
    expect(topLeft).toEqual(pointOf(0, 30));
    expect(topRight.lng).toBeCloseTo(pointOf(45, 30).lng, 12);
    const turned: Placing = { ...METRES, b: { ...METRES.b, east: 0, north: -45 } };
    expect(onGround(turned, { width: 900, height: 600 }, 0, 0).lng).toBeCloseTo(pointOf(30, 0).lng, 12);
  });
  it("is placed by how far apart two points are, upright", () => {
    const placing = byDistance({ width: 900, height: 600 }, { across: 0, down: 1 }, { across: 1, down: 1 }, 45);
    expect(placing.b.east).toBeCloseTo(45);
    expect(placing.b.north).toBeCloseTo(0);
  });
  it("is read from fields only when they say enough", () => {
    const a = { across: 0, down: 1 };
    const b = { across: 1, down: 1 };
    expect(placingOf("distance", a, b, [], "12,5", { width: 9, height: 6 })?.ground).toBe("metres");
    expect(placingOf("distance", a, b, [], "", { width: 9, height: 6 })).toBeNull();
    expect(placingOf("world", a, b, ["48.1", "11.5", "91", "11.6"], "", { width: 9, height: 6 })).toBeNull();
    expect(placingOf("world", a, b, ["48.1", "11.5", "48.2", "11.6"], "", { width: 9, height: 6 })?.b).toEqual({ ...b, north: 48.2, east: 11.6 });
    expect(knownOf(METRES)).toEqual(["distance", ["0", "0", "45", "0"], "45"]);
  });
});

describe("what is looked at", () => {
  it("is a grid where nothing else is, and the world stays within reach", () => {
    expect(groundsOf(EMPTY).map((ground) => ground.id)).toEqual([GRID, WORLD]);
    expect(groundsOf({ ...EMPTY, plans: [PLAN] }).map((ground) => ground.id)).toEqual([PLAN.id, WORLD]);
  });
  it("has the cameras that stand there, and a camera stands in one place", () => {
    const stood = withPlacement({ ...EMPTY, plans: [PLAN] }, "gate", { kind: "stand", stand: { ...AIM, plan: PLAN.id, x_m: 5, y_m: 6 } });
    const [floor] = groundsOf(stood);
    expect(placedOn(stood, floor!).map((one) => one.camera)).toEqual(["gate"]);
    const moved = withPlacement(stood, "gate", { kind: "spot", spot: { ...AIM, latitude: 48, longitude: 11, plan: null } });
    expect([groundWith(stood, "gate"), groundWith(moved, "gate")]).toEqual([PLAN.id, WORLD]);
    expect(Object.keys(moved.stands)).toEqual([]);
    expect(extentOf(moved, groundsOf(moved)[0]!).length).toBe(2);
  });
  it("says places to the centimetre", () => {
    const ground = groundsOf({ ...EMPTY, plans: [PLAN] })[0]!;
    expect(placementOf(ground, { ...AIM, at: pointOf(5.12345, 6) }, null)).toEqual({ kind: "stand", stand: { ...AIM, plan: PLAN.id, x_m: 5.12, y_m: 6 } });
  });
});

describe("arranging", () => {
  const placed = { ...AIM, camera: "gate", at: TOWN };
  const shown = { view: VIEW, size: SIZE, hasBase: false };
  it("turns and lengthens by the end of the view, widens by its sides, moves by itself", () => {
    const aimed = dragged(placed, "aim", offset(TOWN, 200, 77));
    expect([Math.round(aimed.azimuth_deg), Math.round(aimed.range_m)]).toEqual([200, 77]);
    expect(dragged(placed, "right", offset(TOWN, 135, 20)).view_deg).toBeCloseTo(90, 2);
    expect(dragged(placed, "left", offset(TOWN, 45, 20)).view_deg).toBeCloseTo(90, 2);
    expect(dragged(placed, "right", offset(TOWN, 80, 20)).view_deg).toBe(4); // past its own middle
    expect(dragged(placed, "stand", offset(TOWN, 0, 9)).at).toEqual(offset(TOWN, 0, 9));
  });
  it("does the same by keys", () => {
    const moved = afterArrangeKey("ArrowRight", false, placed, shown);
    expect(metresFrom(TOWN, moved!.at).east).toBeCloseTo(4 * metresPerPixel(VIEW), 3);
    expect(afterArrangeKey("[", false, placed, shown)?.azimuth_deg).toBe(85);
    expect(afterArrangeKey("}", true, placed, shown)?.azimuth_deg).toBe(120);
    expect(afterArrangeKey("x", false, placed, shown)).toBeNull();
    expect(afterKey("+", VIEW, SIZE)?.zoom).toBe(17.5);
    expect(afterKey("x", VIEW, SIZE)).toBeNull();
  });
  it("reads numbers as people write them, and names those that are none", () => {
    expect([numberIn("1,5", [0, 9]), numberIn("x", [0, 9]), numberIn("", [0, 9]), numberIn("10", [0, 9])]).toEqual([1.5, null, null, null]);
    const typed = typedOf(placed, true);
    expect(placedFrom({ ...typed, azimuth: "10" }, placed, true)).toMatchObject({ azimuth_deg: 10, range_m: 20 });
    expect(placedFrom({ ...typed, first: "95", view: "" }, placed, true)).toEqual(["first", "view"]);
  });
});

describe("what happens", () => {
  const camera = { ...AIM, camera: "gate", at: TOWN };
  const event = { id: 1, kind: "smoke", phase: "once" as const, level: "alarm" as const, at: new Date(0).toISOString(), since: "", name: "", camera: "gate", rule: null, value: null, detail: "", where: null, area: null, exercise: false } as const;
  it("is drawn on the ground where that is known, else in what the camera sees", () => {
    const known = metresFrom(TOWN, placeOf(camera, { x: 0.5, y: 0.5, across_m: 2, away_m: 9 }, 0.5));
    expect([known.east, known.north].map((metres) => Math.round(metres))).toEqual([9, -2]);
    expect(aimAt(TOWN, placeOf(camera, null, 0.5)).distance_m).toBeCloseTo(10, 3);
  });
  it("is kept for an hour and shown once", () => {
    const later = { ...event, id: 2, at: new Date(1_000_000).toISOString() };
    expect(afterEvent([event], later, 1_000_000).map((one) => one.id)).toEqual([2, 1]);
    expect(afterEvent([event, later], later, 3_700_000).map((one) => one.id)).toEqual([2]);
  });
  it("is warm by how busy a piece of ground is for its size, and pale where few were", () => {
    const square = (side: number): [number, number][] => [[0, 0], [side, 0], [side, side], [0, side]];
    const cells = [{ corners: square(1), visits: 50, stay_s: 1 }, { corners: square(5), visits: 50, stay_s: 1 }, { corners: square(1), visits: null, stay_s: null }];
    const most = mostPerM2([{ camera, cells }]);
    expect(cells.map((cell) => stepOf(cell, most))).toEqual([5, 1, 0]);
  });
  it("is found from an address", () => {
    expect(focusOf("incident:41")).toEqual({ kind: "incident", number: 41 });
    expect(focusOf("camera:north-gate")).toEqual({ kind: "camera", id: "north-gate" });
    expect([focusOf(null), focusOf("incident:x"), focusOf("person:ada")]).toEqual([null, null, null]);
  });
  it("is brought into sight and not moved when it is", () => {
    expect(inSight(VIEW, SIZE, TOWN)).toBe(VIEW);
    expect(inSight(VIEW, SIZE, offset(TOWN, 90, 5000)).lng).toBeGreaterThan(TOWN.lng);
    expect([towards(0, true), towards(359, true), towards(91, false)]).toEqual(["north", "north", "right"]);
  });
});
