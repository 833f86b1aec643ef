/** Whether the ledger shows what a ceremony rests on. What nobody can read there later, nobody should approve or open. */

import { type PortableProof, type ProofFile, checkProofs } from "../ledger/portable";
import { CustodyError } from "./refusal";
import type { Terms } from "./terms";

/** Throws unless the ledger of `ledgerKey` holds this very request, by its terms. */
export async function checkAsked(terms: Terms, untrusted: PortableProof, ledgerKey: string): Promise<void> {
  await checkKinds(terms, { v: 1, key: ledgerKey, proofs: [untrusted] }, ledgerKey, [["unseal.requested", "asked"]]);
}

/** Throws unless it holds that these terms were asked for and released. */
export async function checkReleased(terms: Terms, untrusted: ProofFile, ledgerKey: string): Promise<void> {
  await checkKinds(terms, untrusted, ledgerKey, [["unseal.requested", "asked"], ["unseal.released", "released"]]);
}

async function checkKinds(terms: Terms, proofs: ProofFile, key: string, wanted: readonly (readonly [string, string])[]): Promise<void> {
  const proven = await checkProofs(proofs, key);
  const kinds = new Set(proven.filter((entry) => entry["terms"] === terms.hash).map((entry) => entry["kind"]));
  for (const [kind, what] of wanted) {
    if (!kinds.has(kind)) throw new CustodyError(`the ledger does not show that this request was ${what}`, "go no further with it; tell the other custodians");
  }
}
