/** One incident as its responder sees it: the task, the place, what was said; the composer stays under the thumb. */

import { useEffect, useState } from "preact/hooks";

import type { Problem } from "../outcome";
import { Empty, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { lazy } from "../parts/lazy";
import { hashOf } from "../route";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { Composer } from "./composer";
import { outbox } from "./outbox";
import { FieldPicture } from "./picture";
import { Answers, TaskTag, TaskText } from "./task-card";
import { incidents, look, tasksTold } from "./tasks-store";
import { Thread } from "./thread";
import { isActive, withWaiting } from "./waiting";

const MiniMap = lazy(() => import("../map/mini").then((file) => file.MiniMap), "part");

export function PhoneIncident({ number, me }: { readonly number: number; readonly me: string }) {
  const w = words.phone;
  const incident = useStore(incidents).get(number);
  const told = useStore(tasksTold);
  const waiting = useStore(outbox);
  const { cameras } = useStore(watch);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const control = new AbortController();
    void look(number, control.signal).then((found) => control.signal.aborted || setProblem(found));
    return () => control.abort();
  }, [number, told]);
  if (incident === undefined) {
    return (
      <>
        <Back />
        {problem === null ? <Waiting text={words.common.loading} /> : problem.status === 404 ? <Empty icon="alert" title={words.incidents.gone} text={words.incidents.goneHint} /> : <ProblemNote problem={problem} />}
      </>
    );
  }
  const own = incident.tasks.filter((task) => task.responder.id === me).map((task) => withWaiting(task, waiting));
  const task = own.find((one) => isActive(one.state)) ?? own.at(-1);
  const camera = cameras.find(({ id }) => id === incident.camera);
  return (
    <>
      <Back />
      <header class="phone-head">
        <h1>{incident.title}</h1>
        <p><span class={`level ${incident.level}`}><i aria-hidden="true" />{words.incidents.levels[incident.level]}</span> <span class="faint">{words.incidents.number(incident.number)}{camera !== undefined && ` · ${camera.name}`}{incident.zone !== "" && `, ${incident.zone}`}</span></p>
      </header>
      {incident.exercise && <p class="note exercise-note"><Icon name="info" /><span>{words.incidents.exerciseBanner}</span></p>}
      {problem !== null && <ProblemNote problem={problem} />}
      {incident.camera !== "" && <FieldPicture camera={incident.camera} name={camera?.name ?? incident.camera} />}
      {task !== undefined && (
        <section class={`card stack phone-task ${task.needs_help ? "needs-help" : ""}`}>
          <p class="task-head"><b>{w.task}</b><TaskTag task={task} /></p>
          <TaskText task={task} />
          <Answers task={task} />
        </section>
      )}
      {incident.camera !== "" && <MiniMap camera={incident.camera} incident={number} />}
      <Thread incident={incident} me={me} waiting={waiting.filter((one) => one.incident === number)} />
      {task !== undefined && task.state !== "recalled" && incident.state !== "closed" && <Composer incident={number} task={task.id} />}
    </>
  );
}

function Back() {
  return <a class="phone-back" href={hashOf({ page: "tasks", incident: null })}><Icon name="back" />{words.phone.back}</a>;
}
