/** How a request is shown wherever it stands: its camera and minutes, how many agreed, and what state it is in. */

import { session } from "../session";
import { useStore } from "../store";
import { clockTime, dayOf, lengthOf, utc } from "../time";
import { watch } from "../watch";
import { words } from "../words";
import type { Answer, RequestState, UnsealRequest } from "./model";
import { useSettings } from "./settings-now";
import { shortRecipient } from "./keys";

export const ms = (at_90k: number): number => at_90k / 90;

/** The name people gave the camera; its id for those who may not see the list of cameras. */
export function useCameraName(id: string): string {
  return useStore(watch).cameras.find((camera) => camera.id === id)?.name ?? id;
}

const TONES = { open: "wait", released: "good", opened: "off", refused: "bad", expired: "off" } as const;

export function RequestPill({ state }: { readonly state: RequestState }) {
  return <span class={`pill ${TONES[state]}`}><span class="dot" aria-hidden="true" />{words.custody.states[state]}</span>;
}

/** "Today, 10:00:00 – 10:10:00", with UTC one hover away. */
export function RangeText({ from_ms, to_ms }: { readonly from_ms: number; readonly to_ms: number }) {
  const sameDay = new Date(from_ms).toDateString() === new Date(to_ms - 1).toDateString();
  return (
    <span title={`${utc(from_ms)} – ${utc(to_ms)}`}>
      {dayOf(from_ms, Date.now())}, {clockTime(from_ms)} – {sameDay ? "" : `${dayOf(to_ms, Date.now())}, `}{clockTime(to_ms)}
    </span>
  );
}

export function Tags({ request }: { readonly request: Pick<UnsealRequest, "is_drill" | "purpose"> }) {
  if (request.is_drill) return <span class="tag">{words.custody.drillTag}</span>;
  return request.purpose === "hand_over" ? <span class="tag">{words.custody.handOverTag}</span> : null;
}

/** One mark per custodian it takes, filled for those who agreed; the words are beside it. */
export function Pips({ got, needed }: { readonly got: number; readonly needed: number }) {
  const c = words.custody;
  return (
    <span class="pips">
      {Array.from({ length: needed }, (_, index) => <i key={index} class={index < got ? "full" : ""} aria-hidden="true" />)}
      <span>{c.approvedOf(Math.min(got, needed), needed)}</span>
    </span>
  );
}

export function TimeLeft({ request }: { readonly request: UnsealRequest }) {
  const left_s = (Date.parse(request.expires) - Date.now()) / 1000;
  if (request.state !== "open" && request.state !== "released") return null;
  return <span class="faint" title={utc(Date.parse(request.expires))}>{left_s > 0 ? words.custody.expiresIn(lengthOf(left_s)) : words.custody.expiredAt}</span>;
}

export function KeyName({ recipient }: { readonly recipient: string }) {
  return <span class="mono key-name" title={recipient}>{shortRecipient(recipient)}</span>;
}

/** Names of custodians by id, as the settings have them; empty for those who may not read them. */
export function useCustodianNames(): ReadonlyMap<string, string> {
  const settings = useSettings();
  return new Map((settings?.custodians ?? []).map((one) => [one.id, one.name]));
}

export const nameOf = (answer: Answer, names: ReadonlyMap<string, string>): string => answer.name ?? names.get(answer.custodian) ?? answer.custodian;

/** Who asked: "You", a name where the server tells it, or the id that stands in the ledger. */
export function Requester({ request }: { readonly request: UnsealRequest }) {
  const now = useStore(session);
  if (now.kind === "in" && now.me.id === request.requester) return <>{words.custody.you}</>;
  return request.requester_name ? <span title={request.requester}>{request.requester_name}</span> : <span class="mono">{request.requester}</span>;
}

export const rangeLength = (from_ms: number, to_ms: number): string => lengthOf((to_ms - from_ms) / 1000);
