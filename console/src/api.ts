/**
 * Every call the console makes, in one place. Nothing else calls `fetch`.
 *
 * Each returns an Outcome: `ok`, `aborted` or `failed`. None throws.
 */

import type { Camera, CameraChange, Invitation, Me, Members, NewCamera, Polygon, Site, TestResult, TimelineAnswer, Transport } from "./model";
import { join } from "./bytes";
import type { UntrustedOffer } from "./custody/approving";
import type { Challenge, CustodyChange, CustodySettings, Drills, Entry, LedgerEntry, LedgerHead, NewRequest, UnsealPage, UnsealRequest } from "./custody/model";
import type { BookmarkTold, BookmarksTold, LinkedTold, MachinesTold, ReviewTold, ReviewedTold } from "./api/types";
import type { Channel, ChannelWritten, Message } from "./channels/model";
import type { AreaCounts, Counts, Crossings, Heat } from "./analytics/model";
import type { EventNow, Rule, RuleWritten, Trial } from "./events/model";
import { type Incident, type IncidentState, type IncidentTold, type Level, type Line, type NewIncident, type OutcomeSaid, type Procedure, type ProcedureWritten, type Shifts, type StepMark, type Task, type TaskState, fromTold } from "./incidents/model";
import type { PortableProof } from "./ledger/portable";
import type { GroundHeat, MapTold, Placing, Plan, ResponderAt, Spot, Stand } from "./map/model";
import { type Outcome, request } from "./outcome";
import type { ApiTokens, Group, NewApiToken, Reach, Trail } from "./people/model";
import type { CameraDeclared, Declared, SiteDeclared } from "./public/model";
import type { SavedWall, WallWritten } from "./wall/model";

const ROOT = "/api/v1";

export const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const nothing = async (response: Response): Promise<void> => {
  await response.arrayBuffer();
};

const bearer = (token: string | undefined): { readonly authorization?: string } => (token === undefined ? {} : { authorization: `Bearer ${token}` });

function get<T>(path: string, signal?: AbortSignal, token?: string): Promise<Outcome<T>> {
  return request(ROOT + path, { headers: { accept: "application/json", ...bearer(token) }, ...(signal ? { signal } : {}) }, json<T>);
}

/** What was told last of what is asked again and again, with its tag. In memory, as long as the page; a reload asks anew. */
const lately = new Map<string, { readonly tag: string; readonly told: unknown }>();

/** As `get`; what has not changed since is not sent again. */
function getAgain<T>(path: string, signal?: AbortSignal): Promise<Outcome<T>> {
  const had = lately.get(path);
  const headers = { accept: "application/json", ...(had === undefined ? {} : { "if-none-match": had.tag }) };
  return request(ROOT + path, { headers, ...(signal ? { signal } : {}) }, async (response) => {
    if (response.status === 304 && had !== undefined) return had.told as T;
    const told = await json<T>(response);
    const tag = response.headers.get("etag");
    if (tag !== null) lately.set(path, { tag, told });
    return told;
  });
}

/** A change made from a version that somebody saw: the server refuses it (412) when there is a newer one. */
function change<T>(method: "PATCH" | "PUT", path: string, version: string, body: unknown, read: (response: Response) => Promise<T>): Promise<Outcome<T>> {
  const headers = { "content-type": "application/json", accept: "application/json", "if-match": `"${version}"` };
  return request(ROOT + path, { method, headers, body: JSON.stringify(body) }, read);
}

/** `token` is a custodian's, who needs no account; without it the session's cookie says who asks. */
export function send<T>(method: string, path: string, body: unknown, read: (response: Response) => Promise<T>, token?: string): Promise<Outcome<T>> {
  const headers = { "content-type": "application/json", accept: "application/json", ...bearer(token) };
  return request(ROOT + path, { method, headers, body: JSON.stringify(body) }, read);
}

/** The same with a name of its own, by which the server does it once however often it arrives. */
function sendOnce<T>(path: string, body: unknown, read: (response: Response) => Promise<T>, once?: string): Promise<Outcome<T>> {
  const named = once === undefined ? {} : { "idempotency-key": once };
  return request(ROOT + path, { method: "POST", headers: { "content-type": "application/json", accept: "application/json", ...named }, body: JSON.stringify(body) }, read);
}

