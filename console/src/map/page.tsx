/** The map of the site: where cameras stand, and what happens there. Arranged by administrators, read by everybody. */

import "../styles/map.css";
import { useEffect, useState } from "preact/hooks";

import { board } from "../incidents/board";
import type { Line } from "../incidents/model";
import type { Camera } from "../model";
import { Button, Empty, ProblemNote, Waiting } from "../parts/controls";
import { Prose } from "../parts/prose";
import { toneOf } from "../parts/state";
import { say } from "../parts/toast";
import { useRight } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import { words } from "../words";
import { ArrangeFields } from "./arrange";
import { type Arranging, useArranging } from "./arranging";
import { MapCanvas, type Shown } from "./canvas";
import { CameraCard, EventCard, IncidentCard, ResponderCard } from "./card";
import { FloorDialog } from "./floor";
import { metresPerPixel } from "./geo";
import { type Placed, WORLD, groundWith, placedOn } from "./grounds";
import { Handles } from "./handles";
import { HeatLegend, useWarmth } from "./heat";
import { MapList } from "./list";
import { type Chosen, Markers } from "./markers";
import type { MapTold, Plan, ResponderAt } from "./model";
import { type Located, keepFresh, mapStore } from "./now";
import { Scene, ScaleBar } from "./scene";
import { type Sight, useSight } from "./sight";
import { MapTools, type Shows, lengthWords, nameOfGround } from "./tools";

const FIRST_RANGE_PX = 110;
const FIRST_VIEW_DEG = 70;
const FIRST_HEIGHT_M = 3;

/** What an address asks to be shown: `camera:ID` or `incident:N`. Pure. */
export function focusOf(text: string | null): Chosen | null {
  const [kind, id] = (text ?? "").split(/:(.*)/s);
  if (kind === "camera" && id !== undefined && id !== "") return { kind: "camera", id };
  if (kind === "incident" && /^\d+$/.test(id ?? "")) return { kind: "incident", number: Number(id) };
  return null;
}

export function MapPage({ focus }: { readonly focus: string | null }) {
  const desk = useRight("incidents");
  const now = useStore(mapStore);
  const watched = useStore(watch);
  const { loaded } = useStore(board);
  useEffect(() => keepFresh(desk), [desk]);
  if (now.map === null || !watched.loaded || (desk && !loaded)) {
    return <main class="page" id="page">{now.problem === null ? <Waiting text={words.common.loading} /> : <ProblemNote problem={now.problem} />}</main>;
  }
  return <LoadedMap key={focus} map={now.map} cameras={watched.cameras} events={now.events} responders={now.responders} focus={focusOf(focus)} desk={desk} />;
}

interface LoadedProps {
  readonly map: MapTold;
  readonly cameras: readonly Camera[];
  readonly events: readonly Located[];
  readonly responders: readonly ResponderAt[];
  readonly focus: Chosen | null;
  readonly desk: boolean;
}

function cameraOf(what: Chosen | null, lines: readonly Line[], events: readonly Located[]): string | null {
  switch (what?.kind) {
    case "camera":
      return what.id;
    case "incident":
      return lines.find((line) => line.number === what.number)?.camera || null;
    case "event":
      return events.find((event) => event.id === what.id)?.camera ?? null;
    default:
      return null;
  }
}

