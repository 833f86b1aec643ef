/** One incident: what was seen, what is to be done, who does it, what happened. */

import { useEffect, useState } from "preact/hooks";

import { answerProposal, attachClip, changeIncident, followProcedure, incidentOf, markStep, moveIncident, noteOn, reportOf, thumbnailAddress, undoOn } from "../api";
import { type Outcome, type Problem, headline } from "../outcome";
import { Button, Choice, Empty, ProblemNote, TextArea, Waiting } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { lazy } from "../parts/lazy";
import { saveAs } from "../parts/save";
import { say } from "../parts/toast";
import { go, hashOf } from "../route";
import { guard, mayAt, session, useRightAt } from "../session";
import { useStore } from "../store";
import { clockTime, dayAndTime, shortTime, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import { board, tellBoard } from "./board";
import { History } from "./history";
import type { Incident, IncidentState, OutcomeSaid } from "./model";
import { useNow } from "./now";
import { LevelMark } from "./page";
import { Tasks } from "./tasks";

const w = words.incidents;
const MiniMap = lazy(() => import("../map/mini").then((file) => file.MiniMap), "part");

/** Carries out an act, takes over what came back, and shows what went wrong. True when it was done. */
export type ActOn = (answer: Promise<Outcome<Incident>>) => Promise<boolean>;

export function IncidentPage({ number }: { readonly number: number }) {
  const [incident, setIncident] = useState<Incident | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const signedIn = useStore(session);
  const changed = useStore(board).lines.find((line) => line.number === number)?.changed;
  const act: ActOn = async (asked) => {
    const answer = guard(await asked);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return false;
    setIncident(answer.value.number === number ? answer.value : incident);
    tellBoard(answer.value);
    return true;
  };
  useEffect(() => {
    const control = new AbortController();
    void incidentOf(number, control.signal).then((answer) => {
      guard(answer);
      if (answer.kind === "failed") setProblem(answer.problem);
      if (answer.kind === "ok") setIncident(answer.value);
    });
    return () => control.abort();
  }, [number, changed]);
  if (signedIn.kind !== "in") return null;
  if (incident === null) {
    return (
      <main class="page wide" id="page">
        {problem === null ? <Waiting text={words.common.loading} /> : problem.status === 404 ? <Empty icon="alert" title={w.gone} text={w.goneHint} /> : <ProblemNote problem={problem} />}
      </main>
    );
  }
  const desk = mayAt(signedIn.me, "incidents", cameraOf(incident));
  return (
    <main class="page wide incident" id="page">
      <Head incident={incident} act={act} me={signedIn.me.id} desk={desk} />
      {incident.exercise && <p class="note exercise-note"><Icon name="info" /><span>{w.exerciseBanner}</span></p>}
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="incident-columns">
        <div class="stack">
          <Seen incident={incident} act={act} desk={desk} />
          {desk && (incident.offered.length > 0 || incident.events.length > 0) && <Related incident={incident} act={act} />}
          {desk && <ProcedureCard incident={incident} act={act} />}
          <Tasks incident={incident} act={act} desk={desk} me={signedIn.me.id} />
        </div>
        <div class="stack">
          {desk && <NoteCard incident={incident} act={act} />}
          <HistoryCard incident={incident} act={act} />
        </div>
      </div>
    </main>
  );
}

const cameraOf = (incident: Incident): string | null => (incident.camera === "" ? null : incident.camera);

interface PartProps {
  readonly incident: Incident;
  readonly act: ActOn;
}

function Head({ incident, act, me, desk }: PartProps & { readonly me: string; readonly desk: boolean }) {
  const [resolving, setResolving] = useState(false);
  const at_ms = Date.parse(incident.opened);
  const move = (state: IncidentState): void => {
    if (state === "resolved") setResolving(true);
    else void act(moveIncident(incident.number, state, null));
  };
  const [first, ...others] = wayOn(incident);
  return (
    <header class="incident-head">
      <div class="grow">
        <p class="incident-over">
          <a href={hashOf({ page: "incidents", closed: incident.state === "closed" })}>{w.number(incident.number)}</a>
          <LevelMark level={incident.level} />
          <span class={`state-tag ${incident.state}`}>{w.states[incident.state]}</span>
          {incident.exercise && <span class="tag exercise">{w.exercise}</span>}
        </p>
        <h1>{incident.title}</h1>
        <p class="muted" title={utc(at_ms)}>
          {dayAndTime(at_ms, Date.now())}
          {" · "}{incident.owner === null ? w.nobody : incident.owner.id === me ? w.mine : `${w.owner} ${incident.owner.name}`}
          {incident.outcome !== null && ` · ${w.outcomes[incident.outcome]}`}
        </p>
      </div>
      {desk && (
        <div class="row incident-acts">
          {incident.state !== "closed" && incident.owner?.id !== me && <Button onClick={() => void act(changeIncident(incident.number, { owner: me }))}>{w.take}</Button>}
          {others.map((state) => <Button key={state} onClick={() => move(state)}>{wordFor(incident.state, state)}</Button>)}
          {first !== undefined && <Button kind="main" onClick={() => move(first)}>{wordFor(incident.state, first)}</Button>}
        </div>
      )}
      {resolving && <Resolving onClose={() => setResolving(false)} onResolve={(outcome) => void act(moveIncident(incident.number, "resolved", outcome)).then((done) => done && setResolving(false))} />}
    </header>
  );
}

/** The states that may follow, the usual one first; a step back is offered from resolved only. Pure. */
export function wayOn(incident: Pick<Incident, "state" | "next_states">): readonly IncidentState[] {
  const usual: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
    new: ["acknowledged", "resolved"], acknowledged: ["in_progress", "resolved"], in_progress: ["resolved"], resolved: ["closed", "in_progress"], closed: [],
  };
  return usual[incident.state].filter((state) => incident.next_states.includes(state));
}

