/** Where people stood, over the frosted picture of the place: coarse cells, the longer the warmer; few people are hatched. */

import { useEffect, useState } from "preact/hooks";

import { heat as fetchHeat, placeAddress, thumbnailAddress } from "../api";
import type { Camera } from "../model";
import type { Problem } from "../outcome";
import { ProblemNote, Waiting } from "../parts/controls";
import { guard } from "../session";
import { lengthOf } from "../time";
import { words } from "../words";
import type { Heat, HeatCell } from "./model";
import type { Range } from "./asked";

const MOST_ROWS = 40;

/** How warm a cell is shown, 0..1: by the square root, so that one busy corner does not hide the rest. Pure. */
export function warmth(cells: readonly HeatCell[]): ReadonlyMap<HeatCell, number> {
  const most = Math.max(1e-9, ...cells.map(({ stay_s }) => stay_s ?? 0));
  return new Map(cells.map((cell) => [cell, Math.sqrt((cell.stay_s ?? 0) / most)]));
}

export function HeatMap({ camera, range, asTable }: { readonly camera: Camera; readonly range: Range; readonly asTable: boolean }) {
  const w = words.analytics.heat;
  const [heat, setHeat] = useState<Heat | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pointed, setPointed] = useState<HeatCell | null>(null);
  const [still, setStill] = useState(placeAddress(camera.id, 0));
  useEffect(() => {
    const control = new AbortController();
    void fetchHeat(camera.id, range.from_ms, range.to_ms, control.signal).then((answer) => {
      guard(answer);
      if (answer.kind === "aborted") return;
      setProblem(answer.kind === "failed" ? answer.problem : null);
      if (answer.kind === "ok") setHeat(answer.value);
    });
    return () => control.abort();
  }, [camera.id, range.from_ms, range.to_ms]);
  if (problem !== null) return <ProblemNote problem={problem} />;
  if (heat === null) return <Waiting text={words.common.loading} />;
  if (asTable) return <HeatTable heat={heat} />;
  const warm = warmth(heat.cells);
  const { width, height } = camera.source ?? { width: 16, height: 9 };
  return (
    <div class="stack">
      <div class="heat" style={{ aspectRatio: `${width} / ${height}` }}>
        <img src={still} alt={w.title} onError={() => setStill(thumbnailAddress(camera.id))} />
        <svg viewBox={`0 0 ${heat.columns} ${heat.rows}`} preserveAspectRatio="none" aria-hidden="true" onPointerLeave={() => setPointed(null)}>
          <defs><pattern id="few-cell" width="0.34" height="0.34" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="0.1" height="0.34" class="few-on-picture" /></pattern></defs>
          {heat.cells.map((cell) => (
            <rect
              key={`${cell.column}.${cell.row}`} x={cell.column} y={cell.row} width={1} height={1} class={cell.visits === null ? "heat-few" : "heat-cell"}
              style={cell.visits === null ? {} : { fillOpacity: String(0.16 + 0.7 * (warm.get(cell) ?? 0)) }} onPointerEnter={() => setPointed(cell)}
            />
          ))}
        </svg>
      </div>
      <div class="chart-reader">
        <span class="heat-scale"><span>{w.less}</span><i aria-hidden="true" /><span>{w.scale}</span></span>
        <span class="chart-key"><i class="key-few" aria-hidden="true" />{words.analytics.few(heat.few_below)}</span>
        <span class="faint chart-at" role="status">{heat.cells.length === 0 ? w.none : pointed === null ? "" : sayCell(pointed, heat.few_below)}</span>
      </div>
    </div>
  );
}

function sayCell(cell: HeatCell, few_below: number): string {
  return cell.visits === null || cell.stay_s === null ? words.analytics.few(few_below) : words.analytics.heat.stay(lengthOf(cell.stay_s), cell.visits.toLocaleString());
}

function HeatTable({ heat }: { readonly heat: Heat }) {
  const w = words.analytics.heat;
  const rows = [...heat.cells].sort((a, b) => (b.stay_s ?? 0) - (a.stay_s ?? 0)).slice(0, MOST_ROWS);
  if (rows.length === 0) return <p class="muted">{w.none}</p>;
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={w.title}>
      <table class="numbers">
        <caption class="hush">{w.title}</caption>
        <thead><tr>{w.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {rows.map((cell) => (
            <tr key={`${cell.column}.${cell.row}`}>
              <th scope="row">{w.cell(cell.column + 1, cell.row + 1)}</th>
              <td>{cell.visits === null ? words.analytics.few(heat.few_below) : cell.visits.toLocaleString()}</td>
              <td>{cell.stay_s === null ? words.analytics.few(heat.few_below) : lengthOf(cell.stay_s)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
