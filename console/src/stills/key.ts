/** K on a page of several pictures: of the one that has the focus, of the only one, or of the one that is pointed at. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { say } from "../parts/toast";
import { words } from "../words";

interface Offer {
  readonly tile: () => HTMLElement | null;
  readonly take: () => void;
}

const offers = new Set<Offer>();

/** Offers the picture of a tile, whose video this is, as long as it may be taken. */
export function useStillOffer(mayTake: boolean, video: RefObject<HTMLVideoElement | null>, take: () => void): void {
  const newest = useRef(take);
  newest.current = take;
  useEffect(() => {
    if (!mayTake) return undefined;
    const offer = { tile: () => video.current?.parentElement ?? null, take: () => newest.current() };
    offers.add(offer);
    return () => void offers.delete(offer);
  }, [mayTake]);
}

/** Takes the picture that is meant, or says how to mean one. */
export function takeMeant(): void {
  const all = [...offers];
  const focused = all.find(({ tile }) => tile()?.contains(document.activeElement) === true);
  const meant = focused ?? (all.length === 1 ? all[0] : all.find(({ tile }) => tile()?.matches(":hover") === true));
  if (meant === undefined) say(all.length === 0 ? words.stills.none : words.stills.choose);
  else meant.take();
}
