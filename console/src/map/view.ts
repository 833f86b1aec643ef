/** How a person moves a map: pulled, pinched, by the wheel and by keys. The same whatever is drawn under it. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { type Size, type Spotlight, type View, pan, zoomAt } from "./geo";

const KEY_STEP_PX = 80;
const WHEEL_PER_ZOOM = 320;
const DOUBLE_TAP_MS = 320;

/** The element's size, kept as it changes. `present` turns true when an element appears that was not there at first. */
export function useSize(of: RefObject<HTMLElement | null>, present = true): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = of.current;
    if (element === null) return undefined;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    measure();
    return () => watcher.disconnect();
  }, [of, present]);
  return size;
}

interface Fingers {
  readonly middle: Spotlight;
  readonly apart: number;
}

function fingersOf(points: readonly Spotlight[]): Fingers {
  const middle = { x: points.reduce((sum, point) => sum + point.x, 0) / points.length, y: points.reduce((sum, point) => sum + point.y, 0) / points.length };
  const [first, second] = points;
  return { middle, apart: first !== undefined && second !== undefined ? Math.hypot(first.x - second.x, first.y - second.y) : 0 };
}

/** Ties gestures on an element to a view. Buttons inside keep their own pointers. */
export function useGestures(of: RefObject<HTMLElement | null>, size: Size, move: (change: (view: View) => View) => void): void {
  const newest = useRef({ size, move });
  newest.current = { size, move };
  useEffect(() => {
    const element = of.current;
    if (element === null) return undefined;
    const down = new Map<number, Spotlight>();
    let tapped_ms = 0;
    const at = (event: MouseEvent): Spotlight => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const press = (event: PointerEvent): void => {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button, a, [data-keeps]") !== null)) return;
      down.set(event.pointerId, at(event));
      element.setPointerCapture(event.pointerId);
      if (down.size === 1 && event.timeStamp - tapped_ms < DOUBLE_TAP_MS) newest.current.move((view) => zoomAt(view, newest.current.size, at(event), 1));
      tapped_ms = event.timeStamp;
    };
    const drag = (event: PointerEvent): void => {
      if (!down.has(event.pointerId)) return;
      const before = fingersOf([...down.values()]);
      down.set(event.pointerId, at(event));
      const after = fingersOf([...down.values()]);
      if (Math.hypot(after.middle.x - before.middle.x, after.middle.y - before.middle.y) > 2) tapped_ms = 0;
      newest.current.move((view) => {
        const pulled = pan(view, newest.current.size, after.middle.x - before.middle.x, after.middle.y - before.middle.y);
        return before.apart > 0 && after.apart > 0 ? zoomAt(pulled, newest.current.size, after.middle, Math.log2(after.apart / before.apart)) : pulled;
      });
    };
    const lift = (event: PointerEvent): void => void down.delete(event.pointerId);
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const pixels = event.deltaMode === 1 ? event.deltaY * 20 : event.deltaY;
      newest.current.move((view) => zoomAt(view, newest.current.size, at(event), -pixels / WHEEL_PER_ZOOM));
    };
    element.addEventListener("pointerdown", press);
    element.addEventListener("pointermove", drag);
    element.addEventListener("pointerup", lift);
    element.addEventListener("pointercancel", lift);
    element.addEventListener("wheel", wheel, { passive: false });
    return () => {
      element.removeEventListener("pointerdown", press);
      element.removeEventListener("pointermove", drag);
      element.removeEventListener("pointerup", lift);
      element.removeEventListener("pointercancel", lift);
      element.removeEventListener("wheel", wheel);
    };
  }, [of]);
}

/** What a key does to a view, null when it does nothing. Pure. */
export function afterKey(key: string, view: View, size: Size): View | null {
  const middle = { x: size.width / 2, y: size.height / 2 };
  switch (key) {
    case "ArrowLeft":
      return pan(view, size, KEY_STEP_PX, 0);
    case "ArrowRight":
      return pan(view, size, -KEY_STEP_PX, 0);
    case "ArrowUp":
      return pan(view, size, 0, KEY_STEP_PX);
    case "ArrowDown":
      return pan(view, size, 0, -KEY_STEP_PX);
    case "+":
    case "=":
      return zoomAt(view, size, middle, 0.5);
    case "-":
      return zoomAt(view, size, middle, -0.5);
    default:
      return null;
  }
}
