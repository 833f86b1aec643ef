/** For somebody who came by a link: say who you are, and choose how to come back. */

import { useState } from "preact/hooks";

import { addPasskey, newPasskeyQuestion, renameMe, setPassword } from "../api";
import type { Me } from "../model";
import type { Outcome, Problem } from "../outcome";
import { Button, Field, ProblemNote } from "../parts/controls";
import { go } from "../route";
import { askSession } from "../session";
import { words } from "../words";
import { canUsePasskeys, createPasskey } from "./passkey";
import { DoorHead } from "./sign-in";

const SHORTEST = 10;

export function Welcome({ me }: { readonly me: Me }) {
  const w = words.signIn;
  const [name, setName] = useState(me.name);
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState<"none" | "password" | "passkey">("none");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(false);
  const tooShort = secret.length < SHORTEST;

  const settle = async (answer: Outcome<void>): Promise<void> => {
    setBusy("none");
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    go(me.rights.includes("set_up") ? { page: "start" } : { page: "wall" });
    await askSession();
  };
  const withPassword = async (event: Event): Promise<void> => {
    event.preventDefault();
    setTried(true);
    setProblem(null);
    if (tooShort || name.trim() === "") return;
    setBusy("password");
    const named = await renameMe(name.trim());
    await settle(named.kind === "ok" ? await setPassword(secret) : named);
  };
  const withPasskey = async (): Promise<void> => {
    setProblem(null);
    if (name.trim() === "") {
      setTried(true);
      return;
    }
    setBusy("passkey");
    const named = await renameMe(name.trim());
    const question = named.kind === "ok" ? await newPasskeyQuestion() : named;
    if (question.kind !== "ok") {
      await settle(question);
      return;
    }
    const credential = await createPasskey(question.value);
    if (credential === null) {
      setBusy("none");
      setProblem({ status: 0, title: w.passkeyRefused, detail: "", hints: [] });
      return;
    }
    await settle(await addPasskey(w.passkeyName, credential));
  };

  return (
    <main class="door" id="page">
      <form class="door-card stack" onSubmit={(event) => void withPassword(event)}>
        <DoorHead title={w.welcome} text={me.name === "" ? w.welcomeText(me.role) : w.welcomeAgain} />
        {problem !== null && <ProblemNote problem={problem} />}
        <Field label={w.yourName} value={name} onInput={setName} autoComplete="username" autoFocus required maxLength={200} />
        <Field
          label={w.choosePassword} value={secret} onInput={setSecret} type="password" autoComplete="new-password" hint={w.passwordHint}
          error={tried && tooShort ? w.tooShort : undefined} maxLength={256}
        />
        <Button kind="main" type="submit" busy={busy === "password"}>{w.begin}</Button>
        {canUsePasskeys() && (
          <>
            <div class="or" aria-hidden="true"><span>{w.or}</span></div>
            <Button icon="key" busy={busy === "passkey"} onClick={() => void withPasskey()}>{w.usePasskey}</Button>
            <p class="field-hint center">{w.usePasskeyHint}</p>
          </>
        )}
      </form>
    </main>
  );
}
