/** Add a camera: give its address, see what it says, name it. Nothing is kept before the last step. */

import { useState } from "preact/hooks";

import { addCamera, testCamera } from "../api";
import type { CertificateTold } from "../api/types";
import { stateTold } from "../causes";
import { lookAtCertificate } from "../discovery";
import type { Mode, TestResult, Transport } from "../model";
import type { Problem } from "../outcome";
import { Button, Choice, Field, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { go } from "../route";
import { guard } from "../session";
import { applyHere } from "../watch";
import { words } from "../words";
import { AskTrust, isEncrypted } from "./certificate";
import { Discover } from "./discover";
import { MAKES } from "./makes";

type Stage =
  | { readonly kind: "address" }
  | { readonly kind: "looking" }
  | { readonly kind: "certificate"; readonly shown: CertificateTold }
  | { readonly kind: "testing" }
  | { readonly kind: "tested"; readonly result: TestResult };

/** `onAdded` is told instead of going to the new camera's page, where this stands in another page. */
export function AddCamera({ onAdded }: { readonly onAdded?: () => void }) {
  const a = words.add;
  const [stage, setStage] = useState<Stage>({ kind: "address" });
  const [address, setAddress] = useState("");
  const [sub, setSub] = useState<string | null>(null);
  const [transport, setTransport] = useState<Transport>("auto");
  const [trusted, setTrusted] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [unseen, setUnseen] = useState<string | null>(null); // an address whose certificate could not be looked at

  const test = async (event: Event): Promise<void> => {
    event.preventDefault();
    await lookFirst(address.trim(), trusted);
  };
  /** An encrypted camera shows its certificate before it is told a password. Nobody is asked about one that the site's authority signed, or that was trusted a moment ago. */
  const lookFirst = async (chosen: string, known: string | null): Promise<void> => {
    if (chosen === "") return;
    if (!isEncrypted(chosen)) return testIt(chosen, null);
    setProblem(null);
    setUnseen(null);
    setStage({ kind: "looking" });
    const answer = guard(await lookAtCertificate(chosen));
    if (answer.kind === "ok" && answer.value.is_signed) return testIt(chosen, null);
    if (answer.kind === "ok" && answer.value.certificate === known) return testIt(chosen, known);
    setStage(answer.kind === "ok" ? { kind: "certificate", shown: answer.value } : { kind: "address" });
    if (answer.kind !== "failed") return;
    setProblem(answer.problem);
    setUnseen(chosen);
  };
  const testIt = async (chosen: string, certificate: string | null): Promise<void> => {
    setProblem(null);
    setUnseen(null);
    setTrusted(certificate);
    setStage({ kind: "testing" });
    const answer = guard(await testCamera(chosen, transport, certificate));
    if (answer.kind === "ok") setStage({ kind: "tested", result: answer.value });
    else setStage({ kind: "address" });
    if (answer.kind === "failed") setProblem(answer.problem);
  };

  const form = (
    <>
      {problem !== null && (
        <ProblemNote problem={problem} action={unseen !== null && <Button kind="plain" onClick={() => void testIt(unseen, null)}>{words.trust.goOn}</Button>} />
      )}
      {stage.kind === "address" && (
        <Discover
          onChoose={(chosen, smaller, certificate) => {
            setAddress(chosen);
            setSub(smaller);
            void lookFirst(chosen, certificate);
          }}
        />
      )}
      <section class="card">
        <form class="stack" onSubmit={(event) => void test(event)}>
          <Field
            label={a.addressLabel} hint={a.addressHint} value={address} mono autoFocus placeholder="rtsp://" required
            onInput={(value) => {
              setAddress(value);
              setSub(null);
              if (stage.kind === "tested" || stage.kind === "certificate") setStage({ kind: "address" });
            }}
          />
          <div class="row between wrap">
            <Choice
              compact label={a.transport} value={transport} onChange={setTransport}
              options={[["auto", a.transportAuto], ["tcp", a.transportTcp], ["udp", a.transportUdp]]}
            />
            {stage.kind !== "tested" && stage.kind !== "certificate" && <Button kind="main" type="submit" busy={stage.kind !== "address"} disabled={address.trim() === ""}>{a.test}</Button>}
          </div>
        </form>
        {stage.kind === "looking" && <div class="test-wait"><Waiting text={words.trust.looking} /><p class="faint">{words.trust.nothingSaid}</p></div>}
        {stage.kind === "certificate" && (
          <AskTrust certificate={stage.shown} onTrust={() => void testIt(address.trim(), stage.shown.certificate)}>
            <Button kind="quiet" onClick={() => void testIt(address.trim(), null)}>{words.trust.goOn}</Button>
          </AskTrust>
        )}
        {stage.kind === "testing" && <div class="test-wait"><Waiting text={a.testing} /><p class="faint">{a.testingHint}</p></div>}
        {stage.kind === "tested" && <Found result={stage.result} />}
      </section>
      {stage.kind === "tested" ? (
        <NameIt address={address.trim()} sub={sub} transport={transport} certificate={trusted} result={stage.result} onRetry={(event) => void test(event)} {...(onAdded === undefined ? {} : { onAdded })} />
      ) : (
        <Examples onChoose={setAddress} />
      )}
    </>
  );
  if (onAdded !== undefined) return form;
  return (
    <main class="page narrow" id="page">
      <header class="page-head"><h1>{a.title}</h1></header>
      {form}
    </main>
  );
}

function Found({ result }: { readonly result: TestResult }) {
  const a = words.add;
  if (!result.ok) {
    const said = stateTold({ ...result, code: result.state });
    return (
      <div class="note bad" role="alert">
        <Icon name="alert" />
        <div><strong>{said.sentence}</strong><p>{said.hint}</p></div>
      </div>
    );
  }
  const source = result.source;
  return (
    <div class="note good" role="status">
      <Icon name="check" />
      <div>
        <strong>{a.found}</strong>
        {source !== null && (
          <dl class="found">
            <div><dt>{a.picture}</dt><dd>{source.width} × {source.height}</dd></div>
            <div><dt>{a.codec}</dt><dd>{source.codec.toUpperCase()}</dd></div>
            <div><dt>{a.rate}</dt><dd>{a.perSecond(source.rate_hz.toFixed(1).replace(/\.0$/, ""))}</dd></div>
            <div><dt>{a.sound}</dt><dd>{source.has_audio ? a.soundYes : a.soundNo}</dd></div>
          </dl>
        )}
      </div>
    </div>
  );
}

interface NameProps {
  readonly address: string;
  readonly sub: string | null;
  readonly transport: Transport;
  readonly certificate: string | null;
  readonly result: TestResult;
  readonly onRetry: (event: Event) => void;
  readonly onAdded?: () => void;
}

function NameIt({ address, sub, transport, certificate, result, onRetry, onAdded }: NameProps) {
  const a = words.add;
  const [name, setName] = useState("");
  const [mode, setMode] = useState<Mode>("proven");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const modes = words.settings.modes;
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = guard(await addCamera({ name: name.trim(), address, transport, mode, certificate, ...(sub === null ? {} : { sub_address: sub }) }));
    setBusy(false);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    applyHere({ type: "camera", camera: answer.value });
    if (onAdded !== undefined) onAdded();
    else go({ page: "camera", id: answer.value.id, at_ms: null });
  };
  return (
    <section class="card">
      <form class="stack" onSubmit={(event) => void add(event)}>
        <Field label={a.nameLabel} hint={a.nameHint} value={name} onInput={setName} autoFocus={result.ok} required maxLength={200} />
        <Choice
          label={a.modeTitle} value={mode} onChange={setMode}
          options={[["proven", modes.proven[0], modes.proven[1]], ["approved", modes.approved[0], modes.approved[1]]]}
        />
        <p class="field-hint">{a.whatNext}</p>
        {problem !== null && <ProblemNote problem={problem} />}
        <div class="row end">
          {!result.ok && <Button kind="plain" onClick={onRetry}>{words.common.retry}</Button>}
          <Button kind={result.ok ? "main" : "quiet"} type="submit" busy={busy} disabled={name.trim() === ""}>{result.ok ? a.add : a.addAnyway}</Button>
        </div>
      </form>
    </section>
  );
}

function Examples({ onChoose }: { readonly onChoose: (address: string) => void }) {
  return (
    <section class="card flat">
      <h2>{words.add.examplesTitle}</h2>
      <p class="field-hint">{words.add.examplesText}</p>
      <ul class="makes">
        {MAKES.map((make) => (
          <li key={make.name}>
            <button type="button" onClick={() => onChoose(make.address)}>
              <b>{make.name}</b>
              <span class="mono">{make.address}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
