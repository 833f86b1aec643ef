/** The walls this person may choose from, and which one was chosen last on this device. One list for the whole console. */

import { walls as fetchWalls } from "../api";
import type { Camera } from "../model";
import type { Problem } from "../outcome";
import { ALL_CAMERAS } from "../route";
import { guard } from "../session";
import { Store } from "../store";
import { words } from "../words";
import type { SavedWall, WallWritten } from "./model";

export interface WallList {
  readonly loaded: boolean;
  readonly walls: readonly SavedWall[];
  readonly problem: Problem | null;
}

export const wallList = new Store<WallList>({ loaded: false, walls: [], problem: null });

export async function loadWalls(): Promise<void> {
  const answer = guard(await fetchWalls());
  if (answer.kind === "failed") wallList.set({ ...wallList.value, loaded: true, problem: answer.problem });
  if (answer.kind === "ok") wallList.set({ loaded: true, walls: answer.value.walls, problem: null });
}

/** What is on show: a saved wall, the wall of all cameras, or nothing where the address names a wall that is not there. */
export function wallNamed(list: readonly SavedWall[], name: string, cameras: readonly Camera[]): (WallWritten & { readonly id: string }) | null {
  if (name !== ALL_CAMERAS) return list.find((one) => one.id === name) ?? null;
  return { id: ALL_CAMERAS, name: words.wall.all, shared: true, columns: 0, tiles: cameras.map((camera) => ({ camera: camera.id, span: 1 })) };
}

/** The wall before or after this one; all cameras come first, and after the last the first again. Pure. */
export function wallBeside(list: readonly SavedWall[], name: string, by: 1 | -1): string {
  const names = [ALL_CAMERAS, ...list.map(({ id }) => id)];
  const at = Math.max(0, names.indexOf(name));
  return names[(at + by + names.length) % names.length] ?? ALL_CAMERAS;
}

const KEY = "gg-wall";

export function wallOfLastTime(): string {
  try {
    return localStorage.getItem(KEY) ?? ALL_CAMERAS;
  } catch {
    return ALL_CAMERAS; // storage refused by the browser: nothing is remembered
  }
}

export function rememberWall(name: string): void {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    return; // it holds for this visit only
  }
}