const camera = (id: string): string => `/cameras/${encodeURIComponent(id)}`;
const when = (at_ms: number): string => encodeURIComponent(new Date(at_ms).toISOString());
const range = (from_ms: number, to_ms: number): string => `from=${when(from_ms)}&to=${when(to_ms)}`;

export const site = (signal?: AbortSignal): Promise<Outcome<Site>> => getAgain("/site", signal);

export const signInByLink = (token: string): Promise<Outcome<Me>> => send("POST", "/sign-in/link", { token }, json<Me>);
export const signInByPassword = (name: string, password: string): Promise<Outcome<Me>> =>
  send("POST", "/sign-in/password", { name, password }, json<Me>);
export const passkeyQuestion = (): Promise<Outcome<unknown>> => send("POST", "/sign-in/passkey/options", {}, json<unknown>);
export const signInByPasskey = (credential: unknown): Promise<Outcome<Me>> =>
  send("POST", "/sign-in/passkey", { credential }, json<Me>);
export const signInByRecovery = (name: string, code: string): Promise<Outcome<Me>> => send("POST", "/sign-in/recovery", { name, code }, json<Me>);
type Begun = { readonly url: string };
export const beginAccount = (): Promise<Outcome<Begun>> => send("POST", "/oidc/begin", {}, json<Begun>);
export const linkAccount = (): Promise<Outcome<Begun>> => send("POST", "/oidc/link", {}, json<Begun>);
export const unlinkAccount = (): Promise<Outcome<void>> => send("DELETE", "/oidc/link", {}, nothing);
export const signOut = (): Promise<Outcome<void>> => send("POST", "/sign-out", {}, nothing);

export const me = (): Promise<Outcome<Me>> => get("/me");
export const renameMe = (name: string): Promise<Outcome<void>> => send("PUT", "/me", { name }, nothing);
export const setPassword = (password: string): Promise<Outcome<void>> => send("PUT", "/me/password", { password }, nothing);
export const newPasskeyQuestion = (): Promise<Outcome<unknown>> => send("POST", "/me/passkeys/options", {}, json<unknown>);
export const addPasskey = (name: string, credential: unknown): Promise<Outcome<void>> =>
  send("POST", "/me/passkeys", { name, credential }, nothing);
export const removePasskey = (id: string): Promise<Outcome<void>> =>
  send("DELETE", `/me/passkeys/${encodeURIComponent(id)}`, {}, nothing);

export const endOtherSessions = (): Promise<Outcome<void>> => send("DELETE", "/me/sessions", {}, nothing);
export const makeRecoveryCodes = (): Promise<Outcome<{ readonly codes: readonly string[] }>> => send("POST", "/me/recovery-codes", {}, json<{ readonly codes: readonly string[] }>);
export const trail = (before: number | null): Promise<Outcome<Trail>> => get(`/me/trail${before === null ? "" : `?before=${before}`}`);
export const endSession = (id: string): Promise<Outcome<void>> => send("DELETE", `/me/sessions/${encodeURIComponent(id)}`, {}, nothing);

const person = (id: string): string => `/people/${encodeURIComponent(id)}`;
export const people = (): Promise<Outcome<Members>> => get("/people");
export const invitePerson = (role: string, groups: Reach, email: string): Promise<Outcome<Invitation>> =>
  send("POST", "/people", { role, groups, email: email === "" ? null : email }, json<Invitation>);
export const inviteAgain = (id: string): Promise<Outcome<Invitation>> => send("POST", `${person(id)}/link`, {}, json<Invitation>);
export const changeRole = (id: string, role: string, groups: Reach): Promise<Outcome<Members>> => send("PATCH", person(id), { role, groups }, json<Members>);
const roleIn = (id: string, group: string): string => `${person(id)}/roles/${encodeURIComponent(group)}`;
export const giveRole = (id: string, group: string, role: string): Promise<Outcome<Members>> => send("PUT", roleIn(id, group), { role }, json<Members>);
export const takeRole = (id: string, group: string): Promise<Outcome<Members>> => send("DELETE", roleIn(id, group), {}, json<Members>);
export const removePerson = (id: string): Promise<Outcome<void>> => send("DELETE", person(id), {}, nothing);

