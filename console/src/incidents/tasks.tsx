/** Tasks of one incident, between the desk that sends them and the responders who answer; and a responder's own list. */

import { useEffect, useState } from "preact/hooks";

import { givePosition, moveTask, ownTasks, sayOnTask, sendTask, takePositionBack } from "../api";
import type { Problem } from "../outcome";
import { Button, Empty, Field, ProblemNote, Select, Switch, TextArea, Waiting } from "../parts/controls";
import { hashOf } from "../route";
import { guard, session } from "../session";
import { useStore } from "../store";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { Duty, useShifts } from "./duty";
import type { ActOn } from "./incident";
import type { HistoryEntry, Incident, Task, TaskState } from "./model";

const w = words.incidents;
const REFRESH_MS = 10_000;

/** What the responder may answer now. Pure. */
export function answersTo(state: TaskState): readonly TaskState[] {
  if (state === "sent") return ["accepted", "declined"];
  if (state === "accepted") return ["done"];
  return state === "declined" ? ["accepted"] : [];
}

const ANSWER: Readonly<Record<string, string>> = { accepted: w.mine_.accept, declined: w.mine_.decline, done: w.mine_.done };

export function Tasks({ incident, act, desk, me }: { readonly incident: Incident; readonly act: ActOn; readonly desk: boolean; readonly me: string }) {
  const isOver = incident.state === "closed";
  return (
    <section class="card stack">
      <h2>{w.tasks}</h2>
      {incident.tasks.map((task) => <TaskRow key={task.id} task={task} incident={incident} act={act} desk={desk} mine={task.responder.id === me} />)}
      {desk && !isOver && <Sending incident={incident} act={act} />}
    </section>
  );
}

interface TaskRowProps {
  readonly task: Task;
  readonly incident: Incident;
  readonly act: ActOn;
  readonly desk: boolean;
  readonly mine: boolean;
}

function TaskRow({ task, incident, act, desk, mine }: TaskRowProps) {
  const [text, setText] = useState("");
  const said = incident.history.filter((entry) => entry.kind === "message" && entry.what.task === task.id);
  const isOpen = task.state === "sent" || task.state === "accepted";
  return (
    <article class={`task ${task.state}`}>
      <p class="task-head"><b>{task.responder.name}</b> <span class={`state-tag ${task.state}`}>{w.taskStates[task.state]}</span> <span class="faint" title={utc(Date.parse(task.sent))}>{dayAndTime(Date.parse(task.sent), Date.now())}</span></p>
      <p class="task-text">{task.text}</p>
      {said.map((entry) => <Message key={entry.sequence} entry={entry} />)}
      <div class="row wrap">
        {mine && answersTo(task.state).map((state) => <Button key={state} kind={state === "declined" ? "quiet" : "main"} onClick={() => void act(moveTask(incident.number, task.id, state))}>{ANSWER[state]}</Button>)}
        {desk && isOpen && <Button kind="quiet" onClick={() => void act(moveTask(incident.number, task.id, "recalled"))}>{w.recall}</Button>}
      </div>
      {isOpen && (
        <form
          class="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            void act(sayOnTask(incident.number, task.id, text.trim())).then((done) => done && setText(""));
          }}
        >
          <Field label={w.message} value={text} onInput={setText} maxLength={4000} />
          <Button type="submit" disabled={text.trim() === ""}>{w.send}</Button>
        </form>
      )}
    </article>
  );
}

function Message({ entry }: { readonly entry: HistoryEntry }) {
  return <p class="task-said"><b>{entry.by.name}</b> {typeof entry.what.text === "string" ? entry.what.text : ""}</p>;
}

function Sending({ incident, act }: { readonly incident: Incident; readonly act: ActOn }) {
  const known = useShifts();
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const onDuty = known?.on_duty ?? [];
  const chosen = to !== "" ? to : (onDuty[0]?.person.id ?? "");
  if (onDuty.length === 0) return <p class="muted">{w.noneOnDuty}</p>;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act(sendTask(incident.number, chosen, text.trim())).then((done) => done && setText(""));
      }}
    >
      <Select label={w.taskTo} value={chosen} options={onDuty.map((shift) => [shift.person.id, shift.person.name] as const)} onChange={setTo} />
      <TextArea label={w.taskText} value={text} onInput={setText} rows={2} maxLength={4000} />
      <div class="row end"><Button type="submit" disabled={text.trim() === ""}>{w.sendTask}</Button></div>
    </form>
  );
}

/** The responder's own page: made for one hand. */
export function TasksPage() {
  const [tasks, setTasks] = useState<readonly Task[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const signedIn = useStore(session);
  const refresh = async (): Promise<void> => {
    const answer = guard(await ownTasks());
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") setTasks(answer.value.tasks);
  };
  useEffect(() => {
    void refresh();
    const timer = window.setInterval(() => void refresh(), REFRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
  const answer = async (task: Task, state: TaskState): Promise<void> => {
    const said = guard(await moveTask(task.incident, task.id, state));
    setProblem(said.kind === "failed" ? said.problem : null);
    await refresh();
  };
  if (signedIn.kind !== "in") return null;
  return (
    <main class="page narrow" id="page">
      <header class="page-head"><h1>{w.mine_.title}</h1></header>
      <Duty />
      <Position me={signedIn.me.id} />
      {problem !== null && <ProblemNote problem={problem} />}
      {tasks === null && problem === null && <Waiting text={words.common.loading} />}
      {tasks?.length === 0 && <Empty icon="check" title={w.mine_.emptyTitle} text={w.mine_.emptyText} />}
      {tasks?.map((task) => (
        <article key={task.id} class={`card stack task ${task.state}`}>
          <p class="task-head"><a href={hashOf({ page: "incident", number: task.incident })}>{w.number(task.incident)}</a> <span class={`state-tag ${task.state}`}>{w.taskStates[task.state]}</span></p>
          <p class="task-text large">{task.text}</p>
          <p class="faint" title={utc(Date.parse(task.sent))}>{w.mine_.from} {task.sent_by.name}, {dayAndTime(Date.parse(task.sent), Date.now())}</p>
          <div class="row wrap big">
            {answersTo(task.state).map((state) => <Button key={state} kind={state === "declined" ? "plain" : "main"} onClick={() => void answer(task, state)}>{ANSWER[state]}</Button>)}
          </div>
        </article>
      ))}
    </main>
  );
}

/** Shares the position while on duty and while this page is open, and only then. */
function Position({ me }: { readonly me: string }) {
  const known = useShifts();
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  const isOnDuty = known?.on_duty.some((shift) => shift.person.id === me) ?? false;
  useEffect(() => {
    if (!on || !isOnDuty) return undefined;
    const watcher = navigator.geolocation.watchPosition(
      ({ coords }) => void givePosition(coords.latitude, coords.longitude, Math.min(coords.accuracy, 100_000)),
      () => {
        setFailed(true);
        setOn(false);
      },
      { enableHighAccuracy: true, maximumAge: 15_000 },
    );
    return () => {
      navigator.geolocation.clearWatch(watcher);
      void takePositionBack();
    };
  }, [on, isOnDuty]);
  if (!isOnDuty || !("geolocation" in navigator)) return null;
  return (
    <section class="card">
      <Switch label={w.mine_.position} hint={failed ? w.mine_.positionFailed : w.mine_.positionHint} on={on} onChange={setOn} />
    </section>
  );
}
