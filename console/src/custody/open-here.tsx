/** Fetches a released bundle and opens it with the requester's key, in this page: the clip is played here and saved by its owner. */

import { useEffect, useRef, useState } from "preact/hooks";

import { bundleOf, sayOpened } from "../api";
import { siteKey } from "../ledger/inspection";
import type { PortableProof } from "../ledger/portable";
import type { Problem } from "../outcome";
import { Button, ProblemNote } from "../parts/controls";
import { Icon } from "../parts/icon";
import { Prose } from "../parts/prose";
import { saveAs } from "../parts/save";
import { guard } from "../session";
import { bytesOf, lengthOf } from "../time";
import { words } from "../words";
import { zipOf } from "./evidence";
import { KeyEntry } from "./key-entry";
import type { Identity } from "./keys";
import { type ClipManifest, manifestOf } from "./manifest";
import type { UnsealRequest } from "./model";
import { type OpenedClip, openBundle } from "./opening";
import { CustodyError, problemOf } from "./refusal";
import { keptKey } from "./own-key";

interface Opened extends OpenedClip {
  readonly address: string;
  readonly manifest: ClipManifest;
  readonly proof: PortableProof | null; // that the manifest is on record
}

export function OpenHere({ request, onOpened }: { readonly request: UnsealRequest; readonly onOpened: () => void }) {
  const o = words.custody.open;
  const [progress, setProgress] = useState<{ readonly text: string; readonly share: number | null } | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const bundle = useRef<Blob | Uint8Array | null>(null);
  const control = useRef(new AbortController());
  useEffect(() => () => control.current.abort(), []);
  useEffect(() => () => { if (opened !== null) URL.revokeObjectURL(opened.address); }, [opened]);

  const fetchBundle = async (): Promise<Blob | Uint8Array | null> => {
    if (bundle.current !== null) return bundle.current;
    setProgress({ text: o.fetching, share: null });
    const answer = guard(await bundleOf(request.id, control.current.signal, (got, total) =>
      setProgress({ text: `${o.fetching}: ${bytesOf(got)}`, share: total === null ? null : got / total })));
    setProgress(null);
    if (answer.kind === "failed") setProblem(answer.problem);
    if (answer.kind === "ok") bundle.current = answer.value;
    return bundle.current;
  };
  const open = async (identity: Identity): Promise<void> => {
    setProblem(null);
    try {
      if (identity.recipient !== request.recipient) throw new CustodyError("this is not the key the request was made with", "choose the key file that was saved then");
      const fetched = await fetchBundle();
      if (fetched === null) return;
      const clip = await openBundle(fetched, identity, request.terms, await siteKey(), (done, total) => setProgress({ text: o.opening(done, total), share: done / total }));
      const manifest = await manifestOf(clip, clip.request, Date.now());
      const said = guard(await sayOpened(request.id, manifest.sha256));
      if (said.kind === "failed") setProblem(said.problem); // the clip is opened all the same; its evidence then lacks one proof
      setOpened({ ...clip, manifest, proof: said.kind === "ok" ? said.value : null, address: URL.createObjectURL(clip.clip) });
      onOpened();
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
    setProgress(null);
  };
  const saveBundle = async (): Promise<void> => {
    const fetched = await fetchBundle();
    if (fetched !== null) saveAs(fetched instanceof Blob ? fetched : new Blob([fetched as Uint8Array<ArrayBuffer>]), `${nameOf(request)}-sealed.zip`);
  };
  const kept = keptKey(request.recipient);
  return (
    <section class="card stack open-here">
      <div><h2>{opened === null ? o.title : o.opened}</h2>{opened === null && <p class="field-hint">{o.hint}</p>}</div>
      {opened !== null ? <Clip opened={opened} request={request} /> : progress !== null ? <Progress {...progress} /> : kept !== null
        ? <Button kind="main" icon="key" onClick={() => void open(kept)}>{o.start}</Button>
        : <KeyEntry action={o.start} onKey={open} />}
      {problem !== null && <ProblemNote problem={problem} />}
      <div class="row wrap between command-line">
        <span><span class="muted">{o.orCommand}</span> <span class="mono">groundglass unseal open bundle.zip --identity key.txt --out clip</span></span>
        <Button kind="quiet" icon="download" onClick={() => void saveBundle()}>{o.saveBundle}</Button>
      </div>
    </section>
  );
}

function Progress({ text, share }: { readonly text: string; readonly share: number | null }) {
  return (
    <div class="progress-row" role="status">
      <progress {...(share === null ? {} : { value: share })} max={1} aria-label={text} />
      <span>{text}</span>
    </div>
  );
}

function Clip({ opened, request }: { readonly opened: Opened; readonly request: UnsealRequest }) {
  const o = words.custody.open;
  const [plays, setPlays] = useState(true);
  return (
    <>
      {plays && <video class="opened-clip" src={opened.address} controls playsInline muted onError={() => setPlays(false)} />}
      {!plays && <div class="note"><Icon name="info" /><div><p>{o.cannotPlay}</p></div></div>}
      <div class="row wrap between">
        <span class="pill good"><Icon name="check" size={18} />{o.pictures(opened.pictures, lengthOf(opened.length_90k / 90_000))}, {bytesOf(opened.clip.size)}</span>
        <span class="row wrap">
          <Button title={o.evidenceHint} onClick={() => void saveEvidence(opened, nameOf(request))}>{o.saveEvidence}</Button>
          <Button kind="main" icon="download" onClick={() => saveAs(opened.clip, `${nameOf(request)}.mp4`)}>{o.save}</Button>
        </span>
      </div>
      <p class="field-hint">{o.clear} {opened.soundLeftOut && <Prose text={o.sound} />} {opened.missing > 0 && o.missing(opened.missing)} {opened.gaps > 0 && o.gaps(opened.gaps)}</p>
    </>
  );
}

async function saveEvidence(opened: Opened, name: string): Promise<void> {
  const { index, entry, size, hashes, checkpoint } = opened.proof ?? {};
  const added = opened.proof === null ? [] : [{ index, entry, size, hashes, checkpoint }];
  const proofs = JSON.stringify({ ...opened.proofs, proofs: [...opened.proofs.proofs, ...added] }, null, 1);
  const files = [
    { name: "clip.mp4", body: opened.clip },
    { name: "manifest.json", body: new Blob([opened.manifest.text]) },
    { name: "request.json", body: new Blob([opened.request]) },
    { name: "proofs.json", body: new Blob([proofs]) },
    { name: "checkpoint.txt", body: new Blob([opened.checkpoint]) },
  ];
  saveAs(await zipOf(files), `${name}-evidence.zip`);
}

const nameOf = (request: UnsealRequest): string => `${request.camera}-${new Date(Date.parse(request.from)).toISOString().slice(0, 19).replace(/:/g, "-")}Z`;