const group = (id: string): string => `/groups/${encodeURIComponent(id)}`;
type Groups = { readonly groups: readonly Group[] };
export const groups = (): Promise<Outcome<Groups>> => get("/groups");
export const addGroup = (name: string, cameras: readonly string[]): Promise<Outcome<Groups>> => send("POST", "/groups", { name, cameras }, json<Groups>);
export const changeGroup = (id: string, name: string, cameras: readonly string[]): Promise<Outcome<Groups>> => send("PATCH", group(id), { name, cameras }, json<Groups>);
export const removeGroup = (id: string): Promise<Outcome<void>> => send("DELETE", group(id), {}, nothing);

export const apiTokens = (): Promise<Outcome<ApiTokens>> => get("/tokens");
export const makeApiToken = (token: NewApiToken): Promise<Outcome<{ readonly token: string }>> => send("POST", "/tokens", token, json<{ readonly token: string }>);
export const revokeApiToken = (id: string): Promise<Outcome<void>> => send("DELETE", `/tokens/${encodeURIComponent(id)}`, {}, nothing);

export const cameras = (): Promise<Outcome<{ cameras: readonly Camera[] }>> => getAgain("/cameras");
export const addCamera = (fields: NewCamera): Promise<Outcome<Camera>> => send("POST", "/cameras", fields, json<Camera>);
export const changeCamera = (id: string, version: string, changed: CameraChange): Promise<Outcome<Camera>> =>
  change("PATCH", camera(id), version, changed, json<Camera>);
export const removeCamera = (id: string): Promise<Outcome<void>> => send("DELETE", camera(id), {}, nothing);
export const restoreCamera = (id: string): Promise<Outcome<void>> => send("POST", `${camera(id)}/restore`, {}, nothing);
export const testCamera = (address: string, transport: Transport, certificate: string | null): Promise<Outcome<TestResult>> =>
  send("POST", "/cameras/test", { address, transport, certificate }, json<TestResult>);
/** Approves what was looked at: `proposal` is the name that came with the picture of it. */
export const approvePlace = (id: string, proposal: string, regions: readonly Polygon[]): Promise<Outcome<void>> =>
  send("POST", `${camera(id)}/place/approve`, { proposal, regions }, nothing);
export const forgetPlace = (id: string): Promise<Outcome<void>> => send("POST", `${camera(id)}/place/forget`, {}, nothing);

export const timeline = (id: string, from_ms: number, to_ms: number, signal?: AbortSignal): Promise<Outcome<TimelineAnswer>> =>
  get(`${camera(id)}/timeline?${range(from_ms, to_ms)}`, signal);

/** The group of pictures that ends with the one shown at `at_ms`, as fragmented MP4. */
export const picturesUntil = (id: string, at_ms: number, signal: AbortSignal): Promise<Outcome<Uint8Array>> =>
  request(`${ROOT}${camera(id)}/gop?at=${when(at_ms)}`, { signal }, bytes);

/** A recorded range as a stream of fragmented MP4; the caller reads the body at its own pace. */
export const videoStream = (
  id: string, from_ms: number, to_ms: number, signal: AbortSignal,
): Promise<Outcome<ReadableStream<Uint8Array> | null>> =>
  request(`${ROOT}${camera(id)}/video.mp4?${range(from_ms, to_ms)}`, { signal }, async (response) => response.body);

/** A clip as one playable file. `onProgress` is told the bytes so far and, where the server says, the total. */
export const downloadClip = (
  id: string, from_ms: number, to_ms: number, signal: AbortSignal, onProgress: (got: number, total: number | null) => void,
): Promise<Outcome<Blob>> =>
  request(`${ROOT}${camera(id)}/download.mp4?${range(from_ms, to_ms)}`, { signal }, (response) => collect(response, onProgress));

export const thumbnailAddress = (id: string, at_ms?: number): string =>
  `${ROOT}${camera(id)}/thumbnail.jpg${at_ms === undefined ? "" : `?at=${when(at_ms)}`}`;
