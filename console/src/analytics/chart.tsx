/**
 * A chart over time, drawn here: lines or bars, the week before as a dashed line, few people as a hatched foot.
 *
 * Colour is never alone: lines differ in stroke, and a reader line says every value of a step. Arrow keys move from step to
 * step; the same numbers are there as a table.
 */

import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { marksIn } from "../camera/timeline";
import { dayAndTime, dayOf, shortTime } from "../time";
import { words } from "../words";
import { type Value, greatest, pathOf, ticksFor } from "./scale";

export interface Series {
  readonly name: string;
  readonly values: readonly Value[];
  readonly look: "line" | "soft" | "before" | "column" | "column-second";
}

interface ChartProps {
  readonly label: string;
  readonly from_ms: number;
  readonly step_ms: number;
  readonly count: number;
  readonly few_below: number;
  readonly series: readonly Series[];
  readonly digits: number;
  readonly asTable: boolean;
}

const HEIGHT = 220;
const LEFT = 38;
const BOTTOM = 24;
const TOP = 10;
const FEW_PX = 7;

/** A value as it is read. */
export function readValue(value: Value, digits: number, few_below: number): string {
  if (value === undefined) return "–";
  if (value === null) return words.analytics.few(few_below);
  return value.toLocaleString(undefined, { maximumFractionDigits: digits });
}

export function Chart(props: ChartProps) {
  return props.asTable ? <Table {...props} /> : <Drawn {...props} />;
}

function Drawn(props: ChartProps) {
  const { label, from_ms, step_ms, count, series, digits, few_below } = props;
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [at, setAt] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watcher = new ResizeObserver(() => setWidth(element.clientWidth));
    setWidth(element.clientWidth);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  const ticks = ticksFor(greatest(series.map(({ values }) => values)));
  const top = ticks.at(-1) ?? 1;
  const step_px = (width - LEFT) / count;
  const x = (index: number): number => LEFT + (index + 0.5) * step_px;
  const y = (value: number): number => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
  const now = Math.min(count - 1, Math.max(0, Math.floor((Date.now() - from_ms) / step_ms)));
  const move = (event: KeyboardEvent): void => {
    const by: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -6, PageDown: 6, Home: -count, End: count };
    const step = by[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    // The first arrow begins at now; keys may come faster than pictures are drawn.
    setAt((before) => Math.min(count - 1, Math.max(0, before === null && Math.abs(step) === 1 ? now : (before ?? now) + step)));
  };
  const point = (event: PointerEvent): void => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined) return;
    const index = Math.floor((event.clientX - bounds.left - LEFT) / step_px);
    setAt(index >= 0 && index < count ? index : null);
  };
  const said = at === null ? "" : [dayAndTime(from_ms + at * step_ms, Date.now()), ...series.map(({ name, values }) => `${name} ${readValue(values[at], digits, few_below)}`)].join(", ");
  return (
    <div class="chart">
      <div
        ref={box} class="chart-box" role="slider" tabIndex={0} aria-label={label} aria-description={words.analytics.chartHelp}
        aria-valuemin={0} aria-valuemax={count - 1} aria-valuenow={at ?? now} aria-valuetext={said === "" ? label : said}
        onKeyDown={move} onPointerMove={point} onPointerDown={point} onPointerLeave={() => setAt(null)} onBlur={() => setAt(null)}
      >
        <svg width={width} height={HEIGHT} aria-hidden="true">
          <defs><pattern id="few" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6" class="few-ink" /></pattern></defs>
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={LEFT} x2={width} y1={y(tick)} y2={y(tick)} class={tick === 0 ? "axis" : "grid"} />
              <text x={LEFT - 8} y={y(tick) + 4} class="tick" text-anchor="end">{tick.toLocaleString(undefined, { maximumFractionDigits: 2 })}</text>
            </g>
          ))}
          <Marks from_ms={from_ms} span_ms={step_ms * count} width={width} />
          {at !== null && <rect x={LEFT + at * step_px} y={TOP} width={step_px} height={HEIGHT - BOTTOM - TOP} class="reader" />}
          <Feet series={series} step_px={step_px} />
          <Bars series={series} step_px={step_px} y={y} />
          {series.filter(({ look }) => look === "before" || look === "soft" || look === "line").map(({ name, look, values }) => <path key={`${look}${name}`} d={pathOf(values, x, y)} class={`line ${look}`} />)}
          {at !== null && series.map(({ name, look, values }) => {
            const value = values[at];
            return value === null || value === undefined || look.startsWith("column") ? null : <circle key={name} cx={x(at)} cy={y(value)} r={4} class={`dot-${look}`} />;
          })}
        </svg>
      </div>
      <Reader {...props} at={at} />
    </div>
  );
}

