/** API tokens: programs that use the site, each with rights of its own, seen and revoked by itself. */

import { useEffect, useState } from "preact/hooks";

import { apiTokens, groups as fetchGroups, makeApiToken, revokeApiToken } from "../api";
import type { Problem } from "../outcome";
import { Button, Empty, Field, ProblemNote, Select, Waiting } from "../parts/controls";
import { Confirm, Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard } from "../session";
import { dayAndTime } from "../time";
import { words } from "../words";
import { type ApiToken, type ApiTokens, type Group, type Reach, WHOLE_SITE_RIGHTS, reachText } from "./model";
import { Check, ReachPicker } from "./reach";

type Open = { readonly kind: "none" | "make" } | { readonly kind: "shown"; readonly token: string } | { readonly kind: "revoke"; readonly token: ApiToken };

export function TokensPart() {
  const w = words.people.tokens;
  const [told, setTold] = useState<ApiTokens | null>(null);
  const [groups, setGroups] = useState<readonly Group[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [open, setOpen] = useState<Open>({ kind: "none" });
  const close = (): void => setOpen({ kind: "none" });
  const refresh = async (): Promise<void> => {
    const [answer, there] = await Promise.all([apiTokens(), fetchGroups()]);
    guard(answer);
    if (answer.kind === "ok") setTold(answer.value);
    if (there.kind === "ok") setGroups(there.value.groups);
    setProblem(answer.kind === "failed" ? answer.problem : null);
  };
  useEffect(() => void refresh(), []);
  const revoke = async (token: ApiToken): Promise<void> => {
    close();
    const answer = guard(await revokeApiToken(token.id));
    if (answer.kind === "ok") say(w.revoked(token.name));
    await refresh();
    if (answer.kind === "failed") setProblem(answer.problem);
  };
  return (
    <>
      <div class="row between wrap">
        <p class="muted part-lead">{w.lead}</p>
        <Button kind="main" icon="plus" disabled={told === null} onClick={() => setOpen({ kind: "make" })}>{w.add}</Button>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {told === null && problem === null && <Waiting text={words.common.loading} />}
      {told?.tokens.length === 0 && <Empty icon="key" title={w.emptyTitle} text={w.emptyText} />}
      {told !== null && told.tokens.length > 0 && (
        <ul class="card people">
          {told.tokens.map((token) => (
            <li key={token.id} class="people-row two">
              <div class="people-who">
                <strong>{token.name}</strong>
                <span class="faint">{token.rights.map((right) => w.rights[right] ?? right).join(" · ")} · {reachText(token.groups, groups, words.people.reach.whole, words.people.reach.none)}</span>
                <span class="faint">{lifeOf(token, Date.now())}</span>
              </div>
              <span class="people-acts"><Button kind="quiet" icon="trash" title={w.revokeNamed(token.name)} onClick={() => setOpen({ kind: "revoke", token })}>{w.revoke}</Button></span>
            </li>
          ))}
        </ul>
      )}
      {open.kind === "make" && told !== null && (
        <Make rights={told.rights} groups={groups} onClose={close} onMade={(token) => { setOpen({ kind: "shown", token }); void refresh(); }} />
      )}
      {open.kind === "shown" && <Shown token={open.token} onClose={close} />}
      {open.kind === "revoke" && <Confirm title={w.revokeTitle(open.token.name)} text={w.revokeText} yes={w.revoke} onYes={() => void revoke(open.token)} onClose={close} />}
    </>
  );
}

/** Who made it, when it was used, until when it works. Pure but for the words. */
export function lifeOf(token: ApiToken, now_ms: number): string {
  const w = words.people.tokens;
  const used = token.last_used === null ? w.never : `${w.used} ${dayAndTime(Date.parse(token.last_used), now_ms)}`;
  const ends_ms = token.ends === null ? null : Date.parse(token.ends);
  const end = ends_ms === null ? w.noEnd : `${ends_ms < now_ms ? w.ended : w.ends} ${dayAndTime(ends_ms, now_ms)}`;
  return `${w.by} ${token.made_by} · ${used} · ${end}`;
}

interface MakeProps {
  readonly rights: readonly string[];
  readonly groups: readonly Group[];
  readonly onClose: () => void;
  readonly onMade: (token: string) => void;
}

function Make({ rights, groups, onClose, onMade }: MakeProps) {
  const w = words.people.tokens;
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>(["see"]);
  const [reach, setReach] = useState<Reach>(null);
  const [days, setDays] = useState("90");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const fits = (right: string): boolean => reach === null || !WHOLE_SITE_RIGHTS.includes(right);
  const wanted = chosen.filter(fits);
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer = guard(await makeApiToken({ name: name.trim(), rights: wanted, groups: reach, days: days === "" ? null : Number(days) }));
    setBusy(false);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind === "ok") onMade(answer.value.token);
  };
  return (
    <Dialog title={w.addTitle} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void make(event)}>
        {problem !== null && <ProblemNote problem={problem} />}
        <Field label={w.name} value={name} onInput={setName} placeholder={w.namePlaceholder} autoFocus required maxLength={80} />
        <fieldset class="checks">
          <legend>{w.mayDo}</legend>
          {rights.map((right) => (
            <Check
              key={right} label={w.rights[right] ?? right} on={wanted.includes(right)} disabled={!fits(right)} {...(fits(right) ? {} : { text: w.wholeOnly })}
              onChange={(on) => setChosen(on ? [...chosen, right] : chosen.filter((each) => each !== right))}
            />
          ))}
        </fieldset>
        <ReachPicker label={words.people.reach.tokenLabel} value={reach} groups={groups} onChange={setReach} />
        <Select label={w.life} value={days} options={w.lives} onChange={setDays} />
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit" busy={busy} disabled={name.trim() === "" || wanted.length === 0}>{w.make}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Shown({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  const w = words.people.tokens;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(token);
      say(w.copied);
    } catch {
      document.querySelector<HTMLInputElement>(".link-shown")?.select(); // no clipboard over plain http: chosen, ready for the keys
    }
  };
  return (
    <Dialog title={w.shownTitle} onClose={onClose}>
      <div class="stack">
        <p class="dialog-text">{w.shownText}</p>
        <input class="link-shown mono" readOnly value={token} aria-label={w.shownTitle} onFocus={(event) => event.currentTarget.select()} />
        <code class="typed wraps">Authorization: Bearer {token.slice(0, 8)}…</code>
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.people.done}</Button>
          <Button kind="main" icon="copy" onClick={() => void copy()}>{w.copy}</Button>
        </div>
      </div>
    </Dialog>
  );
}
