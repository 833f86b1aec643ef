/** Takes somebody's age key from a file or from the clipboard, unlocks it where it has a passphrase, and hands it on. Keeps nothing. */

import { useRef, useState } from "preact/hooks";

import { type Bytes, hasCryptography, utf8 } from "../bytes";
import type { Problem } from "../outcome";
import { Button, Field, ProblemNote, Waiting } from "../parts/controls";
import { Icon } from "../parts/icon";
import { words } from "../words";
import { Identity, kindOfKey, unlock } from "./keys";
import { problemOf } from "./refusal";

interface KeyEntryProps {
  readonly action: string; // what happens once the key is here
  readonly onKey: (identity: Identity) => Promise<void> | void;
}

export function KeyEntry({ action, onKey }: KeyEntryProps) {
  const k = words.custody.key;
  const [pasted, setPasted] = useState("");
  const [locked, setLocked] = useState<{ readonly name: string; readonly file: Bytes } | null>(null);
  const [passphrase, setPassphrase] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const attempt = async (work: () => Promise<string>): Promise<void> => {
    setBusy(true);
    setProblem(null);
    await painted(); // unlocking keeps the page busy; say so first
    try {
      const identity = await Identity.from(await work());
      setPasted("");
      setPassphrase("");
      setLocked(null);
      await onKey(identity);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
    setBusy(false);
  };
  const take = (file: Bytes, name: string): void => {
    const found = kindOfKey(file);
    setProblem(found.kind === "none" ? refusal(k.none, k.noneHint) : found.kind === "hardware" ? refusal(k.hardware, k.hardwareHint) : null);
    setLocked(found.kind === "locked" ? { name, file: found.file } : null);
    if (found.kind === "open") void attempt(async () => found.line);
  };

  if (!hasCryptography()) return <ProblemNote problem={refusal(words.custody.insecure, words.custody.insecureHint)} />;
  return (
    <div class="key-entry">
      {locked === null ? (
        <>
          <FileButton disabled={busy} onFile={take} />
          <form class="inline-form" onSubmit={(event) => { event.preventDefault(); take(utf8(pasted), k.paste); }}>
            <Field label={k.paste} type="password" value={pasted} onInput={setPasted} placeholder="AGE-SECRET-KEY-1…" mono maxLength={8000} />
            <Button type="submit" kind="main" busy={busy} disabled={pasted.trim() === ""}>{action}</Button>
          </form>
        </>
      ) : (
        <form class="inline-form" onSubmit={(event) => { event.preventDefault(); void attempt(() => unlock(locked.file, passphrase)); }}>
          <Field label={`${k.passphrase}: ${locked.name}`} type="password" value={passphrase} onInput={setPassphrase} autoFocus maxLength={1000} />
          <Button type="submit" kind="main" busy={busy} disabled={passphrase === ""}>{k.unlock}</Button>
          <Button kind="quiet" disabled={busy} onClick={() => setLocked(null)}>{words.common.cancel}</Button>
        </form>
      )}
      {busy && locked !== null && <Waiting text={k.unlocking} />}
      {problem !== null && <ProblemNote problem={problem} />}
      <p class="key-stays"><Icon name="lock" size={16} />{k.stays}</p>
    </div>
  );
}

function FileButton({ disabled, onFile }: { readonly disabled: boolean; readonly onFile: (file: Bytes, name: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const read = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (file !== undefined) onFile(new Uint8Array(await file.slice(0, 70_000).arrayBuffer()), file.name);
    if (input.current !== null) input.current.value = "";
  };
  return (
    <div
      class="key-drop"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void read(event.dataTransfer?.files ?? null);
      }}
    >
      <input ref={input} type="file" class="hush" tabIndex={-1} aria-hidden="true" onChange={(event) => void read(event.currentTarget.files)} />
      <Button icon="key" disabled={disabled} onClick={() => input.current?.click()}>{words.custody.key.file}</Button>
    </div>
  );
}

const refusal = (title: string, hint: string): Problem => ({ status: 0, title, detail: "", hints: [hint] });

const painted = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => window.setTimeout(done, 0)));