/** The newest small picture, and when it was taken: what is shown where the network carries no video. */
export const stillOf = (id: string, signal: AbortSignal): Promise<Outcome<{ readonly picture: Blob; readonly at_ms: number }>> =>
  request(thumbnailAddress(id), { signal, cache: "no-cache" }, async (response) => ({
    picture: await response.blob(),
    at_ms: Date.parse(response.headers.get("x-groundglass-picture-at") ?? ""),
  }));
/** On record that a picture of this moment is taken out of the console; it is handed over once this is done. */
export const stillTaken = (id: string, at_ms: number, way: "saved" | "copied"): Promise<Outcome<void>> =>
  send("POST", `${camera(id)}/stills`, { at: new Date(at_ms).toISOString(), way }, nothing);
export const placeAddress = (id: string, version: number): string => `${ROOT}${camera(id)}/place.jpg?v=${version}`;
/** The picture of what is proposed, and its name. */
export const proposal = (id: string, signal: AbortSignal): Promise<Outcome<{ readonly name: string; readonly picture: Blob }>> =>
  request(`${ROOT}${camera(id)}/proposal.jpg`, { signal }, async (response) => ({
    name: response.headers.get("x-groundglass-proposal") ?? "",
    picture: await response.blob(),
  }));

const wall = (id: string): string => `/walls/${encodeURIComponent(id)}`;
export const walls = (): Promise<Outcome<{ readonly walls: readonly SavedWall[] }>> => getAgain("/walls");
export const addWall = (written: WallWritten): Promise<Outcome<SavedWall>> => send("POST", "/walls", written, json<SavedWall>);
export const changeWall = (id: string, version: number, written: WallWritten): Promise<Outcome<SavedWall>> => change("PUT", wall(id), String(version), { ...written, version }, json<SavedWall>);
export const removeWall = (id: string): Promise<Outcome<void>> => send("DELETE", wall(id), {}, nothing);

const bookmark = (id: string): string => `/bookmarks/${encodeURIComponent(id)}`;
/** Bookmarks by a query of the API's own words. */
export const bookmarks = (query: string, signal?: AbortSignal): Promise<Outcome<BookmarksTold>> => get(`/bookmarks?${query}`, signal);
export const bookmarksIn = (id: string, from_ms: number, to_ms: number, signal?: AbortSignal): Promise<Outcome<BookmarksTold>> =>
  get(`/bookmarks?limit=200&camera=${encodeURIComponent(id)}&${range(from_ms, to_ms)}`, signal);
export const markMoment = (at_ms: number, cameras: readonly string[], note: string): Promise<Outcome<BookmarkTold>> =>
  send("POST", "/bookmarks", { at: new Date(at_ms).toISOString(), cameras, note }, json<BookmarkTold>);
export const changeBookmark = (id: string, version: string, note: string): Promise<Outcome<BookmarkTold>> => change("PATCH", bookmark(id), version, { note }, json<BookmarkTold>);
export const removeBookmark = (id: string): Promise<Outcome<void>> => send("DELETE", bookmark(id), {}, nothing);
export const restoreBookmark = (id: string): Promise<Outcome<void>> => send("POST", `${bookmark(id)}/restore`, {}, nothing);

export const liveAddress = (id: string): string => socketAddress(`${camera(id)}/live`);
export const watchAddress = (): string => socketAddress("/watch");

const incident = (number: number): string => `/incidents/${number}`;
const toIncident = async (response: Response): Promise<Incident> => fromTold((await response.json()) as IncidentTold);
export const incidents = (states: readonly IncidentState[], before: number | null, signal?: AbortSignal): Promise<Outcome<{ incidents: readonly Line[]; next: number | null }>> =>
  get(`/incidents?limit=100${states.map((state) => `&state=${state}`).join("")}${before === null ? "" : `&before=${before}`}`, signal);
export const incidentOf = (number: number, signal?: AbortSignal): Promise<Outcome<Incident>> =>
  request(ROOT + incident(number), { headers: { accept: "application/json" }, ...(signal ? { signal } : {}) }, toIncident);
export const openIncident = (opened: NewIncident): Promise<Outcome<Incident>> => send("POST", "/incidents", opened, toIncident);
export const moveIncident = (number: number, state: IncidentState, outcome: OutcomeSaid | null): Promise<Outcome<Incident>> =>
  send("POST", `${incident(number)}/state`, outcome === null ? { state } : { state, outcome }, toIncident);
