/** Which ground is looked at, and which part of it. Each ground is left as it was and found so again while the console is open. */

import { useRef, useState } from "preact/hooks";

import { type Point, type Size, type View, offset, project, viewOf } from "./geo";
import { type Ground, type Placed, extentOf, groundWith, groundsOf, placedOn } from "./grounds";
import type { MapTold } from "./model";
import { mapStore } from "./now";

const NEAR_ZOOM = 18;
const MOST_ZOOM_OF = { world: 19.5, floor: 22.5 } as const;
const ROOM = 1.4;
const EDGE_PX = 60;

const leftAt = new Map<string, View>();
let lastGround: string | null = null;

export interface Sight {
  readonly ground: Ground;
  readonly grounds: readonly Ground[];
  readonly view: View | null;
  readonly size: Size;
  readonly move: (change: (view: View) => View) => void;
  readonly measured: (size: Size) => void;
  readonly showAll: () => void;
  readonly turnTo: (ground: string) => void;
  /** Shows a camera, on the ground it is on. */
  readonly show: (camera: string) => void;
  readonly showPoint: (at: Point) => void;
}

/** The view that has a point in sight, moved no more than it takes. Pure. */
export function inSight(view: View, size: Size, at: Point): View {
  const { x, y } = project(view, size, at);
  const seen = x > EDGE_PX && y > EDGE_PX && x < size.width - EDGE_PX && y < size.height - EDGE_PX;
  return seen ? view : { ...at, zoom: Math.max(view.zoom, NEAR_ZOOM) };
}

/** What a camera sees, with room around it. Pure. */
export function around(camera: Placed, size: Size, room: number): View {
  const middle = offset(camera.at, camera.azimuth_deg, camera.range_m / 2);
  const corners = [0, 90, 180, 270].map((azimuth) => offset(middle, azimuth, (camera.range_m / 2) * room));
  return viewOf([...corners, camera.at], size, MOST_ZOOM_OF.floor);
}

export function useSight(map: MapTold, first: string | null): Sight {
  const grounds = groundsOf(map);
  const [id, setId] = useState<string>(() => (first === null ? null : groundWith(map, first)) ?? lastGround ?? grounds[0]?.id ?? "");
  const ground = grounds.find((one) => one.id === id) ?? (grounds[0] as Ground);
  const size = useRef<Size>({ width: 0, height: 0 });
  const [view, setView] = useState<View | null>(null);
  const all = (of: Ground): View => viewOf(extentOf(mapStore.value.map ?? map, of), size.current, of.inWorld ? MOST_ZOOM_OF.world : MOST_ZOOM_OF.floor);
  const keep = (next: View, of: Ground): void => {
    leftAt.set(of.id, next);
    lastGround = of.id;
    setView(next);
  };
  const standing = (camera: string, of: Ground): Point | null => placedOn(map, of).find((one) => one.camera === camera)?.at ?? null;
  const turnTo = (next: string): void => {
    // Asked of the store and not of `grounds`: a floor may have been added a moment ago.
    const found = groundsOf(mapStore.value.map ?? map).find((one) => one.id === next);
    if (found === undefined) return;
    setId(found.id);
    keep(leftAt.get(found.id) ?? all(found), found);
  };
  return {
    ground, grounds, view, size: size.current,
    move: (change) => setView((before) => {
      if (before === null) return before;
      const after = change(before);
      leftAt.set(ground.id, after);
      return after;
    }),
    measured: (measured) => {
      const isFirst = size.current.width === 0;
      size.current = measured;
      if (!isFirst) return;
      const focused = placedOn(map, ground).find((one) => one.camera === first);
      keep(focused === undefined ? (leftAt.get(ground.id) ?? all(ground)) : around(focused, measured, ROOM), ground);
    },
    showAll: () => keep(all(ground), ground),
    turnTo,
    show: (camera) => {
      const on = groundWith(map, camera);
      const next = grounds.find((one) => one.id === on);
      if (next === undefined) return;
      const isHere = standing(camera, ground) !== null;
      const at = standing(camera, isHere ? ground : next);
      if (!isHere) setId(next.id);
      const before = isHere ? view : (leftAt.get(next.id) ?? all(next));
      if (at !== null && before !== null) keep(inSight(before, size.current, at), isHere ? ground : next);
    },
    showPoint: (at) => {
      if (view !== null) keep(inSight(view, size.current, at), ground);
    },
  };
}
