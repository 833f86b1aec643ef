/** What the first steps are judged by, asked of the server as far as the person may know it. */

import { useEffect, useState } from "preact/hooks";

import { custodySettings, people as fetchPeople } from "../api";
import { session } from "../session";
import { useStore } from "../store";
import { watch } from "../watch";
import type { Facts } from "./steps";

/** Null until all of it is known. Only for those who set up the site. */
export function useFacts(): Facts | null {
  const now = useStore(session);
  const { cameras, loaded } = useStore(watch);
  const [asked, setAsked] = useState<{ readonly custodians: number | null; readonly people: number | null } | null>(null);
  const sets = now.kind === "in" && now.me.rights.includes("set_up");
  useEffect(() => {
    if (!sets) return;
    void Promise.all([custodySettings(), fetchPeople()]).then(([custody, members]) => setAsked({
      custodians: custody.kind === "ok" ? custody.value.custodians.length : null,
      people: members.kind === "ok" ? members.value.people.length : null,
    }));
  }, [sets]);
  return sets && loaded && asked !== null ? { me: now.me, cameras, ...asked } : null;
}
