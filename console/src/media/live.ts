/**
 * Plays one camera's live pictures into a video element, in the better of the two ways that this browser has (screen.ts).
 *
 * Leaves the wish to see to the caller: `want(false)` closes the socket, `close` gives the element back.
 */

import { liveAddress } from "../api";
import { canFeed } from "./feeder";
import type { LiveState } from "./live-state";
import { LiveStream } from "./live-stream";
import { Cushion } from "./pace";
import { SourceScreen } from "./source-screen";
import { TrackPlayer, canTrack } from "./track-player";

interface Player {
  want(wanted: boolean): void;
  close(): void;
}

export class LivePlayer {
  private player: Player;
  private wanted = false;
  private closed = false;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly camera: string,
    private readonly onChange: (state: LiveState) => void,
  ) {
    video.muted = true;
    video.playsInline = true;
    this.player = canTrack() ? this.byTrack() : this.bySource();
  }

  want(wanted: boolean): void {
    this.wanted = wanted;
    this.player.want(wanted);
  }

  close(): void {
    this.closed = true;
    this.player.close();
  }

  private byTrack(): Player {
    return new TrackPlayer(this.video, liveAddress(this.camera), { state: this.onChange, refused: () => this.refused() });
  }

  private bySource(): Player {
    if (!canFeed()) return { want: () => this.onChange({ kind: "unsupported" }), close: () => undefined };
    const cushion = new Cushion();
    const stream = new LiveStream(liveAddress(this.camera), (heard) => new SourceScreen(this.video, cushion, heard), this.onChange);
    return { want: (wanted) => stream.want(wanted), close: () => stream.want(false) };
  }

  /** The decoder will not do it. The browser's player may: it knows more ways. */
  private refused(): void {
    if (this.closed) return;
    this.player.close();
    this.player = this.bySource();
    this.player.want(this.wanted);
  }
}
