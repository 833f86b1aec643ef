/**
 * The sounds of alarms, drawn with the browser's own oscillators: no file is fetched, and they differ by rhythm, so
 * that they are told apart with any hearing.
 *
 *     info      one low note
 *     warning   two notes, falling
 *     alarm     three times two notes, rising
 *
 * Browsers let a page sound only after somebody clicked or pressed a key in it. Until then this says `blocked`, and
 * whoever shows that must show it plainly: a desk that believes it would hear an alarm must not be wrong.
 */

import type { Level } from "../incidents/model";
import { Store } from "../store";

export type Readiness = "ready" | "blocked" | "unsupported";

interface Note {
  readonly at_s: number;
  readonly hertz: number;
  readonly length_s: number;
}

export function notesOf(level: Level): readonly Note[] {
  switch (level) {
    case "info":
      return [{ at_s: 0, hertz: 440, length_s: 0.22 }];
    case "warning":
      return [{ at_s: 0, hertz: 660, length_s: 0.2 }, { at_s: 0.22, hertz: 523, length_s: 0.28 }];
    case "alarm":
      return [0, 0.55, 1.1].flatMap((at_s) => [{ at_s, hertz: 659, length_s: 0.2 }, { at_s: at_s + 0.2, hertz: 880, length_s: 0.26 }]);
  }
}

export const readiness = new Store<Readiness>("blocked");

let context: AudioContext | null = null;

const isSupported = (): boolean => typeof AudioContext !== "undefined";

function look(): void {
  if (!isSupported()) readiness.set("unsupported");
  else readiness.set(context?.state === "running" ? "ready" : "blocked");
}

/** Makes ready for sound as soon as the browser allows it; returns the way to stop. */
export function awaitSound(): () => void {
  const wake = (): void => {
    if (!isSupported()) return;
    if (context === null) {
      context = new AudioContext();
      context.onstatechange = look;
    }
    // A refusal leaves the context suspended, which `look` reports as blocked.
    if (context.state !== "running") void context.resume().then(look, look);
    look();
  };
  look();
  if (navigator.userActivation?.hasBeenActive === true) wake();
  window.addEventListener("pointerdown", wake);
  window.addEventListener("keydown", wake);
  return () => {
    window.removeEventListener("pointerdown", wake);
    window.removeEventListener("keydown", wake);
  };
}

/** Sounds once. Returns whether it could. */
export function sound(level: Level, volume: number): boolean {
  const now = context;
  if (now === null || now.state !== "running") return false;
  for (const note of notesOf(level)) draw(now, note, volume);
  return true;
}

/** One note: a soft beginning and end, and a little of the octave above so that small loudspeakers carry it. */
function draw(now: AudioContext, note: Note, volume: number): void {
  const begin_s = now.currentTime + 0.02 + note.at_s;
  const end_s = begin_s + note.length_s;
  const gain = now.createGain();
  gain.gain.setValueAtTime(0, begin_s);
  gain.gain.linearRampToValueAtTime(volume * 0.5, begin_s + 0.015);
  gain.gain.setValueAtTime(volume * 0.5, end_s - 0.08);
  gain.gain.linearRampToValueAtTime(0, end_s);
  gain.connect(now.destination);
  for (const [times, share] of [[1, 0.8], [2, 0.2]] as const) {
    const voice = now.createOscillator();
    const part = now.createGain();
    part.gain.value = share;
    voice.frequency.value = note.hertz * times;
    voice.connect(part).connect(gain);
    voice.start(begin_s);
    voice.stop(end_s);
  }
}
