/** What the server says, under the names that the console uses for it. The types themselves are made from the server's description. */

import type {
  AreaMarked as AreaTold, ByGround, ByMounting, ByUprights, CameraTold, CamerasTrialTold, FiguresTold, InvitationTold, Me as MeTold, MemberTold, MembersTold,
  PasskeyTold, RowTold, SessionTold, SiteTold, SourceTold, StateTold, Timeline, ViewTold,
} from "./api/types";

export type StateCode = StateTold["code"];

export type ViewCode = ViewTold["code"];

export type Mode = CameraTold["mode"];
export type Style = CameraTold["style"];
export type Transport = CameraTold["transport"];
export type Point = readonly [number, number];
export type Polygon = readonly Point[];

export type CameraStateNow = StateTold;

export type ViewNow = ViewTold;

export type Source = SourceTold;

export type Figures = FiguresTold;

export type Camera = CameraTold;

/** A part of the view in which it is told how full it is; rules name it by its number. */
export type AreaMarked = AreaTold;

/** Px per metre of scene at a row (0 top, 1 bottom), the class it reaches, and the most that frosting leaves of it. */
export type RowResolution = RowTold;

export type ScaleMarked = ByUprights | ByGround | ByMounting;

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
  readonly certificate?: string | null;
}

export interface NewCamera extends CameraChange {
  readonly name: string;
  readonly address: string;
  readonly sub_address?: string;
}

export type TestResult = CamerasTrialTold;

export type Site = SiteTold;

export type Passkey = PasskeyTold;

export type SignedInAt = SessionTold;

export type Me = MeTold;

export type TimelineAnswer = Timeline;

/** A camera whose picture is not arriving as it should, in a way a person may want to look at. */
export function needsAttention(camera: Camera): boolean {
  const bad: readonly StateCode[] = ["stalled", "refused", "lost", "fault"];
  const badViews: readonly ViewCode[] = ["moved", "covered", "blinded", "defocused", "failed", "awaiting_approval"];
  if (bad.includes(camera.state.code)) return true;
  return camera.state.code === "live" && camera.view !== null && badViews.includes(camera.view.code);
}

/** Somebody of the site, as told to whoever may invite. */
export type Member = MemberTold;

export type Members = MembersTold;

/** A way in, once: `link` is a path of this site. */
export type Invitation = InvitationTold;
