/** What is drawn on the ground: grid or plan, where people were, what cameras see. One picture for the page and the small map. */

import { useId } from "preact/hooks";

import { type Point, type Size, type View, before, cornersOf, fan, metresPerPixel, pointOf, project, roundLength } from "./geo";
import { type Ground, type Placed, lieOf } from "./grounds";
import type { GroundCell, ResponderAt } from "./model";

export interface Warmth {
  readonly camera: Placed;
  readonly cells: readonly GroundCell[];
}

interface SceneProps {
  readonly view: View;
  readonly size: Size;
  readonly ground: Ground;
  readonly cameras: readonly Placed[];
  readonly toneOf: (camera: string) => string;
  readonly chosen?: string | null;
  readonly fields?: boolean;
  readonly warmth?: readonly Warmth[];
  readonly responders?: readonly ResponderAt[];
  readonly hasBase?: boolean;
}

export function Scene({ view, size, ground, cameras, toneOf, chosen = null, fields = true, warmth = [], responders = [], hasBase = false }: SceneProps) {
  if (size.width === 0) return null;
  return (
    <svg class={warmth.length > 0 ? "map-scene warm" : "map-scene"} width={size.width} height={size.height} aria-hidden="true" focusable="false">
      {!hasBase && <Grid view={view} size={size} origin={originOf(ground, cameras)} />}
      <PlanPicture view={view} size={size} ground={ground} />
      {fields && cameras.map((camera) => <Field key={camera.camera} camera={camera} view={view} size={size} tone={toneOf(camera.camera)} chosen={camera.camera === chosen} />)}
      {warmth.map((one) => <Heat key={one.camera.camera} warmth={one} view={view} size={size} most={mostPerM2(warmth)} />)}
      {responders.map((one) => {
        const at = project(view, size, { lng: one.longitude, lat: one.latitude });
        return <circle key={one.person.id} class="map-error" cx={at.x} cy={at.y} r={Math.max(8, one.error_m / metresPerPixel(view))} />;
      })}
    </svg>
  );
}

/** The grid is counted from a point nearby, so that it stands still while the map moves. */
function originOf(ground: Ground, cameras: readonly Placed[]): Point {
  return ground.inWorld ? (cameras[0]?.at ?? { lng: 0, lat: 0 }) : pointOf(0, 0);
}

function Grid({ view, size, origin }: { readonly view: View; readonly size: Size; readonly origin: Point }) {
  const id = useId();
  const step = roundLength(view, 48).pixels;
  const from = project(view, size, origin);
  const at = (every: number): string => `translate(${from.x % every} ${from.y % every})`;
  return (
    <>
      <defs>
        {[step, step * 5].map((every, index) => (
          <pattern key={index} id={`${id}-${index}`} width={every} height={every} patternUnits="userSpaceOnUse" patternTransform={at(every)}>
            <path d={`M0 0H${every}M0 0V${every}`} class={index === 0 ? "map-grid" : "map-grid strong"} />
          </pattern>
        ))}
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id}-0)`} />
      <rect width="100%" height="100%" fill={`url(#${id}-1)`} />
    </>
  );
}

function PlanPicture({ view, size, ground }: Pick<SceneProps, "view" | "size" | "ground">) {
  const lie = ground.plan === null ? null : lieOf(ground.plan);
  if (lie === null || ground.plan?.picture === null || ground.plan === null) return null;
  const { width, height } = lie.size;
  const [topLeft, topRight, , bottomLeft] = cornersOf(lie.placing, lie.size).map((corner) => project(view, size, corner)) as [Spot, Spot, Spot, Spot];
  const matrix = [(topRight.x - topLeft.x) / width, (topRight.y - topLeft.y) / width, (bottomLeft.x - topLeft.x) / height, (bottomLeft.y - topLeft.y) / height, topLeft.x, topLeft.y];
  return <image class="map-plan" href={ground.plan.picture.url} width={width} height={height} transform={`matrix(${matrix.join(" ")})`} preserveAspectRatio="none" />;
}

interface Spot {
  readonly x: number;
  readonly y: number;
}

const outline = (points: readonly Spot[]): string => `M${points.map((point) => `${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join("L")}Z`;

function Field({ camera, view, size, tone, chosen }: { readonly camera: Placed; readonly view: View; readonly size: Size; readonly tone: string; readonly chosen: boolean }) {
  const id = useId();
  const at = project(view, size, camera.at);
  const radius = camera.range_m / metresPerPixel(view);
  const points = fan(camera.at, camera.azimuth_deg, camera.view_deg, camera.range_m).map((point) => project(view, size, point));
  return (
    <g class={`map-field ${tone} ${chosen ? "chosen" : ""}`}>
      <radialGradient id={id} gradientUnits="userSpaceOnUse" cx={at.x} cy={at.y} r={radius}>
        <stop offset="0" class="map-field-near" />
        <stop offset="1" class="map-field-far" />
      </radialGradient>
      <path d={outline(points)} fill={`url(#${id})`} />
    </g>
  );
}

function squareMetres(corners: GroundCell["corners"]): number {
  const twice = corners.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

const perM2 = (cell: GroundCell): number => (cell.visits ?? 0) / Math.max(0.25, squareMetres(cell.corners));

/** The busiest piece in sight: what the others are compared with. Pure. */
export const mostPerM2 = (warmth: readonly Warmth[]): number => Math.max(0, ...warmth.flatMap((one) => one.cells.map(perM2)));

const STEPS = 5;

/** 0 for few, else 1 (some) to 5 (as busy as anywhere). Pure. */
export function stepOf(cell: GroundCell, most: number): number {
  if (cell.visits === null || most <= 0) return 0;
  return Math.max(1, Math.ceil(Math.sqrt(perM2(cell) / most) * STEPS));
}

function Heat({ warmth: { camera, cells }, view, size, most }: { readonly warmth: Warmth; readonly view: View; readonly size: Size; readonly most: number }) {
  return (
    <g class="map-heat">
      {cells.map((cell, index) => (
        <path key={index} class={`map-heat-${stepOf(cell, most)}`} d={outline(cell.corners.map(([across, away]) => project(view, size, before(camera.at, camera.azimuth_deg, across, away))))} />
      ))}
    </g>
  );
}

/** How long a metre is here. */
export function ScaleBar({ view, text }: { readonly view: View; readonly text: (length_m: number) => string }) {
  const { length_m, pixels } = roundLength(view, 110);
  return <div class="map-scale" aria-hidden="true"><span style={{ width: `${pixels}px` }} />{text(length_m)}</div>;
}
