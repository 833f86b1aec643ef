/** The arithmetic of areas drawn on a picture. Pure; corners are shares of the picture, 0..1. */

import type { AreaMarked, Point, Polygon } from "../model";

export const MOST_CORNERS = 64;
export const FEWEST_CORNERS = 3;

export const inPicture = (point: Point): Point => [clamp(point[0]), clamp(point[1])];
const clamp = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000;

export const apart = (a: Point, b: Point, aspect: number): number => Math.hypot((a[0] - b[0]) * aspect, a[1] - b[1]);

/** Whether a click at `point` closes the area: near its first corner, with enough corners already there. */
export function closes(open: Polygon, point: Point, aspect: number, within: number): boolean {
  const first = open[0];
  return first !== undefined && open.length >= FEWEST_CORNERS && apart(first, point, aspect) <= within;
}

export function withCornerMoved(areas: readonly Polygon[], area: number, corner: number, to: Point): Polygon[] {
  return areas.map((polygon, index) => (index === area ? polygon.map((point, at) => (at === corner ? inPicture(to) : point)) : polygon));
}

/** Where an arrow key takes a point: a hundredth of the picture, a tenth with Shift; null for other keys. */
export function nudged(point: Point, key: string, isFar: boolean): Point | null {
  const step = isFar ? 0.1 : 0.01;
  const by: Readonly<Record<string, Point>> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  const moved = by[key];
  return moved === undefined ? null : inPicture([point[0] + moved[0], point[1] + moved[1]]);
}

/** The area without one of its corners; as it is where it has no more than it needs. */
export function withoutCorner(areas: readonly Polygon[], area: number, corner: number): Polygon[] {
  return areas.map((polygon, index) => (index === area && polygon.length > FEWEST_CORNERS ? polygon.filter((_, at) => at !== corner) : polygon));
}

export const withoutArea = (areas: readonly Polygon[], area: number): Polygon[] => areas.filter((_, index) => index !== area);

/** The middle of an area's corners, for its number. */
export function middle(polygon: Polygon): Point {
  const sum = polygon.reduce<[number, number]>((total, point) => [total[0] + point[0], total[1] + point[1]], [0, 0]);
  return [sum[0] / Math.max(1, polygon.length), sum[1] / Math.max(1, polygon.length)];
}

export const pointsOf = (polygon: Polygon): string => polygon.map(([x, y]) => `${x * 1000},${y * 1000}`).join(" ");

/** Polygons after a change, with the numbers they had: one was moved, taken away, or drawn anew under the lowest free number. */
export function numbered(before: readonly AreaMarked[], polygons: readonly Polygon[]): readonly AreaMarked[] {
  if (polygons.length === before.length) return polygons.map((polygon, index) => ({ number: before[index]?.number ?? index + 1, polygon }));
  if (polygons.length < before.length) return before.filter(({ polygon }) => polygons.includes(polygon));
  const used = new Set(before.map(({ number }) => number));
  let free = 1;
  while (used.has(free)) free += 1;
  return [...before, { number: free, polygon: polygons[polygons.length - 1] ?? [] }];
}
