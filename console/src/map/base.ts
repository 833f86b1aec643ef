/**
 * The map of the surroundings: MapLibre as a painter of one local file, and nothing else of it.
 *
 * Apart, because it is large and fetched only when a site has such a file. It takes no pointer and no key: the page moves
 * the view and this follows (`show`). Its worker is a file of this origin, tiles come from this server by byte range, and
 * labels are drawn with the page's font: the page's policy forbids everything else.
 */

import { Map as Painter, addProtocol, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import { PMTiles, Protocol } from "pmtiles";

import { DARK, LIGHT, styleOf } from "./base-style";
import type { View } from "./geo";
import type { BaseFile } from "./model";

export interface BaseLayer {
  /** Who made the map, as its file says: it is to be shown. */
  readonly attribution: string;
  show(view: View): void;
  paint(dark: boolean): void;
  close(): void;
}

const protocol = new Protocol({ metadata: true });
setWorkerUrl(workerUrl);
addProtocol("pmtiles", protocol.tile);

/** Draws `base` into `into`; `drawn` is told when it is there for the first time. Rejects when the file or the browser does not allow it. */
export async function drawBase(into: HTMLElement, base: BaseFile, view: View, dark: boolean, drawn: () => void, failed: () => void): Promise<BaseLayer> {
  const address = new URL(base.url, location.href).href;
  const file = new PMTiles(address);
  protocol.add(file);
  const metadata = await file.getMetadata();
  const layers = layersOf(metadata);
  const style = (night: boolean): ReturnType<typeof styleOf> => styleOf(base, `pmtiles://${address}`, layers, night ? DARK : LIGHT);
  const painter = new Painter({
    container: into, style: style(dark), center: [view.lng, view.lat], zoom: view.zoom, maxZoom: 24, interactive: false,
    attributionControl: false, fadeDuration: 0, maxPitch: 0, renderWorldCopies: false, trackResize: true,
  });
  painter.once("load", drawn);
  painter.on("error", (event) => {
    console.warn(event.error);
    if (!painter.loaded()) failed();
  });
  painter.getCanvas().setAttribute("tabindex", "-1");
  painter.getCanvas().setAttribute("aria-hidden", "true");
  return {
    attribution: attributionOf(metadata),
    show: ({ lng, lat, zoom }) => void painter.jumpTo({ center: [lng, lat], zoom }),
    paint: (night) => void painter.setStyle(style(night), { diff: true }),
    close: () => painter.remove(),
  };
}

/** Its text; what it holds of markup is left out. */
function attributionOf(untrusted: unknown): string {
  const said = typeof untrusted === "object" && untrusted !== null ? (untrusted as { attribution?: unknown }).attribution : null;
  return typeof said === "string" ? said.replace(/<[^>]*>/g, "").replaceAll("&copy;", "©").trim().slice(0, 160) : "";
}

function layersOf(untrusted: unknown): readonly string[] {
  const listed = typeof untrusted === "object" && untrusted !== null ? (untrusted as { vector_layers?: unknown }).vector_layers : null;
  if (!Array.isArray(listed)) return [];
  return listed.map((layer: unknown) => (typeof layer === "object" && layer !== null ? (layer as { id?: unknown }).id : null)).filter((id): id is string => typeof id === "string").slice(0, 100);
}
