/** What cryptography on this page may refuse, and why; the same sentences as the command line, shown as any other problem. */

import type { Problem } from "../outcome";
import { sentence } from "../outcome";
import { words } from "../words";

export class CustodyError extends Error {
  readonly hints: readonly string[];

  constructor(message: string, ...hints: string[]) {
    super(message);
    this.name = "CustodyError";
    this.hints = hints;
  }
}

/** A refusal as the problem to show. Anything else that was thrown is a mistake of ours and says so. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof CustodyError) return { status: 0, title: thrown.message, detail: sentence(thrown.message), hints: thrown.hints.map(sentence) };
  if (thrown instanceof DOMException && (thrown.name === "NotReadableError" || thrown.name === "QuotaExceededError")) {
    return { status: 0, title: words.custody.noRoom, detail: "", hints: [words.custody.noRoomHint] };
  }
  const detail = thrown instanceof Error ? sentence(thrown.message) : "";
  return { status: 0, title: words.custody.unread, detail, hints: [] };
}
