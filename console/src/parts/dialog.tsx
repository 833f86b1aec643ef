/**
 * A modal box on the browser's own `dialog`, which keeps focus inside and closes on Escape. Giving the focus back is done
 * here: the box is taken away rather than closed, and then the browser does not. Where one box takes another's place, what
 * opened the first gets it.
 */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { words } from "../words";
import { Button } from "./controls";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly class?: string;
  readonly bare?: boolean; // no heading row; the title is for screen readers only
  readonly children: ComponentChildren;
}

const openers = new WeakMap<Element, readonly Element[]>();

/** Where the focus is, and where it came from if that is a box which may be gone by then. */
function whereFrom(): readonly Element[] {
  const at = document.activeElement;
  const around = at?.closest("dialog") ?? null;
  return at === null || at === document.body ? [] : [at, ...(around === null ? [] : (openers.get(around) ?? []))];
}

export function Dialog({ title, onClose, bare = false, children, ...rest }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const [from] = useState(whereFrom);
  useEffect(() => {
    const dialog = box.current;
    if (dialog === null) return undefined;
    openers.set(dialog, from);
    dialog.showModal();
    return () => {
      dialog.close();
      const back = from.find((one) => one.isConnected && !dialog.contains(one));
      if (back instanceof HTMLElement) back.focus();
    };
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
