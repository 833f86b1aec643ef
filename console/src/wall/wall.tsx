/** The live wall: the cameras of one wall, as large as they fit, and nothing else until something is the matter. */

import { useEffect, useRef, useState } from "preact/hooks";

import { marks } from "../alarm/marks";
import { isAtLeast } from "../alarm/settings";
import type { Camera } from "../model";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { type Act, useActs, useKeys } from "../parts/keys";
import { say } from "../parts/toast";
import { ALL_CAMERAS, type Route, type TourAsked, go, turn } from "../route";
import { useRight } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { ArrangePanel } from "./arrange";
import { GAP_PX, pageOfRow, useBoard } from "./board";
import { type Arrow, neighbour } from "./grid";
import { Handle } from "./handle";
import { WallHead } from "./head";
import type { TileOf, WallWritten } from "./model";
import { toggleFull } from "./screen";
import { Tile } from "./tile";
import { HAPPENING_HOLD_S, TOUCHED_HOLD_S, stepAfter, useTour } from "./tour";
import { TourDialog } from "./tour-dialog";
import { useArranging } from "./useArranging";
import { loadWalls, rememberWall, wallBeside, wallList, wallNamed, wallOfLastTime } from "./walls";
import { forgetWindows, keepThisWindow, keptWindows, openWindow } from "./windows";

interface WallProps {
  readonly wall?: string | undefined;
  readonly alone?: boolean | undefined;
  readonly tour?: TourAsked | undefined;
}

export function Wall({ wall, alone = false, tour }: WallProps) {
  const { cameras, loaded } = useStore(watch);
  const list = useStore(wallList);
  const [first] = useState(wallOfLastTime);
  useEffect(() => void loadWalls(), []);
  const isGone = wall === undefined && list.loaded && wallNamed(list.walls, first, cameras) === null;
  const id = wall ?? (isGone ? ALL_CAMERAS : first);
  useEffect(() => {
    if (!alone && wall !== undefined) rememberWall(wall);
  }, [alone, wall]);
  useKeepWindow(alone, id);
  if (loaded && cameras.length === 0) return <NoCameras />;
  const shown = wallNamed(list.walls, id, cameras);
  if (!loaded || (shown === null && !list.loaded)) return <main class="wall" id="page"><Waiting text={words.common.loading} /></main>;
  return <Board key={id} id={id} shown={shown} cameras={cameras} alone={alone} tour={tour} />;
}

function NoCameras() {
  return (
    <main class="page" id="page">
      <Empty
        icon="cameras"
        title={words.wall.emptyTitle}
        text={words.wall.emptyText}
        action={<Button kind="main" icon="plus" onClick={() => go({ page: "add" })}>{words.wall.emptyAction}</Button>}
      />
    </main>
  );
}

/** A window of its own notes where it stands, so that it can be opened there again. */
function useKeepWindow(alone: boolean, id: string): void {
  useEffect(() => {
    if (!alone) return undefined;
    const note = (): void => keepThisWindow(id);
    const timer = window.setInterval(note, 10_000);
    window.addEventListener("pagehide", note);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener("pagehide", note);
    };
  }, [alone, id]);
}

interface BoardProps {
  readonly id: string;
  readonly shown: (WallWritten & { readonly id: string }) | null; // null: there is no such wall
  readonly cameras: readonly Camera[];
  readonly alone: boolean;
  readonly tour: TourAsked | undefined;
}

const NOTHING: readonly TileOf[] = [];

