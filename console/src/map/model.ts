/** The map as the server tells it (routes/map.py). Degrees are WGS 84; azimuths go clockwise from north, or from up. */

import type { BaseTold } from "../api/types";

export interface Aim {
  readonly height_m: number;
  readonly azimuth_deg: number;
  readonly view_deg: number;
  readonly range_m: number;
}

/** A camera with a place on the earth; `plan` is its floor, where it is on one that lies on the earth. */
export interface Spot extends Aim {
  readonly latitude: number;
  readonly longitude: number;
  readonly plan: string | null;
}

/** A camera on a floor of its own metres. */
export interface Stand extends Aim {
  readonly plan: string;
  readonly x_m: number;
  readonly y_m: number;
}

/** A point of a plan's picture (shares from the top left) and where that is. */
export interface Pin {
  readonly across: number;
  readonly down: number;
  readonly east: number;
  readonly north: number;
}

export interface Placing {
  readonly ground: "world" | "metres";
  readonly a: Pin;
  readonly b: Pin;
}

export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly picture: { readonly url: string; readonly width: number; readonly height: number } | null;
  readonly placing: Placing | null;
}

export type BaseFile = BaseTold;

export interface MapTold {
  readonly cameras: Readonly<Record<string, Spot>>;
  readonly stands: Readonly<Record<string, Stand>>;
  readonly plans: readonly Plan[];
  readonly base: BaseFile | null;
  readonly base_trouble: string;
}

export interface ResponderAt {
  readonly person: { readonly id: string; readonly name: string };
  readonly latitude: number;
  readonly longitude: number;
  readonly error_m: number;
  readonly at: string;
}

/** A piece of the ground before a camera, in metres across and away; null counts are few. */
export interface GroundCell {
  readonly corners: readonly (readonly [number, number])[];
  readonly visits: number | null;
  readonly stay_s: number | null;
}

export interface GroundHeat {
  readonly calibrated: boolean;
  readonly cells: readonly GroundCell[];
}
