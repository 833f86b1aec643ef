/** The rules of the site: what each waits for, switched on and off, deleted with a way back. */

import { useEffect, useState } from "preact/hooks";

import { addRule, changeRule, removeRule, rules as fetchRules } from "../api";
import { LevelMark } from "../incidents/page";
import type { Problem } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { say } from "../parts/toast";
import { guard, session } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import type { Rule, RuleWritten } from "./model";
import { RuleForm } from "./rule-form";

const w = words.events;

export function RulesPart() {
  const [rules, setRules] = useState<readonly Rule[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [edited, setEdited] = useState<Rule | "new" | null>(null);
  const signedIn = useStore(session);
  const mayWrite = signedIn.kind === "in" && signedIn.me.rights.includes("set_up");
  const load = async (): Promise<void> => {
    const answer = guard(await fetchRules());
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") setRules(answer.value.rules);
  };
  useEffect(() => void load(), []);
  const toggle = async (rule: Rule): Promise<void> => {
    const answer = guard(await changeRule(rule.id, rule.version, { enabled: !rule.enabled }));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    await load();
  };
  const remove = async (rule: Rule): Promise<void> => {
    const answer = guard(await removeRule(rule.id));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") say(w.rules.deleted(rule.name), { label: words.common.undo, run: () => void addRule(writtenOf(rule)).then(load) });
    await load();
  };
  if (edited !== null) {
    const done = (): void => {
      setEdited(null);
      void load();
    };
    return <RuleForm rule={edited === "new" ? null : edited} onClose={() => setEdited(null)} onSaved={done} />;
  }
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      {rules === null && problem === null && <Waiting text={words.common.loading} />}
      {rules?.length === 0 && <Empty icon="area" title={w.rules.emptyTitle} text={w.rules.emptyText} action={mayWrite && <Button kind="main" icon="plus" onClick={() => setEdited("new")}>{w.rules.write}</Button>} />}
      {rules !== null && rules.length > 0 && (
        <>
          {mayWrite ? <div><Button kind="main" icon="plus" onClick={() => setEdited("new")}>{w.rules.write}</Button></div> : <p class="field-hint">{w.rules.readOnly}</p>}
          <ul class="card people">
            {rules.map((rule) => <RuleRow key={rule.id} rule={rule} mayWrite={mayWrite} onToggle={() => void toggle(rule)} onEdit={() => setEdited(rule)} onRemove={() => void remove(rule)} />)}
          </ul>
        </>
      )}
    </>
  );
}

const writtenOf = ({ name, camera, when, level, enabled, quiet_s, schedule }: Rule): RuleWritten => ({ name, camera, when, level, enabled, quiet_s, schedule });

interface RuleRowProps {
  readonly rule: Rule;
  readonly mayWrite: boolean;
  readonly onToggle: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function RuleRow({ rule, mayWrite, onToggle, onEdit, onRemove }: RuleRowProps) {
  const { cameras } = useStore(watch);
  const where = rule.camera === null ? w.rules.house : (cameras.find(({ id }) => id === rule.camera)?.name ?? rule.camera);
  const counted = rule.when.kind === "line_crossed" ? w.rules.counted(rule.counted.to_left ?? 0, rule.counted.to_right ?? 0) : "";
  return (
    <li class={rule.enabled ? "event-row rule-row" : "event-row rule-row asleep"}>
      <LevelMark level={rule.level} />
      <span class="event-said">
        <b>{rule.name}</b>
        <span class="faint">{[w.kinds[rule.when.kind]?.[0] ?? rule.when.kind, where, counted, rule.enabled ? "" : w.rules.sleeping, rule.muted > 0 ? `${rule.muted} ${w.rules.quiet}` : ""].filter((part) => part !== "").join(" · ")}</span>
      </span>
      {mayWrite && (
        <span class="row">
          <input class="switch" type="checkbox" role="switch" checked={rule.enabled} aria-label={w.rules.on(rule.name)} onChange={onToggle} />
          <Button kind="quiet" onClick={onEdit}>{w.rules.edit}</Button>
          <Button kind="quiet" icon="trash" label={`${w.rules.remove}: ${rule.name}`} onClick={onRemove} />
        </span>
      )}
    </li>
  );
}
