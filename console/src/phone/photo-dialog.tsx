/** Sending a photo: taken, made coarse here, looked at as everybody will see it, sent with a few words. */

import { useEffect, useState } from "preact/hooks";

import { Button, Field, Waiting } from "../parts/controls";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { words } from "../words";
import { put } from "./outbox";
import { frosted } from "./photo";

type Made = { readonly kind: "none" } | { readonly kind: "making" } | { readonly kind: "failed" } | { readonly kind: "made"; readonly cells: Blob; readonly address: string };

export function PhotoDialog({ incident, task, onClose }: { readonly incident: number; readonly task: string; readonly onClose: () => void }) {
  const w = words.phone.shot;
  const [made, setMade] = useState<Made>({ kind: "none" });
  const [text, setText] = useState("");
  useEffect(() => () => {
    if (made.kind === "made") URL.revokeObjectURL(made.address);
  }, [made]);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    setMade({ kind: "making" });
    try {
      const cells = await frosted(file);
      setMade({ kind: "made", cells, address: URL.createObjectURL(cells) });
    } catch {
      setMade({ kind: "failed" });
    }
  };
  const send = async (): Promise<void> => {
    if (made.kind !== "made") return;
    await Promise.race([put({ kind: "photo", incident, task, text: text.trim(), cells: await made.cells.arrayBuffer() }), new Promise((soon) => window.setTimeout(soon, 150))]);
    onClose();
  };
  return (
    <Dialog title={w.title} onClose={onClose} class="photo-dialog">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {made.kind === "making" && <Waiting text={w.making} />}
        {made.kind === "failed" && <p class="note bad" role="alert"><Icon name="alert" /><span>{w.failed}</span></p>}
        {made.kind === "made" && <figure class="photo-preview"><img src={made.address} alt={w.preview} /><figcaption>{w.explain}</figcaption></figure>}
        {made.kind !== "made" && <p class="dialog-text">{w.hint}</p>}
        <label class={`button ${made.kind === "made" ? "plain" : "main thumb"} file-button`}>
          <Icon name="camera" /><span>{made.kind === "made" ? w.again : w.take}</span>
          <input class="hush" type="file" accept="image/*" capture="environment" onChange={(event) => void take(event.currentTarget.files?.[0])} />
        </label>
        {made.kind === "made" && (
          <>
            <Field label={w.caption} value={text} onInput={setText} placeholder={w.placeholder} maxLength={4000} />
            <Button kind="main" type="submit" class="thumb">{w.send}</Button>
          </>
        )}
      </form>
    </Dialog>
  );
}
