/** The door: a one-time link opens it by itself; otherwise a passkey, or a name and a password. */

import { useEffect, useState } from "preact/hooks";

import { passkeyQuestion, signInByLink, signInByPasskey, signInByPassword, signInByRecovery } from "../api";
import type { Me, Site } from "../model";
import type { Outcome, Problem } from "../outcome";
import { Button, Field, ProblemNote, Waiting } from "../parts/controls";
import { Icon, Mark } from "../parts/icon";
import { go, hashOf } from "../route";
import { admit } from "../session";
import { words } from "../words";
import { AccountButton } from "./account";
import { canUsePasskeys, usePasskey } from "./passkey";

/** The problem to show for what the server said of an account kept elsewhere. */
function accountProblem(failed: string): Problem {
  const [title, hint] = words.people.door.failed[failed] ?? ["", ""];
  return { status: 0, title, detail: "", hints: [hint] };
}

export function SignIn({ site, token, failed }: { readonly site: Site; readonly token: string | null; readonly failed: string | null }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState<"none" | "link" | "password" | "passkey">(token === null ? "none" : "link");
  const [problem, setProblem] = useState<Problem | null>(failed !== null && failed in words.people.door.failed ? accountProblem(failed) : null);
  const [recovers, setRecovers] = useState(false);
  const d = words.people.door;
  const [linkFailed, setLinkFailed] = useState(false);

  const finish = (answer: Outcome<Me>): void => {
    setBusy("none");
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    if (location.hash.startsWith("#/sign-in")) go({ page: "wall" });
    admit(answer.value);
  };
  useEffect(() => {
    if (token === null) return;
    // The token leaves the address at once: it must not stay in the history of a shared machine.
    history.replaceState(null, "", "#/sign-in");
    void signInByLink(token).then((answer) => {
      setLinkFailed(answer.kind === "failed");
      finish(answer);
    });
  }, [token]);

  const byPassword = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy("password");
    setProblem(null);
    setLinkFailed(false);
    finish(recovers ? await signInByRecovery(name.trim(), password) : await signInByPassword(name.trim(), password));
  };
  const byPasskey = async (): Promise<void> => {
    setBusy("passkey");
    setProblem(null);
    setLinkFailed(false);
    const question = await passkeyQuestion();
    if (question.kind !== "ok") {
      finish(question);
      return;
    }
    const credential = await usePasskey(question.value);
    if (credential === null) {
      setBusy("none");
      setProblem({ status: 0, title: words.signIn.passkeyRefused, detail: "", hints: [] });
      return;
    }
    finish(await signInByPasskey(credential));
  };

  return (
    <main class="door" id="page">
      <div class="door-card">
        <DoorHead title={site.name !== "" ? site.name : words.product} text={words.motto} />
        {busy === "link" ? (
          <Waiting text={words.signIn.usingLink} />
        ) : (
          <>
            {problem !== null && (
              <ProblemNote problem={linkFailed ? { ...problem, hints: [words.signIn.linkFailedHint] } : problem} />
            )}
            {site.needs_first_person ? (
              problem === null && <p class="note"><Icon name="key" /><span>{words.signIn.needFirst}</span></p>
            ) : (
              <form class="stack" onSubmit={(event) => void byPassword(event)}>
                <Field label={words.signIn.name} value={name} onInput={setName} autoComplete="username" autoFocus required />
                {recovers
                  ? <Field label={d.code} hint={d.codeHint} value={password} onInput={setPassword} mono required />
                  : <Field label={words.signIn.password} value={password} onInput={setPassword} type="password" autoComplete="current-password" required />}
                <Button kind="main" type="submit" busy={busy === "password"}>{words.signIn.submit}</Button>
                {!recovers && (canUsePasskeys() || site.account_label !== null) && <div class="or" aria-hidden="true"><span>{words.signIn.or}</span></div>}
                {!recovers && site.account_label !== null && <AccountButton label={site.account_label} onProblem={setProblem} />}
                {!recovers && canUsePasskeys() && <Button icon="key" busy={busy === "passkey"} onClick={() => void byPasskey()}>{words.signIn.passkey}</Button>}
                <Button kind="quiet" onClick={() => { setRecovers(!recovers); setPassword(""); setProblem(null); }}>{recovers ? d.back : d.recovery}</Button>
              </form>
            )}
            <nav class="door-links">
              <a href={hashOf({ page: "custodian" })}>{words.custody.inbox.title}</a>
              <a href={hashOf({ page: "ledger", index: null })}>{words.ledger.title}</a>
            </nav>
          </>
        )}
      </div>
    </main>
  );
}

export function DoorHead({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <header class="door-head">
      <Mark size={44} />
      <h1>{title}</h1>
      <p>{text}</p>
    </header>
  );
}
