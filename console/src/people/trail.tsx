/** One's own trail: what one did, and what was entered about one, read from the ledger. */

import { useState } from "preact/hooks";

import { trail as fetchTrail } from "../api";
import type { Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { hashOf } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { dayAndTime, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import type { Trail, TrailStep } from "./model";

export function TrailCard() {
  const w = words.people.me;
  const [steps, setSteps] = useState<readonly TrailStep[]>([]);
  const [end, setEnd] = useState<Pick<Trail, "next" | "back_to"> | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const names = new Map(useStore(watch).cameras.map((camera) => [camera.id, camera.name]));
  const more = async (): Promise<void> => {
    setBusy(true);
    const answer = guard(await fetchTrail(end?.next ?? null));
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    setSteps([...steps, ...answer.value.steps]);
    setEnd(answer.value);
  };
  return (
    <section class="card">
      <h2>{w.trail}</h2>
      <p class="muted card-text">{w.trailText}</p>
      {problem !== null && <ProblemNote problem={problem} />}
      {end !== null && steps.length === 0 && <p class="muted">{w.trailNone}</p>}
      <ol class="trail">
        {steps.map((step) => (
          <li key={step.index}>
            <time class="faint" title={utc(Date.parse(step.at))}>{dayAndTime(Date.parse(step.at), Date.now())}</time>
            <span class="grow">{w.kinds[step.kind] ?? words.ledger.kinds[step.kind] ?? step.kind}{step.camera !== null && ` · ${names.get(step.camera) ?? step.camera}`}{!step.own && <span class="tag">{w.aboutYou}</span>}</span>
            <a class="faint" href={hashOf({ page: "ledger", index: step.index })} aria-label={w.entry(step.index)}>{step.index}</a>
          </li>
        ))}
      </ol>
      {end !== null && (end.next === null ? <p class="field-hint">{w.trailAll}</p> : end.back_to !== null && <p class="field-hint">{w.trailUntil(dayAndTime(Date.parse(end.back_to), Date.now()))}</p>)}
      {(end === null || end.next !== null) && <Button busy={busy} onClick={() => void more()}>{end === null ? w.trailShow : w.trailMore}</Button>}
    </section>
  );
}
