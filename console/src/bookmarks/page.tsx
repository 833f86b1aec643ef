/** The moments that people marked, newest first: found by words, camera and day; each leads back to its moment. */

import { useEffect, useState } from "preact/hooks";

import { attachClip, bookmarks as fetchBookmarks, thumbnailAddress } from "../api";
import type { BookmarkTold } from "../api/types";
import { openOwn } from "../incidents/board";
import { ChooseIncident } from "../incidents/choose";
import { type Problem, headline } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { say } from "../parts/toast";
import { go, hashOf, turn } from "../route";
import { guard, useRightAt } from "../session";
import { useStore } from "../store";
import { clockTime, dayAndTime, dayOf, utc } from "../time";
import { HistoryTabs } from "../timeline/tabs";
import "../styles/history.css";
import { watch } from "../watch";
import { words } from "../words";
import { type MarksAsked, readAsked, toServer, writeAsked } from "./asked";
import { marking, marksChanged, placeOf, removeMark } from "./marking";

const PAGE = 40;
const TYPING_MS = 250;
const AROUND_MS = 30_000;

export function BookmarksPage({ asked: query }: { readonly asked: string }) {
  const w = words.bookmarks;
  const asked = readAsked(query);
  const changed = useStore(marksChanged);
  const [found, setFound] = useState<readonly BookmarkTold[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attaching, setAttaching] = useState<BookmarkTold | null>(null);
  const load = async (cursor: string | null, signal?: AbortSignal): Promise<void> => {
    const more = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = guard(await fetchBookmarks(`${toServer(asked)}&limit=${PAGE}${more}`, signal));
    if (answer.kind === "aborted") return;
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    setFound([...(cursor === null ? [] : (found ?? [])), ...answer.value.bookmarks]);
    setNext(answer.value.next);
  };
  useEffect(() => {
    const control = new AbortController();
    void load(null, control.signal);
    return () => control.abort();
  }, [query, changed]);
  return (
    <main class="page wide" id="page">
      <header class="page-head"><h1>{w.title}</h1></header>
      <HistoryTabs part="bookmarks" />
      <p class="muted">{w.intro}</p>
      <Conditions asked={asked} />
      {problem !== null && <ProblemNote problem={problem} />}
      {found === null && problem === null && <Waiting text={words.common.loading} />}
      {found?.length === 0 && problem === null && (query === "" ? <Empty icon="bookmark" title={w.emptyTitle} text={w.emptyText} /> : <p class="muted" role="status"><b>{w.none}</b> {w.noneHint}</p>)}
      {found !== null && found.length > 0 && (
        <>
          <p class="found-count" role="status">{w.found(found.length, next !== null)}</p>
          <ul class="found-list">{found.map((one) => <Found key={one.id} one={one} onAttach={() => setAttaching(one)} />)}</ul>
        </>
      )}
      {next !== null && <Button class="more" onClick={() => void load(next)}>{w.more}</Button>}
      {attaching !== null && <ChooseIncident title={w.attach} onClose={() => setAttaching(null)} onChosen={(number) => void attach(number, attaching).then(() => setAttaching(null))} onNew={() => void openFor(attaching).then(() => setAttaching(null))} />}
    </main>
  );
}

/** An incident of its first camera, with the minute around it. */
async function openFor(one: BookmarkTold): Promise<void> {
  const answer = await openOwn({ title: one.note === "" ? words.bookmarks.one : one.note.slice(0, 160), level: "info", camera: one.cameras[0] ?? "", exercise: false, at: one.at });
  if (answer.kind === "failed") say([headline(answer.problem), ...answer.problem.hints].join(" "));
  if (answer.kind === "ok") await attach(answer.value.number, one);
}

/** The minute around it, of each of its cameras; what could not be added is named. */
async function attach(number: number, one: BookmarkTold): Promise<void> {
  const w = words.bookmarks;
  const at_ms = Date.parse(one.at);
  const failed: string[] = [];
  for (const camera of one.cameras) {
    const answer = guard(await attachClip(number, camera, at_ms - AROUND_MS, at_ms + AROUND_MS, one.note));
    if (answer.kind !== "ok") failed.push(nameOf(camera));
  }
  say(failed.length === 0 ? w.attached(number) : w.some(failed.join(", ")), { label: w.toIncident, run: () => go({ page: "incident", number }) });
}

const nameOf = (id: string): string => watch.value.cameras.find((camera) => camera.id === id)?.name ?? id;

function Conditions({ asked }: { readonly asked: MarksAsked }) {
  const w = words.bookmarks;
  const { cameras } = useStore(watch);
  const [typed, setTyped] = useState(asked.words);
  const change = (changed: Partial<MarksAsked>): void => turn({ page: "bookmarks", asked: writeAsked({ ...asked, words: typed, ...changed }) });
  useEffect(() => {
    if (typed === asked.words) return undefined;
    const timer = window.setTimeout(() => change({}), TYPING_MS);
    return () => window.clearTimeout(timer);
  }, [typed]);
  return (
    <div class="row wrap filters">
      <input type="search" class="mark-words" aria-label={w.words} placeholder={w.words} value={typed} maxLength={200} onInput={(event) => setTyped(event.currentTarget.value)} />
      <select aria-label={words.events.form.camera} value={asked.camera} onChange={(event) => change({ camera: event.currentTarget.value })}>
        <option value="">{words.events.all}</option>
        {cameras.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
      <input type="date" aria-label={w.day} value={asked.day} onChange={(event) => change({ day: event.currentTarget.value })} />
      {(typed !== "" || asked.camera !== "" || asked.day !== "") && <Button kind="quiet" icon="close" onClick={() => { setTyped(""); change({ words: "", camera: "", day: "" }); }}>{w.clear}</Button>}
    </div>
  );
}

function Found({ one, onAttach }: { readonly one: BookmarkTold; readonly onAttach: () => void }) {
  const w = words.bookmarks;
  const { cameras } = useStore(watch);
  const at_ms = Date.parse(one.at);
  const [first = ""] = one.cameras;
  const [failed, setFailed] = useState(false);
  const works = useRightAt("incidents", first);
  const place = hashOf(placeOf(one));
  const names = one.cameras.map((id) => cameras.find((camera) => camera.id === id)?.name ?? id).join(", ");
  return (
    <li class="found">
      <div class="found-still">
        {failed ? <span class="faint">{w.noStill}</span> : <a href={place} aria-label={w.jump}><img src={thumbnailAddress(first, at_ms)} alt="" loading="lazy" onError={() => setFailed(true)} /></a>}
      </div>
      <div class="mark-said">
        <a class="mark-note" href={place}>{one.note === "" ? <span class="faint">{w.noNote}</span> : one.note}</a>
        <span class="mark-facts"><time title={utc(at_ms)}>{dayOf(at_ms, Date.now())} {clockTime(at_ms)}</time><span>{names}</span></span>
        <span class="faint">{w.by(one.by.name, dayAndTime(Date.parse(one.made), Date.now()))}</span>
      </div>
      <span class="row mark-acts">
        <a class="button quiet only" href={place} aria-label={w.jump} title={w.jump}><Icon name="play" /></a>
        {works && <Button kind="quiet" icon="alert" label={w.attach} onClick={onAttach} />}
        {one.may_change && <Button kind="quiet" icon="pen" label={w.change} onClick={() => marking.set({ kind: "change", bookmark: one })} />}
        {one.may_change && <Button kind="quiet" icon="trash" label={w.remove} onClick={() => void removeMark(one.id)} />}
      </span>
    </li>
  );
}
