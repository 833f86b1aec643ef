/** The room the wall has and the page of it that is in sight; measured from the element that scrolls. */

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

import { type Grid, type Room, fitGrid, pagesOf, rowsInSight } from "./grid";

const ASPECT = 16 / 9;
export const GAP_PX = 8;

export interface Sight {
  readonly grid: Grid | null; // null until it is measured
  readonly pages: number;
  readonly page: number; // from 0
  readonly toPage: (page: number) => void;
}

export function useBoard(area: RefObject<HTMLDivElement | null>, spans: readonly number[], columns: number): Sight {
  const [room, setRoom] = useState<Room | null>(null);
  const [top_px, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return undefined;
    const measure = (): void => setRoom({ width_px: element.clientWidth, height_px: element.clientHeight, aspect: ASPECT, gap_px: GAP_PX });
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
  if (room === null) return { grid: null, pages: 1, page: 0, toPage: () => undefined };
  const grid = fitGrid(spans, columns, room);
  const page_px = rowsInSight(grid, room.height_px, GAP_PX) * (grid.tileHeight_px + GAP_PX);
  const pages = pagesOf(grid, room.height_px, GAP_PX);
  return {
    grid,
    pages,
    // The last page may be shorter than the room, so the end of the way down is the last page too.
    page: isAtEnd(area.current) ? pages - 1 : Math.min(pages - 1, Math.round(top_px / page_px)),
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
