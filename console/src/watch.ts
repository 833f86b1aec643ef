/**
 * The cameras as they are now, kept fresh over the watch socket. One for the whole console.
 *
 * When the socket is gone the last known cameras stay, and `connected` says that they may be old. `deskHere` is false while a
 * web node goes on without its desk: what is seen is true, and nothing can be changed.
 */

import { cameras as fetchCameras, watchAddress } from "./api";
import type { EventNow } from "./events/model";
import { newest } from "./events/newest";
import { announce, board, loadBoard } from "./incidents/board";
import type { Line } from "./incidents/model";
import { backOff_ms } from "./media/pace";
import type { Camera } from "./model";
import { Store } from "./store";

export interface Watch {
  readonly loaded: boolean;
  readonly connected: boolean;
  readonly deskHere: boolean;
  readonly cameras: readonly Camera[];
}

type Message =
  | { readonly type: "cameras"; readonly cameras: readonly Camera[] }
  | { readonly type: "camera"; readonly camera: Camera }
  | { readonly type: "removed"; readonly id: string }
  | { readonly type: "event"; readonly event: EventNow }
  | { readonly type: "incident"; readonly incident: Line }
  | { readonly type: "desk"; readonly here: boolean };

export const watch = new Store<Watch>({ loaded: false, connected: true, deskHere: true, cameras: [] });

const inOrder = (cameras: readonly Camera[]): Camera[] =>
  cameras
    .filter((camera) => camera.state.code !== "removed")
    .sort((a, b) => a.position - b.position || a.name.localeCompare(b.name));

/** What a message makes of the cameras known so far. Pure. */
export function afterMessage(cameras: readonly Camera[], message: Message): Camera[] {
  switch (message.type) {
    case "cameras":
      return inOrder(message.cameras);
    case "camera":
      return inOrder([...cameras.filter((camera) => camera.id !== message.camera.id), message.camera]);
    case "removed":
      return cameras.filter((camera) => camera.id !== message.id);
    case "event":
    case "incident":
    case "desk":
      return [...cameras];
    default:
      return [...cameras]; // a newer server may say more than this console knows
  }
}

const GATHER_MS = 100; // every camera says how it is once a second: the page is drawn once for all that do so in this while
const waiting: Message[] = [];
let gathering: number | undefined;

/** A camera that says how it is waits a moment for the others; everything else is applied at once, after what waited. */
function heard(message: Message): void {
  if (message.type === "camera") {
    waiting.push(message);
    gathering ??= window.setTimeout(applyWaiting, GATHER_MS);
    return;
  }
  applyWaiting();
  applyHere(message);
}

function applyWaiting(): void {
  window.clearTimeout(gathering);
  gathering = undefined;
  if (waiting.length > 0) watch.set({ ...watch.value, loaded: true, cameras: waiting.splice(0).reduce<readonly Camera[]>(afterMessage, watch.value.cameras) });
}

export function applyHere(message: Message): void {
  if (message.type === "event") {
    newest.set(message.event);
    return;
  }
  if (message.type === "incident") {
    announce(message.incident);
    return;
  }
  if (message.type === "desk") {
    deskIs(message.here);
    return;
  }
  watch.set({ ...watch.value, loaded: true, cameras: afterMessage(watch.value.cameras, message) });
}

function deskIs(here: boolean): void {
  if (here === watch.value.deskHere) return;
  // What the board shows may be old: it is loaded anew when somebody can answer for it again.
  if (here && board.value.loaded) void loadBoard();
  watch.set({ ...watch.value, deskHere: here });
}

/** Begins to watch; returns the way to stop. */
export function startWatching(): () => void {
  let socket: WebSocket | null = null;
  let timer: number | undefined;
  let attempt = 0;
  let stopped = false;

  const open = (): void => {
    socket = new WebSocket(watchAddress());
    socket.onmessage = (event: MessageEvent<string>) => {
      attempt = 0;
      heard(JSON.parse(event.data) as Message);
      if (!watch.value.connected) watch.set({ ...watch.value, connected: true });
    };
    socket.onclose = () => {
      if (stopped) return;
      // One quick failure is a server that restarts; say nothing until the second.
      if (attempt > 0) watch.set({ ...watch.value, connected: false });
      // One small socket per desk: four seconds at most between attempts, since nothing else says that all is well again.
      timer = window.setTimeout(open, backOff_ms(Math.min(attempt, 3), Math.random()));
      attempt += 1;
    };
  };
  open();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    socket?.close();
    applyWaiting();
    watch.set({ loaded: false, connected: true, deskHere: true, cameras: [] });
  };
}

/** For pages that changed something and do not want to wait for the socket. */
export async function refreshCameras(): Promise<void> {
  const answer = await fetchCameras();
  if (answer.kind === "ok") applyHere({ type: "cameras", cameras: answer.value.cameras });
}
