/**
 * A small map with the place of a camera in its middle: for an incident, and for a phone.
 *
 * It draws the floor or the grid, the camera and its neighbours, and fetches nothing but the map's facts: a phone on a bad
 * network has it at once. The surroundings are on the full map, to which all of it leads. Without a place it is not there.
 */

import "../styles/map.css";
import { useEffect, useRef } from "preact/hooks";

import { toneOf } from "../parts/state";
import { Icon } from "../parts/icon";
import { hashOf } from "../route";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { project } from "./geo";
import { groundWith, groundsOf, placedOn } from "./grounds";
import { CameraShape } from "./markers";
import { loadMap, mapStore } from "./now";
import { ScaleBar, Scene } from "./scene";
import { around } from "./sight";
import { lengthWords } from "./tools";
import { useSize } from "./view";

interface MiniProps {
  readonly camera: string;
  /** Where on the full map it leads: the camera itself, or the incident it is about. */
  readonly incident?: number;
}

export function MiniMap({ camera, incident }: MiniProps) {
  const { map } = useStore(mapStore);
  const { cameras } = useStore(watch);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (map === null) void loadMap();
  }, []);
  const ground = map === null ? undefined : groundsOf(map).find((one) => one.id === groundWith(map, camera));
  const placed = map === null || ground === undefined ? [] : placedOn(map, ground);
  const size = useSize(box, placed.length > 0);
  const own = placed.find((one) => one.camera === camera);
  if (map === null || ground === undefined || own === undefined) return null;
  const name = cameras.find((one) => one.id === camera)?.name ?? camera;
  const tone = (id: string): string => {
    const known = cameras.find((one) => one.id === id);
    return known === undefined ? "off" : toneOf(known);
  };
  const view = around(own, size, 2.2);
  const focus = incident === undefined ? `camera:${camera}` : `incident:${incident}`;
  return (
    <div ref={box} class="map-mini">
      {size.width > 0 && (
        <>
          <Scene view={view} size={size} ground={ground} cameras={placed} toneOf={tone} chosen={camera} />
          <div class="map-markers" aria-hidden="true">
            {placed.map((one) => {
              const { x, y } = project(view, size, one.at);
              return (
                <span key={one.camera} class={`map-pin pin-camera ${tone(one.camera)}`} style={{ left: `${x}px`, top: `${y}px` }}>
                  <CameraShape azimuth_deg={one.azimuth_deg} />
                  <span class="map-name">{cameras.find((known) => known.id === one.camera)?.name ?? one.camera}</span>
                </span>
              );
            })}
          </div>
          <ScaleBar view={view} text={lengthWords} />
        </>
      )}
      <span class="map-mini-go" aria-hidden="true"><Icon name="map" size={16} />{words.map.mini.open}</span>
      <a class="map-mini-link" href={hashOf({ page: "map", focus })} aria-label={`${words.map.mini.open}: ${words.map.mini.label(name)}`} />
    </div>
  );
}
