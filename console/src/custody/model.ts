/** What the server says of custody and of the ledger, as types. What is believed of it is decided in terms.ts and in ledger/. */

import type { Purpose } from "./terms";

export type RequestState = "open" | "released" | "refused" | "expired" | "opened";

export interface Answer {
  readonly custodian: string; // id
  readonly name?: string; // of the role
  readonly at: string;
}

export interface UnsealRequest {
  readonly id: string;
  readonly purpose: Purpose;
  readonly camera: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly basis: string;
  readonly requester: string; // id
  readonly requester_name?: string | null;
  readonly recipient: string;
  readonly state: RequestState;
  readonly needed: number;
  readonly approvals: readonly Answer[];
  readonly refusals: readonly (Answer & { readonly why: string })[];
  readonly made: string;
  readonly expires: string;
  readonly segments: number;
  readonly is_drill: boolean;
  readonly terms: string; // hex
  readonly document: string; // base64 of the exact request
}

export interface NewRequest {
  readonly camera: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly basis: string;
  readonly recipient: string;
  readonly expires_h: number;
}

export interface Custodian {
  readonly id: string;
  readonly name: string;
  readonly recipient: string;
  readonly active: boolean;
}

export interface CustodySettings {
  readonly custodians: readonly Custodian[];
  readonly quorum: number;
  readonly keep_days?: number;
}

/** What may be sent: a custodian without an id is new. */
export interface CustodyChange {
  readonly custodians: readonly { readonly id?: string; readonly name: string; readonly recipient: string; readonly active: boolean }[];
  readonly quorum: number;
  readonly keep_days?: number;
}

export interface Challenge {
  readonly challenge: string;
  readonly sealed: string; // base64 of an age file
}

/** A custodian's way in, for half an hour and in this page only. */
export interface Entry {
  readonly token: string;
  readonly custodian: string; // id
  readonly name: string;
  readonly expires: string;
}

export interface Drills {
  readonly every_days: number | null;
  readonly last: { readonly at: string; readonly state: string } | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly drills: readonly UnsealRequest[];
}

export interface LedgerHead {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly key: string;
  readonly witnesses: readonly unknown[];
  readonly trouble: string | null;
}

export interface LedgerEntry {
  readonly index: number;
  readonly hash: string; // hex of the leaf hash
  readonly kind: string | null; // null: closed to this reader
  readonly at: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly text: string | null; // the exact bytes that were hashed, where this reader may have them
}
