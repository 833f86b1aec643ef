/** Save a range as a file: shows what it will hold, how far the download is, and lets it be given up. */

import { useEffect, useRef, useState } from "preact/hooks";

import { downloadClip } from "../api";
import { Button, ProblemNote } from "../parts/controls";
import { saveAs } from "../parts/save";
import { say } from "../parts/toast";
import type { Problem } from "../outcome";
import { hashOf } from "../route";
import { guard, useRightAt } from "../session";
import { bytesOf, clockTime, dayOf, lengthOf, utc } from "../time";
import { words } from "../words";
import type { Span } from "./timeline";

interface ClipProps {
  readonly camera: string;
  readonly name: string;
  readonly clip: Span;
  readonly onStartHere: () => void;
  readonly onEndHere: () => void;
  readonly onClose: () => void;
}

interface Progress {
  readonly got_bytes: number;
  readonly total_bytes: number | null;
}

export function ClipBar({ camera, name, clip, onStartHere, onEndHere, onClose }: ClipProps) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const control = useRef<AbortController | null>(null);
  const mayAsk = useRightAt("request", camera);
  useEffect(() => () => control.current?.abort(), []);

  const download = async (): Promise<void> => {
    setProblem(null);
    setProgress({ got_bytes: 0, total_bytes: null });
    control.current = new AbortController();
    const onProgress = (got_bytes: number, total_bytes: number | null): void => setProgress({ got_bytes, total_bytes });
    const answer = guard(await downloadClip(camera, clip.from_ms, clip.to_ms, control.current.signal, onProgress));
    setProgress(null);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind !== "ok") return;
    saveAs(answer.value, fileName(name, clip.from_ms));
    say(words.clip.done);
  };

  return (
    <section class="clip-bar" aria-label={words.clip.title}>
      <ClipFacts clip={clip} />
      <div class="row">
        <Button kind="quiet" onClick={onStartHere} title={`${words.clip.setStart} (I)`}>{words.clip.setStart}</Button>
        <Button kind="quiet" onClick={onEndHere} title={`${words.clip.setEnd} (O)`}>{words.clip.setEnd}</Button>
        {progress === null ? (
          <Button kind="main" icon="download" onClick={() => void download()}>{words.clip.download}</Button>
        ) : (
          <Button kind="plain" onClick={() => control.current?.abort()}>{words.clip.cancel}</Button>
        )}
        <Button kind="quiet" icon="close" label={words.clip.close} onClick={onClose} />
      </div>
      {progress !== null ? <ProgressLine progress={progress} /> : <p class="clip-help">{words.clip.help} {words.clip.frosted} {mayAsk && <a class="link" href={hashOf({ page: "ask", camera, from_ms: clip.from_ms, to_ms: clip.to_ms })}>{words.custody.requests.ask}</a>}</p>}
      {problem !== null && <ProblemNote problem={problem} />}
    </section>
  );
}

/** From when to when, and how long. */
export function ClipFacts({ clip }: { readonly clip: Span }) {
  return (
    <div class="clip-facts">
      <Moment label={words.clip.from} at_ms={clip.from_ms} />
      <span class="clip-arrow" aria-hidden="true">–</span>
      <Moment label={words.clip.to} at_ms={clip.to_ms} />
      <span class="clip-length"><span class="hush">{words.clip.length} </span>{lengthOf((clip.to_ms - clip.from_ms) / 1000)}</span>
    </div>
  );
}

function Moment({ label, at_ms }: { readonly label: string; readonly at_ms: number }) {
  return (
    <span class="clip-moment" title={utc(at_ms)}>
      <span class="faint">{label}</span> {dayOf(at_ms, Date.now())} <b>{clockTime(at_ms, true)}</b>
    </span>
  );
}

function ProgressLine({ progress }: { readonly progress: Progress }) {
  const share = progress.total_bytes === null ? null : progress.got_bytes / progress.total_bytes;
  const got = bytesOf(progress.got_bytes);
  return (
    <div class="progress-row" role="status">
      <progress {...(share === null ? {} : { value: share })} max={1} aria-label={words.clip.downloading} />
      <span>
        {progress.got_bytes === 0 ? words.clip.downloading : progress.total_bytes === null ? got : `${got} ${words.camera.of} ${bytesOf(progress.total_bytes)}`}
      </span>
    </div>
  );
}

export function fileName(name: string, from_ms: number, ending = "mp4"): string {
  const plain = name.normalize("NFKD").replace(/[^\w -]+/g, "").trim().replace(/\s+/g, "-").toLowerCase() || "camera";
  return `${plain}-${new Date(from_ms).toISOString().slice(0, 19).replace(/:/g, "-")}Z.${ending}`;
}
