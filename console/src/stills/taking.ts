/**
 * Taking a still: the picture that a video element shows, in its own size, held from the moment the key was pressed.
 *
 * It is drawn from what the browser decoded for showing, which was frosted before it was stored; the server gives out no picture
 * for this. A live picture is said to the second, since an element does not tell when what it shows was taken.
 */

import type { Camera } from "../model";
import { say } from "../parts/toast";
import { Store } from "../store";
import { words } from "../words";

export interface Still {
  readonly camera: Camera;
  readonly at_ms: number;
  readonly isLive: boolean;
  readonly picture: HTMLCanvasElement;
}

export const still = new Store<Still | null>(null);

/** Holds what is shown; `at_ms` null is live. Says so where nothing is shown. */
export function takeStill(camera: Camera, video: HTMLVideoElement | null, at_ms: number | null): void {
  const picture = video === null || video.readyState < 2 ? null : grabbed(video);
  if (picture === null) say(words.stills.none);
  else still.set({ camera, at_ms: Math.round(at_ms ?? Date.now()), isLive: at_ms === null, picture });
}

function grabbed(video: HTMLVideoElement): HTMLCanvasElement | null {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext("2d");
  if (pen === null || canvas.width === 0) return null;
  pen.drawImage(video, 0, 0);
  return canvas;
}
