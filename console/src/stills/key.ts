/** K on a page of several pictures: a still of the one that is meant. */

import type { RefObject } from "preact";

import { Meant, useMeant } from "../parts/meant";
import { say } from "../parts/toast";
import { words } from "../words";

const offered = new Meant();

/** Offers the picture of a tile, whose video this is, as long as it may be taken. */
export const useStillOffer = (mayTake: boolean, video: RefObject<HTMLVideoElement | null>, take: () => void): void => useMeant(offered, mayTake, video, take);

/** Takes the picture that is meant, or says how to mean one. */
export function takeMeant(): void {
  const came = offered.act();
  if (came !== "done") say(came === "none" ? words.stills.none : words.stills.choose);
}
