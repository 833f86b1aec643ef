/** A key on a page of several pictures means one of them: the one that has the focus, the only one, or the one that is pointed at. */

import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface Offer {
  readonly tile: () => HTMLElement | null;
  readonly act: () => void;
}

/** What one key can be meant for, in one place for the whole console. */
export class Meant {
  private readonly offers = new Set<Offer>();

  add(offer: Offer): () => void {
    this.offers.add(offer);
    return () => void this.offers.delete(offer);
  }

  /** Acts on the one that is meant, or says why it does not: there is none, or nothing tells which. */
  act(): "done" | "none" | "unclear" {
    const all = [...this.offers];
    const focused = all.find(({ tile }) => tile()?.contains(document.activeElement) === true);
    const meant = focused ?? (all.length === 1 ? all[0] : all.find(({ tile }) => tile()?.matches(":hover") === true));
    if (meant === undefined) return all.length === 0 ? "none" : "unclear";
    meant.act();
    return "done";
  }
}

/** Offers a tile, whose video this is, as long as it may be meant. */
export function useMeant(meant: Meant, isOffered: boolean, video: RefObject<HTMLVideoElement | null>, act: () => void): void {
  const newest = useRef(act);
  newest.current = act;
  useEffect(() => (isOffered ? meant.add({ tile: () => video.current?.parentElement ?? null, act: () => newest.current() }) : undefined), [isOffered]);
}
