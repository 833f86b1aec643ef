/**
 * One camera's frosted picture on a network that may be bad: video, else a still every few seconds, else the last
 * picture there was with its age. Once there was a picture there is never none.
 */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { stillOf } from "../api";
import { useNow } from "../incidents/now";
import { useLive } from "../media/useLive";
import { lengthOf } from "../time";
import { words } from "../words";

const PATIENCE_MS = 4_000; // how long video may be gone before stills take its place
const STILL_EVERY_MS = 3_000;
const OLD_MS = 20_000;
const FRAME_EVERY_MS = 2_000;
const FRAME_WIDTH = 640;

interface Still {
  readonly address: string;
  readonly at_ms: number;
}

export function FieldPicture({ camera, name }: { readonly camera: string; readonly name: string }) {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const live = useLive(video, camera, useNudge());
  const plays = live.kind === "showing";
  const weak = useAfter(!plays, PATIENCE_MS) || live.kind === "unsupported";
  const still = useStills(camera, weak);
  const frame_ms = useLastFrame(video, canvas, plays);
  const now_ms = useNow(1_000);
  const w = words.phone.picture;
  const still_ms = weak && still !== null ? still.at_ms : 0;
  const shown = plays ? "video" : still_ms > frame_ms ? "still" : frame_ms > 0 ? "frame" : "waiting";
  const age_ms = Math.max(0, now_ms - Math.max(still_ms, frame_ms));
  const age = lengthOf(Math.round(age_ms / 1000));
  const isOld = shown !== "video" && shown !== "waiting" && age_ms > OLD_MS;
  return (
    <figure class="field-picture" data-shows={shown}>
      <video ref={video} muted playsInline disablePictureInPicture aria-label={w.label(name)} />
      <canvas ref={canvas} class={shown === "frame" ? "" : "away"} role="img" aria-label={w.label(name)} aria-hidden={shown !== "frame"} />
      {shown === "still" && still !== null && <img src={still.address} alt={w.label(name)} />}
      {shown === "waiting" && <div class="field-waiting"><span class="spinner" aria-hidden="true" />{w.waiting}</div>}
      {shown !== "waiting" && (
        <figcaption class={shown === "video" ? "live" : isOld ? "old" : ""} title={shown === "video" ? undefined : w.weak}>
          {shown === "video" ? w.live : isOld ? w.old(age) : w.still(age)}
        </figcaption>
      )}
    </figure>
  );
}

/** False for a moment when the network has returned, so that video begins anew at once and not after its own wait. */
function useNudge(): boolean {
  const [wanted, setWanted] = useState(true);
  useEffect(() => {
    const nudge = (): void => {
      setWanted(false);
      window.setTimeout(() => setWanted(true), 50);
    };
    window.addEventListener("online", nudge);
    return () => window.removeEventListener("online", nudge);
  }, []);
  return wanted;
}

/** Keeps the newest picture of the video, for when it stops and nothing else comes; when that was, 0 before the first. */
function useLastFrame(video: RefObject<HTMLVideoElement | null>, canvas: RefObject<HTMLCanvasElement | null>, plays: boolean): number {
  const [at_ms, setAt] = useState(0);
  useEffect(() => {
    if (!plays) return undefined;
    const draw = (): void => {
      const from = video.current;
      const to = canvas.current;
      if (from === null || to === null || from.videoWidth === 0) return;
      to.width = Math.min(FRAME_WIDTH, from.videoWidth);
      to.height = Math.round((from.videoHeight * to.width) / from.videoWidth);
      to.getContext("2d")?.drawImage(from, 0, 0, to.width, to.height);
      setAt(Date.now());
    };
    draw();
    const timer = window.setInterval(draw, FRAME_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [plays]);
  return at_ms;
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
