/** Everybody who may sign in at this site: invited, given roles and a reach, removed. Beside them camera groups and API tokens. */

import { useEffect, useState } from "preact/hooks";

import { changeRole, groups as fetchGroups, inviteAgain, invitePerson, people as fetchPeople, removePerson, site as fetchSite } from "../api";
import type { Invitation, Member, Members } from "../model";
import type { Outcome, Problem } from "../outcome";
import { Button, Choice, Empty, Field, ProblemNote, Waiting } from "../parts/controls";
import { Confirm, Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { type PeoplePart, hashOf } from "../route";
import { guard } from "../session";
import { dayAndTime, utc } from "../time";
import { words } from "../words";
import { GroupsPart } from "./groups";
import { type Group, type Reach, reachText } from "./model";
import { TokensPart } from "./programs";
import { ReachPicker } from "./reach";
import { RolesDialog, rolesText } from "./roles";

type Part = "people" | PeoplePart;

export function PeoplePage({ part }: { readonly part: Part }) {
  const w = words.people;
  const parts: readonly Part[] = ["people", "groups", "tokens"];
  return (
    <main class="page" id="page">
      <header class="page-head"><h1>{words.people.onSite}</h1></header>
      <nav class="tabs" aria-label={w.onSite}>
        {parts.map((each) => (
          <a key={each} href={hashOf(each === "people" ? { page: "people" } : { page: "people", part: each })} aria-current={each === part ? "page" : undefined}>{w.tabs[each]}</a>
        ))}
      </nav>
      {part === "people" && <MembersPart />}
      {part === "groups" && <GroupsPart />}
      {part === "tokens" && <TokensPart />}
    </main>
  );
}

type Open =
  | { readonly kind: "none" }
  | { readonly kind: "invite" }
  | { readonly kind: "link"; readonly invitation: Invitation }
  | { readonly kind: "reach"; readonly member: Member }
  | { readonly kind: "roles"; readonly member: Member }
  | { readonly kind: "remove"; readonly member: Member };

function MembersPart() {
  const w = words.people;
  const [members, setMembers] = useState<Members | null>(null);
  const [groups, setGroups] = useState<readonly Group[]>([]);
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
  useEffect(() => {
    void refresh();
    void fetchGroups().then((answer) => answer.kind === "ok" && setGroups(answer.value.groups));
  }, []);

  const showLink = async (answer: Outcome<Invitation>): Promise<void> => {
    const invitation = take(answer);
    if (invitation === null) return;
    setOpen({ kind: "link", invitation });
    setMembers((await fetchPeople().then((now) => (now.kind === "ok" ? now.value : null))) ?? members);
  };
  const mayBeLimited = (role: string): boolean => members?.roles.find((each) => each.role === role)?.may_be_limited ?? false;
  const give = async (member: Member, role: string, groupsNow: Reach, isUndo = false): Promise<void> => {
    const changed = take(await changeRole(member.id, role, groupsNow));
    if (changed === null) return;
    setMembers(changed);
    const said = role === member.role ? w.reach.changed(nameOf(member)) : w.changed(nameOf(member), saidOf(role)[0].toLowerCase());
    say(said, isUndo ? undefined : { label: w.undo, run: () => void give(member, member.role, member.groups, true) });
  };
  const remove = async (member: Member): Promise<void> => {
    close();
    if (take(await removePerson(member.id)) === null) return;
    say(w.removed(nameOf(member)));
    await refresh();
  };

  return (
    <>
      <div class="row between wrap">
        <p class="muted part-lead">{w.lead}</p>
        <Button kind="main" icon="plus" onClick={() => setOpen({ kind: "invite" })}>{w.invite}</Button>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {members === null && problem === null && <Waiting text={words.common.loading} />}
      {members !== null && (
        <ul class="card people">
          {members.people.map((member) => (
            <Row
              key={member.id} member={member} groups={groups} roles={members.roles.map(({ role }) => role)} mayBeLimited={mayBeLimited(member.role)}
              onRole={(role) => void give(member, role, mayBeLimited(role) ? member.groups : null)}
              onReach={() => setOpen({ kind: "reach", member })}
              onRoles={() => setOpen({ kind: "roles", member })}
              onLink={() => void inviteAgain(member.id).then(showLink)}
              onRemove={() => setOpen({ kind: "remove", member })}
            />
          ))}
        </ul>
      )}
      {members?.people.length === 1 && <Empty icon="person" title={w.alone} text={w.aloneText} />}
      {open.kind === "invite" && members !== null && (
        <Invite roles={members.roles.map(({ role }) => role)} groups={groups} mayBeLimited={mayBeLimited} onClose={close} onMake={(role, reach, email) => void invitePerson(role, reach, email).then(showLink)} />
      )}
      {open.kind === "link" && <LinkShown invitation={open.invitation} onClose={close} />}
      {open.kind === "reach" && (
        <ReachDialog member={open.member} groups={groups} onClose={close} onSave={(reach) => { close(); void give(open.member, open.member.role, reach); }} />
      )}
      {open.kind === "roles" && members !== null && (
        <RolesDialog
          member={open.member} name={nameOf(open.member)} groups={groups} roles={members.roles.filter((each) => each.may_be_in_group).map(({ role }) => role)}
          onTold={setMembers} onClose={close}
        />
      )}
      {open.kind === "remove" && (
        <Confirm title={w.removeTitle(nameOf(open.member))} text={w.removeText} yes={words.common.remove} onYes={() => void remove(open.member)} onClose={close} />
      )}
    </>
  );
}

const saidOf = (role: string): readonly [string, string] => words.people.roles[role] ?? [role, ""];
const nameOf = (member: Member): string => (member.name !== "" ? member.name : (member.email ?? words.people.unnamed));

interface RowProps {
  readonly member: Member;
  readonly groups: readonly Group[];
  readonly roles: readonly string[];
  readonly mayBeLimited: boolean;
  readonly onRole: (role: string) => void;
  readonly onReach: () => void;
  readonly onRoles: () => void;
  readonly onLink: () => void;
  readonly onRemove: () => void;
}

function Row({ member, groups, roles, mayBeLimited, onRole, onReach, onRoles, onLink, onRemove }: RowProps) {
  const w = words.people;
  const name = nameOf(member);
  const mayHaveMore = member.role !== "administrator" && (groups.length > 0 || member.group_roles.length > 0);
  const more = rolesText(member.group_roles, groups) || w.inGroups.add;
  return (
    <li class="people-row">
      <div class="people-who">
        <strong class={member.name === "" ? "muted" : ""}>{name}{member.is_you && <span class="tag">{w.you}</span>}</strong>
        <Standing member={member} />
        {mayBeLimited && (
          <button type="button" class={member.groups === null ? "reach-of" : "reach-of limited"} aria-label={`${w.reach.of(name)}: ${reachText(member.groups, groups, w.reach.whole, w.reach.none)}`} onClick={onReach}>
            {reachText(member.groups, groups, w.reach.whole, w.reach.none)}
          </button>
        )}
        {mayHaveMore && (
          <button type="button" class={member.group_roles.length === 0 ? "reach-of" : "reach-of limited"} aria-label={`${w.inGroups.of(name)}: ${more}`} onClick={onRoles}>{more}</button>
        )}
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

/** What to say of somebody, and the moment it is about. Pure but for the words. */
export function standing(member: Member): readonly [string, number | null] {
  const w = words.people;
  if (member.last_seen !== null) return [w.seen, Date.parse(member.last_seen)];
  if (member.invited_until !== null) return [w.waiting, Date.parse(member.invited_until)];
  if (member.has_way_in) return [w.never, null];
  return [member.name === "" ? w.expired : w.noWayIn, null];
}

interface InviteProps {
  readonly roles: readonly string[];
  readonly groups: readonly Group[];
  readonly mayBeLimited: (role: string) => boolean;
  readonly onClose: () => void;
  readonly onMake: (role: string, reach: Reach, email: string) => void;
}

function Invite({ roles, groups, mayBeLimited, onClose, onMake }: InviteProps) {
  const w = words.people;
  const [role, setRole] = useState("operator");
  const [reach, setReach] = useState<Reach>(null);
  const [email, setEmail] = useState("");
  const [hasAccounts, setHasAccounts] = useState(false);
  useEffect(() => void fetchSite().then((answer) => answer.kind === "ok" && setHasAccounts(answer.value.account_label !== null)), []);
  const ordered = Object.keys(w.roles).filter((each) => roles.includes(each));
  return (
    <Dialog title={w.inviteTitle} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onMake(role, mayBeLimited(role) ? reach : null, email.trim());
        }}
      >
        <Choice label={w.role} value={role} options={ordered.map((each) => [each, ...saidOf(each)] as const)} onChange={setRole} />
        {groups.length > 0 && mayBeLimited(role) && <ReachPicker label={w.reach.label} value={reach} groups={groups} onChange={setReach} />}
        {hasAccounts && <Field label={w.email} hint={w.emailHint} value={email} onInput={setEmail} autoComplete="email" maxLength={254} />}
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit">{w.make}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function ReachDialog({ member, groups, onClose, onSave }: { readonly member: Member; readonly groups: readonly Group[]; readonly onClose: () => void; readonly onSave: (reach: Reach) => void }) {
  const [reach, setReach] = useState<Reach>(member.groups);
  return (
    <Dialog title={words.people.reach.title(nameOf(member))} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); onSave(reach); }}>
        <ReachPicker label={words.people.reach.label} value={reach} groups={groups} onChange={setReach} />
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit">{words.common.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function LinkShown({ invitation, onClose }: { readonly invitation: Invitation; readonly onClose: () => void }) {
  const w = words.people;
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
