/** Up to nine cameras played in step on one timeline, with what happened beside it. The address says which, and when. */

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { startMarking } from "../bookmarks/marking";
import { type Archive, type EventMark, useArchive } from "../camera/archive";
import { endOf } from "../camera/timeline";
import { SPEEDS } from "../camera/transport";
import { RANGES_MS } from "../camera/viewing";
import { LevelMark } from "../incidents/page";
import type { Camera } from "../model";
import { Button, Choice, Empty, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { type KeyMap, useKeys } from "../parts/keys";
import { go, hashOf } from "../route";
import { mayAt, session, useRightAt } from "../session";
import { takeStill } from "../stills/taking";
import { takeMeant, useStillOffer } from "../stills/key";
import { Store, useStore } from "../store";
import { clockTime, dayOf, utc } from "../time";
import { toggleFull } from "../wall/screen";
import "../styles/history.css";
import { fitGrid } from "../wall/grid";
import { watch } from "../watch";
import { words } from "../words";
import { momentBeside } from "./beside";
import { Clips } from "./clips";
import { Conductor, MOST_IN_STEP, type Shown, opensAt } from "./conductor";
import { Lanes } from "./lanes";
import { HistoryTabs } from "./tabs";

const FIRST = 4; // cameras that are shown when nobody chose

export function TimelinePage({ cameras: asked, at_ms }: { readonly cameras: readonly string[]; readonly at_ms: number | null }) {
  const { cameras, loaded } = useStore(watch);
  const w = words.history.timeline;
  if (!loaded) return <main class="page wide" id="page"><HistoryTabs part="timeline" /><Waiting text={words.common.loading} /></main>;
  if (cameras.length === 0) return <main class="page wide" id="page"><HistoryTabs part="timeline" /><Empty icon="history" title={w.emptyTitle} text={w.emptyText} /></main>;
  const named = asked.flatMap((id) => cameras.filter((camera) => camera.id === id));
  const chosen = (named.length > 0 ? named : cameras.slice(0, FIRST)).slice(0, MOST_IN_STEP);
  return <InStep key={at_ms} all={cameras} chosen={chosen} at_ms={at_ms} />;
}

interface InStepProps {
  readonly all: readonly Camera[];
  readonly chosen: readonly Camera[];
  readonly at_ms: number | null;
}

function InStep({ all, chosen, at_ms }: InStepProps) {
  const page = useRef<HTMLElement>(null);
  const conductor = useMemo(() => new Conductor(at_ms ?? opensAt(chosen.flatMap(({ recording }) => (recording === null ? [] : [Date.parse(recording.oldest)])), Date.now()), RANGES_MS.minute), []);
  const ids = chosen.map(({ id }) => id);
  useEffect(() => conductor.begin(), []);
  const saved = useSaved(chosen);
  useKeys({ ...keysFor(conductor, ids), ...(saved.length > 0 ? clipKeys(conductor) : {}), f: () => void toggleFull(page.current) });
  const choose = (cameras: readonly string[]): void => {
    history.replaceState(null, "", hashOf({ page: "timeline", cameras, at_ms }));
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  };
  const tiles = useRef<HTMLDivElement>(null);
  const columns = useColumns(tiles, chosen.length);
  return (
    <main class="reel" id="page" ref={page}>
      <header class="reel-head">
        <h1 class="hush">{words.history.timeline.title}</h1>
        <HistoryTabs part="timeline" />
        <span class="grow" />
        <Choosing all={all} chosen={ids} onChoose={choose} />
        <Button kind="quiet" icon="full" label={words.wall.fullScreen} onClick={() => void toggleFull(page.current)} />
      </header>
      <div class="reel-tiles" ref={tiles} data-columns={columns}>
        {chosen.map((camera) => <Tile key={camera.id} camera={camera} conductor={conductor} />)}
      </div>
      <Below conductor={conductor} cameras={chosen} />
      <Happened conductor={conductor} cameras={chosen} />
    </main>
  );
}

/** How many columns show the most picture in the room there is. */
function useColumns(tiles: RefObject<HTMLDivElement | null>, count: number): number {
  const [columns, setColumns] = useState(1);
  useLayoutEffect(() => {
    const element = tiles.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const room = { width_px: Math.max(621, element.clientWidth), height_px: element.clientHeight, aspect: 16 / 9, gap_px: 6 };
      setColumns(Math.min(3, fitGrid(new Array<number>(count).fill(1), 0, room).columns));
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [count]);
  return columns;
}

function keysFor(conductor: Conductor, ids: readonly string[]): KeyMap {
  return {
    " ": () => conductor.playOrPause(),
    ",": () => conductor.step(-1),
    ".": () => conductor.step(1),
    ArrowLeft: (event) => conductor.jumpTo(conductor.playhead.value - (event.shiftKey ? 60_000 : 5_000)),
    ArrowRight: (event) => conductor.jumpTo(conductor.playhead.value + (event.shiftKey ? 60_000 : 5_000)),
    n: () => void beside(conductor, ids, 1),
    p: () => void beside(conductor, ids, -1),
    "+": () => conductor.zoom(0.6),
    "=": () => conductor.zoom(0.6),
    "-": () => conductor.zoom(1.6),
    b: () => startMarking(ids, conductor.playhead.value),
    k: takeMeant,
  };
}

const clipKeys = (conductor: Conductor): KeyMap => ({
  c: () => conductor.toggleClip(),
  i: () => conductor.clipEdge("start"),
  o: () => conductor.clipEdge("end"),
});

/** Those of the cameras of which whoever is signed in may save clips. */
function useSaved(cameras: readonly Camera[]): readonly Camera[] {
  const now = useStore(session);
  return now.kind === "in" ? cameras.filter(({ id }) => mayAt(now.me, "export", id)) : [];
}

async function beside(conductor: Conductor, ids: readonly string[], direction: 1 | -1): Promise<void> {
  const known = [...conductor.archives.value.values()].flatMap((archive) => archive.events);
  const found_ms = await momentBeside(ids, known, conductor.view.value, conductor.playhead.value, direction);
  if (found_ms !== null) conductor.jumpTo(found_ms);
}

function Tile({ camera, conductor }: { readonly camera: Camera; readonly conductor: Conductor }) {
  const video = useRef<HTMLVideoElement>(null);
  const shown = useMemo(() => new Store<Shown>({ kind: "seeking" }), []);
  const state = useStore(shown);
  const view = useStore(conductor.view);
  const archive = useArchive(camera.id, view);
  const w = words.history.timeline;
  useEffect(() => (video.current === null ? undefined : conductor.join(camera.id, video.current, shown)), []);
  useEffect(() => conductor.know(camera.id, archive), [archive]);
  const gap = state.kind === "gap" || state.kind === "nothing";
  const mayTake = useRightAt("export", camera.id) && !gap;
  const take = (): void => takeStill(camera, video.current, conductor.playhead.value);
  useStillOffer(mayTake, video, take);
  return (
    <figure class="reel-tile" data-shown={state.kind}>
      <video ref={video} class={gap ? "behind" : ""} muted playsInline aria-label={`${camera.name}, ${words.camera.recording}`} />
      {gap && <span class="reel-gap">{w.gap}</span>}
      {state.kind === "failed" && <span class="reel-gap">{state.problem.title}</span>}
      {state.kind === "buffering" && <span class="spinner reel-busy" aria-hidden="true" />}
      {mayTake && <button type="button" class="reel-still" title={words.stills.takeOf(camera.name)} aria-label={words.stills.takeOf(camera.name)} onClick={take}><Icon name="camera" size={18} /></button>}
      <figcaption>
        <button type="button" title={w.open(camera.name)} onClick={() => go({ page: "camera", id: camera.id, at_ms: conductor.playhead.value })}>{camera.name}</button>
      </figcaption>
    </figure>
  );
}

/** Everything below the pictures. Apart from the page, so that a moving playhead draws no picture anew. */
function Below({ conductor, cameras }: { readonly conductor: Conductor; readonly cameras: readonly Camera[] }) {
  const view = useStore(conductor.view);
  const clip = useStore(conductor.clip);
  const archives = useStore(conductor.archives);
  const saved = useSaved(cameras);
  return (
    <div class="reel-below">
      <Transport conductor={conductor} cameras={cameras} mayClip={saved.length > 0} />
      <Lanes
        cameras={cameras} archives={archives} playhead={conductor.playhead} view={view} clip={clip}
        onView={(next) => conductor.view.set(next)} onClip={(next) => conductor.clip.set(next)} onScrub={(at_ms, phase) => conductor.scrub(at_ms, phase)}
      />
      {clip !== null && <Clips cameras={saved} clip={clip} onClose={() => conductor.clip.set(null)} onEdge={(edge) => conductor.clipEdge(edge)} />}
    </div>
  );
}

function Transport({ conductor, cameras, mayClip }: { readonly conductor: Conductor; readonly cameras: readonly Camera[]; readonly mayClip: boolean }) {
  const c = words.camera;
  const w = words.history.timeline;
  const playing = useStore(conductor.playing);
  const waits = useStore(conductor.waitsFor);
  const atNewest = useStore(conductor.atNewest);
  const clipping = useStore(conductor.clip) !== null;
  const ids = cameras.map(({ id }) => id);
  const range = Object.entries(RANGES_MS).find(([, span_ms]) => span_ms === conductor.view.value.span_ms)?.[0] ?? "";
  const see = (span_ms: number): void => {
    const view = conductor.view.value;
    const middle = view.width_px / 2;
    conductor.view.set({ ...view, from_ms: conductor.playhead.value - span_ms / 2, span_ms, width_px: middle * 2 });
    conductor.zoom(1); // holds it off the future
  };
  return (
    <div class="transport">
      <Readout conductor={conductor} note={waits.length > 0 ? w.waiting(waits.map((id) => cameras.find((camera) => camera.id === id)?.name ?? id).join(", ")) : atNewest ? w.atNow : ""} />
      <div class="transport-main">
        <Button kind="quiet" icon="previousEvent" label={`${w.previous} (P)`} onClick={() => void beside(conductor, ids, -1)} />
        <Button kind="quiet" icon="stepBack" label={`${c.stepBack} (,)`} onClick={() => conductor.step(-1)} />
        <Button kind="plain" class="play" icon={playing ? "pause" : "play"} label={playing ? c.pause : c.play} onClick={() => conductor.playOrPause()} />
        <Button kind="quiet" icon="stepForward" label={`${c.stepForward} (.)`} onClick={() => conductor.step(1)} />
        <Button kind="quiet" icon="nextEvent" label={`${w.next} (N)`} onClick={() => void beside(conductor, ids, 1)} />
        <select class="speed" aria-label={c.speed} title={c.speed} value={String(useStore(conductor.speed))} onChange={(event) => conductor.setSpeed(Number(event.currentTarget.value))}>
          {SPEEDS.map((speed) => <option key={speed} value={String(speed)}>{speed}×</option>)}
        </select>
      </div>
      <div class="transport-side">
        <Choice
          compact label={c.timeline} value={range} options={[["minute", c.ranges.minute], ["hour", c.ranges.hour], ["day", c.ranges.day], ["week", c.ranges.week]]}
          onChange={(chosen) => see(RANGES_MS[chosen as keyof typeof RANGES_MS])}
        />
        <Button kind="quiet" icon="bookmark" label={`${words.bookmarks.mark} (B)`} onClick={() => startMarking(ids, conductor.playhead.value)} />
        {mayClip && <Button kind={clipping ? "plain" : "quiet"} icon="clip" pressed={clipping} title={`${c.clip} (C)`} onClick={() => conductor.toggleClip()}>{c.clip}</Button>}
      </div>
    </div>
  );
}

function Readout({ conductor, note }: { readonly conductor: Conductor; readonly note: string }) {
  const at_ms = useStore(conductor.playhead);
  return (
    <div class="readout">
      <time dateTime={new Date(at_ms).toISOString()} title={utc(at_ms)}>
        <span class="readout-day">{dayOf(at_ms, Date.now())}</span> <span class="readout-time">{clockTime(at_ms, true)}</span>
      </time>
      <span class="faint reel-note" role="status">{note}</span>
    </div>
  );
}

function Choosing({ all, chosen, onChoose }: { readonly all: readonly Camera[]; readonly chosen: readonly string[]; readonly onChoose: (cameras: readonly string[]) => void }) {
  const w = words.history.timeline;
  const [open, setOpen] = useState(false);
  const full = chosen.length >= MOST_IN_STEP;
  return (
    <details class="choosing" open={open} onToggle={(event) => setOpen(event.currentTarget.open)} onKeyDown={(event) => {
      if (event.key !== "Escape" || !open) return;
      event.stopPropagation();
      event.preventDefault();
      setOpen(false);
    }}>
      <summary class="button plain"><Icon name="cameras" /><span>{w.chosen(chosen.length)}</span></summary>
      <fieldset class="choosing-list">
        <legend class="hush">{w.choose}</legend>
        {all.map(({ id, name }) => {
          const is = chosen.includes(id);
          return (
            <label key={id}>
              <input type="checkbox" checked={is} disabled={is ? chosen.length === 1 : full} onChange={() => onChoose(is ? chosen.filter((one) => one !== id) : [...chosen, id])} />
              <span>{name}</span>
            </label>
          );
        })}
        {full && <p class="field-hint">{w.most(MOST_IN_STEP)}</p>}
      </fieldset>
    </details>
  );
}

interface Listed extends Omit<EventMark, "level"> {
  readonly level: EventMark["level"] | "bookmark";
  readonly camera: Camera;
  readonly where: string; // the names of its cameras
}

/** Events and bookmarks of the stretch in view, newest first, by camera and moment. Pure. */
export function listed(cameras: readonly Camera[], archives: ReadonlyMap<string, Archive>, from_ms: number, to_ms: number): readonly Listed[] {
  const all = cameras.flatMap((camera) => (archives.get(camera.id)?.events ?? []).map((event): Listed => ({ ...event, camera, where: camera.name })));
  const marked = new Map<string, Listed>(); // a bookmark of several cameras is one line
  for (const camera of cameras) {
    for (const { id, ...one } of archives.get(camera.id)?.bookmarks ?? []) {
      const known = marked.get(id);
      marked.set(id, { ...one, level: "bookmark", camera: known?.camera ?? camera, where: known === undefined ? camera.name : `${known.where}, ${camera.name}` });
    }
  }
  return [...all, ...marked.values()].filter(({ at_ms }) => at_ms >= from_ms && at_ms < to_ms).sort((a, b) => b.at_ms - a.at_ms);
}

const MOST_LISTED = 200;

function Happened({ conductor, cameras }: { readonly conductor: Conductor; readonly cameras: readonly Camera[] }) {
  const w = words.history.timeline;
  const view = useStore(conductor.view);
  const archives = useStore(conductor.archives);
  const events = listed(cameras, archives, view.from_ms, endOf(view)).slice(0, MOST_LISTED);
  const asked = cameras.map(({ id }) => `camera=${encodeURIComponent(id)}`).join("&");
  return (
    <aside class="reel-events" aria-label={w.events}>
      <header class="row between"><h2>{w.events}</h2><a class="link" href={hashOf({ page: "search", asked })}>{w.searchAll}</a></header>
      {events.length === 0 && <p class="faint">{w.noEvents}</p>}
      <ul>
        {events.map((event) => (
          <li key={`${event.camera.id}${event.at_ms}${event.said}`}>
            <button type="button" onClick={() => conductor.jumpTo(event.at_ms)}>
              {event.level === "bookmark" ? <span class="level"><Icon name="bookmark" size={15} /></span> : <LevelMark level={event.level} />}
              <span class="reel-event"><b>{event.said}</b><span class="faint">{event.where}</span></span>
              <time title={utc(event.at_ms)}>{clockTime(event.at_ms)}</time>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
