/** What a clip that was opened here is made of, by hashes, in the very bytes the command line writes (RFC 8785). Its own hash stands in the ledger. */

import { type Bytes, hexOf, sha256, utf8 } from "../bytes";
import type { OpenedClip } from "./opening";

const PROGRAM = "groundglass console";

export interface ClipManifest {
  readonly text: string; // exactly as it is hashed and saved
  readonly sha256: string;
}

export async function manifestOf(opened: OpenedClip, request: Bytes, now_ms: number): Promise<ClipManifest> {
  const { terms, clip, clip_sha256, segments } = opened;
  const text = canonical({
    v: 1, kind: "original", camera: terms.camera, start_90k: terms.start_90k, until_90k: terms.until_90k,
    from: said(terms.start_90k), to: said(terms.until_90k), made_90k: now_ms * 90, program: PROGRAM,
    files: [
      { name: "clip.mp4", sha256: clip_sha256, size_bytes: clip.size, what: "clip" },
      { name: "request.json", sha256: hexOf(await sha256(request)), size_bytes: request.length, what: "request" },
    ],
    request: terms.id, terms: terms.hash,
    sealed: segments.map(({ segment, header_sha256, sealed_sha256 }) => ({ segment, header_sha256, sealed_sha256 })),
  });
  return { text, sha256: hexOf(await sha256(utf8(text))) };
}

const said = (at_90k: number): string => new Date(Math.floor(at_90k / 90)).toISOString();

/** RFC 8785 for what stands in a manifest: texts, whole numbers, lists and objects; keys in the order of their UTF-16 units. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
