/** One tile of the wall alone, over the whole screen where the browser allows it; leaving the one leaves the other. */

import { useEffect, useState } from "preact/hooks";

import { toggleFull } from "./screen";

export interface Single {
  readonly camera: string | null;
  readonly show: (camera: string | null) => void;
  readonly step: (cameras: readonly string[], by: 1 | -1) => void;
}

export function useSingle(): Single {
  const [camera, setCamera] = useState<string | null>(null);
  useEffect(() => {
    const left = (): void => {
      if (document.fullscreenElement === null) setCamera(null);
    };
    document.addEventListener("fullscreenchange", left);
    return () => document.removeEventListener("fullscreenchange", left);
  }, []);
  return {
    camera,
    show: (next) => {
      setCamera(next);
      if ((next === null) !== (document.fullscreenElement === null)) void toggleFull(document.documentElement);
    },
    step: (cameras, by) => setCamera(cameras[(cameras.indexOf(camera ?? "") + by + cameras.length) % cameras.length] ?? null),
  };
}
