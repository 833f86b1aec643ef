/** What a list of many cameras and a disk are asked. */

import { describe, expect, test } from "vitest";

import { found } from "../src/cameras/list";
import type { Camera } from "../src/model";
import { roomFor_s } from "../src/site/site";

const camera = (name: string, state: string): Camera => ({ id: name, name, state: { code: state }, view: null }) as unknown as Camera;
const CAMERAS = [camera("Platform 1", "live"), camera("Platform 2 east", "lost"), camera("Gate", "refused")];
const names = (cameras: readonly Camera[]): readonly string[] => cameras.map(({ name }) => name);

describe("a list of cameras", () => {
  test("is narrowed to those whose name has every word that was typed", () => {
    expect(names(found(CAMERAS, " EAST plat ", false))).toEqual(["Platform 2 east"]);
    expect(names(found(CAMERAS, "", false))).toEqual(names(CAMERAS));
  });

  test("is narrowed to those that need attention", () => expect(names(found(CAMERAS, "a", true))).toEqual(["Platform 2 east", "Gate"]));
});

describe("how much a disk holds", () => {
  const now_ms = Date.parse("2026-03-10T12:00:00Z");
  const storage = { used_bytes: 100, free_bytes: 320, floor_bytes: 20, oldest: "2026-03-08T12:00:00Z" };

  test("is told in time, at the rate so far", () => expect(roomFor_s(storage, now_ms)).toBe(8 * 86_400));

  test("is what is recorded where no more is free", () => expect(roomFor_s({ ...storage, free_bytes: 10 }, now_ms)).toBe(2 * 86_400));

  test("is not told before an hour is recorded", () => {
    expect(roomFor_s({ ...storage, oldest: "2026-03-10T11:30:00Z" }, now_ms)).toBeNull();
    expect(roomFor_s({ ...storage, oldest: null }, now_ms)).toBeNull();
    expect(roomFor_s({ ...storage, used_bytes: 0 }, now_ms)).toBeNull();
  });
});
