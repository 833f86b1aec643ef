/** Camera groups: cameras under one name, for saying who sees what. */

import { useEffect, useState } from "preact/hooks";

import { addGroup, changeGroup, groups as fetchGroups, removeGroup } from "../api";
import type { Outcome, Problem } from "../outcome";
import { Button, Empty, Field, ProblemNote, Waiting } from "../parts/controls";
import { Confirm, Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { guard } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import type { Group } from "./model";
import { Check } from "./reach";

type Open = { readonly kind: "none" } | { readonly kind: "write"; readonly group: Group | null } | { readonly kind: "remove"; readonly group: Group };

export function GroupsPart() {
  const w = words.people.groups;
  const [groups, setGroups] = useState<readonly Group[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [open, setOpen] = useState<Open>({ kind: "none" });
  const names = new Map(useStore(watch).cameras.map((camera) => [camera.id, camera.name]));
  const close = (): void => setOpen({ kind: "none" });
  const refresh = async (): Promise<void> => {
    const answer = guard(await fetchGroups());
    if (answer.kind === "ok") setGroups(answer.value.groups);
    setProblem(answer.kind === "failed" ? answer.problem : null);
  };
  useEffect(() => void refresh(), []);
  const remove = async (group: Group): Promise<void> => {
    close();
    const answer = guard(await removeGroup(group.id));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") say(w.removed(group.name));
    await refresh();
  };
  return (
    <>
      <div class="row between wrap">
        <p class="muted part-lead">{w.lead}</p>
        <Button kind="main" icon="plus" onClick={() => setOpen({ kind: "write", group: null })}>{w.add}</Button>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {groups === null && problem === null && <Waiting text={words.common.loading} />}
      {groups?.length === 0 && <Empty icon="cameras" title={w.emptyTitle} text={w.emptyText} />}
      {groups !== null && groups.length > 0 && (
        <ul class="card people">
          {groups.map((group) => (
            <li key={group.id} class="people-row two">
              <div class="people-who">
                <strong>{group.name}</strong>
                <span class="faint">{group.cameras.length === 0 ? w.none : group.cameras.map((id) => names.get(id) ?? id).join(", ")}</span>
              </div>
              <span class="people-acts">
                <Button kind="quiet" icon="sliders" onClick={() => setOpen({ kind: "write", group })}>{w.change}</Button>
                <Button kind="quiet" icon="trash" label={w.removeNamed(group.name)} onClick={() => setOpen({ kind: "remove", group })} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {open.kind === "write" && <Write group={open.group} onClose={close} onSaved={(now, name) => { setGroups(now); close(); say(w.saved(name)); }} />}
      {open.kind === "remove" && <Confirm title={w.removeTitle(open.group.name)} text={w.removeText} yes={words.common.remove} onYes={() => void remove(open.group)} onClose={close} />}
    </>
  );
}

interface WriteProps {
  readonly group: Group | null;
  readonly onClose: () => void;
  readonly onSaved: (groups: readonly Group[], name: string) => void;
}

function Write({ group, onClose, onSaved }: WriteProps) {
  const w = words.people.groups;
  const { cameras } = useStore(watch);
  const [name, setName] = useState(group?.name ?? "");
  const [chosen, setChosen] = useState<readonly string[]>(group?.cameras ?? []);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const answer: Outcome<{ groups: readonly Group[] }> = guard(group === null ? await addGroup(name.trim(), chosen) : await changeGroup(group.id, name.trim(), chosen));
    setBusy(false);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind === "ok") onSaved(answer.value.groups, name.trim());
  };
  return (
    <Dialog title={group === null ? w.addTitle : w.changeTitle(group.name)} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        {problem !== null && <ProblemNote problem={problem} />}
        <Field label={w.name} value={name} onInput={setName} placeholder={w.namePlaceholder} autoFocus required maxLength={80} />
        <fieldset class="checks">
          <legend>{w.cameras}</legend>
          {cameras.length === 0 && <p class="field-hint">{words.wall.emptyTitle}</p>}
          {cameras.map((camera) => (
            <Check key={camera.id} label={camera.name} on={chosen.includes(camera.id)} onChange={(on) => setChosen(on ? [...chosen, camera.id] : chosen.filter((id) => id !== camera.id))} />
          ))}
        </fieldset>
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" type="submit" busy={busy} disabled={name.trim() === ""}>{words.common.save}</Button>
        </div>
      </form>
    </Dialog>
  );
}