export const changeIncident = (number: number, change: { readonly owner?: string; readonly level?: Level; readonly title?: string }): Promise<Outcome<Incident>> =>
  send("PATCH", incident(number), change, toIncident);
export const noteOn = (number: number, text: string): Promise<Outcome<Incident>> => send("POST", `${incident(number)}/notes`, { text }, toIncident);
export const attachClip = (number: number, id: string, from_ms: number, to_ms: number, caption = ""): Promise<Outcome<Incident>> =>
  send("POST", `${incident(number)}/clips`, { camera: id, from: new Date(from_ms).toISOString(), to: new Date(to_ms).toISOString(), caption: caption.slice(0, 200) }, toIncident);
export const undoOn = (number: number, sequence: number): Promise<Outcome<Incident>> => send("POST", `${incident(number)}/undo`, { sequence }, toIncident);
export const answerProposal = (number: number, event: string, belongs: boolean): Promise<Outcome<Incident>> =>
  send("POST", `${incident(number)}/proposals/${encodeURIComponent(event)}`, { belongs }, toIncident);
export const followProcedure = (number: number, procedure: string): Promise<Outcome<Incident>> => send("POST", `${incident(number)}/procedure`, { procedure }, toIncident);
export const markStep = (number: number, step: number, mark: StepMark): Promise<Outcome<Incident>> => send("PATCH", `${incident(number)}/steps/${step}`, { mark }, toIncident);
export const sendTask = (number: number, responder: string, text: string): Promise<Outcome<Incident>> => send("POST", `${incident(number)}/tasks`, { responder, text }, toIncident);
export const moveTask = (number: number, task: string, state: TaskState, once?: string): Promise<Outcome<Incident>> => sendOnce(`${incident(number)}/tasks/${task}/state`, { state }, toIncident, once);
export const sayOnTask = (number: number, task: string, text: string, once?: string): Promise<Outcome<Incident>> => sendOnce(`${incident(number)}/tasks/${task}/messages`, { text }, toIncident, once);
export const askHelp = (number: number, task: string, wanted: boolean, once?: string): Promise<Outcome<Incident>> => sendOnce(`${incident(number)}/tasks/${task}/help`, { wanted }, toIncident, once);
/** The key of a process that frosts one photo. */
export const photoKey = (): Promise<Outcome<{ readonly recipient: string }>> => send("POST", "/photos/key", {}, json<{ recipient: string }>);
export const addPhoto = (number: number, photo: { readonly recipient: string; readonly sealed: string; readonly task: string; readonly text: string }, once: string): Promise<Outcome<Incident>> =>
  sendOnce(`${incident(number)}/photos`, photo, toIncident, once);
export const photoAddress = (number: number, photo: string): string => `${ROOT}${incident(number)}/photos/${photo}.jpg`;
export const pushKey = (): Promise<Outcome<{ readonly key: string }>> => get("/push/key");
export const addSubscription = (browser: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }): Promise<Outcome<{ readonly id: string }>> =>
  send("POST", "/push/subscriptions", browser, json<{ id: string }>);
export const removeSubscription = (id: string): Promise<Outcome<void>> => send("DELETE", `/push/subscriptions/${encodeURIComponent(id)}`, {}, nothing);
export const ownTasks = (): Promise<Outcome<{ tasks: readonly Task[] }>> => get("/tasks");
export const shifts = (): Promise<Outcome<Shifts>> => get("/shifts");
export const beginShift = (): Promise<Outcome<unknown>> => send("POST", "/shifts", {}, json<unknown>);
export const endShift = (note: string, hand_to: string): Promise<Outcome<{ incidents: readonly number[] }>> => send("POST", "/shifts/end", { note, hand_to }, json<{ incidents: readonly number[] }>);
export const givePosition = (latitude: number, longitude: number, error_m: number): Promise<Outcome<void>> =>
  send("PUT", "/shifts/position", { latitude, longitude, error_m }, nothing);
export const takePositionBack = (): Promise<Outcome<void>> => send("DELETE", "/shifts/position", {}, nothing);

