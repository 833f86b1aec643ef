/** One's own account: name, password, passkeys, where one is signed in, and how the desk looks. */

import { useState } from "preact/hooks";

import { addPasskey, endOtherSessions, endSession, newPasskeyQuestion, removePasskey, renameMe, setPassword } from "../api";
import type { Me } from "../model";
import type { Outcome, Problem } from "../outcome";
import { LANGUAGES, type Language, chooseLanguage, currentLanguage } from "../language";
import { Button, Choice, Field, ProblemNote } from "../parts/controls";
import { Confirm } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { say } from "../parts/toast";
import { recallWaiting } from "../phone/kept";
import { askSession, guard, leave, session } from "../session";
import { useStore } from "../store";
import { setTheme, theme } from "../theme";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { AccountCard } from "./account";
import { canUsePasskeys, createPasskey } from "./passkey";
import { RecoveryCard } from "./recovery";
import { TrailCard } from "./trail";

export function MePage() {
  const now = useStore(session);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (now.kind !== "in") return null;
  const settle = async (answer: Outcome<void>, said: string): Promise<boolean> => {
    guard(answer);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return false;
    say(said);
    await askSession();
    return true;
  };
  return (
    <main class="page" id="page">
      <header class="page-head">
        <h1>{words.me.title}</h1>
        <SigningOut />
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      <Profile me={now.me} settle={settle} />
      <PasswordCard me={now.me} settle={settle} />
      <Passkeys me={now.me} settle={settle} onProblem={setProblem} />
      <AccountCard me={now.me} />
      <RecoveryCard me={now.me} />
      <Sessions me={now.me} settle={settle} />
      <TrailCard />
      <Appearance />
    </main>
  );
}

/** Answers that wait on this device are lost with the session, so that is asked once. */
function SigningOut() {
  const [unsent, setUnsent] = useState(0);
  const sign = async (): Promise<void> => {
    const left = (await recallWaiting()).length;
    if (left === 0) await leave();
    else setUnsent(left);
  };
  return (
    <>
      <Button kind="quiet" onClick={() => void sign()}>{words.me.signOut}</Button>
      {unsent > 0 && <Confirm title={words.phone.signOutTitle(unsent)} text={words.phone.signOutText} yes={words.phone.signOutYes} onYes={() => void leave()} onClose={() => setUnsent(0)} />}
    </>
  );
}

/** The groups that somebody limited sees: those of their limit, and those they have a role in. Pure. */
export const groupsSeen = (me: Pick<Me, "limited_to" | "roles">): readonly string[] =>
  [...new Set([...(me.limited_to ?? []), ...me.roles.flatMap(({ group }) => (group === null ? [] : [group]))])].sort();

type Settle = (answer: Outcome<void>, said: string) => Promise<boolean>;

function Profile({ me, settle }: { readonly me: Me; readonly settle: Settle }) {
  const [name, setName] = useState(me.name);
  const changed = name.trim() !== me.name && name.trim() !== "";
  return (
    <section class="card">
      <h2>{words.me.profile}</h2>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void renameMe(name.trim()).then((answer) => settle(answer, words.common.saved));
        }}
      >
        <Field label={words.me.name} value={name} onInput={setName} autoComplete="name" maxLength={200} />
        <Button type="submit" disabled={!changed}>{words.common.save}</Button>
      </form>
      <p class="fact"><span>{words.me.role}</span><b>{words.people.roles[me.role]?.[0] ?? me.role}</b></p>
      {me.roles.map((held) => held.group !== null && <p key={held.group} class="fact"><span>{words.people.me.inGroup(held.group)}</span><b>{words.people.roles[held.role]?.[0] ?? held.role}</b></p>)}
      {me.limited_to !== null && <p class="fact"><span>{words.people.me.sees}</span><b>{groupsSeen(me).join(", ") || words.people.reach.none}</b></p>}
    </section>
  );
}

function PasswordCard({ me, settle }: { readonly me: Me; readonly settle: Settle }) {
  const [secret, setSecret] = useState("");
  return (
    <section class="card">
      <h2>{words.me.password}</h2>
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void setPassword(secret)
            .then((answer) => settle(answer, words.me.passwordSaved))
            .then((done) => done && setSecret(""));
        }}
      >
        <Field label={words.me.newPassword} value={secret} onInput={setSecret} type="password" autoComplete="new-password" hint={words.signIn.passwordHint} maxLength={256} />
        <Button type="submit" disabled={secret.length < 10}>{me.has_password ? words.me.changePassword : words.me.setPassword}</Button>
      </form>
    </section>
  );
}

