/** The first steps that still wait, on the wall, until they are done or hidden. */

import { useState } from "preact/hooks";

import { Button } from "../parts/controls";
import { say } from "../parts/toast";
import { go } from "../route";
import { words } from "../words";
import { useFacts } from "./facts";
import { hideSteps, isHidden, nextOf, putOffNow, stepsOf } from "./steps";

export function FirstSteps() {
  const w = words.start;
  const facts = useFacts();
  const [off, setOff] = useState(putOffNow);
  if (facts === null || isHidden(off)) return null;
  const steps = stepsOf(facts, off);
  const next = nextOf(steps);
  if (next === null) return null;
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <aside class="first-steps" aria-label={w.card.title}>
      <span class="first-steps-dots" aria-hidden="true">{steps.map(({ name, state }) => <i key={name} class={state} />)}</span>
      <span class="grow"><strong>{w.card.title}</strong> <span class="faint">{w.progress(done, steps.length)} · {w.card.next(w.steps[next])}</span></span>
      <Button kind="quiet" onClick={() => { setOff(hideSteps()); say(w.hidden); }}>{w.hide}</Button>
      <Button kind="plain" onClick={() => go({ page: "start" })}>{w.goOn}</Button>
    </aside>
  );
}
