/** The one act that cannot be taken back: asks once, says what it does, does it, and shows how far it is. */

import { useState } from "preact/hooks";

import { approveUnseal, refuseUnseal, slotsOf } from "../api";
import { siteKey } from "../ledger/inspection";
import type { Outcome, Problem } from "../outcome";
import { Button, ProblemNote, TextArea } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { percent } from "../time";
import { words } from "../words";
import { approve } from "./approving";
import type { Entered } from "./entering";
import { RangeText, ms, useCameraName } from "./facts";
import { shortRecipient } from "./keys";
import type { UnsealRequest } from "./model";
import { problemOf } from "./refusal";
import { type Terms, heldBy } from "./terms";

export interface Decision {
  readonly kind: "approve" | "refuse";
  readonly terms: Terms;
  readonly request: UnsealRequest;
}

interface DecideProps {
  readonly decision: Decision;
  readonly inside: Extract<Entered, { kind: "inside" }>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function Decide({ decision: { kind, terms }, inside, onClose, onDone }: DecideProps) {
  const i = words.custody.inbox;
  const [why, setWhy] = useState("");
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const camera = useCameraName(terms.camera);

  const act = async (work: () => Promise<Outcome<void>>, said: string): Promise<void> => {
    setProblem(null);
    setShare(0);
    try {
      const answer = await work();
      if (answer.kind === "failed") setProblem(answer.problem);
      if (answer.kind === "ok") {
        say(said);
        onDone();
        onClose();
        return;
      }
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
    setShare(null);
  };
  const sayYes = async (): Promise<Outcome<void>> => {
    const offered = await slotsOf(terms.id, inside.token);
    if (offered.kind !== "ok") return offered;
    const shares = await approve(terms, offered.value, await siteKey(), inside.identity, (done, total) => setShare(done / total));
    return approveUnseal(terms.id, terms.hash, shares, inside.token);
  };
  const what = <p class="decide-what"><b>{camera}</b><RangeText from_ms={ms(terms.start_90k)} to_ms={ms(terms.until_90k)} /></p>;
  if (kind === "refuse") {
    return (
      <Dialog title={i.refuseTitle} onClose={onClose} class="small">
        <div class="stack">
          {what}
          <TextArea label={i.why} value={why} onInput={setWhy} hint={i.whyHint} />
          {problem !== null && <ProblemNote problem={problem} />}
          <div class="row end">
            <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
            <Button kind="danger" busy={share !== null} disabled={why.trim() === ""} onClick={() => void act(() => refuseUnseal(terms.id, why.trim(), inside.token), i.refusedToast)}>{i.refuseYes}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const held = heldBy(terms, inside.identity.recipient).length;
  return (
    <Dialog title={i.approveTitle} onClose={share === null ? onClose : () => undefined} class="small">
      <div class="stack">
        {what}
        <p class="muted">{i.approveText(words.custody.segments(held), shortRecipient(terms.recipient))}</p>
        <p class="field-hint">{i.compare}</p>
        {share !== null && <div class="progress-row" role="status"><progress value={share} max={1} aria-label={i.approving(percent(share))} /><span>{percent(share)}</span></div>}
        {problem !== null && <ProblemNote problem={problem} />}
        <div class="row end">
          <Button kind="quiet" disabled={share !== null} onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" icon="check" busy={share !== null} onClick={() => void act(sayYes, i.approvedToast)}>{i.approveYes}</Button>
        </div>
      </div>
    </Dialog>
  );
}
