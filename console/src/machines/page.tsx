/** What runs where: each machine with the cameras it keeps, what no machine keeps, and emptying one for maintenance. */

import { useEffect, useState } from "preact/hooks";

import { drainMachine, machines as fetchMachines } from "../api";
import type { KeptTold, MachineTold, MachinesTold } from "../api/types";
import type { Problem } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Confirm } from "../parts/dialog";
import { Icon } from "../parts/icon";
import type { Tone } from "../parts/state";
import { say } from "../parts/toast";
import { hashOf } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { bytesOf, decimal } from "../time";
import { watch } from "../watch";
import { words } from "../words";

const REFRESH_MS = 3_000;

export function MachinesPage() {
  const w = words.machines;
  const [told, setTold] = useState<MachinesTold | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const load = async (): Promise<void> => {
    const answer = guard(await fetchMachines());
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    setTold(answer.value);
    setProblem(null);
  };
  useEffect(() => {
    void load();
    const timer = window.setInterval(() => void load(), REFRESH_MS);
    return () => window.clearInterval(timer);
  }, []);
  const drain = async (node: string, drained: boolean): Promise<void> => {
    const answer = guard(await drainMachine(node, drained));
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind === "ok") say(drained ? w.draining : w.filled);
    await load();
  };
  const lowered = told?.machines.flatMap((machine) => machine.cameras).filter((camera) => camera.kept !== "whole").length ?? 0;
  return (
    <main class="page" id="page">
      <header class="page-head">
        <div>
          <h1>{w.title}</h1>
          <p class="muted">{w.lead}</p>
        </div>
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      {told === null && problem === null && <Waiting text={words.common.loading} />}
      {told !== null && told.nowhere.length > 0 && <Nowhere told={told} />}
      {lowered > 0 && (
        <section class="card">
          <h2>{w.shortTitle}</h2>
          <p class="muted">{w.shortText(lowered)}</p>
        </section>
      )}
      {told?.machines.length === 0 && <Empty icon="sliders" title={w.none} text={w.noneText} />}
      {told?.machines.map((machine) => (
        <MachineCard key={machine.node} machine={machine} onDrain={() => setAsked(machine.node)} onFill={() => void drain(machine.node, false)} />
      ))}
      {told?.elsewhere === false && (
        <section class="card">
          <h2>{w.oneTitle}</h2>
          <p class="muted">{w.oneText}</p>
        </section>
      )}
      {asked !== null && (
        <Confirm
          title={w.drainTitle(asked)} text={w.drainText} yes={w.drainYes} onClose={() => setAsked(null)}
          onYes={() => {
            setAsked(null);
            void drain(asked, true);
          }}
        />
      )}
    </main>
  );
}

function Nowhere({ told }: { readonly told: MachinesTold }) {
  const w = words.machines;
  return (
    <section class="card" aria-label={w.nowhereTitle}>
      <h2>{w.nowhereTitle}</h2>
      <p class="muted">{w.nowhereText}</p>
      <ul class="machine-cameras">
        {told.nowhere.map((one) => <li key={one.camera}><CameraLink id={one.camera} /><span class={one.no_room ? "overdue" : "faint"}>{one.no_room ? w.noRoom : w.moving}</span></li>)}
      </ul>
    </section>
  );
}

/** How a machine is, in a tone, a word, and a sentence where something is to be known or done. */
function stateOf(machine: MachineTold): readonly [Tone, string, string | null] {
  const w = words.machines;
  if (!machine.alive) return ["bad", w.away, w.awayText];
  if (machine.drained) return machine.cameras.length === 0 ? ["off", w.empty, w.emptyText] : ["wait", w.drained, w.drainedText];
  if (!machine.connected) return ["bad", w.unheard, w.unheardText];
  return ["good", w.alive, null];
}

function MachineCard({ machine, onDrain, onFill }: { readonly machine: MachineTold; readonly onDrain: () => void; readonly onFill: () => void }) {
  const w = words.machines;
  const [tone, word, sentence] = stateOf(machine);
  const name = machine.node === "" ? w.own : machine.node;
  return (
    <section class="card machine" aria-label={name}>
      <div class="card-head">
        <h2>{name}</h2>
        <span class={`pill ${tone}`}><span class="dot" aria-hidden="true" />{word}</span>
        {machine.node !== "" && (machine.drained
          ? <Button label={w.fillNamed(name)} onClick={onFill}>{w.fill}</Button>
          : <Button kind="quiet" label={w.drainNamed(name)} onClick={onDrain}>{w.drain}</Button>)}
      </div>
      {sentence !== null && <p class="muted">{sentence}</p>}
      {machine.facts !== null && <Load machine={machine} facts={machine.facts} />}
      {machine.alive && machine.cameras.length === 0 && !machine.drained && <p class="faint">{w.keepsNone}</p>}
      {machine.cameras.length > 0 && (
        <details open={machine.cameras.length <= 12}>
          <summary>{w.cameras(machine.cameras.length)}</summary>
          <ul class="machine-cameras">
            {machine.cameras.map((kept) => <li key={kept.camera}><CameraLink id={kept.camera} /><span class="faint">{aboutKept(kept)}</span></li>)}
          </ul>
        </details>
      )}
    </section>
  );
}

/** Something waited through the last minute. Half as much again, since a start or a backup passes by itself. Pure. */
export const isOverloaded = ({ load, cores }: Pick<NonNullable<MachineTold["facts"]>, "load" | "cores">): boolean => load > cores * 1.5;

function Load({ machine, facts }: { readonly machine: MachineTold; readonly facts: NonNullable<MachineTold["facts"]> }) {
  const w = words.machines;
  const share = Math.min(1, facts.load / Math.max(1, facts.cores));
  const told: readonly (readonly [string, string])[] = [
    [w.memory, bytesOf(facts.memory_bytes)],
    [w.disk, bytesOf(facts.free_bytes)],
    ...(machine.node === "" ? [] : [[w.watched, String(facts.watched)] as const]),
    ...(facts.waiting > 0 ? [[w.waiting, String(facts.waiting)] as const] : []),
    ...(facts.lost > 0 ? [[w.lost, String(facts.lost)] as const] : []),
    [w.version, facts.version],
  ];
  return (
    <>
      <p class="machine-load" title={w.loadText}>
        <span>{w.load}</span>
        <span class="bar" aria-hidden="true"><span class={isOverloaded(facts) ? "bar-full" : "bar-used"} style={{ width: `${share * 100}%` }} /><span class="bar-free" style={{ width: `${(1 - share) * 100}%` }} /></span>
        <b>{w.loadOf(decimal(facts.load), facts.cores)}</b>
      </p>
      {isOverloaded(facts) && <p class="machine-over"><Icon name="alert" size={18} /><span>{w.overloaded}</span></p>}
      <p class="hush">{w.loadText}</p>
      <dl class="machine-facts">{told.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </>
  );
}

function CameraLink({ id }: { readonly id: string }) {
  const { cameras } = useStore(watch);
  return <a href={hashOf({ page: "camera", id, at_ms: null })}>{cameras.find((camera) => camera.id === id)?.name ?? id}</a>;
}

function aboutKept(kept: KeptTold): string {
  const w = words.machines;
  const said = [
    kept.kept === "whole" ? "" : kept.kept === "lowered" ? w.lowered : w.least,
    kept.waits ? w.waits : "",
    kept.restarts > 0 ? w.restarts(kept.restarts) : "",
  ];
  return said.filter((part) => part !== "").join(", ");
}
