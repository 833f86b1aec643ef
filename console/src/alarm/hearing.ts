/**
 * Turns what the watch socket tells into sound, marks on cameras and a count in the tab's title. Runs once, while
 * somebody who may see is signed in.
 *
 * A desk with several windows must not sound several times: whoever sounds first notes it on this device, and the
 * others keep still. Windows of their own wait a moment, since the desk's own window is more likely to be allowed to.
 */

import type { EventNow } from "../events/model";
import { newest } from "../events/newest";
import { arrived, board, waiting } from "../incidents/board";
import type { Level, Line } from "../incidents/model";
import { words } from "../words";
import { markEvent, sweepMarks } from "./marks";
import { type SoundSettings, isAtLeast, soundSettings, takeUpSettings } from "./settings";
import { awaitSound, sound } from "./tones";

const REPEAT_MS = 15_000;
const QUIET_MS = 2_500; // an event and the incident it opens come together: one sound for both
const ASIDE_MS = 250;
const SOUNDED_KEY = "gg-sounded";

interface Sounded {
  readonly level: Level;
  readonly at_ms: number;
}

/** Whether to sound: loud enough a matter, and not just said as gravely. Pure. */
export function isToSound(level: Level, settings: SoundSettings, last: Sounded | null, now_ms: number): boolean {
  if (!settings.on || !isAtLeast(level, settings.least)) return false;
  return last === null || now_ms - last.at_ms > QUIET_MS || (level !== last.level && isAtLeast(level, last.level));
}

/** Whether an incident that is an alarm still waits for somebody. Pure. */
export const isAlarmWaiting = (lines: readonly Line[]): boolean => lines.some((line) => line.level === "alarm" && line.state === "new" && line.owner === null);

export function titleOf(count: number, name: string): string {
  return count === 0 ? name : words.alarm.titleCount(count, name);
}

function lastSounded(): Sounded | null {
  try {
    const [level, at] = (localStorage.getItem(SOUNDED_KEY) ?? "").split(" ");
    const at_ms = Number(at);
    return (level === "info" || level === "warning" || level === "alarm") && Number.isFinite(at_ms) ? { level, at_ms } : null;
  } catch {
    return null; // storage refused by the browser: this window knows of no other
  }
}

function hear(level: Level, wait_ms: number): void {
  window.setTimeout(() => {
    const now_ms = Date.now();
    if (!isToSound(level, soundSettings.value, lastSounded(), now_ms)) return;
    if (!sound(level, soundSettings.value.volume)) return; // blocked: another window may be allowed to
    try {
      localStorage.setItem(SOUNDED_KEY, `${level} ${now_ms}`);
    } catch {
      return; // storage refused by the browser: every window sounds for itself
    }
  }, wait_ms);
}

/** Begins to listen; returns the way to stop. `alone`: this is a wall in a window of its own, called `name`. */
export function startHearing(alone: boolean): () => void {
  takeUpSettings();
  const wait_ms = alone ? ASIDE_MS : 0;
  const onEvent = (): void => {
    const event: EventNow | null = newest.value;
    if (event === null) return;
    markEvent(event);
    if (event.phase !== "ended") hear(event.level, wait_ms);
  };
  const onIncident = (): void => {
    if (arrived.value !== null) hear(arrived.value.level, wait_ms);
  };
  const onBoard = (): void => {
    document.title = titleOf(waiting(board.value.lines), words.product);
  };
  const stops = [newest.subscribe(onEvent), arrived.subscribe(onIncident), board.subscribe(onBoard), awaitSound()];
  const sweeping = window.setInterval(sweepMarks, 1_000);
  const repeating = window.setInterval(() => {
    if (soundSettings.value.repeat && isAlarmWaiting(board.value.lines)) hear("alarm", wait_ms);
  }, REPEAT_MS);
  onBoard();
  return () => {
    for (const stop of stops) stop();
    window.clearInterval(sweeping);
    window.clearInterval(repeating);
    document.title = words.product;
  };
}
