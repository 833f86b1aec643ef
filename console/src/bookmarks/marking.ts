/** What is being marked or said anew of a mark, for the one dialog that asks; and the bookmarks as everybody here changes them. */

import { removeBookmark, restoreBookmark } from "../api";
import type { BookmarkTold } from "../api/types";
import { headline } from "../outcome";
import { say } from "../parts/toast";
import { type Route } from "../route";
import { guard } from "../session";
import { Store } from "../store";
import { words } from "../words";

export type Marking =
  | { readonly kind: "new"; readonly cameras: readonly string[]; readonly at_ms: number }
  | { readonly kind: "change"; readonly bookmark: BookmarkTold };

export const marking = new Store<Marking | null>(null);

/** Rises with every change that is made here, so that timelines and lists look again. */
export const marksChanged = new Store(0);
export const tellChanged = (): void => marksChanged.set(marksChanged.value + 1);

const SEEN_MS = 1_500; // what is seen live is a little old, and who sees it takes a moment to press the key

/** Asks for a word about a moment; `null` is what is live now. */
export function startMarking(cameras: readonly string[], at_ms: number | null): void {
  const moment_ms = Math.round(at_ms ?? Date.now() - SEEN_MS);
  if (cameras.length > 0) marking.set({ kind: "new", cameras: cameras.slice(0, 64), at_ms: moment_ms });
}

/** Where a bookmark leads: its camera at that moment, or several of them in step. Pure. */
export function placeOf({ cameras, at }: Pick<BookmarkTold, "cameras" | "at">): Route {
  const at_ms = Date.parse(at);
  const [first = "", second] = cameras;
  return second === undefined ? { page: "camera", id: first, at_ms } : { page: "timeline", cameras: cameras.slice(0, 9), at_ms };
}

/** Takes one away, with a way back. */
export async function removeMark(id: string): Promise<void> {
  const answer = guard(await removeBookmark(id));
  if (answer.kind === "failed") say([headline(answer.problem), ...answer.problem.hints].join(" "));
  if (answer.kind !== "ok") return;
  tellChanged();
  say(words.bookmarks.removed, { label: words.common.undo, run: () => void bringBack(id) });
}

async function bringBack(id: string): Promise<void> {
  const answer = guard(await restoreBookmark(id));
  if (answer.kind === "failed") say([headline(answer.problem), ...answer.problem.hints].join(" "));
  if (answer.kind !== "ok") return;
  tellChanged();
  say(words.bookmarks.restored);
}
