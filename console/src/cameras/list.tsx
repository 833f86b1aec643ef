/** All cameras in a table that reads as cards on a phone: how each is, what it sends, how far back it is recorded. */

import { useState } from "preact/hooks";

import { thumbnailAddress } from "../api";
import { type Camera, needsAttention } from "../model";
import { Button, Empty, Waiting } from "../parts/controls";
import { StatePill, trouble } from "../parts/state";
import { go, hashOf } from "../route";
import { useRight } from "../session";
import { useStore } from "../store";
import { bytesOf, lengthOf, percent, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import { removeWithUndo } from "./removal";

const FEW = 8; // so many are found by looking

/** Cameras whose name has all of what was typed, in any order; of those that need attention, where only they are wanted. Pure. */
export function found(cameras: readonly Camera[], typed: string, worried: boolean): readonly Camera[] {
  const parts = typed.toLowerCase().split(/\s+/).filter((part) => part !== "");
  return cameras.filter((camera) => (!worried || needsAttention(camera)) && parts.every((part) => camera.name.toLowerCase().includes(part)));
}

export function CameraList() {
  const { cameras, loaded } = useStore(watch);
  const maySetUp = useRight("set_up");
  const [typed, setTyped] = useState("");
  const [worried, setWorried] = useState(false);
  const trouble = cameras.filter(needsAttention).length;
  const shown = found(cameras, typed, worried && trouble > 0);
  const add = maySetUp && <Button kind="main" icon="plus" onClick={() => go({ page: "add" })}>{words.cameras.add}</Button>;
  return (
    <main class="page wide" id="page">
      <header class="page-head"><h1>{words.cameras.title}</h1>{cameras.length > 0 && add}</header>
      {!loaded && <Waiting text={words.common.loading} />}
      {loaded && cameras.length === 0 && <Empty icon="cameras" title={words.cameras.emptyTitle} text={maySetUp ? words.cameras.emptyText : words.cameras.emptyForYou} action={add} />}
      {(cameras.length > FEW || trouble > 0) && (
        <div class="row wrap camera-find">
          {cameras.length > FEW && <input type="search" value={typed} placeholder={words.wall.arranging.cameraFilter} aria-label={words.wall.arranging.cameraFilter} onInput={(event) => setTyped(event.currentTarget.value)} />}
          {trouble > 0 && <Button kind={worried ? "plain" : "quiet"} icon="alert" pressed={worried} onClick={() => setWorried(!worried)}>{words.common.needsAttention(trouble)}</Button>}
        </div>
      )}
      {cameras.length > 0 && shown.length === 0 && <p class="muted" role="status">{words.wall.arranging.noneFound}</p>}
      {shown.length > 0 && (
        <ul class="camera-list">
          {shown.map((camera) => <Row key={camera.id} camera={camera} maySetUp={maySetUp} />)}
        </ul>
      )}
    </main>
  );
}

function Row({ camera, maySetUp }: { readonly camera: Camera; readonly maySetUp: boolean }) {
  const wrong = trouble(camera);
  const c = words.cameras;
  const learning = camera.state.code === "live" && camera.view !== null && camera.view.code === "proving";
  return (
    <li class="camera-row">
      <Still camera={camera} />
      <div class="camera-row-main">
        <a class="camera-row-name" href={hashOf({ page: "camera", id: camera.id, at_ms: null })}>{camera.name}</a>
        <StatePill camera={camera} />
        {learning && camera.view !== null && <span class="faint">{words.live.provenSoFar(percent(camera.view.proven))}</span>}
        {wrong !== null && !learning && camera.state.code !== "off" && <p class="camera-row-trouble">{wrong.sentence} <span class="muted">{wrong.hint}</span></p>}
      </div>
      <dl class="camera-row-facts">
        <div><dt>{c.columns.source}</dt><dd>{camera.source === null ? c.unknownSource : `${camera.source.width} × ${camera.source.height}, ${Math.round(camera.source.rate_hz)}/s`}</dd></div>
        <div><dt>{c.columns.recorded}</dt><dd><Recorded camera={camera} /></dd></div>
      </dl>
      {maySetUp && (
        <div class="camera-row-acts">
          <Button kind="quiet" icon="sliders" label={`${words.camera.settings}: ${camera.name}`} onClick={() => go({ page: "settings", id: camera.id })} />
          <Button kind="quiet" icon="trash" label={`${words.common.remove}: ${camera.name}`} onClick={() => void removeWithUndo(camera)} />
        </div>
      )}
    </li>
  );
}

function Still({ camera }: { readonly camera: Camera }) {
  const [missing, setMissing] = useState(false);
  return (
    <a class="camera-row-still" href={hashOf({ page: "camera", id: camera.id, at_ms: null })} tabIndex={-1} aria-hidden="true">
      {!missing && <img src={thumbnailAddress(camera.id)} alt="" loading="lazy" onError={() => setMissing(true)} />}
    </a>
  );
}

function Recorded({ camera }: { readonly camera: Camera }) {
  const oldest = camera.recording?.oldest ?? null;
  if (camera.recording === null || oldest === null) return <>{words.cameras.neverRecorded}</>;
  const oldest_ms = Date.parse(oldest);
  return <span title={`${words.camera.oldest} ${utc(oldest_ms)}`}>{lengthOf((Date.now() - oldest_ms) / 1000)}, {bytesOf(camera.recording.bytes)}</span>;
}
