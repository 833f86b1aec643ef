/** The picture itself, and in calm words what is missing when there is none. */

import type { ComponentChildren, RefObject } from "preact";

import { thumbnailAddress } from "../api";
import type { LiveState } from "../media/live-state";
import type { RecordedState } from "../media/recorded";
import type { Camera } from "../model";
import { headline } from "../outcome";
import { Icon } from "../parts/icon";
import { trouble } from "../parts/state";
import { hashOf } from "../route";
import { useRight } from "../session";
import { useStore } from "../store";
import { Learning, liveSentence } from "../wall/tile";
import { words } from "../words";
import { MOST } from "./lens";
import type { LensHands } from "./lens-hands";

interface StageProps {
  readonly camera: Camera;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly hands: LensHands;
  readonly liveVideo: RefObject<HTMLVideoElement | null>;
  readonly recordedVideo: RefObject<HTMLVideoElement | null>;
  readonly opens_ms: number | null; // the moment the page was opened at; null is live
  readonly isLive: boolean;
  readonly live: LiveState;
  readonly recorded: RecordedState;
  readonly hasRecorded: boolean;
  readonly details: ComponentChildren;
}

export function Stage(props: StageProps) {
  const { camera, isLive, live, recorded } = props;
  const liveShows = isLive && live.kind === "showing";
  const recordedShows = !liveShows && props.hasRecorded;
  const lens = useStore(props.hands.lens);
  const isWhole = lens.scale === 1;
  return (
    <div ref={props.box} class={isWhole ? "stage" : "stage is-close"} data-live={live.kind} data-mode={isLive ? "live" : "recorded"} data-recorded={recorded.kind}>
      <div class="stage-picture" style={isWhole ? {} : { transform: `translate(${lens.x_px}px, ${lens.y_px}px) scale(${lens.scale})` }}>
        {isLive && !liveShows && !recordedShows && camera.state.code !== "off" && (
          <img class="stage-still" src={thumbnailAddress(camera.id)} alt="" onError={(event) => event.currentTarget.remove()} />
        )}
        <video ref={props.recordedVideo} class={recordedShows ? "" : "behind"} poster={props.opens_ms === null ? undefined : thumbnailAddress(camera.id, props.opens_ms)} muted playsInline aria-label={`${camera.name}, ${words.camera.recording}`} />
        <video ref={props.liveVideo} class={liveShows ? "" : "behind"} muted playsInline aria-label={`${camera.name}, ${words.camera.live}`} />
        <Declared camera={camera} />
      </div>
      {isLive && <Learning camera={camera} />}
      {isLive ? <LiveNote camera={camera} live={live} /> : <RecordedNote recorded={recorded} />}
      {(liveShows || recordedShows) && <Closer hands={props.hands} scale={lens.scale} />}
      {props.details}
    </div>
  );
}

/** How close the look is, and its buttons; they keep out of the way until somebody points at the picture. */
function Closer({ hands, scale }: { readonly hands: LensHands; readonly scale: number }) {
  const c = words.camera;
  return (
    <div class="stage-lens">
      {scale > 1 && <button type="button" title={`${c.zoomFit} (0)`} onClick={() => hands.whole()}>{c.zoomFit}</button>}
      {scale > 1 && <output>{c.times(scale)}</output>}
      <button type="button" aria-label={c.zoomOut} title={`${c.zoomOut} (Shift Z)`} disabled={scale === 1} onClick={() => hands.step(-1)}><Icon name="minus" size={18} /></button>
      <button type="button" aria-label={c.zoomIn} title={`${c.zoomIn} (Z)`} disabled={scale === MOST} onClick={() => hands.step(1)}><Icon name="plus" size={18} /></button>
    </div>
  );
}

/** What a person declared to be shown as it is, whoever stands behind: nobody who watches shall have to guess. */
function Declared({ camera }: { readonly camera: Camera }) {
  if (camera.overlays.length === 0) return null;
  const { width, height } = camera.source ?? { width: 16, height: 9 };
  const corners = (area: Camera["overlays"][number]): string => area.map(([x, y]) => `${x * width},${y * height}`).join(" ");
  return (
    <svg class="declared" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words.camera.declared}>
      {camera.overlays.map((area) => <polygon key={corners(area)} points={corners(area)}><title>{words.camera.declared}</title></polygon>)}
    </svg>
  );
}

interface NoteProps {
  readonly busy?: boolean;
  readonly title: string;
  readonly hints?: readonly string[];
  readonly action?: ComponentChildren;
}

function Note(props: NoteProps) {
  return (
    <div class="stage-note" role="status">
      <strong>
        {props.busy === true ? <span class="spinner" aria-hidden="true" /> : <Icon name="alert" />}
        {props.title}
      </strong>
      {props.hints?.filter((hint) => hint !== "").map((hint) => <span key={hint}>{hint}</span>)}
      {props.action}
    </div>
  );
}

function LiveNote({ camera, live }: { readonly camera: Camera; readonly live: LiveState }) {
  const wrong = trouble(camera);
  const maySetUp = useRight("set_up");
  if (camera.state.code !== "live" && wrong !== null) {
    const retry = camera.state.retry_in_s > 0 ? words.live.retryIn(camera.state.retry_in_s) : "";
    const hint = camera.state.code === "off" ? words.wall.offHint : wrong.hint;
    const busy = camera.state.code === "connecting";
    const action = !busy && maySetUp && <a class="button stage-act" href={hashOf({ page: "settings", id: camera.id })}>{words.camera.settings}</a>;
    return <Note busy={busy} title={wrong.sentence} hints={[hint, retry]} action={action} />;
  }
  if (live.kind === "showing") return null;
  return <Note busy={live.kind !== "stalled" && live.kind !== "unsupported"} title={liveSentence(live)} />;
}

function RecordedNote({ recorded }: { readonly recorded: RecordedState }) {
  switch (recorded.kind) {
    case "nothing":
      return <Note title={words.camera.nothingHere} hints={[words.camera.nothingHint]} />;
    case "failed":
      return <Note title={headline(recorded.problem)} hints={recorded.problem.hints} />;
    case "buffering":
      return <div class="stage-busy" role="status"><span class="spinner" aria-hidden="true" /><span>{words.camera.buffering}</span></div>;
    case "seeking": // too short to be worth a word; the old picture stays until the new one is there
    case "still":
    case "playing":
    case "end":
      return null;
  }
}
