/** The margin below a still says which camera, when, and that it was frosted. */

import { expect, test } from "vitest";

import type { Camera } from "../src/model";
import { lettersOf, rowsOf } from "../src/stills/margin";

const camera = { id: "gate", name: "North gate" } as Camera;
const at_ms = new Date(2026, 10, 22, 19, 5, 3, 240).getTime();

test("it names camera, site, both times, and that it was frosted before storage", () => {
  const said = rowsOf({ camera, at_ms, isLive: false }, "Harbour", "en").flat().join(" | ");
  for (const part of ["North gate", "Harbour", "2026", "19:05:03.2", "UTC", "Frosted before storage"]) expect(said).toContain(part);
});

test("of a live picture it claims no more than the second", () => {
  const [, [when]] = rowsOf({ camera, at_ms, isLive: true }, "Harbour", "en") as [unknown, [string, string]];
  expect(when).toMatch(/19:05:03 \(live\)$/);
});

test("its letters can be read beside a small picture and stay letters beside a large one", () => {
  expect([320, 1280, 3840].map(lettersOf)).toEqual([11, 24, 30]);
});
