/** A page that is fetched when it is first opened, so that who only watches never loads it. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { unreachable } from "../outcome";
import { words } from "../words";
import { ProblemNote, Waiting } from "./controls";

/** `kind` part: a piece of a page that is there without it; nothing stands in its place meanwhile, nor when it cannot be fetched. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>, kind: "page" | "part" = "page"): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    const [page, setPage] = useState<{ readonly show: ComponentType<P> } | null>(loaded === null ? null : { show: loaded });
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (page !== null) return;
      load().then((show) => {
        loaded = show;
        setPage({ show });
      }, () => setFailed(true));
    }, []);
    if (page !== null) return <page.show {...props} />;
    if (kind === "part") return null;
    return <main class="page" id="page">{failed ? <ProblemNote problem={unreachable()} /> : <Waiting text={words.common.loading} />}</main>;
  };
}
