/** What a camera's certificate looks like to people, here and in its settings; and whether it can be trusted. */

import type { ComponentChildren } from "preact";

import type { CertificateHeldTold, CertificateTold } from "../api/types";
import { Button } from "../parts/controls";
import { Icon } from "../parts/icon";
import { utc } from "../time";
import { words } from "../words";

const ENCRYPTED = /^\s*(rtsps|https|rtmps):\/\//i;
const PAIRS_A_LINE = 8;

/** Whether whoever is at this address shows a certificate. */
export const isEncrypted = (address: string): boolean => ENCRYPTED.test(address);

/** The lines of a fingerprint as people compare them: eight pairs each. Pure. */
export function fingerprintLines(fingerprint: string): readonly string[] {
  const pairs = fingerprint.split(":");
  const lines: string[] = [];
  for (let at = 0; at < pairs.length; at += PAIRS_A_LINE) lines.push(pairs.slice(at, at + PAIRS_A_LINE).join(" "));
  return lines;
}

export function CertificateFacts({ certificate }: { readonly certificate: CertificateHeldTold }) {
  const t = words.trust;
  const day = (at: string): string => new Date(at).toLocaleDateString(document.documentElement.lang || undefined, { dateStyle: "medium" });
  const { fingerprint, subject, begins, ends } = certificate;
  return (
    <dl class="certificate">
      <div>
        <dt>{t.fingerprint}</dt>
        <dd class="mono fingerprint" title={fingerprint}>{fingerprintLines(fingerprint).map((line) => <span key={line}>{line} </span>)}</dd>
      </div>
      <div><dt>{t.says}</dt><dd>{subject === "" ? t.saysNothing : subject}</dd></div>
      <div><dt>{t.until}</dt><dd title={`${utc(Date.parse(begins))}, ${utc(Date.parse(ends))}`}>{t.from(day(begins), day(ends))}</dd></div>
    </dl>
  );
}

/** Why a certificate cannot be trusted, where it cannot. */
export function Obstacle({ certificate }: { readonly certificate: CertificateTold }) {
  if (certificate.obstacle === "none") return null;
  const [sentence, hint] = words.trust.obstacles[certificate.obstacle];
  return <div class="note bad" role="alert"><Icon name="alert" /><div><strong>{sentence}</strong><p>{hint}</p></div></div>;
}

interface AskProps {
  readonly certificate: CertificateTold;
  /** It is compared whole, as with a device's own service, so that its dates and name do not matter. */
  readonly isWhole?: boolean;
  readonly onTrust: () => void;
  readonly children?: ComponentChildren;
}

/** Asked once, before anything is said to the camera. */
export function AskTrust({ certificate, isWhole = false, onTrust, children }: AskProps) {
  const t = words.trust;
  const canTrust = isWhole || certificate.obstacle === "none";
  return (
    <div class="stack ask-trust" role="status">
      <div><h3>{t.first}</h3><p class="field-hint">{t.firstHint} {t.nothingSaid}</p></div>
      <CertificateFacts certificate={certificate} />
      {!canTrust && <Obstacle certificate={certificate} />}
      <div class="row end wrap">
        {children}
        {canTrust && <Button kind="main" onClick={onTrust}>{t.trust}</Button>}
      </div>
    </div>
  );
}
