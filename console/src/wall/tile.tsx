/**
 * One camera on the wall: its live picture, its name, and calmly what is the matter when something is.
 *
 * The name is a link over the whole tile, so that Enter, middle click and a screen reader all do what they do for links.
 */

import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Mark } from "../alarm/marks";
import { thumbnailAddress } from "../api";
import { startMarking } from "../bookmarks/marking";
import { viewTold } from "../causes";
import type { LiveState } from "../media/live-state";
import { useLive } from "../media/useLive";
import type { Camera } from "../model";
import { Icon, type IconName } from "../parts/icon";
import { useEscape } from "../parts/keys";
import { useMeant } from "../parts/meant";
import { toneOf, trouble, wordFor } from "../parts/state";
import { hashOf } from "../route";
import { useRightAt } from "../session";
import { useStillOffer } from "../stills/key";
import { takeStill } from "../stills/taking";
import { useStore } from "../store";
import { clockTime, percent, utc } from "../time";
import { words } from "../words";
import type { Place } from "./grid";
import { type Replay, type Replayed, momentOf, replayed, useReplay } from "./replay";

interface TileProps {
  readonly camera: Camera;
  readonly index: number;
  readonly place: Place | null; // null: alone on the wall
  readonly mark: Mark | undefined;
  readonly show: ((camera: string | null) => void) | null; // this one alone, or all again
  readonly over?: ComponentChildren; // what lies over it while the wall is arranged
}

/** Drawn anew only when what it shows has changed: a wall hears of one of its cameras many times a second. */
export function Tile({ camera, index, place, mark, show, over }: TileProps) {
  const { column, row, span } = place ?? { column: null, row: null, span: null };
  return useMemo(
    () => <Drawn camera={camera} index={index} place={place} mark={mark} show={show} over={over} />,
    [camera, index, column, row, span, mark, over],
  );
}

function Drawn({ camera, index, place, mark, show, over }: TileProps) {
  const video = useRef<HTMLVideoElement>(null);
  const plays = camera.enabled && (camera.state.code === "live" || camera.state.code === "stalled");
  const live = useLive(video, camera.id, plays);
  const showing = plays && live.kind === "showing";
  const again = useRef<HTMLVideoElement>(null);
  const [replay, replays] = useReplay(camera.id, again);
  const shown = replays === "shown";
  const mayReplay = camera.recording !== null && over === undefined;
  const run = (): void => replay.again(camera, again.current);
  useMeant(replayed, mayReplay, video, run);
  useEscape(replays === "off" ? null : () => replay.end());
  useEffect(() => {
    if (over !== undefined) replay.end(); // whoever arranges a wall sees it as it is
  }, [over === undefined]);
  const mayTake = useRightAt("export", camera.id) && (showing || shown) && over === undefined;
  const take = (): void => takeStill(camera, shown ? again.current : video.current, momentOf(camera.id));
  useStillOffer(mayTake, video, take);
  return (
    <div
      class={`tile ${showing ? "showing" : ""} ${shown ? "is-again" : ""} tone-${toneOf(camera)} ${mark === undefined ? "" : `marked ${mark.level}`}`}
      style={place === null ? {} : { gridColumn: `${place.column + 1} / span ${place.span}`, gridRow: `${place.row + 1} / span ${place.span}` }}
      data-camera={camera.id}
      data-live={live.kind}
      data-replay={replays}
    >
      <video ref={video} muted playsInline tabIndex={-1} aria-hidden="true" />
      {!showing && <LastSeen camera={camera} />}
      {!shown && <TileNote camera={camera} live={live} plays={plays} />}
      <video ref={again} class="tile-again" muted playsInline tabIndex={-1} aria-hidden="true" />
      {!shown && <Learning camera={camera} />}
      {over ?? (
        <a class="tile-link" href={hashOf({ page: "camera", id: camera.id, at_ms: null })}>
          <TileName camera={camera} index={index} mark={mark} isLive={!shown} />
        </a>
      )}
      {replays !== "off" && <NotLive name={camera.name} replay={replay} state={replays} />}
      {over === undefined && show !== null && (
        <div class="tile-acts">
          <TileAct icon={place === null ? "shrink" : "full"} label={words.wall.enlarge(camera.name)} onClick={() => show(place === null ? null : camera.id)} />
          {mayReplay && <TileAct icon="again" kind="to-replay" label={words.wall.replay.run(camera.name)} onClick={run} />}
          <TileAct icon="bookmark" label={words.bookmarks.markOf(camera.name)} onClick={() => startMarking([camera.id], momentOf(camera.id))} />
          {mayTake && <TileAct icon="camera" label={words.stills.takeOf(camera.name)} onClick={take} />}
        </div>
      )}
      {over !== undefined && <TileName camera={camera} index={99} mark={undefined} isLive />}
    </div>
  );
}

