/** Ties a LivePlayer to a component: plays while the element is in sight and the tab is visible, and not a moment longer. */

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

import { LivePlayer } from "./live";
import type { LiveState } from "./live-state";

export function useLive(video: RefObject<HTMLVideoElement | null>, camera: string, wanted: boolean): LiveState {
  const [state, setState] = useState<LiveState>({ kind: "idle" });
  useEffect(() => {
    const element = video.current;
    if (element === null || !wanted) {
      setState({ kind: "idle" });
      return undefined;
    }
    const player = new LivePlayer(element, camera, setState);
    let inSight = false;
    const decide = (): void => player.want(inSight && (!document.hidden || document.pictureInPictureElement === element));
    const sight = new IntersectionObserver((entries) => {
      inSight = entries.some((entry) => entry.isIntersecting);
      decide();
    }, { rootMargin: "120px" });
    sight.observe(element);
    document.addEventListener("visibilitychange", decide);
    return () => {
      sight.disconnect();
      document.removeEventListener("visibilitychange", decide);
      player.close();
    };
  }, [video, camera, wanted]);
  return state;
}
