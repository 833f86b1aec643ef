/** How a camera is, in a dot and a word. Never colour alone: the word is always there, to be seen or to be heard. */

import { type Told, stateTold, viewTold } from "../causes";
import type { Camera } from "../model";
import { needsAttention } from "../model";
import { words } from "../words";

export type Tone = "good" | "wait" | "bad" | "off";

export function toneOf(camera: Camera): Tone {
  if (camera.state.code === "off" || camera.state.code === "ended" || camera.state.code === "removed") return "off";
  if (needsAttention(camera)) return camera.view?.code === "awaiting_approval" && camera.state.code === "live" ? "wait" : "bad";
  if (camera.state.code === "connecting") return "wait";
  return "good";
}

/** The one word that matters most now: trouble first, then the view, then the state. */
export function wordFor(camera: Camera): string {
  if (camera.state.code !== "live" || camera.view === null) return words.state[camera.state.code] ?? camera.state.code;
  return camera.view.code === "proven" ? words.state.live : (words.view[camera.view.code] ?? words.state.live);
}

export function StatePill({ camera }: { readonly camera: Camera }) {
  return (
    <span class={`pill ${toneOf(camera)}`}>
      <span class="dot" aria-hidden="true" />
      {wordFor(camera)}
    </span>
  );
}

/** The sentence and hint to show when something is not as it should be, or null when all is well. */
export function trouble(camera: Camera): Told | null {
  if (camera.state.code === "live") {
    const quiet = camera.view === null || camera.view.code === "proven" || camera.view.code === "dark";
    return quiet || camera.view === null ? null : viewTold(camera.view);
  }
  return stateTold(camera.state);
}
