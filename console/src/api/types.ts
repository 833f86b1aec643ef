/**
 * What the server's API takes and tells. Made by console/api_types.py from the server's own description: not edited.
 *
 * Times are RFC 3339 in UTC; places are shares of the picture, 0..1.
 */

/** SHA-256 of what was sealed. */
export interface AnswerSent {
  readonly challenge: string;
  /** base64 of 32 bytes */
  readonly answer: string;
}

/** A custodian's answer. `name` is the role's; empty when the site no longer lists it. */
export interface AnswerTold {
  readonly custodian: string;
  readonly name: string;
  /** RFC 3339 in UTC */
  readonly at: string;
}

/** A token, told this once. Sent as `Authorization: Bearer gg_...`. */
export interface ApiTokenMade {
  readonly id: string;
  readonly token: string;
}

/** A token, without itself. */
export interface ApiTokenTold {
  readonly id: string;
  readonly name: string;
  readonly made_by: string;
  readonly rights: readonly string[];
  readonly groups: readonly string[] | null;
  /** RFC 3339 in UTC */
  readonly created: string;
  readonly ends: string | null;
  readonly last_used: string | null;
}

/** All tokens, and the rights a new one of yours may have. */
export interface ApiTokensTold {
  readonly tokens: readonly ApiTokenTold[];
  readonly rights: readonly string[];
}

/** A yes: the shares, each encrypted to the requester. */
export interface ApprovalSent {
  readonly shares: Readonly<Record<string, string>>;
  readonly terms?: string | null;
}

/** A step of an area: mean and most people in it, and per square metre, as estimated from what is hidden. */
export interface AreaCountTold {
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly people: number | null;
  readonly most: number | null;
  readonly per_m2: number | null;
  readonly most_per_m2: number | null;
}

/** How full a camera's areas were. */
export interface AreaCountsTold {
  readonly step_s: number;
  readonly few_below: number;
  readonly areas: readonly AreaTold[];
}

/** A part of the view in which it is told how full it is. Its number is what rules name it by. */
export interface AreaMarked {
  readonly number: number;
  readonly polygon: readonly (readonly [number, number])[];
}

/** An area that is drawn in the camera's picture, oldest step first. Empty without a scale. */
export interface AreaTold {
  readonly area: number;
  readonly counts: readonly AreaCountTold[];
}

/** The map of the world that this site keeps, as a PMTiles file to be read by byte range. */
export interface BaseTold {
  readonly url: string;
  readonly tiles: "vector" | "png" | "jpeg" | "webp";
  readonly least_zoom: number;
  readonly most_zoom: number;
  /** west, south, east, north in degrees */
  readonly bounds: readonly [number, number, number, number];
  readonly size_bytes: number;
}

/** What it says from now on. */
export interface BookmarkChange {
  readonly note: string;
}

/** One bookmark, with those of its cameras that whoever asked may see. `may_change`: whether whoever asked may. */
export interface BookmarkTold {
  readonly id: string;
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly cameras: readonly string[];
  readonly note: string;
  readonly by: PersonTold;
  /** RFC 3339 in UTC */
  readonly made: string;
  readonly version: number;
  readonly may_change: boolean;
}

/** A page, the newest moment first. `next` is the `cursor` of the one after it. */
export interface BookmarksTold {
  readonly bookmarks: readonly BookmarkTold[];
  readonly next: string | null;
}

/** A rectangle on flat ground: its corners near left, near right, far right, far left. */
export interface ByGround {
  readonly kind: "ground";
  readonly corners: readonly [readonly [number, number], readonly [number, number], readonly [number, number], readonly [number, number]];
  readonly width_m: number;
  readonly depth_m: number;
}

/** A lens and its mounting. */
export interface ByMounting {
  readonly kind: "mounting";
  readonly camera_height_m: number;
  readonly tilt_deg: number;
  readonly vertical_view_deg: number;
}

/** Two upright things at different distances. */
export interface ByUprights {
  readonly kind: "uprights";
  readonly marks: readonly [UprightMarked, UprightMarked];
}

/** What to change; absent fields stay as they are. `sub_address` may be null: no sub-stream. So may `certificate`: the camera is not held to one of its own. `scale` is marked on the picture and becomes px per metre at its top and bottom row; null = uncalibrated, coarse. */
export interface CameraChange {
  readonly name?: string | null;
  readonly address?: string | null;
  readonly sub_address?: string | null;
  readonly enabled?: boolean | null;
  readonly position?: number | null;
  readonly transport?: "tcp" | "udp" | "auto" | null;
  readonly mode?: "proven" | "approved" | null;
  readonly style?: "silhouette" | "mosaic" | "absent" | null;
  readonly evidence_s?: number | null;
  readonly privacy?: readonly (readonly (readonly [number, number])[])[] | null;
  readonly overlays?: readonly (readonly (readonly [number, number])[])[] | null;
  readonly px_per_m_top?: number | null;
  readonly px_per_m_bottom?: number | null;
  readonly scale?: ByUprights | ByGround | ByMounting | null;
  /** horizontal angle of view */
  readonly view_deg?: number | null;
  readonly areas?: readonly AreaMarked[] | null;
  readonly max_rate_hz?: number | null;
  readonly retention?: Retention | null;
  readonly seal?: boolean | null;
  readonly sound?: boolean | null;
  readonly certificate?: string | null;
}

/** One camera as its operator declares it; an empty purpose or basis is the site's. */
export interface CameraDeclaredAsked {
  readonly name: string;
  readonly place: string;
  readonly purpose: string;
  readonly basis: string;
}

/** The same, with the camera it is about and its name at the desk. */
export interface CameraDeclaredTold {
  readonly camera: string;
  readonly desk_name: string;
  readonly declared: CameraDeclaredAsked;
}

/** One camera. Its address is never told, only a form of it with name and password hidden. `trust`: whom the site believes to be this camera: whoever shows `certificate`, whoever the site's authority signed for, anybody (`unchecked`); `plain`: it is not encrypted. */
export interface CameraTold {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly address_shown: string;
  readonly sub_address_shown: string | null;
  readonly transport: "tcp" | "udp" | "auto";
  readonly mode: "proven" | "approved";
  readonly style: "silhouette" | "mosaic" | "absent";
  readonly evidence_s: number;
  readonly privacy: readonly (readonly (readonly [number, number])[])[];
  readonly overlays: readonly (readonly (readonly [number, number])[])[];
  readonly px_per_m_top: number | null;
  readonly px_per_m_bottom: number | null;
  readonly resolution: readonly RowTold[];
  readonly view_deg: number | null;
  readonly areas: readonly AreaMarked[];
  readonly max_rate_hz: number | null;
  readonly retention: Retention;
  readonly position: number;
  readonly state: StateTold;
  readonly view: ViewTold;
  readonly source: SourceTold | null;
  readonly figures: FiguresTold | null;
  readonly recording: RecordingTold | null;
  readonly seal: boolean;
  readonly sound: boolean;
  readonly sealing: SealingTold | null;
  readonly trust: "plain" | "unchecked" | "certificate" | "authority";
  readonly certificate: CertificateHeldTold | null;
  /** of what was written; send it in If-Match with a change */
  readonly version: string;
}

/** All cameras, in their order. */
export interface CamerasTold {
  readonly cameras: readonly CameraTold[];
}

/** A certificate as people compare it. `subject` is what it says of itself; nobody vouches for it. */
export interface CertificateHeldTold {
  /** SHA-256 of the certificate */
  readonly fingerprint: string;
  readonly subject: string;
  /** RFC 3339 in UTC */
  readonly begins: string;
  /** RFC 3339 in UTC */
  readonly ends: string;
}

/** The certificate a camera shows now. `certificate` is what to send to have it trusted. `obstacle`: why a worker could not be held to it: its time has not come (`early`) or is over, it is made out to nobody (`nameless`), or the address is a playlist, whose files are not checked. `none`: it can. `is_signed`: the site's authority signed it for this address, so that it needs no trust of its own. */
export interface CertificateTold {
  /** SHA-256 of the certificate */
  readonly fingerprint: string;
  readonly subject: string;
  /** RFC 3339 in UTC */
  readonly begins: string;
  /** RFC 3339 in UTC */
  readonly ends: string;
  /** one certificate in PEM, the camera's own */
  readonly certificate: string;
  readonly issuer: string;
  readonly obstacle: "none" | "early" | "over" | "nameless" | "playlist";
  readonly is_signed: boolean;
}

