/** Everybody who may sign in at this site: invited, given a role, removed. Only for those who may do that. */

import { useEffect, useState } from "preact/hooks";

import { changeRole, inviteAgain, invitePerson, people as fetchPeople, removePerson } from "../api";
import type { Invitation, Member, Members } from "../model";
import type { Outcome, Problem } from "../outcome";
import { Button, Choice, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Confirm, Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard } from "../session";
import { dayAndTime, utc } from "../time";
import { words } from "../words";

const w = words.people;

type Open =
  | { readonly kind: "none" }
  | { readonly kind: "invite" }
  | { readonly kind: "link"; readonly invitation: Invitation }
  | { readonly kind: "remove"; readonly member: Member };

export function PeoplePage() {
  const [members, setMembers] = useState<Members | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [open, setOpen] = useState<Open>({ kind: "none" });
  const close = (): void => setOpen({ kind: "none" });

  /** Shows what went wrong, or passes on what came. */
  const take = <T,>(answer: Outcome<T>): T | null => {
    guard(answer);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    return answer.kind === "ok" ? answer.value : null;
  };
  const refresh = async (): Promise<void> => setMembers(take(await fetchPeople()) ?? members);
  useEffect(() => void refresh(), []);

  const showLink = async (answer: Outcome<Invitation>): Promise<void> => {
    const invitation = take(answer);
    if (invitation === null) return;
    setOpen({ kind: "link", invitation });
    setMembers((await fetchPeople().then((now) => (now.kind === "ok" ? now.value : null))) ?? members);
  };
  const give = async (member: Member, role: string, isUndo = false): Promise<void> => {
    const changed = take(await changeRole(member.id, role));
    if (changed === null) return;
    setMembers(changed);
    const said = w.changed(nameOf(member), saidOf(role)[0].toLowerCase());
    say(said, isUndo ? undefined : { label: w.undo, run: () => void give(member, member.role, true) });
  };
  const remove = async (member: Member): Promise<void> => {
    close();
    if (take(await removePerson(member.id)) === null) return;
    say(w.removed(nameOf(member)));
    await refresh();
  };

  return (
    <main class="page" id="page">
      <header class="page-head">
        <div>
          <h1>{w.title}</h1>
          <p class="muted">{w.lead}</p>
        </div>
        <Button kind="main" icon="plus" onClick={() => setOpen({ kind: "invite" })}>{w.invite}</Button>
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      {members === null && problem === null && <Waiting text={words.common.loading} />}
      {members !== null && (
        <ul class="card people">
          {members.people.map((member) => (
            <Row
              key={member.id} member={member} roles={members.roles.map(({ role }) => role)}
              onRole={(role) => void give(member, role)}
              onLink={() => void inviteAgain(member.id).then(showLink)}
              onRemove={() => setOpen({ kind: "remove", member })}
            />
          ))}
        </ul>
      )}
      {members?.people.length === 1 && <Empty icon="person" title={w.alone} text={w.aloneText} />}
      {open.kind === "invite" && members !== null && (
        <Invite roles={members.roles.map(({ role }) => role)} onClose={close} onMake={(role) => void invitePerson(role).then(showLink)} />
      )}
      {open.kind === "link" && <LinkShown invitation={open.invitation} onClose={close} />}
      {open.kind === "remove" && (
        <Confirm title={w.removeTitle(nameOf(open.member))} text={w.removeText} yes={words.common.remove} onYes={() => void remove(open.member)} onClose={close} />
      )}
    </main>
  );
}

const saidOf = (role: string): readonly [string, string] => w.roles[role] ?? [role, ""];
const nameOf = (member: Member): string => (member.name === "" ? w.unnamed : member.name);

interface RowProps {
  readonly member: Member;
  readonly roles: readonly string[];
  readonly onRole: (role: string) => void;
  readonly onLink: () => void;
  readonly onRemove: () => void;
}

function Row({ member, roles, onRole, onLink, onRemove }: RowProps) {
  const name = nameOf(member);
  return (
    <li class="people-row">
      <div class="people-who">
        <strong class={member.name === "" ? "muted" : ""}>{name}{member.is_you && <span class="tag">{w.you}</span>}</strong>
        <Standing member={member} />
      </div>
      <select aria-label={w.roleOf(name)} value={member.role} onChange={(event) => onRole(event.currentTarget.value)}>
        {roles.map((role) => <option key={role} value={role}>{saidOf(role)[0]}</option>)}
      </select>
      {!member.is_you && (
        <span class="people-acts">
          <Button kind="quiet" icon="key" title={w.newLinkFor(name)} onClick={onLink}>{w.newLink}</Button>
          <Button kind="quiet" icon="trash" label={w.removeNamed(name)} onClick={onRemove} />
        </span>
      )}
    </li>
  );
}

function Standing({ member }: { readonly member: Member }) {
  const [said, at] = standing(member);
  return <span class="faint" title={at === null ? undefined : utc(at)}>{said}{at !== null && ` ${dayAndTime(at, Date.now())}`}</span>;
}

/** What to say of somebody, and the moment it is about. Pure. */
export function standing(member: Member): readonly [string, number | null] {
  if (member.last_seen !== null) return [w.seen, Date.parse(member.last_seen)];
  if (member.invited_until !== null) return [w.waiting, Date.parse(member.invited_until)];
  if (member.has_way_in) return [w.never, null];
  return [member.name === "" ? w.expired : w.noWayIn, null];
}

function Invite({ roles, onClose, onMake }: { readonly roles: readonly string[]; readonly onClose: () => void; readonly onMake: (role: string) => void }) {
  const [role, setRole] = useState("operator");
  const ordered = Object.keys(w.roles).filter((each) => roles.includes(each));
  return (
    <Dialog title={w.inviteTitle} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onMake(role);
        }}
      >
        <Choice label={w.role} value={role} options={ordered.map((each) => [each, ...saidOf(each)] as const)} onChange={setRole} />
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit">{w.make}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function LinkShown({ invitation, onClose }: { readonly invitation: Invitation; readonly onClose: () => void }) {
  const link = location.origin + invitation.link;
  const until_ms = Date.parse(invitation.until);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      say(w.copied);
    } catch {
      document.querySelector<HTMLInputElement>(".link-shown")?.select(); // no clipboard over plain http: chosen, ready for the keys
    }
  };
  return (
    <Dialog title={w.linkTitle} onClose={onClose}>
      <div class="stack">
        <p class="dialog-text">{w.linkText}</p>
        <input class="link-shown mono" readOnly value={link} aria-label={w.linkTitle} onFocus={(event) => event.currentTarget.select()} />
        <p class="field-hint" title={utc(until_ms)}>{w.linkUntil} {dayAndTime(until_ms, Date.now())}</p>
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{w.done}</Button>
          <Button kind="main" icon="copy" onClick={() => void copy()}>{w.copy}</Button>
        </div>
      </div>
    </Dialog>
  );
}
