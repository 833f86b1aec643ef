/** One camera: its picture as large as it goes, live or at any recorded moment, and the timeline to get there. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { startMarking } from "../bookmarks/marking";
import { useLive } from "../media/useLive";
import type { Camera } from "../model";
import { Button, Empty, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { type KeyMap, useKeys } from "../parts/keys";
import { StatePill, toneOf } from "../parts/state";
import { go, hashOf } from "../route";
import { useRight, useRightAt } from "../session";
import { takeStill } from "../stills/taking";
import { useStore } from "../store";
import { momentBeside } from "../timeline/beside";
import { withNeighbours } from "../timeline/neighbours";
import { toggleFull } from "../wall/screen";
import { watch } from "../watch";
import { words } from "../words";
import { useArchive } from "./archive";
import { ClipBar } from "./clip";
import { Details } from "./details";
import { lensKeys, useLens } from "./lens-hands";
import { Stage } from "./stage";
import { Timeline } from "./timeline-canvas";
import { Transport } from "./transport";
import { Viewing } from "./viewing";

export function CameraPage({ id, at_ms, plays }: { readonly id: string; readonly at_ms: number | null; readonly plays: boolean }) {
  const { cameras, loaded } = useStore(watch);
  const camera = cameras.find((candidate) => candidate.id === id);
  if (!loaded) return <main class="page" id="page"><Waiting text={words.common.loading} /></main>;
  if (camera === undefined) {
    return (
      <main class="page" id="page">
        <Empty icon="cameras" title={words.camera.gone} text={words.camera.goneHint} action={<Button onClick={() => go({ page: "wall" })}>{words.nav.wall}</Button>} />
      </main>
    );
  }
  return <OneCamera camera={camera} at_ms={at_ms} plays={plays} />;
}

function OneCamera({ camera, at_ms, plays }: { readonly camera: Camera; readonly at_ms: number | null; readonly plays: boolean }) {
  const page = useRef<HTMLElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const liveVideo = useRef<HTMLVideoElement>(null);
  const recordedVideo = useRef<HTMLVideoElement>(null);
  const viewing = useMemo(() => new Viewing(camera.id, at_ms, oldestOf(camera), plays), []);
  const isLive = useStore(viewing.isLive);
  const [details, setDetails] = useState(false);
  const mayClip = useRightAt("export", camera.id);
  const lens = useLens(stage, () => void toggleFull(page.current));
  const live = useLive(liveVideo, camera.id, isLive && camera.enabled);
  const withOthers = (): void => go({
    page: "timeline", cameras: withNeighbours(camera.id, watch.value.cameras.map(({ id }) => id)), at_ms: isLive ? null : Math.round(viewing.playhead.value),
  });
  useEffect(() => viewing.begin(recordedVideo.current), []);
  useEffect(() => {
    if (live.kind === "showing") viewing.liveShows();
  }, [isLive, live.kind]);
  const take = (): void => takeStill(camera, viewing.isLive.value && live.kind === "showing" ? liveVideo.current : recordedVideo.current, viewing.isLive.value ? null : viewing.playhead.value);
  useKeys({ ...keysFor(viewing, camera.id), ...(mayClip ? { ...clipKeys(viewing), k: take } : {}), ...lensKeys(lens), f: () => void toggleFull(page.current) });
  return (
    <main class="camera" id="page" ref={page}>
      <Head camera={camera} isLive={isLive} details={details} onDetails={() => setDetails(!details)} onFull={() => void toggleFull(page.current)} onOthers={withOthers} />
      <Stage
        camera={camera} box={stage} hands={lens} liveVideo={liveVideo} recordedVideo={recordedVideo} opens_ms={at_ms} isLive={isLive} live={live}
        recorded={useStore(viewing.recorded)} hasRecorded={useStore(viewing.hasRecorded)}
        details={details ? <Details camera={camera} onClose={() => setDetails(false)} /> : null}
      />
      <Controls camera={camera} viewing={viewing} isLive={isLive} mayClip={mayClip} onStill={take} />
    </main>
  );
}

function oldestOf(camera: Camera): number | null {
  const oldest = camera.recording?.oldest ?? null;
  return oldest === null ? null : Date.parse(oldest);
}

async function beside(viewing: Viewing, camera: string, direction: 1 | -1): Promise<void> {
  const found_ms = await momentBeside([camera], viewing.events, viewing.view.value, viewing.playhead.value, direction);
  if (found_ms !== null) viewing.jump(found_ms - viewing.playhead.value);
}

const mark = (viewing: Viewing, camera: string): void => startMarking([camera], viewing.isLive.value ? null : viewing.playhead.value);

function keysFor(viewing: Viewing, camera: string): KeyMap {
  return {
    " ": () => viewing.playOrPause(),
    ",": () => viewing.step(-1),
    ".": () => viewing.step(1),
    ArrowLeft: (event) => viewing.jump(event.shiftKey ? -60_000 : -5_000),
    ArrowRight: (event) => viewing.jump(event.shiftKey ? 60_000 : 5_000),
    "+": () => viewing.zoom(0.6),
    "=": () => viewing.zoom(0.6),
    "-": () => viewing.zoom(1.6),
    l: () => viewing.toLive(),
    r: () => viewing.again(),
    b: () => mark(viewing, camera),
    n: () => void beside(viewing, camera, 1),
    p: () => void beside(viewing, camera, -1),
  };
}

const clipKeys = (viewing: Viewing): KeyMap => ({
  c: () => viewing.toggleClip(),
  i: () => viewing.clipEdge("start"),
  o: () => viewing.clipEdge("end"),
});

interface HeadProps {
  readonly camera: Camera;
  readonly isLive: boolean;
  readonly details: boolean;
  readonly onDetails: () => void;
  readonly onFull: () => void;
  readonly onOthers: () => void;
}

function Head({ camera, isLive, details, onDetails, onFull, onOthers }: HeadProps) {
  const maySetUp = useRight("set_up");
  return (
    <header class="camera-head">
      <a class="button quiet only" href={hashOf({ page: "wall" })} aria-label={words.common.back} title={words.common.back}><Icon name="back" /></a>
      <h1>{camera.name}</h1>
      {(isLive || toneOf(camera) !== "good") && <StatePill camera={camera} />}
      <span class="grow" />
      <Button kind="quiet" icon="history" label={words.history.timeline.withOthers} onClick={onOthers} />
      <Button kind="quiet" icon="info" label={words.camera.details} pressed={details} onClick={onDetails} />
      {maySetUp && <Button kind="quiet" icon="sliders" label={words.camera.settings} onClick={() => go({ page: "settings", id: camera.id })} />}
      <Button kind="quiet" icon="full" label={words.wall.fullScreen} onClick={onFull} />
    </header>
  );
}

interface ControlsProps {
  readonly camera: Camera;
  readonly viewing: Viewing;
  readonly isLive: boolean;
  readonly mayClip: boolean;
  readonly onStill: () => void;
}

/** Everything below the picture. Apart from the page, so that a moving playhead does not draw the stage anew. */
function Controls({ camera, viewing, isLive, mayClip, onStill }: ControlsProps) {
  const view = useStore(viewing.view);
  const clip = useStore(viewing.clip);
  const recorded = useStore(viewing.recorded);
  const archive = useArchive(camera.id, view);
  viewing.spans = archive.spans;
  viewing.events = archive.events;
  return (
    <>
      <Transport
        isLive={isLive} isPlaying={isLive || recorded.kind === "playing" || recorded.kind === "buffering"}
        speed={useStore(viewing.speed)} clipping={clip !== null} playhead={viewing.playhead} range={useStore(viewing.range)}
        onPlay={() => viewing.playOrPause()} onStep={(direction) => viewing.step(direction)} onSpeed={(speed) => viewing.setSpeed(speed)}
        onLive={() => viewing.toLive()} onMark={() => mark(viewing, camera.id)} onStill={mayClip ? onStill : null} onClip={mayClip ? () => viewing.toggleClip() : null} onAgain={() => viewing.again()} onBeside={(direction) => void beside(viewing, camera.id, direction)} onRange={(range) => viewing.chooseRange(range)}
      />
      <Timeline
        camera={camera.id} archive={archive} view={view} playhead={viewing.playhead} isLive={isLive} clip={clip}
        onClip={(next) => viewing.clip.set(next)} onScrub={(at_ms, phase) => viewing.scrub(at_ms, phase)} onView={(next) => viewing.setView(next)}
      />
      {clip !== null && (
        <ClipBar
          camera={camera.id} name={camera.name} clip={clip} onClose={() => viewing.clip.set(null)}
          onStartHere={() => viewing.clipEdge("start")} onEndHere={() => viewing.clipEdge("end")}
        />
      )}
    </>
  );
}