function LoadedMap(props: LoadedProps) {
  const { map, cameras, events, responders, focus } = props;
  const mayArrange = useRight("set_up");
  const lines = useStore(board).lines.filter((line) => line.state !== "resolved");
  const sight = useSight(map, cameraOf(focus, lines, events));
  const [chosen, setChosen] = useState<Chosen | null>(focus);
  const [arranges, setArranges] = useState(false);
  const [floor, setFloor] = useState<Plan | "new" | null>(null);
  const [shows, setShows] = useState<Shows>({ fields: true, events: true, heat: 0 });
  const arranging = useArranging(sight.ground);
  const placed = placedOn(map, sight.ground).filter((one) => cameras.some((camera) => camera.id === one.camera));
  const drawn = placed.map((one) => (arranging.draft?.camera === one.camera ? arranging.draft : one));
  const warmth = useWarmth(placed, shows.heat);
  const here = sight.ground.inWorld ? responders : [];
  const choose = (what: Chosen): void => {
    setChosen(what);
    const camera = cameraOf(what, lines, events);
    if (camera !== null) sight.show(camera);
    const responder = what.kind === "responder" ? here.find((one) => one.person.id === what.id) : undefined;
    if (responder !== undefined) sight.showPoint({ lng: responder.longitude, lat: responder.latitude });
  };
  const undo = (): void => void arranging.undo().then((camera) => {
    if (camera !== null) choose({ kind: "camera", id: camera });
    say(camera === null ? words.map.arrange.nothing : words.map.arrange.undone);
  });
  useUndoKey(arranges, undo);
  const chosenCamera = chosen?.kind === "camera" ? (cameras.find((camera) => camera.id === chosen.id) ?? null) : null;
  const chosenPlaced = drawn.find((one) => one.camera === chosenCamera?.id) ?? null;
  const tone = (id: string): string => {
    const camera = cameras.find((one) => one.id === id);
    return camera === undefined ? "off" : toneOf(camera);
  };
  return (
    <main class={arranges ? "map-page arranges" : "map-page"} id="page">
      <h1 class="hush">{words.map.title}</h1>
      <div class="map-frame">
        <MapCanvas view={sight.view} base={sight.ground.inWorld ? map.base : null} onMove={sight.move} onSize={sight.measured} onAll={sight.showAll}>
          {(shown: Shown) => (
            <>
              <Scene view={shown.view} size={shown.size} ground={sight.ground} cameras={drawn} toneOf={tone} chosen={chosenCamera?.id ?? null} fields={shows.fields || arranges} warmth={arranges ? [] : warmth.shown} responders={here} hasBase={shown.hasBase} />
              <Markers shown={shown} placed={drawn} cameras={cameras} lines={arranges ? [] : lines} events={shows.events && !arranges ? events : []} responders={here} chosen={chosen} onChoose={choose} />
              {arranges && chosenCamera !== null && chosenPlaced !== null && <Handles shown={shown} placed={chosenPlaced} name={chosenCamera.name} onDraft={arranging.setDraft} onPut={(next) => void arranging.put(next)} />}
              <ScaleBar view={shown.view} text={lengthWords} />
            </>
          )}
        </MapCanvas>
        <MapTools
          sight={sight} shows={shows} onShows={setShows} mayArrange={mayArrange} arranges={arranges} onArrange={() => setArranges(!arranges)}
          canUndo={arranging.canUndo} onUndo={undo} onFloor={(which) => setFloor(which === "new" ? "new" : sight.ground.plan)}
        />
        {shows.heat > 0 && !arranges && <HeatLegend warmth={warmth} />}
        {placed.length === 0 && !arranges && sight.ground.plan === null && (
          <div class="map-empty"><Empty icon="map" title={words.map.empty.title} text={words.map.empty.text} action={mayArrange && <Button kind="main" onClick={() => setArranges(true)}>{words.map.arrange.begin}</Button>} /></div>
        )}
      </div>
      <Side
        {...props} sight={sight} placed={placed} drawn={drawn} lines={lines} chosen={chosen} onChoose={choose} onClose={() => setChosen(null)}
        arranging={arranges ? arranging : null} events={shows.events ? events : []} onFloor={setFloor}
      />
      {floor !== null && (
        <FloorDialog
          plan={floor === "new" ? null : floor}
          onClose={() => {
            setFloor(null);
            if (sight.ground.id !== WORLD) sight.showAll();
          }}
          onMade={sight.turnTo}
          onGone={() => setFloor(null)}
        />
      )}
    </main>
  );
}

interface SideProps extends Omit<LoadedProps, "focus"> {
  readonly sight: Sight;
  readonly placed: readonly Placed[];
  readonly drawn: readonly Placed[];
  readonly lines: readonly Line[];
  readonly chosen: Chosen | null;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onClose: () => void;
  readonly arranging: Arranging | null; // while somebody arranges
  readonly onFloor: (plan: Plan | null) => void;
}

