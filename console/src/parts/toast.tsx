/**
 * Short messages at the edge, with a way back where there is one. Announced to screen readers; never the only place a failure shows.
 *
 * They lie over the page, so there are few: a newer message takes the place of an older one, and only what can be undone waits beside it.
 */

import { Store, useStore } from "../store";
import { words } from "../words";
import { Button } from "./controls";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const toasts = new Store<readonly Toast[]>([]);
let lastId = 0;

const drop = (id: number): void => toasts.set(toasts.value.filter((toast) => toast.id !== id));

export function say(text: string, action?: Toast["action"]): void {
  lastId += 1;
  const id = lastId;
  toasts.set([...toasts.value.filter((toast) => toast.action !== undefined).slice(-1), action === undefined ? { id, text } : { id, text, action }]);
  window.setTimeout(() => drop(id), action === undefined ? 5_000 : 15_000);
}

export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div class="toasts" role="status" aria-live="polite" aria-label={words.toast.label}>
      {shown.map((toast) => (
        <div class="toast" key={toast.id}>
          <span>{toast.text}</span>
          {toast.action !== undefined && (
            <Button
              kind="quiet"
              onClick={() => {
                toast.action?.run();
                drop(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <Button kind="quiet" icon="close" label={words.toast.dismiss} onClick={() => drop(toast.id)} />
        </div>
      ))}
    </div>
  );
}
