/** The console speaks four languages, and none of them has a hole. */

import { parseAst } from "vite";
import { afterEach, describe, expect, test } from "vitest";

import { spokenOf } from "../src/language";
import { french } from "../src/languages/fr";
import { german } from "../src/languages/de";
import { spanish } from "../src/languages/es";
import { lacking, over } from "../src/languages/translation";
import { bytesOf, decimal } from "../src/time";
import { type Words, english, speak } from "../src/words";

const COMPONENTS: Readonly<Record<string, string>> = import.meta.glob("../src/**/*.tsx", { query: "?raw", import: "default", eager: true });

afterEach(() => speak(english));

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

describe.each(Object.entries({ german, french, spanish }))("%s", (_, language) => {
  test("lacks no sentence", () => expect(lacking(english, language)).toEqual([]));

  test("has no sentence that English lacks", () => expect(lacking(language, english)).toEqual([]));

  test("says something wherever English does, and of the same kind", () => {
    const ours = leavesOf(language);
    const differ = leavesOf(english).filter(([path, said]) => {
      const own = ours.find(([known]) => known === path)?.[1];
      return typeof own !== typeof said || (typeof own === "string" && (own.trim() === "") !== ((said as string).trim() === ""));
    });
    expect(differ.map(([path]) => path)).toEqual([]);
  });

  test("never says undefined or NaN, whatever it counts", () => {
    speak(over<Words>(english, language));
    expect(brokenIn(language)).toEqual([]);
  });
});

test("figures are written as the language writes them", () => {
  const sizes = ["en", "de", "fr", "es"].map((language) => [0, 999, 4_600_000, 530e9].map((size_bytes) => bytesOf(size_bytes, language)));
  expect(sizes).toEqual([["0 B", "999 B", "4.6 MB", "530 GB"], ["0 B", "999 B", "4,6 MB", "530 GB"], ["0 o", "999 o", "4,6 Mo", "530 Go"], ["0 B", "999 B", "4,6 MB", "530 GB"]]);
  expect([decimal(2.54, "en"), decimal(2.54, "fr"), decimal(12_000, "de")]).toEqual(["2.5", "2,5", "12000"]);
});

test("English never says undefined or NaN, whatever it counts", () => expect(brokenIn(english)).toEqual([]));

test("no component has a sentence of its own", () => {
  const found = Object.entries(COMPONENTS).flatMap(([file, source]) => sentencesOf(source).filter((one) => !TYPED.includes(one)).map((one) => `${file}: ${one}`));
  expect(Object.keys(COMPONENTS).length).toBeGreaterThan(80);
  expect(found).toEqual([]);
});

/** What is typed or read by a machine, and so is the same in every language. */
const TYPED: readonly string[] = ["age1…", "AGE-SECRET-KEY-1…", "rtsp://", "Authorization: Bearer", "groundglass unseal open bundle.zip --identity key.txt --out clip"];

/** What a person reads or hears of an element. */
const HEARD = new Set(["aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "alt", "title", "placeholder", "label", "hint", "text", "empty"]);

type Leaf = readonly [string, unknown];

function leavesOf(value: unknown, path = ""): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, path === "" ? key : `${path}.${key}`));
}

/** The paths of sentences that come out wrong when they are said of nothing, of one thing and of many. */
function brokenIn(language: unknown): readonly string[] {
  const taken = new Map(leavesOf(english).map(([path, said]) => [path, typeof said === "function" ? said.length : 0]));
  return leavesOf(language).flatMap(([path, said]) =>
    typeof said !== "function" || [0, 1, 2, 21].every((count) => isWhole(said, taken.get(path) ?? 0, count)) ? [] : [path]);
}

/** A parameter is a count, a length, a name or a list of names; whichever the sentence can be said of is given. */
function isWhole(said: Function, parameters: number, count: number): boolean {
  return [count, String(count), [String(count)]].some((given) => {
    try {
      const text: unknown = said(...Array<unknown>(parameters).fill(given));
      return typeof text === "string" && text !== "" && !/undefined|NaN|null|\[object|=>/.test(text);
    } catch {
      return false; // it wants something else
    }
  });
}

function sentencesOf(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== "object" || node === null || Array.isArray(node)) return;
    const { type, value, name } = node as { readonly type?: string; readonly value?: unknown; readonly name?: { readonly name?: string } };
    if (type === "JSXText" && /\p{L}{2}/u.test(String(value))) found.push(String(value).trim());
    if (type === "JSXAttribute" && HEARD.has(name?.name ?? "")) {
      const text = (value as { readonly value?: unknown } | null)?.value;
      if (typeof text === "string" && /\p{L}{2}/u.test(text)) found.push(text);
    }
    Object.values(node).forEach(visit);
  };
  visit(parseAst(source, { lang: "tsx" }));
  return found;
}