/** Something that only the holder of the key can open. `sealed` is an age file; see spec/ceremony.md. */
export interface ChallengeTold {
  readonly challenge: string;
  /** base64 */
  readonly sealed: string;
}

/** Absent fields stay as they are, and so do values that are not given; an empty text takes one away. */
export interface ChannelChange {
  readonly name?: string | null;
  readonly wish?: WishWritten | null;
  /** Fields of the kind; docs/integrations.md names them. Secrets are never told. */
  readonly values?: Readonly<Record<string, string | boolean | number | readonly string[]>>;
  readonly enabled?: boolean | null;
}

/** How it is said. */
export type ChannelKind = "webhook" | "mqtt" | "email" | "cap" | "cot";

/** A channel. `has` names the secrets that are set. */
export interface ChannelTold {
  readonly id: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly enabled: boolean;
  readonly wish: WishWritten;
  readonly values: Readonly<Record<string, string | boolean | number | readonly string[]>>;
  readonly has: readonly string[];
  readonly waiting: number;
  readonly dead: number;
  readonly sent: number;
}

/** All channels, longest here first. */
export interface ChannelsTold {
  readonly channels: readonly ChannelTold[];
}

/** A stretch of a frosted recording. */
export interface ClipTold {
  readonly camera: string;
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
  readonly caption: string;
}

/** That the tree of `new` entries begins with that of `old` (RFC 6962, 2.1.2). */
export interface ConsistencyTold {
  readonly old: number;
  readonly new: number;
  readonly hashes: readonly string[];
  readonly old_root: string;
  readonly new_root: string;
}

/** What witnesses signed of the checkpoint of this size. */
export interface CosignaturesSent {
  readonly size: number;
  readonly signatures: readonly string[];
}

/** The checkpoint with all that is known to be signed of it. */
export interface CosignedTold {
  readonly size: number;
  readonly note: string;
}

/** A step of time: mean and most people followed at once, tracks begun, mean share of the picture that was hidden. Null where it would be of some people and of fewer than `few_below`; an empty place is 0. */
export interface CountTold {
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly people: number | null;
  readonly most: number | null;
  readonly begun: number | null;
  readonly hidden: number | null;
}

/** A camera's counts, oldest first; steps without pictures are left out. */
export interface CountsTold {
  readonly step_s: number;
  readonly few_below: number;
  readonly counts: readonly CountTold[];
}

/** A step of a line: how many went over it to its left and to its right. Steps without any are left out. */
export interface CrossingTold {
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly to_left: number | null;
  readonly to_right: number | null;
}

/** How many went over the lines of a camera's rules. */
export interface CrossingsTold {
  readonly step_s: number;
  readonly few_below: number;
  readonly lines: readonly AnalyticsLineTold[];
}

/** A custodian: the name of a role, and an age recipient. `id` is told, and passed over when asked. */
export interface CustodianAsked {
  readonly id?: string | null;
  readonly name: string;
  readonly recipient: string;
  readonly active?: boolean;
}

/** One custodian. One who is not active is retired: new segments are not sealed for them. */
export interface CustodianTold {
  readonly id: string;
  readonly name: string;
  readonly recipient: string;
  readonly active: boolean;
}

/** All of it. Custodians who are left out are retired. */
export interface CustodyAsked {
  readonly custodians: readonly CustodianAsked[];
  readonly quorum: number;
  readonly keep_days?: number | null;
}

/** `can_seal`: there are as many custodians as it takes to open what would be sealed. `cameras` are those set to keep originals. */
export interface CustodyTold {
  readonly custodians: readonly CustodianTold[];
  readonly quorum: number;
  readonly keep_days: number;
  readonly can_seal: boolean;
  readonly sentence: string;
  readonly hint: string;
  readonly cameras: readonly string[];
}

/** All of it. `gaps` are the site's fields that the law asks for and nobody has filled in. */
export interface DeclaredTold {
  readonly site: SiteDeclaredAsked;
  readonly cameras: readonly CameraDeclaredTold[];
  readonly gaps: readonly ("operator" | "contact" | "authority" | "purpose" | "basis")[];
}

/** Something that answered. `service` is where its streams can be asked for; `path` is set for one plugged in. `cameras` are the ids of this site's cameras at its address. */
export interface DeviceTold {
  readonly ip: string;
  readonly name: string;
  readonly hardware: string;
  readonly service: string;
  readonly path: string;
  readonly cameras: readonly string[];
}

/** It was done. */
export interface Done {
  readonly done: boolean;
}

/** Whether a machine is to be empty. */
export interface DrainAsked {
  readonly drained: boolean;
}

/** How the last drill went. */
export interface DrillLast {
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly state: string;
}

/** How often; null or 0 = never. */
export interface DrillSettings {
  readonly every_days: number | null;
}

/** When the custodians' keys were last tried, and when they are to be. */
export interface DrillsTold {
  readonly every_days: number | null;
  readonly last: DrillLast | null;
  readonly due: string | null;
  readonly overdue: boolean;
  readonly drills: readonly UnsealTold[];
}

/** A stretch of the ledger, and how long it is altogether. */
export interface EntriesTold {
  readonly size: number;
  readonly entries: readonly LedgerEntryTold[];
}

/** Events of one kind in each of the months, `few` where there were less than five (none among them). */
export interface EventCounts {
  readonly kind: string;
  readonly counts: readonly (number | "few")[];
}

/** What happened. A word never changes its meaning: it is in the store, the API and in what others received. */
export type EventKind = "line_crossed" | "zone_entered" | "zone_left" | "zone_occupied" | "zone_empty" | "dwell" | "crowd_dense" | "crowd_surge" | "wrong_way" | "person_down" | "thing_left" | "running" | "vehicle_on_footway" | "flame" | "smoke" | "camera_health" | "recording_gap" | "storage_low" | "drill_overdue" | "outside";

/** Events that belong to an incident. */
export interface EventsChosen {
  readonly events: readonly number[];
}

/** The newest first. `next` asks for the page after this one; null when there is none. `reviews` are those of the events of this page that were looked through. */
export interface EventsTold {
  readonly events: readonly EventsEventTold[];
  readonly next: string | null;
  readonly reviews: readonly ReviewTold[];
}

/** One range of one camera. An original's evidence is made where it is opened: groundglass unseal open. */
export interface EvidenceAsked {
  readonly kind?: "frosted";
  readonly camera: string;
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
}

/** What a machine says of itself. */
export interface FactsTold {
  readonly version: string;
  readonly cores: number;
  /** what ran or waited for a core or the disk, on average over a minute; above `cores` some waits */
  readonly load: number;
  readonly memory_bytes: number;
  /** of the disk on which recordings are or wait */
  readonly free_bytes: number;
  /** live pictures that others fetch from it */
  readonly watched: number;
  /** what it observed and the desk has not heard yet */
  readonly waiting: number;
  /** of that, what gave way */
  readonly lost: number;
}

/** Shown once. `Authorization: Bearer` at /metrics. */
export interface FiguresToken {
  readonly token: string;
}

/** Counted since the worker started, and over its last second. */
export interface FiguresTold {
  readonly frames_in: number;
  readonly frames_out: number;
  readonly frames_dropped: number;
  readonly latency_ms: number;
  readonly rate_hz: number;
}

/** One recorded fragment. */
export interface FragmentTold {
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly duration_s: number;
  readonly is_key: boolean;
  readonly run: number;
  readonly url: string;
  readonly bytes: number;
}

/** A range as fragments, for players that fetch them one by one. */
export interface Fragments {
  readonly init: readonly InitTold[];
  readonly fragments: readonly FragmentTold[];
}

/** Why pictures that arrived were not recorded. */
export type GapCause = "disk_full" | "disk_failed" | "disk_slow" | "store_away";

/** A stretch whose pictures arrived and were shown live, and that is not recorded. */
export interface GapTold {
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
  readonly cause: GapCause;
  /** how many pictures were not recorded */
  readonly pictures: number;
}

/** A piece of the ground: its corners, as metres across and away from the camera, and how often somebody was seen to stand or walk there. Null: fewer than five, and it is not said how many. */
export interface GroundCell {
  readonly corners: readonly (readonly [number, number])[];
  readonly visits: number | null;
  readonly stay_s: number | null;
}

/** Where on the ground before one camera people were, as counts of no one in particular. `calibrated` is false where nobody said how large a metre is in its picture; then there are no cells. */
export interface GroundHeatTold {
  readonly calibrated: boolean;
  readonly cells: readonly GroundCell[];
}

/** What is given is changed. */
export interface GroupChange {
  readonly name?: string | null;
  readonly cameras?: readonly string[] | null;
}

