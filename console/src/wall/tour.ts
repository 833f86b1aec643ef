/**
 * A tour: steps through the pages of a wall, then through the walls that belong to it, a few seconds each.
 *
 * It waits while somebody looks at something (the mouse moves over the wall, a key is pressed) and while something
 * grave happens on it. What the next step is and when it is due is pure; the hook only keeps the time.
 */

import { useEffect, useRef, useState } from "preact/hooks";

import type { TourAsked } from "../route";

export const TOUCHED_HOLD_S = 15;
export const HAPPENING_HOLD_S = 30;

export type TourStep = { readonly kind: "page"; readonly page: number } | { readonly kind: "wall"; readonly wall: string } | { readonly kind: "stay" };

/** What comes after this page of this wall. Pure. */
export function stepAfter(tour: TourAsked, wall: string, page: number, pages: number): TourStep {
  if (page + 1 < pages) return { kind: "page", page: page + 1 };
  const at = tour.through.indexOf(wall);
  const next = tour.through[(at + 1) % Math.max(1, tour.through.length)];
  if (next !== undefined && next !== wall) return { kind: "wall", wall: next };
  return page === 0 ? { kind: "stay" } : { kind: "page", page: 0 };
}

export interface TourClock {
  readonly left_s: number;
  readonly held_s: number; // still to wait before the time goes on
}

/** One second later. `left_s` of 0: the step is due. Pure. */
export function tick(now: TourClock): TourClock {
  return now.held_s > 0 ? { ...now, held_s: now.held_s - 1 } : { ...now, left_s: Math.max(0, now.left_s - 1) };
}

export interface TourNow extends TourClock {
  readonly hold: (for_s: number) => void;
}

/** Runs while there is a tour. `place` names what is on show: a new place is a new wait. */
export function useTour(tour: TourAsked | undefined, place: string, onDue: () => void): TourNow {
  const every_s = tour?.every_s ?? 0;
  const clock = useRef<TourClock>({ left_s: every_s, held_s: 0 });
  const [shown, setShown] = useState<TourClock>(clock.current);
  const due = useRef(onDue);
  due.current = onDue;
  const put = (next: TourClock): void => {
    clock.current = next;
    setShown(next);
  };
  useEffect(() => put({ left_s: every_s, held_s: clock.current.held_s }), [every_s, place]);
  useEffect(() => {
    if (every_s === 0) return undefined;
    const timer = window.setInterval(() => {
      if (document.hidden || document.querySelector("dialog[open]") !== null) return;
      const next = tick(clock.current);
      put(next.left_s === 0 ? { left_s: every_s, held_s: 0 } : next);
      if (next.left_s === 0) due.current();
    }, 1000);
    return () => window.clearInterval(timer);
  }, [every_s]);
  const hold = (for_s: number): void => {
    if (every_s > 0 && clock.current.held_s < for_s) put({ ...clock.current, held_s: for_s });
  };
  return { ...shown, hold };
}
