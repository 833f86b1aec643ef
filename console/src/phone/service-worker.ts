/**
 * Opens the application without a network, and shows what is pushed. A file of its own: it imports nothing shared.
 *
 * It keeps files of the application and nothing else: never an answer of the API, never a picture. Files under assets/
 * have their hash in their name and are taken from here first; the page is asked of the server first, and taken from
 * here when the server does not answer soon. A new build is a new worker, which waits until the page says `renew`.
 */

import { noticeWords } from "./notice-words";

declare const __SHELL_FILES__: readonly string[];
declare const __SHELL_NAME__: string;

interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Pushed extends Lasting {
  readonly data: { json(): unknown } | null;
}
interface Clicked extends Lasting {
  readonly notification: Notification;
}
interface Page {
  readonly url: string;
  focus(): Promise<Page>;
  postMessage(message: unknown): void;
}
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { claim(): Promise<void>; matchAll(wanted: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Page[]>; openWindow(url: string): Promise<Page | null> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", run: (event: Lasting) => void): void;
  addEventListener(type: "fetch", run: (event: Fetching) => void): void;
  addEventListener(type: "push", run: (event: Pushed) => void): void;
  addEventListener(type: "notificationclick", run: (event: Clicked) => void): void;
  addEventListener(type: "message", run: (event: MessageEvent) => void): void;
}

const worker = self as unknown as Scope;
const SHELL = `groundglass-shell-${__SHELL_NAME__}`;
const PREFIX = "groundglass-shell-";
const SOON_MS = 3_000;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll(__SHELL_FILES__.map((file) => new Request(file, { cache: "reload" })))));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlder().then(() => worker.clients.claim()));
});

worker.addEventListener("message", (event) => {
  if (event.data === "renew") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  // The page is one; its places are behind the #. Everything else the server answers is not ours to keep.
  if (request.mode === "navigate" && address.pathname === "/") event.respondWith(page(request));
  else if (address.pathname.startsWith("/assets/")) event.respondWith(asset(request));
  else if (__SHELL_FILES__.includes(address.pathname)) event.respondWith(fetch(request).catch(() => kept(address.pathname)));
});

worker.addEventListener("push", (event) => {
  event.waitUntil(tell(event.data));
});

worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(Number((event.notification.data as { incident?: unknown } | null)?.incident)));
});

async function forgetOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== SHELL).map((name) => caches.delete(name)));
}

async function page(request: Request): Promise<Response> {
  const late = new Promise<null>((done) => setTimeout(() => done(null), SOON_MS));
  const asked = fetch(request).then((answer) => (answer.status >= 500 ? null : answer), () => null);
  return (await Promise.race([asked, late])) ?? (await caches.match("/")) ?? (await asked) ?? Response.error();
}

async function asset(request: Request): Promise<Response> {
  const found = await caches.match(request);
  if (found !== undefined) return found;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(SHELL)).put(request, answer.clone());
  return answer;
}

async function kept(path: string): Promise<Response> {
  return (await caches.match(path)) ?? Response.error();
}

interface Notice {
  readonly incident: number;
  readonly title: string;
  readonly change: string;
  readonly exercise: boolean;
}

/** What was pushed, or null for what no site of ours sends. Pure. */
function noticeOf(untrusted: unknown): Notice | null {
  if (typeof untrusted !== "object" || untrusted === null) return null;
  const { incident, title, change, exercise } = untrusted as Record<string, unknown>;
  if (typeof incident !== "number" || typeof title !== "string" || typeof change !== "string") return null;
  return { incident, title: title.slice(0, 160), change, exercise: exercise === true };
}

async function tell(data: Pushed["data"]): Promise<void> {
  const words = noticeWords[(navigator.language.slice(0, 2) as keyof typeof noticeWords) in noticeWords ? (navigator.language.slice(0, 2) as keyof typeof noticeWords) : "en"];
  let notice: Notice | null = null;
  try {
    notice = noticeOf(data?.json());
  } catch {
    notice = null; // not JSON: the browser still wants a notice for every push
  }
  const said = notice?.change === "task" ? words.task : notice?.change === "message" ? words.message : notice?.change === "task_state" ? words.recalled : words.other;
  const title = notice === null ? "Groundglass" : notice.exercise ? `${words.exercise}: ${notice.title}` : notice.title;
  for (const page of await worker.clients.matchAll({ type: "window", includeUncontrolled: true })) page.postMessage("look");
  await worker.registration.showNotification(title, {
    body: said,
    tag: `incident-${notice?.incident ?? 0}`,
    icon: "/icons/icon-192.png",
    badge: "/icons/badge-96.png",
    data: { incident: notice?.incident ?? 0 },
  });
}

async function open(incident: number): Promise<void> {
  const place = Number.isInteger(incident) && incident > 0 ? `#/tasks/${incident}` : "#/tasks";
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const [first] = pages;
  if (first === undefined) {
    await worker.clients.openWindow(`/${place}`);
    return;
  }
  first.postMessage({ go: place });
  await first.focus();
}
