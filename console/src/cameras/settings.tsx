/** The settings of one camera. Small ones are kept as soon as they are chosen; text and drawings by a button. */

import { useState } from "preact/hooks";

import { changeCamera, thumbnailAddress } from "../api";
import type { Camera, CameraChange, Polygon } from "../model";
import { CameraSeal } from "../custody/camera-seal";
import type { Problem } from "../outcome";
import { Button, Choice, Empty, Field, ProblemNote, Switch, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { StatePill } from "../parts/state";
import { say } from "../parts/toast";
import { go, hashOf } from "../route";
import { guard } from "../session";
import { useStore } from "../store";
import { applyHere, refreshCameras, watch } from "../watch";
import { words } from "../words";
import { AreaEditor } from "./area-editor";
import { numbered } from "./polygons";
import { PlaceCard } from "./place";
import { removeWithUndo } from "./removal";
import { Scale } from "./scale";
import { CameraTrust } from "./trust";

export function CameraSettings({ id }: { readonly id: string }) {
  const { cameras, loaded } = useStore(watch);
  const camera = cameras.find((candidate) => candidate.id === id);
  if (!loaded) return <main class="page" id="page"><Waiting text={words.common.loading} /></main>;
  if (camera === undefined) {
    return (
      <main class="page" id="page">
        <Empty icon="cameras" title={words.camera.gone} text={words.camera.goneHint} action={<Button onClick={() => go({ page: "cameras" })}>{words.nav.cameras}</Button>} />
      </main>
    );
  }
  return <Settings camera={camera} />;
}

type Keep = (change: CameraChange) => Promise<boolean>;

function Settings({ camera }: { readonly camera: Camera }) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const keep: Keep = async (change) => {
    const answer = guard(await changeCamera(camera.id, camera.version, change));
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind === "failed" && answer.problem.status === 412) await refreshCameras(); // shows what the other one changed
    if (answer.kind !== "ok") return false;
    applyHere({ type: "camera", camera: answer.value });
    say(words.common.saved);
    return true;
  };
  return (
    <main class="page" id="page">
      <header class="page-head">
        <a class="button quiet only" href={hashOf({ page: "camera", id: camera.id, at_ms: null })} aria-label={words.common.back}><Icon name="back" /></a>
        <h1>{camera.name}</h1>
        <StatePill camera={camera} />
      </header>
      {problem !== null && <ProblemNote problem={problem} />}
      <General camera={camera} keep={keep} />
      <CameraTrust camera={camera} keep={keep} />
      <Frosting camera={camera} keep={keep} />
      <Areas key={`p${JSON.stringify(camera.privacy)}`} camera={camera} which="privacy" keep={keep} />
      <Areas key={`o${JSON.stringify(camera.overlays)}`} camera={camera} which="overlays" keep={keep} />
      <Scale camera={camera} keep={keep} />
      <CountedAreas key={`c${JSON.stringify(camera.areas)}`} camera={camera} keep={keep} />
      <PlaceCard camera={camera} />
      <CameraSeal camera={camera} onChange={(change) => void keep(change)} />
      <section class="card row between wrap">
        <div>
          <h2>{words.settings.removal}</h2>
          <p class="field-hint">{words.settings.removalHint}</p>
        </div>
        <Button kind="danger" icon="trash" onClick={() => void removeWithUndo(camera).then((gone) => gone && go({ page: "cameras" }))}>{words.settings.remove}</Button>
      </section>
    </main>
  );
}

function General({ camera, keep }: { readonly camera: Camera; readonly keep: Keep }) {
  const s = words.settings;
  const [name, setName] = useState(camera.name);
  const [address, setAddress] = useState<string | null>(null);
  return (
    <section class="card stack">
      <h2>{s.general}</h2>
      <Switch label={s.enabled} hint={s.enabledHint} on={camera.enabled} onChange={(enabled) => void keep({ enabled })} />
      <form
        class="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          void keep({ name: name.trim() });
        }}
      >
        <Field label={s.name} value={name} onInput={setName} maxLength={200} />
        <Button type="submit" disabled={name.trim() === camera.name || name.trim() === ""}>{words.common.save}</Button>
      </form>
      {address === null ? (
        <div class="row between wrap">
          <div class="fact-block"><span class="label">{s.address}</span><span class="mono">{camera.address_shown}</span></div>
          <Button kind="quiet" onClick={() => setAddress("")}>{s.changeAddress}</Button>
        </div>
      ) : (
        <form
          class="inline-form"
          onSubmit={(event) => {
            event.preventDefault();
            void keep({ address: address.trim() }).then((kept) => kept && setAddress(null));
          }}
        >
          <Field label={s.address} hint={s.addressHint} value={address} onInput={setAddress} mono autoFocus placeholder={camera.address_shown} />
          <Button type="submit" disabled={address.trim() === ""}>{words.common.save}</Button>
          <Button kind="quiet" onClick={() => setAddress(null)}>{words.common.cancel}</Button>
        </form>
      )}
    </section>
  );
}