function Board({ id, shown, cameras, alone, tour }: BoardProps) {
  const { connected } = useStore(watch);
  const list = useStore(wallList);
  const happening = useStore(marks);
  const mayShare = useRight("supervise");
  const arranging = useArranging();
  const area = useRef<HTMLDivElement>(null);
  const board = useRef<HTMLDivElement>(null);
  const [single, setSingle] = useState<string | null>(null);
  const [asksTour, setAsksTour] = useState(false);
  const known = new Map(cameras.map((camera) => [camera.id, camera]));
  const arranged = arranging.now;
  const tiles = (arranged?.tiles ?? shown?.tiles ?? NOTHING).filter((tile) => known.has(tile.camera));
  const sight = useBoard(area, tiles.map(({ span }) => span), arranged?.held.steps.draft.columns ?? shown?.columns ?? 0);
  const route = (more: Partial<Extract<Route, { page: "wall" }>> = {}): Route => ({ page: "wall", wall: id, ...(alone ? { alone } : {}), ...more });
  const running = useTour(tour, `${id} ${sight.page}`, () => {
    if (tour === undefined) return;
    const next = stepAfter(tour, id, sight.page, sight.pages);
    if (next.kind === "page") sight.toPage(next.page);
    if (next.kind === "wall") turn(route({ wall: next.wall, tour }));
  });
  const touched = (): void => running.hold(TOUCHED_HOLD_S);
  useHappening(tiles, known, (index) => {
    running.hold(HAPPENING_HOLD_S);
    const row = sight.grid?.places[index]?.row;
    if (tour !== undefined && sight.grid !== null && row !== undefined) sight.toPage(pageOfRow(sight.grid, row, area.current?.clientHeight ?? 0));
  });

  const tileElements = (): HTMLElement[] => [...(board.current?.querySelectorAll<HTMLElement>(".tile-link, .handle") ?? [])];
  const chosen = (): number => tileElements().indexOf(document.activeElement as HTMLElement);
  const move = (arrow: Arrow) => (): void => {
    touched();
    if (single !== null) {
      const at = tiles.findIndex(({ camera }) => camera === single) + (arrow === "ArrowLeft" || arrow === "ArrowUp" ? -1 : 1);
      setSingle(tiles[(at + tiles.length) % tiles.length]?.camera ?? null);
      return;
    }
    const elements = tileElements();
    // The browser's own focus is the only record of which tile is chosen: a second one would have to be kept in step.
    const to = elements[chosen() < 0 ? 0 : neighbour(sight.grid?.places ?? [], chosen(), arrow)];
    to?.focus();
  };
  const showAlone = (camera: string | null): void => {
    setSingle(camera);
    if (camera !== null && document.fullscreenElement === null) void toggleFull(document.documentElement);
    if (camera === null && document.fullscreenElement !== null) void toggleFull(null);
  };
  const full = (): void => {
    const at = chosen();
    if (single !== null) showAlone(null);
    else if (at >= 0 && arranged === null && document.fullscreenElement === null) showAlone(tiles[at]?.camera ?? null);
    else void toggleFull(document.documentElement);
  };
  useEffect(() => {
    const left = (): void => {
      if (document.fullscreenElement === null) setSingle(null);
    };
    document.addEventListener("fullscreenchange", left);
    return () => document.removeEventListener("fullscreenchange", left);
  }, []);

  const saved = list.walls.find((one) => one.id === id) ?? null;
  const begin = (from: WallWritten | null): void => {
    setSingle(null);
    if (tour !== undefined) turn(route());
    if (from !== null && saved !== null && saved.may_change) arranging.begin(from, saved);
    else arranging.begin({ name: "", shared: false, columns: from?.columns ?? 0, tiles: from?.tiles ?? [] }, null);
  };
  const window_ = (): void => {
    if (!openWindow(id)) say(words.wall.windowBlocked);
  };
  const beside = (by: 1 | -1) => (): void => go(route({ wall: wallBeside(list.walls, id, by) }));
  const acts: Act[] = [
    ...(shown === null ? [] : [{ label: saved?.may_change === true ? words.wall.arrange : words.wall.arrangeAs, icon: "sliders", key: "e", run: () => begin(shown) } as const]),
    { label: words.wall.make, icon: "plus", run: () => begin(null) },
    tour === undefined
      ? { label: words.wall.tour.title, icon: "tour", key: "t", run: () => setAsksTour(true) }
      : { label: words.wall.tour.stop, icon: "tour", key: "t", run: () => turn(route()) },
    ...(alone ? [] : [{ label: words.wall.window, icon: "window", key: "w", run: window_ } as const]),
    ...windowActs(alone),
    ...(alone ? [{ label: words.wall.leave, icon: "wall", run: () => go({ page: "wall", wall: id }) } as const] : []),
  ];
  const hidden: Act[] = [
    { label: words.wall.fullScreen, icon: "full", key: "f", run: full },
    { label: words.wall.next, icon: "wall", key: "n", run: beside(1) },
    { label: words.wall.previous, icon: "wall", key: "p", run: beside(-1) },
    ...(sight.pages > 1 ? [{ label: words.wall.nextPage, icon: "wall", key: "PageDown", run: () => sight.toPage(sight.page + 1) } as const, { label: words.wall.previousPage, icon: "wall", key: "PageUp", run: () => sight.toPage(sight.page - 1) } as const] : []),
  ];
  useActs(arranged === null ? [...acts, ...hidden] : []);
  useKeys({
    ...(arranged === null ? digits(tiles) : {}),
    ArrowLeft: move("ArrowLeft"), ArrowRight: move("ArrowRight"), ArrowUp: move("ArrowUp"), ArrowDown: move("ArrowDown"),
    ...(single === null ? {} : { Escape: () => showAlone(null) }),
  });

  const visible = single === null ? tiles : tiles.filter(({ camera }) => camera === single);
  const grid = sight.grid;
  return (
    <main class={`wall${arranged === null ? "" : " is-arranging"}${single === null ? "" : " is-single"}`} id="page" onPointerMove={touched} onKeyDown={touched}>
      <WallHead
        name={shown?.name ?? words.wall.title} wall={id} walls={list.walls} alone={alone} isKnown={connected}
        cameras={tiles.flatMap(({ camera }) => known.get(camera) ?? [])} sight={single === null ? sight : { ...sight, pages: 1 }}
        tour={tour === undefined ? null : running} acts={acts} onStopTour={() => turn(route())} onFull={full}
      />
      {list.problem !== null && <ProblemNote problem={list.problem} />}
      <div class="wall-body">
        <div class="wall-area" ref={area}>
          {shown === null && arranged === null && <Empty icon="wall" title={words.wall.goneTitle} text={words.wall.goneText} />}
          {shown !== null && tiles.length === 0 && arranged === null && <Empty icon="wall" title={words.wall.nothingTitle} text={words.wall.nothingText} action={<Button kind="main" onClick={() => begin(shown)}>{words.wall.arrange}</Button>} />}
          {grid !== null && (
            <div class="wall-grid" ref={board} style={single === null ? { gridTemplateColumns: `repeat(${grid.columns}, ${grid.tileWidth_px}px)`, gridAutoRows: `${grid.tileHeight_px}px` } : {}}>
              {visible.map(({ camera: of }, index) => {
                const camera = known.get(of);
                const place = grid.places[index];
                if (camera === undefined || place === undefined) return null;
                return (
                  <Tile key={of} camera={camera} index={index} place={single === null ? place : null} mark={happening.get(of)} onAlone={() => showAlone(single === null ? of : null)}>
                    {arranged === null ? undefined : <Handle name={camera.name} camera={of} index={index} grid={grid} gap_px={GAP_PX} board={board} arrangement={arranged} />}
                  </Tile>
                );
              })}
            </div>
          )}
        </div>
        {arranged !== null && (
          <ArrangePanel
            arrangement={arranged} cameras={cameras} mayShare={mayShare} onLeave={arranging.end} onRemoved={() => { arranging.end(); go(route({ wall: ALL_CAMERAS })); }}
            onSaved={(kept) => void loadWalls().then(() => { arranging.end(); go(route({ wall: kept.id })); })}
          />
        )}
      </div>
      {asksTour && <TourDialog wall={id} walls={list.walls} pages={sight.pages} onClose={() => setAsksTour(false)} onStart={(asked) => { setAsksTour(false); turn(route({ wall: asked.through[0] ?? id, tour: asked })); }} />}
    </main>
  );
}

