/** The conditions of a search: each can be seen, and each can be taken back. */

import { DAYS } from "../events/kinds";
import type { Camera } from "../model";
import { Button, Choice, Select } from "../parts/controls";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { type Asked, type Last, readAsked } from "./asked";

interface ConditionsProps {
  readonly asked: Asked;
  readonly onChange: (changed: Partial<Asked>) => void;
}

export function Conditions({ asked, onChange }: ConditionsProps) {
  const w = words.history.search;
  const { cameras } = useStore(watch);
  const isUsual = asked.kinds.length === 0 && asked.cameras.length === 0 && asked.level === "info" && asked.hours === null && asked.days.length === 0 && asked.last === "week" && !asked.oldestFirst;
  return (
    <section class="card stack conditions" aria-label={w.title}>
      <div class="conditions-line">
        <h2>{w.when}</h2>
        <div class="row wrap">
          <Choice compact label={w.when} value={asked.last} options={(["day", "week", "month", "all", "between"] as const).map((last) => [last, w.lasts[last]] as const)} onChange={(last: Last) => onChange(last === "between" ? { last, from_ms: Date.now() - 86_400_000, to_ms: Date.now() } : { last, from_ms: null, to_ms: null })} />
          {asked.last === "between" && <Between asked={asked} onChange={onChange} />}
        </div>
        <div class="row wrap">
          <Hours asked={asked} onChange={onChange} />
          <span class="days" role="group" aria-label={w.days}>
            {DAYS.map((day) => (
              <label key={day} class={asked.days.includes(day) ? "day chosen" : "day"}>
                <input type="checkbox" checked={asked.days.includes(day)} onChange={() => onChange({ days: asked.days.includes(day) ? asked.days.filter((one) => one !== day) : [...asked.days, day] })} />
                <span>{words.events.form.days[day]}</span>
              </label>
            ))}
          </span>
        </div>
        {(asked.hours !== null || asked.days.length > 0) && <p class="field-hint">{w.zone(asked.zone)}</p>}
      </div>
      <div class="conditions-line">
        <h2>{w.what}</h2>
        <Chips label={w.kinds} options={Object.entries(words.events.kinds).map(([kind, said]) => [kind, said[1]] as const)} chosen={asked.kinds} onChange={(kinds) => onChange({ kinds })} />
        <Choice compact label={w.level} value={asked.level} options={[["info", words.events.least.info], ["warning", words.events.least.warning], ["alarm", words.events.least.alarm]]} onChange={(level) => onChange({ level })} />
      </div>
      <div class="conditions-line">
        <h2>{w.where}</h2>
        <Chips label={w.where} options={cameras.map(({ id, name }) => [id, name] as const)} chosen={asked.cameras} onChange={(chosen) => onChange({ cameras: chosen, area: null })} />
        <Areas asked={asked} cameras={cameras} onChange={onChange} />
      </div>
      <div class="row between wrap">
        <Choice compact label={w.order} value={asked.oldestFirst ? "oldest" : "newest"} options={[["newest", w.newest], ["oldest", w.oldest]]} onChange={(order) => onChange({ oldestFirst: order === "oldest" })} />
        {!isUsual && <Button kind="quiet" icon="close" onClick={() => onChange(readAsked("", asked.zone))}>{w.clear}</Button>}
      </div>
    </section>
  );
}

interface ChipsProps {
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Any of many, all in sight; none chosen is any. */
function Chips({ label, options, chosen, onChange }: ChipsProps) {
  return (
    <fieldset class="chips">
      <legend class="hush">{label}</legend>
      {options.map(([value, said]) => (
        <label key={value} class={chosen.includes(value) ? "chip chosen" : "chip"}>
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])} />
          <span>{said}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Areas({ asked, cameras, onChange }: ConditionsProps & { readonly cameras: readonly Camera[] }) {
  const w = words.history.search;
  const camera = asked.cameras.length === 1 ? cameras.find(({ id }) => id === asked.cameras[0]) : undefined;
  if (camera === undefined || camera.areas.length === 0) return null;
  return (
    <Select
      label={w.area} value={asked.area === null ? "" : String(asked.area)}
      options={[["", w.anyArea], ...camera.areas.map(({ number }) => [String(number), w.areaOf(number)] as const)]}
      onChange={(area) => onChange({ area: area === "" ? null : Number(area) })}
    />
  );
}

function Between({ asked, onChange }: ConditionsProps) {
  const w = words.history.search;
  const take = (text: string): number | null => (text === "" ? null : Date.parse(text));
  return (
    <span class="row wrap">
      <label class="row"><span class="label">{w.from}</span><input class="field-number" type="datetime-local" value={localOf(asked.from_ms)} onChange={(event) => onChange({ from_ms: take(event.currentTarget.value) })} /></label>
      <label class="row"><span class="label">{w.to}</span><input class="field-number" type="datetime-local" value={localOf(asked.to_ms)} onChange={(event) => onChange({ to_ms: take(event.currentTarget.value) })} /></label>
    </span>
  );
}

function Hours({ asked, onChange }: ConditionsProps) {
  const w = words.history.search;
  const [from, to] = asked.hours ?? ["22:00", "06:00"];
  const set = (begin: string, end: string): void => {
    if (begin !== "" && end !== "" && begin !== end) onChange({ hours: [begin, end] });
  };
  return (
    <span class="row wrap">
      <Choice compact label={w.hours} value={asked.hours === null ? "any" : "some"} options={[["any", w.anyHour], ["some", w.hours]]} onChange={(choice) => onChange({ hours: choice === "any" ? null : [from, to] })} />
      {asked.hours !== null && (
        <>
          <input class="field-number" type="time" aria-label={w.from} value={from} onChange={(event) => set(event.currentTarget.value, to)} />
          <span class="faint">{w.hoursTo}</span>
          <input class="field-number" type="time" aria-label={w.to} value={to} onChange={(event) => set(from, event.currentTarget.value)} />
        </>
      )}
    </span>
  );
}

/** A moment as a field for date and time wants it, in this browser's zone. */
export function localOf(at_ms: number | null): string {
  if (at_ms === null) return "";
  const at = new Date(at_ms);
  return new Date(at_ms - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
