/** How large a metre is in the picture: marked on it, or from lens and mounting. The server does the arithmetic. */

import { useRef, useState } from "preact/hooks";

import { thumbnailAddress } from "../api";
import type { Camera, CameraChange, Point, ScaleMarked } from "../model";
import { Button, Choice, Field } from "../parts/controls";
import { words } from "../words";
import { inPicture } from "./polygons";

type Kind = ScaleMarked["kind"];

// Where the marks lie before they are dragged: an upright far away and one near; a rectangle on the ground.
const UPRIGHTS: readonly Point[] = [[0.35, 0.22], [0.35, 0.4], [0.65, 0.4], [0.65, 0.86]];
const GROUND: readonly Point[] = [[0.25, 0.85], [0.75, 0.85], [0.62, 0.5], [0.38, 0.5]];

interface ScaleProps {
  readonly camera: Camera;
  readonly keep: (change: CameraChange) => Promise<boolean>;
}

export function Scale({ camera, keep }: ScaleProps) {
  const s = words.scale;
  const [kind, setKind] = useState<Kind | null>(null);
  const [marks, setMarks] = useState<readonly Point[]>(UPRIGHTS);
  const [lengths, setLengths] = useState<readonly string[]>(["1.7", "1.7"]);
  const [still] = useState(() => thumbnailAddress(camera.id));
  const begin = (chosen: Kind): void => {
    setKind(chosen);
    setMarks(chosen === "ground" ? GROUND : UPRIGHTS);
    setLengths(chosen === "uprights" ? ["1.7", "1.7"] : chosen === "ground" ? ["4", "6"] : ["3", "20", "50"]);
  };
  const marked = kind === null ? null : markedAs(kind, marks, lengths.map(Number));
  const fields = kind === null ? [] : s.lengths[kind];
  return (
    <section class="card stack">
      <h2>{s.title}</h2>
      <p class="field-hint">{s.hint}</p>
      <Marks still={still} marks={kind === "uprights" || kind === "ground" ? marks : []} closed={kind === "ground"} rows={kind === null ? camera.resolution : []} onChange={setMarks} />
      {kind === null ? (
        <div class="row wrap">
          <Button icon="area" onClick={() => begin("uprights")}>{camera.resolution.length === 0 ? s.measure : s.measureAgain}</Button>
          {camera.resolution.length > 0 && <Button kind="quiet" onClick={() => void keep({ scale: null })}>{s.forget}</Button>}
        </div>
      ) : (
        <>
          <Choice
            label={s.by} value={kind} onChange={begin} compact
            options={[["uprights", s.kinds.uprights], ["ground", s.kinds.ground], ["mounting", s.kinds.mounting]]}
          />
          <p class="field-hint">{s.help[kind]}</p>
          <div class="row wrap">
            {fields.map((label, index) => (
              <Field key={`${kind}.${index}`} label={label} value={lengths[index] ?? ""} onInput={(value) => setLengths(lengths.map((old, at) => (at === index ? value : old)))} />
            ))}
          </div>
          <div class="row">
            <Button kind="main" disabled={marked === null} onClick={() => marked !== null && void keep({ scale: marked }).then((kept) => kept && setKind(null))}>{words.common.save}</Button>
            <Button kind="quiet" onClick={() => setKind(null)}>{words.common.cancel}</Button>
          </div>
        </>
      )}
      {camera.resolution.length > 0 ? (
        <table class="scale-rows">
          <thead><tr>{s.columns.map((column) => <th key={column}>{column}</th>)}</tr></thead>
          <tbody>
            {camera.resolution.map((one) => (
              <tr key={one.row}><td>{s.row(one.row)}</td><td>{s.pixels(one.px_per_m)}, {one.reaches}</td><td>{s.pixels(one.left_px_per_m)}, {one.left_reaches}</td></tr>
            ))}
          </tbody>
        </table>
      ) : <p class="faint">{s.none}</p>}
    </section>
  );
}

interface MarksProps {
  readonly still: string;
  readonly marks: readonly Point[];
  readonly closed: boolean;
  readonly rows: Camera["resolution"];
  readonly onChange: (marks: readonly Point[]) => void;
}

function Marks({ still, marks, closed, rows, onChange }: MarksProps) {
  const box = useRef<HTMLDivElement>(null);
  const dragged = useRef<number | null>(null);
  const move = (event: PointerEvent): void => {
    const bounds = box.current?.getBoundingClientRect();
    const index = dragged.current;
    if (bounds === undefined || index === null) return;
    const to = inPicture([(event.clientX - bounds.left) / bounds.width, (event.clientY - bounds.top) / bounds.height]);
    onChange(marks.map((mark, at) => (at === index ? to : mark)));
  };
  const lines = closed ? [[0, 1], [1, 2], [2, 3], [3, 0]] : [[0, 1], [2, 3]];
  return (
    <div class="areas-picture" ref={box} onPointerMove={move} onPointerUp={() => (dragged.current = null)}>
      <img src={still} alt="" draggable={false} onError={(event) => event.currentTarget.classList.add("hidden")} />
      <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
        {marks.length === 4 && lines.map(([from, to]) => <path key={`${from}`} class="area" d={`M${place(marks[from ?? 0])} L${place(marks[to ?? 0])}`} />)}
        {rows.map((one) => <path key={one.row} class="area" d={`M0 ${one.row * 1000} H24`} />)}
      </svg>
      {rows.map((one) => (
        <b key={one.row} class="area-number" style={{ left: "9%", top: `${4 + one.row * 92}%` }} aria-hidden="true">{words.scale.pixels(one.px_per_m)}</b>
      ))}
      {marks.map(([x, y], index) => (
        <i key={index} class="corner" style={{ left: `${x * 100}%`, top: `${y * 100}%` }} aria-hidden="true" onPointerDown={() => (dragged.current = index)} />
      ))}
    </div>
  );
}

const place = (point: Point | undefined): string => (point === undefined ? "0 0" : `${point[0] * 1000} ${point[1] * 1000}`);

/** What is sent for these marks, or null while a length is not one. */
export function markedAs(kind: Kind, marks: readonly Point[], lengths: readonly number[]): ScaleMarked | null {
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN] = lengths;
  const [a, b, c, d] = marks;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  if (kind === "mounting") {
    if (![first, second, third].every(Number.isFinite)) return null;
    return { kind, camera_height_m: first, tilt_deg: second, vertical_view_deg: third };
  }
  if (!(first > 0 && second > 0 && Number.isFinite(first + second))) return null;
  if (kind === "ground") return { kind, corners: [a, b, c, d], width_m: first, depth_m: second };
  const upright = (one: Point, other: Point, height_m: number) => ({ head: Math.min(one[1], other[1]), foot: Math.max(one[1], other[1]), height_m });
  return { kind, marks: [upright(a, b, first), upright(c, d, second)] };
}
