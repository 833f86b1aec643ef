/** Arranging in numbers: the same as dragging, for whoever measured, and for whoever uses keys. */

import { useEffect, useState } from "preact/hooks";

import { Button, Field, Select } from "../parts/controls";
import { words } from "../words";
import { metresOf, pointOf } from "./geo";
import { type Ground, type Placed, WORLD } from "./grounds";
import type { Plan } from "./model";

interface FieldsProps {
  readonly placed: Placed;
  readonly name: string;
  readonly ground: Ground;
  readonly floor: string | null;
  readonly floors: readonly Plan[];
  readonly onPut: (placed: Placed, floor?: string | null) => void;
  readonly onOff: () => void;
}

type Typed = Readonly<Record<"first" | "second" | "azimuth" | "view" | "range" | "height", string>>;

const BOUNDS: Readonly<Record<keyof Typed, readonly [number, number]>> = { first: [-100_000, 100_000], second: [-100_000, 100_000], azimuth: [0, 360], view: [1, 360], range: [1, 100_000], height: [-10_000, 10_000] };
const WORLD_BOUNDS = { first: [-85, 85], second: [-180, 180] } as const;

/** A camera's place as one types it. Pure. */
export function typedOf(placed: Placed, inWorld: boolean): Typed {
  const { x_m, y_m } = metresOf(placed.at);
  const [first, second] = inWorld ? [placed.at.lat.toFixed(6), placed.at.lng.toFixed(6)] : [x_m.toFixed(2), y_m.toFixed(2)];
  return { first, second, azimuth: String(Math.round(placed.azimuth_deg * 10) / 10), view: String(Math.round(placed.view_deg)), range: String(Math.round(placed.range_m)), height: String(placed.height_m) };
}

/** A number as people write it, with a comma or a point; null for what is none, or out of bounds. Pure. */
export function numberIn(text: string, [least, most]: readonly [number, number]): number | null {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) && value >= least && value <= most ? value : null;
}

/** The place that was typed, or the names of fields that hold no number in bounds. Pure. */
export function placedFrom(typed: Typed, placed: Placed, inWorld: boolean): Placed | readonly (keyof Typed)[] {
  const names = Object.keys(typed) as (keyof Typed)[];
  const bounds = { ...BOUNDS, ...(inWorld ? WORLD_BOUNDS : {}) };
  const numbers = Object.fromEntries(names.map((name) => [name, numberIn(typed[name], bounds[name])])) as Record<keyof Typed, number | null>;
  const wrong = names.filter((name) => numbers[name] === null);
  const { first, second, azimuth, view, range, height } = numbers;
  if (first === null || second === null || azimuth === null || view === null || range === null || height === null) return wrong;
  const at = inWorld ? { lat: first, lng: second } : pointOf(first, second);
  return { ...placed, at, azimuth_deg: azimuth, view_deg: view, range_m: range, height_m: height };
}

export function ArrangeFields({ placed, name, ground, floor, floors, onPut, onOff }: FieldsProps) {
  const w = words.map.arrange;
  const now = JSON.stringify(typedOf(placed, ground.inWorld));
  const [typed, setTyped] = useState<Typed>(typedOf(placed, ground.inWorld));
  const [wrong, setWrong] = useState<readonly (keyof Typed)[]>([]);
  useEffect(() => {
    setTyped(typedOf(placed, ground.inWorld));
    setWrong([]);
  }, [now, placed.camera]);
  const field = (key: keyof Typed, label: string) => (
    <Field label={label} value={typed[key]} onInput={(value) => setTyped({ ...typed, [key]: value })} error={wrong.includes(key) ? w.notANumber : undefined} maxLength={24} />
  );
  return (
    <form
      class="map-fields"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        const read = placedFrom(typed, placed, ground.inWorld);
        if (!("camera" in read)) setWrong(read);
        else {
          setWrong([]);
          onPut(read);
        }
      }}
    >
      <div class="map-pair">{field("first", ground.inWorld ? w.fields.latitude : w.fields.x)}{field("second", ground.inWorld ? w.fields.longitude : w.fields.y)}</div>
      <div class="map-pair">{field("azimuth", w.fields.azimuth)}{field("view", w.fields.view)}</div>
      <div class="map-pair">{field("range", w.fields.range)}{field("height", w.fields.height)}</div>
      {ground.id === WORLD && floors.length > 0 && (
        <Select label={w.floor} value={floor ?? ""} options={[["", w.noFloor], ...floors.map((plan) => [plan.id, plan.name] as const)]} onChange={(value) => onPut(placed, value === "" ? null : value)} />
      )}
      <div class="row wrap">
        <Button type="submit" disabled={JSON.stringify(typed) === now}>{words.common.save}</Button>
        <Button kind="quiet" icon="trash" onClick={onOff}>{w.off}</Button>
      </div>
    </form>
  );
}
