/** The site's custodians and quorum as they are, for pages that only read them: asked for once, and told by whoever changes them. */

import { useEffect } from "preact/hooks";

import { custodySettings } from "../api";
import { session } from "../session";
import { Store, useStore } from "../store";
import type { CustodySettings } from "./model";

const settings = new Store<CustodySettings | null>(null);
let asking = false;

export const tellSettings = (now: CustodySettings): void => settings.set(now);

/** Null until they are known, and for a custodian who has no account and may not read them. */
export function useSettings(): CustodySettings | null {
  useEffect(() => {
    if (settings.value === null && !asking && session.value.kind === "in") void ask();
  }, []);
  return useStore(settings);
}

async function ask(): Promise<void> {
  asking = true;
  const answer = await custodySettings();
  asking = false;
  if (answer.kind === "ok") settings.set(answer.value);
}