function Frosting({ camera, keep }: { readonly camera: Camera; readonly keep: Keep }) {
  const s = words.settings;
  const [evidence_s, setEvidence] = useState(camera.evidence_s);
  const { silhouette, mosaic, absent } = s.styles;
  const { proven, approved } = s.modes;
  return (
    <section class="card stack">
      <h2>{s.frost}</h2>
      <Choice
        label={s.style} value={camera.style} onChange={(style) => void keep({ style })}
        options={[["silhouette", silhouette[0], silhouette[1]], ["mosaic", mosaic[0], mosaic[1]], ["absent", absent[0], absent[1]]]}
      />
      <Choice
        label={s.mode} value={camera.mode} onChange={(mode) => void keep({ mode })}
        options={[["proven", proven[0], proven[1]], ["approved", approved[0], approved[1]]]}
      />
      <label class="slider">
        <span class="row between"><span class="label">{s.evidence}</span><b>{s.evidenceValue(evidence_s)}</b></span>
        <input
          type="range" min={5} max={300} step={1} value={Math.min(300, evidence_s)}
          onInput={(event) => setEvidence(Number(event.currentTarget.value))}
          onChange={(event) => void keep({ evidence_s: Number(event.currentTarget.value) })}
        />
        <span class="field-hint">{s.evidenceHint}</span>
      </label>
      <p class="field-hint">{s.restartNote}</p>
    </section>
  );
}

interface AreasProps {
  readonly camera: Camera;
  readonly which: "privacy" | "overlays";
  readonly keep: Keep;
}

/** Areas that are always frosted, or (the camera's own clock) never. */
function Areas({ camera, which, keep }: AreasProps) {
  const s = words.settings;
  const [areas, setAreas] = useState<readonly Polygon[]>(camera[which]);
  const [still] = useState(() => thumbnailAddress(camera.id));
  const changed = JSON.stringify(areas) !== JSON.stringify(camera[which]);
  return (
    <section class="card stack">
      <h2>{s[which]}</h2>
      <p class="field-hint">{which === "privacy" ? s.privacyHint : s.overlaysHint}</p>
      <AreaEditor
        areas={areas} onChange={setAreas} drawLabel={s.drawArea} tone="keep"
        action={changed && <Button kind="main" onClick={() => void keep({ [which]: areas })}>{words.common.save}</Button>}
      >
        <img src={still} alt="" draggable={false} onError={(event) => event.currentTarget.classList.add("hidden")} />
      </AreaEditor>
    </section>
  );
}

/** Areas in which it is counted. Their numbers are kept, since rules and charts name them by these. */
function CountedAreas({ camera, keep }: { readonly camera: Camera; readonly keep: Keep }) {
  const s = words.settings;
  const [areas, setAreas] = useState(camera.areas);
  const [still] = useState(() => thumbnailAddress(camera.id));
  const take = (polygons: readonly Polygon[]): void => setAreas(numbered(areas, polygons));
  return (
    <section class="card stack">
      <h2>{s.counted}</h2>
      <p class="field-hint">{s.countedHint}</p>
      <AreaEditor
        areas={areas.map(({ polygon }) => polygon)} onChange={take} drawLabel={s.drawArea} tone="keep" numberOf={(index) => areas[index]?.number ?? index + 1}
        action={JSON.stringify(areas) !== JSON.stringify(camera.areas) && <Button kind="main" onClick={() => void keep({ areas })}>{words.common.save}</Button>}
      >
        <img src={still} alt="" draggable={false} onError={(event) => event.currentTarget.classList.add("hidden")} />
      </AreaEditor>
      {areas.length > 0 && <p class="field-hint">{s.countedKept}</p>}
    </section>
  );
}
