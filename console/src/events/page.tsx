/** What happened, newest first, and the rules that find it. */

import { hashOf } from "../route";
import { words } from "../words";
import { EventsPart } from "./list";
import { RulesPart } from "./rules";

export function EventsPage({ part }: { readonly part: "events" | "rules" }) {
  const w = words.events;
  return (
    <main class="page wide" id="page">
      <header class="page-head"><h1>{w.title}</h1></header>
      <nav class="tabs" aria-label={w.tabs.label}>
        {(["events", "rules"] as const).map((each) => (
          <a key={each} href={hashOf({ page: "events", part: each })} aria-current={part === each ? "page" : undefined}>{w.tabs[each]}</a>
        ))}
      </nav>
      {part === "rules" ? <RulesPart /> : <EventsPart />}
    </main>
  );
}
