/** What this device may do: share where it is, tell of tasks, be installed. Each off until the person says so. */

import { useEffect, useState } from "preact/hooks";

import { givePosition, takePositionBack } from "../api";
import type { Problem } from "../outcome";
import { Button, ProblemNote, Switch } from "../parts/controls";
import { useStore } from "../store";
import { words } from "../words";
import { offered } from "./offer";
import { type Telling, beginTelling, endTelling, tellingNow } from "./push";

export function ThisPhone({ isOnDuty }: { readonly isOnDuty: boolean }) {
  const offer = useStore(offered);
  const w = words.phone;
  return (
    <section class="card stack this-phone">
      <h2>{w.more}</h2>
      {isOnDuty && <Position />}
      <Tell />
      {offer !== null && (
        <div class="switch-row">
          <div><b>{w.install}</b><p class="field-hint">{w.installText}</p></div>
          <Button onClick={() => void offer.prompt().then(() => offered.set(null))}>{w.install}</Button>
        </div>
      )}
    </section>
  );
}

/** Shares the position while on duty and while this page is open, and only then. */
function Position() {
  const w = words.phone.position;
  const [on, setOn] = useState(false);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!on) return undefined;
    const watcher = navigator.geolocation.watchPosition(
      ({ coords }) => void givePosition(coords.latitude, coords.longitude, Math.min(coords.accuracy, 100_000)),
      () => {
        setFailed(true);
        setOn(false);
      },
      { enableHighAccuracy: true, maximumAge: 15_000 },
    );
    return () => {
      navigator.geolocation.clearWatch(watcher);
      void takePositionBack();
    };
  }, [on]);
  if (!("geolocation" in navigator)) return null;
  return <Switch label={w.label} hint={failed ? w.failed : window.isSecureContext ? w.hint : w.insecure} on={on} onChange={(wanted) => { setFailed(false); setOn(wanted); }} />;
}

function Tell() {
  const w = words.phone.tell;
  const [now, setNow] = useState<Telling | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => void tellingNow().then(setNow), []);
  if (now === null) return null;
  if (now === "impossible" || now === "refused") return <div><b>{w.label}</b><p class="field-hint">{now === "refused" ? w.refused : w.impossible}</p></div>;
  const change = async (on: boolean): Promise<void> => {
    const answer = await (on ? beginTelling() : endTelling());
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "ok") setNow(answer.value);
  };
  return (
    <>
      <Switch label={w.label} hint={w.hint} on={now === "on"} onChange={(on) => void change(on)} />
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  );
}
