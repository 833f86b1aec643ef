/** The live wall: every camera at once, as large as they fit, and nothing else until something is the matter. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { needsAttention } from "../model";
import { Button, Empty, Waiting } from "../parts/controls";
import { useKeys } from "../parts/keys";
import { go } from "../route";
import { useStore } from "../store";
import { clockTime, dayOf, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import { type Arrow, type Grid, fitGrid, neighbour } from "./grid";
import { Tile } from "./tile";

const GAP_PX = 8;
const ASPECT = 16 / 9;

export function Wall() {
  const { cameras, loaded, connected } = useStore(watch);
  const area = useRef<HTMLDivElement>(null);
  const page = useRef<HTMLElement>(null);
  const [grid, setGrid] = useState<Grid | null>(null);
  const count = cameras.length;
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const measure = (): void => setGrid(fitGrid(count, element.clientWidth, element.clientHeight, ASPECT, GAP_PX));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [count]);

  // The browser's own focus is the only record of which tile is chosen: a second one would have to be kept in step.
  const move = (arrow: Arrow) => (): void => {
    const tiles = [...(area.current?.querySelectorAll<HTMLElement>(".tile") ?? [])];
    const chosen = tiles.findIndex((tile) => tile === document.activeElement);
    tiles[chosen < 0 ? 0 : neighbour(chosen, arrow, grid?.columns ?? 1, tiles.length)]?.focus();
  };
  const open = (index: number): void => {
    const camera = cameras[index];
    if (camera !== undefined) go({ page: "camera", id: camera.id, at_ms: null });
  };
  const digits = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [String(index + 1), () => open(index)]));
  useKeys({
    ...digits,
    ArrowLeft: move("ArrowLeft"), ArrowRight: move("ArrowRight"), ArrowUp: move("ArrowUp"), ArrowDown: move("ArrowDown"),
    f: () => void toggleFull(page.current),
  });

  if (loaded && count === 0) {
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
  const worried = cameras.filter(needsAttention).length;
  return (
    <main class="wall" id="page" ref={page}>
      <header class="wall-head">
        <h1>{words.wall.title}</h1>
        <p class={worried > 0 ? "summary worried" : "summary"} role="status">
          {loaded && connected && (worried > 0 ? words.common.needsAttention(worried) : words.wall.allWell(count))}
        </p>
        <Clock />
        <Button kind="quiet" icon="full" label={words.wall.fullScreen} onClick={() => void toggleFull(page.current)} />
      </header>
      <div class="wall-area" ref={area}>
        {!loaded && <Waiting text={words.common.loading} />}
        {grid !== null && (
          <div
            class="wall-grid"
            style={{ gridTemplateColumns: `repeat(${grid.columns}, ${grid.tileWidth_px}px)`, gridAutoRows: `${grid.tileHeight_px}px` }}
          >
            {cameras.map((camera, index) => (
              <Tile key={camera.id} camera={camera} index={index} />
            ))}
          </div>
        )}
      </div>
    </main>
  );
}

export async function toggleFull(element: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    else await element?.requestFullscreen();
  } catch {
    return; // refused by the browser or not offered on this phone: the page stays as it is
  }
}

function Clock() {
  const [now_ms, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return <time class="clock" title={utc(now_ms)} dateTime={new Date(now_ms).toISOString()}><span>{dayOf(now_ms, now_ms)}</span> {clockTime(now_ms)}</time>;
}
