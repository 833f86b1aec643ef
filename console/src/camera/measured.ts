/** A canvas that fills its box: measured when it stands and whenever the box changes, drawn anew when day turns to night. */

import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

export function useMeasured(box: RefObject<HTMLElement | null>, onWidth: (width_px: number) => void, redraw: () => void): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => onWidth(element.clientWidth);
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", redraw);
    return () => {
      watcher.disconnect();
      dark.removeEventListener("change", redraw);
    };
  }, []); // whoever calls keeps what they pass in a reference, so the first of each stays good
}
