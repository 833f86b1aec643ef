/** The room the wall has and the page of it that is in sight; measured from the element that scrolls. */

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

import { type Grid, type Room, fitGrid, pagesOf, rowsInSight } from "./grid";

export const GAP_PX = 8;

const USUAL = 16 / 9;

/** The shape that all these cameras share, and the usual one where they do not or it is not known yet. Pure. */
export function shapeOf(sources: readonly ({ readonly width: number; readonly height: number } | null)[]): number {
  const shapes = sources.flatMap((source) => (source === null || source.height === 0 ? [] : [source.width / source.height]));
  const [first] = shapes;
  if (first === undefined) return USUAL;
  // 1920 x 1088 and 1920 x 1080 are one shape; a strip from a camera that looks all around is not a tile's.
  const isShared = shapes.every((shape) => Math.abs(shape / first - 1) < 0.02);
  return isShared && first >= 0.5 && first <= 2.4 ? first : USUAL;
}

export interface Sight {
  readonly grid: Grid | null; // null until it is measured
  readonly pages: number;
  readonly page: number; // from 0
  readonly toPage: (page: number) => void;
  readonly room: Room | null; // all of it, with what stands beside the pictures
}

/** Whether so much less width leaves the pictures nine tenths of theirs. Pure. */
export function takesLittle(spans: readonly number[], columns: number, room: Room, less_px: number): boolean {
  const narrower = fitGrid(spans, columns, { ...room, width_px: room.width_px - less_px });
  const whole = fitGrid(spans, columns, room);
  return !narrower.scrolls && smallest_px(narrower, room) >= smallest_px(whole, room) * 0.9;
}

const smallest_px = (grid: Grid, room: Room): number => Math.min(...grid.places.map(({ span }) => span * (grid.tileWidth_px + room.gap_px) - room.gap_px));

export function useBoard(area: RefObject<HTMLDivElement | null>, spans: readonly number[], columns: number, aspect: number): Sight {
  const [size, setSize] = useState<(Pick<Room, "width_px" | "height_px"> & { readonly all_px: number }) | null>(null);
  const [top_px, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const measure = (): void => setSize({ width_px: element.clientWidth, height_px: element.clientHeight, all_px: element.parentElement?.clientWidth ?? element.clientWidth });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [area.current === null]);
  useEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const take = (): void => setTop(element.scrollTop);
    element.addEventListener("scroll", take, { passive: true });
    return () => element.removeEventListener("scroll", take);
  }, [area.current === null]);
  if (size === null) return { grid: null, pages: 1, page: 0, toPage: () => undefined, room: null };
  const room: Room = { width_px: size.width_px, height_px: size.height_px, aspect, gap_px: GAP_PX };
  const grid = fitGrid(spans, columns, room);
  const page_px = rowsInSight(grid, room.height_px, GAP_PX) * (grid.tileHeight_px + GAP_PX);
  const pages = pagesOf(grid, room.height_px, GAP_PX);
  return {
    grid,
    pages,
    // The last page may be shorter than the room, so the end of the way down is the last page too.
    page: isAtEnd(area.current) ? pages - 1 : Math.min(pages - 1, Math.round(top_px / page_px)),
    room: { ...room, width_px: size.all_px },
    toPage: (page) => area.current?.scrollTo({ top: Math.max(0, Math.min(pages - 1, page)) * page_px }),
  };
}

function isAtEnd(element: HTMLElement | null): boolean {
  return element !== null && element.scrollTop > 0 && element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
}

/** The page on which a tile begins. */
export function pageOfRow(grid: Grid, row: number, height_px: number): number {
  return Math.floor(row / rowsInSight(grid, height_px, GAP_PX));
}
