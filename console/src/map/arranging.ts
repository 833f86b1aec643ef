/** Cameras being put somewhere: each act is kept at once, and the last ones can be undone. */

import { useRef, useState } from "preact/hooks";

import type { Problem } from "../outcome";
import { type Ground, type Placed, type Placement, WORLD, placementNow, placementOf } from "./grounds";
import { mapStore, place } from "./now";

const MOST_UNDONE = 50;

export interface Arranging {
  readonly problem: Problem | null;
  readonly canUndo: boolean;
  /** What is being dragged, as it is drawn meanwhile. */
  readonly draft: Placed | null;
  readonly setDraft: (draft: Placed | null) => void;
  readonly put: (placed: Placed, floor?: string | null) => Promise<void>;
  readonly takeOff: (camera: string) => Promise<void>;
  /** The camera that was put back, null when there is nothing to undo. */
  readonly undo: () => Promise<string | null>;
}

interface Step {
  readonly camera: string;
  readonly before: Placement | null;
}

export function useArranging(ground: Ground | null): Arranging {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [draft, setDraft] = useState<Placed | null>(null);
  const steps = useRef<readonly Step[]>([]);
  const [count, setCount] = useState(0);
  const remember = (list: readonly Step[]): void => {
    steps.current = list.slice(-MOST_UNDONE);
    setCount(steps.current.length);
  };
  const act = async (camera: string, placement: Placement | null): Promise<void> => {
    const { map } = mapStore.value;
    if (map === null) return;
    const before = placementNow(map, camera);
    const went = await place(camera, placement);
    setDraft(null);
    setProblem(went);
    if (went === null) remember([...steps.current, { camera, before }]);
  };
  const floorOf = (camera: string): string | null => {
    if (ground === null || ground.id !== WORLD) return ground?.plan?.id ?? null;
    return mapStore.value.map?.cameras[camera]?.plan ?? null; // outdoors shows cameras of floors too, and they stay there
  };
  return {
    problem, draft, setDraft, canUndo: count > 0,
    put: async (placed, floor) => {
      if (ground !== null) await act(placed.camera, placementOf(ground, placed, floor === undefined ? floorOf(placed.camera) : floor));
    },
    takeOff: (camera) => act(camera, null),
    undo: async () => {
      const last = steps.current.at(-1);
      if (last === undefined) return null;
      remember(steps.current.slice(0, -1));
      setProblem(await place(last.camera, last.before));
      return last.camera;
    },
  };
}
