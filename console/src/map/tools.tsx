/** What is at the edges of the map: which ground, what is shown, nearer and farther, and arranging for those who may. */

import { Button, Choice } from "../parts/controls";
import { words } from "../words";
import { GRID, type Ground, WORLD } from "./grounds";
import type { Sight } from "./sight";
import { zoomAt } from "./geo";

export interface Shows {
  readonly fields: boolean;
  readonly events: boolean;
  /** Hours of counts to draw, 0 for none. */
  readonly heat: number;
}

interface ToolsProps {
  readonly sight: Sight;
  readonly shows: Shows;
  readonly onShows: (shows: Shows) => void;
  readonly mayArrange: boolean;
  readonly arranges: boolean;
  readonly onArrange: () => void;
  readonly canUndo: boolean;
  readonly onUndo: () => void;
  readonly onFloor: (which: "this" | "new") => void;
}

export const nameOfGround = (ground: Ground): string => (ground.id === WORLD ? words.map.outdoors : ground.id === GRID ? words.map.grid : (ground.plan?.name ?? ""));

export const lengthWords = (length_m: number): string => (length_m >= 1000 ? words.map.kilometres(String(length_m / 1000)) : words.map.metres(String(Number(length_m.toPrecision(3)))));

const HOURS = [["24", 24, "day"], ["168", 168, "week"], ["720", 720, "month"]] as const;

export function MapTools(props: ToolsProps) {
  const { sight, shows, onShows, arranges } = props;
  const w = words.map;
  const zoom = (steps: number): void => sight.move((view) => zoomAt(view, sight.size, { x: sight.size.width / 2, y: sight.size.height / 2 }, steps));
  return (
    <>
      <div class="map-tools top">
        <Grounds {...props} />
        {props.mayArrange && (
          <div class="map-bar">
            {arranges && <Button kind="quiet" onClick={props.onUndo} disabled={!props.canUndo}>{w.arrange.undo}</Button>}
            <Button kind={arranges ? "main" : "plain"} icon={arranges ? "check" : "sliders"} onClick={props.onArrange}>{arranges ? w.arrange.end : w.arrange.begin}</Button>
          </div>
        )}
      </div>
      {!arranges && (
        <div class="map-tools shows" role="group" aria-label={w.shows}>
          <div class="map-bar">
            <Button kind="quiet" pressed={shows.fields} onClick={() => onShows({ ...shows, fields: !shows.fields })}>{w.fields}</Button>
            <Button kind="quiet" pressed={shows.events} onClick={() => onShows({ ...shows, events: !shows.events })}>{w.events}</Button>
            <Button kind="quiet" pressed={shows.heat > 0} onClick={() => onShows({ ...shows, heat: shows.heat > 0 ? 0 : 24 })}>{w.heat}</Button>
          </div>
          {shows.heat > 0 && (
            <div class="map-bar"><Choice compact label={w.heatSince} value={String(shows.heat)} options={HOURS.map(([value, , name]) => [value, w.heatHours[name]] as const)} onChange={(value) => onShows({ ...shows, heat: Number(value) })} /></div>
          )}
        </div>
      )}
      <div class="map-tools zoom">
        <Button icon="plus" label={w.zoomIn} onClick={() => zoom(1)} />
        <Button icon="minus" label={w.zoomOut} onClick={() => zoom(-1)} />
        <Button icon="full" label={w.fit} onClick={sight.showAll} />
      </div>
    </>
  );
}

const MOST_IN_A_ROW = 4;

function Grounds({ sight, arranges, onFloor }: ToolsProps) {
  const w = words.map;
  const options = sight.grounds.map((one) => [one.id, nameOfGround(one)] as const);
  if (options.length < 2 && !arranges) return <span />;
  return (
    <div class="map-bar">
      {options.length > 1 && options.length <= MOST_IN_A_ROW && <Choice compact label={w.ground} value={sight.ground.id} options={options} onChange={sight.turnTo} />}
      {options.length > MOST_IN_A_ROW && (
        <select class="field-select" aria-label={w.ground} value={sight.ground.id} onChange={(event) => sight.turnTo(event.currentTarget.value)}>
          {options.map(([id, name]) => <option key={id} value={id}>{name}</option>)}
        </select>
      )}
      {arranges && sight.ground.plan !== null && <Button kind="quiet" icon="sliders" label={w.floor.change} onClick={() => onFloor("this")} />}
      {arranges && <Button kind="quiet" icon="plus" onClick={() => onFloor("new")}>{w.floor.add}</Button>}
    </div>
  );
}
