/** What can be done with a wall: in its menu, in the palette, and by key. */

import type { Act } from "../parts/keys";
import { say } from "../parts/toast";
import { type Route, go } from "../route";
import { takeMeant } from "../stills/key";
import { words } from "../words";
import type { Sight } from "./board";
import type { SavedWall } from "./model";
import { replayMeant } from "./replay";
import { wallBeside } from "./walls";
import { forgetWindows, keptWindows, openWindow } from "./windows";

export interface WallActs {
  readonly menu: readonly Act[];
  readonly others: readonly Act[]; // by key and palette only: they have buttons of their own, or are seldom looked for
}

interface Doing {
  readonly id: string;
  readonly saved: SavedWall | null;
  readonly isThere: boolean;
  readonly alone: boolean;
  readonly walls: readonly SavedWall[];
  readonly sight: Sight;
  readonly isTouring: boolean;
  readonly route: (more?: Partial<Extract<Route, { page: "wall" }>>) => Route;
  readonly arrange: () => void;
  readonly make: () => void;
  readonly tour: () => void;
  readonly full: () => void;
  readonly mark: () => void;
  readonly newest: (() => void) | null; // null: there is no room for it
}

export function wallActs(doing: Doing): WallActs {
  const { id, saved, isThere, alone, walls, sight, isTouring, route } = doing;
  const w = words.wall;
  const beside = (by: 1 | -1) => (): void => go(route({ wall: wallBeside(walls, id, by) }));
  const turnPage = (by: 1 | -1) => (): void => sight.toPage(sight.page + by);
  return {
    menu: [
      ...(isThere ? [{ label: saved?.may_change === true ? w.arrange : w.arrangeAs, icon: "sliders", key: "e", run: doing.arrange } as const] : []),
      { label: w.make, icon: "plus", run: doing.make },
      { label: isTouring ? w.tour.stop : w.tour.title, icon: "tour", key: "t", run: doing.tour },
      ...(alone ? [{ label: w.leave, icon: "wall", run: () => go({ page: "wall", wall: id }) } as const] : windowActs(id)),
    ],
    others: [
      { label: w.fullScreen, icon: "full", key: "f", run: doing.full },
      { label: words.bookmarks.mark, icon: "bookmark", key: "b", run: doing.mark },
      { label: words.stills.take, icon: "camera", key: "k", run: takeMeant },
      { label: words.camera.again, icon: "again", key: "r", run: replayMeant },
      ...(doing.newest === null ? [] : [{ label: w.newest.toggle, icon: "list", key: "h", run: doing.newest } as const]),
      { label: w.next, icon: "wall", key: "n", run: beside(1) },
      { label: w.previous, icon: "wall", key: "p", run: beside(-1) },
      ...(sight.pages > 1 ? [{ label: w.nextPage, icon: "wall", key: "PageDown", run: turnPage(1) } as const, { label: w.previousPage, icon: "wall", key: "PageUp", run: turnPage(-1) } as const] : []),
    ],
  };
}

function windowActs(id: string): readonly Act[] {
  const kept = keptWindows();
  const open = (walls: readonly string[]) => (): void => {
    if (!walls.map(openWindow).every(Boolean)) say(words.wall.windowBlocked);
  };
  return [
    { label: words.wall.window, icon: "window", key: "w", run: open([id]) },
    ...(kept.length === 0 ? [] : [
      { label: words.wall.windowsAgain(kept.length), icon: "window", run: open(kept.map(({ wall }) => wall)) } as const,
      { label: words.wall.windowsForget, icon: "close", run: forgetWindows } as const,
    ]),
  ];
}
