/** The sound of alarms, always in sight: whether it is on, off, or waits for the browser; and how it is set. */

import { useId, useState } from "preact/hooks";

import type { Level } from "../incidents/model";
import { Button, Choice, Switch } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { Icon, type IconName } from "../parts/icon";
import { useActs } from "../parts/keys";
import { say } from "../parts/toast";
import { useStore } from "../store";
import { words } from "../words";
import { changeSettings, soundSettings } from "./settings";
import { readiness, sound } from "./tones";

type SoundState = "on" | "off" | "blocked" | "unsupported";

export function useSoundState(): SoundState {
  const ready = useStore(readiness);
  const { on } = useStore(soundSettings);
  if (ready === "unsupported") return "unsupported";
  if (!on) return "off";
  return ready === "ready" ? "on" : "blocked";
}

/** Switches between on and off, and says so. Also the act behind the key. */
export function toggleSound(): void {
  const on = !soundSettings.value.on;
  changeSettings({ on });
  if (on) sound("info", soundSettings.value.volume);
  say(on ? words.alarm.nowOn : words.alarm.nowOff);
}

const ICONS: Readonly<Record<SoundState, IconName>> = { on: "sound", off: "mute", blocked: "mute", unsupported: "mute" };

/** `rail`: as a place of the rail; otherwise as a button with an icon. */
export function SoundControl({ rail = false }: { readonly rail?: boolean }) {
  const [open, setOpen] = useState(false);
  const state = useSoundState();
  const w = words.alarm;
  const said = state === "on" ? w.on : w[state];
  return (
    <>
      <button type="button" class={`${rail ? "rail-link rail-wide" : "button quiet only"} sound-button is-${state}`} title={said} aria-label={said} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name={ICONS[state]} size={rail ? 22 : 20} />
        {rail && <span>{w.short[state]}</span>}
      </button>
      {open && <SoundDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** The key and the palette's act, once for the whole console. */
export function SoundActs() {
  const { on } = useStore(soundSettings);
  useActs([{ label: on ? words.alarm.mute : words.alarm.unmute, icon: on ? "mute" : "sound", key: "m", run: toggleSound }]);
  return null;
}

function SoundDialog({ onClose }: { readonly onClose: () => void }) {
  const now = useStore(soundSettings);
  const state = useSoundState();
  const id = useId();
  const w = words.alarm;
  return (
    <Dialog title={w.sound} onClose={onClose} class="small">
      <div class="stack">
        {(state === "blocked" || state === "unsupported") && <p class="note" role="status"><Icon name="info" /><span>{w[state]}</span></p>}
        <Switch label={w.switch} hint={w.hint} on={now.on} onChange={(on) => changeSettings({ on })} />
        <div class="slider">
          <label class="label" for={id}>{w.volume}</label>
          <input id={id} type="range" min={0} max={100} step={5} value={Math.round(now.volume * 100)} disabled={!now.on} onInput={(event) => changeSettings({ volume: Number(event.currentTarget.value) / 100 })} />
        </div>
        <Choice<Level> compact label={w.least} value={now.least} options={(["alarm", "warning", "info"] as const).map((level) => [level, w.levels[level]] as const)} onChange={(least) => changeSettings({ least })} />
        <Switch label={w.repeat} hint={w.repeatHint} on={now.repeat} onChange={(repeat) => changeSettings({ repeat })} />
        <div class="row end">
          <Button icon="sound" disabled={state === "unsupported"} onClick={() => void sound("alarm", now.volume)}>{w.test}</Button>
          <Button kind="main" onClick={onClose}>{words.common.done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
