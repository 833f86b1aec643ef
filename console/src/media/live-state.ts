/**
 * What a live player is doing, as a machine that can be tested without a browser.
 *
 * `showing` is the only state in which a picture may be taken for now. Every other says what is waited for.
 */

import { backOff_ms } from "./pace";

export type LiveState =
  | { readonly kind: "idle" } // nobody looks: hidden tab, tile out of sight
  | { readonly kind: "opening"; readonly attempt: number }
  | { readonly kind: "waiting"; readonly attempt: number } // connected; no picture yet
  | { readonly kind: "showing" }
  | { readonly kind: "stalled" } // connected; pictures stopped
  | { readonly kind: "retrying"; readonly attempt: number; readonly wait_ms: number }
  | { readonly kind: "unsupported" };

export type LiveEvent =
  | { readonly kind: "wanted" }
  | { readonly kind: "unwanted" }
  | { readonly kind: "opened" }
  | { readonly kind: "picture" }
  | { readonly kind: "silent" }
  | { readonly kind: "broken"; readonly chance: number } // socket closed, decoder failed, queue overflowed
  | { readonly kind: "due" } // the wait before the next attempt is over
  | { readonly kind: "cannot" };

export function nextLive(state: LiveState, event: LiveEvent): LiveState {
  if (state.kind === "unsupported") return state;
  switch (event.kind) {
    case "cannot":
      return { kind: "unsupported" };
    case "unwanted":
      return { kind: "idle" };
    case "wanted":
      return state.kind === "idle" ? { kind: "opening", attempt: 0 } : state;
    case "opened":
      return state.kind === "opening" ? { kind: "waiting", attempt: state.attempt } : state;
    case "picture":
      return state.kind === "waiting" || state.kind === "stalled" ? { kind: "showing" } : state;
    case "silent":
      return state.kind === "showing" ? { kind: "stalled" } : state;
    case "broken": {
      if (state.kind === "idle" || state.kind === "retrying") return state;
      // A stream that worked starts its back-off anew; one that never did keeps slowing down.
      const attempt = state.kind === "opening" || state.kind === "waiting" ? state.attempt + 1 : 1;
      return { kind: "retrying", attempt, wait_ms: backOff_ms(attempt - 1, event.chance) };
    }
    case "due":
      return state.kind === "retrying" ? { kind: "opening", attempt: state.attempt } : state;
  }
}
