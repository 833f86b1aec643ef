/** What is being shown, and the buttons that change it. */

import { Button, Choice } from "../parts/controls";
import { type Store, useStore } from "../store";
import { clockTime, dayOf, utc } from "../time";
import { words } from "../words";

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;

interface TransportProps {
  readonly isLive: boolean;
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly clipping: boolean;
  readonly playhead: Store<number>;
  readonly range: string;
  readonly onPlay: () => void;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onAgain: () => void;
  readonly onSpeed: (speed: number) => void;
  readonly onLive: () => void;
  readonly onMark: () => void;
  readonly onStill: (() => void) | null; // null: they may not take pictures of this camera
  readonly onClip: (() => void) | null; // null: they may not save clips of this camera
  readonly onBeside: (direction: 1 | -1) => void;
  readonly onRange: (range: "minute" | "hour" | "day" | "week") => void;
}

export function Transport(props: TransportProps) {
  const c = words.camera;
  const h = words.history.timeline;
  return (
    <div class="transport">
      <Readout isLive={props.isLive} playhead={props.playhead} />
      <div class="transport-main">
        <Button kind="quiet" class="run-again" icon="again" label={`${c.again} (R)`} onClick={props.onAgain} />
        <Button kind="quiet" class="to-event" icon="previousEvent" label={`${h.previous} (P)`} onClick={() => props.onBeside(-1)} />
        <Button kind="quiet" icon="stepBack" label={`${c.stepBack} (,)`} onClick={() => props.onStep(-1)} />
        <Button kind="plain" class="play" icon={props.isPlaying ? "pause" : "play"} label={props.isPlaying ? c.pause : c.play} onClick={props.onPlay} />
        <Button kind="quiet" icon="stepForward" label={`${c.stepForward} (.)`} disabled={props.isLive} onClick={() => props.onStep(1)} />
        <Button kind="quiet" class="to-event" icon="nextEvent" label={`${h.next} (N)`} disabled={props.isLive} onClick={() => props.onBeside(1)} />
        <select
          class="speed"
          aria-label={c.speed}
          title={c.speed}
          disabled={props.isLive}
          value={String(props.speed)}
          onChange={(event) => props.onSpeed(Number(event.currentTarget.value))}
        >
          {SPEEDS.map((speed) => <option key={speed} value={String(speed)}>{speed}×</option>)}
        </select>
      </div>
      <div class="transport-side">
        <Choice
          compact
          label={c.timeline}
          value={props.range}
          options={[["minute", c.ranges.minute], ["hour", c.ranges.hour], ["day", c.ranges.day], ["week", c.ranges.week]]}
          onChange={(range) => props.onRange(range as "minute" | "hour" | "day" | "week")}
        />
        <Button kind="quiet" icon="bookmark" label={words.bookmarks.mark} title={`${words.bookmarks.mark} (B)`} onClick={props.onMark} />
        {props.onStill !== null && <Button kind="quiet" icon="camera" label={words.stills.take} title={`${words.stills.take} (K)`} onClick={props.onStill} />}
        {props.onClip !== null && <Button kind={props.clipping ? "plain" : "quiet"} icon="clip" pressed={props.clipping} label={c.clip} title={`${c.clip} (C)`} onClick={props.onClip}>{c.clip}</Button>}
        <Button kind={props.isLive ? "quiet" : "main"} icon="live" class="to-live" disabled={props.isLive} title={`${c.goLive} (L)`} onClick={props.onLive}>{c.live}</Button>
      </div>
    </div>
  );
}

function Readout({ isLive, playhead }: { readonly isLive: boolean; readonly playhead: Store<number> }) {
  const at_ms = useStore(playhead);
  return (
    <div class="readout">
      <span class={isLive ? "badge live" : "badge"}>{isLive ? words.camera.live : words.camera.recording}</span>
      <time dateTime={new Date(at_ms).toISOString()} title={utc(at_ms)}>
        <span class="readout-day">{dayOf(at_ms, Date.now())}</span> <span class="readout-time">{clockTime(at_ms, !isLive)}</span>
      </time>
    </div>
  );
}
