/** Writing a rule: what, where in the picture, when; tried on the last day before it goes live. */

import { useEffect, useState } from "preact/hooks";

import { addRule, changeCamera, changeRule, tryRule } from "../api";
import type { Level } from "../incidents/model";
import type { Camera, Polygon } from "../model";
import type { Problem } from "../outcome";
import { Button, Choice, Field, ProblemNote, Select } from "../parts/controls";
import { say } from "../parts/toast";
import { guard } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { Drawing } from "./drawing";
import { HoursField } from "./hours";
import { type RuleKind, RULE_KINDS, WAYS, kindOf } from "./kinds";
import type { Rule, RuleWritten, Schedule, Trial, Trigger } from "./model";
import { EventRow } from "./row";

const w = words.events;
const CROWDS: ReadonlySet<string> = new Set(["crowd_dense", "crowd_surge"]);

interface FormState {
  readonly kind: string;
  readonly camera: string;
  readonly name: string;
  readonly level: Level;
  readonly quiet_s: number;
  readonly points: Polygon;
  readonly direction: string;
  readonly way: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly schedule: Schedule | null;
}

export function RuleForm({ rule, onClose, onSaved }: { readonly rule: Rule | null; readonly onClose: () => void; readonly onSaved: () => void }) {
  const { cameras } = useStore(watch);
  const [form, setForm] = useState<FormState>(() => formOf(rule, cameras));
  const [busy, setBusy] = useState<"none" | "save" | "try">("none");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const change = (part: Partial<FormState>): void => {
    setForm({ ...form, ...part });
    setTrial(null);
  };
  useEffect(() => {
    const first = cameras[0];
    if (form.camera === "" && first !== undefined && kindOf(form.kind).about === "camera") change({ camera: first.id });
  }, [cameras, form.kind]);
  const kind = kindOf(form.kind);
  const camera = cameras.find(({ id }) => id === form.camera);
  const lacking = lackingIn(form, kind, camera);

  /** Crowds are judged in areas that the camera's worker is told of: what is drawn becomes one. */
  const written = async (): Promise<RuleWritten | null> => {
    if (!CROWDS.has(form.kind) || camera === undefined || form.points.length < 3) return writtenFrom(form, kind, rule);
    const known = camera.areas.find(({ polygon }) => JSON.stringify(polygon) === JSON.stringify(form.points));
    const number = known?.number ?? Math.max(0, ...camera.areas.map((area) => area.number)) + 1;
    if (known === undefined) {
      const changed = guard(await changeCamera(camera.id, camera.version, { areas: [...camera.areas, { number, polygon: form.points }] }));
      if (changed.kind === "failed") setProblem(changed.problem);
      if (changed.kind !== "ok") return null;
    }
    const plain = writtenFrom(form, kind, rule);
    return { ...plain, when: { ...plain.when, area: number } };
  };
  const save = async (): Promise<void> => {
    setBusy("save");
    const made = await written();
    const answer = made === null ? null : guard(rule === null ? await addRule(made) : await changeRule(rule.id, rule.version, made));
    setBusy("none");
    if (answer?.kind === "failed") setProblem(answer.problem);
    if (answer?.kind !== "ok") return;
    say(w.rules.saved);
    onSaved();
  };
  const attempt = async (): Promise<void> => {
    setBusy("try");
    const made = await written();
    const answer = made === null ? null : guard(await tryRule(made, Date.now() - 86_400_000, Date.now()));
    setBusy("none");
    setProblem(answer?.kind === "failed" ? answer.problem : null);
    if (answer?.kind === "ok") setTrial(answer.value);
  };
  return (
    <form
      class="card stack rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{rule === null ? w.form.newTitle : w.form.changeTitle}</h2>
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="rule-pair">
        <Select label={w.form.kind} value={form.kind} options={RULE_KINDS.map((each) => [each.kind, w.kinds[each.kind]?.[0] ?? each.kind])} onChange={(value) => change({ ...formOf(null, cameras), kind: value, camera: kindOf(value).about === "camera" ? form.camera : "", name: form.name, level: form.level })} />
        {kind.about !== "site" && <Select label={w.form.camera} value={form.camera} options={[...(kind.about === "any" ? [["", w.rules.anyCamera] as const] : []), ...cameras.map(({ id, name }) => [id, name] as const)]} onChange={(value) => change({ camera: value, points: [] })} />}
      </div>
      {kind.needsDetector === true && <p class="field-hint">{w.form.detector}</p>}
      {(kind.drawn !== "none" || CROWDS.has(form.kind)) && form.camera !== "" && (
        <>
          {CROWDS.has(form.kind) && <p class="field-hint">{w.form.area}</p>}
          <Drawing camera={form.camera} drawn={kind.drawn === "line" ? "line" : "zone"} points={form.points} direction={form.direction} way={form.kind === "wrong_way" ? WAYS[form.way] : undefined} onChange={(points) => change({ points })} />
        </>
      )}
      {form.kind === "line_crossed" && <Choice compact label={w.form.direction} value={form.direction} options={[["either", w.form.directions.either], ["to_left", w.form.directions.to_left], ["to_right", w.form.directions.to_right]]} onChange={(direction) => change({ direction })} />}
      {form.kind === "wrong_way" && <Select label={w.form.way} value={form.way} options={Object.entries(w.form.ways)} onChange={(way) => change({ way })} />}
      <div class="rule-pair">
        {kind.asked.map((asked) => <NumberField key={asked.field} label={w.fields[asked.field] ?? asked.field} unit={w.units[asked.unit] ?? ""} value={form.numbers[asked.field] ?? asked.first} least={asked.least} most={asked.most} step={asked.step} onInput={(value) => change({ numbers: { ...form.numbers, [asked.field]: value } })} />)}
        <NumberField label={w.form.quiet} hint={w.form.quietHint} unit={w.units.s ?? ""} value={form.quiet_s} least={0} most={86_400} step={1} onInput={(quiet_s) => change({ quiet_s })} />
      </div>
      <HoursField schedule={form.schedule} onChange={(schedule) => change({ schedule })} />
      <Field label={w.form.name} value={form.name} onInput={(name) => setForm({ ...form, name })} placeholder={w.form.namePlaceholder} maxLength={100} required />
      <Choice compact label={w.form.level} value={form.level} options={[["info", words.incidents.levels.info], ["warning", words.incidents.levels.warning], ["alarm", words.incidents.levels.alarm]]} onChange={(level) => change({ level })} />
      {lacking !== null && <p class="field-hint">{lacking}</p>}
      {trial !== null && <TrialShown trial={trial} />}
      <div class="row end wrap">
        {kind.about === "camera" && <Button icon="play" busy={busy === "try"} disabled={lacking !== null} onClick={() => void attempt()}>{w.form.try}</Button>}
        <span class="grow" />
        <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
        <Button kind="main" type="submit" busy={busy === "save"} disabled={lacking !== null || form.name.trim() === ""}>{w.form.save}</Button>
      </div>
    </form>
  );
}

