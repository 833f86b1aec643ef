/** One entry with its proof drawn: the exact text, its hash, and every step to the signed root, as this browser computed them. */

import { useEffect, useState } from "preact/hooks";

import { ledgerEntries } from "../api";
import { hexOf } from "../bytes";
import type { LedgerEntry } from "../custody/model";
import type { Problem } from "../outcome";
import { sentence } from "../outcome";
import { Button, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { saveAs } from "../parts/save";
import { hashOf } from "../route";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { type EntryProof, type Inspection, proofFile, prove } from "./inspection";
import { kindText, numberText } from "./page";

interface Shown {
  readonly entry: LedgerEntry;
  readonly proof: EntryProof;
}

export function OneEntry({ index, inspection }: { readonly index: number; readonly inspection: Inspection }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const load = async (): Promise<void> => {
      const answer = await ledgerEntries(index, index + 1);
      if (answer.kind === "failed") return setProblem(answer.problem);
      const entry = answer.kind === "ok" ? answer.value.entries[0] : undefined;
      if (entry !== undefined) setShown({ entry, proof: await prove(entry, inspection) });
    };
    load().catch((thrown: unknown) => setProblem({ status: 0, title: words.ledger.broken, detail: sentence(thrown instanceof Error ? thrown.message : ""), hints: [] }));
  }, [index]);
  const l = words.ledger;
  const { size } = inspection.checkpoint;
  return (
    <section class="card stack one-entry">
      <div class="row wrap">
        <a class="button quiet only" href={hashOf({ page: "ledger", index: null })} aria-label={words.common.back} title={words.common.back}><Icon name="back" /></a>
        <h2 class="grow">{l.entry(numberText(index))}</h2>
        <Neighbour index={index - 1} size={size} icon="stepBack" />
        <Neighbour index={index + 1} size={size} icon="stepForward" />
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={l.checking} />}
      {shown !== null && <Detail shown={shown} inspection={inspection} />}
    </section>
  );
}

function Neighbour({ index, size, icon }: { readonly index: number; readonly size: number; readonly icon: "stepBack" | "stepForward" }) {
  if (index < 0 || index >= size) return null;
  const label = words.ledger.entry(numberText(index));
  return <a class="button quiet only" href={hashOf({ page: "ledger", index })} aria-label={label} title={label}><Icon name={icon} /></a>;
}

function Detail({ shown: { entry, proof }, inspection }: { readonly shown: Shown; readonly inspection: Inspection }) {
  const l = words.ledger;
  const at_ms = entry.at === null ? null : Date.parse(entry.at);
  const isPartly = entry.kind !== null && entry.text === null;
  return (
    <>
      <div>
        <h3 class="entry-title">{kindText(entry.kind)}</h3>
        {at_ms !== null && <p class="faint" title={utc(at_ms)}>{dayAndTime(at_ms, Date.now())}, {utc(at_ms)}</p>}
      </div>
      {entry.kind === null && <p class="field-hint">{l.closedHint}</p>}
      {isPartly && <p class="field-hint">{l.partly}</p>}
      {Object.keys(entry.fields).length > 0 && (
        <dl class="facts tight">{Object.entries(entry.fields).map(([name, value]) => <div key={name}><dt>{name}</dt><dd class="mono">{typeof value === "string" ? value : JSON.stringify(value)}</dd></div>)}</dl>
      )}
      {entry.text !== null && <div><h3>{l.text}</h3><pre class="entry-text">{entry.text}</pre></div>}
      <div>
        <h3>{l.path}</h3>
        <p class="field-hint">{l.pathText(proof.steps.length, numberText(inspection.checkpoint.size))} {!proof.hashedHere && `${sentence(l.hidden)}`}</p>
      </div>
      <Ladder proof={proof} />
      <div class="row end"><Button kind="quiet" icon="download" onClick={() => saveAs(proofFile(entry, proof, inspection), `ledger-entry-${entry.index}.json`)}>{l.download}</Button></div>
    </>
  );
}

function Ladder({ proof }: { readonly proof: EntryProof }) {
  const l = words.ledger;
  const last = proof.steps.length - 1;
  return (
    <ol class="ladder">
      <li><span class="rung-what">{l.leaf}</span><code>{hexOf(proof.leaf)}</code></li>
      {proof.steps.map((step, at) => (
        <li key={at} class={at === last ? "root" : ""}>
          <span class="rung-what">{step.side === "left" ? l.left : l.right} <code class="faint">{hexOf(step.hash).slice(0, 12)}…</code></span>
          <code>{hexOf(step.result)}</code>
          {at === last && <span class="pill good"><Icon name="check" size={16} />{l.isRoot}</span>}
        </li>
      ))}
    </ol>
  );
}
