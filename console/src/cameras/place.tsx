/** The place of one camera: what is known, what is proposed, and a person's word on it. */

import { useEffect, useState } from "preact/hooks";

import { approvePlace, forgetPlace, placeAddress, proposal as askProposal } from "../api";
import type { Camera, Polygon } from "../model";
import type { Outcome, Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { Confirm } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard } from "../session";
import { percent } from "../time";
import { words } from "../words";
import { AreaEditor } from "./area-editor";

type Shown = "loading" | "there" | "missing";

/** What is proposed, as it was when this page asked: only that can be approved. */
interface Proposed {
  readonly name: string;
  readonly address: string;
}

export function PlaceCard({ camera }: { readonly camera: Camera }) {
  const s = words.settings;
  const [version, setVersion] = useState(() => Date.now());
  const [place, setPlace] = useState<Shown>("loading");
  const [proposal, setProposal] = useState<Proposed | null>(null);
  const [regions, setRegions] = useState<Polygon[]>([]);
  const [busy, setBusy] = useState(false);
  const [asks, setAsks] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    const giveUp = new AbortController();
    let address = "";
    void askProposal(camera.id, giveUp.signal).then((answer) => {
      if (answer.kind === "ok") address = URL.createObjectURL(answer.value.picture);
      if (answer.kind !== "aborted") setProposal(answer.kind === "ok" ? { name: answer.value.name, address } : null);
    });
    return () => {
      giveUp.abort();
      URL.revokeObjectURL(address);
    };
  }, [camera.id, version]);

  const settle = (answer: Outcome<void>, said: string): void => {
    setBusy(false);
    guard(answer);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "failed" && answer.problem.status === 409) setVersion(Date.now()); // show what is proposed by now
    if (answer.kind !== "ok") return;
    say(said);
    setRegions([]);
    window.setTimeout(() => setVersion(Date.now()), 1500); // the worker needs a moment to draw its place anew
  };
  const approve = async (): Promise<void> => {
    if (proposal === null) return;
    setBusy(true);
    settle(await approvePlace(camera.id, proposal.name, regions), s.approved);
  };
  const forget = async (): Promise<void> => {
    setAsks(false);
    setBusy(true);
    settle(await forgetPlace(camera.id), s.forgotten);
  };

  return (
    <section class="card">
      <header class="card-head">
        <h2>{s.place}</h2>
        {camera.view !== null && <span class="faint">{words.live.provenSoFar(percent(camera.view.proven))}</span>}
      </header>
      <p class="field-hint">{s.placeHint}</p>
      {problem !== null && <ProblemNote problem={problem} />}
      {place === "missing" && <p class="muted">{s.noPlace}</p>}
      <img
        class={place === "there" ? "place-picture" : "hidden"} src={placeAddress(camera.id, version)} alt={s.place}
        onLoad={() => setPlace("there")} onError={() => setPlace("missing")}
      />
      {proposal !== null && <div class="proposal">
        <h3>{s.proposal}</h3>
        <p class="field-hint">{s.proposalHint}</p>
        <AreaEditor areas={regions} onChange={setRegions} drawLabel={s.drawApproval} tone="approve"
          action={
            <Button kind="main" icon="check" busy={busy} onClick={() => void approve()}>
              {regions.length === 0 ? s.approveAll : s.approveDrawn(regions.length)}
            </Button>
          }
        >
          <img src={proposal.address} alt={s.proposal} draggable={false} />
        </AreaEditor>
      </div>}
      {place === "there" && (
        <div class="row between wrap top-line">
          <p class="field-hint">{s.forgetHint}</p>
          <Button kind="quiet" busy={busy} onClick={() => setAsks(true)}>{s.forget}</Button>
        </div>
      )}
      {asks && <Confirm title={s.forget} text={s.forgetAsk} yes={s.forgetYes} onYes={() => void forget()} onClose={() => setAsks(false)} />}
    </section>
  );
}