function TileAct({ icon, kind = "", label, onClick }: { readonly icon: IconName; readonly kind?: string; readonly label: string; readonly onClick: () => void }) {
  return <button type="button" class={`tile-act ${kind}`} title={label} aria-label={label} onClick={onClick}><Icon name={icon} size={18} /></button>;
}

/** Over a picture of a moment ago: that it is not live, of when it is, and the way back. */
function NotLive({ name, replay, state }: { readonly name: string; readonly replay: Replay; readonly state: Replayed }) {
  const w = words.wall.replay;
  const at_ms = useStore(replay.at_ms);
  return (
    <span class="tile-not-live">
      <span class="hush" role="status">{state === "shown" ? w.now(name) : ""}</span>
      <span class="not-live-what" aria-hidden="true">{state === "shown" ? <Icon name="again" size={16} /> : <span class="spinner" />}{state === "shown" ? w.notLive : words.camera.buffering}</span>
      {state === "shown" && <time dateTime={new Date(at_ms).toISOString()} title={utc(at_ms)}>{clockTime(at_ms)}</time>}
      <button type="button" aria-label={w.end(name)} title={w.end(name)} onClick={() => replay.end()}>{words.camera.live}</button>
    </span>
  );
}

interface NameProps {
  readonly camera: Camera;
  readonly index: number;
  readonly mark: Mark | undefined;
  readonly isLive: boolean;
}

function TileName({ camera, index, mark, isLive }: NameProps) {
  return (
    <>
      <span class="tile-name">
        {toneOf(camera) !== "good" && <span class="dot" aria-hidden="true" />}
        <span class="tile-name-text">{camera.name}</span>
        <span class="hush">{isLive ? wordFor(camera) : words.wall.replay.notLive}</span>
        {index < 9 && <kbd class="tile-key" aria-hidden="true">{index + 1}</kbd>}
      </span>
      {mark !== undefined && <span class="tile-mark"><i aria-hidden="true" />{mark.what}</span>}
    </>
  );
}

/** The newest frosted still, dimmed, so that a lost camera keeps its place in the operator's memory. */
function LastSeen({ camera }: { readonly camera: Camera }) {
  const [missing, setMissing] = useState(false);
  if (missing || camera.state.code === "off") return null;
  return <img class="tile-still" src={thumbnailAddress(camera.id)} alt="" loading="lazy" onError={() => setMissing(true)} />;
}

function TileNote({ camera, live, plays }: { readonly camera: Camera; readonly live: LiveState; readonly plays: boolean }) {
  const wrong = trouble(camera);
  if (!plays) {
    const hint = camera.state.code === "off" ? words.wall.offHint : (wrong?.hint ?? "");
    return (
      <span class="tile-note">
        <strong>
          {camera.state.code === "connecting" ? <span class="spinner" aria-hidden="true" /> : camera.state.code !== "off" && <Icon name="alert" size={18} />}
          {wrong?.sentence ?? words.state[camera.state.code]}
        </strong>
        {hint !== "" && <span>{hint}</span>}
        {camera.state.retry_in_s > 0 && <span class="faint">{words.live.retryIn(camera.state.retry_in_s)}</span>}
      </span>
    );
  }
  if (live.kind === "showing") return null;
  return <span class="tile-note"><strong>{live.kind !== "stalled" && <span class="spinner" aria-hidden="true" />}{liveSentence(live)}</strong></span>;
}

export function liveSentence(live: LiveState): string {
  switch (live.kind) {
    case "idle":
      return words.live.idle;
    case "opening":
      return words.live.opening;
    case "waiting":
      return words.live.waiting;
    case "showing":
      return words.state.live;
    case "stalled":
      return words.live.stalled;
    case "retrying":
      return words.live.retrying(Math.max(1, Math.round(live.wait_ms / 1000)));
    case "unsupported":
      return words.live.unsupported;
  }
}

/** While a place is being learned the picture is frosted; a thin line says how far it has come. */
export function Learning({ camera }: { readonly camera: Camera }) {
  const view = camera.view;
  if (camera.state.code !== "live" || view === null || view.code === "proven" || view.code === "dark") return null;
  const learns = view.code === "starting" || view.code === "proving";
  return (
    <span class="tile-view">
      <span class="tile-view-text">
        <strong>{words.view[view.code] ?? viewTold(view).sentence}</strong>
        {learns && <span>{percent(view.proven)}</span>}
      </span>
      {learns && (
        <span class="tile-view-line" aria-hidden="true">
          <span style={{ width: `${Math.max(1, view.proven * 100)}%` }} />
        </span>
      )}
    </span>
  );
}
