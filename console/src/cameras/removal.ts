/** Removing a camera and having it back: the same way from the list and from the settings. */

import { removeCamera, restoreCamera } from "../api";
import type { Camera } from "../model";
import { headline } from "../outcome";
import { say } from "../parts/toast";
import { guard } from "../session";
import { applyHere, refreshCameras } from "../watch";
import { words } from "../words";

export async function removeWithUndo(camera: Camera): Promise<boolean> {
  const answer = guard(await removeCamera(camera.id));
  if (answer.kind === "failed") say(headline(answer.problem) || words.cameras.couldNotRemove);
  if (answer.kind !== "ok") return false;
  applyHere({ type: "removed", id: camera.id });
  say(words.cameras.removed(camera.name), { label: words.common.undo, run: () => void restore(camera) });
  return true;
}

async function restore(camera: Camera): Promise<void> {
  const answer = guard(await restoreCamera(camera.id));
  if (answer.kind === "failed") say(headline(answer.problem));
  if (answer.kind !== "ok") return;
  say(words.cameras.restored(camera.name));
  await refreshCameras();
}