/** A role at the cameras of a group, besides the one at the site. */
export interface GroupRole {
  readonly role: string;
}

/** A role that somebody has at the cameras of a group. */
export interface GroupRoleTold {
  /** id of the camera group */
  readonly group: string;
  readonly role: string;
}

/** One camera group. */
export interface GroupTold {
  readonly id: string;
  readonly name: string;
  readonly cameras: readonly string[];
}

/** All camera groups, by name. */
export interface GroupsTold {
  readonly groups: readonly GroupTold[];
}

/** The incidents that passed to the next shift. */
export interface HandedOverTold {
  readonly incidents: readonly number[];
  readonly shift: ShiftTold;
}

/** The server answers and its own watch over itself turns. */
export interface Health {
  readonly status: string;
}

/** A cell of the picture: how many tracks stood in it, and how long all of them together. */
export interface HeatCellTold {
  readonly column: number;
  readonly row: number;
  readonly visits: number | null;
  readonly stay_s: number | null;
}

/** Where people stood, by coarse cells of the picture from its upper left; cells without anybody are left out. */
export interface HeatTold {
  readonly columns: number;
  readonly rows: number;
  readonly few_below: number;
  readonly cells: readonly HeatCellTold[];
}

/** Whether help is wanted, or no longer. */
export interface HelpAsked {
  readonly wanted: boolean;
}

/** The own position, WGS 84. */
export interface Here {
  readonly latitude: number;
  readonly longitude: number;
  readonly error_m?: number;
}

/** What is given is changed. An empty owner: nobody has it in hand. */
export interface IncidentChange {
  readonly title?: string | null;
  readonly level?: Level | null;
  readonly owner?: string | null;
}

/** One incident, whole. */
export interface IncidentTold {
  readonly number: number;
  readonly title: string;
  readonly level: Level;
  readonly state: State;
  readonly next_states: readonly State[];
  readonly outcome: Outcome | null;
  readonly camera: string;
  readonly zone: string;
  readonly exercise: boolean;
  readonly event: string;
  /** RFC 3339 in UTC */
  readonly at: string;
  /** RFC 3339 in UTC */
  readonly opened: string;
  readonly opened_by: PersonTold;
  /** RFC 3339 in UTC */
  readonly changed: string;
  readonly owner: PersonTold | null;
  readonly procedure: string;
  readonly procedure_name: string;
  readonly steps: readonly IncidentsStepTold[];
  readonly tasks: readonly TaskTold[];
  readonly events: readonly IncidentsEventTold[];
  readonly proposals: readonly IncidentsEventTold[];
  readonly proposed_procedures: readonly ProcedureTold[];
  readonly clips: readonly ClipTold[];
  readonly unseals: readonly string[];
  readonly history: readonly IncidentsEntryTold[];
}

/** A page, newest first. `next` is the cursor of the next page (`before`), None at the end. */
export interface IncidentsTold {
  readonly incidents: readonly IncidentsLineTold[];
  readonly next: number | null;
}

/** That an entry stands in the tree of `size` entries with this `root` (RFC 6962, 2.1.1). `checkpoint` is the newest one, which signs this root when it is of this size. */
export interface InclusionTold {
  readonly index: number;
  readonly size: number;
  readonly hash: string;
  readonly hashes: readonly string[];
  readonly root: string;
  readonly checkpoint: string;
}

/** What a player needs before a run's fragments. */
export interface InitTold {
  readonly run: number;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly url: string;
}

/** A way in, once: `link` is a path of this site. Whoever has it becomes this person. */
export interface InvitationTold {
  readonly person: string;
  readonly role: string;
  readonly link: string;
  /** RFC 3339 in UTC */
  readonly until: string;
}

/** A camera that a machine keeps. */
export interface KeptTold {
  readonly camera: string;
  /** lowered: half of its pictures, since cores are short; least: two a second */
  readonly kept: "whole" | "lowered" | "least";
  /** its machine waits until nobody else keeps it */
  readonly waits: boolean;
  readonly restarts: number;
}

/** The `applicationServerKey`, base64url. */
export interface KeyTold {
  readonly key: string;
}

/** With what checkpoints are verified: keep it, and compare it with what others were given. */
export interface LedgerKey {
  readonly origin: string;
  readonly key: string;
}

/** The ledger as it stands. `trouble` says why nothing can be entered now. */
export interface LedgerTold {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly key: string;
  readonly witnesses: readonly string[];
  readonly witnessed_size: number | null;
  readonly trouble: string | null;
  readonly witness_troubles: readonly string[];
}

/** The most that frosting leaves of a hidden person anywhere in the view, and what the camera itself gives. */
export interface Left {
  readonly px_per_m: number;
  readonly reaches: "inspect" | "identify" | "recognise" | "observe" | "detect" | "monitor" | "below monitor";
  readonly camera_px_per_m: number;
  readonly camera_reaches: "inspect" | "identify" | "recognise" | "observe" | "detect" | "monitor" | "below monitor";
}

/** How grave something is, in the order of gravity. */
export type Level = "info" | "warning" | "alarm";

/** The token of a one-time link: what stands behind `#/sign-in/`. */
export interface LinkSent {
  readonly token: string;
}

/** An event that belongs to the incident now, and the entry of its history by which that is undone. */
export interface LinkTold {
  readonly event: number;
  readonly sequence: number;
}

/** What belongs to the incident now; events that are not there, or belonged to it before, are not among them. */
export interface LinkedTold {
  readonly linked: readonly LinkTold[];
}

/** A camera's address, or a device's service, by rtsps or https. Nothing is kept of it, and nothing is said there: neither the name nor the password in it. */
export interface LookAsked {
  readonly address: string;
}

/** One machine. */
export interface MachineTold {
  /** its name; empty for the server's own machine */
  readonly node: string;
  /** where the others reach it; empty for the server's own */
  readonly relay: string;
  readonly alive: boolean;
  /** the desk hears it */
  readonly connected: boolean;
  /** it is to be empty */
  readonly drained: boolean;
  /** null until it was heard once */
  readonly facts: FactsTold | null;
  readonly cameras: readonly KeptTold[];
}

/** What runs where. */
export interface MachinesTold {
  /** cameras are kept by machines beside the server's own */
  readonly elsewhere: boolean;
  readonly machines: readonly MachineTold[];
  readonly nowhere: readonly NowhereTold[];
}

/** Cameras that have a place on the earth; those that stand on a floor of its own metres; the floors, from the first to the last; the map of the world, and where there is a file that is none, what is the matter with it. */
export interface MapTold {
  readonly cameras: Readonly<Record<string, SpotWritten>>;
  readonly stands: Readonly<Record<string, StandWritten>>;
  readonly plans: readonly PlanTold[];
  readonly base: BaseTold | null;
  readonly base_trouble: string;
}

/** The person who is signed in. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  /** What they may do somewhere; a console shows what these allow */
  readonly rights: readonly string[];
  /** what they may do where: the best that holds at a camera decides */
  readonly roles: readonly RoleHeldTold[];
  /** names of the camera groups this person sees; null: the whole site */
  readonly limited_to: readonly string[] | null;
  readonly has_password: boolean;
  /** how many recovery codes are left */
  readonly recovery_codes: number;
  /** issuers of accounts kept elsewhere that sign this person in */
  readonly accounts: readonly string[];
  readonly passkeys: readonly PasskeyTold[];
  readonly sessions: readonly SessionTold[];
}

/** Somebody of the site. `invited_until` is set while a link of theirs waits to be used. */
export interface MemberTold {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly groups: readonly string[] | null;
  readonly group_roles: readonly GroupRoleTold[];
  readonly email: string | null;
  readonly has_way_in: boolean;
  readonly is_you: boolean;
  /** RFC 3339 in UTC */
  readonly created: string;
  readonly last_seen: string | null;
  readonly invited_until: string | null;
}

/** Everybody, and every role there is. */
export interface MembersTold {
  readonly people: readonly MemberTold[];
  readonly roles: readonly RoleTold[];
}

/** One message. `trouble` is why it was not taken, in our words. */
export interface MessageTold {
  readonly id: number;
  readonly key: string;
  readonly state: "waiting" | "sent" | "dead";
  readonly what: string;
  /** RFC 3339 in UTC */
  readonly made: string;
  readonly next: string | null;
  readonly attempts: number;
  readonly trouble: string;
}

/** A page, newest first; `next` is the cursor of the next (`before`). */
export interface MessagesTold {
  readonly messages: readonly MessageTold[];
  readonly next: number | null;
}

