/** The arithmetic of charts: rows into steps, and values to heights. Pure. */

import type { Told } from "./model";

/** A step's value: a number, null for few people, undefined where nothing is known. */
export type Value = number | null | undefined;

/** Values by step from rows that name their moment; steps without a row are `missing`. */
export function byStep<Row extends { readonly at: string }>(rows: readonly Row[], value: (row: Row) => Told, from_ms: number, step_ms: number, count: number, missing?: Value): readonly Value[] {
  const values = new Array<Value>(count).fill(missing);
  for (const row of rows) {
    const index = Math.floor((Date.parse(row.at) - from_ms) / step_ms);
    if (index >= 0 && index < count) values[index] = value(row);
  }
  return values;
}

/** Round heights for the lines of a chart, from 0 to at least `most`: three to five of them. */
export function ticksFor(most: number): readonly number[] {
  if (most <= 0) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough * 0.999) ?? rough;
  const ticks: number[] = [];
  for (let at = 0; at < most * 0.999 + step; at += step) ticks.push(Math.round(at * 1e6) / 1e6);
  return ticks;
}

export const greatest = (lists: readonly (readonly Value[])[]): number => Math.max(0, ...lists.flat().map((value) => value ?? 0));

/** The points of a line as SVG paths, broken wherever a value is missing or of few. */
export function pathOf(values: readonly Value[], x: (index: number) => number, y: (value: number) => number): string {
  let path = "";
  let open = false;
  values.forEach((value, index) => {
    if (value === null || value === undefined) {
      open = false;
      return;
    }
    const before = values[index - 1];
    const after = values[index + 1];
    path += `${open ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    if (!open && (after === null || after === undefined) && (before === null || before === undefined)) path += "h0.01"; // a single point is a dot
    open = true;
  });
  return path;
}
