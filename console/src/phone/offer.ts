/** The browser would install the application, if asked. Apart because it says so once, soon after the start. */

import { Store } from "../store";

interface Offer extends Event {
  prompt(): Promise<unknown>;
}

export const offered = new Store<Offer | null>(null);

/** Hears the browser's offer, to be taken up on the responder's page. */
export function hearOffer(): void {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered.set(event as Offer);
  });
  window.addEventListener("appinstalled", () => offered.set(null));
}
