/** Keys for a page: named as the browser names them, ignored while somebody types or a dialog is open. */

import { useEffect, useRef } from "preact/hooks";

import type { IconName } from "./icon";

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Something that can be done here and now: by its key, and by its name in the palette. */
export interface Act {
  readonly label: string;
  readonly icon: IconName;
  readonly key?: string;
  readonly run: () => void;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const field = target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range"].includes(target.type);
  return field || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

export function useKeys(map: KeyMap): void {
  const newest = useRef(map);
  newest.current = map;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]") !== null) return;
      const act = newest.current[event.key] ?? newest.current[event.key.toLowerCase()];
      if (act === undefined) return;
      // A focused button keeps its own Space and Enter.
      const onButton = event.target instanceof HTMLElement && event.target.closest("button, a, input, summary") !== null;
      if (onButton && (event.key === " " || event.key === "Enter")) return;
      event.preventDefault();
      act(event);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

const CHORD_MS = 1_200;

/** Two keys one after the other. The second is heard before the page's own keys, which it may share; any other key ends the waiting. */
export function useChord(first: string, then: Readonly<Record<string, () => void>>): void {
  const newest = useRef(then);
  newest.current = then;
  useEffect(() => {
    let begun_ms = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent): void => {
      const awaits = event.timeStamp - begun_ms < CHORD_MS;
      begun_ms = Number.NEGATIVE_INFINITY;
      if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target) || document.querySelector("dialog[open]") !== null) return;
      const key = event.key.toLowerCase();
      const act = awaits ? newest.current[key] : undefined;
      if (act === undefined) {
        if (key === first) begun_ms = event.timeStamp;
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      act();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [first]);
}

/** Escape for a part of a page that is to be left before the page is; null while there is nothing to leave. */
export function useEscape(leave: (() => void) | null): void {
  const newest = useRef(leave);
  newest.current = leave;
  useEffect(() => {
    // Heard on the way down: the desk hears the same key, and would take the whole page away.
    const press = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || newest.current === null || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      event.stopPropagation();
      newest.current();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}

const sources = new Set<() => readonly Act[]>();

/** What the pages that are open offer to do, for the palette: the newest page's first. */
export const actsNow = (): readonly Act[] => [...sources].reverse().flatMap((source) => source());

/** Offers acts while the component is there: those with a key by that key, all by name in the palette. */
export function useActs(acts: readonly Act[]): void {
  const newest = useRef(acts);
  newest.current = acts;
  useEffect(() => {
    const source = (): readonly Act[] => newest.current;
    sources.add(source);
    return () => void sources.delete(source);
  }, []);
  useKeys(Object.fromEntries(acts.flatMap((act) => (act.key === undefined ? [] : [[act.key, () => act.run()]]))));
}
