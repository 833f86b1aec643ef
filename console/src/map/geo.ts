/**
 * Points on the ground and on the screen. Pure.
 *
 * Everything is drawn in degrees, as web maps do (spherical Mercator, 512 pixels at zoom 0). Floors that have no place on
 * the earth are drawn around 0/0, where a degree is as long both ways and nothing else is.
 */

import type { Placing } from "./model";

export interface Point {
  readonly lng: number;
  readonly lat: number;
}

export interface View extends Point {
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Spotlight {
  readonly x: number;
  readonly y: number;
}

export const M_PER_DEG = 111_319.490_793_273_58;
export const LEAST_ZOOM = 1;
export const MOST_ZOOM = 23;
const TILE = 512;
const rad = (deg: number): number => (deg * Math.PI) / 180;
const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const worldSize = (zoom: number): number => TILE * 2 ** zoom;

const mercatorX = (lng: number): number => (lng + 180) / 360;
const mercatorY = (lat: number): number => (1 - Math.log(Math.tan(Math.PI / 4 + rad(clamp(lat, -85.05, 85.05)) / 2)) / Math.PI) / 2;

/** Where a point is on a screen that shows this view in its middle. */
export function project(view: View, size: Size, point: Point): Spotlight {
  const world = worldSize(view.zoom);
  return {
    x: (mercatorX(point.lng) - mercatorX(view.lng)) * world + size.width / 2,
    y: (mercatorY(point.lat) - mercatorY(view.lat)) * world + size.height / 2,
  };
}

/** The point under a place on the screen. */
export function unproject(view: View, size: Size, at: Spotlight): Point {
  const world = worldSize(view.zoom);
  const x = mercatorX(view.lng) + (at.x - size.width / 2) / world;
  const y = mercatorY(view.lat) + (at.y - size.height / 2) / world;
  return { lng: x * 360 - 180, lat: (Math.atan(Math.exp((1 - 2 * y) * Math.PI)) * 360) / Math.PI - 90 };
}

/** The view after zooming by `steps` with the point under `at` kept where it is. */
export function zoomAt(view: View, size: Size, at: Spotlight, steps: number, most = MOST_ZOOM): View {
  const zoom = clamp(view.zoom + steps, LEAST_ZOOM, most);
  const held = unproject(view, size, at);
  const nearer = { ...view, zoom };
  const now = project(nearer, size, held);
  return { ...unproject(nearer, size, { x: now.x - at.x + size.width / 2, y: now.y - at.y + size.height / 2 }), zoom };
}

/** The view after the ground was pulled by so many pixels. */
export function pan(view: View, size: Size, dx: number, dy: number): View {
  return { ...unproject(view, size, { x: size.width / 2 - dx, y: size.height / 2 - dy }), zoom: view.zoom };
}

export const metresPerPixel = (view: View): number => (M_PER_DEG * 360 * Math.cos(rad(view.lat))) / worldSize(view.zoom);

/** A point so many metres away in a direction. */
export function offset(from: Point, azimuth_deg: number, distance_m: number): Point {
  return shifted(from, Math.sin(rad(azimuth_deg)) * distance_m, Math.cos(rad(azimuth_deg)) * distance_m);
}

export function shifted(from: Point, east_m: number, north_m: number): Point {
  return { lng: from.lng + east_m / (M_PER_DEG * Math.cos(rad(from.lat))), lat: from.lat + north_m / M_PER_DEG };
}

/** Metres east and north of a point. */
export function metresFrom(from: Point, to: Point): { readonly east: number; readonly north: number } {
  return { east: (to.lng - from.lng) * M_PER_DEG * Math.cos(rad(from.lat)), north: (to.lat - from.lat) * M_PER_DEG };
}

/** Direction (0 to 360, clockwise from north) and distance. */
export function aimAt(from: Point, to: Point): { readonly azimuth_deg: number; readonly distance_m: number } {
  const { east, north } = metresFrom(from, to);
  return { azimuth_deg: turned((Math.atan2(east, north) * 180) / Math.PI), distance_m: Math.hypot(east, north) };
}

export const turned = (deg: number): number => ((deg % 360) + 360) % 360;

/** A point given in metres before a camera: across to its right, away along its view. */
export function before(from: Point, azimuth_deg: number, across_m: number, away_m: number): Point {
  const sin = Math.sin(rad(azimuth_deg));
  const cos = Math.cos(rad(azimuth_deg));
  return shifted(from, away_m * sin + across_m * cos, away_m * cos - across_m * sin);
}

/** The outline of what a camera sees: from where it stands along an arc and back. */
export function fan(from: Point, azimuth_deg: number, view_deg: number, range_m: number): readonly Point[] {
  const steps = Math.max(4, Math.ceil(view_deg / 3));
  const arc = Array.from({ length: steps + 1 }, (_, step) => offset(from, azimuth_deg - view_deg / 2 + (view_deg * step) / steps, range_m));
  return view_deg >= 359.9 ? arc : [from, ...arc];
}

/** The view that shows all points, with room around them. */
export function viewOf(points: readonly Point[], size: Size, most = 20): View {
  const lngs = points.map((point) => point.lng);
  const ys = points.map((point) => mercatorY(point.lat));
  const [west, east] = [Math.min(...lngs), Math.max(...lngs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const room = 0.8;
  const zoomFor = (share: number, pixels: number): number => (share <= 0 ? most : Math.log2((pixels * room) / (share * TILE)));
  const zoom = Math.min(most, zoomFor((east - west) / 360, Math.max(size.width, 60)), zoomFor(bottom - top, Math.max(size.height, 60)));
  const middle = (top + bottom) / 2;
  return { lng: (west + east) / 2, lat: (Math.atan(Math.exp((1 - 2 * middle) * Math.PI)) * 360) / Math.PI - 90, zoom: Math.max(LEAST_ZOOM, zoom) };
}

/** A length that is round (1, 2 or 5 times a power of ten) and about `pixels` long on the screen. */
export function roundLength(view: View, pixels: number): { readonly length_m: number; readonly pixels: number } {
  const rough = metresPerPixel(view) * pixels;
  const power = 10 ** Math.floor(Math.log10(rough));
  const length_m = ([5, 2, 1].find((step) => step * power <= rough) ?? 1) * power;
  return { length_m, pixels: length_m / metresPerPixel(view) };
}

/** A floor's own metres as a point, and back. */
export const pointOf = (x_m: number, y_m: number): Point => ({ lng: x_m / M_PER_DEG, lat: y_m / M_PER_DEG });
export const metresOf = (point: Point): { readonly x_m: number; readonly y_m: number } => ({ x_m: point.lng * M_PER_DEG, y_m: point.lat * M_PER_DEG });

/**
 * Where a point of a plan's picture is (as map/placing.py does it): the picture is moved, turned and sized, never stretched.
 */
export function onGround(placing: Placing, size: Size, across: number, down: number): Point {
  const { a, b, ground } = placing;
  const perEast = ground === "world" ? M_PER_DEG * Math.cos(rad(a.north)) : 1;
  const perNorth = ground === "world" ? M_PER_DEG : 1;
  const [px, py] = [(b.across - a.across) * size.width, -(b.down - a.down) * size.height];
  const [gx, gy] = [(b.east - a.east) * perEast, (b.north - a.north) * perNorth];
  const length2 = px * px + py * py;
  const [kx, ky] = [(gx * px + gy * py) / length2, (gy * px - gx * py) / length2];
  const [dx, dy] = [(across - a.across) * size.width, -(down - a.down) * size.height];
  const [east, north] = [(kx * dx - ky * dy) / perEast, (kx * dy + ky * dx) / perNorth];
  return ground === "world" ? { lng: a.east + east, lat: a.north + north } : pointOf(a.east + east, a.north + north);
}

/** The corners of a picture: top left, top right, bottom right, bottom left. */
export function cornersOf(placing: Placing, size: Size): readonly [Point, Point, Point, Point] {
  return [onGround(placing, size, 0, 0), onGround(placing, size, 1, 0), onGround(placing, size, 1, 1), onGround(placing, size, 0, 1)];
}
