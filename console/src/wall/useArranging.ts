/** A wall being arranged, as the page holds it: the draft with its steps back, and what is picked up just now. */

import { useEffect, useRef, useState } from "preact/hooks";

import { addWall, changeWall } from "../api";
import type { Problem } from "../outcome";
import { say } from "../parts/toast";
import { go } from "../route";
import { guard } from "../session";
import { words } from "../words";
import { type Arranging, beginWith, moved, redo, resized, step, undo, without } from "./arranging";
import type { SavedWall, TileOf, WallWritten } from "./model";

/** `saved` is null for a wall that is not kept yet. */
interface Held {
  readonly saved: SavedWall | null;
  readonly steps: Arranging;
  readonly lifted: string | null; // the camera that is picked up
  readonly preview: readonly TileOf[] | null; // where it would lie
  readonly said: string; // for those who hear the page
  readonly problem: Problem | null;
  readonly saving: boolean;
}

export interface Arrangement {
  readonly held: Held;
  readonly tiles: readonly TileOf[];
  readonly isChanged: boolean;
  readonly change: (change: Partial<WallWritten>) => void;
  readonly lift: (camera: string) => void;
  readonly moveTo: (camera: string, to: number, name: string) => void;
  readonly drop: (name: string) => void;
  readonly giveUp: (name: string) => void;
  readonly resize: (at: number) => void;
  readonly takeOff: (at: number) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly save: () => Promise<SavedWall | null>;
}

/** What somebody left unsaved by going elsewhere, and came back for. */
let resumed: Held | null = null;

function offerToGoOn(wall: string, left: Held): void {
  const goOn = (): void => {
    resumed = { ...left, lifted: null, preview: null, saving: false };
    go({ page: "wall", wall });
  };
  say(words.wall.arranging.leftOff, { label: words.wall.arranging.goOn, run: goOn });
}

/** The wall that is arranged now, or null. `begin` starts with a wall, `end` leaves it. `wall` is the one on show. */
export function useArranging(wall: string): { readonly now: Arrangement | null; readonly begin: (from: WallWritten, saved: SavedWall | null) => void; readonly end: () => void } {
  const [held, setHeld] = useState<Held | null>(() => {
    const taken = resumed;
    resumed = null;
    return taken;
  });
  const newest = useRef(held);
  newest.current = held;
  useEffect(() => () => {
    const left = newest.current;
    if (left !== null && left.steps.past.length > 0) offerToGoOn(wall, left);
  }, []);
  const begin = (from: WallWritten, saved: SavedWall | null): void => {
    const draft = { name: from.name, shared: from.shared, columns: from.columns, tiles: from.tiles };
    setHeld({ saved, steps: beginWith(draft), lifted: null, preview: null, said: "", problem: null, saving: false });
  };
  useEffect(() => {
    if (held === null) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      setHeld((now) => now && { ...now, steps: key === "y" || event.shiftKey ? redo(now.steps) : undo(now.steps), said: words.wall.arranging.undone });
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [held === null]);
  return { now: held === null ? null : arrangementOf(held, setHeld), begin, end: () => { newest.current = null; setHeld(null); } };
}

type Put = (next: (now: Held | null) => Held | null) => void;

function arrangementOf(held: Held, set: Put): Arrangement {
  const w = words.wall.arranging;
  const put = (change: Partial<Held>): void => set((now) => now && { ...now, ...change });
  const tiles = held.preview ?? held.steps.draft.tiles;
  const stepTo = (next: readonly TileOf[]): void => put({ steps: step(held.steps, { ...held.steps.draft, tiles: next }) });
  const placeOf = (camera: string): number => tiles.findIndex((tile) => tile.camera === camera) + 1;
  return {
    held,
    tiles,
    isChanged: held.steps.past.length > 0,
    change: (change) => put({ steps: step(held.steps, { ...held.steps.draft, ...change }), problem: null }),
    lift: (camera) => put({ lifted: camera, preview: tiles }),
    moveTo: (camera, to, name) => {
      const next = moved(tiles, placeOf(camera) - 1, to);
      if (next !== tiles) put({ preview: next, said: w.moved(name, to + 1, tiles.length) });
    },
    drop: (name) => {
      const stays = sameOrder(tiles, held.steps.draft.tiles);
      const steps = stays ? held.steps : step(held.steps, { ...held.steps.draft, tiles });
      put({ steps, lifted: null, preview: null, said: w.dropped(name, placeOf(held.lifted ?? "")) });
    },
    giveUp: (name) => put({ lifted: null, preview: null, said: w.putBack(name) }),
    resize: (at) => stepTo(resized(held.steps.draft.tiles, at)),
    takeOff: (at) => stepTo(without(held.steps.draft.tiles, at)),
    undo: () => put({ steps: undo(held.steps), said: w.undone }),
    redo: () => put({ steps: redo(held.steps) }),
    save: async () => {
      if (held.steps.draft.name.trim() === "") {
        put({ problem: { status: 0, title: w.nameless, detail: w.nameless, hints: [] } });
        return null;
      }
      put({ saving: true, problem: null });
      const answer = guard(held.saved === null ? await addWall(held.steps.draft) : await changeWall(held.saved.id, held.saved.version, held.steps.draft));
      if (answer.kind === "ok") {
        say(w.saved(answer.value.name));
        return answer.value;
      }
      put({ saving: false, problem: answer.kind === "failed" ? answer.problem : null });
      return null;
    },
  };
}

const sameOrder = (a: readonly TileOf[], b: readonly TileOf[]): boolean => a.length === b.length && a.every((tile, index) => tile.camera === b[index]?.camera);