/** The next state; an outcome with `resolved` and only then. */
export interface Move {
  readonly state: State;
  readonly outcome?: Outcome | null;
}

/** A network that was asked. */
export interface NetworkTold {
  readonly interface: string;
  readonly own: string;
  readonly reach: string;
}

/** A token for a program. */
export interface NewApiToken {
  readonly name: string;
  readonly rights: readonly Right[];
  /** ids of camera groups to be limited to; null: the whole site */
  readonly groups?: readonly string[] | null;
  /** how long it lives; null: until it is revoked */
  readonly days?: number | null;
}

/** A moment of some cameras. The note may come later. */
export interface NewBookmark {
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly cameras: readonly string[];
  readonly note?: string;
}

/** A camera to add. Without an `id` one is made from the name. */
export interface NewCamera {
  readonly name: string;
  readonly address: string;
  readonly sub_address?: string | null;
  readonly enabled?: boolean | null;
  readonly position?: number | null;
  readonly transport?: "tcp" | "udp" | "auto" | null;
  readonly mode?: "proven" | "approved" | null;
  readonly style?: "silhouette" | "mosaic" | "absent" | null;
  readonly evidence_s?: number | null;
  readonly privacy?: readonly (readonly (readonly [number, number])[])[] | null;
  readonly overlays?: readonly (readonly (readonly [number, number])[])[] | null;
  readonly px_per_m_top?: number | null;
  readonly px_per_m_bottom?: number | null;
  readonly scale?: ByUprights | ByGround | ByMounting | null;
  /** horizontal angle of view */
  readonly view_deg?: number | null;
  readonly areas?: readonly AreaMarked[] | null;
  readonly max_rate_hz?: number | null;
  readonly retention?: Retention | null;
  readonly seal?: boolean | null;
  readonly sound?: boolean | null;
  readonly certificate?: string | null;
  readonly id?: string | null;
}

/** Where things are to be said, and how. */
export interface NewChannel {
  readonly kind: ChannelKind;
  readonly name: string;
  readonly wish?: WishWritten;
  /** Fields of the kind; docs/integrations.md names them. Secrets are never told. */
  readonly values: Readonly<Record<string, string | boolean | number | readonly string[]>>;
  readonly enabled?: boolean;
}

/** A stretch of a frosted recording, at most a day. */
export interface NewClip {
  readonly camera: string;
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
  readonly caption?: string;
}

/** Cameras under one name. */
export interface NewGroup {
  readonly name: string;
  readonly cameras: readonly string[];
}

/** Which originals go to the site's custodians of now. `recipient` is the key of whoever carries it out. */
export interface NewHandOver {
  readonly camera: string;
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
  readonly reason: string;
  /** an age public key */
  readonly recipient: string;
  readonly expires_h?: number;
}

/** An incident opened by hand, or from an event. */
export interface NewIncident {
  readonly title: string;
  readonly level?: Level;
  readonly camera?: string;
  readonly zone?: string;
  readonly at?: string | null;
  readonly event?: string;
  readonly event_kind?: string;
  readonly exercise?: boolean;
}

/** Somebody to invite. They choose their own name and how they sign in. */
export interface NewMember {
  readonly role: string;
  /** ids of camera groups to be limited to; null: the whole site */
  readonly groups?: readonly string[] | null;
  /** lets in an account kept elsewhere with this verified address, too */
  readonly email?: string | null;
}

/** What somebody wants to be called. */
export interface NewName {
  readonly name: string;
}

/** What `navigator.credentials.create` returned, as JSON, and a name to know it by. */
export interface NewPasskey {
  readonly name: string;
  readonly credential: Readonly<Record<string, unknown>>;
}

/** A new password, 10 to 256 characters. */
export interface NewPassword {
  readonly password: string;
}

/** A JPEG or PNG, encrypted with age for `recipient`, base64; at most 180 KiB. `task`: the task it belongs to. */
export interface NewPhoto {
  readonly recipient: string;
  readonly sealed: string;
  readonly task?: string;
  readonly text?: string;
}

/** A floor, without a picture at first. */
export interface NewPlan {
  readonly name: string;
}

/** Slots for the new custodians, in the order of their seats, for some segments of a hand-over. */
export interface NewSlots {
  readonly slots: Readonly<Record<string, readonly string[]>>;
}

/** What the browser's `PushSubscription` says: its endpoint and keys, base64url. */
export interface NewSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** A task for a responder who is on shift. */
export interface NewTask {
  readonly responder: string;
  readonly text: string;
}

/** Something a person wrote. */
export interface NewText {
  readonly text: string;
}

/** A request to unseal that was made because of this incident. */
export interface NewUnseal {
  readonly request: string;
}

/** What to open, why, by what right, for whom, until when. */
export interface NewUnsealRequest {
  readonly camera: string;
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
  readonly reason: string;
  readonly basis: string;
  /** an age public key */
  readonly recipient: string;
  readonly expires_h?: number;
}

/** An empty object. Sent where there is nothing to say, so that the request has a body of JSON. */
export interface Nothing {

}

/** A camera that no machine keeps at the moment. */
export interface NowhereTold {
  readonly camera: string;
  /** none that may keep it has room */
  readonly no_room: boolean;
}

/** Where to send the browser. */
export interface OidcBegun {
  readonly url: string;
}

/** The requester's machine has opened the bundle. */
export interface OpenedSent {
  readonly manifest_sha256: string;
}

/** What it turned out to be; said when it is resolved. */
export type Outcome = "real" | "false_alarm" | "test" | "unknown";

/** An event that another system reports: a panic button, a door, a fire panel. The same `key` is the same event. */
export interface OutsideEvent {
  readonly name: string;
  readonly level?: Level;
  readonly camera?: string | null;
  readonly at?: string | null;
  readonly key?: string | null;
  readonly exercise?: boolean;
}

/** What `navigator.credentials.get` returned, as JSON. */
export interface PasskeyAnswer {
  readonly credential: Readonly<Record<string, unknown>>;
}

/** One passkey of the person. */
export interface PasskeyTold {
  readonly id: string;
  readonly name: string;
  /** RFC 3339 in UTC */
  readonly created: string;
}

/** A name and its password. */
export interface PasswordSent {
  readonly name: string;
  readonly password: string;
}

/** Who did something. The house itself has an empty id. */
export interface PersonTold {
  readonly id: string;
  readonly name: string;
}

/** An event is a moment, or the beginning or end of something that lasts. */
export type Phase = "once" | "began" | "ended";

/** An age recipient that one confined process holds the other half of. Used up by one photo. */
export interface PhotoKeyTold {
  readonly recipient: string;
}

/** A point of the picture, as shares of its width and height from the top left, and where that is: degrees east and north in the world, else metres to the right and up. */
export interface PinWritten {
  readonly across: number;
  readonly down: number;
  readonly east: number;
  readonly north: number;
}

/** How a floor's picture lies: two of its points. */
export interface PlacingWritten {
  readonly ground: "world" | "metres";
  readonly a: PinWritten;
  readonly b: PinWritten;
}

/** Absent fields stay as they are. */
export interface PlanChange {
  readonly name?: string | null;
  readonly position?: number | null;
  readonly placing?: PlacingWritten | null;
}

/** A floor's picture. `url` changes with it. */
export interface PlanPicture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** A floor. `placing` is null until somebody placed the picture. */
export interface PlanTold {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly picture: PlanPicture | null;
  readonly placing: PlacingWritten | null;
}

/** Addresses for a player that cannot sign in. `range` takes `from` and `to`. */
export interface PlayerLink {
  readonly live: string;
  readonly range: string;
  /** RFC 3339 in UTC */
  readonly ends: string;
}

/** Where a camera stands (WGS 84 degrees) and what it looks at: degrees from north, width in degrees, reach. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
  readonly azimuth_deg: number;
  readonly view_deg: number;
  readonly range_m: number;
}

/** Where somebody on shift said they are. */
export interface PositionTold {
  readonly person: PersonTold;
  readonly latitude: number;
  readonly longitude: number;
  readonly error_m: number;
  /** RFC 3339 in UTC */
  readonly at: string;
}

/** Positions given in the last five minutes. */
export interface PositionsTold {
  readonly positions: readonly PositionTold[];
}

/** Why something was not done (RFC 9457), and what to do next. It repeats no value that was sent. */
export interface Problem {
  /** names the kind of problem; to be compared, not opened */
  readonly type: string;
  /** the same for all of its kind */
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** each one thing to do next */
  readonly hints: readonly string[];
}

/** Which procedure to follow. */
export interface ProcedureChoice {
  readonly procedure: string;
}

