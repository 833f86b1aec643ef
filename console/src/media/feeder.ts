/**
 * One SourceBuffer and the queue before it: the only place that appends, trims or changes type.
 *
 * MSE allows one operation at a time; this keeps them in order. It leaves the choice of what to append, and when
 * to seek, to the players. `base_s` is the moment of UTC that is 0 on the video element's own clock.
 */

import { type Picture, picturesOf } from "./boxes";

type Job =
  | { readonly kind: "append"; readonly bytes: Uint8Array }
  | { readonly kind: "type"; readonly codec: string }
  | { readonly kind: "remove"; readonly from_s: number; readonly to_s: number }
  | { readonly kind: "base"; readonly base_s: number }
  | { readonly kind: "call"; readonly done: () => void };

interface MediaWindow {
  readonly ManagedMediaSource?: typeof MediaSource;
  readonly MediaSource?: typeof MediaSource;
}

/** iPhones offer MSE only under this second name. */
const Source = (globalThis as unknown as MediaWindow).MediaSource ?? (globalThis as unknown as MediaWindow).ManagedMediaSource;

export const canFeed = (): boolean => Source !== undefined;
const typeOf = (codec: string): string => `video/mp4; codecs="${codec}"`;

export class Feeder {
  base_s: number | null = null;
  private readonly source: MediaSource;
  private readonly address: string;
  private buffer: SourceBuffer | null = null;
  private codec = "";
  private jobs: Job[] = [];
  private closed = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly onBroken: (why: string) => void,
  ) {
    if (Source === undefined) throw new Error("this browser has no Media Source Extensions");
    this.source = new Source();
    this.source.addEventListener("sourceopen", this.work);
    this.address = URL.createObjectURL(this.source);
    video.disableRemotePlayback = true;
    video.src = this.address;
    video.addEventListener("error", this.broke);
  }

  get waiting(): number {
    return this.jobs.length;
  }

  setCodec(codec: string): void {
    this.put({ kind: "type", codec });
  }

  setBase(base_s: number): void {
    this.base_s = base_s;
    this.put({ kind: "base", base_s });
  }

  append(bytes: Uint8Array): void {
    this.put({ kind: "append", bytes });
  }

  /** Appends a fragment, choosing the base from it if there is none yet. Returns its pictures. */
  appendFragment(bytes: Uint8Array): Picture[] {
    const pictures = picturesOf(bytes);
    const first = pictures[0];
    if (this.base_s === null && first !== undefined) this.setBase(first.at_s);
    this.append(bytes);
    return pictures;
  }

  remove(from_s: number, to_s: number): void {
    if (to_s > from_s) this.put({ kind: "remove", from_s, to_s });
  }

  /** Resolves when everything asked for so far has been done. */
  settled(): Promise<void> {
    return new Promise((done) => this.put({ kind: "call", done }));
  }

  ranges(): { from_s: number; to_s: number }[] {
    const buffered = this.buffer?.buffered;
    if (buffered === undefined || this.closed || this.source.readyState !== "open") return [];
    return Array.from({ length: buffered.length }, (_, index) => ({ from_s: buffered.start(index), to_s: buffered.end(index) }));
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const job of this.jobs) if (job.kind === "call") job.done();
    this.jobs = [];
    this.video.removeEventListener("error", this.broke);
    this.video.removeAttribute("src");
    this.video.load();
    URL.revokeObjectURL(this.address);
  }

  private put(job: Job): void {
    if (this.closed) {
      if (job.kind === "call") job.done();
      return;
    }
    this.jobs.push(job);
    this.work();
  }

  private readonly broke = (): void => {
    if (!this.closed) this.onBroken(this.video.error?.message ?? "the decoder stopped");
  };

  private readonly work = (): void => {
    while (!this.closed && this.source.readyState === "open" && this.buffer?.updating !== true) {
      const job = this.jobs.shift();
      if (job === undefined) return;
      try {
        this.perform(job);
      } catch (thrown) {
        if (this.makeRoom(thrown, job)) continue;
        this.onBroken(thrown instanceof Error ? thrown.message : "the player refused the video");
        return;
      }
    }
  };

  private perform(job: Job): void {
    switch (job.kind) {
      case "type":
        this.change(job.codec);
        return;
      case "base":
        if (this.buffer !== null) this.buffer.timestampOffset = -job.base_s;
        return;
      case "remove":
        if (this.buffer !== null && this.buffer.buffered.length > 0) this.buffer.remove(job.from_s, job.to_s);
        return;
      case "call":
        job.done();
        return;
      case "append":
        this.buffer?.appendBuffer(job.bytes as BufferSource);
    }
  }

  private change(codec: string): void {
    if (this.buffer === null) {
      this.buffer = this.source.addSourceBuffer(typeOf(codec));
      this.buffer.mode = "segments";
      if (this.base_s !== null) this.buffer.timestampOffset = -this.base_s;
      this.buffer.addEventListener("updateend", this.work);
    } else if (codec !== this.codec) {
      this.buffer.changeType(typeOf(codec));
    }
    this.codec = codec;
  }

  /** A full buffer is not an error: drop what has been seen and try again. */
  private makeRoom(thrown: unknown, job: Job): boolean {
    const full = thrown instanceof DOMException && thrown.name === "QuotaExceededError";
    const seen_s = this.video.currentTime - 2;
    const oldest = this.ranges()[0];
    if (!full || this.buffer === null || oldest === undefined || oldest.from_s >= seen_s) return false;
    this.jobs.unshift(job);
    this.buffer.remove(0, seen_s);
    return true;
  }
}
