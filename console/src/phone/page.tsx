/**
 * The responder's page: what to do now, for one hand and a bad network.
 *
 * Everything that is answered here is kept first and sent then (outbox.ts); everything shown is the newest that is
 * known (tasks-store.ts). Loaded when it is first opened.
 */

import { useEffect } from "preact/hooks";

import type { Task } from "../incidents/model";
import { useShifts } from "../incidents/duty";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { hashOf } from "../route";
import { session } from "../session";
import { useStore } from "../store";
import { dayAndTime } from "../time";
import { words } from "../words";
import "../styles/phone.css";
import { PhoneIncident } from "./incident";
import { hearWorker, newer, registered, renew } from "./installed";
import { keepMe } from "./kept";
import { openOutbox, outbox, reached } from "./outbox";
import { Refusals } from "./refusals";
import { Shift } from "./shift";
import { Answers, TaskTag, TaskText } from "./task-card";
import { refresh, tasksProblem, tasksTold } from "./tasks-store";
import { ThisPhone } from "./this-phone";
import { isActive, unsent, withWaiting } from "./waiting";

const REFRESH_MS = 10_000;

export function PhonePage({ incident }: { readonly incident: number | null }) {
  const signedIn = useStore(session);
  const me = signedIn.kind === "in" ? signedIn.me : null;
  useEffect(() => {
    if (me === null) return undefined;
    void registered();
    void keepMe(me);
    void openOutbox();
    void refresh();
    const again = (): void => void refresh();
    const timer = window.setInterval(again, REFRESH_MS);
    const quiet = hearWorker(again);
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      window.clearInterval(timer);
      quiet();
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
  }, [me?.id]);
  if (me === null) return null;
  return (
    <main class="page narrow phone" id="page">
      <Standing />
      {incident === null ? <TaskList me={me.id} /> : <PhoneIncident key={incident} number={incident} me={me.id} />}
    </main>
  );
}

/** What the person must know before anything else: no network, what waits, what was refused, a newer version. */
function Standing() {
  const w = words.phone;
  const isReached = useStore(reached);
  const waits = unsent(useStore(outbox)).length;
  const told = useStore(tasksTold);
  const waitingVersion = useStore(newer);
  return (
    <>
      {!isReached && (
        <div class="note away" role="status">
          <Icon name="alert" />
          <div>
            <strong>{w.offline}</strong>
            <p>{w.offlineText} {waits > 0 && w.waitingCount(waits)}</p>
            {told !== null && <p class="faint">{w.asOf(dayAndTime(told.at_ms, Date.now()))}</p>}
          </div>
        </div>
      )}
      {isReached && waits > 0 && <p class="unsent" role="status"><span class="spinner" aria-hidden="true" />{w.waitingCount(waits)}</p>}
      {waitingVersion !== null && <div class="note newer" role="status"><Icon name="info" /><span class="grow">{w.newer}</span><Button onClick={renew}>{w.renew}</Button></div>}
      <Refusals />
    </>
  );
}

function TaskList({ me }: { readonly me: string }) {
  const w = words.phone;
  const told = useStore(tasksTold);
  const problem = useStore(tasksProblem);
  const waiting = useStore(outbox);
  const isOnDuty = useShifts()?.on_duty.some((shift) => shift.person.id === me) ?? false;
  const tasks = (told?.tasks ?? []).map((task) => withWaiting(task, waiting));
  const active = tasks.filter((task) => isActive(task.state));
  const over = tasks.filter((task) => !isActive(task.state));
  return (
    <>
      <header class="page-head"><h1>{w.title}</h1></header>
      <Shift />
      {problem !== null && <ProblemNote problem={problem} />}
      {told === null && problem === null && <Waiting text={words.common.loading} />}
      {told !== null && active.length === 0 && <Empty icon="check" title={isOnDuty ? w.emptyOn : w.emptyOff} text={isOnDuty ? w.emptyOnText : w.emptyOffText} />}
      {active.map((task) => <TaskCard key={task.id} task={task} />)}
      {over.length > 0 && (
        <details class="card earlier">
          <summary>{w.earlier}</summary>
          {over.map((task) => (
            <p key={task.id}><TaskTag task={task} /> <a href={hashOf({ page: "tasks", incident: task.incident })}>{task.text}</a></p>
          ))}
        </details>
      )}
      <ThisPhone isOnDuty={isOnDuty} />
    </>
  );
}

function TaskCard({ task }: { readonly task: Task }) {
  return (
    <article class={`card stack phone-task ${task.needs_help ? "needs-help" : ""}`}>
      <p class="task-head"><a href={hashOf({ page: "tasks", incident: task.incident })}>{words.incidents.number(task.incident)}<span class="open-more" aria-hidden="true">›</span></a><TaskTag task={task} /></p>
      <TaskText task={task} />
      <Answers task={task} />
    </article>
  );
}
