/** The requester's key for as long as this page is open, so that who made it here need not choose the file again. Never stored. */

import type { Identity } from "./keys";

const kept = new Map<string, Identity>();

export const keepKey = (identity: Identity): void => void kept.set(identity.recipient, identity);

export const keptKey = (recipient: string): Identity | null => kept.get(recipient) ?? null;
