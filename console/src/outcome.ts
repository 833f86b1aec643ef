/**
 * What a call to the server may come to.
 *
 * A closed union, so that the compiler makes every caller face the failure. `aborted` means the caller
 * itself gave up (a page was left, a newer request took over): never shown to a person.
 */

import { english, words } from "./words";

export interface Problem {
  readonly status: number; // 0 when the server could not be reached at all
  readonly title: string;
  readonly detail: string;
  readonly hints: readonly string[];
  readonly said?: readonly string[]; // the server's own words, in English, on a page of another language
}

export type Outcome<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "aborted" }
  | { readonly kind: "failed"; readonly problem: Problem };

export const ok = <T>(value: T): Outcome<T> => ({ kind: "ok", value });
export const aborted: Outcome<never> = { kind: "aborted" };
export const failed = (problem: Problem): Outcome<never> => ({ kind: "failed", problem });

export function unreachable(): Problem {
  const [title, hint] = words.causes.unreachable;
  return { status: 0, title, detail: "", hints: [hint] };
}

const KIND = "urn:groundglass:problem:";

/**
 * Reads an RFC 9457 body, or makes the best of whatever came instead. In another language than the server's, what people
 * meet most is said in that language (words-problems.ts); of everything else the kind of problem is the headline with its
 * hint, and what the server says of this one, in English, can be opened beneath them.
 * Where the server has no hint the kind's stands in: a problem always says what to do next.
 */
export function problemFrom(status: number, untrusted: unknown): Problem {
  const body = typeof untrusted === "object" && untrusted !== null ? (untrusted as Record<string, unknown>) : {};
  const text = (key: string): string => (typeof body[key] === "string" ? sentence(body[key] as string) : "");
  const hints = Array.isArray(body["hints"]) ? body["hints"].filter((hint): hint is string => typeof hint === "string") : [];
  const title = text("title") || words.causes.answered(status);
  const told = { status, title, detail: text("detail"), hints: hints.map(sentence) };
  const own = words === english ? null : inOurWords(body["detail"]);
  if (own !== null) return { status, title: own[0], detail: "", hints: [own[1]] };
  const type = typeof body["type"] === "string" ? body["type"] : "";
  const known = type.startsWith(KIND) ? (words.causes.problem as Readonly<Record<string, readonly [string, string]>>)[type.slice(KIND.length)] : undefined;
  if (known === undefined) return told;
  if (words === english) return told.hints.length > 0 ? told : { ...told, hints: [known[1]] };
  return { status, title: known[0], detail: "", hints: [known[1]], said: [told.detail, ...told.hints].filter((one) => one !== "") };
}

/** The server's sentence and what to do next in the words of the page, where they are known; `{}` in one is what it names. */
function inOurWords(untrusted: unknown): readonly [string, string] | null {
  if (typeof untrusted !== "string") return null;
  for (const [known, [said, hint]] of Object.entries(words.problems)) {
    const given = new RegExp(`^${known.split("{}").map(literal).join("(.{1,200})")}$`, "u").exec(untrusted);
    if (given !== null) return [given.slice(1).reduce((text, each) => text.replace("{}", () => each), said), hint];
  }
  return null;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Server messages are lower case without a full stop, as a terminal wants them; a page wants a sentence. */
export function sentence(message: string): string {
  if (message === "") return "";
  const capital = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

/** The one line to show for a problem: the detail where there is one, since the title is the same for a whole class. */
export function headline(problem: Problem): string {
  return problem.detail !== "" ? problem.detail : sentence(problem.title);
}

export const isSignedOut = (problem: Problem): boolean => problem.status === 401;

/** Calls the server. `read` turns the answer's body into the value; anything thrown becomes `failed` or `aborted`. */
export async function request<T>(
  path: string,
  init: RequestInit,
  read: (response: Response) => Promise<T>,
): Promise<Outcome<T>> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: "same-origin", ...init });
  } catch (thrown) {
    return isAbort(thrown) ? aborted : failed(unreachable());
  }
  try {
    if (response.ok || response.status === 304) return ok(await read(response)); // 304 comes only to who sent a tag, and reads it
    const body: unknown = await response.json().catch(() => null);
    return failed(problemFrom(response.status, body));
  } catch (thrown) {
    if (isAbort(thrown)) return aborted;
    return failed({ ...unreachable(), status: response.status, title: words.causes.unreadable });
  }
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === "AbortError";
}
