/**
 * A custodian's way in: no account, the key itself answers the server's question.
 *
 * The key and the token live in this module's memory for as long as the token holds, half an hour, and end with the page.
 */

import { askChallenge, enterAsCustodian } from "../api";
import { base64Of, fromBase64 } from "../bytes";
import { type Outcome, ok } from "../outcome";
import { Store } from "../store";
import { type Identity, answerTo } from "./keys";

export type Entered =
  | { readonly kind: "outside"; readonly timedOut: boolean }
  | { readonly kind: "inside"; readonly identity: Identity; readonly token: string; readonly id: string; readonly name: string };

export const entered = new Store<Entered>({ kind: "outside", timedOut: false });
let ending: number | undefined;

/** Asks the server's question and answers it. Throws CustodyError where the question is none. */
export async function enter(identity: Identity): Promise<Outcome<void>> {
  const asked = await askChallenge(identity.recipient);
  if (asked.kind !== "ok") return asked;
  const answer = await answerTo(fromBase64(asked.value.sealed), identity);
  const entry = await enterAsCustodian(asked.value.challenge, base64Of(answer));
  if (entry.kind !== "ok") return entry;
  window.clearTimeout(ending);
  ending = window.setTimeout(() => putAway(true), Math.max(0, Date.parse(entry.value.expires) - Date.now()));
  entered.set({ kind: "inside", identity, token: entry.value.token, id: entry.value.custodian, name: entry.value.name });
  return ok(undefined);
}

/** Forgets the key and the token. */
export function putAway(timedOut: boolean): void {
  window.clearTimeout(ending);
  entered.set({ kind: "outside", timedOut });
}