export const events = (camera: string, least: Level, reviewed: boolean | null, cursor: string | null, signal?: AbortSignal): Promise<Outcome<{ events: readonly EventNow[]; next: string | null; reviews: readonly ReviewTold[] }>> =>
  get(`/events?limit=60&level=${least}${camera === "" ? "" : `&camera=${encodeURIComponent(camera)}`}${reviewed === null ? "" : `&reviewed=${reviewed}`}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`, signal);
/** At most 500 of them were looked through, or are to be looked through again. */
export const reviewEvents = (events: readonly number[], reviewed: boolean): Promise<Outcome<ReviewedTold>> => send("POST", "/events/reviews", { events, reviewed }, json<ReviewedTold>);
/** At most 50 of them belong to an incident. */
export const addEvents = (number: number, events: readonly number[]): Promise<Outcome<LinkedTold>> => send("POST", `${incident(number)}/events`, { events }, json<LinkedTold>);
/** Events by a query of the API's own words. */
export const searchEvents = (query: string, signal?: AbortSignal): Promise<Outcome<{ events: readonly EventNow[]; next: string | null }>> => get(`/events?${query}`, signal);
/** What happened before one camera in a stretch of time, at most 500 of them, newest first. */
export const eventsIn = (camera: string, from_ms: number, to_ms: number, signal?: AbortSignal): Promise<Outcome<{ events: readonly EventNow[]; next: string | null }>> =>
  get(`/events?limit=500&camera=${encodeURIComponent(camera)}&${range(from_ms, to_ms)}`, signal);
export const rules = (): Promise<Outcome<{ rules: readonly Rule[] }>> => getAgain("/rules");
export const addRule = (rule: RuleWritten): Promise<Outcome<Rule>> => send("POST", "/rules", rule, json<Rule>);
export const changeRule = (id: number, version: string, changed: Partial<RuleWritten>): Promise<Outcome<Rule>> => change("PATCH", `/rules/${id}`, version, changed, json<Rule>);
export const removeRule = (id: number): Promise<Outcome<void>> => send("DELETE", `/rules/${id}`, {}, nothing);
export const tryRule = (rule: RuleWritten, from_ms: number, to_ms: number): Promise<Outcome<Trial>> =>
  send("POST", "/rules/test", { rule, from: new Date(from_ms).toISOString(), to: new Date(to_ms).toISOString() }, json<Trial>);

export const declared = (): Promise<Outcome<Declared>> => get("/public/settings");
export const declareSite = (site: SiteDeclared): Promise<Outcome<Declared>> => send("PUT", "/public/settings", site, json<Declared>);
export const declareCamera = (id: string, said: CameraDeclared): Promise<Outcome<Declared>> => send("PUT", `/public${camera(id)}`, said, json<Declared>);

const channel = (id: string): string => `/outbound/channels/${encodeURIComponent(id)}`;
export const channels = (): Promise<Outcome<{ channels: readonly Channel[] }>> => get("/outbound/channels");
export const machines = (): Promise<Outcome<MachinesTold>> => get("/machines");
export const drainMachine = (node: string, drained: boolean): Promise<Outcome<void>> => send("PUT", `/machines/${encodeURIComponent(node)}/drained`, { drained }, nothing);
export const addChannel = (written: ChannelWritten): Promise<Outcome<Channel>> => send("POST", "/outbound/channels", written, json<Channel>);
export const changeChannel = (id: string, change: Partial<ChannelWritten> & { readonly enabled?: boolean }): Promise<Outcome<Channel>> => send("PATCH", channel(id), change, json<Channel>);
export const removeChannel = (id: string): Promise<Outcome<void>> => send("DELETE", channel(id), {}, nothing);
export const tryChannel = (id: string): Promise<Outcome<void>> => send("POST", `${channel(id)}/test`, {}, nothing);
export const channelMessages = (id: string): Promise<Outcome<{ messages: readonly Message[] }>> => get(`${channel(id)}/messages?limit=60`);
export const resendMessage = (id: number): Promise<Outcome<unknown>> => send("POST", `/outbound/messages/${id}/resend`, {}, json<unknown>);

