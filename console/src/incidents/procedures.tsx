/** Procedures: what is to be done, step by step, when something of a kind happens. Written by supervisors. */

import { useEffect, useState } from "preact/hooks";

import { addProcedure, changeProcedure, procedures as fetchProcedures, restoreProcedure, retireProcedure } from "../api";
import type { Outcome, Problem } from "../outcome";
import { Button, Empty, Field, ProblemNote, TextArea, Waiting } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard, useRightAtSite } from "../session";
import { words } from "../words";
import type { Procedure, ProcedureWritten } from "./model";

const w = words.incidents.procedures;

export function ProceduresPage() {
  const [shown, setShown] = useState<readonly Procedure[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [edited, setEdited] = useState<Procedure | "new" | null>(null);
  const mayWrite = useRightAtSite("supervise");
  const load = async (): Promise<void> => {
    const answer = guard(await fetchProcedures());
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") setShown(answer.value.procedures);
  };
  useEffect(() => void load(), []);
  const retire = async (one: Procedure): Promise<void> => {
    const answer = guard(await retireProcedure(one.id));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") say(w.retired(one.name), { label: words.common.undo, run: () => void restoreProcedure(one.id).then(load) });
    await load();
  };
  return (
    <main class="page" id="page">
      <header class="page-head">
        <h1>{w.title}</h1>
        {mayWrite && <Button kind="main" icon="plus" onClick={() => setEdited("new")}>{w.write}</Button>}
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={words.common.loading} />}
      {shown?.length === 0 && <Empty icon="check" title={w.emptyTitle} text={w.emptyText} />}
      {shown?.map((one) => (
        <section key={one.id} class="card">
          <div class="card-head">
            <h2>{one.name}</h2>
            {mayWrite && (
              <span class="row">
                <Button kind="quiet" onClick={() => setEdited(one)}>{w.change}</Button>
                <Button kind="quiet" icon="trash" label={w.retire(one.name)} onClick={() => void retire(one)} />
              </span>
            )}
          </div>
          {one.kinds.length > 0 && <p class="faint">{w.offeredFor} {one.kinds.map((kind) => words.events.kinds[kind]?.[1] ?? kind).join(", ")}</p>}
          <ol class="procedure-steps">{one.steps.map((step, index) => <li key={index}>{step.text}{step.due_s > 0 && <span class="faint"> {w.within(Math.round(step.due_s / 60))}</span>}</li>)}</ol>
        </section>
      ))}
      {edited !== null && <ProcedureForm procedure={edited === "new" ? null : edited} onClose={() => setEdited(null)} onSaved={() => void load().then(() => setEdited(null))} />}
    </main>
  );
}

/** Steps as people write them: one a line, with `| 5` at the end for "within five minutes". Pure. */
export function stepsOf(text: string): ProcedureWritten["steps"] {
  return text
    .split("\n")
    .map((line) => /^(.*?)(?:\|\s*(\d{1,5})\s*(?:min)?\s*)?$/.exec(line.trim()))
    .map((found) => ({ text: (found?.[1] ?? "").trim(), due_s: Number(found?.[2] ?? 0) * 60 }))
    .filter((step) => step.text !== "");
}

/** The same the other way round. Pure. */
export const textOf = (steps: ProcedureWritten["steps"]): string => steps.map((step) => (step.due_s > 0 ? `${step.text} | ${Math.max(1, Math.round(step.due_s / 60))}` : step.text)).join("\n");

function ProcedureForm({ procedure, onClose, onSaved }: { readonly procedure: Procedure | null; readonly onClose: () => void; readonly onSaved: () => void }) {
  const [name, setName] = useState(procedure?.name ?? "");
  const [text, setText] = useState(textOf(procedure?.steps ?? []));
  const [kinds, setKinds] = useState<readonly string[]>(procedure?.kinds ?? []);
  const [problem, setProblem] = useState<Problem | null>(null);
  const steps = stepsOf(text);
  const save = async (): Promise<void> => {
    const written: ProcedureWritten = { name: name.trim(), steps, kinds };
    const answer: Outcome<unknown> = guard(procedure === null ? await addProcedure(written) : await changeProcedure(procedure.id, procedure.version, written));
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind === "ok") onSaved();
  };
  return (
    <Dialog title={procedure === null ? w.write : w.change} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {problem !== null && <ProblemNote problem={problem} />}
        <Field label={w.name} value={name} onInput={setName} placeholder={w.namePlaceholder} maxLength={160} required />
        <TextArea label={w.steps} value={text} onInput={setText} hint={w.stepsHint} rows={8} maxLength={20_000} />
        <fieldset class="kinds">
          <legend class="field-label">{w.kinds}</legend>
          {Object.entries(words.events.kinds).map(([kind, [, said]]) => (
            <label key={kind} class={kinds.includes(kind) ? "day chosen" : "day"}>
              <input type="checkbox" checked={kinds.includes(kind)} onChange={() => setKinds(kinds.includes(kind) ? kinds.filter((each) => each !== kind) : [...kinds, kind])} />
              <span>{said}</span>
            </label>
          ))}
        </fieldset>
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit" disabled={name.trim() === "" || steps.length === 0}>{words.common.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}
