/** What a clip that was opened here is made of, by hashes: kept beside the clip, and its own hash stands in the ledger. */

import type { OpenedClip } from "./opening";

export interface ClipManifest {
  readonly text: string; // JSON, exactly as it is hashed and saved
}

export function manifestOf(opened: OpenedClip, terms: string, now_ms: number): ClipManifest {
  const said = {
    v: 1,
    kind: "groundglass/opened-clip",
    request: opened.terms.id,
    terms,
    camera: opened.terms.camera,
    start_90k: opened.terms.start_90k,
    until_90k: opened.terms.until_90k,
    opened_90k: now_ms * 90,
    clip: { sha256: opened.clip_sha256, bytes: opened.clip.size, codec: opened.codec, pictures: opened.pictures, sound_left_out: opened.soundLeftOut },
    segments: opened.segments,
    missing: opened.missing,
  };
  return { text: `${JSON.stringify(said, null, 2)}\n` };
}