function Passkeys({ me, settle, onProblem }: { readonly me: Me; readonly settle: Settle; readonly onProblem: (problem: Problem) => void }) {
  const [busy, setBusy] = useState(false);
  const add = async (): Promise<void> => {
    setBusy(true);
    const question = guard(await newPasskeyQuestion());
    const credential = question.kind === "ok" ? await createPasskey(question.value) : null;
    setBusy(false);
    if (question.kind === "failed") onProblem(question.problem);
    if (question.kind !== "ok") return;
    if (credential === null) onProblem({ status: 0, title: words.signIn.passkeyRefused, detail: "", hints: [] });
    else await settle(await addPasskey(words.signIn.passkeyName, credential), words.common.saved);
  };
  return (
    <section class="card">
      <h2>{words.me.passkeys}</h2>
      {me.passkeys.length === 0 && <p class="muted">{words.me.passkeysEmpty}</p>}
      <ul class="plain-list">
        {me.passkeys.map((passkey) => (
          <li key={passkey.id}>
            <Icon name="key" />
            <span class="grow">{passkey.name} <span class="faint" title={utc(Date.parse(passkey.created))}>{words.me.added} {dayAndTime(Date.parse(passkey.created), Date.now())}</span></span>
            <Button kind="quiet" onClick={() => void removePasskey(passkey.id).then((answer) => settle(answer, words.common.saved))}>{words.common.remove}</Button>
          </li>
        ))}
      </ul>
      {canUsePasskeys()
        ? <Button icon="plus" busy={busy} onClick={() => void add()}>{words.me.addPasskey}</Button>
        : <p class="field-hint">{words.signIn.passkeyUnsupported}</p>}
    </section>
  );
}

function Sessions({ me, settle }: { readonly me: Me; readonly settle: Settle }) {
  const w = words.people.me;
  const [asks, setAsks] = useState(false);
  return (
    <section class="card">
      <h2>{words.me.sessions}</h2>
      <ul class="plain-list">
        {me.sessions.map((entry) => (
          <li key={entry.id}>
            <span class="grow">{deviceOf(entry.agent)}{entry.current && <span class="tag">{words.me.thisDevice}</span>}</span>
            <span class="faint" title={utc(Date.parse(entry.last_seen))}>{words.me.lastSeen} {dayAndTime(Date.parse(entry.last_seen), Date.now())}</span>
            {!entry.current && <Button kind="quiet" onClick={() => void endSession(entry.id).then((answer) => settle(answer, words.me.sessionEnded))}>{words.me.endSession}</Button>}
          </li>
        ))}
      </ul>
      {me.sessions.length > 1 && <Button onClick={() => setAsks(true)}>{w.endOthers}</Button>}
      {asks && (
        <Confirm
          title={w.endOthersTitle} text={w.endOthersText} yes={w.endOthers} onClose={() => setAsks(false)}
          onYes={() => { setAsks(false); void endOtherSessions().then((answer) => settle(answer, w.othersEnded)); }}
        />
      )}
    </section>
  );
}

/** "Chrome on Windows" from a user-agent string; the string itself where it says nothing known. */
export function deviceOf(agent: string): string {
  const browser = [["Edg/", "Edge"], ["Firefox/", "Firefox"], ["Chrome/", "Chrome"], ["Safari/", "Safari"]].find(([sign]) => agent.includes(sign as string))?.[1];
  const system = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["Windows", "Windows"], ["Mac OS", "macOS"], ["Linux", "Linux"]].find(([sign]) => agent.includes(sign as string))?.[1];
  if (browser === undefined) return agent.slice(0, 60) || words.people.me.unknownDevice;
  return system === undefined ? browser : words.people.me.browserOn(browser, system);
}

function Appearance() {
  const chosen = useStore(theme);
  const names = words.me.themes;
  return (
    <section class="card">
      <h2>{words.me.appearance}</h2>
      <Choice compact label={words.me.appearance} value={chosen} options={[["system", names.system], ["light", names.light], ["dark", names.dark]]} onChange={setTheme} />
      <Choice compact label={words.me.language} value={currentLanguage()} options={Object.entries(LANGUAGES) as [Language, string][]} onChange={chooseLanguage} />
    </section>
  );
}