const wordFor = (from: IncidentState, to: IncidentState): string => (from === "resolved" && to === "in_progress" ? w.back : w.acts[to]);

function Resolving({ onClose, onResolve }: { readonly onClose: () => void; readonly onResolve: (outcome: OutcomeSaid) => void }) {
  const [outcome, setOutcome] = useState<OutcomeSaid>("real");
  return (
    <Dialog title={w.outcomeTitle} onClose={onClose} class="small">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onResolve(outcome);
        }}
      >
        <p class="dialog-text">{w.outcomeText}</p>
        <Choice label={w.outcomeTitle} value={outcome} options={(["real", "false_alarm", "test", "unknown"] as const).map((each) => [each, w.outcomes[each]] as const)} onChange={setOutcome} />
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit">{w.acts.resolved}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Seen({ incident, act, desk }: PartProps & { readonly desk: boolean }) {
  const [missing, setMissing] = useState(false);
  const { cameras } = useStore(watch);
  const at_ms = Date.parse(incident.at);
  const nameOf = (id: string): string => cameras.find((camera) => camera.id === id)?.name ?? id;
  return (
    <section class="card seen">
      {incident.camera === "" ? <><h2>{w.seen}</h2><p class="muted">{w.noCamera}</p></> : (
        <>
          <a class="seen-picture" href={hashOf({ page: "camera", id: incident.camera, at_ms })}>
            {missing ? <span class="muted">{w.noPicture}</span> : <img src={thumbnailAddress(incident.camera, at_ms)} alt={`${nameOf(incident.camera)}, ${clockTime(at_ms)}`} onError={() => setMissing(true)} />}
          </a>
          <div class="row wrap">
            <span class="grow"><b>{nameOf(incident.camera)}</b>{incident.zone !== "" && `, ${incident.zone}`} <span class="faint" title={utc(at_ms)}>{clockTime(at_ms)}</span></span>
            <Button icon="play" onClick={() => go({ page: "camera", id: incident.camera, at_ms: at_ms - 5_000, plays: true })}>{w.watch}</Button>
            <Button icon="live" onClick={() => go({ page: "camera", id: incident.camera, at_ms: null })}>{w.live}</Button>
          </div>
        </>
      )}
      {incident.camera !== "" && <MiniMap camera={incident.camera} incident={incident.number} />}
      {incident.clips.length > 0 && (
        <ul class="plain-list">
          {incident.clips.map((clip) => (
            <li key={`${clip.camera}${clip.from}`}>
              <Icon name="clip" />
              <a class="grow" href={hashOf({ page: "camera", id: clip.camera, at_ms: Date.parse(clip.from) })}>{nameOf(clip.camera)}, {clockTime(Date.parse(clip.from))} – {clockTime(Date.parse(clip.to))}</a>
              {clip.caption !== "" && <span class="faint">{clip.caption}</span>}
            </li>
          ))}
        </ul>
      )}
      {desk && incident.camera !== "" && incident.state !== "closed" && (
        <div class="row wrap">
          {incident.clips.length === 0 && <Button kind="quiet" icon="clip" onClick={() => void act(attachClip(incident.number, incident.camera, at_ms - 30_000, at_ms + 30_000)).then((done) => done && say(w.attached))}>{w.attach}</Button>}
          <Button kind="quiet" icon="lock" onClick={() => go({ page: "ask", camera: incident.camera, from_ms: at_ms - 30_000, to_ms: at_ms + 60_000 })}>{w.askOriginal}</Button>
        </div>
      )}
      {incident.unseals.map((request) => <p key={request}><a href={hashOf({ page: "request", id: request })}>{w.unseals}: {request}</a></p>)}
    </section>
  );
}

