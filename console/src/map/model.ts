/** The map as the server tells it (routes/map.py). Degrees are WGS 84; azimuths go clockwise from north, or from up. */

import type {
  BaseTold, GroundHeatTold, MapTold as Told, PinWritten, PlacingWritten, PlanTold, PositionTold, SpotWritten, StandWritten,
} from "../api/types";

/** A camera with a place on the earth; `plan` is its floor, where it is on one that lies on the earth. */
export type Spot = SpotWritten;

/** A camera on a floor of its own metres. */
export type Stand = StandWritten;

/** Where a camera looks, wherever it stands. */
export type Aim = Pick<Spot & Stand, "height_m" | "azimuth_deg" | "view_deg" | "range_m">;

/** A point of a plan's picture (shares from the top left) and where that is. */
export type Pin = PinWritten;
export type Placing = PlacingWritten;
export type Plan = PlanTold;
export type BaseFile = BaseTold;
export type MapTold = Told;
export type ResponderAt = PositionTold;

/** The ground before a camera in pieces, in metres across and away; null counts are few. */
export type GroundHeat = GroundHeatTold;
export type GroundCell = GroundHeat["cells"][number];
