/** Recovery codes: ten ways in, made, shown once, printed. */

import { useState } from "preact/hooks";

import { makeRecoveryCodes } from "../api";
import type { Me } from "../model";
import type { Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { Confirm, Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { askSession, guard } from "../session";
import { words } from "../words";

export function RecoveryCard({ me }: { readonly me: Me }) {
  const w = words.people.me;
  return (
    <section class="card">
      <h2>{w.recovery}</h2>
      <p class="muted card-text">{w.recoveryText} {me.recovery_codes === 0 ? w.recoveryNone : w.recoveryLeft(me.recovery_codes)}</p>
      <MakeCodes me={me} />
    </section>
  );
}

export function MakeCodes({ me, isMain = false }: { readonly me: Me; readonly isMain?: boolean }) {
  const w = words.people.me;
  const [asks, setAsks] = useState(false);
  const [busy, setBusy] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const make = async (): Promise<void> => {
    setAsks(false);
    setBusy(true);
    const answer = guard(await makeRecoveryCodes());
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") setCodes(answer.value.codes);
  };
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} />}
      <Button kind={isMain ? "main" : "plain"} icon="key" busy={busy} onClick={() => (me.recovery_codes > 0 ? setAsks(true) : void make())}>{me.recovery_codes > 0 ? w.makeNewCodes : w.makeCodes}</Button>
      {asks && <Confirm title={w.newCodesTitle} text={w.newCodesText} yes={w.makeNewCodes} onYes={() => void make()} onClose={() => setAsks(false)} />}
      {codes !== null && <Codes me={me} codes={codes} onClose={() => { setCodes(null); void askSession(); }} />}
    </>
  );
}

function Codes({ me, codes, onClose }: { readonly me: Me; readonly codes: readonly string[]; readonly onClose: () => void }) {
  const w = words.people.me;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(codes.join("\n"));
      say(w.codesCopied);
    } catch {
      getSelection()?.selectAllChildren(document.querySelector(".codes") as Element); // no clipboard over plain http
    }
  };
  return (
    <Dialog title={w.codesTitle} onClose={onClose} class="prints">
      <div class="stack">
        <p class="only-print">{w.printed(words.product, me.name)}</p>
        <p class="dialog-text">{w.codesText}</p>
        <ol class="codes mono">{codes.map((code) => <li key={code}>{code}</li>)}</ol>
        <div class="row end wrap no-print">
          <Button kind="quiet" icon="copy" onClick={() => void copy()}>{w.copyCodes}</Button>
          <Button kind="plain" onClick={() => window.print()}>{w.print}</Button>
          <Button kind="main" onClick={onClose}>{w.codesKept}</Button>
        </div>
      </div>
    </Dialog>
  );
}
