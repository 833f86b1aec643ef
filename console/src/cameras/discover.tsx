/** Looking for cameras: who answers on the network, then one of them's streams. Ends in an address, as if somebody typed it. */

import { useEffect, useState } from "preact/hooks";

import type { CertificateTold } from "../api/types";
import { type Device, type Scan, type Stream, askStreams, lookAround, lookAtCertificate } from "../discovery";
import type { Problem } from "../outcome";
import { Button, Field, ProblemNote, Switch, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { guard } from "../session";
import { words } from "../words";
import { AskTrust, isEncrypted } from "./certificate";

interface Props {
  /** The stream that was chosen, a smaller one of the same camera where that is to be frosted instead, and the certificate that was trusted. */
  readonly onChoose: (address: string, sub: string | null, certificate: string | null) => void;
}

export function Discover({ onChoose }: Props) {
  const d = words.discovery;
  const [scan, setScan] = useState<Scan | "looking" | null>(null);
  const [device, setDevice] = useState<Device | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const look = async (): Promise<void> => {
    setProblem(null);
    setScan("looking");
    const answer = guard(await lookAround());
    setScan(answer.kind === "ok" ? answer.value : null);
    if (answer.kind === "failed") setProblem(answer.problem);
  };
  const choose = (chosen: Device): void => (chosen.service === "" ? onChoose(chosen.path, null, null) : setDevice(chosen));
  return (
    <section class="card stack" aria-label={d.title}>
      {device !== null ? (
        <Asked device={device} onBack={() => setDevice(null)} onChoose={onChoose} />
      ) : (
        <>
          <div class="row between">
            <h2>{d.title}</h2>
            <Button kind={scan === null ? "main" : "plain"} icon="search" busy={scan === "looking"} onClick={() => void look()}>{scan === null || scan === "looking" ? d.look : d.again}</Button>
          </div>
          <p class="field-hint">{d.text}</p>
          {problem !== null && <ProblemNote problem={problem} />}
          {scan === "looking" && <Waiting text={d.looking} />}
          {scan !== null && scan !== "looking" && <Answers scan={scan} onChoose={choose} />}
        </>
      )}
    </section>
  );
}

function Answers({ scan, onChoose }: { readonly scan: Scan; readonly onChoose: (device: Device) => void }) {
  const d = words.discovery;
  return (
    <>
      <p role="status">{scan.devices.length === 0 ? <><strong>{d.none}</strong> {d.noneHint}</> : d.found(scan.devices.length)}</p>
      <ul class="plain-list devices">
        {scan.devices.map((device) => (
          <li key={device.ip + device.path}>
            <Icon name="cameras" />
            <span class="grow">
              <b>{device.name === "" ? d.unnamed : device.name}</b>
              <span class="faint">{[device.hardware, device.service === "" ? `${d.plugged}, ${device.path}` : device.ip].filter((part) => part !== "").join(" · ")}</span>
              {device.cameras.length > 0 && <span class="faint">{d.here(device.cameras.join(", "))}</span>}
            </span>
            <Button onClick={() => onChoose(device)}>{d.choose}</Button>
          </li>
        ))}
      </ul>
      <p class="faint">{d.asked(scan.networks.map((one) => one.reach).join(", "))} {scan.failed.length > 0 && d.failed(scan.failed.join(", "))}</p>
    </>
  );
}

interface AskedProps extends Props {
  readonly device: Device;
  readonly onBack: () => void;
}

/** An encrypted service is asked once its certificate is trusted. */
function Asked({ device, onBack, onChoose }: AskedProps) {
  const [shown, setShown] = useState<CertificateTold | null>(null);
  const [trusted, setTrusted] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const isAsked = isEncrypted(device.service) && trusted === null;
  useEffect(() => {
    if (!isAsked) return;
    void lookAtCertificate(device.service).then((found) => {
      const answer = guard(found);
      if (answer.kind === "ok") setShown(answer.value);
      if (answer.kind === "failed") setProblem(answer.problem);
    });
  }, [device.service]);
  if (!isAsked) return <Streams device={device} certificate={trusted} onBack={onBack} onChoose={onChoose} />;
  return (
    <>
      <div class="row between wrap"><h2>{device.name === "" ? device.ip : device.name}</h2><Button kind="quiet" onClick={onBack}>{words.discovery.back}</Button></div>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={words.trust.looking} />}
      {shown !== null && <AskTrust certificate={shown} isWhole onTrust={() => setTrusted(shown.certificate)} />}
    </>
  );
}

function Streams({ device, certificate, onBack, onChoose }: AskedProps & { readonly certificate: string | null }) {
  const d = words.discovery;
  const name = device.name === "" ? device.ip : device.name;
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [streams, setStreams] = useState<readonly Stream[] | "asking" | null>(null);
  const [takesSub, setTakesSub] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    setStreams("asking");
    const answer = guard(await askStreams(device.service, user, password, certificate));
    setStreams(answer.kind === "ok" ? answer.value.streams : null);
    if (answer.kind === "failed") setProblem(answer.problem);
  };
  const asked = streams !== null && streams !== "asking";
  const smallest = asked ? streams[streams.length - 1] : undefined;
  return (
    <>
      <div class="row between wrap"><h2>{asked ? name : d.account(name)}</h2><Button kind="quiet" onClick={onBack}>{d.back}</Button></div>
      {!asked && (
        <form class="stack" onSubmit={(event) => void ask(event)}>
          <p class="field-hint">{d.accountHint}</p>
          {problem !== null && <ProblemNote problem={problem} />}
          <Field label={d.user} value={user} onInput={setUser} autoComplete="off" autoFocus maxLength={200} />
          <Field label={d.password} value={password} onInput={setPassword} type="password" autoComplete="off" maxLength={200} />
          <div class="row end"><Button kind="main" type="submit" busy={streams === "asking"}>{streams === "asking" ? d.asking : d.ask}</Button></div>
        </form>
      )}
      {asked && (
        <>
          <h3>{d.streams}</h3>
          {streams.length > 1 && <Switch label={d.sub} on={takesSub} onChange={setTakesSub} />}
          <ul class="plain-list devices">
            {streams.map((stream) => (
              <li key={stream.address}>
                <span class="grow"><b>{stream.name}</b><span class="faint">{d.size(stream.width, stream.height)} · {stream.encoding.toUpperCase()}</span></span>
                <Button kind="main" onClick={() => onChoose(stream.address, takesSub && smallest !== undefined && smallest !== stream ? smallest.address : null, certificate)}>{d.use}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
