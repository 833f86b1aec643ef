/** Two pins on a plan's picture, and what is known of them. */

import { useRef, useState } from "preact/hooks";

import { Button, Choice, Field } from "../parts/controls";
import { words } from "../words";
import { numberIn } from "./arrange";
import { byDistance } from "./grounds";
import type { Placing, Plan } from "./model";

type Known = "distance" | "world" | "metres";

interface Spot {
  readonly across: number;
  readonly down: number;
}

const STEP = 0.005;
const clamp = (share: number): number => Math.min(1, Math.max(0, share));
const shown = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

/** What the fields say at first: what is known already, or nothing. Pure. */
export function knownOf(placing: Placing | null): readonly [Known, readonly [string, string, string, string], string] {
  if (placing === null) return ["distance", ["", "", "", ""], ""];
  const { a, b, ground } = placing;
  if (ground === "world") return ["world", [shown(a.north, 7), shown(a.east, 7), shown(b.north, 7), shown(b.east, 7)], ""];
  const apart = shown(Math.hypot(b.east - a.east, b.north - a.north), 2);
  const metres = [shown(a.east, 2), shown(a.north, 2), shown(b.east, 2), shown(b.north, 2)] as const;
  return [a.east === 0 && a.north === 0 ? "distance" : "metres", metres, apart];
}

/** The placing that the fields say, null while they do not. Pure. */
export function placingOf(how: Known, a: Spot, b: Spot, typed: readonly string[], apart: string, size: { width: number; height: number }): Placing | null {
  if (how === "distance") {
    const apart_m = numberIn(apart, [0.5, 50_000]);
    return apart_m === null ? null : byDistance(size, a, b, apart_m);
  }
  const [northing, easting] = how === "world" ? ([[-85, 85], [-180, 180]] as const) : ([[-100_000, 100_000], [-100_000, 100_000]] as const);
  const numbers = typed.map((text, index) => numberIn(text, index % 2 === 0 ? northing : easting));
  const [first, second, third, fourth] = numbers;
  if (first == null || second == null || third == null || fourth == null) return null;
  if (how === "world") return { ground: "world", a: { ...a, north: first, east: second }, b: { ...b, north: third, east: fourth } };
  return { ground: "metres", a: { ...a, east: first, north: second }, b: { ...b, east: third, north: fourth } };
}

export function PlacePicture({ plan, onPlace }: { readonly plan: Plan; readonly onPlace: (placing: Placing) => Promise<void> }) {
  const w = words.map.floor;
  const [first, firstTyped, firstApart] = knownOf(plan.placing);
  const [a, setA] = useState<Spot>(plan.placing?.a ?? { across: 0.2, down: 0.5 });
  const [b, setB] = useState<Spot>(plan.placing?.b ?? { across: 0.8, down: 0.5 });
  const [how, setHow] = useState<Known>(first);
  const [typed, setTyped] = useState<readonly string[]>(firstTyped);
  const [apart, setApart] = useState(firstApart);
  const [unreadable, setUnreadable] = useState(false);
  const [busy, setBusy] = useState(false);
  if (plan.picture === null) return null;
  const placing = placingOf(how, { across: a.across, down: a.down }, { across: b.across, down: b.down }, typed, apart, plan.picture);
  const field = (index: number, label: string) => <Field label={label} value={typed[index] ?? ""} maxLength={24} onInput={(value) => setTyped(typed.map((text, at) => (at === index ? value : text)))} />;
  const [one, two] = how === "world" ? [w.latitude, w.longitude] : [w.x, w.y];
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (placing === null) return;
        setBusy(true);
        void onPlace(placing).then(() => setBusy(false));
      }}
    >
      <div>
        <h3>{w.place}</h3>
        <p class="field-hint">{w.placeText}</p>
      </div>
      {unreadable ? <p class="field-error" role="alert">{w.unreadable}</p> : (
        <div class="map-pinning">
          <img src={plan.picture.url} width={plan.picture.width} height={plan.picture.height} alt={plan.name} draggable={false} onError={() => setUnreadable(true)} />
          <PinOn spot={a} name="A" onMove={setA} />
          <PinOn spot={b} name="B" onMove={setB} />
        </div>
      )}
      <Choice label={w.how} compact value={how} options={[["distance", w.byDistance], ["world", w.byWorld], ["metres", w.byMetres]]} onChange={(chosen) => {
        setHow(chosen);
        setTyped(knownOf(plan.placing)[0] === chosen ? firstTyped : ["", "", "", ""]);
      }} />
      {how === "distance" ? <div class="map-pair"><Field label={w.distance} value={apart} onInput={setApart} maxLength={24} /></div> : (
        <>
          <div class="map-pair">{field(0, one("A"))}{field(1, two("A"))}</div>
          <div class="map-pair">{field(2, one("B"))}{field(3, two("B"))}</div>
        </>
      )}
      <div class="row"><Button type="submit" kind="main" busy={busy} disabled={placing === null}>{words.common.save}</Button></div>
    </form>
  );
}

function PinOn({ spot, name, onMove }: { readonly spot: Spot; readonly name: string; readonly onMove: (spot: Spot) => void }) {
  const held = useRef(false);
  const move = (event: PointerEvent): void => {
    const box = (event.currentTarget as HTMLElement).parentElement?.getBoundingClientRect();
    if (!held.current || box === undefined) return;
    onMove({ across: clamp((event.clientX - box.left) / box.width), down: clamp((event.clientY - box.top) / box.height) });
  };
  return (
    <button
      type="button"
      class="map-pinned"
      style={{ left: `${spot.across * 100}%`, top: `${spot.down * 100}%` }}
      aria-label={words.map.floor.pin(name)}
      onPointerDown={(event) => {
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerUp={() => (held.current = false)}
      onPointerCancel={() => (held.current = false)}
      onKeyDown={(event) => {
        const step = STEP * (event.shiftKey ? 10 : 1);
        const by: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
        const go = by[event.key];
        if (go === undefined) return;
        event.preventDefault();
        onMove({ across: clamp(spot.across + go[0]), down: clamp(spot.down + go[1]) });
      }}
    >
      <span aria-hidden="true">{name}</span>
    </button>
  );
}