function Related({ incident, act }: PartProps) {
  const { cameras } = useStore(watch);
  const nameOf = (id: string): string => cameras.find((camera) => camera.id === id)?.name ?? id;
  return (
    <section class="card">
      <h2>{w.related}</h2>
      {incident.offered.length > 0 && <p class="muted">{w.offered}</p>}
      <ul class="plain-list">
        {[...incident.offered, ...incident.events].map((event) => (
          <li key={event.event}>
            <span class="grow">{event.kind.replaceAll("_", " ")} <span class="faint">{nameOf(event.camera)}{event.zone !== "" && `, ${event.zone}`}, {clockTime(Date.parse(event.at))}</span></span>
            {incident.offered.includes(event) && (
              <span class="row">
                <Button onClick={() => void act(answerProposal(incident.number, event.event, true))}>{w.belongs}</Button>
                <Button kind="quiet" onClick={() => void act(answerProposal(incident.number, event.event, false))}>{w.separate}</Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ProcedureCard({ incident, act }: PartProps) {
  if (incident.steps.length === 0) {
    if (incident.proposed_procedures.length === 0) return null;
    return (
      <section class="card">
        <h2>{w.procedure}</h2>
        <div class="row wrap">
          {incident.proposed_procedures.map((one) => <Button key={one.id} icon="check" onClick={() => void act(followProcedure(incident.number, one.id))}>{w.follow(one.name)}</Button>)}
        </div>
      </section>
    );
  }
  const done = incident.steps.filter((step) => step.mark !== "open").length;
  return (
    <section class="card">
      <div class="card-head"><h2>{incident.procedure_name}</h2><span class="faint">{w.steps(done, incident.steps.length)}</span></div>
      <ol class="steps">
        {incident.steps.map((step) => (
          <li key={step.number} class={step.mark}>
            <label>
              <input type="checkbox" checked={step.mark === "done"} disabled={incident.state === "closed"} onChange={(event) => void act(markStep(incident.number, step.number, event.currentTarget.checked ? "done" : "open"))} />
              <span>{step.text}</span>
            </label>
            {step.mark === "left_out" && <span class="faint">{w.leftOut}</span>}
            {step.mark === "open" && step.due !== null && <span class={step.overdue ? "overdue" : "faint"} title={utc(Date.parse(step.due))}>{step.overdue ? w.overdue : `${w.due} ${shortTime(Date.parse(step.due))}`}</span>}
            {step.mark === "done" && step.by !== null && <span class="faint">{step.by.name}{step.at !== null && `, ${shortTime(Date.parse(step.at))}`}</span>}
            {step.mark === "open" && incident.state !== "closed" && <Button kind="quiet" onClick={() => void act(markStep(incident.number, step.number, "left_out"))}>{w.leaveOut}</Button>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function NoteCard({ incident, act }: PartProps) {
  const [text, setText] = useState("");
  if (incident.state === "closed") return null;
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act(noteOn(incident.number, text.trim())).then((done) => done && setText(""));
      }}
    >
      <TextArea label={w.note} value={text} onInput={setText} hint={w.notePlaceholder} maxLength={4000} />
      <div class="row end"><Button type="submit" disabled={text.trim() === ""}>{w.addNote}</Button></div>
    </form>
  );
}

/** A zip with the page, the facts, the proofs and the checkpoint; made anew each time, and on record. */
async function saveReport(number: number): Promise<void> {
  const answer = guard(await reportOf(number, true));
  if (answer.kind === "failed") say([headline(answer.problem), ...answer.problem.hints].join(" "));
  if (answer.kind !== "ok") return;
  saveAs(answer.value, `incident-${number}-report.zip`);
  say(w.reportMade);
}

function HistoryCard({ incident, act }: PartProps) {
  const now_ms = useNow(10_000);
  const mayReport = useRightAt("supervise", cameraOf(incident));
  return (
    <section class="card">
      <div class="card-head">
        <h2>{w.history}</h2>
        {mayReport && <Button kind="quiet" icon="download" onClick={() => void saveReport(incident.number)}>{w.makeReport}</Button>}
      </div>
      <History incident={incident.number} history={incident.history} now_ms={now_ms} onUndo={(sequence) => void act(undoOn(incident.number, sequence))} />
    </section>
  );
}
