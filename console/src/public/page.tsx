/** The public page as its operator sees it: what everybody may read, signs to print, papers to sign. */

import { useEffect, useState } from "preact/hooks";

import { declareCamera, declareSite, declared as fetchDeclared } from "../api";
import { isSpoken } from "../language";
import type { Problem } from "../outcome";
import { Button, Field, ProblemNote, Select, Switch, TextArea, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { say } from "../parts/toast";
import { guard, useRight } from "../session";
import "../styles/public.css";
import { words } from "../words";
import { type CameraDeclared, type CameraTold, type Declared, PAPER_LANGUAGES, type SiteDeclared, type SiteText, paperAddress, signAddress } from "./model";

const LONG: readonly SiteText[] = ["operator", "contact", "purpose", "basis", "authority", "officer", "recipients", "transfers"];

export function PublicPage() {
  const w = words.public;
  const [told, setTold] = useState<Declared | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const mayWrite = useRight("set_up");
  useEffect(() => {
    void (async () => {
      const answer = guard(await fetchDeclared());
      if (answer.kind === "ok") setTold(answer.value);
      if (answer.kind === "failed") setProblem(answer.problem);
    })();
  }, []);
  return (
    <main class="page" id="page">
      <header class="page-head"><h1>{w.title}</h1></header>
      <p class="muted public-lead">{w.lead}</p>
      {problem !== null && <ProblemNote problem={problem} />}
      {told === null && problem === null && <Waiting text={words.common.loading} />}
      {told !== null && <SiteCard key="site" told={told} mayWrite={mayWrite} onTold={setTold} />}
      {told !== null && (
        <section class="card" aria-label={w.cameras}>
          <h2>{w.cameras}</h2>
          <p class="muted">{told.cameras.length === 0 ? w.noCameras : w.camerasLead}</p>
          {told.cameras.map((camera) => <CameraRow key={camera.camera} camera={camera} language={told.site.language} mayWrite={mayWrite} onTold={setTold} />)}
        </section>
      )}
      {told !== null && <Papers />}
    </main>
  );
}

interface SiteCardProps {
  readonly told: Declared;
  readonly mayWrite: boolean;
  readonly onTold: (told: Declared) => void;
}

function SiteCard({ told, mayWrite, onTold }: SiteCardProps) {
  const w = words.public;
  const [site, setSite] = useState<SiteDeclared>(told.site);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const put = async (wanted: SiteDeclared): Promise<void> => {
    setBusy(true);
    const answer = guard(await declareSite(wanted));
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    setSite(answer.value.site);
    onTold(answer.value);
    say(w.saved);
  };
  const missing = told.gaps.map((gap) => w[gap].toLocaleLowerCase());
  const isChanged = JSON.stringify(site) !== JSON.stringify(told.site);
  return (
    <section class="card" aria-label={w.site}>
      <Switch label={w.publish} hint={w.publishHint} on={told.site.public} onChange={(on) => void put({ ...site, public: on })} />
      <p class="public-state">
        {told.site.public ? <a class="button plain" href="/public" target="_blank" rel="noopener"><Icon name="site" /><span>{w.view}</span></a> : <span class="faint">{w.isOff}</span>}
        <span class={missing.length > 0 ? "public-gap" : "faint"}>{missing.length > 0 ? w.missing(missing) : w.complete}</span>
      </p>
      {problem !== null && <ProblemNote problem={problem} />}
      <form
        class="public-form"
        onSubmit={(event) => {
          event.preventDefault();
          void put(site);
        }}
      >
        {LONG.map((name) => (
          <TextArea key={name} label={w[name]} hint={w[`${name}Hint`]} rows={2} maxLength={1000} value={site[name]} onInput={(value) => setSite({ ...site, [name]: value })} />
        ))}
        <Field label={w.page} hint={w.pageHint} type="url" maxLength={200} value={site.page} onInput={(page) => setSite({ ...site, page })} />
        <Select label={w.language} value={site.language} options={PAPER_LANGUAGES.map((language) => [language, w.languages[language] ?? language])} onChange={(language) => setSite({ ...site, language: isSpoken(language) ? language : site.language })} />
        {mayWrite && <p class="public-end"><Button kind="main" type="submit" busy={busy} disabled={!isChanged}>{words.common.save}</Button></p>}
      </form>
    </section>
  );
}

interface CameraRowProps {
  readonly camera: CameraTold;
  readonly language: string;
  readonly mayWrite: boolean;
  readonly onTold: (told: Declared) => void;
}

function CameraRow({ camera, language, mayWrite, onTold }: CameraRowProps) {
  const w = words.public;
  const [said, setSaid] = useState<CameraDeclared>(camera.declared);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const name = camera.declared.name || camera.desk_name;
  const save = async (): Promise<void> => {
    setBusy(true);
    const answer = guard(await declareCamera(camera.camera, said));
    setBusy(false);
    setProblem(answer.kind === "failed" ? answer.problem : null);
    if (answer.kind !== "ok") return;
    onTold(answer.value);
    say(w.saved);
  };
  return (
    <div class="public-row">
      <details class="public-camera">
        <summary>
          <span class="grow"><b>{name}</b> <span class={camera.declared.place === "" ? "public-gap" : "faint"}>{camera.declared.place || w.noPlace}</span></span>
        </summary>
        <form
          class="public-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {problem !== null && <ProblemNote problem={problem} />}
          <Field label={w.place} hint={w.placeHint} maxLength={200} value={said.place} onInput={(place) => setSaid({ ...said, place })} />
          <Field label={w.name} hint={w.nameHint} maxLength={200} placeholder={camera.desk_name} value={said.name} onInput={(value) => setSaid({ ...said, name: value })} />
          <TextArea label={w.purpose} hint={w.own} rows={2} maxLength={1000} value={said.purpose} onInput={(purpose) => setSaid({ ...said, purpose })} />
          <TextArea label={w.basis} hint={w.own} rows={2} maxLength={1000} value={said.basis} onInput={(basis) => setSaid({ ...said, basis })} />
          {mayWrite && <p class="public-end"><Button type="submit" busy={busy} disabled={JSON.stringify(said) === JSON.stringify(camera.declared)}>{words.common.save}</Button></p>}
        </form>
      </details>
      <a class="button quiet" href={signAddress(camera.camera, "a4", language)} target="_blank" rel="noopener" aria-label={`${w.sign} ${w.signA4}: ${name}`}><span>{w.sign} {w.signA4}</span></a>
      <a class="button quiet" href={signAddress(camera.camera, "a6", language)} target="_blank" rel="noopener" aria-label={`${w.signA6}: ${name}`}><span>{w.signA6}</span></a>
    </div>
  );
}

function Papers() {
  const w = words.public;
  const papers = [["record", w.record, w.recordText], ["assessment", w.assessment, w.assessmentText]] as const;
  return (
    <section class="card" aria-label={w.papers}>
      <h2>{w.papers}</h2>
      <p class="muted">{w.papersLead}</p>
      {papers.map(([paper, title, text]) => (
        <div key={paper} class="public-paper">
          <div class="grow"><b>{title}</b> <span class="faint">{text}</span></div>
          {PAPER_LANGUAGES.map((language) => (
            <a key={language} class="button plain" href={paperAddress(paper, language)} target="_blank" rel="noopener" aria-label={w.inLanguage(title, w.languages[language] ?? language)}>
              <span>{w.languages[language]}</span>
            </a>
          ))}
        </div>
      ))}
    </section>
  );
}
