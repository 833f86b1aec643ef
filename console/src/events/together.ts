/** What is done with several events at once: in parts, so that it is told how far it has come; and undone as one. */

import { addEvents, reviewEvents, undoOn } from "../api";
import { openOwn } from "../incidents/board";
import { type Problem, headline } from "../outcome";
import { say } from "../parts/toast";
import { go } from "../route";
import { guard } from "../session";
import { words } from "../words";
import { parted } from "./choosing";
import type { EventNow } from "./model";
import { sayEvent } from "./say";

const REVIEWED_AT_ONCE = 500;
const ADDED_AT_ONCE = 20;

/** How far it has come, of how many; null is over. */
type Tell = (done: number | null) => void;

/** Whoever shows the events: is told how far it has come, that it went, and that what is shown is to be looked at again. */
export interface Shows {
  readonly tell: Tell;
  readonly went: () => void;
  readonly again: () => void;
}

interface Done<T> {
  readonly went: readonly T[];
  readonly problem: Problem | null;
}

async function inParts<T>(ids: readonly number[], most: number, tell: Tell, part: (some: readonly number[]) => Promise<readonly T[] | Problem | null>): Promise<Done<T>> {
  const went: T[] = [];
  let done = 0;
  for (const some of parted(ids, most)) {
    tell(done);
    const answer = await part(some);
    if (answer === null || "status" in answer) return { went, problem: answer };
    went.push(...answer);
    done += some.length;
  }
  return { went, problem: null };
}

const review = (ids: readonly number[], reviewed: boolean, tell: Tell): Promise<Done<number>> =>
  inParts(ids, REVIEWED_AT_ONCE, tell, async (some) => {
    const answer = guard(await reviewEvents(some, reviewed));
    return answer.kind === "ok" ? answer.value.changed : answer.kind === "failed" ? answer.problem : null;
  });

/** What went, what did not and why, in one sentence each. */
function told(went: string, count: number, all: number, problem: Problem | null): string {
  const w = words.events.together;
  const left = all - count;
  if (problem !== null) return [went, w.stopped(left), headline(problem), ...problem.hints].join(" ");
  return left === 0 ? went : `${went} ${w.left(left)}`;
}

/** They were looked through, or are to be again. */
export async function reviewTogether(ids: readonly number[], reviewed: boolean, shows: Shows): Promise<void> {
  const w = words.events.together;
  const { went, problem } = await review(ids, reviewed, shows.tell);
  over(shows, went.length > 0);
  const undo = { label: words.common.undo, run: () => void review(went, !reviewed, () => undefined).then((back) => { shows.again(); say(told(w.undone(back.went.length), back.went.length, went.length, back.problem)); }) };
  say(told(reviewed ? w.reviewed(went.length) : w.again(went.length), went.length, ids.length, problem), went.length > 0 ? undo : undefined);
}

/** They belong to an incident, and so were looked through. */
export async function addTogether(number: number, ids: readonly number[], shows: Shows): Promise<void> {
  const w = words.events.together;
  const { went, problem } = await add(number, ids, shows.tell);
  const reviewed = await review(went.map(({ event }) => event), true, () => undefined);
  over(shows, went.length > 0);
  const takeBack = async (): Promise<void> => {
    const back = await inParts(went.map(({ sequence }) => sequence).reverse(), 1, () => undefined, async ([sequence = 0]) => {
      const answer = guard(await undoOn(number, sequence));
      return answer.kind === "ok" ? [sequence] : answer.kind === "failed" ? answer.problem : null;
    });
    await review(reviewed.went, false, () => undefined);
    shows.again();
    say(told(w.undone(back.went.length), back.went.length, went.length, back.problem));
  };
  say(told(w.added(went.length, number), went.length, ids.length, problem), went.length > 0 ? { label: words.common.undo, run: () => void takeBack() } : undefined);
}

/** One incident of all of them: the gravest names it, and of equals the first. */
export async function openTogether(events: readonly EventNow[], shows: Shows): Promise<void> {
  const w = words.events.together;
  const first = gravest(events);
  if (first === undefined) return;
  shows.tell(0);
  const opened = await openOwn({
    title: first.name !== "" ? first.name : sayEvent(first), level: first.level, camera: first.camera ?? "", exercise: first.exercise, at: first.at, event: String(first.id), event_kind: first.kind,
  });
  if (opened.kind !== "ok") {
    shows.tell(null);
    if (opened.kind === "failed") say([headline(opened.problem), ...opened.problem.hints].join(" "));
    return;
  }
  const { number } = opened.value;
  const others = events.filter(({ id }) => id !== first.id).map(({ id }) => id);
  const { went, problem } = await add(number, others, shows.tell);
  await review([first.id, ...went.map(({ event }) => event)], true, () => undefined);
  over(shows, true);
  say(told(w.opened(went.length + 1, number), went.length, others.length, problem), { label: w.show, run: () => go({ page: "incident", number }) });
}

function over(shows: Shows, didGo: boolean): void {
  shows.tell(null);
  if (didGo) shows.went();
  shows.again();
}

/** Pure. */
export function gravest(events: readonly EventNow[]): EventNow | undefined {
  const order = ["info", "warning", "alarm"];
  return [...events].sort((a, b) => order.indexOf(b.level) - order.indexOf(a.level) || a.at.localeCompare(b.at) || a.id - b.id)[0];
}

const add = (number: number, ids: readonly number[], tell: Tell): Promise<Done<{ readonly event: number; readonly sequence: number }>> =>
  inParts(ids, ADDED_AT_ONCE, tell, async (some) => {
    const answer = guard(await addEvents(number, some));
    return answer.kind === "ok" ? answer.value.linked : answer.kind === "failed" ? answer.problem : null;
  });