/** What each line is, and what it says at the step that is pointed at. */
function Reader({ series, at, from_ms, step_ms, digits, few_below }: ChartProps & { readonly at: number | null }) {
  return (
    <div class="chart-reader">
      {series.map(({ name, look, values }) => (
        <span key={`${look}${name}`} class="chart-key"><i class={`key-${look}`} aria-hidden="true" />{name}{at !== null && <b>{readValue(values[at], digits, few_below)}</b>}</span>
      ))}
      <span class="faint chart-at">{at !== null && dayAndTime(from_ms + at * step_ms, Date.now())}</span>
    </div>
  );
}

function Marks({ from_ms, span_ms, width }: { readonly from_ms: number; readonly span_ms: number; readonly width: number }) {
  const view = { from_ms, span_ms, width_px: width - LEFT };
  const marks = marksIn(view, 78, (at_ms) => new Date(at_ms).getTimezoneOffset());
  return (
    <g>
      {marks.map(({ at_ms, isDay }) => {
        const x = LEFT + ((at_ms - from_ms) / span_ms) * (width - LEFT);
        return x > width - 20 ? null : <text key={at_ms} x={x} y={HEIGHT - 6} class={isDay ? "tick day" : "tick"}>{isDay ? dayOf(at_ms, Date.now()) : shortTime(at_ms)}</text>;
      })}
    </g>
  );
}

/** Where people were too few to be told of: there were some, and that is all. */
function Feet({ series, step_px }: { readonly series: readonly Series[]; readonly step_px: number }) {
  const shown = series.filter(({ look }) => look !== "before");
  const few = shown[0]?.values.map((_, index) => shown.some(({ values }) => values[index] === null) && shown.every(({ values }) => (values[index] ?? 0) === 0)) ?? [];
  return <g>{few.map((is, index) => is && <rect key={index} x={LEFT + index * step_px} y={HEIGHT - BOTTOM - FEW_PX} width={Math.max(1, step_px - 1)} height={FEW_PX} class="few" />)}</g>;
}

function Bars({ series, step_px, y }: { readonly series: readonly Series[]; readonly step_px: number; readonly y: (value: number) => number }) {
  const bars = series.filter(({ look }) => look.startsWith("column"));
  const wide = Math.max(1, (step_px - Math.min(6, step_px * 0.25)) / Math.max(1, bars.length));
  return (
    <g>
      {bars.flatMap(({ name, look, values }, which) => values.map((value, index) => value === null || value === undefined || value === 0 ? null : (
        <rect key={`${name}${index}`} x={LEFT + index * step_px + 1 + which * wide} y={y(value)} width={Math.max(1, wide - 1)} height={Math.max(1, HEIGHT - BOTTOM - y(value))} class={look} />
      )))}
    </g>
  );
}

function Table({ label, series, count, from_ms, step_ms, digits, few_below }: ChartProps) {
  const rows = Array.from({ length: count }, (_, index) => index).filter((index) => series.some(({ values }) => values[index] !== undefined));
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={label}>
      <table class="numbers">
        <caption class="hush">{label}</caption>
        <thead><tr><th scope="col">{words.analytics.at}</th>{series.map(({ name, look }) => <th key={`${look}${name}`} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {rows.map((index) => (
            <tr key={index}>
              <th scope="row">{dayAndTime(from_ms + index * step_ms, Date.now())}</th>
              {series.map(({ name, look, values }) => <td key={`${look}${name}`}>{readValue(values[index], digits, few_below)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
