/** Which of the first steps are done, left for later, or next. Derived from how the site is: nothing is remembered but what was put off. */

import type { Camera, Me } from "../model";

export type StepName = "you" | "camera" | "place" | "custodians" | "people";
export type StepState = "done" | "later" | "open";

export const STEPS: readonly StepName[] = ["you", "camera", "place", "custodians", "people"];

/** What the steps are judged by. `custodians` and `people` are null until they are known. */
export interface Facts {
  readonly me: Me;
  readonly cameras: readonly Camera[];
  readonly custodians: number | null;
  readonly people: number | null;
}

export interface Step {
  readonly name: StepName;
  readonly state: StepState;
}

/** Pure. */
export function stepsOf(facts: Facts, putOff: readonly string[]): readonly Step[] {
  const done: Readonly<Record<StepName, boolean>> = {
    you: facts.me.recovery_codes > 0 || facts.me.passkeys.length > 1,
    camera: facts.cameras.length > 0,
    place: facts.cameras.some((camera) => camera.view?.code === "proven"),
    custodians: (facts.custodians ?? 0) > 0,
    people: (facts.people ?? 0) > 1,
  };
  return STEPS.map((name) => ({ name, state: done[name] ? "done" : putOff.includes(name) ? "later" : "open" }));
}

/** The first step that waits, null when none does. Pure. */
export const nextOf = (steps: readonly Step[]): StepName | null => steps.find(({ state }) => state === "open")?.name ?? null;

const KEY = "gg-first-steps";
const HIDDEN = "hidden";

/** What was put off on this device. */
export function putOffNow(): readonly string[] {
  try {
    return (localStorage.getItem(KEY) ?? "").split(",").filter((name) => name !== "");
  } catch {
    return []; // storage refused by the browser: then nothing is put off
  }
}

export function putOff(name: StepName | typeof HIDDEN): readonly string[] {
  const now = [...new Set([...putOffNow(), name])];
  try {
    localStorage.setItem(KEY, now.join(","));
  } catch {
    return now; // storage refused by the browser: put off until the page is left
  }
  return now;
}

export const isHidden = (putOffNames: readonly string[]): boolean => putOffNames.includes(HIDDEN);
export const hideSteps = (): readonly string[] => putOff(HIDDEN);
