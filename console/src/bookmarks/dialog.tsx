/** Asks for a word about the moment that is being marked. The moment is held from when the key was pressed; Enter is enough. */

import { useState } from "preact/hooks";

import { changeBookmark, markMoment } from "../api";
import type { Problem } from "../outcome";
import { Button, Field, ProblemNote } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { say } from "../parts/toast";
import { go } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { clockTime, dayOf, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import { type Marking, marking, placeOf, removeMark, tellChanged } from "./marking";

const LONGEST = 500;

/** Stands at the desk once, whichever page is open. */
export function MarkingHere() {
  const now = useStore(marking);
  return now === null ? null : <Asking key={now.kind === "new" ? now.at_ms : now.bookmark.id} now={now} />;
}

function Asking({ now }: { readonly now: Marking }) {
  const w = words.bookmarks;
  const isNew = now.kind === "new";
  const [note, setNote] = useState(isNew ? "" : now.bookmark.note);
  const [cameras, setCameras] = useState(isNew ? now.cameras : now.bookmark.cameras);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const at_ms = isNew ? now.at_ms : Date.parse(now.bookmark.at);
  const close = (): void => marking.set(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = guard(await (isNew ? markMoment(at_ms, cameras, note) : changeBookmark(now.bookmark.id, String(now.bookmark.version), note)));
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    close();
    tellChanged();
    if (isNew) say(w.marked, { label: words.common.undo, run: () => void removeMark(answer.value.id) });
    else say(w.changed, { label: w.show, run: () => go(placeOf(answer.value)) });
  };
  return (
    <Dialog title={isNew ? w.mark : w.change} onClose={close} class="small">
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <p class="mark-moment" title={utc(at_ms)}>{dayOf(at_ms, Date.now())} <b>{clockTime(at_ms)}</b></p>
        {problem !== null && <ProblemNote problem={problem} />}
        <Field label={w.note} value={note} onInput={setNote} placeholder={w.placeholder} hint={w.hint} maxLength={LONGEST} autoFocus />
        {isNew && <Cameras all={now.cameras} chosen={cameras} onChange={setCameras} />}
        <div class="row end">
          <Button kind="quiet" onClick={close}>{words.common.cancel}</Button>
          <Button kind="main" type="submit" icon="bookmark" busy={busy} disabled={cameras.length === 0}>{isNew ? w.save : w.saveNote}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** One camera is only named; of several each can be left out. */
function Cameras({ all, chosen, onChange }: { readonly all: readonly string[]; readonly chosen: readonly string[]; readonly onChange: (chosen: readonly string[]) => void }) {
  const w = words.bookmarks;
  const { cameras } = useStore(watch);
  const nameOf = (id: string): string => cameras.find((camera) => camera.id === id)?.name ?? id;
  if (all.length === 1) return <p class="muted">{nameOf(all[0] ?? "")}</p>;
  return (
    <fieldset class="mark-cameras">
      <legend>{w.cameras}</legend>
      <div class="chips">
        {all.map((id) => {
          const is = chosen.includes(id);
          return (
            <label key={id} class={is ? "chip chosen" : "chip"}>
              <input type="checkbox" checked={is} onChange={() => onChange(is ? chosen.filter((one) => one !== id) : [...chosen, id])} />
              <span>{nameOf(id)}</span>
            </label>
          );
        })}
      </div>
      {chosen.length === 0 && <p class="field-error" role="alert">{w.few}</p>}
    </fieldset>
  );
}
