/**
 * What a language file holds: any part of the console's words, in their shape. What it lacks is said in English, so a
 * new sentence never leaves a hole on a page; the tests refuse a release in which something is lacking.
 */

import type { Words } from "../words";

export type Translation<T = Words> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : T extends readonly unknown[]
      ? T
      : { readonly [Key in keyof T]?: Translation<T[Key]> };

/** `base` with every sentence of `translation` in its place. Lists are replaced whole. Pure. */
export function over<T>(base: T, translation: Translation<T> | undefined): T {
  if (translation === undefined) return base;
  if (!isBranch(base) || !isBranch(translation)) return translation as T;
  const spoken: Record<string, unknown> = { ...base };
  for (const [key, part] of Object.entries(translation)) spoken[key] = over(base[key], part as Translation<unknown>);
  return spoken as T;
}

/** The paths of all sentences that `translation` lacks. Pure. */
export function lacking(base: unknown, translation: unknown, path = ""): readonly string[] {
  if (translation === undefined) return [path];
  if (!isBranch(base) || !isBranch(translation)) return [];
  return Object.keys(base).flatMap((key) => lacking(base[key], translation[key], path === "" ? key : `${path}.${key}`));
}

const isBranch = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
