/** Sets up a tour and starts it: how long each, through which walls. Remembered on this device. */

import { useState } from "preact/hooks";

import { Button } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { ALL_CAMERAS, type TourAsked } from "../route";
import { words } from "../words";
import type { SavedWall } from "./model";

const KEY = "gg-tour";
const CHOICES_S = [5, 10, 15, 20, 30, 60] as const;

function lastTime(): TourAsked {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<TourAsked> | null;
    const through = Array.isArray(kept?.through) ? kept.through.filter((one) => typeof one === "string") : [];
    return { every_s: CHOICES_S.find((each) => each === kept?.every_s) ?? 10, through };
  } catch {
    return { every_s: 10, through: [] }; // nothing kept, or not what we wrote
  }
}

function keep(tour: TourAsked): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(tour));
  } catch {
    return; // it holds for this visit only
  }
}

interface TourDialogProps {
  readonly wall: string;
  readonly walls: readonly SavedWall[];
  readonly pages: number;
  readonly onStart: (tour: TourAsked) => void;
  readonly onClose: () => void;
}

export function TourDialog({ wall, walls, pages, onStart, onClose }: TourDialogProps) {
  const first = lastTime();
  const all: readonly (readonly [string, string])[] = [[ALL_CAMERAS, words.wall.all], ...walls.map((one) => [one.id, one.name] as const)];
  const [every_s, setEvery] = useState(first.every_s);
  const [through, setThrough] = useState<readonly string[]>(() => {
    const kept = first.through.filter((one) => all.some(([id]) => id === one));
    return kept.length > 0 ? kept : [wall];
  });
  const w = words.wall.tour;
  const toggle = (id: string): void => setThrough(through.includes(id) ? through.filter((one) => one !== id) : all.map(([each]) => each).filter((each) => each === id || through.includes(each)));
  const stays = through.length < 2 && pages < 2;
  const start = (): void => {
    keep({ every_s, through });
    onStart({ every_s, through });
  };
  return (
    <Dialog title={w.title} onClose={onClose} class="small">
      <div class="stack">
        <p class="muted">{w.lead}</p>
        <label class="field">
          <span class="field-label">{w.every}</span>
          <select class="field-select" value={String(every_s)} onChange={(event) => setEvery(Number(event.currentTarget.value))}>
            {CHOICES_S.map((each) => <option key={each} value={String(each)}>{each}</option>)}
          </select>
        </label>
        <fieldset class="tour-walls">
          <legend>{w.through}</legend>
          {all.map(([id, name]) => (
            <label key={id}><input type="checkbox" checked={through.includes(id)} onChange={() => toggle(id)} /><span>{name}</span></label>
          ))}
        </fieldset>
        {stays && <p class="field-hint" role="status">{w.oneOnly}</p>}
        <div class="row end">
          <Button kind="quiet" onClick={onClose}>{words.common.cancel}</Button>
          <Button kind="main" icon="play" disabled={through.length === 0 || stays} onClick={start}>{w.start}</Button>
        </div>
      </div>
    </Dialog>
  );
}
