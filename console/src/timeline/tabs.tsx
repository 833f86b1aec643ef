/** The pages of history, beside one another. */

import { hashOf } from "../route";
import { words } from "../words";

export function HistoryTabs({ part }: { readonly part: "timeline" | "search" | "bookmarks" | "analytics" }) {
  const w = words.history.tabs;
  return (
    <nav class="tabs" aria-label={w.label}>
      <a href={hashOf({ page: "timeline", cameras: [], at_ms: null })} aria-current={part === "timeline" ? "page" : undefined}>{w.timeline}</a>
      <a href={hashOf({ page: "search", asked: "" })} aria-current={part === "search" ? "page" : undefined}>{w.search}</a>
      <a href={hashOf({ page: "bookmarks", asked: "" })} aria-current={part === "bookmarks" ? "page" : undefined}>{words.bookmarks.title}</a>
      <a href={hashOf({ page: "analytics", asked: "" })} aria-current={part === "analytics" ? "page" : undefined}>{w.analytics}</a>
    </nav>
  );
}
