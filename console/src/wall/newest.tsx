/**
 * What has just happened, beside the wall: the newest events with their frosted stills, each the way to its recording.
 *
 * Hears of new ones over the one socket of the console and asks for none by itself; what it looked up once is where it begins.
 */

import { useEffect, useState } from "preact/hooks";

import { events as fetchEvents } from "../api";
import type { EventNow } from "../events/model";
import { newest } from "../events/newest";
import { EventRow } from "../events/row";
import type { Problem } from "../outcome";
import { Button, ProblemNote, Waiting } from "../parts/controls";
import { hashOf } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";

const MOST = 40;
export const NEWEST_PX = 326; // with the gap beside it
const KEY = "gg-wall-newest";
const WIDE_ENOUGH = "(min-width: 1100px)";

/** A newer event over the others; what goes on or ends takes the place of how it began. Pure. */
export function withEvent(shown: readonly EventNow[], event: EventNow): readonly EventNow[] {
  const others = shown.filter(({ id }) => id !== event.id);
  return [...others, event].sort((a, b) => (a.at === b.at ? b.id - a.id : a.at < b.at ? 1 : -1)).slice(0, MOST);
}

/** Whether it stands beside the wall: as it was left on this device, and until somebody chose where it takes little from the pictures. */
export function useNewestShown(takesLittle: boolean): { readonly fits: boolean; readonly isShown: boolean; readonly toggle: () => void } {
  const [fits, setFits] = useState(() => matchMedia(WIDE_ENOUGH).matches);
  const [wanted, setWanted] = useState(wantedLastTime);
  useEffect(() => {
    const wide = matchMedia(WIDE_ENOUGH);
    const take = (): void => setFits(wide.matches);
    wide.addEventListener("change", take);
    return () => wide.removeEventListener("change", take);
  }, []);
  const isShown = fits && (wanted ?? takesLittle);
  return {
    fits,
    isShown,
    toggle: () => {
      setWanted(!isShown);
      remember(!isShown);
    },
  };
}

function wantedLastTime(): boolean | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === null ? null : kept === "shown";
  } catch {
    return null; // storage refused by the browser: nothing is remembered
  }
}

function remember(wanted: boolean): void {
  try {
    localStorage.setItem(KEY, wanted ? "shown" : "hidden");
  } catch {
    return; // it holds for this visit only
  }
}

export function Newest({ onClose }: { readonly onClose: () => void }) {
  const w = words.wall.newest;
  const [shown, setShown] = useState<readonly EventNow[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { connected } = useStore(watch);
  const latest = useStore(newest);
  useEffect(() => {
    if (!connected) return undefined; // what was missed meanwhile is looked up when the socket is back
    const control = new AbortController();
    void fetchEvents("", "info", null, null, control.signal).then((answer) => {
      const held = guard(answer);
      if (held.kind === "failed") setProblem(held.problem);
      if (held.kind !== "ok") return;
      setProblem(null);
      const told = held.value.events.slice(0, MOST);
      setShown(newest.value === null ? told : withEvent(told, newest.value)); // it may have come while the others were looked up
    });
    return () => control.abort();
  }, [connected]);
  useEffect(() => {
    if (latest !== null) setShown((now) => (now === null ? now : withEvent(now, latest)));
  }, [latest]);
  return (
    <aside class="wall-newest" aria-label={w.title}>
      <header>
        <h2>{w.title}</h2>
        <a href={hashOf({ page: "events", part: "events" })}>{w.all}</a>
        <Button kind="quiet" icon="close" label={w.hide} title={`${w.hide} (H)`} onClick={onClose} />
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={words.common.loading} />}
      {shown?.length === 0 && <p class="muted">{w.none}</p>}
      {shown !== null && shown.length > 0 && <ul>{shown.map((event) => <EventRow key={event.id} event={event} still bare />)}</ul>}
    </aside>
  );
}