/** A procedure that can be followed. */
export interface ProcedureTold {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly StepWritten[];
  readonly kinds: readonly string[];
  readonly retired: boolean;
  /** of what was written; send it in If-Match with a change */
  readonly version: string;
}

/** A procedure as a whole. */
export interface ProcedureWritten {
  readonly name: string;
  readonly steps: readonly StepWritten[];
  readonly kinds?: readonly string[];
}

/** All procedures in use, by name. */
export interface ProceduresTold {
  readonly procedures: readonly ProcedureTold[];
}

/** An entry, and what shows that it stands in the ledger. */
export interface ProofTold {
  readonly index: number;
  /** base64 */
  readonly entry: string;
  readonly size: number;
  readonly hashes: readonly string[];
  readonly checkpoint: string;
  readonly key: string;
}

/** Whether the event belongs to the incident; if not, it opens its own. */
export interface ProposalAnswer {
  readonly belongs: boolean;
}

/** One camera. `left` is None where the scale of the view was not measured; `keep_days` None where no age ends a recording; `is_sealed` whether originals are kept, which only custodians together can open. */
export interface PublicCamera {
  readonly id: string;
  readonly name: string;
  readonly place: string;
  readonly purpose: string;
  readonly basis: string;
  readonly is_on: boolean;
  readonly mode: "proven" | "approved";
  readonly style: "silhouette" | "mosaic" | "absent";
  readonly keep_days: number | null;
  readonly left: Left | null;
  readonly privacy_areas: number;
  readonly overlays: number;
  readonly is_sealed: boolean;
  readonly seals_sound: boolean;
  readonly position: Position | null;
}

/** `quorum` of `custodians` together open an original, which is kept for `keep_days`. */
export interface PublicCustody {
  readonly quorum: number;
  readonly custodians: number;
  readonly keep_days: number;
}

/** The record's newest checkpoint (a C2SP signed note) and the key that signs it. */
export interface PublicLedger {
  readonly origin: string;
  readonly size: number;
  readonly key: string;
  readonly checkpoint: string;
}

/** Everything. `months` are those of `events`, oldest first, as 2026-11; only months that are over are counted. `more_unsealings` is how many older ones are not listed. */
export interface PublicSite {
  readonly name: string;
  readonly language: "en" | "de" | "fr" | "es";
  readonly page: string;
  readonly operator: string;
  readonly contact: string;
  readonly officer: string;
  readonly authority: string;
  readonly purpose: string;
  readonly basis: string;
  readonly recipients: string;
  readonly transfers: string;
  readonly cameras: readonly PublicCamera[];
  readonly custody: PublicCustody;
  readonly months: readonly string[];
  readonly events: readonly EventCounts[];
  readonly unsealings: readonly Unsealing[];
  readonly more_unsealings: number;
  readonly ledger: PublicLedger;
  readonly made_90k: number;
}

/** Who says to be a custodian. */
export interface RecipientSent {
  /** an age public key */
  readonly recipient: string;
}

/** How much of the camera is recorded. */
export interface RecordingTold {
  /** RFC 3339 in UTC */
  readonly oldest: string;
  /** RFC 3339 in UTC */
  readonly newest: string;
  readonly bytes: number;
}

/** Ten codes, each a way in, once. Told this once; older ones are void. */
export interface RecoveryCodes {
  readonly codes: readonly string[];
}

/** A name, and one of the recovery codes of that person. */
export interface RecoverySent {
  readonly name: string;
  readonly code: string;
}

/** A no, and why. */
export interface RefusalSent {
  readonly why: string;
}

/** A custodian's no. */
export interface RefusalTold {
  readonly custodian: string;
  readonly name: string;
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly why: string;
}

/** Parts of one proposal to approve; none = all of it. `proposal` is the name that was told with its picture, in the header `X-Groundglass-Proposal` of `proposal.jpg`: what is approved is what was looked at. */
export interface Regions {
  readonly proposal: string;
  readonly regions?: readonly (readonly (readonly [number, number])[])[];
}

/** The camera is removed and can be brought back until then. Its recordings stay until retention. */
export interface Removed {
  readonly id: string;
  /** RFC 3339 in UTC */
  readonly restore_until: string;
}

/** Without names, people are numbered in the order they appear. */
export interface ReportAsked {
  readonly names?: boolean;
}

/** How long this camera's recordings are kept; null = as long as the site's. */
export interface Retention {
  readonly days: number | null;
  readonly bytes: number | null;
}

/** Somebody at the desk has looked this event through. */
export interface ReviewTold {
  readonly event: number;
  readonly by: PersonTold;
  /** RFC 3339 in UTC */
  readonly at: string;
}

/** Events that were looked through, or are to be looked through again. */
export interface ReviewWritten {
  readonly events: readonly number[];
  readonly reviewed?: boolean;
}

/** Which of them changed: what was so already, and events that are not there, are not among them. */
export interface ReviewedTold {
  readonly changed: readonly number[];
}

/** One thing a route may ask for. */
export type Right = "see" | "export" | "set_up" | "people" | "request" | "incidents" | "respond" | "supervise" | "audit";

/** What somebody may do and see from now on: all of it is sent. */
export interface RoleChange {
  readonly role: string;
  /** ids of camera groups to be limited to; null: the whole site */
  readonly groups?: readonly string[] | null;
}

/** A role of the person: the one at the site, first, or one in a camera group, which is named then. */
export interface RoleHeldTold {
  readonly role: string;
  /** name of the camera group; null: the role at the site */
  readonly group: string | null;
  readonly rights: readonly string[];
  /** ids of the cameras where it holds; null: the whole site */
  readonly cameras: readonly string[] | null;
}

/** A role, and the rights it gives. */
export interface RoleTold {
  readonly role: string;
  readonly rights: readonly string[];
  /** whether somebody of this role can be limited to camera groups */
  readonly may_be_limited: boolean;
  /** whether somebody can have this role in a camera group only */
  readonly may_be_in_group: boolean;
}

/** Px per metre at a row (0 top, 1 bottom), its IEC 62676-4 class, and the most that frosting leaves of it. */
export interface RowTold {
  readonly row: number;
  readonly px_per_m: number;
  readonly reaches: "inspect" | "identify" | "recognise" | "observe" | "detect" | "monitor" | "below monitor";
  readonly left_px_per_m: number;
  readonly left_reaches: "inspect" | "identify" | "recognise" | "observe" | "detect" | "monitor" | "below monitor";
}

/** What to change; absent fields stay as they are. `schedule` may be null: always awake. */
export interface RuleChange {
  readonly name?: string | null;
  readonly camera?: string | null;
  readonly when?: Readonly<Record<string, unknown>> | null;
  readonly level?: Level | null;
  readonly enabled?: boolean | null;
  readonly quiet_s?: number | null;
  readonly schedule?: Readonly<Record<string, unknown>> | null;
}

/** A rule as it is. `counted` since the server started, by direction; `muted`: what it did not say while it was quiet or asleep. */
export interface RuleTold {
  readonly id: number;
  readonly name: string;
  readonly camera: string | null;
  /** what the rule waits for: `kind`, and what that kind needs */
  readonly when: Readonly<Record<string, unknown>>;
  readonly level: Level;
  readonly enabled: boolean;
  readonly quiet_s: number;
  readonly schedule: Readonly<Record<string, unknown>> | null;
  readonly counted: Readonly<Record<string, number>>;
  readonly muted: number;
  /** of what was written; send it in If-Match with a change */
  readonly version: string;
}

/** A rule. What it waits for and its hours are checked by the same code as a rule in a file. */
export interface RuleWritten {
  readonly name: string;
  readonly camera?: string | null;
  /** what the rule waits for: `kind`, and what that kind needs */
  readonly when: Readonly<Record<string, unknown>>;
  readonly level?: Level;
  readonly enabled?: boolean;
  /** after an event, none of this rule for so long */
  readonly quiet_s?: number;
  readonly schedule?: Readonly<Record<string, unknown>> | null;
}

/** All rules, oldest first. */
export interface RulesTold {
  readonly rules: readonly RuleTold[];
}

/** What was asked and who answered. `failed` are interfaces that could not be asked. */
export interface ScanTold {
  readonly networks: readonly NetworkTold[];
  readonly failed: readonly string[];
  readonly devices: readonly DeviceTold[];
}

/** How keeping originals stands. `segments` and `dropped` count since the worker started. */
export interface SealingTold {
  readonly code: "starting" | "sealing" | "waiting" | "too_few_custodians" | "not_sealable" | "falling_behind" | "not_kept";
  readonly sentence: string;
  readonly hint: string;
  readonly segments: number;
  readonly dropped: number;
}

