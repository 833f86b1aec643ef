/** Tasks of one incident, between the desk that sends them and the responders who answer. The responders' own page is phone/. */

import { useState } from "preact/hooks";

import { askHelp, moveTask, sayOnTask, sendTask } from "../api";
import { Button, Field, Select, TextArea } from "../parts/controls";
import { Icon } from "../parts/icon";
import { otherAnswers, nextAnswer, isActive } from "../phone/waiting";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { useShifts } from "./duty";
import type { ActOn } from "./incident";
import type { HistoryEntry, Incident, Task, TaskState } from "./model";

const w = words.incidents;

/** What the responder may answer now, what comes next first. Pure. */
export function answersTo(state: TaskState): readonly TaskState[] {
  const next = nextAnswer(state);
  return next === null ? [] : [next, ...otherAnswers(state)];
}

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
  const isOpen = isActive(task.state);
  return (
    <article class={`task ${task.state}`}>
      <p class="task-head"><b>{task.responder.name}</b> <span class={`state-tag ${task.state}`}>{w.taskStates[task.state]}</span> <span class="faint" title={utc(Date.parse(task.sent))}>{dayAndTime(Date.parse(task.sent), Date.now())}</span></p>
      <p class="task-text">{task.text}</p>
      {task.needs_help && (
        <p class="help-call" role="alert">
          <Icon name="alert" /><b>{w.needsHelp(task.responder.name)}</b>
          {desk && <Button kind="quiet" onClick={() => void act(askHelp(incident.number, task.id, false))}>{w.helpOver}</Button>}
        </p>
      )}
      {said.map((entry) => <Message key={entry.sequence} entry={entry} />)}
      <div class="row wrap">
        {mine && answersTo(task.state).map((state, index) => <Button key={state} kind={index === 0 ? "main" : "quiet"} onClick={() => void act(moveTask(incident.number, task.id, state))}>{(words.phone.answers as Readonly<Record<string, string>>)[state]}</Button>)}
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
