/** Who holds the keys to what is sealed from now on, and how many of them it takes. */

import { useEffect, useState } from "preact/hooks";

import { changeCustody, custodySettings } from "../api";
import type { Problem } from "../outcome";
import { Button, Choice, Field, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { Prose } from "../parts/prose";
import { say } from "../parts/toast";
import { guard, useRight } from "../session";
import { words } from "../words";
import { KeyName } from "./facts";
import { isRecipient } from "./keys";
import type { CustodyChange, CustodySettings } from "./model";
import { tellSettings } from "./settings-now";

type Draft = CustodyChange["custodians"][number];

export function Custodians() {
  const c = words.custody.custodians;
  const [saved, setSaved] = useState<CustodySettings | null>(null);
  const [draft, setDraft] = useState<readonly Draft[]>([]);
  const [quorum, setQuorum] = useState(1);
  const [days, setDays] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const maySetUp = useRight("set_up");
  const take = (settings: CustodySettings): void => {
    setSaved(settings);
    tellSettings(settings);
    setDraft(settings.custodians.map(({ id, name, recipient, active }) => ({ id, name, recipient, active })));
    setQuorum(settings.quorum);
    setDays(settings.keep_days === undefined ? "" : String(settings.keep_days));
  };
  useEffect(() => {
    void custodySettings().then((answer) => {
      guard(answer);
      if (answer.kind === "ok") take(answer.value);
      if (answer.kind === "failed") setProblem(answer.problem);
    });
  }, []);
  if (saved === null) return problem === null ? <Waiting text={words.common.loading} /> : <ProblemNote problem={problem} />;

  if (!maySetUp) return <Known custodians={saved.custodians} quorum={saved.quorum} />;
  const active = draft.filter((one) => one.active).length;
  const needed = Math.min(Math.max(1, quorum), Math.max(1, active));
  const save = async (): Promise<void> => {
    setBusy(true);
    const change = { custodians: draft, quorum: needed, ...(Number(days) > 0 ? { keep_days: Number(days) } : {}) };
    const answer = guard(await changeCustody(change));
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    take(answer.value);
    say(c.saved);
  };
  const wasChanged = JSON.stringify(draft) !== JSON.stringify(saved.custodians.map(({ id, name, recipient, active: on }) => ({ id, name, recipient, active: on })))
    || needed !== saved.quorum || (days !== "" && Number(days) !== saved.keep_days);
  return (
    <>
      <section class="card stack">
        <div><h2>{c.title}</h2><p class="field-hint">{draft.length === 0 ? c.none : c.intro}</p></div>
        {draft.length > 0 && (
          <ul class="plain-list custodian-list">
            {draft.map((one, at) => (
              <Row key={one.recipient} custodian={one} onToggle={() => setDraft(draft.map((other, index) => (index === at ? { ...one, active: !one.active } : other)))} />
            ))}
          </ul>
        )}
        <AddCustodian known={draft} onAdd={(one) => setDraft([...draft, one])} />
      </section>
      {active > 0 && <Quorum needed={needed} total={active} days={days} onQuorum={setQuorum} onDays={setDays} />}
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="row wrap between">
        <p class="field-hint grow"><Prose text={active > 0 ? `${c.sealing} ${saved.custodians.length > 0 ? c.oldOnes : ""}` : saved.custodians.length > 0 ? c.tooFew : ""} /></p>
        {wasChanged && <span class="pill wait"><span class="dot" aria-hidden="true" />{c.unsaved}</span>}
        <Button kind="main" busy={busy} disabled={!wasChanged} onClick={() => void save()}>{c.save}</Button>
      </div>
    </>
  );
}

/** For those who may look and not change. */
function Known({ custodians, quorum }: { readonly custodians: CustodySettings["custodians"]; readonly quorum: number }) {
  const c = words.custody.custodians;
  const active = custodians.filter((one) => one.active);
  return (
    <section class="card stack">
      <div><h2>{c.title}</h2><p class="field-hint">{active.length === 0 ? c.none : c.intro}</p></div>
      <ul class="plain-list custodian-list">
        {active.map((one) => <li key={one.id}><Icon name="key" /><span class="grow custodian-name"><b>{one.name}</b><KeyName recipient={one.recipient} /></span></li>)}
      </ul>
      {active.length > 0 && <p class="fact"><span>{c.quorum}</span><b>{quorum} {c.of(active.length)}</b></p>}
    </section>
  );
}

function Row({ custodian, onToggle }: { readonly custodian: Draft; readonly onToggle: () => void }) {
  const c = words.custody.custodians;
  return (
    <li class={custodian.active ? "" : "retired"}>
      <Icon name="key" />
      <span class="grow custodian-name"><b>{custodian.name}</b>{!custodian.active && <span class="tag">{c.retired}</span>}<KeyName recipient={custodian.recipient} /></span>
      <Button kind="quiet" onClick={onToggle}>{custodian.active ? c.retire : c.restore}</Button>
    </li>
  );
}

function AddCustodian({ known, onAdd }: { readonly known: readonly Draft[]; readonly onAdd: (one: Draft) => void }) {
  const c = words.custody.custodians;
  const [name, setName] = useState("");
  const [recipient, setRecipient] = useState("");
  const isKnown = known.some((one) => one.recipient === recipient.trim());
  const wrong = recipient.trim() !== "" && (!isRecipient(recipient) || isKnown);
  const add = (): void => {
    onAdd({ name: name.trim(), recipient: recipient.trim(), active: true });
    setName("");
    setRecipient("");
  };
  return (
    <form class="add-custodian" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <Field label={c.name} value={name} onInput={setName} hint={c.nameHint} maxLength={100} />
      <Field label={c.recipient} value={recipient} onInput={setRecipient} hint={c.recipientHint} mono placeholder="age1…" error={wrong ? words.custody.ask.recipientWrong : undefined} />
      <Button type="submit" icon="plus" disabled={name.trim() === "" || wrong || recipient.trim() === ""}>{c.add}</Button>
    </form>
  );
}

interface QuorumProps {
  readonly needed: number;
  readonly total: number;
  readonly days: string;
  readonly onQuorum: (needed: number) => void;
  readonly onDays: (days: string) => void;
}

function Quorum({ needed, total, days, onQuorum, onDays }: QuorumProps) {
  const c = words.custody.custodians;
  const text = needed === 1 ? c.onlyOne : needed === total ? c.all : c.balanced(needed, total);
  const isCareful = needed > 1 && needed < total;
  return (
    <section class="card stack">
      <h2>{c.quorum}</h2>
      <div class="row wrap">
        <Choice compact label={c.quorum} value={String(needed)} options={Array.from({ length: total }, (_, index) => [String(index + 1), String(index + 1)] as const)} onChange={(value) => onQuorum(Number(value))} />
        <span class="muted">{c.of(total)}</span>
      </div>
      <div class={isCareful ? "note good" : "note"}><Icon name={isCareful ? "check" : "info"} /><div><p class="plain-text">{text}</p></div></div>
      <div class="short-field"><Field label={c.keepDays} value={days} onInput={onDays} maxLength={6} /></div>
    </section>
  );
}