/** One browser the person is signed in with. `current` is the one that asks. */
export interface SessionTold {
  readonly id: string;
  readonly agent: string;
  /** RFC 3339 in UTC */
  readonly created: string;
  /** RFC 3339 in UTC */
  readonly last_seen: string;
  readonly current: boolean;
}

/** A note for whoever comes next, and who that is. */
export interface ShiftEnd {
  readonly note?: string;
  readonly hand_to?: string;
}

/** One stretch of duty. */
export interface ShiftTold {
  readonly id: string;
  readonly person: PersonTold;
  /** RFC 3339 in UTC */
  readonly began: string;
  readonly ended: string | null;
  readonly handed_to: PersonTold | null;
  readonly note: string;
}

/** Who is on duty, and what the last shifts left. */
export interface ShiftsTold {
  readonly on_duty: readonly ShiftTold[];
  readonly lately: readonly ShiftTold[];
}

/** The site as its operator declares it; empty texts are named as gaps wherever they belong. */
export interface SiteDeclaredAsked {
  readonly public: boolean;
  readonly language: "en" | "de" | "fr" | "es";
  readonly page: string;
  readonly operator: string;
  readonly contact: string;
  readonly officer: string;
  readonly authority: string;
  readonly purpose: string;
  readonly basis: string;
  readonly recipients: string;
  readonly transfers: string;
}

/** What everybody may know of the site; `storage` only for those who are signed in. */
export interface SiteTold {
  readonly name: string;
  readonly version: string;
  readonly signed_in: boolean;
  readonly needs_first_person: boolean;
  /** accounts kept elsewhere that sign in here, by name */
  readonly account_label: string | null;
  readonly storage: StorageTold | null;
}

/** One share as it was wrapped for this custodian, and the header it belongs to. */
export interface SlotTold {
  readonly segment: string;
  /** base64 */
  readonly header: string;
  /** base64 */
  readonly slot: string;
}

/** This custodian's slots of one request, and the proof that the request stands in the ledger. */
export interface Slots {
  readonly segments: readonly SlotTold[];
  readonly proof: ProofTold;
}

/** What the camera sends. */
export interface SourceTold {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly rate_hz: number;
  readonly has_audio: boolean;
}

/** An unbroken stretch. `aside`: a later run covers the same time, because the clock had been set back. */
export interface SpanTold {
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
  readonly run: number;
  readonly aside: boolean;
}

/** What is recorded of one camera, and what is not and why. */
export interface Spans {
  readonly spans: readonly SpanTold[];
  readonly gaps: readonly GapTold[];
}

/** Where a camera stands and looks. WGS 84; azimuth from north; the width of the view in degrees; on which floor, where it is on one that lies on the earth. */
export interface SpotWritten {
  readonly latitude: number;
  readonly longitude: number;
  readonly height_m: number;
  readonly azimuth_deg: number;
  readonly view_deg: number;
  readonly range_m: number;
  readonly plan: string | null;
}

/** Where a camera stands on a floor that has no place on the earth: metres to the right and up, azimuth from up. */
export interface StandWritten {
  /** A floor's id, or `grid`: the floor that is always there */
  readonly plan: string;
  readonly x_m: number;
  readonly y_m: number;
  readonly height_m: number;
  readonly azimuth_deg: number;
  readonly view_deg: number;
  readonly range_m: number;
}

/** Where an incident stands. */
export type State = "new" | "acknowledged" | "in_progress" | "resolved" | "closed";

/** Where the camera stands, why, and what to do. `retry_in_s` is 0 when no further attempt is planned. */
export interface StateTold {
  readonly code: "connecting" | "live" | "stalled" | "refused" | "lost" | "fault" | "ended" | "off" | "removed";
  readonly cause: string;
  /** RFC 3339 in UTC */
  readonly since: string;
  readonly sentence: string;
  readonly hint: string;
  readonly retry_in_s: number;
}

/** What is given is changed. */
export interface StepChange {
  readonly mark?: "open" | "done" | "left_out" | null;
  readonly owner?: string | null;
}

/** One step. `due_s` counts from the procedure's start; 0: at no certain time. */
export interface StepWritten {
  readonly text: string;
  readonly due_s: number;
}

/** The moment that the picture shows, and whether it becomes a file or goes to the clipboard. */
export interface StillTaken {
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly way: "saved" | "copied";
}

/** How full the disk is, and how far back recordings reach. */
export interface StorageTold {
  readonly used_bytes: number;
  readonly free_bytes: number;
  readonly floor_bytes: number;
  readonly oldest: string | null;
}

/** A stream. Its address holds the name and password that were given, ready to be a camera's address. */
export interface StreamTold {
  readonly name: string;
  readonly encoding: string;
  readonly width: number;
  readonly height: number;
  readonly address: string;
}

/** A device, and who asks. Nothing of it is kept. An https service is asked only if it shows `certificate`. */
export interface StreamsAsked {
  readonly service: string;
  readonly user?: string;
  readonly password?: string;
  readonly certificate?: string | null;
}

/** A device's streams, largest first. */
export interface StreamsTold {
  readonly streams: readonly StreamTold[];
}

/** One browser; its address is not told again. */
export interface SubscriptionTold {
  readonly id: string;
}

/** The own browsers. */
export interface SubscriptionsTold {
  readonly subscriptions: readonly SubscriptionTold[];
}

/** The responder's answer; `recalled` by the desk. */
export interface TaskMove {
  readonly state: "accepted" | "on_way" | "arrived" | "declined" | "done" | "recalled";
}

/** Where a responder's task stands. */
export type TaskState = "sent" | "accepted" | "on_way" | "arrived" | "declined" | "done" | "recalled";

/** What a responder was asked to do. */
export interface TaskTold {
  readonly id: string;
  readonly incident: number;
  readonly responder: PersonTold;
  readonly text: string;
  readonly sent_by: PersonTold;
  /** RFC 3339 in UTC */
  readonly sent: string;
  readonly state: TaskState;
  /** RFC 3339 in UTC */
  readonly changed: string;
  readonly needs_help: boolean;
}

/** The own tasks, newest first, with what was said about each. */
export interface TasksTold {
  readonly tasks: readonly TaskTold[];
}

/** One camera on a wall. */
export interface TileTold {
  readonly camera: string;
  readonly span: number;
}

/** One camera on a wall, `span` columns wide and `span` rows high. */
export interface TileWritten {
  readonly camera: string;
  readonly span?: number;
}

/** What is recorded of one camera, what is not and why, and when there are thumbnails. */
export interface Timeline {
  readonly spans: readonly SpanTold[];
  readonly gaps: readonly GapTold[];
  readonly thumbnails: readonly string[];
}

/** What is recorded of every camera, by its id. */
export interface Timelines {
  readonly cameras: Readonly<Record<string, Spans>>;
}

/** The newest steps. `before` of the next question, null when the ledger was read to its beginning; `back_to` is how far back was looked. */
export interface TrailTold {
  readonly steps: readonly RightsStepTold[];
  readonly next: number | null;
  readonly back_to: string | null;
}

/** An address to try. Nothing is kept of it. With `certificate`, only whoever shows it is told the password. */
export interface Trial {
  readonly address: string;
  readonly transport?: "tcp" | "udp" | "auto";
  readonly certificate?: string | null;
}

/** A rule to try on what was recorded of its camera, over at most a day and an hour. */
export interface TrialAsked {
  readonly rule: RuleWritten;
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
}

/** Which entry no longer counts. */
export interface Undo {
  readonly sequence: number;
}

/** Requests, newest first. `next` is the `before` of the page after it, null at the end. */
export interface UnsealList {
  readonly requests: readonly UnsealTold[];
  readonly next: number | null;
}

/** One request. `document` is its exact bytes; approvals are of their hash, `terms`. */
export interface UnsealTold {
  readonly id: string;
  readonly purpose: "unseal" | "drill" | "hand_over";
  readonly camera: string;
  /** RFC 3339 in UTC */
  readonly from: string;
  /** RFC 3339 in UTC */
  readonly to: string;
  readonly reason: string;
  readonly basis: string;
  readonly requester: string;
  readonly requester_name: string;
  readonly recipient: string;
  readonly state: "open" | "released" | "opened" | "refused" | "expired";
  readonly needed: number;
  readonly approvals: readonly AnswerTold[];
  readonly refusals: readonly RefusalTold[];
  /** RFC 3339 in UTC */
  readonly made: string;
  /** RFC 3339 in UTC */
  readonly expires: string;
  readonly segments: number;
  readonly is_drill: boolean;
  readonly terms: string;
  /** base64 of the request's JSON */
  readonly document: string;
}

