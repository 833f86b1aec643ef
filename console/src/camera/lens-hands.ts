/**
 * What hands do on a picture: wheel and pinch look closer, a drag moves what is seen, a double click takes the whole screen.
 *
 * A picture that is shown whole leaves a finger to the page, which scrolls by it.
 */

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

import { type KeyMap, useEscape } from "../parts/keys";
import { Store, useStore } from "../store";
import { type Box, type Lens, type Point, WHOLE, closer, middleOf, moved, refitted } from "./lens";

const STEP = 1.5; // of a key
const MOVE_SHARE = 0.15; // of the box, by a key

export class LensHands {
  readonly lens = new Store<Lens>(WHOLE);
  private box: HTMLElement | null = null;
  private size: Box = { width_px: 0, height_px: 0 };
  private readonly fingers = new Map<number, Point>();

  /** Begins once the box exists; returns the way to end. */
  begin(box: HTMLElement, onDouble: () => void): () => void {
    this.box = box;
    this.size = sizeOf(box);
    const listening = new AbortController();
    const { signal } = listening;
    box.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    box.addEventListener("pointerdown", (event) => this.down(event), { signal });
    box.addEventListener("pointermove", (event) => this.move(event), { signal });
    box.addEventListener("pointerup", (event) => this.up(event), { signal });
    box.addEventListener("pointercancel", (event) => this.up(event), { signal });
    box.addEventListener("dblclick", (event) => isOfPicture(event) && onDouble(), { signal });
    const watcher = new ResizeObserver(() => this.fit());
    watcher.observe(box);
    return () => {
      listening.abort();
      watcher.disconnect();
      this.box = null;
    };
  }

  whole(): void {
    this.lens.set(WHOLE);
  }

  /** By a key: about the middle of the box. */
  step(closerBy: 1 | -1): void {
    this.lens.set(closer(this.lens.value, this.size, middleOf(this.size), STEP ** closerBy));
  }

  /** By a key: towards what lies beyond an edge of the box. */
  look(right: -1 | 0 | 1, down: -1 | 0 | 1): void {
    this.lens.set(moved(this.lens.value, this.size, { x_px: -right * MOVE_SHARE * this.size.width_px, y_px: -down * MOVE_SHARE * this.size.height_px }));
  }

  private fit(): void {
    if (this.box === null) return;
    const before = this.size;
    this.size = sizeOf(this.box);
    this.lens.set(refitted(this.lens.value, before, this.size));
  }

  private at(event: MouseEvent): Point {
    const { left = 0, top = 0 } = this.box?.getBoundingClientRect() ?? {};
    return { x_px: event.clientX - left, y_px: event.clientY - top };
  }

  private wheel(event: WheelEvent): void {
    if (!isOfPicture(event)) return;
    event.preventDefault();
    this.lens.set(closer(this.lens.value, this.size, this.at(event), Math.exp(-event.deltaY * 0.0018)));
  }

  private down(event: PointerEvent): void {
    if (!isOfPicture(event) || event.button > 1) return;
    this.fingers.set(event.pointerId, this.at(event));
    if (this.lens.value.scale > 1 || this.fingers.size > 1) this.box?.setPointerCapture(event.pointerId);
  }

  /** One finger moves the picture, two look closer about their middle as well. */
  private move(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = this.at(event);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers.set(event.pointerId, now);
    if (other === undefined) {
      this.lens.set(moved(this.lens.value, this.size, { x_px: now.x_px - before.x_px, y_px: now.y_px - before.y_px }));
      return;
    }
    const middle = between(now, other);
    const was = between(before, other);
    const drawn = moved(this.lens.value, this.size, { x_px: middle.x_px - was.x_px, y_px: middle.y_px - was.y_px });
    this.lens.set(closer(drawn, this.size, middle, apart(now, other) / Math.max(10, apart(before, other))));
  }

  private up(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
  }
}

const sizeOf = (box: HTMLElement): Box => ({ width_px: box.clientWidth, height_px: box.clientHeight });
const between = (a: Point, b: Point): Point => ({ x_px: (a.x_px + b.x_px) / 2, y_px: (a.y_px + b.y_px) / 2 });
const apart = (a: Point, b: Point): number => Math.hypot(a.x_px - b.x_px, a.y_px - b.y_px);

/** Buttons and cards that lie over the picture keep their own clicks and their own wheel. */
const isOfPicture = (event: Event): boolean => event.target instanceof Element && event.target.closest("a, button, aside") === null;

/** A closer look at what is in this box. Escape shows the whole picture before it does anything else. */
export function useLens(box: RefObject<HTMLElement | null>, onDouble: () => void): LensHands {
  const [hands] = useState(() => new LensHands());
  const isWhole = useStore(hands.lens).scale === 1;
  useEffect(() => (box.current === null ? undefined : hands.begin(box.current, onDouble)), []);
  useEscape(isWhole ? null : () => hands.whole());
  return hands;
}

/** The keys of a closer look. */
export function lensKeys(hands: LensHands): KeyMap {
  return {
    z: (event) => hands.step(event.shiftKey ? -1 : 1),
    "0": () => hands.whole(),
    w: () => hands.look(0, -1),
    a: () => hands.look(-1, 0),
    s: () => hands.look(0, 1),
    d: () => hands.look(1, 0),
  };
}
