/** The console speaks four languages, and none of them has a hole. */

import { describe, expect, test } from "vitest";

import { spokenOf } from "../src/language";
import { over } from "../src/languages/translation";
import { type Words, english } from "../src/words";

describe("which language", () => {
  test("the first of the browser's that we speak, whatever its region", () => {
    expect(spokenOf(["da-DK", "de-CH", "en"])).toBe("de");
    expect(spokenOf(["fr"])).toBe("fr");
  });

  test("English where we speak none of them", () => expect(spokenOf(["da", "nb-NO"])).toBe("en"));
});

describe("a translation", () => {
  test("takes the place of what it translates, and English stays where it has nothing", () => {
    const spoken = over<Words>(english, { nav: { wall: "Live-Bild" } });
    expect(spoken.nav.wall).toBe("Live-Bild");
    expect(spoken.nav.cameras).toBe(english.nav.cameras);
  });
});
