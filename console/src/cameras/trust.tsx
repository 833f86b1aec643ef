/** Whom the site believes to be this camera, where it is encrypted: looked at, trusted, accepted anew. */

import { useState } from "preact/hooks";

import type { CertificateTold } from "../api/types";
import { lookAgain } from "../discovery";
import type { Camera, CameraChange } from "../model";
import type { Problem } from "../outcome";
import { Button, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { guard } from "../session";
import { words } from "../words";
import { CertificateFacts, Obstacle } from "./certificate";

interface Props {
  readonly camera: Camera;
  readonly keep: (change: CameraChange) => Promise<boolean>;
}

export function CameraTrust({ camera, keep }: Props) {
  const t = words.trust;
  const [shown, setShown] = useState<CertificateTold | "looking" | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (camera.trust === "plain") return null;
  const look = async (): Promise<void> => {
    setProblem(null);
    setShown("looking");
    const answer = guard(await lookAgain(camera.id));
    setShown(answer.kind === "ok" ? answer.value : null);
    if (answer.kind === "failed") setProblem(answer.problem);
  };
  const trust = (certificate: string | null): void => void keep({ certificate }).then((kept) => kept && setShown(null));
  const held = camera.certificate;
  const found = shown === "looking" ? null : shown;
  const isSame = found !== null && found.fingerprint === held?.fingerprint;
  const canTrust = found !== null && !isSame && found.obstacle === "none";
  return (
    <section class="card stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      {held !== null ? <><p class="field-hint">{t.held}</p><CertificateFacts certificate={held} /></> : <Believed trust={camera.trust} />}
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === "looking" && <Waiting text={t.looking} />}
      {isSame && <p class="note good" role="status"><Icon name="check" /><span>{t.same}</span></p>}
      {found !== null && !isSame && (
        <div class="stack shown-now" role="status">
          <div><h3>{held === null ? t.first : t.other}</h3><p class="field-hint">{held === null ? t.firstHint : t.otherHint}</p></div>
          <CertificateFacts certificate={found} />
          <Obstacle certificate={found} />
        </div>
      )}
      <div class="row end wrap">
        {held !== null && <Button kind="quiet" onClick={() => trust(null)}>{t.stop}</Button>}
        {!canTrust && <Button kind={held === null ? "main" : "plain"} icon="search" busy={shown === "looking"} onClick={() => void look()}>{t.look}</Button>}
        {canTrust && <Button kind="main" onClick={() => trust(found.certificate)}>{t.trust}</Button>}
      </div>
    </section>
  );
}

function Believed({ trust }: { readonly trust: Camera["trust"] }) {
  const t = words.trust;
  const [sentence, hint] = trust === "authority" ? [t.authority, t.authorityHint] : [t.unchecked, t.uncheckedHint];
  return (
    <div class={trust === "authority" ? "note good" : "note"}>
      <Icon name={trust === "authority" ? "check" : "alert"} />
      <div><strong>{sentence}</strong><p>{hint}</p></div>
    </div>
  );
}
