/** Who is signed in, for the whole console. Sign-in and sign-out pass through here; a 401 anywhere leads back to the door. */

import { me as fetchMe, site as fetchSite, signOut as callSignOut } from "./api";
import type { Me, Site } from "./model";
import type { Outcome, Problem } from "./outcome";
import { isSignedOut } from "./outcome";
import { beginKeeping, forgetAll, forgetTold, keptMe } from "./phone/kept";
import { go } from "./route";
import { Store, useStore } from "./store";

export type Session =
  | { readonly kind: "asking" }
  | { readonly kind: "out"; readonly site: Site }
  | { readonly kind: "new"; readonly me: Me } // signed in by link; has no name or no way to come back
  | { readonly kind: "in"; readonly me: Me }
  | { readonly kind: "failed"; readonly problem: Problem };

export const session = new Store<Session>({ kind: "asking" });

export const isNewcomer = (me: Me): boolean => me.name.trim() === "" || (!me.has_password && me.passkeys.length === 0 && me.accounts.length === 0);

/** Whoever was here first since the page was loaded: its memory holds what was told to them. */
let first: string | null = null;

export function admit(me: Me): void {
  if (first !== null && first !== me.id) return window.location.reload(); // somebody else: they begin with an empty memory
  first = me.id;
  beginKeeping();
  session.set(isNewcomer(me) ? { kind: "new", me } : { kind: "in", me });
}

/** Asks the server how things stand. Called at the start and after anything that changes who is signed in. */
export async function askSession(): Promise<void> {
  const site = await fetchSite();
  if (site.kind === "aborted") return;
  if (site.kind === "failed") {
    // Without a network a responder's page still opens, for whoever was signed in here last; the server decides later.
    const kept = site.problem.status === 0 ? await keptMe() : null;
    session.set(kept === null ? { kind: "failed", problem: site.problem } : { kind: "in", me: kept });
    return;
  }
  if (!site.value.signed_in) {
    await forgetTold();
    session.set({ kind: "out", site: site.value });
    return;
  }
  const me = await fetchMe();
  if (me.kind === "ok") admit(me.value);
  if (me.kind === "failed") session.set(isSignedOut(me.problem) ? { kind: "out", site: site.value } : { kind: "failed", problem: me.problem });
}

/** Signs out. The page is loaded anew, so that nothing of what it showed stays in its memory. */
export async function leave(): Promise<void> {
  await forgetAll();
  const answer = await callSignOut();
  if (answer.kind === "failed" && answer.problem.status === 0) {
    session.set({ kind: "failed", problem: answer.problem }); // no network: the server still takes them for signed in, so that is not claimed
    return;
  }
  go({ page: "sign-in", token: null });
  window.location.reload();
}

/** Passes an outcome through; a session that ended meanwhile is noticed here. */
export function guard<T>(outcome: Outcome<T>): Outcome<T> {
  if (outcome.kind === "failed" && isSignedOut(outcome.problem)) void askSession();
  return outcome;
}

/** Whether the person who is signed in has this right somewhere. The server decides; this only spares them buttons that would be refused. */
export function useRight(right: string): boolean {
  const now = useStore(session);
  return now.kind === "in" && now.me.rights.includes(right);
}

/** Whether they have it at this camera, be it by their role at the site or by one in a group. */
export function useRightAt(right: string, camera: string | null): boolean {
  const now = useStore(session);
  return now.kind === "in" && mayAt(now.me, right, camera);
}

/** Whether they have it by their role at the site: what is done to all of it takes that. */
export function useRightAtSite(right: string): boolean {
  const now = useStore(session);
  return now.kind === "in" && now.me.roles.some((held) => held.group === null && held.rights.includes(right));
}

/** Whether one of somebody's roles gives this right at a camera; what belongs to no camera (`null`) takes a role for the whole site. Pure. */
export const mayAt = (me: Pick<Me, "roles">, right: string, camera: string | null): boolean =>
  me.roles.some((held) => held.rights.includes(right) && (held.cameras === null || (camera !== null && held.cameras.includes(camera))));
