/** On duty or off, in one line with one large button. */

import { useState } from "preact/hooks";

import { beginShift } from "../api";
import { Ending, loadShifts, useShifts } from "../incidents/duty";
import type { Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { guard, session } from "../session";
import { useStore } from "../store";
import { dayAndTime, shortTime } from "../time";
import { words } from "../words";
import { reached } from "./outbox";

const HALF_A_DAY_MS = 43_200_000;
const sinceWhen = (at_ms: number): string => (Date.now() - at_ms < HALF_A_DAY_MS ? shortTime(at_ms) : dayAndTime(at_ms, Date.now()));

export function Shift() {
  const w = words.phone.shift;
  const known = useShifts();
  const signedIn = useStore(session);
  const isReached = useStore(reached);
  const [ending, setEnding] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (signedIn.kind !== "in" || known === null) return null;
  const own = known.on_duty.find((shift) => shift.person.id === signedIn.me.id);
  const left = known.lately.find((shift) => shift.note !== "");
  const begin = async (): Promise<void> => {
    setBusy(true);
    const answer = guard(await beginShift());
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    await loadShifts();
  };
  return (
    <section class={`shift ${own === undefined ? "" : "on"}`}>
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="shift-line">
        <span class={own === undefined ? "duty-dot" : "duty-dot on"} aria-hidden="true" />
        <p class="grow"><b>{own === undefined ? w.off : w.on}</b>{own !== undefined && <span class="faint"> {w.since(sinceWhen(Date.parse(own.began)))}</span>}</p>
        {own === undefined
          ? <Button kind="main" busy={busy} disabled={!isReached} onClick={() => void begin()}>{w.begin}</Button>
          : <Button disabled={!isReached} onClick={() => setEnding(true)}>{w.end}</Button>}
      </div>
      {!isReached && <p class="faint">{w.offline}</p>}
      {own === undefined && left !== undefined && <p class="duty-note"><b>{words.incidents.duty.lastNote}</b> <span class="faint">{left.person.name}, {dayAndTime(Date.parse(left.ended ?? left.began), Date.now())}</span><br />{left.note}</p>}
      {ending && <Ending known={known} me={signedIn.me.id} onClose={() => setEnding(false)} />}
    </section>
  );
}
