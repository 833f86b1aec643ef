/** A map that can be moved: the surroundings where the site has a file of them, and whatever stands on them. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { useStore } from "../store";
import { theme } from "../theme";
import { words } from "../words";
import type { BaseLayer } from "./base";
import type { Size, View } from "./geo";
import type { BaseFile } from "./model";
import { afterKey, useGestures, useSize } from "./view";

export interface Shown {
  readonly view: View;
  readonly size: Size;
  readonly hasBase: boolean;
}

interface CanvasProps {
  readonly view: View | null;
  readonly base: BaseFile | null;
  readonly onMove: (change: (view: View) => View) => void;
  readonly onSize: (size: Size) => void;
  readonly onAll: () => void;
  readonly children: (shown: Shown) => ComponentChildren;
}

export function MapCanvas({ view, base, onMove, onSize, onAll, children }: CanvasProps) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  useGestures(box, size, onMove);
  useEffect(() => {
    if (size.width > 0) onSize(size);
  }, [size.width, size.height]);
  const [failed, setFailed] = useState(false);
  const drawsBase = base !== null && !failed;
  return (
    <div
      ref={box}
      class="map-canvas"
      role="application"
      tabIndex={0}
      aria-label={words.map.label}
      aria-describedby="map-keys"
      onKeyDown={(event) => {
        if (view === null || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "0") onAll();
        else if (afterKey(event.key, view, size) !== null) onMove((now) => afterKey(event.key, now, size) ?? now);
        else return;
        event.preventDefault();
      }}
    >
      <p class="hush" id="map-keys">{words.map.keys}</p>
      {drawsBase && view !== null && size.width > 0 && <Surroundings base={base} view={view} onFail={() => setFailed(true)} />}
      {failed && <p class="map-failed" role="status">{words.map.baseFailed}</p>}
      {view !== null && size.width > 0 && children({ view, size, hasBase: drawsBase })}
    </div>
  );
}

/** Fetched when it is first needed: whoever has no map file never loads the painter. */
function Surroundings({ base, view, onFail }: { readonly base: BaseFile; readonly view: View; readonly onFail: () => void }) {
  const into = useRef<HTMLDivElement>(null);
  const layer = useRef<BaseLayer | null>(null);
  const newest = useRef(view);
  newest.current = view;
  const [drawn, setDrawn] = useState(false);
  const [attribution, setAttribution] = useState("");
  const painted = useRef(false);
  const dark = useDark();
  useEffect(() => {
    let gone = false;
    setDrawn(false);
    const begin = async (element: HTMLElement): Promise<void> => {
      const { drawBase } = await import("./base");
      const made = await drawBase(element, base, newest.current, dark, () => gone || setDrawn(true), () => gone || onFail());
      if (gone) made.close();
      else {
        layer.current = made;
        painted.current = dark;
        made.show(newest.current);
        setAttribution(made.attribution);
      }
    };
    if (into.current !== null) begin(into.current).catch((error: unknown) => {
      console.warn(error);
      if (!gone) onFail();
    });
    return () => {
      gone = true;
      layer.current?.close();
      layer.current = null;
    };
  }, [base.url]);
  useEffect(() => layer.current?.show(view), [view]);
  useEffect(() => {
    if (layer.current === null || painted.current === dark) return;
    painted.current = dark;
    layer.current.paint(dark);
  }, [dark]);
  return (
    <>
      <div ref={into} class="map-base" aria-hidden="true" />
      {!drawn && <p class="map-drawing" role="status"><span class="spinner" aria-hidden="true" />{words.map.drawing}</p>}
      {attribution !== "" && <p class="map-attribution">{attribution}</p>}
    </>
  );
}

const NIGHT = "(prefers-color-scheme: dark)";

function useDark(): boolean {
  const chosen = useStore(theme);
  const [night, setNight] = useState(matchMedia(NIGHT).matches);
  useEffect(() => {
    const query = matchMedia(NIGHT);
    const take = (): void => setNight(query.matches);
    query.addEventListener("change", take);
    return () => query.removeEventListener("change", take);
  }, []);
  return chosen === "system" ? night : chosen === "dark";
}
