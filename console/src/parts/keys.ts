/** Keys for a page: named as the browser names them, ignored while somebody types or a dialog is open. */

import { useEffect, useRef } from "preact/hooks";

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

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
