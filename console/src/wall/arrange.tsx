/** The panel beside a wall that is being arranged: its name, its columns, the cameras that are not on it yet. */

import { useState } from "preact/hooks";

import { addWall, removeWall } from "../api";
import type { Camera } from "../model";
import { Button, Field, ProblemNote, Select, Switch } from "../parts/controls";
import { Confirm } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { useEscape } from "../parts/keys";
import { say } from "../parts/toast";
import { guard } from "../session";
import { words } from "../words";
import { withCameras } from "./arranging";
import type { SavedWall } from "./model";
import type { Arrangement } from "./useArranging";
import { loadWalls } from "./walls";

interface ArrangePanelProps {
  readonly arrangement: Arrangement;
  readonly cameras: readonly Camera[];
  readonly mayShare: boolean;
  readonly onSaved: (saved: SavedWall) => void;
  readonly onLeave: () => void;
  readonly onRemoved: () => void;
}

const MOST_COLUMNS = 8;

export function ArrangePanel({ arrangement, cameras, mayShare, onSaved, onLeave, onRemoved }: ArrangePanelProps) {
  const [asks, setAsks] = useState(false);
  const w = words.wall.arranging;
  const { steps, saved, problem, saving } = arrangement.held;
  const columns: readonly (readonly [string, string])[] = [["0", w.auto], ...Array.from({ length: MOST_COLUMNS }, (_, index) => [String(index + 1), w.column(index + 1)] as const)];
  const cancel = (): void => (arrangement.isChanged ? setAsks(true) : onLeave());
  useEscape(arrangement.held.lifted === null ? cancel : null);
  const save = async (): Promise<void> => {
    const kept = await arrangement.save();
    if (kept !== null) onSaved(kept);
  };
  return (
    <aside class="arrange" aria-label={w.title}>
      <div class="arrange-body">
        <div class="arrange-head">
          <h2>{w.title}</h2>
          <Button kind="quiet" icon="undo" label={w.undo} disabled={steps.past.length === 0} onClick={arrangement.undo} />
          <Button kind="quiet" icon="redo" label={w.redo} disabled={steps.future.length === 0} onClick={arrangement.redo} />
        </div>
        <p class="field-hint" id="arranging-help">{w.help}</p>
        {problem !== null && <ProblemNote problem={problem} />}
        <Field label={w.name} value={steps.draft.name} placeholder={w.namePlaceholder} maxLength={80} onInput={(name) => arrangement.change({ name })} />
        <Select label={w.columns} value={String(steps.draft.columns)} options={columns} onChange={(chosen) => arrangement.change({ columns: Number(chosen) })} />
        {mayShare && <Switch label={w.shared} hint={steps.draft.shared ? w.sharedNote : w.sharedHint} on={steps.draft.shared} onChange={(shared) => arrangement.change({ shared })} />}
        <Others arrangement={arrangement} cameras={cameras} />
        {saved !== null && <div><Button kind="danger" icon="trash" onClick={() => void takeAway(saved, onRemoved)}>{w.remove}</Button></div>}
      </div>
      <div class="arrange-foot">
        <Button kind="quiet" onClick={cancel}>{w.cancel}</Button>
        <Button kind="main" busy={saving} onClick={() => void save()}>{w.save}</Button>
      </div>
      <p class="hush" role="status" aria-live="polite">{arrangement.held.said}</p>
      {asks && <Confirm title={w.discardTitle} text={w.discardText} yes={w.discard} onYes={onLeave} onClose={() => setAsks(false)} />}
    </aside>
  );
}

function Others({ arrangement, cameras }: { readonly arrangement: Arrangement; readonly cameras: readonly Camera[] }) {
  const [typed, setTyped] = useState("");
  const w = words.wall.arranging;
  const left = cameras.filter((camera) => arrangement.tiles.every((tile) => tile.camera !== camera.id));
  const found = left.filter((camera) => camera.name.toLowerCase().includes(typed.trim().toLowerCase()));
  const put = (added: readonly Camera[]): void => arrangement.change({ tiles: withCameras(arrangement.tiles, added.map(({ id }) => id)) });
  return (
    <section class="arrange-others">
      <div class="row between"><h3>{w.cameras}</h3>{found.length > 1 && <Button kind="quiet" onClick={() => put(found)}>{w.addAll}</Button>}</div>
      {left.length > 8 && <Field label={w.cameraFilter} value={typed} onInput={setTyped} />}
      {left.length === 0 && <p class="field-hint">{w.none}</p>}
      {left.length > 0 && found.length === 0 && <p class="field-hint">{w.noneFound}</p>}
      <ul>
        {found.map((camera) => (
          <li key={camera.id}>
            <button type="button" aria-label={w.add(camera.name)} onClick={() => put([camera])}><Icon name="plus" size={18} /><span>{camera.name}</span></button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Removes a wall at once, and offers to bring it back: it comes back as it was, under a new address. */
async function takeAway(saved: SavedWall, onRemoved: () => void): Promise<void> {
  const answer = guard(await removeWall(saved.id));
  if (answer.kind === "failed") say(answer.problem.title);
  if (answer.kind !== "ok") return;
  onRemoved();
  await loadWalls();
  const { name, shared, columns, tiles } = saved;
  const bringBack = async (): Promise<void> => {
    guard(await addWall({ name, shared, columns, tiles }));
    await loadWalls();
  };
  say(words.wall.arranging.removed(name), { label: words.common.undo, run: () => void bringBack() });
}
