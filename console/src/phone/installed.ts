/** The service worker of this browser: begun by the responder's page, renewed when the person says so. */

import { Store } from "../store";

/** A newer version waits; `renew` takes it. */
export const newer = new Store<ServiceWorker | null>(null);

const HOURLY_MS = 3_600_000;
let begun: Promise<ServiceWorkerRegistration | null> | null = null;
let renewing = false;

/** The registration, null where the browser has none: without https, or in some private windows. */
export function registered(): Promise<ServiceWorkerRegistration | null> {
  begun ??= begin();
  return begun;
}

async function begin(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return null;
  try {
    const found = await navigator.serviceWorker.register("/service-worker.js");
    if (found.waiting !== null && navigator.serviceWorker.controller !== null) newer.set(found.waiting);
    found.addEventListener("updatefound", () => {
      const coming = found.installing;
      coming?.addEventListener("statechange", () => {
        // Where no worker was before, the first one is not news.
        if (coming.state === "installed" && navigator.serviceWorker.controller !== null) newer.set(coming);
      });
    });
    navigator.serviceWorker.addEventListener("controllerchange", () => {
      if (renewing) location.reload();
    });
    window.setInterval(() => void found.update().catch(() => undefined), HOURLY_MS);
    return found;
  } catch {
    return null;
  }
}

/** Takes the newer version and loads the page anew. What waits to be sent stays. */
export function renew(): void {
  renewing = true;
  newer.value?.postMessage("renew");
}

/** Calls `look` when something was pushed, and goes where a touched notice says. Returns the way to stop. */
export function hearWorker(look: () => void): () => void {
  const hear = (event: MessageEvent): void => {
    const said: unknown = event.data;
    if (said === "look") look();
    const place = typeof said === "object" && said !== null ? (said as { go?: unknown }).go : undefined;
    if (typeof place === "string" && /^#\/tasks(\/\d{1,10})?$/.test(place)) location.hash = place;
  };
  navigator.serviceWorker?.addEventListener("message", hear);
  return () => navigator.serviceWorker?.removeEventListener("message", hear);
}
