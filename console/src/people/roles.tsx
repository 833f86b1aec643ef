/** Roles that somebody has at the cameras of groups, besides the one at the site. */

import { useState } from "preact/hooks";

import { giveRole, takeRole } from "../api";
import type { Member, Members } from "../model";
import type { Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard } from "../session";
import { words } from "../words";
import type { Group } from "./model";

type Held = Member["group_roles"];

/** What to say of somebody's roles in groups in one line; empty where there are none. */
export function rolesText(held: Held, groups: readonly Group[]): string {
  const w = words.people;
  return groups
    .flatMap((group) => held.filter((each) => each.group === group.id).map(({ role }) => w.inGroups.at(w.roles[role]?.[0] ?? role, group.name)))
    .join(", ");
}

interface RolesProps {
  readonly member: Member;
  readonly name: string;
  readonly groups: readonly Group[];
  readonly roles: readonly string[];
  readonly onTold: (members: Members) => void;
  readonly onClose: () => void;
}

export function RolesDialog({ member, name, groups, roles, onTold, onClose }: RolesProps) {
  const w = words.people;
  const roleOf = (group: string): string => member.group_roles.find((each) => each.group === group)?.role ?? "";
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    for (const [group, role] of Object.entries(wanted).filter(([id, each]) => each !== roleOf(id))) {
      const answer = guard(role === "" ? await takeRole(member.id, group) : await giveRole(member.id, group, role));
      if (answer.kind !== "ok") {
        setBusy(false);
        setProblem(answer.kind === "failed" ? answer.problem : null);
        return;
      }
      onTold(answer.value);
      say(w.inGroups.changed(name));
    }
    onClose();
  };
  return (
    <Dialog title={w.inGroups.of(name)} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        {problem !== null && <ProblemNote problem={problem} />}
        <p class="muted">{w.inGroups.text}</p>
        <div class="group-roles">
          {groups.map((group) => (
            <label key={group.id} class="group-role">
              <span>{group.name}<span class="faint">{w.groups.count(group.cameras.length)}</span></span>
              <select value={wanted[group.id] ?? roleOf(group.id)} onChange={(event) => setWanted({ ...wanted, [group.id]: event.currentTarget.value })}>
                <option value="">{w.inGroups.asAtSite}</option>
                {roles.map((role) => <option key={role} value={role}>{w.roles[role]?.[0] ?? role}</option>)}
              </select>
            </label>
          ))}
        </div>
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit" busy={busy}>{words.common.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}
