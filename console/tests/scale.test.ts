import { expect, test } from "vitest";

import { markedAs } from "../src/cameras/scale";
import type { Point } from "../src/model";

const MARKS: readonly Point[] = [[0.3, 0.4], [0.3, 0.2], [0.6, 0.4], [0.6, 0.9]];

test("an upright's head is above its foot whichever end was dragged where", () => {
  expect(markedAs("uprights", MARKS, [1.7, 2])).toEqual({
    kind: "uprights",
    marks: [{ head: 0.2, foot: 0.4, height_m: 1.7 }, { head: 0.4, foot: 0.9, height_m: 2 }],
  });
});

test("the corners of a rectangle are sent in the order they were asked for", () => {
  expect(markedAs("ground", MARKS, [4, 6])).toEqual({ kind: "ground", corners: MARKS, width_m: 4, depth_m: 6 });
});

test("a mounting needs no marks", () => {
  expect(markedAs("mounting", MARKS, [3, -5, 50])).toEqual({ kind: "mounting", camera_height_m: 3, tilt_deg: -5, vertical_view_deg: 50 });
});

test("what is not a length is not sent", () => {
  expect(markedAs("uprights", MARKS, [1.7, Number.NaN])).toBeNull();
  expect(markedAs("ground", MARKS, [0, 4])).toBeNull();
  expect(markedAs("mounting", MARKS, [3, 20])).toBeNull();
  expect(markedAs("ground", MARKS.slice(1), [4, 6])).toBeNull();
});
