/** The ledger for anybody: whether it holds, what stands in it, and the proof of each entry, all checked in this browser. */

import { useEffect, useState } from "preact/hooks";

import { hasCryptography, hexOf } from "../bytes";
import type { LedgerEntry } from "../custody/model";
import type { Problem } from "../outcome";
import { sentence } from "../outcome";
import { Button, Choice, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { Prose } from "../parts/prose";
import { saveAs } from "../parts/save";
import { go } from "../route";
import { clockTime, dayAndSeconds, dayOf, utc } from "../time";
import { words } from "../words";
import { type Filter, type Walked, walkBack } from "./browsing";
import { OneEntry } from "./entry";
import { type Inspection, LedgerBroken, inspect, prove } from "./inspection";

const FILTERS: readonly Filter[] = ["acts", "custody", "cameras", "people", "recordings", "all"];
export const numberText = (value: number): string => value.toLocaleString("en").replaceAll(",", "\u202f");

export type Finding =
  | { readonly kind: "checking" }
  | { readonly kind: "holds"; readonly inspection: Inspection }
  | { readonly kind: "broken"; readonly problem: Problem; readonly notes: readonly string[] }
  | { readonly kind: "unread"; readonly problem: Problem };

export function LedgerPage({ index }: { readonly index: number | null }) {
  const [finding, setFinding] = useState<Finding>({ kind: "checking" });
  const check = async (): Promise<void> => {
    setFinding({ kind: "checking" });
    setFinding(await look());
  };
  useEffect(() => void check(), []);
  return (
    <main class="page ledger" id="page">
      <header class="page-head"><h1>{words.ledger.title}</h1></header>
      <Verdict finding={finding} onAgain={() => void check()} />
      {finding.kind === "holds" && (index === null
        ? <Entries key={finding.inspection.at_ms} inspection={finding.inspection} />
        : <OneEntry key={index} index={index} inspection={finding.inspection} />)}
    </main>
  );
}

async function look(): Promise<Finding> {
  if (!hasCryptography()) return { kind: "unread", problem: { status: 0, title: words.custody.insecure, detail: "", hints: [words.custody.insecureHint] } };
  try {
    return { kind: "holds", inspection: await inspect(Date.now()) };
  } catch (thrown) {
    const detail = sentence(thrown instanceof Error ? thrown.message : "");
    if (thrown instanceof LedgerBroken) return { kind: "broken", notes: thrown.notes, problem: { status: 0, title: words.ledger.broken, detail, hints: [words.ledger.brokenHint] } };
    return { kind: "unread", problem: { status: 0, title: detail, detail, hints: [] } };
  }
}

function Verdict({ finding, onAgain }: { readonly finding: Finding; readonly onAgain: () => void }) {
  const l = words.ledger;
  switch (finding.kind) {
    case "checking":
      return <section class="card verdict"><Waiting text={l.checking} /></section>;
    case "unread":
      return <ProblemNote problem={finding.problem} action={<Button kind="quiet" onClick={onAgain}>{words.common.retry}</Button>} />;
    case "broken":
      return (
        <section class="card verdict broken" role="alert">
          <h2><Icon name="alert" size={24} />{l.broken}</h2>
          <p>{finding.problem.detail}</p>
          <p class="muted"><Prose text={l.brokenHint} /></p>
          <div class="row"><Button kind="main" icon="download" onClick={() => saveAs(new Blob([finding.notes.join("\n")]), "checkpoints.txt")}>{l.saveProof}</Button><Button kind="quiet" onClick={onAgain}>{l.checkAgain}</Button></div>
        </section>
      );
    case "holds":
      return <Holds inspection={finding.inspection} onAgain={onAgain} />;
  }
}

function Holds({ inspection, onAgain }: { readonly inspection: Inspection; readonly onAgain: () => void }) {
  const l = words.ledger;
  const { checkpoint, before, key, at_ms } = inspection;
  const others = checkpoint.signers.slice(1);
  const checks = [
    l.checks.signed(checkpoint.origin),
    l.checks.root(numberText(checkpoint.size)),
    ...(before === null ? [] : [l.checks.grew(numberText(before.size), `${dayOf(before.at_ms, at_ms).toLowerCase()}, ${clockTime(before.at_ms)}`)]),
    ...(others.length > 0 ? [l.checks.witnesses(others.join(", "))] : []),
  ];
  return (
    <section class="card verdict">
      <div class="card-head"><h2><Icon name="check" size={24} />{l.holds}</h2><Button kind="quiet" onClick={onAgain}>{l.checkAgain}</Button></div>
      <ul class="checks">
        {checks.map((text) => <li key={text}><Icon name="check" size={16} />{text}</li>)}
        {before === null && <li class="first"><Icon name="info" size={16} />{l.checks.first}</li>}
      </ul>
      <details>
        <summary>{l.checkedAt(clockTime(at_ms))}</summary>
        <p class="field-hint">{l.intro}</p>
        <dl class="facts tight">
          <div><dt>{l.root}</dt><dd class="mono">{hexOf(checkpoint.root)}</dd></div>
          <div><dt>{l.key}</dt><dd class="mono">{key}</dd></div>
        </dl>
      </details>
    </section>
  );
}

function Entries({ inspection }: { readonly inspection: Inspection }) {
  const l = words.ledger;
  const [filter, setFilter] = useState<Filter>("acts");
  const [walked, setWalked] = useState<Walked | null>(null);
  const [busy, setBusy] = useState(false);
  const { size } = inspection.checkpoint;
  const further = async (from: Walked | null): Promise<void> => {
    setBusy(true);
    const next = await walkBack(from?.from ?? size, filter);
    setWalked({ ...next, found: [...(from?.found ?? []), ...next.found] });
    setBusy(false);
  };
  useEffect(() => {
    setWalked(null);
    void further(null);
  }, [filter]);
  return (
    <section class="entries">
      <div class="row wrap between">
        <Choice compact label={l.filters.label} value={filter} options={FILTERS.map((one) => [one, l.filters[one]] as const)} onChange={setFilter} />
        <GoTo size={size} />
      </div>
      {walked === null ? <Waiting text={words.common.loading} /> : (
        <>
          {walked.problem !== null && <ProblemNote problem={walked.problem} />}
          {walked.found.length === 0 && walked.problem === null && <p class="muted">{size === 0 ? l.empty : l.nothing}</p>}
          <ol class="entry-list">{walked.found.map((entry) => <Row key={entry.index} entry={entry} inspection={inspection} />)}</ol>
          <div class="row wrap between">
            <span class="faint">{walked.from === 0 ? l.beginning : l.looked(numberText(size - walked.from))}</span>
            {walked.from > 0 && <Button busy={busy} onClick={() => void further(walked)}>{l.older}</Button>}
          </div>
        </>
      )}
    </section>
  );
}

function GoTo({ size }: { readonly size: number }) {
  const [typed, setTyped] = useState("");
  const index = /^\d{1,15}$/.test(typed.trim()) ? Number(typed) : null;
  return (
    <form class="go-to" onSubmit={(event) => { event.preventDefault(); if (index !== null && index < size) go({ page: "ledger", index }); }}>
      <input inputMode="numeric" aria-label={words.ledger.goTo} placeholder={words.ledger.goTo} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      <Button type="submit" disabled={index === null || index >= size}>{words.ledger.show}</Button>
    </form>
  );
}

type Proven = "asking" | "proven" | { readonly doubt: string };

/** Proves an entry once it is shown. */
export function useProven(entry: LedgerEntry, inspection: Inspection): Proven {
  const [proven, setProven] = useState<Proven>("asking");
  useEffect(() => {
    prove(entry, inspection).then(() => setProven("proven"), (thrown: unknown) => setProven({ doubt: sentence(thrown instanceof Error ? thrown.message : "") }));
  }, [entry, inspection]);
  return proven;
}

function Row({ entry, inspection }: { readonly entry: LedgerEntry; readonly inspection: Inspection }) {
  const l = words.ledger;
  const proven = useProven(entry, inspection);
  const at_ms = entry.at === null ? null : Date.parse(entry.at);
  return (
    <li>
      <a class="entry-row" href={`#/ledger/${entry.index}`}>
        <span class="entry-proof" title={proven === "proven" ? l.proven : proven === "asking" ? l.unproven : proven.doubt}>
          {proven === "proven" ? <Icon name="check" size={16} /> : proven === "asking" ? <span class="spinner" aria-hidden="true" /> : <Icon name="alert" size={16} />}
          <span class="hush">{proven === "proven" ? l.proven : l.unproven}</span>
        </span>
        <span class="entry-index">{numberText(entry.index)}</span>
        <span class="entry-what">{kindText(entry.kind)} <span class="faint">{subjectOf(entry)}</span></span>
        <span class="faint entry-when" title={at_ms === null ? "" : utc(at_ms)}>{at_ms === null ? "" : dayAndSeconds(at_ms, Date.now())}</span>
      </a>
      {typeof proven === "object" && <p class="field-error">{proven.doubt}</p>}
    </li>
  );
}

export const kindText = (kind: string | null): string => (kind === null ? words.ledger.closed : (words.ledger.kinds[kind] ?? kind));

/** The one or two fields that say what an entry is about. */
function subjectOf(entry: LedgerEntry): string {
  const shown = ["camera", "cameras", "request", "drill", "person", "version", "state"].map((name) => entry.fields[name]);
  return shown.flat().filter((value) => typeof value === "string" && value !== "").slice(0, 2).join(", ");
}
