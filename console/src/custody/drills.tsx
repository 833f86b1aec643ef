/** Drills: when the last one was, when the next is due, and whose keys it proved. */

import { useEffect, useState } from "preact/hooks";

import { changeDrills, drills as askDrills, startDrill } from "../api";
import { dateLocale } from "../language";
import type { Problem } from "../outcome";
import { Button, Choice, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { say } from "../parts/toast";
import { hashOf } from "../route";
import { guard, useRight } from "../session";
import { dayOf, lengthOf, utc } from "../time";
import { words } from "../words";
import { RequestPill, nameOf, useCustodianNames } from "./facts";
import type { Drills, UnsealRequest } from "./model";

const EVERY = ["30", "90", "180", "0"] as const;

export function DrillsPart() {
  const d = words.custody.drills;
  const [drills, setDrills] = useState<Drills | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const maySetUp = useRight("set_up");
  const refresh = async (): Promise<void> => {
    const answer = guard(await askDrills());
    if (answer.kind === "ok") setDrills(answer.value);
    setProblem(answer.kind === "failed" ? answer.problem : null);
  };
  useEffect(() => void refresh(), []);
  const act = async (work: Promise<{ readonly kind: string; readonly problem?: Problem }>, said: string): Promise<void> => {
    setBusy(true);
    const answer = await work;
    setBusy(false);
    if (answer.kind === "failed" && answer.problem !== undefined) return setProblem(answer.problem);
    say(said);
    await refresh();
  };
  if (drills === null) return problem === null ? <Waiting text={words.common.loading} /> : <ProblemNote problem={problem} />;
  const every = String(drills.every_days ?? 0);
  const choices = EVERY.some((one) => one === every) ? EVERY : [every, ...EVERY];
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      {drills.overdue && <div class="note wait"><Icon name="alert" /><div><strong>{d.overdue}</strong><p>{d.overdueHint}</p></div></div>}
      <section class="card stack">
        <div class="row wrap between">
          <div class="grow"><h2>{d.title}</h2><p class="field-hint">{d.intro}</p></div>
          {maySetUp && <Button kind={drills.overdue || drills.last === null ? "main" : "plain"} busy={busy} onClick={() => void act(startDrill(), d.started)}>{d.start}</Button>}
        </div>
        <Calendar drills={drills} now_ms={Date.now()} />
        <div class="row wrap between">
          <span class="row wrap"><span class="muted">{d.every}</span>
            {!maySetUp && <b>{d.days(Number(every))}</b>}
            {maySetUp && <Choice compact label={d.every} value={every} options={choices.map((one) => [one, d.days(Number(one))] as const)} onChange={(value) => void act(changeDrills(value === "0" ? null : Number(value)), d.saved)} />}
          </span>
          <Next drills={drills} />
        </div>
      </section>
      {drills.drills.length === 0 && <p class="muted">{d.never}. {d.neverText}</p>}
      {drills.drills.length > 0 && <ul class="asked-list">{drills.drills.map((one) => <Past key={one.id} drill={one} />)}</ul>}
    </>
  );
}

function Next({ drills }: { readonly drills: Drills }) {
  if (drills.due === null) return null;
  const due_ms = Date.parse(drills.due);
  const left_s = (due_ms - Date.now()) / 1000;
  return <span title={utc(due_ms)}><span class="muted">{words.custody.drills.next}</span> <b>{dayOf(due_ms, Date.now())}</b>{left_s > 0 && <span class="faint"> ({lengthOf(left_s)})</span>}</span>;
}

const startOf = (drill: UnsealRequest): number => Date.parse(drill.made);

/** The past year in twelve columns, one mark per drill, and a ring where the next is due. */
function Calendar({ drills, now_ms }: { readonly drills: Drills; readonly now_ms: number }) {
  const now = new Date(now_ms);
  const months = Array.from({ length: 13 }, (_, index) => new Date(now.getFullYear(), now.getMonth() - 11 + index, 1));
  const due_ms = drills.due === null ? null : Date.parse(drills.due);
  const isIn = (at_ms: number, month: Date): boolean => new Date(at_ms).getFullYear() === month.getFullYear() && new Date(at_ms).getMonth() === month.getMonth();
  return (
    <ol class="months" aria-label={words.custody.drills.calendar}>
      {months.map((month) => (
        <li key={month.getTime()} class={isIn(now_ms, month) ? "this" : ""}>
          <span class="marks">
            {drills.drills.filter((one) => isIn(startOf(one), month)).map((one) => (
              <i key={one.id} class={markOf(one)} title={`${utc(startOf(one))}: ${stateWord(one)}`} />
            ))}
            {due_ms !== null && isIn(due_ms, month) && <i class={drills.overdue ? "due late" : "due"} title={`${words.custody.drills.next}: ${utc(due_ms)}`} />}
          </span>
          <span class="month">{month.toLocaleDateString(dateLocale(), { month: "short" })}</span>
        </li>
      ))}
    </ol>
  );
}

const hasPassed = (drill: UnsealRequest): boolean => drill.state === "opened" || drill.state === "released";
const markOf = (drill: UnsealRequest): string => (hasPassed(drill) ? "passed" : drill.state === "open" ? "running" : "failed");

function stateWord(drill: UnsealRequest): string {
  const d = words.custody.drills;
  return hasPassed(drill) ? d.passed : drill.state === "open" ? d.running : d.failed;
}

function Past({ drill }: { readonly drill: UnsealRequest }) {
  const known = useCustodianNames();
  const names = drill.approvals.map((one) => nameOf(one, known)).join(", ");
  return (
    <li>
      <a class="asked" href={hashOf({ page: "request", id: drill.id })}>
        <span class="asked-main"><b title={utc(startOf(drill))}>{dayOf(startOf(drill), Date.now())}</b><span class="asked-reason">{drill.approvals.length === 0 ? words.custody.inbox.nobodyYet : words.custody.drills.proven(drill.approvals.length, names)}</span></span>
        <span class="asked-side">{drill.state === "open" ? <RequestPill state="open" /> : <span class={`pill ${hasPassed(drill) ? "good" : "bad"}`}><span class="dot" aria-hidden="true" />{stateWord(drill)}</span>}</span>
      </a>
    </li>
  );
}
