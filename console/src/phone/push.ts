/** Being told by the phone itself: the browser's subscription, and the server's note of it. */

import { addSubscription, pushKey, removeSubscription } from "../api";
import { type Outcome, failed, ok } from "../outcome";
import { drop, keep, recall } from "./kept";
import { registered } from "./installed";

const OURS = "push";

export type Telling = "impossible" | "refused" | "off" | "on";

export async function tellingNow(): Promise<Telling> {
  if (!("PushManager" in window) || !("Notification" in window) || (await registered()) === null) return "impossible";
  if (Notification.permission === "denied") return "refused";
  const subscription = await (await registered())?.pushManager.getSubscription();
  return subscription && (await recall<string>(OURS)) !== undefined ? "on" : "off";
}

/** Asks the person, the browser and the server, in that order. */
export async function beginTelling(): Promise<Outcome<Telling>> {
  const worker = await registered();
  if (worker === null) return ok("impossible");
  if ((await Notification.requestPermission()) !== "granted") return ok("refused");
  const key = await pushKey();
  if (key.kind !== "ok") return key;
  let subscription: PushSubscription;
  try {
    subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key.value.key });
  } catch {
    return ok("impossible"); // the browser reaches no push service: a private window, or a network without one
  }
  const { endpoint, keys } = subscription.toJSON();
  const added = await addSubscription({ endpoint: endpoint ?? "", p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" });
  if (added.kind !== "ok") {
    await subscription.unsubscribe();
    return added;
  }
  await keep(OURS, added.value.id);
  return ok("on");
}

export async function endTelling(): Promise<Outcome<Telling>> {
  const subscription = await (await registered())?.pushManager.getSubscription();
  await subscription?.unsubscribe();
  const id = await recall<string>(OURS);
  if (id !== undefined) {
    const removed = await removeSubscription(id);
    if (removed.kind === "failed" && removed.problem.status !== 404) return failed(removed.problem);
  }
  await drop(OURS);
  return ok("off");
}
