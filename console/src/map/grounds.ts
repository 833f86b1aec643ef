/**
 * What one looks at: the world outdoors, or a floor; and which cameras are on it. Pure.
 *
 * A floor whose picture lies on the earth is a part of the world that shows its own cameras only. A site that never said
 * where it is has the grid: a floor without a name that is always there.
 */

import { type Point, type Size, cornersOf, metresOf, pointOf, shifted } from "./geo";
import type { Aim, MapTold, Placing, Plan, Spot, Stand } from "./model";

export const GRID = "grid";
export const WORLD = "world";

/** `id` is a floor's, or `grid`, or `world`. `inWorld`: its points are places on the earth. */
export interface Ground {
  readonly id: string;
  readonly plan: Plan | null;
  readonly inWorld: boolean;
}

export interface Placed extends Aim {
  readonly camera: string;
  readonly at: Point;
}

/** Where a camera is put: as the server wants it. */
export type Placement = { readonly kind: "spot"; readonly spot: Spot } | { readonly kind: "stand"; readonly stand: Stand };

/** A picture nobody placed yet is shown so wide. */
const UNPLACED_M = 40;

const groundOf = (plan: Plan): Ground => ({ id: plan.id, plan, inWorld: plan.placing?.ground === "world" });

/** Everything there is to look at: the world first where something is on it, and last where nobody said where the site is. */
export function groundsOf(map: MapTold): readonly Ground[] {
  const floors = map.plans.map(groundOf);
  const outdoors = map.base !== null || Object.values(map.cameras).some((spot) => spot.plan === null || !map.plans.some((plan) => plan.id === spot.plan));
  const gridded = Object.values(map.stands).some((stand) => stand.plan === GRID);
  const world: Ground[] = outdoors ? [{ id: WORLD, plan: null, inWorld: true }] : [];
  const grid: Ground[] = gridded || (!outdoors && floors.length === 0) ? [{ id: GRID, plan: null, inWorld: false }] : [];
  const unknown: Ground[] = outdoors ? [] : [{ id: WORLD, plan: null, inWorld: true }];
  return [...world, ...floors, ...grid, ...unknown];
}

/** The ground on which a camera is, null when it is on none. */
export function groundWith(map: MapTold, camera: string): string | null {
  const spot = map.cameras[camera];
  if (spot !== undefined) return spot.plan !== null && map.plans.some((plan) => plan.id === spot.plan) ? spot.plan : WORLD;
  return map.stands[camera]?.plan ?? null;
}

/** The cameras on a ground. Outdoors shows those of floors too, since they are there. */
export function placedOn(map: MapTold, ground: Ground): readonly Placed[] {
  if (ground.inWorld) {
    return Object.entries(map.cameras)
      .filter(([, spot]) => ground.id === WORLD || spot.plan === ground.id)
      .map(([camera, spot]) => ({ ...aimOf(spot), camera, at: { lng: spot.longitude, lat: spot.latitude } }));
  }
  return Object.entries(map.stands)
    .filter(([, stand]) => stand.plan === ground.id)
    .map(([camera, stand]) => ({ ...aimOf(stand), camera, at: pointOf(stand.x_m, stand.y_m) }));
}

const aimOf = ({ height_m, azimuth_deg, view_deg, range_m }: Aim): Aim => ({ height_m, azimuth_deg, view_deg, range_m });
const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** What to tell the server of a camera that stands there on this ground. */
export function placementOf(ground: Ground, { at, ...aim }: Omit<Placed, "camera">, floor: string | null): Placement {
  const said = { height_m: rounded(aim.height_m, 2), azimuth_deg: rounded(aim.azimuth_deg, 1), view_deg: rounded(aim.view_deg, 1), range_m: Math.max(1, Math.round(aim.range_m)) };
  if (ground.inWorld) return { kind: "spot", spot: { ...said, latitude: rounded(at.lat, 7), longitude: rounded(at.lng, 7), plan: floor } };
  const { x_m, y_m } = metresOf(at);
  return { kind: "stand", stand: { ...said, x_m: rounded(x_m, 2), y_m: rounded(y_m, 2), plan: ground.id } };
}

/** How a camera is placed now, to be put back later; null when it is not on the map. */
export function placementNow(map: MapTold, camera: string): Placement | null {
  const spot = map.cameras[camera];
  if (spot !== undefined) return { kind: "spot", spot };
  const stand = map.stands[camera];
  return stand === undefined ? null : { kind: "stand", stand };
}

/** The map after a camera was placed, or taken off. */
export function withPlacement(map: MapTold, camera: string, placement: Placement | null): MapTold {
  const without = <T,>(of: Readonly<Record<string, T>>): Record<string, T> => Object.fromEntries(Object.entries(of).filter(([id]) => id !== camera));
  const cameras = without(map.cameras);
  const stands = without(map.stands);
  if (placement?.kind === "spot") cameras[camera] = placement.spot;
  if (placement?.kind === "stand") stands[camera] = placement.stand;
  return { ...map, cameras, stands };
}

/** How a floor's picture lies; one that nobody placed lies in the middle, as if it were 40 m wide. */
export function lieOf(plan: Plan): { readonly placing: Placing; readonly size: Size } | null {
  if (plan.picture === null) return null;
  const { width, height } = plan.picture;
  const half = UNPLACED_M / 2;
  const low = (UNPLACED_M * height) / width / 2;
  const assumed: Placing = { ground: "metres", a: { across: 0, down: 0, east: -half, north: low }, b: { across: 1, down: 1, east: half, north: -low } };
  return { placing: plan.placing ?? assumed, size: { width, height } };
}

/** Two pins that say only how far apart they are: the picture's up stays up, and its first pin is the origin. */
export function byDistance(size: Size, a: { across: number; down: number }, b: { across: number; down: number }, apart_m: number): Placing {
  const [dx, dy] = [(b.across - a.across) * size.width, -(b.down - a.down) * size.height];
  const per = apart_m / Math.hypot(dx, dy);
  return { ground: "metres", a: { ...a, east: 0, north: 0 }, b: { ...b, east: dx * per, north: dy * per } };
}

/** What should be in sight at first. */
export function extentOf(map: MapTold, ground: Ground): readonly Point[] {
  const cameras = placedOn(map, ground).flatMap(({ at, range_m }) => [shifted(at, range_m, range_m), shifted(at, -range_m, -range_m)]);
  const lie = ground.plan === null ? null : lieOf(ground.plan);
  if (lie !== null) return [...cornersOf(lie.placing, lie.size)];
  if (cameras.length > 0) return cameras;
  if (ground.inWorld && map.base !== null) {
    const [west, south, east, north] = map.base.bounds;
    return [{ lng: west, lat: south }, { lng: east, lat: north }];
  }
  return [pointOf(-25, -25), pointOf(25, 25)];
}
