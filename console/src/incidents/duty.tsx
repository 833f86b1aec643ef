/** Who is on duty; going on and off duty; handing over. One's own act, never another's. */

import { useEffect, useState } from "preact/hooks";

import { beginShift, endShift, shifts as fetchShifts } from "../api";
import type { Outcome, Problem } from "../outcome";
import { Button, ProblemNote, Select, TextArea } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard, session } from "../session";
import { Store, useStore } from "../store";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import type { Shifts } from "./model";

const w = words.incidents.duty;

export const shifts = new Store<Shifts | null>(null);

export async function loadShifts(): Promise<Problem | null> {
  const answer = guard(await fetchShifts());
  if (answer.kind === "ok") shifts.set(answer.value);
  return answer.kind === "failed" ? answer.problem : null;
}

export function useShifts(): Shifts | null {
  useEffect(() => void loadShifts(), []);
  return useStore(shifts);
}

export function Duty() {
  const known = useShifts();
  const signedIn = useStore(session);
  const [ending, setEnding] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (known === null || signedIn.kind !== "in") return null;
  const own = known.on_duty.find((shift) => shift.person.id === signedIn.me.id);
  const left = known.lately.find((shift) => shift.note !== "");
  const begin = async (): Promise<void> => {
    const answer: Outcome<unknown> = guard(await beginShift());
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") say(w.began);
    await loadShifts();
  };
  return (
    <section class="duty">
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="duty-line">
        <span class={known.on_duty.length > 0 ? "duty-dot on" : "duty-dot"} aria-hidden="true" />
        <span class="grow">{known.on_duty.length === 0 ? w.none : w.on(known.on_duty.map((shift) => shift.person.name).join(", "))}</span>
        {own === undefined ? <Button onClick={() => void begin()}>{w.begin}</Button> : <Button kind="quiet" onClick={() => setEnding(true)}>{w.end}</Button>}
      </div>
      {left !== undefined && (
        <p class="duty-note"><b>{w.lastNote}</b> <span class="faint" title={utc(Date.parse(left.ended ?? left.began))}>{left.person.name}, {dayAndTime(Date.parse(left.ended ?? left.began), Date.now())}</span><br />{left.note}</p>
      )}
      {ending && <Ending known={known} me={signedIn.me.id} onClose={() => setEnding(false)} />}
    </section>
  );
}

export function Ending({ known, me, onClose }: { readonly known: Shifts; readonly me: string; readonly onClose: () => void }) {
  const [note, setNote] = useState("");
  const [next, setNext] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const others = known.on_duty.filter((shift) => shift.person.id !== me);
  const end = async (): Promise<void> => {
    const answer = guard(await endShift(note.trim(), next));
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    say(answer.value.incidents.length > 0 ? w.handed(answer.value.incidents.length) : w.ended);
    onClose();
    await loadShifts();
  };
  return (
    <Dialog title={w.endTitle} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void end();
        }}
      >
        <p class="dialog-text">{w.endText}</p>
        {problem !== null && <ProblemNote problem={problem} />}
        <Select label={w.handTo} value={next} options={[["", w.noOne], ...others.map((shift) => [shift.person.id, shift.person.name] as const)]} onChange={setNext} />
        <TextArea label={w.noteLabel} value={note} onInput={setNote} maxLength={4000} />
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit">{w.end}</Button>
        </div>
      </form>
    </Dialog>
  );
}
