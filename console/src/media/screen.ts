/**
 * Where a live stream's pictures go: what every way of showing them has in common.
 *
 * There are two: the browser's own player (source-screen.ts), which is everywhere, and its decoder alone (track-screen.ts), which
 * shows a picture when it is there. A stream (live-stream.ts) opens a new screen with each socket, and closes it with that.
 */

export type Seen = "picture" | "silent" | "nothing"; // silent: pictures stopped coming; nothing: none was shown yet

export interface Screen {
  /** A run begins: pictures after this are of this codec and init segment, the first of them a key picture. */
  begin(codec: string, init: Uint8Array): void;
  /** One fragment: moof and mdat of one or more pictures. */
  append(fragment: Uint8Array): void;
  /** Asked several times a second. */
  look(): Seen;
  close(): void;
}

/** What a screen says to its stream. */
export interface Heard {
  /** Something new may be seen: look. */
  changed(): void;
  /** It can go on no more: its decoder failed, or it is so far behind that starting afresh is quicker. */
  broke(): void;
}

export type OpenScreen = (heard: Heard) => Screen;

export const STALL_MS = 4_000; // no new picture for this long: say so
