/**
 * Walls in windows of their own, without the console around them: for a second and third screen.
 *
 * Browsers do not let a page put windows back by itself, so this device remembers which walls stood where, and a
 * person opens them again with one click.
 */

import { hashOf } from "../route";

export interface KeptWindow {
  readonly wall: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const KEY = "gg-windows";
const MOST = 8;

export function keptWindows(): readonly KeptWindow[] {
  try {
    return readWindows(localStorage.getItem(KEY));
  } catch {
    return []; // storage refused by the browser: nothing is remembered
  }
}

/** What was kept, or as much of it as still makes sense. Pure. */
export function readWindows(untrusted: string | null): readonly KeptWindow[] {
  if (untrusted === null) return [];
  let list: unknown;
  try {
    list = JSON.parse(untrusted);
  } catch {
    return [];
  }
  return Array.isArray(list) ? list.filter(isKept).slice(0, MOST) : [];
}

function isKept(one: unknown): one is KeptWindow {
  if (typeof one !== "object" || one === null) return false;
  const fields = one as Record<string, unknown>;
  return typeof fields["wall"] === "string" && ["left", "top", "width", "height"].every((name) => Number.isFinite(fields[name]));
}

function keep(windows: readonly KeptWindow[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(windows.slice(-MOST)));
  } catch {
    return; // it holds for this visit only
  }
}

/** Notes where the window that shows this wall stands now. */
export function keepThisWindow(wall: string): void {
  const here: KeptWindow = { wall, left: window.screenX, top: window.screenY, width: window.outerWidth, height: window.outerHeight };
  keep([...keptWindows().filter((one) => one.wall !== wall), here]);
}

export const forgetWindows = (): void => keep([]);

/** Opens a wall in its own window, where it stood last; false when the browser refuses. */
export function openWindow(wall: string): boolean {
  const last = keptWindows().find((one) => one.wall === wall);
  const { left, top, width, height } = last ?? { left: 80, top: 60, width: 1280, height: 760 };
  const place = `popup,left=${left},top=${top},width=${width},height=${height}`;
  const opened = window.open(`${location.pathname}${hashOf({ page: "wall", wall, alone: true })}`, `gg-wall-${wall}`, place);
  if (opened === null) return false;
  keep([...keptWindows().filter((one) => one.wall !== wall), { wall, left, top, width, height }]);
  return true;
}