const procedure = (id: string): string => `/procedures/${encodeURIComponent(id)}`;
export const procedures = (): Promise<Outcome<{ procedures: readonly Procedure[] }>> => getAgain("/procedures");
export const addProcedure = (written: ProcedureWritten): Promise<Outcome<unknown>> => send("POST", "/procedures", written, json<unknown>);
export const changeProcedure = (id: string, version: string, written: ProcedureWritten): Promise<Outcome<unknown>> => change("PUT", procedure(id), version, written, json<unknown>);
export const retireProcedure = (id: string): Promise<Outcome<unknown>> => send("DELETE", procedure(id), {}, json<unknown>);
export const restoreProcedure = (id: string): Promise<Outcome<unknown>> => send("POST", `${procedure(id)}/restore`, {}, json<unknown>);
export const reportOf = (number: number, names: boolean): Promise<Outcome<Blob>> =>
  send("POST", `${incident(number)}/report`, { names }, (response) => response.blob());

export const mapNow = (signal?: AbortSignal): Promise<Outcome<MapTold>> => getAgain("/map", signal);
export const putSpot = (id: string, spot: Spot): Promise<Outcome<Spot>> => send("PUT", `${camera(id)}/position`, spot, json<Spot>);
export const putStand = (id: string, stand: Stand): Promise<Outcome<Stand>> => send("PUT", `${camera(id)}/stand`, stand, json<Stand>);
export const takeOffMap = (id: string): Promise<Outcome<void>> => send("DELETE", `${camera(id)}/position`, {}, nothing);
export const groundHeat = (id: string, from_ms: number, to_ms: number, signal?: AbortSignal): Promise<Outcome<GroundHeat>> =>
  get(`${camera(id)}/ground?${range(from_ms, to_ms)}`, signal);
export const eventsBetween = (from_ms: number, to_ms: number, signal?: AbortSignal): Promise<Outcome<{ events: readonly EventNow[] }>> => get(`/events?limit=200&${range(from_ms, to_ms)}`, signal);
export const respondersNow = (signal?: AbortSignal): Promise<Outcome<{ positions: readonly ResponderAt[] }>> => get("/shifts/positions", signal);
const plan = (id: string): string => `/map/plans/${encodeURIComponent(id)}`;
export const addPlan = (name: string): Promise<Outcome<Plan>> => send("POST", "/map/plans", { name }, json<Plan>);
export const changePlan = (id: string, change: { readonly name?: string; readonly placing?: Placing }): Promise<Outcome<Plan>> => send("PATCH", plan(id), change, json<Plan>);
export const removePlan = (id: string): Promise<Outcome<void>> => send("DELETE", plan(id), {}, nothing);
export const putPlanPicture = (id: string, picture: Blob): Promise<Outcome<Plan>> =>
  request(`${ROOT}${plan(id)}/picture`, { method: "PUT", headers: { "content-type": picture.type, accept: "application/json" }, body: picture }, json<Plan>);

export const custodySettings = (): Promise<Outcome<CustodySettings>> => get("/custody/settings");
export const changeCustody = (change: CustodyChange): Promise<Outcome<CustodySettings>> =>
  send("PUT", "/custody/settings", change, json<CustodySettings>);
export const askChallenge = (recipient: string): Promise<Outcome<Challenge>> => send("POST", "/custody/challenges", { recipient }, json<Challenge>);
export const enterAsCustodian = (challenge: string, answer: string): Promise<Outcome<Entry>> =>
  send("POST", "/custody/entries", { challenge, answer }, json<Entry>);

const unseal = (id: string): string => `/unseal/${encodeURIComponent(id)}`;
export const unsealRequests = (token?: string, before: number | null = null): Promise<Outcome<UnsealPage>> =>
  get(`/unseal?limit=100${before === null ? "" : `&before=${before}`}`, undefined, token);
export const unsealRequest = (id: string): Promise<Outcome<UnsealRequest>> => get(unseal(id));
export const askUnseal = (asked: NewRequest): Promise<Outcome<UnsealRequest>> => send("POST", "/unseal", asked, json<UnsealRequest>);
export const slotsOf = (id: string, token: string): Promise<Outcome<UntrustedOffer>> => get(`${unseal(id)}/slots`, undefined, token);
export const approveUnseal = (id: string, terms: string, shares: Readonly<Record<string, string>>, token: string): Promise<Outcome<void>> =>
  send("POST", `${unseal(id)}/approvals`, { terms, shares }, nothing, token);
