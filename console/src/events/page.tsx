/** What happened, newest first, and the rules that find it. */

import { useEffect, useState } from "preact/hooks";

import { events as fetchEvents } from "../api";
import { openOwn } from "../incidents/board";
import type { Level } from "../incidents/model";
import { LevelMark } from "../incidents/page";
import { type Problem, headline } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { say } from "../parts/toast";
import { go, hashOf } from "../route";
import { guard, useRightAt } from "../session";
import { useStore } from "../store";
import { clockTime, dayAndTime, lengthOf, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import type { EventNow } from "./model";
import { newest } from "./newest";
import { RulesPart } from "./rules";
import { sayEvent } from "./say";

const w = words.events;

export function EventsPage({ part }: { readonly part: "events" | "rules" }) {
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

function EventsPart() {
  const [camera, setCamera] = useState("");
  const [least, setLeast] = useState<Level>("info");
  const [shown, setShown] = useState<readonly EventNow[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cameras } = useStore(watch);
  const latest = useStore(newest);
  const load = async (cursor: string | null): Promise<void> => {
    const answer = guard(await fetchEvents(camera, least, cursor));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    setShown([...(cursor === null ? [] : (shown ?? [])), ...answer.value.events]);
    setNext(answer.value.next);
  };
  useEffect(() => void load(null), [camera, least, latest?.id]);
  const filtered = camera !== "" || least !== "info";
  return (
    <>
      <div class="row wrap filters">
        <select aria-label={w.form.camera} value={camera} onChange={(event) => setCamera(event.currentTarget.value)}>
          <option value="">{w.all}</option>
          {cameras.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
        <select aria-label={w.form.level} value={least} onChange={(event) => setLeast(event.currentTarget.value as Level)}>
          {(["info", "warning", "alarm"] as const).map((each) => <option key={each} value={each}>{w.least[each]}</option>)}
        </select>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={words.common.loading} />}
      {shown?.length === 0 && (filtered ? <p class="muted">{w.noneFound}</p> : <Empty icon="live" title={w.emptyTitle} text={w.emptyText} />)}
      {shown !== null && shown.length > 0 && <ul class="card people">{shown.map((event) => <EventRow key={event.id} event={event} />)}</ul>}
      {next !== null && <Button onClick={() => void load(next)}>{w.older}</Button>}
    </>
  );
}

export function EventRow({ event, bare = false }: { readonly event: EventNow; readonly bare?: boolean }) {
  const { cameras } = useStore(watch);
  const works = useRightAt("incidents", event.camera);
  const at_ms = Date.parse(event.at);
  const lasted_s = (at_ms - Date.parse(event.since)) / 1000;
  const mayOpen = !bare && works && event.phase !== "ended";
  const open = async (): Promise<void> => {
    const title = event.name !== "" ? event.name : sayEvent(event);
    const answer = await openOwn({ title, level: event.level, camera: event.camera ?? "", exercise: event.exercise, at: event.at, event: String(event.id), event_kind: event.kind });
    if (answer.kind === "failed") say([headline(answer.problem), ...answer.problem.hints].join(" "));
    if (answer.kind !== "ok") return;
    say(w.opened);
    go({ page: "incident", number: answer.value.number });
  };
  return (
    <li class="event-row">
      <time title={utc(at_ms)}>{bare ? clockTime(at_ms) : dayAndTime(at_ms, Date.now())}</time>
      <LevelMark level={event.level} />
      <span class="event-said">
        <b>{event.name !== "" ? event.name : sayEvent(event)}</b>
        <span class="faint">{event.name !== "" && `${sayEvent(event)} · `}{event.camera === null ? w.rules.house : (cameras.find(({ id }) => id === event.camera)?.name ?? event.camera)}{lasted_s >= 1 && `, ${w.since(lengthOf(lasted_s))}`}</span>
        {event.exercise && <span class="tag exercise">{w.exercise}</span>}
      </span>
      <span class="row">
        {event.camera !== null && <a class="button quiet only" href={hashOf({ page: "camera", id: event.camera, at_ms: at_ms - 3_000 })} aria-label={words.incidents.watch} title={words.incidents.watch}><Icon name="play" /></a>}
        {mayOpen && event.level !== "alarm" && <Button kind="quiet" onClick={() => void open()}>{w.openIncident}</Button>}
        {mayOpen && event.level === "alarm" && <Button kind="quiet" onClick={() => go({ page: "incidents", closed: false })}>{w.itsIncident}</Button>}
      </span>
    </li>
  );
}
