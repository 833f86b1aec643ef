/** Which cameras somebody sees: the whole site, or those of some groups. */

import { Choice } from "../parts/controls";
import { hashOf } from "../route";
import { words } from "../words";
import type { Group, Reach } from "./model";

interface ReachProps {
  readonly label: string;
  readonly value: Reach;
  readonly groups: readonly Group[];
  readonly onChange: (reach: Reach) => void;
}

export function ReachPicker({ label, value, groups, onChange }: ReachProps) {
  const w = words.people.reach;
  const toggle = (id: string, on: boolean): void => onChange(on ? [...(value ?? []), id] : (value ?? []).filter((each) => each !== id));
  return (
    <div class="reach">
      <Choice
        label={label} value={value === null ? "whole" : "some"}
        options={[["whole", w.whole, w.wholeText], ["some", w.some, w.someText]]}
        onChange={(chosen) => onChange(chosen === "whole" ? null : [])}
      />
      {value !== null && (groups.length === 0
        ? <p class="field-hint">{w.noGroups} <a href={hashOf({ page: "people", part: "groups" })}>{w.makeOne}</a></p>
        : <div class="checks">{groups.map((group) => <Check key={group.id} label={group.name} text={words.people.groups.count(group.cameras.length)} on={value.includes(group.id)} onChange={(on) => toggle(group.id, on)} />)}</div>
      )}
    </div>
  );
}

interface CheckProps {
  readonly label: string;
  readonly text?: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

export function Check({ label, text, on, disabled = false, onChange }: CheckProps) {
  return (
    <label class={disabled ? "check is-off" : "check"}>
      <input type="checkbox" checked={on} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
      {text !== undefined && <span class="faint">{text}</span>}
    </label>
  );
}
