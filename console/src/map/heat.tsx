/** Where people were, as counts of no one in particular: on pieces of the ground before cameras that know their scale. */

import { useEffect, useState } from "preact/hooks";

import { groundHeat } from "../api";
import { guard } from "../session";
import { words } from "../words";
import type { Placed } from "./grounds";
import type { GroundHeat } from "./model";
import type { Warmth } from "./scene";

const FEW = 5;
const HOUR_MS = 3_600_000;

export interface WarmthNow {
  readonly loading: boolean;
  readonly calibrated: number;
  readonly shown: readonly Warmth[];
}

/** Asked anew when the cameras or the hours change; `hours` 0 asks nothing. */
export function useWarmth(placed: readonly Placed[], hours: number): WarmthNow {
  const [told, setTold] = useState<ReadonlyMap<string, GroundHeat> | null>(null);
  const names = placed.map((one) => one.camera).sort().join(" ");
  useEffect(() => {
    setTold(null);
    if (hours === 0) return undefined;
    const control = new AbortController();
    const to_ms = Date.now();
    const ask = async (camera: string): Promise<readonly [string, GroundHeat] | null> => {
      const answer = guard(await groundHeat(camera, to_ms - hours * HOUR_MS, to_ms, control.signal));
      return answer.kind === "ok" ? [camera, answer.value] : null;
    };
    void Promise.all(names.split(" ").filter((name) => name !== "").map(ask)).then((answers) => {
      if (!control.signal.aborted) setTold(new Map(answers.filter((answer) => answer !== null)));
    });
    return () => control.abort();
  }, [names, hours]);
  const shown = placed.flatMap((camera): readonly Warmth[] => {
    const cells = told?.get(camera.camera)?.cells ?? [];
    return cells.length === 0 ? [] : [{ camera, cells }];
  });
  const calibrated = told === null ? 0 : [...told.values()].filter((one) => one.calibrated).length;
  return { loading: hours > 0 && told === null, calibrated, shown };
}

export function HeatLegend({ warmth }: { readonly warmth: WarmthNow }) {
  const w = words.map;
  if (warmth.loading) return <div class="map-legend" role="status"><span class="spinner" aria-hidden="true" />{words.common.loading}</div>;
  if (warmth.shown.length === 0) return <div class="map-legend" role="status">{warmth.calibrated === 0 ? w.heatNone : w.heatQuiet}</div>;
  return (
    <div class="map-legend">
      <span class="map-ramp" aria-hidden="true"><i class="map-heat-1" /><i class="map-heat-2" /><i class="map-heat-3" /><i class="map-heat-4" /><i class="map-heat-5" /></span>
      <span>{w.heatScale.join(" – ")}</span>
      <span class="faint">{w.heatFew(FEW)}</span>
    </div>
  );
}
