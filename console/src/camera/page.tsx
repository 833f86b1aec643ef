/** One camera: its picture as large as it goes, live or at any recorded moment, and the timeline to get there. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { RecordedState } from "../media/recorded";
import { RecordedPlayer } from "../media/recorded";
import { useLive } from "../media/useLive";
import type { Camera } from "../model";
import { Button, Empty, Waiting } from "../parts/controls";
import { useKeys } from "../parts/keys";
import { StatePill, toneOf } from "../parts/state";
import { go, hashOf } from "../route";
import { Store, useStore } from "../store";
import { toggleFull } from "../wall/wall";
import { watch } from "../watch";
import { words } from "../words";
import { useArchive } from "./archive";
import { ClipBar } from "./clip";
import { Details } from "./details";
import { Stage } from "./stage";
import { type Span, type TimelineView, endOf, follow, hold, nearestRecorded, nextStart, zoomAbout } from "./timeline";
import { Timeline } from "./timeline-canvas";
import { Transport } from "./transport";

const RANGES_MS = { minute: 600_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

export function CameraPage({ id, at_ms }: { readonly id: string; readonly at_ms: number | null }) {
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
  return <OneCamera camera={camera} at_ms={at_ms} />;
}

function OneCamera({ camera, at_ms }: { readonly camera: Camera; readonly at_ms: number | null }) {
  const page = useRef<HTMLElement>(null);
  const liveVideo = useRef<HTMLVideoElement>(null);
  const recordedVideo = useRef<HTMLVideoElement>(null);
  const player = useRef<RecordedPlayer | null>(null);
  const playhead = useMemo(() => new Store(at_ms ?? Date.now()), []);
  const [isLive, setIsLive] = useState(at_ms === null);
  const [recorded, setRecorded] = useState<RecordedState>({ kind: "still" });
  const [speed, setSpeed] = useState(1);
  const [clip, setClip] = useState<Span | null>(null);
  const [details, setDetails] = useState(false);
  const [range, setRange] = useState("hour");
  const [view, setView] = useState<TimelineView>(() => firstView(at_ms));
  const archive = useArchive(camera.id, view);
  const spans = useRef(archive.spans);
  spans.current = archive.spans;
  const resumes = useRef(false);
  const live = useLive(liveVideo, camera.id, isLive && camera.enabled);

  const toLive = (): void => {
    setIsLive(true);
    setRecorded({ kind: "still" });
    playhead.set(Date.now());
    setView((before) => hold(follow({ ...before }, Date.now(), 0.92), Date.now()));
  };
  const onRecorded = (state: RecordedState): void => {
    if (state.kind === "end") toLive();
    else setRecorded(state);
  };
  const ensurePlayer = (from_ms: number): RecordedPlayer | null => {
    if (recordedVideo.current === null) return null;
    player.current ??= new RecordedPlayer(
      recordedVideo.current, camera.id, from_ms,
      (after_ms) => nextStart(spans.current, after_ms),
      onRecorded,
      (moment_ms) => {
        playhead.set(moment_ms);
        setView((before) => follow(before, moment_ms));
      },
    );
    player.current.setSpeed(speed);
    return player.current;
  };
  const show = (moment_ms: number): void => {
    setIsLive(false);
    playhead.set(moment_ms);
    ensurePlayer(moment_ms)?.show(moment_ms);
  };
  const scrub = (moment_ms: number, phase: "begin" | "move" | "end"): void => {
    if (phase === "begin") resumes.current = isLive || (player.current?.isPlaying ?? false);
    if (phase !== "end") {
      show(moment_ms);
      return;
    }
    if (moment_ms > Date.now() - 2_500) {
      toLive();
      return;
    }
    // A gap holds nothing to look at: settle on the nearest recorded moment, so that letting go always shows a picture.
    const settled_ms = nearestRecorded(spans.current, moment_ms) ?? moment_ms;
    if (Math.abs(settled_ms - moment_ms) > 50) show(settled_ms);
    if (resumes.current) player.current?.play();
  };
  const jump = (delta_ms: number): void => {
    const wasPlaying = !isLive && (player.current?.isPlaying ?? false);
    const target_ms = playhead.value + delta_ms;
    if (target_ms > Date.now() - 1_500) {
      toLive();
      return;
    }
    show(target_ms);
    setView((before) => follow(before, target_ms));
    if (wasPlaying) player.current?.play();
  };
  const step = (direction: 1 | -1): void => {
    if (isLive) {
      show(Date.now() - 1_500);
      return;
    }
    const current = player.current;
    current?.step(direction);
    if (current !== null) playhead.set(current.at_ms);
  };
  const playOrPause = (): void => {
    if (isLive) show(Date.now() - 1_500);
    else if (player.current?.isPlaying) player.current.pause();
    else ensurePlayer(playhead.value)?.play();
  };
  const toggleClip = (): void => {
    if (clip !== null) setClip(null);
    else {
      const end_ms = isLive ? Date.now() - 2_000 : playhead.value + 10_000;
      const to_ms = Math.min(end_ms, Date.now() - 1_000);
      setClip({ from_ms: to_ms - 30_000, to_ms });
      if (view.span_ms > RANGES_MS.hour / 2) chooseRange("minute");
    }
  };
  const chooseRange = (chosen: keyof typeof RANGES_MS): void => {
    setRange(chosen);
    setView((before) => hold(around(before, isLive ? Date.now() : playhead.value, RANGES_MS[chosen], isLive), Date.now()));
  };
  const clipEdge = (edge: "start" | "end"): void => {
    const at = playhead.value;
    if (clip === null) setClip(edge === "start" ? { from_ms: at, to_ms: at + 10_000 } : { from_ms: at - 10_000, to_ms: at });
    else if (edge === "start") setClip({ from_ms: at, to_ms: Math.max(clip.to_ms, at + 1000) });
    else setClip({ from_ms: Math.min(clip.from_ms, at - 1000), to_ms: at });
  };
  const changeSpeed = (chosen: number): void => {
    setSpeed(chosen);
    player.current?.setSpeed(chosen);
  };

  useEffect(() => {
    if (at_ms !== null) show(at_ms);
    return () => player.current?.close();
  }, []);
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = window.setInterval(() => {
      playhead.set(Date.now());
      setView((before) => (endOf(before) < Date.now() ? hold(follow(before, Date.now(), 0.92), Date.now()) : before));
    }, 250);
    return () => window.clearInterval(timer);
  }, [isLive]);
  useEffect(() => {
    // The recorded picture stays until the live one is there, so that going live never flashes black.
    if (isLive && live.kind === "showing") {
      player.current?.close();
      player.current = null;
    }
  }, [isLive, live.kind]);

  useKeys({
    " ": playOrPause,
    ",": () => step(-1),
    ".": () => step(1),
    ArrowLeft: (event) => jump(event.shiftKey ? -60_000 : -5_000),
    ArrowRight: (event) => jump(event.shiftKey ? 60_000 : 5_000),
    "+": () => setView(hold(zoomAbout(view, view.width_px / 2, 0.6), Date.now())),
    "=": () => setView(hold(zoomAbout(view, view.width_px / 2, 0.6), Date.now())),
    "-": () => setView(hold(zoomAbout(view, view.width_px / 2, 1.6), Date.now())),
    l: toLive,
    c: toggleClip,
    i: () => clipEdge("start"),
    o: () => clipEdge("end"),
    f: () => void toggleFull(page.current),
  });

  const isPlaying = isLive || recorded.kind === "playing" || recorded.kind === "buffering";
  return (
    <main class="camera" id="page" ref={page}>
      <header class="camera-head">
        <a class="button quiet only" href={hashOf({ page: "wall" })} aria-label={words.common.back} title={words.common.back}><BackIcon /></a>
        <h1>{camera.name}</h1>
        {(isLive || toneOf(camera) !== "good") && <StatePill camera={camera} />}
        <span class="grow" />
        <Button kind="quiet" icon="info" label={words.camera.details} pressed={details} onClick={() => setDetails(!details)} />
        <Button kind="quiet" icon="sliders" label={words.camera.settings} onClick={() => go({ page: "settings", id: camera.id })} />
        <Button kind="quiet" icon="full" label={words.wall.fullScreen} onClick={() => void toggleFull(page.current)} />
      </header>
      <Stage camera={camera} liveVideo={liveVideo} recordedVideo={recordedVideo} isLive={isLive} live={live} recorded={recorded} hasRecorded={player.current !== null} details={details ? <Details camera={camera} onClose={() => setDetails(false)} /> : null} />
      <Transport
        isLive={isLive} isPlaying={isPlaying} speed={speed} clipping={clip !== null} playhead={playhead} range={range}
        onPlay={playOrPause} onStep={step} onSpeed={changeSpeed} onLive={toLive} onClip={toggleClip} onRange={chooseRange}
      />
      <Timeline
        camera={camera.id} archive={archive} view={view} playhead={playhead} isLive={isLive} clip={clip} onClip={setClip} onScrub={scrub}
        onView={(next) => {
          if (next.span_ms !== view.span_ms) setRange("");
          setView(next);
        }}
      />
      {clip !== null && (
        <ClipBar camera={camera.id} name={camera.name} clip={clip} onStartHere={() => clipEdge("start")} onEndHere={() => clipEdge("end")} onClose={() => setClip(null)} />
      )}
    </main>
  );
}

function firstView(at_ms: number | null): TimelineView {
  const width_px = 1000; // until it has been measured
  const start: TimelineView = { from_ms: 0, span_ms: RANGES_MS.hour, width_px };
  return hold(around(start, at_ms ?? Date.now(), RANGES_MS.hour, at_ms === null), Date.now());
}

/** A view of this span: with now near its right edge when live, with the moment in its middle otherwise. */
function around(view: TimelineView, at_ms: number, span_ms: number, isLive: boolean): TimelineView {
  return { ...view, span_ms, from_ms: at_ms - span_ms * (isLive ? 0.92 : 0.5) };
}

function BackIcon() {
  return <svg class="icon" width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="M12 4.500 6.500 10l5.500 5.500" /></svg>;
}
