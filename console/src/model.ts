/** What the server says, as types: the same words as in its API. Times are RFC 3339 in UTC; places are shares of the picture, 0..1. */

export type StateCode =
  | "connecting" | "live" | "stalled" | "refused" | "lost" | "fault" | "ended" | "off" | "removed";

export type ViewCode =
  | "starting" | "proving" | "proven" | "awaiting_approval" | "moved" | "covered" | "blinded" | "defocused"
  | "dark" | "light_changed" | "failed";

export type Mode = "proven" | "approved";
export type Style = "silhouette" | "mosaic" | "absent";
export type Transport = "auto" | "tcp" | "udp";
export type Point = readonly [number, number];
export type Polygon = readonly Point[];

export interface CameraStateNow {
  readonly code: StateCode;
  readonly cause: string;
  readonly since: string;
  readonly sentence: string;
  readonly hint: string;
  readonly retry_in_s: number;
}

export interface ViewNow {
  readonly code: ViewCode;
  readonly sentence: string;
  readonly hint: string;
  readonly proven: number;
  readonly hidden: number;
}

export interface Source {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly rate_hz: number;
  readonly has_audio: boolean;
}

export interface Figures {
  readonly frames_in: number;
  readonly frames_out: number;
  readonly frames_dropped: number;
  readonly latency_ms: number;
  readonly rate_hz: number;
}

export interface Camera {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly address_shown: string;
  readonly transport: Transport;
  readonly mode: Mode;
  readonly style: Style;
  readonly evidence_s: number;
  readonly privacy: readonly Polygon[];
  readonly overlays: readonly Polygon[];
  readonly areas: readonly AreaMarked[];
  readonly resolution: readonly RowResolution[];
  readonly seal: boolean; // whether its original is kept, sealed
  readonly sound: boolean; // whether with sound
  readonly sealing: { readonly code: string; readonly sentence: string; readonly hint: string; readonly segments: number; readonly dropped: number } | null;
  readonly retention: { readonly days: number | null; readonly bytes: number | null } | null;
  readonly position: number;
  readonly state: CameraStateNow;
  readonly view: ViewNow | null;
  readonly source: Source | null;
  readonly figures: Figures | null;
  readonly recording: { readonly oldest: string | null; readonly newest: string | null; readonly bytes: number } | null;
}

/** A part of the view in which it is told how full it is; rules name it by its number. */
export interface AreaMarked {
  readonly number: number;
  readonly polygon: Polygon;
}

/** Px per metre of scene at a row (0 top, 1 bottom), the class it reaches, and the most that frosting leaves of it. */
export interface RowResolution {
  readonly row: number;
  readonly px_per_m: number;
  readonly reaches: string;
  readonly left_px_per_m: number;
  readonly left_reaches: string;
}

interface UprightMarked {
  readonly head: number;
  readonly foot: number;
  readonly height_m: number;
}

export type ScaleMarked =
  | { readonly kind: "uprights"; readonly marks: readonly [UprightMarked, UprightMarked] }
  | { readonly kind: "ground"; readonly corners: readonly [Point, Point, Point, Point]; readonly width_m: number; readonly depth_m: number }
  | { readonly kind: "mounting"; readonly camera_height_m: number; readonly tilt_deg: number; readonly vertical_view_deg: number };

/** What may be sent to change a camera; absent fields stay as they are. */
export interface CameraChange {
  readonly name?: string;
  readonly address?: string;
  readonly enabled?: boolean;
  readonly transport?: Transport;
  readonly mode?: Mode;
  readonly style?: Style;
  readonly areas?: readonly AreaMarked[];
  readonly evidence_s?: number;
  readonly privacy?: readonly Polygon[];
  readonly overlays?: readonly Polygon[];
  readonly scale?: ScaleMarked | null;
  readonly position?: number;
  readonly seal?: boolean;
  readonly sound?: boolean;
}

export interface NewCamera extends CameraChange {
  readonly name: string;
  readonly address: string;
  readonly sub_address?: string;
}

export interface TestResult {
  readonly ok: boolean;
  readonly state: StateCode;
  readonly cause: string;
  readonly sentence: string;
  readonly hint: string;
  readonly source: Source | null;
  readonly address_shown: string;
}

export interface Site {
  readonly name: string;
  readonly version: string;
  readonly signed_in: boolean;
  readonly needs_first_person: boolean;
  readonly account_label: string | null;
  readonly storage?: {
    readonly used_bytes: number;
    readonly free_bytes: number;
    readonly floor_bytes: number;
    readonly oldest: string | null;
  } | null;
}

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly created: string;
}

export interface SignedInAt {
  readonly id: string;
  readonly agent: string;
  readonly created: string;
  readonly last_seen: string;
  readonly current: boolean;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly rights: readonly string[];
  readonly limited_to: readonly string[] | null; // names of camera groups; null: the whole site
  readonly has_password: boolean;
  readonly recovery_codes: number;
  readonly accounts: readonly string[];
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly SignedInAt[];
}

export interface TimelineAnswer {
  readonly spans: readonly { readonly from: string; readonly to: string; readonly run: number; readonly aside?: boolean }[];
  readonly thumbnails: readonly string[];
}

/** A camera whose picture is not arriving as it should, in a way a person may want to look at. */
export function needsAttention(camera: Camera): boolean {
  const bad: readonly StateCode[] = ["stalled", "refused", "lost", "fault"];
  const badViews: readonly ViewCode[] = ["moved", "covered", "blinded", "defocused", "failed", "awaiting_approval"];
  if (bad.includes(camera.state.code)) return true;
  return camera.state.code === "live" && camera.view !== null && badViews.includes(camera.view.code);
}

/** Somebody of the site, as told to whoever may invite. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly groups: readonly string[] | null;
  readonly email: string | null;
  readonly has_way_in: boolean;
  readonly is_you: boolean;
  readonly created: string;
  readonly last_seen: string | null;
  readonly invited_until: string | null;
}

export interface Members {
  readonly people: readonly Member[];
  readonly roles: readonly { readonly role: string; readonly rights: readonly string[]; readonly may_be_limited: boolean }[];
}

/** A way in, once: `link` is a path of this site. */
export interface Invitation {
  readonly person: string;
  readonly role: string;
  readonly link: string;
  readonly until: string;
}
