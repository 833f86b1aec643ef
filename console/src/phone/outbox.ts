/**
 * Sends what waits, in order, one after another, and says how it stands.
 *
 * An answer is kept before it is sent, and let go when the server has said that it is done; each has a name of its own,
 * by which the server does it once however often it arrives. What the server refuses stays until the person has read why.
 */

import { addPhoto, askHelp, moveTask, photoKey, sayOnTask } from "../api";
import type { Incident } from "../incidents/model";
import { type Outcome, headline } from "../outcome";
import { guard, session } from "../session";
import { Store } from "../store";
import { words } from "../words";
import { dropWaiting, keepWaiting, recallWaiting } from "./kept";
import { sealFor } from "./photo";
import { type Said, type Waiting, inOrder, unsent, verdict } from "./waiting";

const TIMES = 4; // a photo whose key was used up by somebody else is sealed again this often
const OTHERS_MS = 86_400_000; // somebody else's answers wait this long for them to sign in here again
const WAIT_MS = [2_000, 5_000, 10_000, 20_000] as const;

export const outbox = new Store<readonly Waiting[]>([]);
/** The incident as the server last told it in answer to what was sent. */
export const answered = new Store<Incident | null>(null);
/** False while the server cannot be reached; what is shown then may be old. */
export const reached = new Store<boolean>(true);

let sending = false;
let again: number | undefined;
let failures = 0;

const me = (): string => (session.value.kind === "in" ? session.value.me.id : "");

/** Reads what an earlier page left, and sends it. Answers of another person are not this one's to send. */
export async function openOutbox(): Promise<void> {
  const left = await recallWaiting<Waiting>();
  for (const one of left) if (one.person !== me() && Date.now() - one.at_ms > OTHERS_MS) void dropWaiting(one.id);
  const here = new Set(outbox.value.map((one) => one.id));
  outbox.set(inOrder([...outbox.value, ...left.filter((one) => one.person === me() && !here.has(one.id))]));
  void flush();
}

/** Keeps an answer and sends it as soon as it can be. */
export async function put(said: Said): Promise<void> {
  const last_ms = outbox.value.at(-1)?.at_ms ?? 0;
  const one = { ...said, id: crypto.randomUUID(), person: me(), at_ms: Math.max(Date.now(), last_ms + 1) } as Waiting;
  outbox.set([...outbox.value, one]);
  await keepWaiting(one.id, one);
  await flush();
}

/** The person has read why it was refused, or no longer wants it sent. */
export async function letGo(id: string): Promise<void> {
  outbox.set(outbox.value.filter((one) => one.id !== id));
  await dropWaiting(id);
}

/** Sends everything that waits, as far as the server answers. */
export async function flush(): Promise<void> {
  window.clearTimeout(again);
  if (sending) return;
  sending = true;
  try {
    for (let next = unsent(outbox.value)[0]; next !== undefined && (await sent(next)); next = unsent(outbox.value)[0]);
  } finally {
    sending = false;
  }
  if (unsent(outbox.value).length > 0) again = window.setTimeout(() => void flush(), WAIT_MS[Math.min(failures, WAIT_MS.length - 1)]);
}

/** Sends one; false when nothing more can be sent now. */
async function sent(one: Waiting): Promise<boolean> {
  const answer = guard(await call(one));
  if (answer.kind === "ok") {
    failures = 0;
    reached.set(true);
    answered.set(answer.value);
    await letGo(one.id);
    return true;
  }
  if (answer.kind === "aborted") return false;
  const found = verdict(answer.problem.status);
  if (found === "later") {
    failures += 1;
    if (answer.problem.status === 0) reached.set(false);
    return false;
  }
  if (found === "signed-out") return false;
  const tries = (one.tries ?? 0) + 1;
  const isWorthTrying = one.kind === "photo" && answer.problem.status === 409 && tries < TIMES;
  const now: Waiting = isWorthTrying ? { ...one, tries } : { ...one, refused: answer.problem.status === 404 ? words.phone.takenBack : headline(answer.problem) };
  outbox.set(outbox.value.map((other) => (other.id === one.id ? now : other)));
  await keepWaiting(one.id, now);
  if (isWorthTrying) failures += 1;
  return !isWorthTrying;
}

async function call(one: Waiting): Promise<Outcome<Incident>> {
  switch (one.kind) {
    case "state":
      return moveTask(one.incident, one.task, one.state, one.id);
    case "message":
      return sayOnTask(one.incident, one.task, one.text, one.id);
    case "help":
      return askHelp(one.incident, one.task, one.wanted, one.id);
    case "photo": {
      const key = await photoKey();
      if (key.kind !== "ok") return key;
      const sealed = await sealFor(key.value.recipient, new Uint8Array(one.cells));
      return addPhoto(one.incident, { recipient: key.value.recipient, sealed, task: one.task, text: one.text }, one.id);
    }
  }
}
