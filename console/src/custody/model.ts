/** What the server says of custody and of the ledger, as types. What is believed of it is decided in terms.ts and in ledger/. */

import type { AnswerTold, ChallengeTold, CustodianTold, CustodyTold, DrillsTold, LedgerEntryTold, LedgerTold, UnsealEntryTold, UnsealList, UnsealTold } from "../api/types";
export type RequestState = UnsealTold["state"];

export type Answer = AnswerTold;

export type UnsealRequest = UnsealTold;
export type UnsealPage = UnsealList;

export interface NewRequest {
  readonly camera: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly basis: string;
  readonly recipient: string;
  readonly expires_h: number;
}

export type Custodian = CustodianTold;

export type CustodySettings = CustodyTold;

/** What may be sent: a custodian without an id is new. */
export interface CustodyChange {
  readonly custodians: readonly { readonly id?: string; readonly name: string; readonly recipient: string; readonly active: boolean }[];
  readonly quorum: number;
  readonly keep_days?: number;
}

export type Challenge = ChallengeTold;

/** A custodian's way in, for half an hour and in this page only. */
export type Entry = UnsealEntryTold;

export type Drills = DrillsTold;

export type LedgerHead = LedgerTold;

export type LedgerEntry = LedgerEntryTold;