/** One range that enough custodians agreed to open. Why it was asked for stands in the request, which is not public: people write it, and it may name somebody. */
export interface Unsealing {
  readonly camera: string;
  readonly purpose: "unseal" | "drill" | "hand_over";
  readonly start_90k: number;
  readonly until_90k: number;
  readonly asked_90k: number;
  readonly approved_90k: number;
  readonly opened_90k: number | null;
  readonly approvals: number;
  readonly needed: number;
}

/** Something upright of known height: the rows of its head and its foot. */
export interface UprightMarked {
  readonly head: number;
  readonly foot: number;
  readonly height_m: number;
}

/** What is made of the picture as a whole. `proven` and `hidden` are shares of it, 0 to 1. */
export interface ViewTold {
  readonly code: "starting" | "proving" | "proven" | "awaiting_approval" | "moved" | "covered" | "blinded" | "defocused" | "dark" | "light_changed" | "failed";
  readonly sentence: string;
  readonly hint: string;
  readonly proven: number;
  readonly hidden: number;
}

/** A wall anew, made from the version that is named: a newer one is not written over. */
export interface WallChange {
  readonly name: string;
  readonly shared?: boolean;
  readonly columns?: number;
  readonly tiles: readonly TileWritten[];
  readonly version: number;
}

/** One wall, its tiles in reading order. `may_change`: whether whoever asked may. */
export interface WallTold {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly columns: number;
  readonly tiles: readonly TileTold[];
  readonly version: number;
  readonly may_change: boolean;
}

/** A wall as a whole. `columns` 0: as many as show the most picture. `shared`: the whole site's. */
export interface WallWritten {
  readonly name: string;
  readonly shared?: boolean;
  readonly columns?: number;
  readonly tiles: readonly TileWritten[];
}

/** The shared walls, then the own ones; each by name. */
export interface WallsTold {
  readonly walls: readonly WallTold[];
}

/** Where in the picture, 0 to 1, and in metres before the camera where its scale is known. */
export interface WhereTold {
  readonly x: number;
  readonly y: number;
  readonly across_m: number | null;
  readonly away_m: number | null;
}

/** What a channel wants to hear. Empty lists: every kind, every camera. */
export interface WishWritten {
  readonly least: Level;
  readonly events: boolean;
  readonly incidents: boolean;
  readonly exercises: boolean;
  readonly kinds: readonly string[];
  readonly cameras: readonly string[];
}

/** The line of a rule; `name` is null once the rule is deleted. */
export interface AnalyticsLineTold {
  readonly rule: number;
  readonly name: string | null;
  readonly counts: readonly CrossingTold[];
}

/** What trying an address showed. */
export interface CamerasTrialTold {
  readonly ok: boolean;
  readonly state: "connecting" | "live" | "stalled" | "refused" | "lost" | "fault" | "ended" | "off" | "removed";
  readonly cause: string;
  readonly sentence: string;
  readonly hint: string;
  readonly source: SourceTold | null;
  readonly address_shown: string;
}

/** One event. `since` is when what lasts began; `value` counts or measures, as its kind says. */
export interface EventsEventTold {
  readonly id: number;
  readonly kind: EventKind;
  readonly phase: Phase;
  readonly level: Level;
  /** RFC 3339 in UTC */
  readonly at: string;
  /** RFC 3339 in UTC */
  readonly since: string;
  readonly name: string;
  readonly camera: string | null;
  readonly rule: number | null;
  readonly where: WhereTold | null;
  readonly value: number | null;
  readonly detail: string;
  readonly area: number | null;
  readonly exercise: boolean;
}

/** What the rule would have said. At most 1000 events are told, `events_total` says how many there were. */
export interface EventsTrialTold {
  readonly events: readonly EventsEventTold[];
  readonly events_total: number;
  readonly muted_total: number;
  readonly observations: number;
}

/** One line of the history. `what` holds the fields of its kind; `ledger` is its index in the ledger, and `digest` what the ledger holds of it. */
export interface IncidentsEntryTold {
  readonly sequence: number;
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly by: PersonTold;
  readonly kind: string;
  readonly what: Readonly<Record<string, unknown>>;
  readonly undone: boolean;
  readonly ledger: number;
  readonly digest: string;
}

/** An event that belongs to the incident, or may. */
export interface IncidentsEventTold {
  readonly event: string;
  readonly kind: string;
  readonly camera: string;
  readonly zone: string;
  /** RFC 3339 in UTC */
  readonly at: string;
}

/** An incident in a list. */
export interface IncidentsLineTold {
  readonly number: number;
  readonly title: string;
  readonly level: Level;
  readonly state: State;
  readonly camera: string;
  readonly zone: string;
  readonly exercise: boolean;
  /** RFC 3339 in UTC */
  readonly opened: string;
  /** RFC 3339 in UTC */
  readonly changed: string;
  readonly owner: PersonTold | null;
  readonly proposals: number;
  readonly helps: number;
}

/** One step of the procedure that is followed. */
export interface IncidentsStepTold {
  readonly number: number;
  readonly text: string;
  readonly due: string | null;
  readonly owner: PersonTold | null;
  readonly mark: string;
  readonly by: PersonTold | null;
  readonly at: string | null;
  readonly overdue: boolean;
}

/** One entry, as far as this reader may know it. `text` is exactly what was hashed; null where it is withheld, and then `fields` has what may be known of it. */
export interface LedgerEntryTold {
  readonly index: number;
  readonly hash: string;
  readonly kind: string | null;
  readonly at: string | null;
  readonly fields: Readonly<Record<string, boolean | number | string | readonly (boolean | number | string)[]>>;
  readonly text: string | null;
}

