/**
 * What hands do on the timeline: scrub, pan, zoom, pinch, and pull a clip's handles. Draws nothing.
 *
 * Listens by itself since the wheel must be stopped from scrolling, which a listener of the view library cannot promise.
 */

import { type Span, type TimelineView, hold, momentAt, panBy, xOf, zoomAbout } from "./timeline";

/** What hands change, and how it is told: a timeline of one camera or of many. */
export interface Held {
  readonly view: TimelineView;
  readonly clip: Span | null;
  readonly onView: (view: TimelineView) => void;
  readonly onClip: (clip: Span) => void;
  readonly onScrub: (at_ms: number, phase: "begin" | "move" | "end") => void;
}

type Grip =
  | { readonly kind: "none" }
  | { readonly kind: "scrub" }
  | { readonly kind: "pan"; readonly x_px: number }
  | { readonly kind: "start" | "end" }
  | { readonly kind: "pinch"; readonly distance_px: number; readonly middle_px: number };

const HANDLE_PX = 12;
const HANDLE_FOR_FINGERS_PX = 22;
const NONE: Grip = { kind: "none" };

export class Gestures {
  private readonly fingers = new Map<number, number>();
  private readonly listening = new AbortController();
  private grip: Grip = NONE;

  constructor(
    private readonly box: HTMLElement,
    private readonly now: () => Held,
    private readonly onHover: (at_ms: number | null) => void,
    private readonly ruler_px: number,
  ) {
    const { signal } = this.listening;
    box.addEventListener("pointerdown", (event) => this.down(event), { signal });
    box.addEventListener("pointermove", (event) => this.move(event), { signal });
    box.addEventListener("pointerup", (event) => this.up(event), { signal });
    box.addEventListener("pointercancel", (event) => this.up(event), { signal });
    box.addEventListener("pointerleave", () => this.grip.kind === "none" && onHover(null), { signal });
    box.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
  }

  close(): void {
    this.listening.abort();
  }

  private x(event: MouseEvent): number {
    return event.clientX - this.box.getBoundingClientRect().left;
  }

  /** The moment under a pixel; the future cannot be looked at. */
  private moment(x_px: number): number {
    return Math.min(momentAt(this.now().view, x_px), Date.now());
  }

  private see(view: TimelineView): void {
    this.now().onView(hold(view, Date.now()));
  }

  private down(event: PointerEvent): void {
    if (event.button > 1) return;
    const x_px = this.x(event);
    this.fingers.set(event.pointerId, x_px);
    this.box.setPointerCapture(event.pointerId);
    if (this.fingers.size === 2) {
      if (this.grip.kind === "scrub") this.now().onScrub(this.moment(x_px), "end");
      this.grip = pinchOf(this.fingers);
      return;
    }
    const y_px = event.clientY - this.box.getBoundingClientRect().top;
    const wantsPan = event.shiftKey || event.button === 1 || y_px < this.ruler_px;
    this.grip = gripAt(this.now(), x_px, wantsPan, event.pointerType === "touch" ? HANDLE_FOR_FINGERS_PX : HANDLE_PX);
    if (this.grip.kind === "scrub") this.now().onScrub(this.moment(x_px), "begin");
  }

  private move(event: PointerEvent): void {
    const x_px = this.x(event);
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, x_px);
    // Under a finger the card would hide what the stage already shows.
    if (event.pointerType !== "touch") this.onHover(momentAt(this.now().view, x_px));
    const grip = this.grip;
    switch (grip.kind) {
      case "none":
        return;
      case "scrub":
        this.now().onScrub(this.moment(x_px), "move");
        return;
      case "pan":
        this.see(panBy(this.now().view, x_px - grip.x_px));
        this.grip = { kind: "pan", x_px };
        return;
      case "pinch": {
        const next = pinchOf(this.fingers);
        const zoomed = zoomAbout(this.now().view, grip.middle_px, grip.distance_px / Math.max(10, next.distance_px));
        this.see(panBy(zoomed, next.middle_px - grip.middle_px));
        this.grip = next;
        return;
      }
      case "start":
      case "end":
        moveHandle(this.now(), grip.kind, this.moment(x_px));
    }
  }

  private up(event: PointerEvent): void {
    this.fingers.delete(event.pointerId);
    if (this.grip.kind === "scrub") this.now().onScrub(this.moment(this.x(event)), "end");
    this.grip = NONE;
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const sideways_px = event.shiftKey ? event.deltaY : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
    const { view } = this.now();
    if (sideways_px !== 0) this.see(panBy(view, -sideways_px));
    else this.see(zoomAbout(view, this.x(event), Math.exp(event.deltaY * 0.0018)));
  }
}

function gripAt(props: Held, x_px: number, wantsPan: boolean, handle_px: number): Grip {
  if (props.clip !== null) {
    const toStart_px = Math.abs(x_px - xOf(props.view, props.clip.from_ms));
    const toEnd_px = Math.abs(x_px - xOf(props.view, props.clip.to_ms));
    if (Math.min(toStart_px, toEnd_px) <= handle_px) return { kind: toStart_px < toEnd_px ? "start" : "end" };
  }
  return wantsPan ? { kind: "pan", x_px } : { kind: "scrub" };
}

function pinchOf(fingers: ReadonlyMap<number, number>): Extract<Grip, { kind: "pinch" }> {
  const [a = 0, b = 0] = [...fingers.values()];
  return { kind: "pinch", distance_px: Math.abs(a - b), middle_px: (a + b) / 2 };
}

function moveHandle(props: Held, which: "start" | "end", at_ms: number): void {
  const clip = props.clip;
  if (clip === null) return;
  if (which === "start") props.onClip({ from_ms: Math.min(at_ms, clip.to_ms - 1000), to_ms: clip.to_ms });
  else props.onClip({ from_ms: clip.from_ms, to_ms: Math.max(at_ms, clip.from_ms + 1000) });
}
