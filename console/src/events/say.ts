/** An event in words. Apart because the timeline says it too, and needs no page. */

import { words } from "../words";
import type { EventNow } from "./model";

const w = words.events;

/** What happened, in words: its kind, and what its number or closed word adds. Pure. */
export function sayEvent(event: EventNow): string {
  const said = w.kinds[event.kind]?.[1] ?? event.kind;
  const detail = event.detail === "to_left" ? w.toLeft : event.detail === "to_right" ? w.toRight : event.detail;
  const phase = event.phase === "once" ? "" : event.phase === "began" ? w.began : w.ended;
  return [said, detail, phase].filter((part) => part !== "").join(" ");
}
