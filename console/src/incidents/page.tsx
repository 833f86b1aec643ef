/** The desk's board: what is new, what is in hand, what waits to be closed; and who is on duty. */

import { useEffect, useState } from "preact/hooks";

import { incidents as fetchIncidents, moveIncident, thumbnailAddress } from "../api";
import type { Outcome, Problem } from "../outcome";
import { Button, Choice, Empty, Field, ProblemNote, Select, Switch, Waiting } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { go, hashOf } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { dayAndTime, lengthOf, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import { COLUMNS, board, inColumn, loadBoard, openOwn, tellBoard } from "./board";
import { Duty } from "./duty";
import type { Incident, Level, Line } from "./model";
import { useNow } from "./now";

const w = words.incidents;

export function IncidentsPage({ closed }: { readonly closed: boolean }) {
  const [opening, setOpening] = useState(false);
  return (
    <main class="page wide" id="page">
      <header class="page-head">
        <h1>{closed ? w.showClosed : w.title}</h1>
        <Button kind="quiet" onClick={() => go({ page: "incidents", closed: !closed })}>{closed ? w.backToBoard : w.closed}</Button>
        {!closed && <Button kind="quiet" onClick={() => go({ page: "procedures" })}>{w.allProcedures}</Button>}
        {!closed && <Button kind="main" icon="plus" onClick={() => setOpening(true)}>{w.open}</Button>}
      </header>
      {!closed && <Duty />}
      {closed ? <Closed /> : <OpenOnes />}
      {opening && <Opening onClose={() => setOpening(false)} />}
    </main>
  );
}

function OpenOnes() {
  const now = useStore(board);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const control = new AbortController();
    void loadBoard(control.signal);
    return () => control.abort();
  }, []);
  if (now.problem !== null) return <ProblemNote problem={now.problem} />;
  if (!now.loaded) return <Waiting text={words.common.loading} />;
  if (now.lines.length === 0) return <Empty icon="check" title={w.emptyTitle} text={w.emptyText} />;
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="board">
        {COLUMNS.map(([name, states]) => {
          const lines = inColumn(now.lines, states);
          return (
            <section key={name} class="board-column" aria-label={w.columns[name]}>
              <h2>{w.columns[name]} <span class="faint">{lines.length}</span></h2>
              {lines.length === 0 && <p class="board-none">{w.columnEmpty[name]}</p>}
              {lines.map((line) => <Card key={line.number} line={line} onProblem={setProblem} />)}
            </section>
          );
        })}
      </div>
    </>
  );
}

function Card({ line, onProblem }: { readonly line: Line; readonly onProblem: (problem: Problem | null) => void }) {
  const now_ms = useNow(10_000);
  const opened_ms = Date.parse(line.opened);
  const camera = useStore(watch).cameras.find(({ id }) => id === line.camera);
  const acknowledge = async (): Promise<void> => {
    const answer = guard(await moveIncident(line.number, "acknowledged", null));
    onProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") tellBoard(answer.value);
  };
  return (
    <article class={`board-card ${line.level}`}>
      <a class="board-card-main" href={hashOf({ page: "incident", number: line.number })}>
        {line.camera !== "" && <img class="board-still" src={thumbnailAddress(line.camera, opened_ms)} alt="" loading="lazy" onError={(event) => event.currentTarget.remove()} />}
        <span class="board-title">{line.title}</span>
        <span class="board-facts">
          <LevelMark level={line.level} />
          {line.exercise && <span class="tag exercise">{w.exercise}</span>}
          <span class="faint">{line.number}</span>
          {line.camera !== "" && <span class="faint">{camera?.name ?? line.camera}{line.zone !== "" && `, ${line.zone}`}</span>}
        </span>
        {(line.helps ?? 0) > 0 && <span class="board-help"><Icon name="alert" size={16} />{w.helps(line.helps ?? 0)}</span>}
        {line.proposals > 0 && <span class="board-facts faint">{w.proposals(line.proposals)}</span>}
      </a>
      <div class="board-foot">
        <span class="faint" title={utc(opened_ms)}>{lengthOf(Math.max(0, now_ms - opened_ms) / 1000)}</span>
        {line.state === "new"
          ? <Button kind="plain" onClick={() => void acknowledge()}>{w.acts.acknowledged}</Button>
          : <span class="faint">{line.owner?.name ?? w.nobody}</span>}
      </div>
    </article>
  );
}

export function LevelMark({ level }: { readonly level: Level }) {
  return <span class={`level ${level}`}><i aria-hidden="true" />{w.levels[level]}</span>;
}

function Closed() {
  const [lines, setLines] = useState<readonly Line[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const fetchMore = async (before: number | null): Promise<void> => {
    const answer = guard(await fetchIncidents(["closed"], before));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    setLines([...(before === null ? [] : (lines ?? [])), ...answer.value.incidents]);
    setNext(answer.value.next);
  };
  useEffect(() => void fetchMore(null), []);
  if (problem !== null) return <ProblemNote problem={problem} />;
  if (lines === null) return <Waiting text={words.common.loading} />;
  if (lines.length === 0) return <Empty icon="ledger" title={w.closedEmpty} text={w.emptyText} />;
  return (
    <>
      <ul class="card people">
        {lines.map((line) => (
          <li key={line.number} class="closed-row">
            <a href={hashOf({ page: "incident", number: line.number })}><strong>{line.title}</strong></a>
            <LevelMark level={line.level} />
            <span class="faint" title={utc(Date.parse(line.opened))}>{line.number} · {dayAndTime(Date.parse(line.opened), Date.now())}</span>
          </li>
        ))}
      </ul>
      {next !== null && <Button onClick={() => void fetchMore(next)}>{w.older}</Button>}
    </>
  );
}

function Opening({ onClose }: { readonly onClose: () => void }) {
  const { cameras } = useStore(watch);
  const [title, setTitle] = useState("");
  const [level, setLevel] = useState<Level>("warning");
  const [camera, setCamera] = useState("");
  const [exercise, setExercise] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const settle = (answer: Outcome<Incident>): void => {
    setBusy(false);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    onClose();
    go({ page: "incident", number: answer.value.number });
  };
  return (
    <Dialog title={w.open} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          void openOwn({ title: title.trim(), level, camera, exercise }).then(settle);
        }}
      >
        {problem !== null && <ProblemNote problem={problem} />}
        <Field label={w.form.title} value={title} onInput={setTitle} placeholder={w.form.titlePlaceholder} maxLength={160} autoFocus required />
        <Choice compact label={w.form.level} value={level} options={[["info", w.levels.info], ["warning", w.levels.warning], ["alarm", w.levels.alarm]]} onChange={setLevel} />
        <Select label={w.form.camera} value={camera} options={[["", w.form.noCamera], ...cameras.map(({ id, name }) => [id, name] as const)]} onChange={setCamera} />
        <Switch label={w.form.exercise} hint={w.form.exerciseHint} on={exercise} onChange={setExercise} />
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit" busy={busy} disabled={title.trim() === ""}><Icon name="plus" />{w.form.make}</Button>
        </div>
      </form>
    </Dialog>
  );
}
