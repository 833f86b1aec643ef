/** What is looked for among bookmarks, as the address says it and as the server is asked. Pure. */

export interface MarksAsked {
  readonly words: string;
  readonly camera: string; // empty: any
  readonly day: string; // YYYY-MM-DD where the reader is; empty: any
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readAsked(query: string): MarksAsked {
  const given = new URLSearchParams(query);
  const day = given.get("day") ?? "";
  return { words: (given.get("words") ?? "").slice(0, 200), camera: given.get("camera") ?? "", day: DAY.test(day) && Number.isFinite(Date.parse(`${day}T00:00`)) ? day : "" };
}

/** What is not asked for is left out. */
export function writeAsked({ words, camera, day }: MarksAsked): string {
  const query = new URLSearchParams();
  if (words !== "") query.set("words", words);
  if (camera !== "") query.set("camera", camera);
  if (day !== "") query.set("day", day);
  return query.toString();
}

/** A day is the reader's own, from midnight to midnight, however long it is. */
export function toServer({ words, camera, day }: MarksAsked): string {
  const query = new URLSearchParams();
  if (words.trim() !== "") query.set("words", words.trim());
  if (camera !== "") query.set("camera", camera);
  if (day !== "") {
    const begin = new Date(`${day}T00:00`);
    query.set("from", begin.toISOString());
    query.set("to", new Date(begin.getFullYear(), begin.getMonth(), begin.getDate() + 1).toISOString());
  }
  return query.toString();
}
