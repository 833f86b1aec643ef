/** An account kept elsewhere: the button at the door, and the card on one's own page. */

import { useEffect, useState } from "preact/hooks";

import { beginAccount, linkAccount, site as fetchSite, unlinkAccount } from "../api";
import type { Me } from "../model";
import type { Outcome, Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { say } from "../parts/toast";
import { askSession, guard } from "../session";
import { words } from "../words";

/** Leaves for the provider's page. The address comes from this site's own server, which has it from the site's settings. */
async function leaveFor(asked: Promise<Outcome<{ readonly url: string }>>): Promise<Problem | null> {
  const answer = guard(await asked);
  if (answer.kind === "ok") location.assign(answer.value.url);
  return answer.kind === "failed" ? answer.problem : null;
}

export function AccountButton({ label, onProblem }: { readonly label: string; readonly onProblem: (problem: Problem) => void }) {
  const [busy, setBusy] = useState(false);
  const begin = async (): Promise<void> => {
    setBusy(true);
    const problem = await leaveFor(beginAccount());
    if (problem === null) return; // the page is being left
    setBusy(false);
    onProblem(problem);
  };
  return <Button icon="person" busy={busy} onClick={() => void begin()}>{words.people.door.withAccount(label)}</Button>;
}

export function AccountCard({ me }: { readonly me: Me }) {
  const w = words.people.me;
  const [label, setLabel] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => void fetchSite().then((answer) => answer.kind === "ok" && setLabel(answer.value.account_label)), []);
  const has = me.accounts.length > 0;
  const unlink = async (): Promise<void> => {
    const answer = guard(await unlinkAccount());
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    say(w.unlinked);
    await askSession();
  };
  if (label === null) return null;
  return (
    <section class="card">
      <h2>{w.account(label)}</h2>
      {problem !== null && <ProblemNote problem={problem} />}
      <p class="muted card-text">{has ? w.accountText : w.accountNone}</p>
      {has
        ? <Button kind="quiet" onClick={() => void unlink()}>{w.unlinkAccount}</Button>
        : <Button icon="person" onClick={() => void leaveFor(linkAccount()).then(setProblem)}>{w.linkAccount}</Button>}
    </section>
  );
}
