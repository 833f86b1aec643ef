/** What can be done with the events that are chosen, at the foot of the list; and how far it has come. */

import { useState } from "preact/hooks";

import { ChooseIncident } from "../incidents/choose";
import { Button } from "../parts/controls";
import { useEscape, useKeys } from "../parts/keys";
import { words } from "../words";
import type { EventNow } from "./model";
import { addTogether, openTogether, reviewTogether } from "./together";

interface ChosenBarProps {
  readonly events: readonly EventNow[]; // those that are chosen, as they are listed
  readonly allReviewed: boolean;
  readonly onClear: () => void;
  readonly onDone: () => void; // something changed: look again
}

export function ChosenBar({ events, allReviewed, onClear, onDone }: ChosenBarProps) {
  const w = words.events.together;
  const [done, setDone] = useState<number | null>(null);
  const [asks, setAsks] = useState(false);
  const ids = events.map(({ id }) => id);
  const shows = { tell: setDone, went: onClear, again: onDone };
  const review = (): void => void reviewTogether(ids, !allReviewed, shows);
  const isBusy = done !== null;
  useKeys(isBusy || ids.length === 0 ? {} : { r: review, i: () => setAsks(true) });
  useEscape(ids.length === 0 || isBusy ? null : onClear);
  if (ids.length === 0) return null;
  return (
    <section class="chosen-bar" aria-label={w.title}>
      <b role="status">{w.chosen(ids.length)}</b>
      {isBusy ? (
        <span class="progress-row" role="status"><progress value={done} max={ids.length} aria-label={w.busy(done, ids.length)} /><span>{w.busy(done, ids.length)}</span></span>
      ) : (
        <span class="row wrap">
          <Button kind="main" icon="check" title={`${allReviewed ? w.reviewAgain : w.review} (R)`} onClick={review}>{allReviewed ? w.reviewAgain : w.review}</Button>
          <Button kind="plain" icon="alert" title={`${w.add} (I)`} onClick={() => setAsks(true)}>{w.add}</Button>
          <Button kind="quiet" onClick={onClear}>{w.clear}</Button>
        </span>
      )}
      {asks && (
        <ChooseIncident
          title={w.add} onClose={() => setAsks(false)}
          onChosen={(number) => { setAsks(false); void addTogether(number, ids, shows); }}
          onNew={() => { setAsks(false); void openTogether(events, shows); }}
        />
      )}
    </section>
  );
}
