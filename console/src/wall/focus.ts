/** Which tile is chosen. The browser's own focus is the only record of it: a second one would have to be kept in step. */

import type { RefObject } from "preact";

import { type Arrow, type Place, neighbour } from "./grid";

const TILES = ".tile-link, .handle";

const elements = (board: RefObject<HTMLDivElement | null>): HTMLElement[] => [...(board.current?.querySelectorAll<HTMLElement>(TILES) ?? [])];

/** Its place in reading order, or -1. */
export const chosenTile = (board: RefObject<HTMLDivElement | null>): number => elements(board).findIndex((element) => element === document.activeElement);

export function chooseTile(board: RefObject<HTMLDivElement | null>, index: number): void {
  elements(board)[index]?.focus();
}

export function moveChoice(board: RefObject<HTMLDivElement | null>, places: readonly Place[], arrow: Arrow): void {
  const at = chosenTile(board);
  chooseTile(board, at < 0 ? 0 : neighbour(places, at, arrow));
}
