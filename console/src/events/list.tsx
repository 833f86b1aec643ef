/** What happened, newest first: to look through, alone or many at once. */

import { useEffect, useRef, useState } from "preact/hooks";

import { events as fetchEvents } from "../api";
import type { ReviewTold } from "../api/types";
import type { Level } from "../incidents/model";
import type { Problem } from "../outcome";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { useKeys } from "../parts/keys";
import { guard, useRight } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { ChosenBar } from "./chosen";
import { NONE_CHOSEN, onlyShown, pick, pickAll, withNewest } from "./choosing";
import type { EventNow } from "./model";
import { newest } from "./newest";
import { EventRow } from "./row";

const MOST_AGAIN = 600;

type Which = "all" | "waiting";

interface Listed {
  readonly shown: readonly EventNow[];
  readonly reviews: ReadonlyMap<number, ReviewTold>;
  readonly next: string | null;
}

export function EventsPart() {
  const w = words.events;
  const [camera, setCamera] = useState("");
  const [least, setLeast] = useState<Level>("info");
  const [which, setWhich] = useState<Which>("all");
  const [list, setList] = useState<Listed | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [chosen, setChosen] = useState(NONE_CHOSEN);
  const { cameras } = useStore(watch);
  const latest = useStore(newest);
  const works = useRight("incidents");
  const asked = `${camera} ${least} ${which}`;
  const last = useRef("");
  const turns = useRef(0);
  const page = (cursor: string | null, signal?: AbortSignal) => fetchEvents(camera, least, which === "waiting" ? false : null, cursor, signal);
  const load = async (cursor: string | null, signal?: AbortSignal): Promise<void> => {
    const answer = guard(await page(cursor, signal));
    if (answer.kind === "aborted") return;
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    const goesOn = last.current === asked ? list : null; // of another question nothing stays
    last.current = asked;
    const { events: some, next } = answer.value;
    const shown = goesOn === null ? some : cursor === null ? withNewest(goesOn.shown, some) : [...goesOn.shown, ...some];
    const reviews = new Map(goesOn?.reviews);
    for (const { id } of some) reviews.delete(id);
    for (const review of answer.value.reviews) reviews.set(review.event, review);
    setList({ shown, reviews, next: goesOn !== null && cursor === null && shown.length > some.length ? goesOn.next : next });
    setChosen((now) => onlyShown(now, shown.map(({ id }) => id)));
  };
  /** All of what is shown, anew: somebody did something with it, and goes on where they are. */
  const again = async (): Promise<void> => {
    const turn = (turns.current += 1);
    let found: Listed = { shown: [], reviews: new Map(), next: null };
    do {
      const answer = guard(await page(found.next));
      if (answer.kind !== "ok") return; // what is shown stays; the next event asks again
      const reviews = new Map(found.reviews);
      for (const review of answer.value.reviews) reviews.set(review.event, review);
      found = { shown: [...found.shown, ...answer.value.events], reviews, next: answer.value.next };
    } while (found.next !== null && found.shown.length < Math.min(ids.length, MOST_AGAIN));
    if (turn === turns.current && last.current === asked) setList(found);
  };
  const newestAgain = useRef(again); // an undo may come when another question is asked
  newestAgain.current = again;
  useEffect(() => {
    const control = new AbortController();
    void load(null, control.signal);
    return () => control.abort();
  }, [asked, latest?.id]);
  const shown = list?.shown ?? null;
  const ids = shown?.map(({ id }) => id) ?? [];
  const choose = (id: number, range: boolean): void => setChosen((now) => pick(now, ids, id, range));
  useKeys(works ? choosingKeys(choose, () => setChosen(pickAll(chosen, ids))) : {});
  const filtered = camera !== "" || least !== "info" || which !== "all";
  return (
    <>
      <div class="row wrap filters">
        {works && ids.length > 0 && (
          <label class="choose-all" title={`${w.together.all} (A)`}>
            <input type="checkbox" checked={ids.every((id) => chosen.ids.has(id))} onChange={() => setChosen(pickAll(chosen, ids))} /><span>{w.together.all}</span>
          </label>
        )}
        <select aria-label={w.form.camera} value={camera} onChange={(event) => setCamera(event.currentTarget.value)}>
          <option value="">{w.all}</option>
          {cameras.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
        <select aria-label={w.form.level} value={least} onChange={(event) => setLeast(event.currentTarget.value as Level)}>
          {(["info", "warning", "alarm"] as const).map((each) => <option key={each} value={each}>{w.least[each]}</option>)}
        </select>
        <select aria-label={w.together.which} value={which} onChange={(event) => setWhich(event.currentTarget.value as Which)}>
          {(["all", "waiting"] as const).map((each) => <option key={each} value={each}>{w.together.kinds[each]}</option>)}
        </select>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      {shown === null && problem === null && <Waiting text={words.common.loading} />}
      {shown?.length === 0 && (filtered ? <p class="muted">{which === "waiting" ? w.together.noneWait : w.noneFound}</p> : <Empty icon="live" title={w.emptyTitle} text={w.emptyText} />)}
      {shown !== null && shown.length > 0 && (
        <ul class="card people">
          {shown.map((event) => <EventRow key={event.id} event={event} still review={list?.reviews.get(event.id)} chosen={works ? chosen.ids.has(event.id) : undefined} onChoose={(range) => choose(event.id, range)} />)}
        </ul>
      )}
      {list?.next !== null && list !== null && <Button onClick={() => void load(list.next)}>{w.older}</Button>}
      <ChosenBar
        events={(shown ?? []).filter(({ id }) => chosen.ids.has(id))} allReviewed={ids.filter((id) => chosen.ids.has(id)).every((id) => list?.reviews.has(id) ?? false)}
        onClear={() => setChosen(NONE_CHOSEN)} onDone={() => void newestAgain.current()}
      />
    </>
  );
}

/** X chooses the row that has the focus or is pointed at, J and K go from row to row. */
function choosingKeys(choose: (id: number, range: boolean) => void, all: () => void): Readonly<Record<string, (event: KeyboardEvent) => void>> {
  const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(".event-row[data-event]")];
  const here = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>(".event-row[data-event]") ?? document.querySelector<HTMLElement>(".event-row[data-event]:hover");
  const take = (range: boolean): void => {
    const row = here();
    if (row !== null) choose(Number(row.dataset["event"]), range);
  };
  const step = (by: 1 | -1): void => {
    const all = rows();
    const row = here();
    const at = row === null ? (by === 1 ? -1 : all.length) : all.indexOf(row);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.querySelector("input")?.focus();
  };
  return { x: () => take(false), X: () => take(true), a: all, j: () => step(1), k: () => step(-1) };
}