/** One entry of the ledger about you. `own`: you acted; otherwise somebody acted upon you. */
export interface RightsStepTold {
  readonly index: number;
  /** RFC 3339 in UTC */
  readonly at: string;
  readonly kind: string;
  readonly own: boolean;
  readonly camera: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A custodian is in. `token` goes into `Authorization: Bearer`. */
export interface UnsealEntryTold {
  readonly token: string;
  readonly custodian: string;
  readonly name: string;
  /** RFC 3339 in UTC */
  readonly expires: string;
}

/** Which operation answers what. */
export interface Answers {
  readonly "GET /healthz": Health;
  readonly "GET /readyz": Health;
  readonly "GET /api/v1/site": SiteTold;
  readonly "POST /api/v1/sign-in/link": Me;
  readonly "POST /api/v1/sign-in/password": Me;
  readonly "POST /api/v1/sign-in/passkey/options": Readonly<Record<string, unknown>>;
  readonly "POST /api/v1/sign-in/passkey": Me;
  readonly "POST /api/v1/sign-in/recovery": Me;
  readonly "POST /api/v1/sign-out": Done;
  readonly "POST /api/v1/oidc/begin": OidcBegun;
  readonly "POST /api/v1/oidc/link": OidcBegun;
  readonly "DELETE /api/v1/oidc/link": Done;
  readonly "GET /api/v1/me": Me;
  readonly "PUT /api/v1/me": Me;
  readonly "PUT /api/v1/me/password": Me;
  readonly "POST /api/v1/me/passkeys/options": Readonly<Record<string, unknown>>;
  readonly "POST /api/v1/me/passkeys": PasskeyTold;
  readonly "DELETE /api/v1/me/passkeys/{passkey}": Done;
  readonly "DELETE /api/v1/me/sessions/{session}": Done;
  readonly "DELETE /api/v1/me/sessions": Done;
  readonly "POST /api/v1/me/recovery-codes": RecoveryCodes;
  readonly "GET /api/v1/me/trail": TrailTold;
  readonly "GET /api/v1/people": MembersTold;
  readonly "POST /api/v1/people": InvitationTold;
  readonly "POST /api/v1/people/{person}/link": InvitationTold;
  readonly "PUT /api/v1/people/{person}/roles/{group}": MembersTold;
  readonly "DELETE /api/v1/people/{person}/roles/{group}": MembersTold;
  readonly "PATCH /api/v1/people/{person}": MembersTold;
  readonly "DELETE /api/v1/people/{person}": Done;
  readonly "GET /api/v1/groups": GroupsTold;
  readonly "POST /api/v1/groups": GroupsTold;
  readonly "PATCH /api/v1/groups/{group}": GroupsTold;
  readonly "DELETE /api/v1/groups/{group}": Done;
  readonly "GET /api/v1/tokens": ApiTokensTold;
  readonly "POST /api/v1/tokens": ApiTokenMade;
  readonly "DELETE /api/v1/tokens/{token}": Done;
  readonly "POST /api/v1/discovery": ScanTold;
  readonly "POST /api/v1/discovery/streams": StreamsTold;
  readonly "GET /api/v1/cameras": CamerasTold;
  readonly "POST /api/v1/cameras": CameraTold;
  readonly "POST /api/v1/cameras/test": CamerasTrialTold;
  readonly "GET /api/v1/cameras/{camera}": CameraTold;
  readonly "PATCH /api/v1/cameras/{camera}": CameraTold;
  readonly "DELETE /api/v1/cameras/{camera}": Removed;
  readonly "POST /api/v1/cameras/{camera}/restore": CameraTold;
  readonly "POST /api/v1/discovery/certificate": CertificateTold;
  readonly "POST /api/v1/cameras/{camera}/certificate": CertificateTold;
  readonly "POST /api/v1/cameras/{camera}/place/approve": Done;
  readonly "POST /api/v1/cameras/{camera}/place/forget": Done;
  readonly "POST /api/v1/cameras/{camera}/stills": Done;
  readonly "GET /api/v1/cameras/{camera}/timeline": Timeline;
  readonly "GET /api/v1/timeline": Timelines;
  readonly "GET /api/v1/cameras/{camera}/fragments": Fragments;
  readonly "POST /api/v1/cameras/{camera}/hls/link": PlayerLink;
  readonly "GET /api/v1/incidents": IncidentsTold;
  readonly "POST /api/v1/incidents": IncidentTold;
  readonly "GET /api/v1/incidents/{number}": IncidentTold;
  readonly "PATCH /api/v1/incidents/{number}": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/state": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/notes": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/clips": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/unseals": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/undo": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/proposals/{event}": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/events": LinkedTold;
  readonly "POST /api/v1/incidents/{number}/procedure": IncidentTold;
  readonly "PATCH /api/v1/incidents/{number}/steps/{step}": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/tasks": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/tasks/{task}/state": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/tasks/{task}/messages": IncidentTold;
  readonly "POST /api/v1/incidents/{number}/tasks/{task}/help": IncidentTold;
  readonly "GET /api/v1/tasks": TasksTold;
  readonly "GET /api/v1/shifts": ShiftsTold;
  readonly "POST /api/v1/shifts": ShiftTold;
  readonly "POST /api/v1/shifts/end": HandedOverTold;
  readonly "PUT /api/v1/shifts/position": PositionTold;
  readonly "DELETE /api/v1/shifts/position": Done;
  readonly "GET /api/v1/shifts/positions": PositionsTold;
  readonly "GET /api/v1/procedures": ProceduresTold;
  readonly "POST /api/v1/procedures": ProcedureTold;
  readonly "PUT /api/v1/procedures/{procedure}": ProcedureTold;
  readonly "DELETE /api/v1/procedures/{procedure}": ProcedureTold;
  readonly "POST /api/v1/procedures/{procedure}/restore": ProcedureTold;
  readonly "GET /api/v1/push/key": KeyTold;
  readonly "GET /api/v1/push/subscriptions": SubscriptionsTold;
  readonly "POST /api/v1/push/subscriptions": SubscriptionTold;
  readonly "DELETE /api/v1/push/subscriptions/{subscription}": Done;
  readonly "POST /api/v1/photos/key": PhotoKeyTold;
  readonly "POST /api/v1/incidents/{number}/photos": IncidentTold;
  readonly "GET /api/v1/outbound/channels": ChannelsTold;
  readonly "POST /api/v1/outbound/channels": ChannelTold;
  readonly "PATCH /api/v1/outbound/channels/{channel}": ChannelTold;
  readonly "DELETE /api/v1/outbound/channels/{channel}": Done;
  readonly "POST /api/v1/outbound/channels/{channel}/test": Done;
  readonly "GET /api/v1/outbound/channels/{channel}/messages": MessagesTold;
  readonly "POST /api/v1/outbound/messages/{message}/resend": MessageTold;
  readonly "GET /api/v1/map": MapTold;
  readonly "PUT /api/v1/cameras/{camera}/position": SpotWritten;
  readonly "DELETE /api/v1/cameras/{camera}/position": Done;
  readonly "PUT /api/v1/cameras/{camera}/stand": StandWritten;
  readonly "POST /api/v1/map/plans": PlanTold;
  readonly "PATCH /api/v1/map/plans/{plan}": PlanTold;
  readonly "DELETE /api/v1/map/plans/{plan}": Done;
  readonly "PUT /api/v1/map/plans/{plan}/picture": PlanTold;
  readonly "GET /api/v1/cameras/{camera}/ground": GroundHeatTold;
  readonly "POST /api/v1/outbound/metrics-token": FiguresToken;
  readonly "GET /api/v1/custody/settings": CustodyTold;
  readonly "PUT /api/v1/custody/settings": CustodyTold;
  readonly "POST /api/v1/custody/challenges": ChallengeTold;
  readonly "POST /api/v1/custody/entries": UnsealEntryTold;
  readonly "GET /api/v1/unseal": UnsealList;
  readonly "POST /api/v1/unseal": UnsealTold;
  readonly "GET /api/v1/unseal/{request}/slots": Slots;
  readonly "POST /api/v1/unseal/{request}/approvals": UnsealTold;
  readonly "POST /api/v1/unseal/{request}/refusals": UnsealTold;
  readonly "POST /api/v1/unseal/hand-overs": UnsealTold;
  readonly "POST /api/v1/unseal/{request}/hand-over": Done;
  readonly "POST /api/v1/unseal/{request}/opened": ProofTold;
  readonly "GET /api/v1/unseal/{request}": UnsealTold;
  readonly "GET /api/v1/drills": DrillsTold;
  readonly "POST /api/v1/drills": UnsealTold;
  readonly "PUT /api/v1/drills/settings": DrillsTold;
  readonly "GET /api/v1/ledger": LedgerTold;
  readonly "GET /api/v1/ledger/key": LedgerKey;
  readonly "GET /api/v1/ledger/witnessed": CosignedTold;
  readonly "GET /api/v1/ledger/entries": EntriesTold;
  readonly "GET /api/v1/ledger/proof/inclusion": InclusionTold;
  readonly "GET /api/v1/ledger/proof/consistency": ConsistencyTold;
  readonly "POST /api/v1/ledger/cosignatures": CosignedTold;
  readonly "GET /api/v1/events": EventsTold;
  readonly "POST /api/v1/events": EventsEventTold;
  readonly "POST /api/v1/events/reviews": ReviewedTold;
  readonly "GET /api/v1/events/{event}": EventsEventTold;
  readonly "GET /api/v1/rules": RulesTold;
  readonly "POST /api/v1/rules": RuleTold;
  readonly "POST /api/v1/rules/test": EventsTrialTold;
  readonly "GET /api/v1/rules/{rule}": RuleTold;
  readonly "PATCH /api/v1/rules/{rule}": RuleTold;
  readonly "DELETE /api/v1/rules/{rule}": Done;
  readonly "GET /api/v1/cameras/{camera}/counts": CountsTold;
  readonly "GET /api/v1/cameras/{camera}/areas/counts": AreaCountsTold;
  readonly "GET /api/v1/cameras/{camera}/crossings": CrossingsTold;
  readonly "GET /api/v1/cameras/{camera}/heat": HeatTold;
  readonly "GET /api/v1/walls": WallsTold;
  readonly "POST /api/v1/walls": WallTold;
  readonly "PUT /api/v1/walls/{wall}": WallTold;
  readonly "DELETE /api/v1/walls/{wall}": Done;
  readonly "GET /api/v1/bookmarks": BookmarksTold;
  readonly "POST /api/v1/bookmarks": BookmarkTold;
  readonly "PATCH /api/v1/bookmarks/{bookmark}": BookmarkTold;
  readonly "DELETE /api/v1/bookmarks/{bookmark}": Done;
  readonly "POST /api/v1/bookmarks/{bookmark}/restore": BookmarkTold;
  readonly "GET /api/v1/machines": MachinesTold;
  readonly "PUT /api/v1/machines/{node}/drained": Done;
  readonly "GET /api/v1/public": PublicSite;
  readonly "GET /api/v1/public/settings": DeclaredTold;
  readonly "PUT /api/v1/public/settings": DeclaredTold;
  readonly "PUT /api/v1/public/cameras/{camera}": DeclaredTold;
}
