/**
 * What exactly was asked for: the request's own document, whose bytes every approval is bound to by their hash.
 *
 * A custodian's page shows what stands in here and nothing else, so that what was read is what is approved. A requester's page holds
 * the bundle to it.
 */

import { type Bytes, fromHex, hexOf, sha256, textOf, utf8 } from "../bytes";
import { CustodyError } from "./refusal";
import type { Header } from "./sealed";

export type Purpose = "unseal" | "drill" | "hand_over";

export interface SegmentAsked {
  readonly segment: string; // hex
  readonly header: string; // hex of the header's SHA-256
  readonly needed: number;
  readonly custodians: readonly string[];
}

export interface Terms {
  readonly id: string;
  readonly purpose: Purpose;
  readonly camera: string;
  readonly start_90k: number;
  readonly until_90k: number;
  readonly reason: string;
  readonly basis: string;
  readonly requester: string;
  readonly recipient: string;
  readonly made_90k: number;
  readonly expires_90k: number;
  readonly segments: readonly SegmentAsked[];
  readonly hash: string; // hex; what an approval names
}

const MAX_BYTES = 8 * 1024 * 1024;
const TEXTS = ["id", "purpose", "camera", "reason", "basis", "requester", "recipient", "nonce"];
const NUMBERS = ["start_90k", "until_90k", "made_90k", "expires_90k"];
const NAMES = [...TEXTS, ...NUMBERS, "segments", "v"].sort().join();
const DRILL_POLICY = "drill"; // in the header of a drawn test segment; no camera's segment has it

/** The terms, or CustodyError. What this version does not know may change what is asked, so it is refused. */
export async function parseTerms(untrusted: Bytes): Promise<Terms> {
  if (untrusted.length > MAX_BYTES) throw new CustodyError("a request is too long to be one");
  const hash = hexOf(await sha256(new Uint8Array([...utf8("groundglass/unseal-terms/v1\0"), ...untrusted])));
  const fields = objectFrom(untrusted);
  const isWhole = TEXTS.every((name) => typeof fields[name] === "string") && NUMBERS.every((name) => Number.isSafeInteger(fields[name]));
  if (Object.keys(fields).sort().join() !== NAMES || fields["v"] !== 1 || !isWhole || !Array.isArray(fields["segments"])) {
    throw new CustodyError("the request says more or less than this version reads", "update Groundglass");
  }
  const segments = fields["segments"].map(segmentFrom);
  const terms = { ...(fields as unknown as Terms), segments, hash };
  if (!["unseal", "drill", "hand_over"].includes(terms.purpose) || terms.start_90k >= terms.until_90k || segments.length === 0) {
    throw new CustodyError("the request asks for nothing that can be asked for");
  }
  if (new Set(segments.map((one) => one.segment)).size !== segments.length) throw new CustodyError("a segment stands twice in the request");
  return terms;
}

function objectFrom(untrusted: Bytes): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(textOf(untrusted));
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // said below, together with what is JSON and no object
  }
  throw new CustodyError("the request cannot be read");
}

function segmentFrom(untrusted: unknown): SegmentAsked {
  const one = (typeof untrusted === "object" && untrusted !== null ? untrusted : {}) as Record<string, unknown>;
  const { segment, header, needed, custodians } = one;
  const isList = Array.isArray(custodians) && custodians.every((key) => typeof key === "string");
  if (typeof segment !== "string" || typeof header !== "string" || typeof needed !== "number" || !isList || Object.keys(one).length !== 4) {
    throw new CustodyError("a segment of the request cannot be read");
  }
  if (fromHex(segment).length !== 16 || fromHex(header).length !== 32 || needed < 1 || needed > new Set(custodians).size) {
    throw new CustodyError("a segment of the request cannot be read");
  }
  return { segment, header, needed, custodians: custodians as readonly string[] };
}

/** The segments this custodian has a share of. */
export const heldBy = (terms: Terms, recipient: string): readonly SegmentAsked[] => terms.segments.filter((one) => one.custodians.includes(recipient));

/**
 * The segment of the request that has this very header, or CustodyError: nothing else was asked for.
 *
 * 1. The request names the header by its hash.
 * 2. The header is of the request's camera and lies inside its range.
 * 3. A drill is of what was drawn for a drill, and anything else is not.
 */
export function askedFor(header: Header, terms: Terms): SegmentAsked {
  const asked = terms.segments.find((one) => one.header === hexOf(header.hash)); // 1
  if (asked === undefined || asked.segment !== hexOf(header.segment)) throw other("a segment that this request does not name");
  if (header.camera !== terms.camera) throw other("a segment of another camera"); // 2
  if (header.start_90k < terms.start_90k || header.until_90k > terms.until_90k) throw other("a segment outside the range that was asked for");
  if ((header.policy === DRILL_POLICY) !== (terms.purpose === "drill")) throw other("a camera's segment as a drill, or a drill as a camera's"); // 3
  return asked;
}

const other = (what: string): CustodyError =>
  new CustodyError(`the server offered ${what}: nothing was done with it`, "tell the other custodians before you do anything else");
