/** What was said about an incident, oldest first; what waits to be sent stands below it. */

import { useEffect, useRef } from "preact/hooks";

import { photoAddress } from "../api";
import type { HistoryEntry, Incident } from "../incidents/model";
import { clockTime, dayAndTime, utc } from "../time";
import { words } from "../words";
import { cellsAddress } from "./cells-address";
import type { Waiting } from "./waiting";

const SAID: ReadonlySet<string> = new Set(["message", "photo", "help"]);

export function Thread({ incident, me, waiting }: { readonly incident: Incident; readonly me: string; readonly waiting: readonly Waiting[] }) {
  const w = words.phone;
  const said = incident.history.filter((entry) => SAID.has(entry.kind));
  const unsaid = waiting.filter((one) => one.refused === undefined && one.kind !== "state");
  const end = useRef<HTMLLIElement>(null);
  const count = said.length + unsaid.length;
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) end.current?.scrollIntoView({ block: "nearest" });
    before.current = count;
  }, [count]);
  return (
    <section class="thread" aria-label={w.said}>
      <h2>{w.said}</h2>
      {count === 0 && <p class="muted">{w.nothingSaid}</p>}
      <ol aria-live="polite">
        {said.map((entry) => <Bubble key={entry.sequence} entry={entry} incident={incident.number} mine={entry.by.id === me} />)}
        {unsaid.map((one) => (
          <li key={one.id} class="bubble mine unsent-bubble">
            {one.kind === "photo" && <img src={cellsAddress(one.id, one.cells)} alt={w.shot.preview} />}
            {one.kind === "help" ? <p>{one.wanted ? w.help : w.helpOver}</p> : one.kind !== "state" && one.text !== "" && <p>{one.text}</p>}
            <span class="bubble-foot">{w.waitingToBeSent}</span>
          </li>
        ))}
        <li ref={end} class="thread-end" aria-hidden="true" />
      </ol>
    </section>
  );
}

function Bubble({ entry, incident, mine }: { readonly entry: HistoryEntry; readonly incident: number; readonly mine: boolean }) {
  const at_ms = Date.parse(entry.at);
  const { text, photo, is_wanted } = entry.what;
  const said = entry.kind === "help" ? (is_wanted === false ? words.phone.helpOver : words.phone.help) : typeof text === "string" ? text : "";
  const when = Date.now() - at_ms < 43_200_000 ? clockTime(at_ms).slice(0, 5) : dayAndTime(at_ms, Date.now());
  return (
    <li class={`bubble ${mine ? "mine" : ""} said-${entry.kind}`}>
      {typeof photo === "string" && <img src={photoAddress(incident, photo)} alt={words.phone.photoOf(entry.by.name)} loading="lazy" />}
      {said !== "" && <p>{said}</p>}
      <span class="bubble-foot" title={utc(at_ms)}>{mine ? words.phone.you : entry.by.name}, {when}</span>
    </li>
  );
}
