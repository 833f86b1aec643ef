/** What lies over a tile while its wall is arranged: a handle to drag or to move with keys, its size, and the way off. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { Icon } from "../parts/icon";
import { words } from "../words";
import { type Arrow, type Grid, neighbour, tileAt } from "./grid";
import type { Arrangement } from "./useArranging";

interface HandleProps {
  readonly name: string;
  readonly camera: string;
  readonly index: number;
  readonly grid: Grid;
  readonly gap_px: number;
  readonly board: RefObject<HTMLDivElement | null>;
  readonly arrangement: Arrangement;
}

const DRAG_FROM_PX = 6;
const EDGE_PX = 48;

export function Handle(props: HandleProps) {
  const { name, camera, index, arrangement } = props;
  const w = words.wall.arranging;
  const button = useRef<HTMLButtonElement>(null);
  const lifted = arrangement.held.lifted === camera;
  const large = (arrangement.tiles[index]?.span ?? 1) > 1;
  const drag = useDrag(props);
  // Moving a tile moves its element, and some browsers take the focus away from an element that moves.
  useEffect(() => {
    if (lifted && document.activeElement !== button.current) button.current?.focus();
  }, [index, lifted]);
  return (
    <>
      <button
        ref={button}
        type="button"
        class={lifted ? "handle lifted" : "handle"}
        aria-label={w.tile(name, index + 1, arrangement.tiles.length)}
        aria-describedby="arranging-help"
        aria-pressed={lifted}
        onKeyDown={(event) => pressed(event, props)}
        onPointerDown={drag}
      />
      <span class="handle-tools">
        <button type="button" title={large ? w.smaller(name) : w.bigger(name)} aria-label={large ? w.smaller(name) : w.bigger(name)} onClick={() => arrangement.resize(index)}>
          <Icon name={large ? "shrink" : "full"} size={18} />
        </button>
        <button type="button" title={w.takeOff(name)} aria-label={w.takeOff(name)} onClick={() => arrangement.takeOff(index)}>
          <Icon name="close" size={18} />
        </button>
      </span>
    </>
  );
}

/** The keys of a handle. What it does not know it leaves to the page, such as the arrows that only choose a tile. */
function pressed(event: KeyboardEvent, { name, camera, index, grid, arrangement }: HandleProps): void {
  const lifted = arrangement.held.lifted === camera;
  if (event.key === " " || event.key === "Enter") {
    if (lifted) arrangement.drop(name);
    else arrangement.lift(camera);
  } else if (lifted && event.key.startsWith("Arrow")) arrangement.moveTo(camera, neighbour(grid.places, index, event.key as Arrow), name);
  else if (lifted && event.key === "Escape") arrangement.giveUp(name);
  else if (event.key.toLowerCase() === "s" && !event.ctrlKey && !event.metaKey) arrangement.resize(index);
  else if (event.key === "Delete" || event.key === "Backspace") arrangement.takeOff(index);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Dragging with mouse, pen or finger: begins after a few pixels, follows the pointer, and ends where it is let go. */
function useDrag(props: HandleProps): (event: PointerEvent) => void {
  const newest = useRef(props);
  newest.current = props;
  return (down) => {
    const handle = down.currentTarget;
    if (down.button !== 0 || !(handle instanceof HTMLElement)) return;
    let dragging = false;
    let over: number | null = null;
    handle.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent): void => {
      const { arrangement, board, camera, gap_px, grid, name } = newest.current;
      if (!dragging && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < DRAG_FROM_PX) return;
      if (!dragging) arrangement.lift(camera);
      dragging = true;
      const box = board.current?.getBoundingClientRect();
      if (box === undefined) return;
      scrollAtEdge(board.current?.parentElement ?? null, event.clientY);
      const target = tileAt(grid, event.clientX - box.left, event.clientY - box.top, gap_px);
      // Acts once per tile it comes to: tiles change places under the pointer, and would change back at once.
      if (target !== over && target !== null) arrangement.moveTo(camera, target, name);
      over = target;
    };
    const end = (event: PointerEvent): void => {
      handle.removeEventListener("pointermove", move);
      handle.removeEventListener("pointerup", end);
      handle.removeEventListener("pointercancel", end);
      const { arrangement, name } = newest.current;
      if (!dragging) return;
      if (event.type === "pointerup") arrangement.drop(name);
      else arrangement.giveUp(name);
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end);
    handle.addEventListener("pointercancel", end);
  };
}

function scrollAtEdge(area: HTMLElement | null, y_px: number): void {
  if (area === null) return;
  const box = area.getBoundingClientRect();
  if (y_px < box.top + EDGE_PX) area.scrollBy(0, -12);
  else if (y_px > box.bottom - EDGE_PX) area.scrollBy(0, 12);
}