function digits(tiles: readonly TileOf[]): Readonly<Record<string, () => void>> {
  return Object.fromEntries(tiles.slice(0, 9).map(({ camera }, index) => [String(index + 1), () => go({ page: "camera", id: camera, at_ms: null })]));
}

function windowActs(alone: boolean): readonly Act[] {
  const kept = alone ? [] : keptWindows();
  if (kept.length === 0) return [];
  const again = (): void => {
    if (!kept.every((one) => openWindow(one.wall))) say(words.wall.windowBlocked);
  };
  return [
    { label: words.wall.windowsAgain(kept.length), icon: "window", run: again },
    { label: words.wall.windowsForget, icon: "close", run: forgetWindows },
  ];
}

/** Tells of a camera of this wall on which something grave begins: to those who hear the page, and to the tour. */
function useHappening(tiles: readonly TileOf[], known: ReadonlyMap<string, Camera>, onHappening: (index: number) => void): void {
  const newest = useRef({ tiles, known, onHappening });
  newest.current = { tiles, known, onHappening };
  useEffect(() => {
    let told = marks.value;
    return marks.subscribe(() => {
      const before = told;
      told = marks.value;
      for (const [camera, mark] of told) {
        if (before.get(camera) === mark || !isAtLeast(mark.level, "warning")) continue;
        const index = newest.current.tiles.findIndex((tile) => tile.camera === camera);
        if (index >= 0) newest.current.onHappening(index);
      }
    });
  }, []);
}
