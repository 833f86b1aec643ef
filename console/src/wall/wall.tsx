/** The live wall: the cameras of one wall, as large as they fit, and nothing else until something is the matter. */

import { useEffect, useRef, useState } from "preact/hooks";

import { marks } from "../alarm/marks";
import { startMarking } from "../bookmarks/marking";
import type { Camera } from "../model";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { useActs, useEscape, useKeys } from "../parts/keys";
import { ALL_CAMERAS, type Route, type TourAsked, go, turn } from "../route";
import { useRight, useRightAtSite } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { wallActs } from "./acts";
import { ArrangePanel } from "./arrange";
import { GAP_PX, type Sight, pageOfRow, shapeOf, takesLittle, useBoard } from "./board";
import { chooseTile, chosenTile, moveChoice } from "./focus";
import type { Arrow } from "./grid";
import { Handle } from "./handle";
import { useHappening } from "./happening";
import { WallHead } from "./head";
import type { TileOf, WallWritten } from "./model";
import { NEWEST_PX, Newest, useNewestShown } from "./newest";
import { momentOf } from "./replay";
import { toggleFull } from "./screen";
import { type Single, useSingle } from "./single";
import { Tile } from "./tile";
import { HAPPENING_HOLD_S, TOUCHED_HOLD_S, type TourNow, stepAfter, useTour } from "./tour";
import { TourDialog } from "./tour-dialog";
import { type Arrangement, useArranging } from "./useArranging";
import { loadWalls, rememberWall, wallList, wallNamed, wallOfLastTime } from "./walls";
import { keepThisWindow } from "./windows";

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
  const maySetUp = useRight("set_up");
  return (
    <main class="page" id="page">
      <Empty
        icon="cameras"
        title={words.wall.emptyTitle}
        text={maySetUp ? words.wall.emptyText : words.cameras.emptyForYou}
        action={maySetUp && <Button kind="main" icon="plus" onClick={() => go({ page: "add" })}>{words.wall.emptyAction}</Button>}
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

type WallRoute = Extract<Route, { page: "wall" }>;

function Board({ id, shown, cameras, alone, tour }: BoardProps) {
  const { connected } = useStore(watch);
  const list = useStore(wallList);
  const mayShare = useRightAtSite("supervise");
  const arranging = useArranging(id);
  const arranged = arranging.now;
  const single = useSingle();
  const area = useRef<HTMLDivElement>(null);
  const board = useRef<HTMLDivElement>(null);
  const [asksTour, setAsksTour] = useState(false);
  const known = new Map(cameras.map((camera) => [camera.id, camera]));
  const tiles = (arranged?.tiles ?? shown?.tiles ?? NOTHING).filter((tile) => known.has(tile.camera));
  const sight = useBoard(area, tiles.map(({ span }) => span), arranged?.held.steps.draft.columns ?? shown?.columns ?? 0, shapeOf(tiles.map(({ camera }) => known.get(camera)?.source ?? null)));
  const news = useNewestShown(tiles.length > 0 && sight.room !== null && takesLittle(tiles.map(({ span }) => span), shown?.columns ?? 0, sight.room, NEWEST_PX));
  const route = (more: Partial<WallRoute> = {}): Route => ({ page: "wall", wall: id, ...(alone ? { alone } : {}), ...more });
  const running = useWallTour(tour, id, sight, route);
  const heard = useHappening(tiles, known, (index) => {
    running.hold(HAPPENING_HOLD_S);
    const row = sight.grid?.places[index]?.row;
    if (tour !== undefined && sight.grid !== null && row !== undefined) sight.toPage(pageOfRow(sight.grid, row, area.current?.clientHeight ?? 0));
  });
  const saved = list.walls.find((one) => one.id === id) ?? null;
  const begin = (from: WallWritten | null): void => {
    if (single.camera !== null) single.show(null);
    if (tour !== undefined) turn(route());
    if (from !== null && saved?.may_change === true) arranging.begin(from, saved);
    else arranging.begin({ name: "", shared: false, columns: from?.columns ?? 0, tiles: from?.tiles ?? [] }, null);
  };
  const full = (): void => {
    const at = chosenTile(board);
    if (single.camera !== null) single.show(null);
    else if (at >= 0 && arranged === null && document.fullscreenElement === null) single.show(tiles[at]?.camera ?? null);
    else void toggleFull(document.documentElement);
  };
  const mark = (): void => {
    const chosen = single.camera ?? document.activeElement?.closest<HTMLElement>(".tile")?.dataset["camera"];
    startMarking(chosen === undefined ? tiles.map(({ camera }) => camera) : [chosen], chosen === undefined ? null : momentOf(chosen));
  };
  const acts = wallActs({
    id, saved, alone, sight, route, full, mark, newest: news.fits ? news.toggle : null, isThere: shown !== null, walls: list.walls, isTouring: tour !== undefined,
    arrange: () => begin(shown), make: () => begin(null), tour: () => (tour === undefined ? setAsksTour(true) : turn(route())),
  });
  useActs(arranged === null ? [...acts.menu, ...acts.others] : []);
  const touched = (): void => running.hold(TOUCHED_HOLD_S);
  const move = (arrow: Arrow) => (): void => {
    if (single.camera === null) moveChoice(board, sight.grid?.places ?? [], arrow);
    else single.step(tiles.map(({ camera }) => camera), arrow === "ArrowLeft" || arrow === "ArrowUp" ? -1 : 1);
  };
  useKeys({
    ...(arranged === null ? digits(tiles) : {}),
    ArrowLeft: move("ArrowLeft"), ArrowRight: move("ArrowRight"), ArrowUp: move("ArrowUp"), ArrowDown: move("ArrowDown"),
  });
  useEscape(single.camera === null ? null : () => single.show(null));
  useEffect(() => {
    if (arranged !== null) chooseTile(board, 0);
  }, [arranged === null]);
  return (
    <main class={`wall${arranged === null ? "" : " is-arranging"}${single.camera === null ? "" : " is-single"}`} id="page" onPointerMove={touched} onKeyDown={touched}>
      <WallHead
        name={arranged === null ? (shown?.name ?? words.wall.title) : arranged.held.steps.draft.name || words.wall.make} wall={id} walls={list.walls} alone={alone} isKnown={connected}
        cameras={tiles.flatMap(({ camera }) => known.get(camera) ?? [])} sight={single.camera === null ? sight : { ...sight, pages: 1 }}
        tour={tour === undefined ? null : running} acts={acts.menu} onStopTour={() => turn(route())} onFull={full} newest={arranged === null && news.fits ? news : null}
      />
      {list.problem !== null && <ProblemNote problem={list.problem} />}
      <div class="wall-body">
        <div class="wall-area" ref={area}>
          {arranged === null && <Nothing shown={shown} count={tiles.length} onArrange={() => begin(shown)} />}
          <Tiles tiles={tiles} known={known} sight={sight} single={single} board={board} arranged={arranged} />
        </div>
        {arranged !== null && (
          <ArrangePanel
            arrangement={arranged} cameras={cameras} mayShare={mayShare} onLeave={arranging.end}
            onRemoved={() => { arranging.end(); go(route({ wall: ALL_CAMERAS })); }}
            onSaved={(kept) => void loadWalls().then(() => { arranging.end(); go(route({ wall: kept.id })); })}
          />
        )}
        {arranged === null && single.camera === null && news.isShown && <Newest onClose={news.toggle} />}
      </div>
      <p class="hush" role="status" aria-live="polite">{heard !== null && heard.level !== "alarm" && heard.text}</p>
      <p class="hush" role="alert" aria-live="assertive">{heard?.level === "alarm" && heard.text}</p>
      {asksTour && <TourDialog wall={id} walls={list.walls} pages={sight.pages} onClose={() => setAsksTour(false)} onStart={(asked) => { setAsksTour(false); turn(route({ wall: asked.through[0] ?? id, tour: asked })); }} />}
    </main>
  );
}

function useWallTour(tour: TourAsked | undefined, id: string, sight: Sight, route: (more?: Partial<WallRoute>) => Route): TourNow {
  return useTour(tour, `${id} ${sight.page}`, () => {
    if (tour === undefined) return;
    const next = stepAfter(tour, id, sight.page, sight.pages);
    if (next.kind === "page") sight.toPage(next.page);
    if (next.kind === "wall") turn(route({ wall: next.wall, tour }));
  });
}

function Nothing({ shown, count, onArrange }: { readonly shown: WallWritten | null; readonly count: number; readonly onArrange: () => void }) {
  if (shown === null) return <Empty icon="wall" title={words.wall.goneTitle} text={words.wall.goneText} />;
  if (count > 0) return null;
  return <Empty icon="wall" title={words.wall.nothingTitle} text={words.wall.nothingText} action={<Button kind="main" onClick={onArrange}>{words.wall.arrange}</Button>} />;
}

interface TilesProps {
  readonly tiles: readonly TileOf[];
  readonly known: ReadonlyMap<string, Camera>;
  readonly sight: Sight;
  readonly single: Single;
  readonly board: { current: HTMLDivElement | null };
  readonly arranged: Arrangement | null;
}

function Tiles({ tiles, known, sight, single, board, arranged }: TilesProps) {
  const happening = useStore(marks);
  const grid = sight.grid;
  if (grid === null) return null;
  const style = single.camera !== null ? {} : { gridTemplateColumns: `repeat(${grid.columns}, ${grid.tileWidth_px}px)`, gridAutoRows: `${grid.tileHeight_px}px` };
  return (
    <div class="wall-grid" ref={board} style={style}>
      {tiles.map(({ camera: of }, index) => {
        const camera = known.get(of);
        const place = grid.places[index];
        if (camera === undefined || place === undefined || (single.camera !== null && single.camera !== of)) return null;
        return (
          <Tile
            key={of} camera={camera} index={index} place={single.camera === null ? place : null} mark={happening.get(of)} show={single.show}
            over={arranged === null ? undefined : <Handle name={camera.name} camera={of} index={index} grid={grid} gap_px={GAP_PX} board={board} arrangement={arranged} />}
          />
        );
      })}
    </div>
  );
}

function digits(tiles: readonly TileOf[]): Readonly<Record<string, () => void>> {
  return Object.fromEntries(tiles.slice(0, 9).map(({ camera }, index) => [String(index + 1), () => go({ page: "camera", id: camera, at_ms: null })]));
}
