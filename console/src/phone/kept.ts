/**
 * What this device keeps so that the responder's page works without a network: who is signed in, their tasks, the
 * incidents of those, and answers that wait to be sent. In IndexedDB, of this browser alone; gone at sign-out.
 *
 * Nothing here is ever shown to anybody but the person it was kept for. Where the browser refuses to keep anything (a
 * private window), the page works as long as it is open.
 */

import type { Me } from "../model";

const NAME = "groundglass-phone";
const KEPT = "kept";
const OUTBOX = "outbox";

type Keeping = typeof KEPT | typeof OUTBOX;

let opened: Promise<IDBDatabase | null> | null = null;

function database(): Promise<IDBDatabase | null> {
  opened ??= new Promise((done) => {
    try {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore(KEPT);
        asked.result.createObjectStore(OUTBOX);
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => done(null);
    } catch {
      done(null); // refused by the browser
    }
  });
  return opened;
}

/** Carries out one request in a transaction of its own; undefined where nothing is kept. */
async function within<T>(where: Keeping, mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | undefined> {
  const found = await database();
  if (found === null) return undefined;
  return new Promise((done) => {
    const transaction = found.transaction(where, mode);
    const asked = ask(transaction.objectStore(where));
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => done(undefined);
  });
}

/** True from the moment everything is forgotten until somebody is admitted: an answer that was under way then is not kept. */
let isOver = false;

export const beginKeeping = (): void => {
  isOver = false;
};

export const keep = async (name: string, value: unknown): Promise<unknown> => (isOver ? undefined : within(KEPT, "readwrite", (store) => store.put(value, name)));
export const recall = <T>(name: string): Promise<T | undefined> => within<T>(KEPT, "readonly", (store) => store.get(name) as IDBRequest<T>);
export const drop = (name: string): Promise<unknown> => within(KEPT, "readwrite", (store) => store.delete(name));
export const keptNames = async (): Promise<readonly string[]> => ((await within(KEPT, "readonly", (store) => store.getAllKeys())) ?? []).map(String);

/** True when it will still be there after the page was closed. */
export const keepWaiting = async (id: string, value: unknown): Promise<boolean> => (await within(OUTBOX, "readwrite", (store) => store.put(value, id))) !== undefined;
export const dropWaiting = (id: string): Promise<unknown> => within(OUTBOX, "readwrite", (store) => store.delete(id));
export const recallWaiting = async <T>(): Promise<readonly T[]> => ((await within(OUTBOX, "readonly", (store) => store.getAll())) as T[] | undefined) ?? [];

const ME = "me";

export const keepMe = (me: Me): Promise<unknown> => keep(ME, me);
/** Who was signed in here last, for opening without a network; the server is asked as soon as it answers. */
export async function keptMe(): Promise<Me | null> {
  const kept = await recall<Me>(ME);
  return kept?.roles === undefined ? null : kept; // without roles it was kept by an earlier console, and is asked anew
}

/** Forget what was told, as when a session has ended; answers that wait stay for the person who gave them. */
export function forgetTold(): Promise<unknown> {
  isOver = true;
  return within(KEPT, "readwrite", (store) => store.clear());
}

/** Forget everything, as at sign-out. */
export async function forgetAll(): Promise<void> {
  await forgetTold();
  await within(OUTBOX, "readwrite", (store) => store.clear());
}
