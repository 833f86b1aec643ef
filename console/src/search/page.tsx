/** Search by what happened: kind, gravity, place, time. The conditions are the address; what is found leads to the moment. */

import { useEffect, useState } from "preact/hooks";

import { searchEvents, thumbnailAddress } from "../api";
import { EventRow } from "../events/row";
import type { EventNow } from "../events/model";
import type { Problem } from "../outcome";
import { Button, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { say } from "../parts/toast";
import { go, hashOf } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { withNeighbours } from "../timeline/neighbours";
import { HistoryTabs } from "../timeline/tabs";
import "../styles/history.css";
import { watch } from "../watch";
import { words } from "../words";
import { type Asked, readAsked, toServer, writeAsked } from "./asked";
import { Conditions } from "./conditions";

const PAGE = 40;

export function SearchPage({ asked: query }: { readonly asked: string }) {
  const w = words.history.search;
  const asked = readAsked(query, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [found, setFound] = useState<readonly EventNow[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [busy, setBusy] = useState(true);
  const [problem, setProblem] = useState<Problem | null>(null);
  const load = async (cursor: string | null, signal?: AbortSignal): Promise<void> => {
    setBusy(true);
    const more = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = guard(await searchEvents(`${toServer(asked, Date.now())}&limit=${PAGE}${more}`, signal));
    if (answer.kind === "aborted") return;
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    setFound([...(cursor === null ? [] : (found ?? [])), ...answer.value.events]);
    setNext(answer.value.next);
  };
  useEffect(() => {
    const control = new AbortController();
    void load(null, control.signal);
    return () => control.abort();
  }, [query]);
  const change = (changed: Partial<Asked>): void => go({ page: "search", asked: writeAsked({ ...asked, ...changed }) });
  const share = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href);
      say(w.shared);
    } catch {
      say(location.href); // without https a browser keeps its clipboard to itself
    }
  };
  return (
    <main class="page wide" id="page">
      <header class="page-head"><h1>{w.title}</h1><Button kind="quiet" icon="copy" onClick={() => void share()}>{w.share}</Button></header>
      <HistoryTabs part="search" />
      <p class="muted">{w.intro}</p>
      <div class="search-grid">
        <details open={useWide()}>
          <summary class="button plain"><Icon name="sliders" /><span>{w.conditions}</span></summary>
          <Conditions asked={asked} onChange={change} />
        </details>
        <div class="search-found">
          {problem !== null && <ProblemNote problem={problem} />}
          {found !== null && problem === null && <p class="found-count" role="status">{found.length > 0 ? w.found(found.length, next !== null) : w.none}</p>}
          {found === null && busy && <Waiting text={words.common.loading} />}
          {found?.length === 0 && <p class="muted">{w.noneHint}</p>}
          {found !== null && found.length > 0 && <ul class="found-list" aria-busy={busy}>{found.map((event) => <Found key={event.id} event={event} />)}</ul>}
          {next !== null && <Button busy={busy} onClick={() => void load(next)}>{w.more}</Button>}
        </div>
      </div>
    </main>
  );
}

/** Whether the conditions have a column of their own, as wide as the window is now. */
function useWide(): boolean {
  const [query] = useState(() => matchMedia("(min-width: 1081px)"));
  const [wide, setWide] = useState(query.matches);
  useEffect(() => {
    const take = (): void => setWide(query.matches);
    query.addEventListener("change", take);
    return () => query.removeEventListener("change", take);
  }, [query]);
  return wide;
}

/** A frosted still of the moment, and the event as it is listed elsewhere. */
function Found({ event }: { readonly event: EventNow }) {
  const w = words.history.search;
  const { cameras } = useStore(watch);
  const at_ms = Date.parse(event.at);
  const [failed, setFailed] = useState(event.camera === null);
  return (
    <li class="found">
      <div class="found-still">
        {failed || event.camera === null ? <span class="faint">{w.noStill}</span> : (
          <a href={hashOf({ page: "camera", id: event.camera, at_ms: at_ms - 3_000, plays: true })} aria-label={w.watch}>
            <img src={thumbnailAddress(event.camera, at_ms)} alt="" loading="lazy" onError={() => setFailed(true)} />
          </a>
        )}
      </div>
      <ul class="found-event"><EventRow event={event} /></ul>
      {event.camera !== null && <a class="button quiet only" href={hashOf({ page: "timeline", cameras: withNeighbours(event.camera, cameras.map(({ id }) => id)), at_ms: at_ms - 3_000 })} aria-label={w.around} title={w.around}><Icon name="history" /></a>}
    </li>
  );
}
