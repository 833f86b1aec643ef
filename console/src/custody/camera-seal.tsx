/** A camera's switch for keeping its sealed original, with or without sound. */

import { sealingTold } from "../causes";
import type { Camera } from "../model";
import { Switch } from "../parts/controls";
import { hashOf } from "../route";
import { words } from "../words";
import { useSettings } from "./settings-now";

interface CameraSealProps {
  readonly camera: Camera;
  readonly onChange: (change: { readonly seal?: boolean; readonly sound?: boolean }) => void;
}

export function CameraSeal({ camera, onChange }: CameraSealProps) {
  const s = words.custody.seal;
  const settings = useSettings();
  const none = settings !== null && !settings.custodians.some((one) => one.active);
  const { sealing } = camera;
  return (
    <section class="card stack">
      <h2>{s.title}</h2>
      <Switch label={s.seal} hint={s.sealHint} on={camera.seal} onChange={(seal) => onChange({ seal })} />
      {camera.seal && <Switch label={s.sound} hint={s.soundHint} on={camera.sound} onChange={(sound) => onChange({ sound })} />}
      {camera.seal && sealing !== null && (
        <div class="row wrap between"><span class={`pill ${TONES[sealing.code] ?? "bad"}`}><span class="dot" aria-hidden="true" />{sealingTold(sealing).sentence}</span><span class="faint">{sealingTold(sealing).hint}</span></div>
      )}
      {none && <p class="field-hint">{s.noCustodians} <a class="link" href={hashOf({ page: "custody", part: "custodians" })}>{s.toCustodians}</a></p>}
    </section>
  );
}

const TONES: Readonly<Record<string, string>> = { sealing: "good", starting: "wait", waiting: "wait" };
