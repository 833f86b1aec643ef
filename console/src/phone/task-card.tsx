/** A task with its answers, made for a thumb: the one that comes next is the largest, and what cannot be undone asks once. */

import { useState } from "preact/hooks";

import type { Task, TaskState } from "../incidents/model";
import { Button } from "../parts/controls";
import { Confirm } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { useStore } from "../store";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { outbox, put } from "./outbox";
import { isActive, nextAnswer, otherAnswers, unsent } from "./waiting";

type Asked = "declined" | "done" | "help";

export function TaskTag({ task }: { readonly task: Task }) {
  return <span class={`state-tag ${task.state}`}>{words.incidents.taskStates[task.state]}</span>;
}

export function TaskText({ task }: { readonly task: Task }) {
  return (
    <>
      <p class="task-text large">{task.text}</p>
      <p class="faint" title={utc(Date.parse(task.sent))}>{words.phone.from(task.sent_by.name, dayAndTime(Date.parse(task.sent), Date.now()))}</p>
    </>
  );
}

/** `task` as it will be once everything that waits was sent. */
export function Answers({ task }: { readonly task: Task }) {
  const w = words.phone;
  const [asked, setAsked] = useState<Asked | null>(null);
  const waits = unsent(useStore(outbox)).some((one) => one.task === task.id && (one.kind === "state" || one.kind === "help"));
  const next = nextAnswer(task.state);
  const move = (state: TaskState): void => void put({ kind: "state", incident: task.incident, task: task.id, state });
  const help = (wanted: boolean): void => void put({ kind: "help", incident: task.incident, task: task.id, wanted });
  const choose = (state: TaskState): void => (state === "declined" || state === "done" ? setAsked(state) : move(state));
  const answer = (state: TaskState): string => (w.answers as Readonly<Record<string, string>>)[state] ?? "";
  return (
    <div class="answers">
      {task.needs_help && (
        <p class="help-on" role="status">
          <Icon name="alert" /><span>{w.helpOn}</span>
          <Button onClick={() => help(false)}>{w.helpOver}</Button>
        </p>
      )}
      {next !== null && <Button kind="main" class="thumb" onClick={() => choose(next)}>{answer(next)}</Button>}
      <div class="answers-more">
        {otherAnswers(task.state).map((state) => <Button key={state} onClick={() => choose(state)}>{answer(state)}</Button>)}
        {isActive(task.state) && !task.needs_help && <Button class="call-help" onClick={() => setAsked("help")}>{w.help}</Button>}
      </div>
      {waits && <p class="unsent" role="status"><span class="spinner" aria-hidden="true" />{w.waitingToBeSent}</p>}
      {asked === "help" && <Confirm title={w.helpTitle} text={w.helpText} yes={w.helpSure} onClose={() => setAsked(null)} onYes={() => { help(true); setAsked(null); }} />}
      {(asked === "declined" || asked === "done") && (
        <Confirm
          title={asked === "done" ? w.doneTitle : w.declineTitle}
          text={asked === "done" ? w.doneText : w.declineText}
          yes={w.answers[asked]}
          onClose={() => setAsked(null)}
          onYes={() => {
            move(asked);
            setAsked(null);
          }}
        />
      )}
    </div>
  );
}
