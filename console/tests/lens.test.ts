/** A closer look at the picture: what lies under the pointer stays there, and the picture always covers its box. */

import { describe, expect, test } from "vitest";

import { type Lens, MOST, WHOLE, closer, middleOf, moved, refitted } from "../src/camera/lens";

const box = { width_px: 1600, height_px: 900 };
const under = (lens: Lens, x_px: number, y_px: number): readonly number[] => [(x_px - lens.x_px) / lens.scale, (y_px - lens.y_px) / lens.scale];

describe("a closer look", () => {
  test("keeps what lies under the pointer where it is", () => {
    const at = { x_px: 400, y_px: 300 };
    let lens = WHOLE;
    for (const factor of [1.5, 1.8, 0.9, 1.2]) {
      const before = under(lens, at.x_px, at.y_px);
      lens = closer(lens, box, at, factor);
      under(lens, at.x_px, at.y_px).forEach((value, index) => expect(value).toBeCloseTo(before[index] ?? Number.NaN, 6));
    }
  });

  test("ends at the most, and at the whole picture", () => {
    const close = closer(WHOLE, box, middleOf(box), 1e6);
    expect(close.scale).toBe(MOST);
    expect(closer(close, box, { x_px: 3, y_px: 890 }, 1e-6)).toEqual(WHOLE);
  });

  test("never shows what is beyond the picture", () => {
    const corner = closer(WHOLE, box, { x_px: 1600, y_px: 900 }, 3);
    for (const by of [{ x_px: 9_999, y_px: 9_999 }, { x_px: -9_999, y_px: -9_999 }]) {
      const lens = moved(corner, box, by);
      expect(lens.x_px).toBeLessThanOrEqual(0);
      expect(lens.x_px + box.width_px * lens.scale).toBeGreaterThanOrEqual(box.width_px);
      expect(lens.y_px).toBeLessThanOrEqual(0);
      expect(lens.y_px + box.height_px * lens.scale).toBeGreaterThanOrEqual(box.height_px);
    }
    const whole = moved(WHOLE, box, { x_px: 50, y_px: -50 });
    expect([whole.scale, whole.x_px, whole.y_px].map(Math.abs)).toEqual([1, 0, 0]);
  });

  test("shows the same part when its box changes its size, as it does for the whole screen", () => {
    const lens = closer(WHOLE, box, { x_px: 1200, y_px: 200 }, 2.5);
    const larger = { width_px: 2400, height_px: 1350 };
    const [x = 0, y = 0] = under(lens, 800, 450);
    const [u = 0, v = 0] = under(refitted(lens, box, larger), 1200, 675);
    expect([u / larger.width_px, v / larger.height_px]).toEqual([expect.closeTo(x / box.width_px, 6), expect.closeTo(y / box.height_px, 6)]);
  });
});
