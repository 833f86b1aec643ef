/** A new request: which camera, which minutes, why, on what ground, and for whose key. */

import { useState } from "preact/hooks";

import { askUnseal } from "../api";
import { hasCryptography } from "../bytes";
import type { Problem } from "../outcome";
import { Button, Choice, Field, ProblemNote, TextArea } from "../parts/controls";
import { Icon } from "../parts/icon";
import { saveAs } from "../parts/save";
import { say } from "../parts/toast";
import { go, hashOf } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { keepKey } from "./own-key";
import { isRecipient, makeKey, shortRecipient } from "./keys";
import { problemOf } from "./refusal";
import { useSettings } from "./settings-now";

const LONGEST_MS = 3_600_000;
const LIVES = ["24", "72", "168", "720"] as const;
const DEFAULT_SPAN_MS = 10 * 60_000;

interface AskProps {
  readonly camera: string | null;
  readonly from_ms: number | null;
  readonly to_ms: number | null;
}

export function AskPage(props: AskProps) {
  const a = words.custody.ask;
  const settings = useSettings();
  const [camera, setCamera] = useState(props.camera ?? "");
  const end_ms = props.to_ms ?? Math.floor(Date.now() / 60_000) * 60_000;
  const [from, setFrom] = useState(localText(props.from_ms ?? end_ms - DEFAULT_SPAN_MS));
  const [to, setTo] = useState(localText(end_ms));
  const [reason, setReason] = useState("");
  const [basis, setBasis] = useState("");
  const [life, setLife] = useState<(typeof LIVES)[number]>("72");
  const [key, setKey] = useState<KeyChoice>({ kind: hasCryptography() ? "make" : "have", passphrase: "", recipient: "" });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [from_ms, to_ms] = [Date.parse(from), Date.parse(to)];
  const isRange = from_ms < to_ms && to_ms - from_ms <= LONGEST_MS;
  const isWhole = camera !== "" && isRange && reason.trim() !== "" && basis.trim() !== "" && isUsable(key);
  const active = settings?.custodians.filter((one) => one.active).length ?? 0;

  const submit = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const recipient = await recipientOf(key);
      const span = { from: new Date(from_ms).toISOString(), to: new Date(to_ms).toISOString() };
      const answer = guard(await askUnseal({ camera, ...span, reason: reason.trim(), basis: basis.trim(), recipient, expires_h: Number(life) }));
      if (answer.kind === "failed") setProblem(answer.problem);
      if (answer.kind === "ok") go({ page: "request", id: answer.value.id });
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
    setBusy(false);
  };
  return (
    <main class="page narrow" id="page">
      <header class="page-head">
        <a class="button quiet only" href={hashOf({ page: "custody", part: "requests" })} aria-label={words.common.back} title={words.common.back}><Icon name="back" /></a>
        <h1>{a.title}</h1>
      </header>
      {settings !== null && active === 0 && <div class="note"><Icon name="info" /><div><strong>{a.noCustodians}</strong></div></div>}
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <section class="card stack">
          <CameraChoice value={camera} onChange={setCamera} />
          <div class="two">
            <Moment label={a.from} value={from} onChange={setFrom} />
            <Moment label={a.to} value={to} onChange={setTo} />
          </div>
          <p class={isRange ? "field-hint tight" : "field-error tight"}>{isRange ? a.rangeHint : a.rangeWrong}</p>
        </section>
        <section class="card stack">
          <TextArea label={a.reason} value={reason} onInput={setReason} hint={a.reasonHint} />
          <Field label={a.basis} value={basis} onInput={setBasis} hint={a.basisHint} placeholder={a.basisPlaceholder} />
          <div class="field"><span class="label">{a.expires}</span><Choice compact label={a.expires} value={life} options={LIVES.map((one) => [one, a.lives[one]] as const)} onChange={setLife} /></div>
        </section>
        <KeyPart choice={key} onChange={setKey} />
        {problem !== null && <ProblemNote problem={problem} />}
        <div class="row wrap between">
          <p class="field-hint grow">{settings !== null && active > 0 && a.takes(settings.quorum, active)}</p>
          <Button kind="main" type="submit" busy={busy} disabled={!isWhole}>{busy ? a.submitting : a.submit}</Button>
        </div>
      </form>
    </main>
  );
}

interface KeyChoice {
  readonly kind: "make" | "have";
  readonly passphrase: string;
  readonly recipient: string;
}

const isUsable = (key: KeyChoice): boolean =>
  key.kind === "have" ? isRecipient(key.recipient) : key.passphrase === "" || key.passphrase.length >= 12;

/** The public half to ask for. A new key is saved as a file before anything is asked: a request nobody can open helps nobody. */
async function recipientOf(key: KeyChoice): Promise<string> {
  if (key.kind === "have") return key.recipient.trim();
  const made = await makeKey(key.passphrase, Date.now());
  saveAs(new Blob([made.file], { type: "text/plain" }), `groundglass-key-${shortRecipient(made.recipient).slice(4, 12)}.txt`);
  keepKey(made.identity);
  say(words.custody.ask.keySaved);
  return made.recipient;
}

function KeyPart({ choice, onChange }: { readonly choice: KeyChoice; readonly onChange: (choice: KeyChoice) => void }) {
  const a = words.custody.ask;
  const wrong = choice.recipient.trim() !== "" && !isRecipient(choice.recipient);
  const short = choice.passphrase !== "" && choice.passphrase.length < 12;
  return (
    <section class="card stack">
      <div class="row wrap between"><h2>{a.key}</h2>
        {hasCryptography() && <Choice compact label={a.key} value={choice.kind} options={[["make", a.makeKey], ["have", a.haveKey]]} onChange={(kind) => onChange({ ...choice, kind })} />}
      </div>
      <p class="field-hint tight">{a.keyHint}</p>
      {choice.kind === "make"
        ? <Field label={a.passphrase} type="password" autoComplete="new-password" value={choice.passphrase} onInput={(passphrase) => onChange({ ...choice, passphrase })} hint={a.passphraseHint} error={short ? a.passphraseShort : undefined} />
        : <Field label={a.recipient} mono placeholder="age1…" value={choice.recipient} onInput={(recipient) => onChange({ ...choice, recipient })} hint={a.recipientHint} error={wrong ? a.recipientWrong : undefined} />}
    </section>
  );
}

function CameraChoice({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const { cameras } = useStore(watch);
  return (
    <div class="field">
      <label for="ask-camera">{words.custody.ask.camera}</label>
      <select id="ask-camera" class="wide" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="" disabled>{words.custody.ask.chooseCamera}</option>
        {cameras.map((camera) => <option key={camera.id} value={camera.id}>{camera.name}</option>)}
        {value !== "" && !cameras.some((camera) => camera.id === value) && <option value={value}>{value}</option>}
      </select>
    </div>
  );
}

function Moment({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <div class="field">
      <label>{label}<input type="datetime-local" step={1} value={value} onInput={(event) => onChange(event.currentTarget.value)} /></label>
    </div>
  );
}

/** A moment as the browser's own field wants it: in the viewer's zone, to the second. */
function localText(at_ms: number): string {
  const at = new Date(at_ms);
  const pad = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}
