/**
 * The page's end of pictures that a worker decodes (live-worker.ts): a track that the video element shows like a camera's.
 *
 * A track shows each picture when it is written and knows no buffer. So far only Chromium's browsers can write to one, and only on
 * an origin that they trust (https, or this machine); elsewhere `canTrack` says no.
 */

import type { LiveState } from "./live-state";
import type { Order, Told } from "./live-worker";

interface TrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

interface TrackWindow {
  readonly MediaStreamTrackGenerator?: new (init: { readonly kind: "video" }) => TrackGenerator;
  readonly VideoDecoder?: unknown;
}

const here = globalThis as unknown as TrackWindow;

export const canTrack = (): boolean => !hasFailed && here.MediaStreamTrackGenerator !== undefined && here.VideoDecoder !== undefined;

interface Listener {
  state(state: LiveState): void;
  refused(): void;
}

const listeners = new Map<number, Listener>();
let worker: Worker | null = null;
let hasFailed = false;
let lastId = 0;

function theWorker(): Worker {
  if (worker === null) {
    worker = new Worker(new URL("./live-worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: told }: MessageEvent<Told>) => {
      const listener = listeners.get(told.id);
      if (told.kind === "state") listener?.state(told.state);
      else listener?.refused();
    };
    // A worker that does not start, or breaks, is as good as a decoder that refuses: all go the other way.
    worker.onerror = () => {
      hasFailed = true;
      for (const listener of [...listeners.values()]) listener.refused();
    };
  }
  return worker;
}

const order = (what: Order, transfer: Transferable[] = []): void => theWorker().postMessage(what, transfer);

export class TrackPlayer {
  private readonly id = (lastId += 1);
  private readonly track: TrackGenerator;

  constructor(
    private readonly video: HTMLVideoElement,
    address: string,
    listener: Listener,
  ) {
    const { MediaStreamTrackGenerator: Generator } = here;
    if (Generator === undefined) throw new Error("this browser has no tracks that can be written to");
    this.track = new Generator({ kind: "video" });
    video.srcObject = new MediaStream([this.track]);
    // Refused only where the browser wants a touch first; muted video is allowed everywhere we know of.
    void video.play().catch(() => undefined);
    listeners.set(this.id, listener);
    order({ kind: "open", id: this.id, address, pictures: this.track.writable }, [this.track.writable as unknown as Transferable]);
  }

  want(wanted: boolean): void {
    if (wanted && this.video.paused) void this.video.play().catch(() => undefined);
    order({ kind: "want", id: this.id, wanted });
  }

  close(): void {
    listeners.delete(this.id);
    order({ kind: "close", id: this.id });
    this.track.stop();
    this.video.srcObject = null;
  }
}