function TrialShown({ trial }: { readonly trial: Trial }) {
  if (trial.observations === 0) return <p class="note"><span>{w.form.trialNone}</span></p>;
  return (
    <div class="trial">
      <p><b>{w.form.trial(trial.events_total)}</b></p>
      <ul>{trial.events.slice(0, 8).map((event) => <EventRow key={`${event.at}${event.detail}`} event={event} bare />)}</ul>
      {trial.events_total > 8 && <p class="faint">{w.form.more(trial.events_total - 8)}</p>}
    </div>
  );
}

/** The form of a rule, or of a new one. Pure. */
export function formOf(rule: Rule | null, cameras: readonly Camera[]): FormState {
  const when = rule?.when;
  const kind = kindOf(when?.kind ?? "zone_entered");
  const numbers = Object.fromEntries(kind.asked.map(({ field, first }) => [field, typeof when?.[field] === "number" ? (when[field] as number) : first]));
  const area = typeof when?.area === "number" ? cameras.find(({ id }) => id === rule?.camera)?.areas.find(({ number }) => number === when.area)?.polygon : undefined;
  const way = Array.isArray(when?.way) ? (when.way as readonly number[]) : [1, 0];
  return {
    kind: kind.kind, camera: rule?.camera ?? (rule === null ? (cameras[0]?.id ?? "") : ""), name: rule?.name ?? "", level: rule?.level ?? "warning", quiet_s: rule?.quiet_s ?? 0,
    points: when?.line ?? when?.zone ?? area ?? [], direction: typeof when?.direction === "string" ? when.direction : "either", way: nearestWay(way), numbers, schedule: rule?.schedule ?? null,
  };
}

function nearestWay([x = 1, y = 0]: readonly number[]): string {
  const towards = ([a, b]: readonly [number, number]): number => (a * x + b * y) / Math.hypot(a, b);
  return Object.entries(WAYS).sort(([, a], [, b]) => towards(b) - towards(a))[0]?.[0] ?? "right";
}

/** What is still to be done before the rule can be saved; null when nothing is. Pure. */
export function lackingIn(form: Pick<FormState, "points" | "kind">, kind: RuleKind, camera: Camera | undefined): string | null {
  if (kind.needsScale === true && camera !== undefined && camera.resolution.length === 0) return w.form.scale;
  if (kind.drawn === "line" && form.points.length !== 2) return w.form.drawLine;
  if ((kind.drawn === "zone" || CROWDS.has(kind.kind)) && form.points.length < 3) return w.form.drawZone;
  return null;
}

/** What is sent. Pure. */
export function writtenFrom(form: FormState, kind: RuleKind, before: Rule | null): RuleWritten {
  const when: Record<string, unknown> = { kind: form.kind };
  for (const { field, first } of kind.asked) when[field] = form.numbers[field] ?? first;
  if (kind.drawn === "line") Object.assign(when, { line: form.points, direction: form.direction });
  if (kind.drawn === "zone" || (kind.drawn === "zone-if-wanted" && form.points.length >= 3)) when.zone = form.points;
  if (form.kind === "wrong_way") when.way = WAYS[form.way] ?? [1, 0];
  return {
    name: form.name.trim() || (w.kinds[form.kind]?.[1] ?? form.kind), camera: form.camera === "" ? null : form.camera, when: when as unknown as Trigger,
    level: form.level, enabled: before?.enabled ?? true, quiet_s: form.quiet_s, schedule: form.schedule,
  };
}

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly unit: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly onInput: (value: number) => void;
}

function NumberField({ label, hint, unit, value, least, most, step, onInput }: NumberFieldProps) {
  return (
    <label class="field" title={hint}>
      <span class="field-label">{label}{unit !== "" && <span class="faint"> {unit}</span>}</span>
      <input
        class="field-number" type="number" inputMode="decimal" value={value} min={least} max={most} step={step}
        onInput={(event) => {
          const number = event.currentTarget.valueAsNumber;
          if (Number.isFinite(number)) onInput(Math.min(most, Math.max(least, number)));
        }}
      />
    </label>
  );
}
