/** A camera's switch for keeping its sealed original, with or without sound. */

import { Switch } from "../parts/controls";
import { hashOf } from "../route";
import { words } from "../words";
import { useSettings } from "./settings-now";

interface CameraSealProps {
  readonly seal: boolean;
  readonly sound: boolean;
  readonly onChange: (change: { readonly seal?: "on" | "off"; readonly sound?: "yes" | "no" }) => void;
}

export function CameraSeal({ seal, sound, onChange }: CameraSealProps) {
  const s = words.custody.seal;
  const settings = useSettings();
  const none = settings !== null && !settings.custodians.some((one) => one.active);
  return (
    <section class="card stack">
      <h2>{s.title}</h2>
      <Switch label={s.seal} hint={s.sealHint} on={seal} onChange={(on) => onChange({ seal: on ? "on" : "off" })} />
      {seal && <Switch label={s.sound} hint={s.soundHint} on={sound} onChange={(on) => onChange({ sound: on ? "yes" : "no" })} />}
      {none && <p class="field-hint">{s.noCustodians} <a class="link" href={hashOf({ page: "custody", part: "custodians" })}>{s.toCustodians}</a></p>}
    </section>
  );
}
