/** The map as it is now: floors and cameras, the last hour's events, responders who say where they are. One for the console. */

import { eventsBetween, mapNow, putSpot, putStand, respondersNow, takeOffMap } from "../api";
import type { EventNow } from "../events/model";
import { newest } from "../events/newest";
import type { Outcome, Problem } from "../outcome";
import { guard } from "../session";
import { Store } from "../store";
import { type Placement, withPlacement } from "./grounds";
import type { MapTold, ResponderAt } from "./model";

/** An event with its place before the camera, where it has one. */
export type Located = EventNow & { readonly where?: { readonly across_m: number | null; readonly away_m: number | null } | null };

export interface MapNow {
  readonly map: MapTold | null;
  readonly problem: Problem | null;
  readonly events: readonly Located[];
  readonly responders: readonly ResponderAt[];
}

const EVENTS_MS = 3_600_000;
const RESPONDERS_EVERY_MS = 15_000;
const MOST_EVENTS = 200;

export const mapStore = new Store<MapNow>({ map: null, problem: null, events: [], responders: [] });

export async function loadMap(signal?: AbortSignal): Promise<void> {
  const answer = guard(await mapNow(signal));
  if (answer.kind === "ok") mapStore.set({ ...mapStore.value, map: answer.value, problem: null });
  if (answer.kind === "failed") mapStore.set({ ...mapStore.value, problem: answer.problem });
}

async function loadEvents(signal: AbortSignal): Promise<void> {
  const now_ms = Date.now();
  const answer = guard(await eventsBetween(now_ms - EVENTS_MS, now_ms + 1000, signal));
  if (answer.kind === "ok") mapStore.set({ ...mapStore.value, events: answer.value.events });
}

async function loadResponders(signal: AbortSignal): Promise<void> {
  const answer = guard(await respondersNow(signal));
  if (answer.kind === "ok") mapStore.set({ ...mapStore.value, responders: answer.value.positions });
}

/** Events of the last hour, the newest first, once each. Pure. */
export function afterEvent(events: readonly Located[], event: Located, now_ms: number): readonly Located[] {
  const rest = events.filter((other) => other.id !== event.id && now_ms - Date.parse(other.at) < EVENTS_MS);
  return [event, ...rest].slice(0, MOST_EVENTS);
}

/** Keeps the map fresh while a page shows it. `desk`: who works on incidents may know where responders are. */
export function keepFresh(desk: boolean): () => void {
  const control = new AbortController();
  void loadMap(control.signal);
  void loadEvents(control.signal);
  if (desk) void loadResponders(control.signal);
  const timer = window.setInterval(() => {
    if (desk && !document.hidden) void loadResponders(control.signal);
  }, RESPONDERS_EVERY_MS);
  const unsubscribe = newest.subscribe(() => {
    const event = newest.value;
    if (event !== null) mapStore.set({ ...mapStore.value, events: afterEvent(mapStore.value.events, event, Date.now()) });
  });
  return () => {
    control.abort();
    window.clearInterval(timer);
    unsubscribe();
  };
}

/** Puts a camera somewhere, or takes it off: shown at once, and shown as it was when the server refuses. */
export async function place(camera: string, placement: Placement | null): Promise<Problem | null> {
  const { map } = mapStore.value;
  if (map === null) return null;
  mapStore.set({ ...mapStore.value, map: withPlacement(map, camera, placement) });
  const answer: Outcome<unknown> = guard(await tell(camera, placement));
  if (answer.kind !== "failed") return null;
  await loadMap();
  return answer.problem;
}

function tell(camera: string, placement: Placement | null): Promise<Outcome<unknown>> {
  if (placement === null) return takeOffMap(camera);
  return placement.kind === "spot" ? putSpot(camera, placement.spot) : putStand(camera, placement.stand);
}
