/** When a rule is awake: always, or between two times on some days, in this browser's time zone. */

import { Choice } from "../parts/controls";
import { words } from "../words";
import { DAYS, type Day, hoursOf, spanOf } from "./kinds";
import type { Schedule } from "./model";

const w = words.events.form;

export function HoursField({ schedule, onChange }: { readonly schedule: Schedule | null; readonly onChange: (schedule: Schedule | null) => void }) {
  const zone = schedule?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const span = schedule === null ? null : spanOf(schedule.hours);
  const set = (days: readonly Day[], from: string, to: string): void => onChange({ ...schedule, hours: hoursOf(days, from, to), zone });
  return (
    <div class="stack hours">
      <Choice compact label={w.hours} value={schedule === null ? "always" : "some"} options={[["always", w.always], ["some", w.some]]} onChange={(choice) => (choice === "always" ? onChange(null) : set(DAYS, "22:00", "06:00"))} />
      {schedule !== null && span === null && <p class="field-hint">{w.kept}</p>}
      {span !== null && (
        <div class="row wrap">
          <label class="field"><span class="field-label">{w.from}</span><input class="field-number" type="time" value={span.from} onChange={(event) => event.currentTarget.value !== "" && set(span.days, event.currentTarget.value, span.to)} /></label>
          <label class="field"><span class="field-label">{w.to}</span><input class="field-number" type="time" value={span.to === "24:00" ? "00:00" : span.to} onChange={(event) => event.currentTarget.value !== "" && set(span.days, span.from, event.currentTarget.value)} /></label>
          <span class="days">
            {DAYS.map((day) => (
              <label key={day} class={span.days.includes(day) ? "day chosen" : "day"}>
                <input type="checkbox" checked={span.days.includes(day)} onChange={() => set(toggled(span.days, day), span.from, span.to)} />
                <span>{w.days[day]}</span>
              </label>
            ))}
          </span>
          <span class="faint">{zone}</span>
        </div>
      )}
    </div>
  );
}

/** With the day, or without it; the last day stays. Pure. */
const toggled = (days: readonly Day[], day: Day): readonly Day[] => {
  const left = days.includes(day) ? days.filter((each) => each !== day) : [...days, day];
  return left.length === 0 ? days : left;
};
