/** What stands above a wall: its name, how its cameras are, its page, its tour; and as little of that as can be. */

import { useEffect, useState } from "preact/hooks";

import { SoundControl } from "../alarm/control";
import { needsAttention, type Camera } from "../model";
import { Button } from "../parts/controls";
import { clockTime, dayOf, utc } from "../time";
import { words } from "../words";
import type { Sight } from "./board";
import { type MenuAct, WallMenu } from "./menu";
import type { SavedWall } from "./model";
import type { TourNow } from "./tour";

interface WallHeadProps {
  readonly name: string;
  readonly wall: string;
  readonly walls: readonly SavedWall[];
  readonly alone: boolean;
  readonly cameras: readonly Camera[]; // those on the wall
  readonly isKnown: boolean; // whether how they are is known just now
  readonly sight: Sight;
  readonly tour: TourNow | null;
  readonly acts: readonly MenuAct[];
  readonly onStopTour: () => void;
  readonly onFull: () => void;
  readonly newest: { readonly isShown: boolean; readonly toggle: () => void } | null; // null: there is no room for it
}

export function WallHead(props: WallHeadProps) {
  const { name, wall, walls, alone, cameras, isKnown, sight, tour, acts, onStopTour, onFull, newest } = props;
  const worried = cameras.filter(needsAttention).length;
  return (
    <header class="wall-head">
      <WallMenu name={name} wall={wall} walls={walls} alone={alone} acts={acts} />
      <p class={worried > 0 ? "summary worried" : "summary"} role="status">
        {isKnown && cameras.length > 0 && (worried > 0 ? words.common.needsAttention(worried) : words.wall.allWell(cameras.length))}
      </p>
      {tour !== null && (
        <span class="wall-tour">
          <span title={tour.held_s > 0 ? words.wall.tour.heldFor : undefined}>{tour.held_s > 0 ? words.wall.tour.held : words.wall.tour.next(tour.left_s)}</span>
          <Button kind="quiet" icon="close" label={words.wall.tour.stop} onClick={onStopTour} />
        </span>
      )}
      {sight.pages > 1 && <Pages sight={sight} />}
      <Clock />
      <SoundControl />
      {newest !== null && <Button kind="quiet" icon="list" label={words.wall.newest.toggle} title={`${words.wall.newest.toggle} (H)`} pressed={newest.isShown} onClick={newest.toggle} />}
      <Button kind="quiet" icon="full" label={words.wall.fullScreen} onClick={onFull} />
    </header>
  );
}

function Pages({ sight }: { readonly sight: Sight }) {
  return (
    <nav class="wall-pages" aria-label={words.wall.pages}>
      <Button kind="quiet" icon="back" label={words.wall.previousPage} disabled={sight.page === 0} onClick={() => sight.toPage(sight.page - 1)} />
      <span>{words.wall.page(sight.page + 1, sight.pages)}</span>
      <Button kind="quiet" icon="back" class="turned" label={words.wall.nextPage} disabled={sight.page + 1 >= sight.pages} onClick={() => sight.toPage(sight.page + 1)} />
    </nav>
  );
}

function Clock() {
  const [now_ms, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return <time class="clock" title={utc(now_ms)} dateTime={new Date(now_ms).toISOString()}><span>{dayOf(now_ms, now_ms)}</span> {clockTime(now_ms)}</time>;
}
