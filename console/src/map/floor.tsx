/** A floor: its name, its picture, and where that lies. */

import { useRef, useState } from "preact/hooks";

import { addPlan, changePlan, putPlanPicture, removePlan } from "../api";
import type { Outcome, Problem } from "../outcome";
import { Button, Field, ProblemNote } from "../parts/controls";
import { Confirm, Dialog } from "../parts/dialog";
import { guard } from "../session";
import { words } from "../words";
import type { Plan } from "./model";
import { loadMap } from "./now";
import { PlacePicture } from "./pins";

const MOST_BYTES = 8 * 1024 * 1024;

interface FloorProps {
  readonly plan: Plan | null; // null: a new one
  readonly onClose: () => void;
  readonly onMade: (id: string) => void;
  readonly onGone: () => void;
}

export function FloorDialog({ plan: given, onClose, onMade, onGone }: FloorProps) {
  const w = words.map.floor;
  const [plan, setPlan] = useState(given);
  const [name, setName] = useState(given?.name ?? "");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [removing, setRemoving] = useState(false);
  const keep = async (asked: Promise<Outcome<Plan>>): Promise<Plan | null> => {
    const answer = guard(await asked);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return null;
    setPlan(answer.value);
    await loadMap();
    return answer.value;
  };
  const remove = async (id: string): Promise<void> => {
    const answer = guard(await removePlan(id));
    setRemoving(false);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    await loadMap();
    onGone();
  };
  return (
    <Dialog title={plan === null ? w.add : w.change} onClose={onClose} class="map-floor">
      <div class="stack">
        {problem !== null && <ProblemNote problem={problem} />}
        <form
          class="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            void keep(plan === null ? addPlan(name.trim()) : changePlan(plan.id, { name: name.trim() })).then((made) => made !== null && plan === null && onMade(made.id));
          }}
        >
          <Field label={w.name} value={name} onInput={setName} maxLength={80} placeholder={w.namePlaceholder} autoFocus={plan === null} />
          <Button type="submit" kind={plan === null ? "main" : "plain"} disabled={name.trim() === "" || name.trim() === plan?.name}>{plan === null ? w.create : words.common.save}</Button>
        </form>
        {plan !== null && <Picture plan={plan} onPicture={(picture) => keep(putPlanPicture(plan.id, picture))} />}
        {plan?.picture !== null && plan !== null && (
          <PlacePicture key={plan.picture?.url} plan={plan} onPlace={async (placing) => {
            if ((await keep(changePlan(plan.id, { placing }))) !== null) onClose();
          }} />
        )}
        {plan !== null && <div class="row"><Button kind="danger" icon="trash" onClick={() => setRemoving(true)}>{w.remove}</Button></div>}
      </div>
      {removing && plan !== null && <Confirm title={w.removeTitle} text={w.removeText} yes={w.remove} onYes={() => void remove(plan.id)} onClose={() => setRemoving(false)} />}
    </Dialog>
  );
}

function Picture({ plan, onPicture }: { readonly plan: Plan; readonly onPicture: (picture: Blob) => Promise<unknown> }) {
  const w = words.map.floor;
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState("");
  const take = async (picture: File | undefined): Promise<void> => {
    if (picture === undefined) return;
    setError(picture.size > MOST_BYTES ? w.tooLarge : "");
    if (picture.size > MOST_BYTES) return;
    setBusy(true);
    await onPicture(picture);
    setBusy(false);
  };
  return (
    <div class="field">
      <span class="label">{w.picture}</span>
      <div class="row wrap">
        <Button icon="area" busy={busy} onClick={() => input.current?.click()}>{plan.picture === null ? w.choose : w.other}</Button>
        {busy && <span class="muted" role="status">{w.uploading}</span>}
      </div>
      <input ref={input} class="hush" type="file" tabIndex={-1} accept="image/png,image/jpeg,image/webp" aria-label={w.picture} onChange={(event) => {
        void take(event.currentTarget.files?.[0]);
        event.currentTarget.value = "";
      }} />
      {error === "" ? <p class="field-hint">{plan.picture === null ? `${w.pictureHint} ${w.grid}` : w.pictureHint}</p> : <p class="field-error" role="alert">{error}</p>}
    </div>
  );
}
