/** What stands on the map: cameras, open incidents, events, responders. Each is a button, so that keys and screen readers reach it. */

import type { ComponentChildren } from "preact";

import { sayEvent } from "../events/say";
import type { Line } from "../incidents/model";
import type { Camera } from "../model";
import { toneOf, wordFor } from "../parts/state";
import { clockTime } from "../time";
import { words } from "../words";
import { type Point, before, offset, project } from "./geo";
import type { Placed } from "./grounds";
import type { ResponderAt } from "./model";
import type { Located } from "./now";
import type { Shown } from "./canvas";

/** What somebody chose on the map. */
export type Chosen =
  | { readonly kind: "camera"; readonly id: string }
  | { readonly kind: "incident"; readonly number: number }
  | { readonly kind: "event"; readonly id: number }
  | { readonly kind: "responder"; readonly id: string };

export const isSame = (a: Chosen | null, b: Chosen): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Where what a camera saw is drawn: at its place on the ground where that is known, else inside what the camera sees. Pure. */
export function placeOf(camera: Placed, where: Located["where"], share: number): Point {
  if (where !== null && where !== undefined && where.across_m !== null && where.away_m !== null) return before(camera.at, camera.azimuth_deg, where.across_m, where.away_m);
  return offset(camera.at, camera.azimuth_deg, camera.range_m * share);
}

interface PinProps {
  readonly shown: Shown;
  readonly at: Point;
  readonly class: string;
  readonly label: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly children?: ComponentChildren;
}

function MapPin({ shown, at, label, chosen, onChoose, children, ...rest }: PinProps) {
  const { x, y } = project(shown.view, shown.size, at);
  if (x < -60 || y < -60 || x > shown.size.width + 60 || y > shown.size.height + 60) return null;
  return (
    <button type="button" class={`map-pin ${rest.class}`} style={{ left: `${x}px`, top: `${y}px` }} aria-label={label} aria-pressed={chosen} title={label} onClick={onChoose}>
      {children}
    </button>
  );
}

interface MarkersProps {
  readonly shown: Shown;
  readonly placed: readonly Placed[];
  readonly cameras: readonly Camera[];
  readonly lines: readonly Line[];
  readonly events: readonly Located[];
  readonly responders: readonly ResponderAt[];
  readonly chosen: Chosen | null;
  readonly onChoose: (chosen: Chosen) => void;
}

export function Markers({ shown, placed, cameras, lines, events, responders, chosen, onChoose }: MarkersProps) {
  const stands = (id: string | null): Placed | undefined => placed.find((one) => one.camera === id);
  const pick = (what: Chosen) => ({ chosen: isSame(chosen, what), onChoose: () => onChoose(what) });
  return (
    <div class="map-markers">
      {events.map((event) => {
        const camera = stands(event.camera);
        if (camera === undefined) return null;
        const said = words.map.eventAt(sayEvent(event), clockTime(Date.parse(event.at)));
        return <MapPin key={`e${event.id}`} shown={shown} at={placeOf(camera, event.where, 0.7)} class={`pin-event ${event.level}`} label={said} {...pick({ kind: "event", id: event.id })} />;
      })}
      {placed.map((one) => {
        const camera = cameras.find((candidate) => candidate.id === one.camera);
        if (camera === undefined) return null;
        return (
          <MapPin key={`c${one.camera}`} shown={shown} at={one.at} class={`pin-camera ${sideOf(one)} ${toneOf(camera)}`} label={words.map.cameraOf(camera.name, wordFor(camera))} {...pick({ kind: "camera", id: one.camera })}>
            <CameraShape azimuth_deg={one.azimuth_deg} />
            <span class="map-name">{camera.name}</span>
          </MapPin>
        );
      })}
      {responders.map((one) => (
        <MapPin key={`r${one.person.id}`} shown={shown} at={{ lng: one.longitude, lat: one.latitude }} class="pin-responder" label={words.map.responderOf(one.person.name)} {...pick({ kind: "responder", id: one.person.id })}>
          <span aria-hidden="true">{initials(one.person.name)}</span>
        </MapPin>
      ))}
      {lines.map((line) => {
        const camera = stands(line.camera);
        if (camera === undefined) return null;
        return (
          <MapPin key={`i${line.number}`} shown={shown} at={placeOf(camera, null, 0.42)} class={`pin-incident ${line.level} ${line.state}`} label={words.map.incidentOf(line.number, line.title)} {...pick({ kind: "incident", number: line.number })}>
            <span aria-hidden="true">{line.number}</span>
          </MapPin>
        );
      })}
    </div>
  );
}

/** Where the name stands: behind the camera, so that it hides nothing of what it sees. */
const sideOf = (camera: Placed): string => (camera.azimuth_deg > 90 && camera.azimuth_deg < 270 ? "named-above" : "named-below");

/** A camera from above, looking where it looks. */
export function CameraShape({ azimuth_deg }: { readonly azimuth_deg: number }) {
  return (
    <svg width="22" height="22" viewBox="-11 -11 22 22" aria-hidden="true" focusable="false">
      <g transform={`rotate(${azimuth_deg.toFixed(1)})`}>
        <path d="M-3.6 6.500h7.200a1 1 0 0 0 1-1v-7h-9.200v7a1 1 0 0 0 1 1zM-3 -2.500l-1.800-4h9.600l-1.800 4" />
      </g>
    </svg>
  );
}

export const initials = (name: string): string => name.split(/\s+/).filter((part) => part !== "").map((part) => part.charAt(0).toUpperCase()).slice(0, 2).join("");
