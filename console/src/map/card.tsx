/** What somebody chose on the map, nearer: the picture of a camera, an incident, an event, a responder; and where it leads. */

import { useRef, useState } from "preact/hooks";

import { thumbnailAddress } from "../api";
import { sayEvent } from "../events/say";
import type { Line } from "../incidents/model";
import { LevelMark } from "../incidents/page";
import { useLive } from "../media/useLive";
import type { Camera } from "../model";
import { Button } from "../parts/controls";
import { StatePill, trouble } from "../parts/state";
import { go, hashOf } from "../route";
import { clockTime, dayAndTime, shortTime, utc } from "../time";
import { words } from "../words";
import type { Placed } from "./grounds";
import type { ResponderAt } from "./model";
import type { Located } from "./now";

const INTO_THE_PAST_MS = 5_000;

export function CameraCard({ camera, placed, inWorld, onClose }: { readonly camera: Camera; readonly placed: Placed | null; readonly inWorld: boolean; readonly onClose: () => void }) {
  const w = words.map.card;
  const wrong = trouble(camera);
  return (
    <section class="map-card" aria-label={camera.name}>
      <Picture camera={camera} />
      <div class="map-card-body">
        <div class="row">
          <h2 class="grow">{camera.name}</h2>
          <StatePill camera={camera} />
          <Button kind="quiet" icon="close" label={w.close} onClick={onClose} />
        </div>
        {wrong !== null && <p class="muted">{wrong.sentence}</p>}
        {placed !== null && <p class="faint capital">{w.faces(towards(placed.azimuth_deg, inWorld))}</p>}
        <div class="row wrap">
          <Button kind="main" icon="live" onClick={() => go({ page: "camera", id: camera.id, at_ms: null })}>{w.live}</Button>
          <a class="button quiet" href={hashOf({ page: "settings", id: camera.id })}>{w.settings}</a>
        </div>
      </div>
    </section>
  );
}

/** One of eight directions, in words. Pure. */
export function towards(azimuth_deg: number, inWorld: boolean): string {
  const said = inWorld ? words.map.compass : words.map.onPlan;
  return said[Math.round(azimuth_deg / 45) % 8] ?? "";
}

/** Live where it plays; the newest frosted still until then, and when it does not. */
function Picture({ camera }: { readonly camera: Camera }) {
  const video = useRef<HTMLVideoElement>(null);
  const [missing, setMissing] = useState(false);
  const plays = camera.enabled && (camera.state.code === "live" || camera.state.code === "stalled");
  const live = useLive(video, camera.id, plays);
  const showing = plays && live.kind === "showing";
  return (
    <a class={showing ? "map-picture showing" : "map-picture"} href={hashOf({ page: "camera", id: camera.id, at_ms: null })} aria-label={words.wall.open(camera.name)}>
      {!showing && !missing && <img src={thumbnailAddress(camera.id)} alt="" onError={() => setMissing(true)} />}
      <video ref={video} muted playsInline tabIndex={-1} aria-hidden="true" />
    </a>
  );
}

export function IncidentCard({ line, cameraName, onClose }: { readonly line: Line; readonly cameraName: string; readonly onClose: () => void }) {
  const w = words.map.card;
  const [missing, setMissing] = useState(false);
  const at_ms = Date.parse(line.opened);
  return (
    <section class="map-card" aria-label={line.title}>
      {line.camera !== "" && !missing && (
        <a class="map-picture" href={hashOf({ page: "incident", number: line.number })} aria-label={w.incident}>
          <img src={thumbnailAddress(line.camera, at_ms)} alt="" onError={() => setMissing(true)} />
        </a>
      )}
      <div class="map-card-body">
        <div class="row">
          <LevelMark level={line.level} />
          <span class={`state-tag ${line.state}`}>{words.incidents.states[line.state]}</span>
          <span class="grow" />
          <Button kind="quiet" icon="close" label={w.close} onClick={onClose} />
        </div>
        <h2>{line.title}</h2>
        <p class="muted" title={utc(at_ms)}>{[cameraName, dayAndTime(at_ms, Date.now()), line.owner?.name ?? words.incidents.nobody].filter((part) => part !== "").join(" · ")}</p>
        <div class="row wrap">
          <Button kind="main" icon="alert" onClick={() => go({ page: "incident", number: line.number })}>{w.incident}</Button>
          {line.camera !== "" && <Button kind="quiet" icon="live" onClick={() => go({ page: "camera", id: line.camera, at_ms: null })}>{w.live}</Button>}
        </div>
      </div>
    </section>
  );
}

export function EventCard({ event, cameraName, onClose }: { readonly event: Located; readonly cameraName: string; readonly onClose: () => void }) {
  const w = words.map.card;
  const [missing, setMissing] = useState(false);
  const at_ms = Date.parse(event.at);
  const camera = event.camera;
  return (
    <section class="map-card" aria-label={sayEvent(event)}>
      {camera !== null && !missing && (
        <a class="map-picture" href={hashOf({ page: "camera", id: camera, at_ms: at_ms - INTO_THE_PAST_MS, plays: true })} aria-label={w.moment}>
          <img src={thumbnailAddress(camera, at_ms)} alt="" onError={() => setMissing(true)} />
        </a>
      )}
      <div class="map-card-body">
        <div class="row">
          <LevelMark level={event.level} />
          <span class="grow" />
          <Button kind="quiet" icon="close" label={w.close} onClick={onClose} />
        </div>
        <h2>{sayEvent(event)}</h2>
        <p class="muted" title={utc(at_ms)}>{[event.name, cameraName, clockTime(at_ms)].filter((part) => part !== "").join(" · ")}</p>
        {camera !== null && <div class="row wrap"><Button kind="main" icon="play" onClick={() => go({ page: "camera", id: camera, at_ms: at_ms - INTO_THE_PAST_MS, plays: true })}>{w.moment}</Button></div>}
      </div>
    </section>
  );
}

export function ResponderCard({ responder, onClose }: { readonly responder: ResponderAt; readonly onClose: () => void }) {
  const at_ms = Date.parse(responder.at);
  return (
    <section class="map-card" aria-label={words.map.responderOf(responder.person.name)}>
      <div class="map-card-body">
        <div class="row">
          <h2 class="grow">{responder.person.name}</h2>
          <Button kind="quiet" icon="close" label={words.map.card.close} onClick={onClose} />
        </div>
        <p class="muted" title={utc(at_ms)}>{words.map.given} {shortTime(at_ms)}, {words.map.errorOf(Math.round(responder.error_m))}</p>
      </div>
    </section>
  );
}