function Side(props: SideProps) {
  const { map, cameras, events, responders, desk, sight, placed, drawn, lines, chosen, onChoose, onClose, arranging } = props;
  const nameOf = (id: string | null): string => cameras.find((camera) => camera.id === id)?.name ?? "";
  const camera = chosen?.kind === "camera" ? cameras.find((one) => one.id === chosen.id) : undefined;
  const line = chosen?.kind === "incident" ? lines.find((one) => one.number === chosen.number) : undefined;
  const event = chosen?.kind === "event" ? events.find((one) => one.id === chosen.id) : undefined;
  const responder = chosen?.kind === "responder" ? responders.find((one) => one.person.id === chosen.id) : undefined;
  const others = cameras.filter((one) => !placed.some((other) => other.camera === one.id)).map((one) => {
    const on = groundWith(map, one.id);
    const ground = sight.grounds.find((other) => other.id === on);
    return [one, ground === undefined ? null : nameOfGround(ground)] as const;
  });
  return (
    <aside class="map-side" aria-label={words.map.list}>
      {map.base_trouble !== "" && <p class="note bad">{words.map.baseTrouble(map.base_trouble)}</p>}
      {arranging !== null && <Guide {...props} arranging={arranging} placed={drawn.find((one) => one.camera === camera?.id) ?? null} camera={camera ?? null} />}
      {arranging === null && camera !== undefined && <CameraCard key={camera.id} camera={camera} placed={drawn.find((one) => one.camera === camera.id) ?? null} inWorld={sight.ground.inWorld} onClose={onClose} />}
      {arranging === null && line !== undefined && <IncidentCard key={line.number} line={line} cameraName={nameOf(line.camera)} onClose={onClose} />}
      {arranging === null && event !== undefined && <EventCard key={event.id} event={event} cameraName={nameOf(event.camera)} onClose={onClose} />}
      {arranging === null && responder !== undefined && <ResponderCard responder={responder} onClose={onClose} />}
      <MapList
        cameras={cameras} placed={placed} others={others} lines={desk && arranging === null ? lines : null} events={arranging === null ? events : null}
        responders={desk && arranging === null ? responders : null} chosen={chosen} onChoose={onChoose}
        onPut={arranging === null || sight.view === null ? null : (id) => {
          onChoose({ kind: "camera", id });
          void arranging.put(atFirst(id, sight));
        }}
      />
    </aside>
  );
}

/** In the middle of what one sees, looking up, and as large as one can take hold of. */
function atFirst(camera: string, { view }: Sight): Placed {
  const { lng, lat } = view ?? { lng: 0, lat: 0 };
  const range_m = view === null ? 20 : Math.max(2, Math.round(metresPerPixel(view) * FIRST_RANGE_PX));
  return { camera, at: { lng, lat }, azimuth_deg: 0, view_deg: FIRST_VIEW_DEG, range_m, height_m: FIRST_HEIGHT_M };
}

/** While somebody arranges: how it is done, and the chosen camera in numbers. */
function Guide({ map, sight, arranging, placed, camera, onFloor }: Omit<SideProps, "placed" | "arranging"> & { readonly arranging: Arranging; readonly placed: Placed | null; readonly camera: Camera | null }) {
  const w = words.map.arrange;
  const { ground } = sight;
  const nowhere = ground.id === WORLD && map.base === null && Object.keys(map.cameras).length === 0;
  const outside = ground.plan === null && map.base === null;
  return (
    <section class="map-guide" aria-label={w.title}>
      {arranging.problem !== null && <ProblemNote problem={arranging.problem} />}
      {ground.plan?.picture != null && ground.plan.placing === null && (
        <div class="note"><div><p>{words.map.floor.unplaced}</p><Button onClick={() => onFloor(ground.plan)}>{words.map.floor.placeIt}</Button></div></div>
      )}
      {placed !== null && camera !== null ? (
        <>
          <h2>{camera.name}</h2>
          <ArrangeFields
            placed={placed} name={camera.name} ground={ground} floor={map.cameras[camera.id]?.plan ?? null} floors={map.plans.filter((plan) => plan.placing?.ground === "world")}
            onPut={(next, floor) => void arranging.put(next, floor).then(() => sight.showPoint(next.at))}
            onOff={() => void arranging.takeOff(camera.id).then(() => say(w.offDone(camera.name), { label: words.common.undo, run: () => void arranging.undo() }))}
          />
          <p class="faint">{w.keys}</p>
        </>
      ) : (
        <>
          <p class="muted">{nowhere ? w.where : w.help}</p>
          {outside && <p class="faint"><Prose text={words.map.empty.outside} /></p>}
        </>
      )}
    </section>
  );
}

/** Ctrl+Z, or Cmd+Z, while somebody arranges and does not type. */
function useUndoKey(on: boolean, undo: () => void): void {
  useEffect(() => {
    if (!on) return undefined;
    const press = (event: KeyboardEvent): void => {
      const types = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (types || event.key.toLowerCase() !== "z" || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      undo();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  });
}
