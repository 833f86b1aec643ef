/** Shows the still as it will be handed over, and hands it over once that is on record: as a file, or to the clipboard. */

import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { site as fetchSite, stillTaken } from "../api";
import { fileName } from "../camera/clip";
import type { Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { saveAs } from "../parts/save";
import { say } from "../parts/toast";
import { guard } from "../session";
import { useStore } from "../store";
import { words } from "../words";
import { pngOf, withMargin } from "./margin";
import { type Still, still } from "./taking";

const canCopy = (): boolean => typeof ClipboardItem !== "undefined" && (navigator.clipboard as Clipboard | undefined)?.write !== undefined;

function StillDialog({ taken }: { readonly taken: Still }) {
  const w = words.stills;
  const [site, setSite] = useState<string | null>(null); // its name stands in the margin
  const made = useMemo(() => withMargin(taken, site ?? ""), [taken, site]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => void fetchSite().then((answer) => setSite(answer.kind === "ok" ? answer.value.name : "")), []);
  const acts = useRef<HTMLDivElement>(null);
  useEffect(() => acts.current?.querySelector<HTMLElement>(".main")?.focus(), [site]); // Enter is enough
  const close = (): void => still.set(null);
  const hand = async (way: "saved" | "copied"): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const entered = stillTaken(taken.camera.id, taken.at_ms, way).then((answer) => {
      guard(answer);
      if (answer.kind === "failed") setProblem(answer.problem);
      return answer.kind === "ok";
    });
    const isDone = way === "saved" ? await saved(taken, made, entered) : await copied(made, entered);
    setBusy(false);
    if (isDone) {
      close();
      say(way === "saved" ? w.saved : w.copied);
    } else if (await entered) say(way === "saved" ? w.notMade : w.noCopy);
  };
  return (
    <Dialog title={w.title} onClose={close} class="still">
      {made === null ? <p class="field-error" role="alert">{w.notMade}</p> : <Shown made={made} />}
      <p class="field-hint still-said">{w.intro}</p>
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="row end wrap" ref={acts}>
        <Button kind="quiet" onClick={close}>{words.common.cancel}</Button>
        {canCopy() && <Button kind="plain" icon="copy" busy={busy} disabled={made === null || site === null} onClick={() => void hand("copied")}>{w.copy}</Button>}
        <Button kind="main" icon="download" busy={busy} disabled={made === null || site === null} onClick={() => void hand("saved")}>{w.save}</Button>
      </div>
    </Dialog>
  );
}

/** Stands at the desk once, whichever page is open. */
export function StillHere() {
  const now = useStore(still);
  return now === null ? null : <StillDialog key={now.at_ms} taken={now} />;
}

function Shown({ made }: { readonly made: HTMLCanvasElement }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.replaceChildren(made), [made]);
  return <div class="still-shown" ref={box} role="img" aria-label={words.stills.title} />;
}

async function saved(taken: Still, made: HTMLCanvasElement | null, entered: Promise<boolean>): Promise<boolean> {
  const png = made === null ? null : await pngOf(made);
  if (!(await entered) || png === null) return false;
  saveAs(png, fileName(taken.camera.name, taken.at_ms, "png"));
  return true;
}

/** The clipboard is asked at once, with a promise of the picture: asked later, a browser takes it for something nobody did. */
async function copied(made: HTMLCanvasElement | null, entered: Promise<boolean>): Promise<boolean> {
  const png = async (): Promise<Blob> => {
    const blob = made === null ? null : await pngOf(made);
    if (!(await entered) || blob === null) throw new Error("nothing to copy");
    return blob;
  };
  try {
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png() })]);
    return true;
  } catch {
    return false; // the browser refused, or it could not be entered: what to do stands in the dialog
  }
}
