/** The same things as on the map, as lists: for keys, for screen readers, and for whoever looks for a name. */

import type { ComponentChildren } from "preact";

import { sayEvent } from "../events/say";
import { inColumn } from "../incidents/board";
import type { Line } from "../incidents/model";
import type { Camera } from "../model";
import { Button } from "../parts/controls";
import { toneOf, wordFor } from "../parts/state";
import { clockTime, shortTime } from "../time";
import { words } from "../words";
import type { Placed } from "./grounds";
import { type Chosen, isSame } from "./markers";
import type { ResponderAt } from "./model";
import type { Located } from "./now";

const MOST_EVENTS = 12;

interface ListProps {
  readonly cameras: readonly Camera[];
  readonly placed: readonly Placed[];
  /** Cameras that are not here, with the name of the ground they are on, null for those that are nowhere. */
  readonly others: readonly (readonly [Camera, string | null])[];
  readonly lines: readonly Line[] | null;
  readonly events: readonly Located[] | null;
  readonly responders: readonly ResponderAt[] | null;
  readonly chosen: Chosen | null;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onPut: ((camera: string) => void) | null;
}

export function MapList(props: ListProps) {
  const { cameras, placed, others, lines, events, responders, chosen, onChoose, onPut } = props;
  const w = words.map;
  const nameOf = (id: string | null): string => cameras.find((camera) => camera.id === id)?.name ?? "";
  const isPlaced = (id: string | null): boolean => placed.some((one) => one.camera === id) || others.some(([camera, ground]) => camera.id === id && ground !== null);
  const here = cameras.filter((camera) => placed.some((one) => one.camera === camera.id));
  const item = (what: Chosen, key: string, children: ComponentChildren) => (
    <li key={key}><button type="button" class="map-item" aria-pressed={isSame(chosen, what)} onClick={() => onChoose(what)}>{children}</button></li>
  );
  const open = lines === null ? null : inColumn(lines, ["new", "acknowledged", "in_progress"]);
  return (
    <>
      {open !== null && (
        <Part title={w.incidents} count={open.length} empty={w.noIncidents}>
          {open.map((line) => item({ kind: "incident", number: line.number }, `i${line.number}`, (
            <>
              <span class={`map-dot ${line.level}`} aria-hidden="true" />
              <span class="grow"><b>{line.title}</b><span class="faint">{line.camera === "" || !isPlaced(line.camera) ? w.withoutPlace : nameOf(line.camera)}</span></span>
              <span class="faint">{words.incidents.states[line.state]}</span>
            </>
          )))}
        </Part>
      )}
      {events !== null && <Part title={w.eventsLately} count={events.length} empty={w.noEvents}>
        {events.slice(0, MOST_EVENTS).map((event) => item({ kind: "event", id: event.id }, `e${event.id}`, (
          <>
            <span class={`map-dot ${event.level}`} aria-hidden="true" />
            <span class="grow"><b>{sayEvent(event)}</b><span class="faint">{nameOf(event.camera)}</span></span>
            <span class="faint">{clockTime(Date.parse(event.at))}</span>
          </>
        )))}
      </Part>}
      {responders !== null && (
        <Part title={w.responders} count={responders.length} empty={w.noResponders}>
          {responders.map((one) => item({ kind: "responder", id: one.person.id }, one.person.id, (
            <><span class="map-dot responder" aria-hidden="true" /><span class="grow"><b>{one.person.name}</b></span><span class="faint">{shortTime(Date.parse(one.at))}</span></>
          )))}
        </Part>
      )}
      <Part title={w.cameras} count={here.length} empty={w.noCameras}>
        {here.map((camera) => item({ kind: "camera", id: camera.id }, camera.id, (
          <><span class={`map-dot ${toneOf(camera)}`} aria-hidden="true" /><span class="grow"><b>{camera.name}</b></span><span class="faint">{wordFor(camera)}</span></>
        )))}
      </Part>
      {others.length > 0 && (
        <Part title={w.elsewhere} count={others.length} empty="">
          {others.map(([camera, ground]) => (
            <li key={camera.id} class="map-other">
              <span class="grow"><b>{camera.name}</b><span class="faint">{ground === null ? w.nowhere : w.onOther(ground)}</span></span>
              {onPut !== null && <Button icon="plus" onClick={() => onPut(camera.id)}>{ground === null ? w.arrange.put : w.arrange.move}</Button>}
              {onPut === null && ground !== null && <Button kind="quiet" onClick={() => onChoose({ kind: "camera", id: camera.id })}>{w.card.on}</Button>}
            </li>
          ))}
        </Part>
      )}
    </>
  );
}

function Part({ title, count, empty, children }: { readonly title: string; readonly count: number; readonly empty: string; readonly children: ComponentChildren }) {
  return (
    <section class="map-part">
      <h2>{title}{count > 0 && <span class="faint"> {count}</span>}</h2>
      {count === 0 ? <p class="faint">{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}
