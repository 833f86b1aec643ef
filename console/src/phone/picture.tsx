/**
 * One camera's frosted picture on a network that may be bad: video, else a still every few seconds, else the last
 * still with its age. Once there was a picture there is never none.
 */

import { useEffect, useRef, useState } from "preact/hooks";

import { stillOf } from "../api";
import { useNow } from "../incidents/now";
import { useLive } from "../media/useLive";
import { lengthOf } from "../time";
import { words } from "../words";

const PATIENCE_MS = 4_000; // how long video may be gone before stills take its place
const STILL_EVERY_MS = 3_000;
const OLD_MS = 20_000;

interface Still {
  readonly address: string;
  readonly at_ms: number;
}

export function FieldPicture({ camera, name }: { readonly camera: string; readonly name: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const live = useLive(video, camera, true);
  const plays = live.kind === "showing";
  const weak = useAfter(!plays, PATIENCE_MS) || live.kind === "unsupported";
  const still = useStills(camera, weak);
  const now_ms = useNow(1_000);
  const w = words.phone.picture;
  const showsStill = weak && still !== null;
  const age_ms = still === null ? 0 : Math.max(0, now_ms - still.at_ms);
  const age = lengthOf(Math.round(age_ms / 1000));
  return (
    <figure class="field-picture" data-shows={showsStill ? "still" : plays ? "video" : "waiting"}>
      <video ref={video} muted playsInline disablePictureInPicture aria-label={w.label(name)} />
      {showsStill && <img src={still.address} alt={w.label(name)} />}
      {!plays && !showsStill && <div class="field-waiting"><span class="spinner" aria-hidden="true" />{w.waiting}</div>}
      <figcaption class={plays ? "live" : age_ms > OLD_MS ? "old" : ""} title={showsStill ? w.weak : undefined}>
        {plays && !showsStill ? w.live : showsStill ? (age_ms > OLD_MS ? w.old(age) : w.still(age)) : ""}
      </figcaption>
    </figure>
  );
}

/** True when `is` has been true for so long. */
function useAfter(is: boolean, wait_ms: number): boolean {
  const [after, setAfter] = useState(false);
  useEffect(() => {
    setAfter(false);
    if (!is) return undefined;
    const timer = window.setTimeout(() => setAfter(true), wait_ms);
    return () => window.clearTimeout(timer);
  }, [is, wait_ms]);
  return after;
}

function useStills(camera: string, wanted: boolean): Still | null {
  const [still, setStill] = useState<Still | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    const control = new AbortController();
    let timer: number | undefined;
    const ask = async (): Promise<void> => {
      if (!document.hidden) {
        const answer = await stillOf(camera, control.signal);
        if (answer.kind === "ok") {
          setStill((before) => {
            if (before !== null) URL.revokeObjectURL(before.address);
            return { address: URL.createObjectURL(answer.value.picture), at_ms: answer.value.at_ms || Date.now() };
          });
        }
      }
      if (!control.signal.aborted) timer = window.setTimeout(() => void ask(), STILL_EVERY_MS);
    };
    void ask();
    return () => {
      control.abort();
      window.clearTimeout(timer);
    };
  }, [camera, wanted]);
  return still;
}
