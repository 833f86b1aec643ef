/** One event as lists show it: when, how grave, what, where; and the way to its moment and to an incident. */

import type { ReviewTold } from "../api/types";
import { openOwn } from "../incidents/board";
import { LevelMark } from "../incidents/page";
import { headline } from "../outcome";
import { Button } from "../parts/controls";
import { Icon } from "../parts/icon";
import { say } from "../parts/toast";
import { go, hashOf } from "../route";
import { useRightAt } from "../session";
import { useStore } from "../store";
import { clockTime, dayAndSeconds, dayAndTime, lengthOf, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import type { EventNow } from "./model";
import { sayEvent } from "./say";
import { EventStill } from "./still";

interface EventRowProps {
  readonly event: EventNow;
  readonly bare?: boolean;
  readonly still?: boolean; // the picture of the moment, which then is the way to the recording
  readonly review?: ReviewTold | undefined; // somebody has looked it through
  readonly chosen?: boolean | undefined; // not given: there is nothing to choose
  readonly onChoose?: (range: boolean) => void;
}

export function EventRow({ event, bare = false, still = false, review, chosen, onChoose }: EventRowProps) {
  const w = words.events;
  const { cameras } = useStore(watch);
  const works = useRightAt("incidents", event.camera);
  const at_ms = Date.parse(event.at);
  const lasted_s = (at_ms - Date.parse(event.since)) / 1000;
  const mayOpen = !bare && works && event.phase !== "ended";
  const open = async (): Promise<void> => {
    const title = event.name !== "" ? event.name : sayEvent(event);
    const answer = await openOwn({ title, level: event.level, camera: event.camera ?? "", exercise: event.exercise, at: event.at, event: String(event.id), event_kind: event.kind });
    if (answer.kind === "failed") say([headline(answer.problem), ...answer.problem.hints].join(" "));
    if (answer.kind !== "ok") return;
    say(w.opened);
    go({ page: "incident", number: answer.value.number });
  };
  return (
    <li class={`event-row${chosen === undefined ? "" : " can-choose"}${chosen === true ? " is-chosen" : ""}${still ? " has-still" : ""}${review === undefined ? "" : " is-reviewed"}`} data-event={chosen === undefined ? undefined : event.id}>
      {chosen !== undefined && <input type="checkbox" class="event-choose" checked={chosen} aria-label={w.together.choose(event.name !== "" ? event.name : sayEvent(event), dayAndSeconds(at_ms, Date.now()))} onClick={(pressed) => onChoose?.(pressed.shiftKey)} />}
      {still && <EventStill camera={event.camera} at_ms={at_ms} />}
      <time title={utc(at_ms)}>{bare ? clockTime(at_ms) : dayAndSeconds(at_ms, Date.now())}</time>
      <LevelMark level={event.level} />
      <span class="event-said">
        <b>{event.name !== "" ? event.name : sayEvent(event)}</b>
        <span class="faint">{event.name !== "" && `${sayEvent(event)} · `}{event.camera === null ? w.rules.house : (cameras.find(({ id }) => id === event.camera)?.name ?? event.camera)}{lasted_s >= 1 && `, ${w.since(lengthOf(lasted_s))}`}</span>
        {review !== undefined && <span class="event-review" title={utc(Date.parse(review.at))}><Icon name="check" size={15} />{w.together.by(review.by.name, dayAndTime(Date.parse(review.at), Date.now()))}</span>}
        {event.exercise && <span class="tag exercise">{w.exercise}</span>}
      </span>
      <span class="row">
        {!still && event.camera !== null && <a class="button quiet only" href={hashOf({ page: "camera", id: event.camera, at_ms: at_ms - 3_000, plays: true })} aria-label={words.incidents.watch} title={words.incidents.watch}><Icon name="play" /></a>}
        {mayOpen && event.level !== "alarm" && <Button kind="quiet" onClick={() => void open()}>{w.openIncident}</Button>}
        {mayOpen && event.level === "alarm" && <Button kind="quiet" onClick={() => go({ page: "incidents", closed: false })}>{w.itsIncident}</Button>}
      </span>
    </li>
  );
}