export const refuseUnseal = (id: string, why: string, token: string): Promise<Outcome<void>> =>
  send("POST", `${unseal(id)}/refusals`, { why }, nothing, token);
export const bundleOf = (id: string, signal: AbortSignal, onProgress: (got: number, total: number | null) => void): Promise<Outcome<Blob | Uint8Array>> =>
  request(`${ROOT}${unseal(id)}/bundle.zip`, { signal }, (response) => collectBundle(response, onProgress));
export const sayOpened = (id: string, manifest_sha256: string): Promise<Outcome<PortableProof>> =>
  send("POST", `${unseal(id)}/opened`, { manifest_sha256 }, json<PortableProof>);

export const drills = (): Promise<Outcome<Drills>> => get("/drills");
export const startDrill = (): Promise<Outcome<unknown>> => send("POST", "/drills", {}, json<unknown>);
export const changeDrills = (every_days: number | null): Promise<Outcome<unknown>> => send("PUT", "/drills/settings", { every_days }, json<unknown>);

export const ledgerHead = (): Promise<Outcome<LedgerHead>> => get("/ledger");
export const ledgerEntries = (from: number, to: number): Promise<Outcome<{ size: number; entries: readonly LedgerEntry[] }>> =>
  get(`/ledger/entries?from=${from}&to=${to}`);
/** The public files of the ledger, as any verifier reads them: `checkpoint` and `tile/...`. */
export const ledgerFile = (path: string): Promise<Outcome<Uint8Array>> => request(`/ledger/${path}`, {}, bytes);

function socketAddress(path: string): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${ROOT}${path}`;
}

async function bytes(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}

/** Private windows keep half a gigabyte of blobs and no more, which the clip will need; so a bundle is held as bytes while that is sensible. */
const MOST_AS_BYTES = 700_000_000;

async function collectBundle(response: Response, onProgress: (got: number, total: number | null) => void): Promise<Blob | Uint8Array> {
  const { parts, got } = await partsOf(response, onProgress);
  return got > MOST_AS_BYTES ? new Blob(parts as BlobPart[]) : join(parts);
}

async function collect(response: Response, onProgress: (got: number, total: number | null) => void): Promise<Blob> {
  return new Blob((await partsOf(response, onProgress)).parts as BlobPart[], { type: "video/mp4" });
}

async function partsOf(response: Response, onProgress: (got: number, total: number | null) => void): Promise<{ readonly parts: Uint8Array[]; readonly got: number }> {
  const length = Number(response.headers.get("content-length"));
  const total = Number.isFinite(length) && length > 0 ? length : null;
  const reader = response.body?.getReader();
  const parts: Uint8Array[] = [];
  let got = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    got += value.byteLength;
    onProgress(got, total);
  }
  return { parts, got };
}

const steps = (from_ms: number, to_ms: number, step_min: number): string => `${range(from_ms, to_ms)}&step_min=${step_min}`;
export const counts = (id: string, from_ms: number, to_ms: number, step_min: number, signal?: AbortSignal): Promise<Outcome<Counts>> =>
  get(`${camera(id)}/counts?${steps(from_ms, to_ms, step_min)}`, signal);
export const crossings = (id: string, from_ms: number, to_ms: number, step_min: number, signal?: AbortSignal): Promise<Outcome<Crossings>> =>
  get(`${camera(id)}/crossings?${steps(from_ms, to_ms, step_min)}`, signal);
export const areaCounts = (id: string, from_ms: number, to_ms: number, step_min: number, signal?: AbortSignal): Promise<Outcome<AreaCounts>> =>
  get(`${camera(id)}/areas/counts?${steps(from_ms, to_ms, step_min)}`, signal);
export const heat = (id: string, from_ms: number, to_ms: number, signal?: AbortSignal): Promise<Outcome<Heat>> =>
  get(`${camera(id)}/heat?${range(from_ms, to_ms)}`, signal);
/** The file behind a chart, for a link that saves it. */
export const analyticsFile = (id: string, what: "counts" | "crossings" | "areas" | "heat", from_ms: number, to_ms: number, step_min: number): string =>
  `${ROOT}${camera(id)}/analytics/${what}.csv?${steps(from_ms, to_ms, step_min)}`;
