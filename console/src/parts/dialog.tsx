/** A modal box on the browser's own `dialog`, which keeps focus inside, closes on Escape and gives focus back. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { words } from "../words";
import { Button } from "./controls";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly class?: string;
  readonly bare?: boolean; // no heading row; the title is for screen readers only
  readonly children: ComponentChildren;
}

export function Dialog({ title, onClose, bare = false, children, ...rest }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={box}
      class={`dialog ${rest.class ?? ""}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === box.current) onClose();
      }}
    >
      <div class="dialog-body">
        {!bare && (
          <header class="dialog-head">
            <h2>{title}</h2>
            <Button kind="quiet" icon="close" label={words.common.close} onClick={onClose} />
          </header>
        )}
        {children}
      </div>
    </dialog>
  );
}

export function Confirm(props: { readonly title: string; readonly text: string; readonly yes: string; readonly onYes: () => void; readonly onClose: () => void }) {
  return (
    <Dialog title={props.title} onClose={props.onClose} class="small">
      <p class="dialog-text">{props.text}</p>
      <div class="row end">
        <Button kind="quiet" onClick={props.onClose}>{words.common.cancel}</Button>
        <Button kind="danger" onClick={props.onYes}>{props.yes}</Button>
      </div>
    </Dialog>
  );
}
