/**
 * Live pictures through the browser's decoder alone (WebCodecs): decoded when they are due, shown when they are decoded.
 *
 * Nothing here has a clock that can run dry: a late picture is shown late, and the one before it stands until then. Pictures wait
 * as they were encoded, because a decoder lends few decoded ones. Shows on a track (track-player.ts); runs in a worker.
 */

import { type Coded, codedOf, descriptionOf } from "./boxes";
import { Playout } from "./playout";
import { type Heard, STALL_MS, type Screen, type Seen } from "./screen";

const BEHIND_MS = 900; // decoded this long after it was due: this machine does not keep up
const PATIENCE_MS = 1_000; // with being behind, before we go on at the next key picture
const CROWD = 3; // pictures waiting to be decoded, of which the last is the one to show
const BESIDES_MS = 100; // though never longer without any
const UNDER_WAY = 4; // pictures that the track has not taken yet; a busy browser takes several at once

export class TrackScreen implements Screen {
  private decoder: VideoDecoder | null = null;
  private config: VideoDecoderConfig | null = null;
  private readonly playout = new Playout();
  private waiting: (Coded & { readonly due_ms: number })[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private needsKey = true;
  private underWay = 0;
  private shown_ms: number | null = null;
  private behindSince_ms: number | null = null;
  private closed = false;

  constructor(
    private readonly writer: WritableStreamDefaultWriter<VideoFrame>,
    private readonly heard: Heard,
    private readonly refused: () => void, // the decoder failed before there was a picture: it will again
  ) {}

  begin(codec: string, init: Uint8Array): void {
    this.decodeDue(Infinity); // what is left of the run before
    const description = descriptionOf(init);
    this.config = { codec, optimizeForLatency: true, ...(description === null ? {} : { description }) };
    this.configure();
  }

  append(fragment: Uint8Array): void {
    if (this.config === null) return; // Unreachable by the server's promise: a run is told before its pictures.
    const now_ms = performance.now();
    for (const picture of codedOf(fragment)) {
      this.waiting.push({ ...picture, due_ms: this.playout.arrived(picture.at_s * 1000, now_ms) });
    }
    this.decodeDue(now_ms);
  }

  look(): Seen {
    if (this.shown_ms === null) return "nothing";
    return performance.now() - this.shown_ms > STALL_MS ? "silent" : "picture";
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.waiting = [];
    if (this.decoder !== null && this.decoder.state !== "closed") this.decoder.close();
  }

  private configure(): void {
    if (this.closed || this.config === null) return;
    this.needsKey = true;
    if (this.decoder === null || this.decoder.state === "closed") {
      this.decoder = new VideoDecoder({ output: (frame) => this.show(frame), error: () => this.failed() });
    }
    try {
      this.decoder.reset();
      this.decoder.configure(this.config);
    } catch {
      this.failed(); // an init that no decoder takes; the same as one that says so later
    }
  }

  private decodeDue(now_ms: number): void {
    clearTimeout(this.timer);
    let next = this.waiting[0];
    while (next !== undefined && next.due_ms <= now_ms) {
      this.waiting.shift();
      this.decode(next, now_ms);
      next = this.waiting[0];
    }
    if (next !== undefined) this.timer = setTimeout(() => this.decodeDue(performance.now()), next.due_ms - now_ms);
  }

  private decode(picture: Coded, now_ms: number): void {
    if (this.closed || this.decoder === null || this.decoder.state !== "configured") return;
    if (this.behindSince_ms !== null && now_ms - this.behindSince_ms > PATIENCE_MS) {
      if (!picture.isKey) return;
      this.behindSince_ms = null;
      this.configure(); // forgets what is still to be decoded
    }
    if (this.needsKey && !picture.isKey) return;
    this.needsKey = false;
    this.decoder.decode(new EncodedVideoChunk({
      type: picture.isKey ? "key" : "delta", timestamp: picture.at_s * 1e6, duration: picture.duration_s * 1e6, data: picture.bytes,
    }));
  }

  private show(frame: VideoFrame): void {
    const now_ms = performance.now();
    const isBehind = now_ms - this.playout.due_ms(frame.timestamp / 1000) > BEHIND_MS;
    this.behindSince_ms = isBehind ? (this.behindSince_ms ?? now_ms) : null;
    const isCrowded = (this.decoder?.decodeQueueSize ?? 0) >= CROWD && this.shown_ms !== null && now_ms - this.shown_ms < BESIDES_MS;
    if (this.closed || isCrowded || this.underWay >= UNDER_WAY) {
      frame.close();
      return;
    }
    const last_ms = this.shown_ms;
    this.shown_ms = now_ms;
    // The track takes the picture over and closes it. It refuses only when the viewer has just left.
    this.underWay += 1;
    this.writer.write(frame).catch(() => frame.close()).finally(() => { this.underWay -= 1; });
    if (last_ms === null || now_ms - last_ms > STALL_MS) this.heard.changed();
  }

  private failed(): void {
    if (this.closed) return;
    if (this.shown_ms === null) this.refused();
    else this.heard.broke();
  }
}
