/**
 * The worker in which all live pictures of a window are received and decoded, so that a busy page does not hold them up.
 *
 * One for all cameras. Speaks only with track-player.ts.
 */

import type { LiveState } from "./live-state";
import { LiveStream } from "./live-stream";
import { TrackScreen } from "./track-screen";

export type Order =
  | { readonly kind: "open"; readonly id: number; readonly address: string; readonly pictures: WritableStream<VideoFrame> }
  | { readonly kind: "want"; readonly id: number; readonly wanted: boolean }
  | { readonly kind: "close"; readonly id: number };

export type Told =
  | { readonly kind: "state"; readonly id: number; readonly state: LiveState }
  | { readonly kind: "refused"; readonly id: number }; // its pictures cannot be decoded here

interface Open {
  readonly stream: LiveStream;
  readonly writer: WritableStreamDefaultWriter<VideoFrame>;
}

const all = new Map<number, Open>();
const tell = (told: Told): void => globalThis.postMessage(told);

globalThis.onmessage = ({ data: order }: MessageEvent<Order>) => {
  switch (order.kind) {
    case "open":
      all.set(order.id, open(order.id, order.address, order.pictures));
      return;
    case "want":
      all.get(order.id)?.stream.want(order.wanted);
      return;
    case "close":
      all.get(order.id)?.stream.want(false);
      // The page has ended the track; nobody is left to say anything to.
      all.get(order.id)?.writer.close().catch(() => undefined);
      all.delete(order.id);
  }
};

function open(id: number, address: string, pictures: WritableStream<VideoFrame>): Open {
  const writer = pictures.getWriter();
  const stream = new LiveStream(
    address,
    (heard) => new TrackScreen(writer, heard, () => tell({ kind: "refused", id })),
    (state) => tell({ kind: "state", id, state }),
  );
  return { stream, writer };
}
