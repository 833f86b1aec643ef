/** Save one range of one or of all cameras, a file for each; says how far it is and can be given up. */

import { useEffect, useRef, useState } from "preact/hooks";

import { downloadClip } from "../api";
import { ClipFacts, fileName } from "../camera/clip";
import type { Span } from "../camera/timeline";
import type { Camera } from "../model";
import { Button } from "../parts/controls";
import { saveAs } from "../parts/save";
import { say } from "../parts/toast";
import { guard } from "../session";
import { words } from "../words";

interface ClipsProps {
  readonly cameras: readonly Camera[];
  readonly clip: Span;
  readonly onClose: () => void;
  readonly onEdge: (edge: "start" | "end") => void;
}

export function Clips({ cameras, clip, onClose, onEdge }: ClipsProps) {
  const w = words.history.timeline;
  const [left, setLeft] = useState<readonly string[]>([]); // those that are not wanted
  const [done, setDone] = useState<number | null>(null);
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);
  const wanted = cameras.filter(({ id }) => !left.includes(id));
  const save = async (): Promise<void> => {
    const stop = new AbortController();
    control.current = stop;
    const failed: string[] = [];
    for (const [index, camera] of wanted.entries()) {
      setDone(index);
      const answer = guard(await downloadClip(camera.id, clip.from_ms, clip.to_ms, stop.signal, () => undefined));
      if (answer.kind === "aborted" || stop.signal.aborted) break;
      if (answer.kind === "ok") saveAs(answer.value, fileName(camera.name, clip.from_ms));
      else failed.push(camera.name);
    }
    setDone(null);
    if (stop.signal.aborted) return;
    say(failed.length > 0 ? w.some(failed.join(", ")) : w.saved(wanted.length));
  };
  return (
    <section class="clip-bar" aria-label={words.clip.title}>
      <ClipFacts clip={clip} />
      <div class="row wrap">
        <Button kind="quiet" onClick={() => onEdge("start")} title={`${words.clip.setStart} (I)`}>{words.clip.setStart}</Button>
        <Button kind="quiet" onClick={() => onEdge("end")} title={`${words.clip.setEnd} (O)`}>{words.clip.setEnd}</Button>
        {done === null ? <Button kind="main" icon="download" disabled={wanted.length === 0} onClick={() => void save()}>{w.save(wanted.length)}</Button> : <Button onClick={() => control.current?.abort()}>{words.clip.cancel}</Button>}
        <Button kind="quiet" icon="close" label={words.clip.close} onClick={onClose} />
      </div>
      <fieldset class="chips">
        <legend class="hush">{w.clipFor}</legend>
        {cameras.map(({ id, name }) => (
          <label key={id} class={left.includes(id) ? "chip" : "chip chosen"}>
            <input type="checkbox" checked={!left.includes(id)} onChange={() => setLeft(left.includes(id) ? left.filter((one) => one !== id) : [...left, id])} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <p class="clip-help" role="status">{done === null ? (wanted.length === 0 ? w.few : `${words.clip.help} ${words.clip.frosted}`) : w.saving(wanted[done]?.name ?? "", done + 1, wanted.length)}</p>
    </section>
  );
}
