/** Which alarms sound, and how loud: one person's choice on this device. */

import type { Level } from "../incidents/model";
import { session } from "../session";
import { Store } from "../store";

export interface SoundSettings {
  readonly on: boolean;
  readonly volume: number; // 0 to 1
  readonly least: Level; // the least grave that sounds
  readonly repeat: boolean; // an alarm sounds again until somebody has it in hand
}

export const AT_FIRST: SoundSettings = { on: true, volume: 0.6, least: "warning", repeat: false };

const LEVELS: readonly Level[] = ["info", "warning", "alarm"];
export const isAtLeast = (level: Level, least: Level): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(least);

/** What was kept, each field as far as it makes sense. Pure. */
export function readSettings(untrusted: string | null): SoundSettings {
  let kept: unknown = null;
  try {
    kept = JSON.parse(untrusted ?? "null");
  } catch {
    return AT_FIRST;
  }
  if (typeof kept !== "object" || kept === null) return AT_FIRST;
  const { on, volume, least, repeat } = kept as Record<string, unknown>;
  return {
    on: typeof on === "boolean" ? on : AT_FIRST.on,
    volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : AT_FIRST.volume,
    least: LEVELS.find((level) => level === least) ?? AT_FIRST.least,
    repeat: typeof repeat === "boolean" ? repeat : AT_FIRST.repeat,
  };
}

export const soundSettings = new Store<SoundSettings>(AT_FIRST);

const keyOf = (): string | null => (session.value.kind === "in" ? `gg-sound-${session.value.me.id}` : null);

/** Takes up what the person who is signed in chose. */
export function takeUpSettings(): void {
  const key = keyOf();
  try {
    soundSettings.set(readSettings(key === null ? null : localStorage.getItem(key)));
  } catch {
    soundSettings.set(AT_FIRST); // storage refused by the browser
  }
}

export function changeSettings(change: Partial<SoundSettings>): void {
  soundSettings.set({ ...soundSettings.value, ...change });
  const key = keyOf();
  try {
    if (key !== null) localStorage.setItem(key, JSON.stringify(soundSettings.value));
  } catch {
    return; // it holds for this visit only
  }
}
