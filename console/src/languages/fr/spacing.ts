/**
 * French sets a space before : ; ? ! and inside « », where a line must not break, and a curved apostrophe. Sentences are
 * written here with plain spaces and apostrophes, as keyboards have them, and get the right ones when the language is loaded.
 */

const NARROW = "\u202f";
const FULL = "\u00a0";

/** `sentence` with no-break spaces and apostrophes as French has them. Pure. */
export const unbroken = (sentence: string): string => sentence.replace(/ (?=[;?!])/g, NARROW).replace(/ (?=[:»])/g, FULL).replace(/« /g, `«${FULL}`).replace(/(?<=\p{L})'(?=[\p{L}<])/gu, "’");

/** `part` with every sentence in it unbroken, those that functions make too. Pure. */
export function spaced<T>(part: T): T {
  if (typeof part === "string") return unbroken(part) as T;
  if (typeof part === "function") return ((...given: unknown[]): unknown => spaced(part(...given) as unknown)) as T;
  if (Array.isArray(part)) return part.map((each: unknown) => spaced(each)) as T;
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, spaced(each as unknown)])) as T;
}
