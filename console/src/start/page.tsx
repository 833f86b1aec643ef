/**
 * The first steps of whoever sets up a site: yourself, a camera, its place, custodians, others.
 *
 * Each can be left for later, and all of it left at any time: what is done is seen from how the site is (steps.ts).
 */

import { useState } from "preact/hooks";

import { addCamera } from "../api";
import { AddCamera } from "../cameras/add";
import type { Camera } from "../model";
import type { Problem } from "../outcome";
import { Button, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { MakeCodes } from "../people/recovery";
import { go, hashOf } from "../route";
import { guard } from "../session";
import { percent } from "../time";
import { Tile } from "../wall/tile";
import { applyHere } from "../watch";
import { words } from "../words";
import { useFacts } from "./facts";
import { type Facts, STEPS, type Step, type StepName, nextOf, putOff, putOffNow, stepsOf } from "./steps";

export function StartPage() {
  const w = words.start;
  const facts = useFacts();
  const [off, setOff] = useState(putOffNow);
  const [chosen, setChosen] = useState<StepName | null>(null);
  if (facts === null) return <main class="page" id="page"><Waiting text={words.common.loading} /></main>;
  const steps = stepsOf(facts, off);
  const next = nextOf(steps);
  const now = chosen ?? next;
  const at = now === null ? -1 : STEPS.indexOf(now);
  const goOn = (isLater: boolean): void => {
    if (now === null) return;
    const later = isLater ? putOff(now) : off;
    setOff(later);
    setChosen(stepsOf(facts, later).slice(at + 1).find(({ state }) => state === "open")?.name ?? nextOf(stepsOf(facts, later)));
  };
  const isDone = steps[at]?.state === "done";
  return (
    <main class="page start" id="page">
      <header class="page-head">
        <div>
          <h1>{w.title}</h1>
          <p class="muted">{w.lead}</p>
        </div>
        {now !== null && <Button kind="quiet" onClick={() => go({ page: "wall" })}>{w.leave}</Button>}
      </header>
      <Progress steps={steps} now={now} onChoose={setChosen} />
      <section class="card start-step" aria-live="polite">
        {now === null ? <AllDone /> : <StepShown name={now} facts={facts} />}
        {now !== null && (
          <div class="row end start-acts">
            {isDone ? <Button kind="main" onClick={() => goOn(false)}>{w.next}</Button> : <Button kind="quiet" onClick={() => goOn(true)}>{w.skip}</Button>}
          </div>
        )}
      </section>
    </main>
  );
}

function Progress({ steps, now, onChoose }: { readonly steps: readonly Step[]; readonly now: StepName | null; readonly onChoose: (name: StepName) => void }) {
  const w = words.start;
  const done = steps.filter(({ state }) => state === "done").length;
  return (
    <nav aria-label={w.progress(done, steps.length)}>
      <ol class="start-steps">
        {steps.map(({ name, state }, index) => (
          <li key={name} class={state}>
            <button type="button" aria-current={name === now ? "step" : undefined} onClick={() => onChoose(name)}>
              <span class="start-number">{state === "done" ? <Icon name="check" size={16} /> : index + 1}</span>
              <span>{w.steps[name]}</span>
              {state === "done" && <span class="hush">{w.isDone}</span>}
              {state === "later" && <span class="hush">{w.isSkipped}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function StepShown({ name, facts }: { readonly name: StepName; readonly facts: Facts }) {
  switch (name) {
    case "you":
      return <You facts={facts} />;
    case "camera":
      return <FirstCamera facts={facts} />;
    case "place":
      return <Place facts={facts} />;
    case "custodians":
      return <Custodians facts={facts} />;
    case "people":
      return <Others facts={facts} />;
  }
}

function You({ facts }: { readonly facts: Facts }) {
  const w = words.start.you;
  return (
    <>
      <h2>{w.title(facts.me.name)}</h2>
      <p class="start-text">{w.text}</p>
      {facts.me.recovery_codes > 0 ? <Good text={w.haveCodes} /> : <MakeCodes me={facts.me} isMain />}
    </>
  );
}

function FirstCamera({ facts }: { readonly facts: Facts }) {
  const w = words.start.camera;
  const [way, setWay] = useState<"choose" | "own">("choose");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const drawn = async (): Promise<void> => {
    setBusy(true);
    const answer = guard(await addCamera({ name: w.demoName, address: "demo:plaza", transport: "auto", mode: "proven" }));
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") applyHere({ type: "camera", camera: answer.value });
  };
  const head = <><h2>{w.title}</h2><p class="start-text">{w.text}</p></>;
  if (way === "own") {
    return (
      <>
        {head}
        <AddCamera onAdded={() => setWay("choose")} />
        <Button kind="quiet" icon="back" onClick={() => setWay("choose")}>{w.other}</Button>
      </>
    );
  }
  return (
    <>
      {head}
      {problem !== null && <ProblemNote problem={problem} />}
      {facts.cameras.length > 0 && <Good text={w.have(facts.cameras.length)} />}
      <div class="start-ways">
        <div class="start-way">
          <h3>{w.own}</h3>
          <p>{w.ownText}</p>
          <Button kind={facts.cameras.length === 0 ? "main" : "plain"} icon="plus" onClick={() => setWay("own")}>{w.ownAdd}</Button>
        </div>
        {!facts.cameras.some(({ name }) => name === w.demoName) && (
          <div class="start-way">
            <h3>{w.demo}</h3>
            <p>{w.demoText}</p>
            <Button icon="play" busy={busy} onClick={() => void drawn()}>{w.demoAdd}</Button>
          </div>
        )}
      </div>
    </>
  );
}

function Place({ facts }: { readonly facts: Facts }) {
  const w = words.start.place;
  const camera = facts.cameras.find((each) => each.view?.code !== "proven") ?? facts.cameras[0];
  return (
    <>
      <h2>{camera?.view?.code === "proven" ? w.knownTitle : w.title}</h2>
      <p class="start-text">{w.text}</p>
      {camera === undefined ? <p class="note"><Icon name="info" /><span>{w.noCamera}</span></p> : (
        <div class="start-live">
          <div class="start-picture"><Tile camera={camera} index={99} place={null} mark={undefined} show={null} /></div>
          <p class="start-known" role="status">{learned(camera)}</p>
          {camera.view?.code !== "proven" && <p class="field-hint">{w.hint}</p>}
        </div>
      )}
    </>
  );
}

function learned(camera: Camera): string {
  const w = words.start.place;
  if (camera.view === null || camera.state.code !== "live") return w.waits(camera.name);
  return camera.view.code === "proven" ? w.proven(camera.name) : w.known(camera.name, percent(camera.view.proven));
}

function Custodians({ facts }: { readonly facts: Facts }) {
  const w = words.start.custodians;
  const named = facts.custodians ?? 0;
  return (
    <>
      <h2>{w.title}</h2>
      <p class="start-text">{w.text}</p>
      <p class="start-text">{w.text2}</p>
      {named > 0 && <Good text={w.have(named)} />}
      <a class="button plain" href={hashOf({ page: "custody", part: "custodians" })}><Icon name="lock" /><span>{w.name}</span></a>
    </>
  );
}

function Others({ facts }: { readonly facts: Facts }) {
  const w = words.start.people;
  return (
    <>
      <h2>{w.title}</h2>
      <p class="start-text">{w.text}</p>
      {(facts.people ?? 0) > 1 && <Good text={w.have(facts.people ?? 0)} />}
      <a class="button plain" href={hashOf({ page: "people" })}><Icon name="person" /><span>{w.invite}</span></a>
    </>
  );
}

function AllDone() {
  const w = words.start;
  return (
    <>
      <h2>{w.done.title}</h2>
      <p class="start-text">{w.done.text}</p>
      <div class="row end"><Button kind="main" icon="live" onClick={() => go({ page: "wall" })}>{w.finish}</Button></div>
    </>
  );
}

function Good({ text }: { readonly text: string }) {
  return <p class="note good" role="status"><Icon name="check" /><span>{text}</span></p>;
}
