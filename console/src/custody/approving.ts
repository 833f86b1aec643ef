/**
 * A custodian's approval, made in the custodian's own browser.
 *
 * The server hands out what it likes; here a custodian's yes is held to the request that was read on the screen. The same steps as on
 * the command line, in the same order.
 */

import { base64Of, fromBase64 } from "../bytes";
import type { PortableProof } from "../ledger/portable";
import { type Identity, encryptTo, isRecipient } from "./keys";
import { checkAsked } from "./on-record";
import { CustodyError } from "./refusal";
import { checkShare, parseHeader, parseShare } from "./sealed";
import { type Terms, askedFor, heldBy } from "./terms";

export interface UntrustedSlot {
  readonly segment: string;
  readonly header: string; // base64
  readonly slot: string; // base64 of an age file
}

/** What the server offers to a custodian who is about to say yes. */
export interface UntrustedOffer {
  readonly segments: readonly UntrustedSlot[];
  readonly proof: PortableProof; // that the request stands in the ledger
}

/**
 * The shares of the request, each encrypted anew to the requester, by segment. All of them, or CustodyError and none.
 *
 * 1. The request stands in the ledger, with these very terms.
 * 2. What is offered are the segments that the request names and this key has a share of: each once, and no other.
 * 3. Each header is the one the request names, of its camera, inside its range, and a drill's only for a drill.
 * 4. Each slot opens with this key and holds this custodian's share of that segment, under that header.
 * 5. Only then is the first share encrypted to the requester.
 */
export async function approve(
  terms: Terms, offer: UntrustedOffer, ledgerKey: string, identity: Identity, onProgress: (done: number, total: number) => void,
): Promise<Readonly<Record<string, string>>> {
  if (!isRecipient(terms.recipient)) throw new CustodyError("the requester's key is not an age key");
  await checkAsked(terms, offer.proof, ledgerKey); // 1
  const wanted = new Set(heldBy(terms, identity.recipient).map((one) => one.segment)); // 2
  const total = wanted.size;
  const opened: [string, Uint8Array][] = [];
  for (const one of offer.segments) {
    const header = await parseHeader(fromBase64(one.header));
    const { segment, custodians } = askedFor(header, terms); // 3
    if (!wanted.delete(segment)) throw new CustodyError("the server offered a segment twice, or one this key has no share of");
    const content = await identity.decrypt(fromBase64(one.slot)); // 4
    const share = parseShare(content);
    checkShare(share, header);
    // By the request, not by the header: after a hand-over the header still names those who had the seats before.
    if (custodians[share.number - 1] !== identity.recipient) throw new CustodyError("a share is another custodian's");
    opened.push([segment, content]);
    onProgress(opened.length, 2 * total);
  }
  if (wanted.size > 0 || total === 0) {
    throw new CustodyError(`the server did not offer ${wanted.size} of the request's segments`, "they may have reached the end of their keeping; ask for a new request");
  }
  const shares: Record<string, string> = {};
  for (const [segment, content] of opened) { // 5
    shares[segment] = base64Of(await encryptTo(terms.recipient, content));
    onProgress(total + Object.keys(shares).length, 2 * total);
  }
  return shares;
}
