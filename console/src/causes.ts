/**
 * What is so with a camera, in the language of the console: by code, which is closed. The server's own sentence, in
 * English, stands in where a newer server has a code that this console does not know.
 */

import type { CameraStateNow, ViewNow } from "./model";
import { words } from "./words";

/** A sentence that stands alone, and one thing to do next; "" where there is nothing to do. */
export interface Told {
  readonly sentence: string;
  readonly hint: string;
}

/** A state's own sentence where a person switched it off, else its cause's, else the state's: as the server says it. */
export function stateTold(state: Pick<CameraStateNow, "code" | "cause" | "sentence" | "hint">): Told {
  const { cause, state: states } = words.causes;
  return told(state.code === "off" ? states.off : (row(cause, state.cause) ?? row(states, state.code)), state);
}

export const viewTold = (view: ViewNow): Told => told(row(words.causes.view, view.code), view);

export const sealingTold = (sealing: Told & { readonly code: string }): Told => told(row(words.causes.sealing, sealing.code), sealing);

type Row = readonly string[];

const row = (rows: object, code: string): Row | undefined => (Object.hasOwn(rows, code) ? (rows as Readonly<Record<string, Row>>)[code] : undefined);

function told(known: Row | undefined, said: Told): Told {
  return known === undefined ? { sentence: said.sentence, hint: said.hint } : { sentence: known[0] ?? said.sentence, hint: known[1] ?? "" };
}
