/**
 * How a map file is drawn: quiet, in the console's own colours, by light and by dark.
 *
 * What a file calls its layers depends on who made it: the names of the two usual makers are known here (Protomaps and
 * OpenMapTiles), and whatever else has lines and areas is drawn plainly. Labels are drawn with the browser's own font,
 * so that nothing is fetched for them.
 */

import type { LayerSpecification, StyleSpecification } from "maplibre-gl";

import type { BaseFile } from "./model";

export interface Inks {
  readonly ground: string;
  readonly green: string;
  readonly water: string;
  readonly built: string;
  readonly street: string;
  readonly street_edge: string;
  readonly rail: string;
  readonly border: string;
  readonly text: string;
  readonly halo: string;
}

export const LIGHT: Inks = { ground: "#eef1f1", green: "#dfe9e0", water: "#c9dbe0", built: "#dfe4e4", street: "#ffffff", street_edge: "#cfd7d8", rail: "#b9c3c5", border: "#9aa8ab", text: "#47545a", halo: "#f3f5f5" };
export const DARK: Inks = { ground: "#11161a", green: "#14201c", water: "#16272d", built: "#1b2227", street: "#2b343a", street_edge: "#1a2025", rail: "#333d43", border: "#4a565d", text: "#94a0a7", halo: "#0d1012" };

const SOURCE = "base";
const WATER = ["water"];
const GREEN = ["landuse", "landcover", "park"];
const STREETS = ["roads", "transportation", "road"];
const BUILT = ["buildings", "building"];
const BORDERS = ["boundaries", "boundary"];
const PLACES = ["places", "place"];
const STREET_NAMES = ["transportation_name"];

/** What a file holds: its layers' names, as its metadata tells them. */
export function styleOf(base: BaseFile, address: string, layers: readonly string[], inks: Inks): StyleSpecification {
  const background: LayerSpecification = { id: "ground", type: "background", paint: { "background-color": inks.ground } };
  if (base.tiles !== "vector") {
    const picture: LayerSpecification = { id: "pictures", type: "raster", source: SOURCE, paint: { "raster-opacity": 0.85, "raster-saturation": -0.4 } };
    return { version: 8, sources: { [SOURCE]: { type: "raster", url: address, tileSize: 256 } }, layers: [background, picture] };
  }
  return { version: 8, sources: { [SOURCE]: { type: "vector", url: address } }, layers: [background, ...drawn(layers, inks)] };
}

function drawn(layers: readonly string[], inks: Inks): LayerSpecification[] {
  const present = (names: readonly string[]): readonly string[] => names.filter((name) => layers.includes(name));
  const known = [...WATER, ...GREEN, ...STREETS, ...BUILT, ...BORDERS, ...PLACES, ...STREET_NAMES, "earth", "pois", "poi", "water_name", "waterway", "housenumber", "aeroway", "aerodrome_label", "mountain_peak"];
  const area = (name: string, color: string, least = 0): LayerSpecification => ({ id: `${name}-area`, type: "fill", source: SOURCE, "source-layer": name, minzoom: least, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": color } });
  const line = (name: string, color: string, thin: number, thick: number, part: string, dashes?: number[]): LayerSpecification => ({
    id: `${name}-${part}`, type: "line", source: SOURCE, "source-layer": name, filter: ["==", ["geometry-type"], "LineString"],
    layout: { "line-cap": dashes === undefined ? "round" : "butt", "line-join": "round" },
    paint: { "line-color": color, "line-width": ["interpolate", ["exponential", 1.6], ["zoom"], 10, thin, 20, thick], ...(dashes === undefined ? {} : { "line-dasharray": dashes }) },
  });
  return [
    ...present(GREEN).map((name) => area(name, inks.green)),
    ...present(WATER).map((name) => area(name, inks.water)),
    ...present(["waterway", "water"]).map((name) => line(name, inks.water, 0.6, 12, "line")),
    ...present(BUILT).map((name) => area(name, inks.built, 13)),
    ...present(STREETS).map((name) => line(name, inks.street_edge, 0.8, 30, "edge")),
    ...present(STREETS).map((name) => line(name, inks.street, 0.5, 25, "line")),
    ...present(BORDERS).map((name) => line(name, inks.border, 0.5, 2, "line", [3, 2])),
    ...layers.filter((name) => !known.includes(name)).flatMap((name) => [area(name, inks.built), line(name, inks.border, 0.5, 3, "line")]),
    ...present([...STREETS, ...STREET_NAMES]).map((name) => label(name, inks, "line")),
    ...present([...PLACES]).map((name) => label(name, inks, "point")),
  ];
}

function label(name: string, inks: Inks, where: "line" | "point"): LayerSpecification {
  return {
    id: `${name}-name`, type: "symbol", source: SOURCE, "source-layer": name, minzoom: where === "line" ? 14 : 0,
    layout: { "text-field": ["coalesce", ["get", "name"], ""], "text-font": ["Inter Variable", "sans-serif"], "text-size": where === "line" ? 11.5 : 14, "symbol-placement": where, "text-max-width": 9 },
    paint: { "text-color": inks.text, "text-halo-color": inks.halo, "text-halo-width": 1.4 },
  };
}
