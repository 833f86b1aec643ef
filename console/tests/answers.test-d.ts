/**
 * Holds the console to the server: what each call of api.ts is said to give is what the server's description says it answers.
 *
 * Types only, so `tsc` is what checks it. A call that is not named here, or whose answer has drifted, does not compile.
 */

import type * as api from "../src/api";
import type { Answers, RuleTold } from "../src/api/types";
import type { Rule } from "../src/events/model";
import type { Outcome } from "../src/outcome";

type Value<F> = F extends (...words: never[]) => Promise<Outcome<infer T>> ? T : never;

/** Which operation each call asks. */
interface Asks {
  site: "GET /api/v1/site";
  signInByLink: "POST /api/v1/sign-in/link";
  signInByPassword: "POST /api/v1/sign-in/password";
  signInByPasskey: "POST /api/v1/sign-in/passkey";
  signInByRecovery: "POST /api/v1/sign-in/recovery";
  beginAccount: "POST /api/v1/oidc/begin";
  linkAccount: "POST /api/v1/oidc/link";
  me: "GET /api/v1/me";
  makeRecoveryCodes: "POST /api/v1/me/recovery-codes";
  trail: "GET /api/v1/me/trail";
  people: "GET /api/v1/people";
  invitePerson: "POST /api/v1/people";
  inviteAgain: "POST /api/v1/people/{person}/link";
  changeRole: "PATCH /api/v1/people/{person}";
  giveRole: "PUT /api/v1/people/{person}/roles/{group}";
  takeRole: "DELETE /api/v1/people/{person}/roles/{group}";
  groups: "GET /api/v1/groups";
  addGroup: "POST /api/v1/groups";
  changeGroup: "PATCH /api/v1/groups/{group}";
  apiTokens: "GET /api/v1/tokens";
  makeApiToken: "POST /api/v1/tokens";
  cameras: "GET /api/v1/cameras";
  addCamera: "POST /api/v1/cameras";
  changeCamera: "PATCH /api/v1/cameras/{camera}";
  testCamera: "POST /api/v1/cameras/test";
  timeline: "GET /api/v1/cameras/{camera}/timeline";
  walls: "GET /api/v1/walls";
  addWall: "POST /api/v1/walls";
  changeWall: "PUT /api/v1/walls/{wall}";
  incidents: "GET /api/v1/incidents";
  photoKey: "POST /api/v1/photos/key";
  pushKey: "GET /api/v1/push/key";
  addSubscription: "POST /api/v1/push/subscriptions";
  ownTasks: "GET /api/v1/tasks";
  shifts: "GET /api/v1/shifts";
  endShift: "POST /api/v1/shifts/end";
  events: "GET /api/v1/events";
  searchEvents: "GET /api/v1/events";
  eventsIn: "GET /api/v1/events";
  eventsBetween: "GET /api/v1/events";
  rules: "GET /api/v1/rules";
  addRule: "POST /api/v1/rules";
  changeRule: "PATCH /api/v1/rules/{rule}";
  tryRule: "POST /api/v1/rules/test";
  declared: "GET /api/v1/public/settings";
  declareSite: "PUT /api/v1/public/settings";
  declareCamera: "PUT /api/v1/public/cameras/{camera}";
  channels: "GET /api/v1/outbound/channels";
  addChannel: "POST /api/v1/outbound/channels";
  changeChannel: "PATCH /api/v1/outbound/channels/{channel}";
  channelMessages: "GET /api/v1/outbound/channels/{channel}/messages";
  procedures: "GET /api/v1/procedures";
  mapNow: "GET /api/v1/map";
  putSpot: "PUT /api/v1/cameras/{camera}/position";
  putStand: "PUT /api/v1/cameras/{camera}/stand";
  groundHeat: "GET /api/v1/cameras/{camera}/ground";
  respondersNow: "GET /api/v1/shifts/positions";
  addPlan: "POST /api/v1/map/plans";
  changePlan: "PATCH /api/v1/map/plans/{plan}";
  putPlanPicture: "PUT /api/v1/map/plans/{plan}/picture";
  custodySettings: "GET /api/v1/custody/settings";
  changeCustody: "PUT /api/v1/custody/settings";
  askChallenge: "POST /api/v1/custody/challenges";
  enterAsCustodian: "POST /api/v1/custody/entries";
  unsealRequests: "GET /api/v1/unseal";
  unsealRequest: "GET /api/v1/unseal/{request}";
  askUnseal: "POST /api/v1/unseal";
  slotsOf: "GET /api/v1/unseal/{request}/slots";
  sayOpened: "POST /api/v1/unseal/{request}/opened";
  drills: "GET /api/v1/drills";
  ledgerHead: "GET /api/v1/ledger";
  ledgerEntries: "GET /api/v1/ledger/entries";
  machines: "GET /api/v1/machines";
  reviewEvents: "POST /api/v1/events/reviews";
  addEvents: "POST /api/v1/incidents/{number}/events";
  bookmarks: "GET /api/v1/bookmarks";
  bookmarksIn: "GET /api/v1/bookmarks";
  markMoment: "POST /api/v1/bookmarks";
  changeBookmark: "PATCH /api/v1/bookmarks/{bookmark}";
  counts: "GET /api/v1/cameras/{camera}/counts";
  crossings: "GET /api/v1/cameras/{camera}/crossings";
  areaCounts: "GET /api/v1/cameras/{camera}/areas/counts";
  heat: "GET /api/v1/cameras/{camera}/heat";
}

/** Calls whose answer is no JSON that anybody reads: nothing, a file, what a library takes as it is; and incidents, which `fromTold` turns from what is told. */
type Passed = void | Blob | Uint8Array | ReadableStream<Uint8Array> | null;
type Reads<T> = unknown extends T ? false : [T] extends [Passed] ? false : T extends { readonly offered: unknown } | { readonly picture: Blob } ? false : true;
type Calls = { [N in keyof typeof api]: (typeof api)[N] extends (...words: never[]) => Promise<Outcome<unknown>> ? (Reads<Value<(typeof api)[N]>> extends true ? N : never) : never }[keyof typeof api];

type Written = Omit<RuleTold, "when" | "schedule"> & Pick<Rule, "when" | "schedule">; // what the description leaves open
interface OfRules {
  readonly "GET /api/v1/rules": { readonly rules: readonly Written[] };
  readonly "POST /api/v1/rules": Written;
  readonly "PATCH /api/v1/rules/{rule}": Written;
}
type Told = Omit<Answers, keyof OfRules> & OfRules;

type Unnamed = Exclude<Calls, keyof Asks>;
type Drifted = { [N in keyof Asks]: Told[Asks[N]] extends Value<(typeof api)[N]> ? never : N }[keyof Asks];
type Nothing<T extends never> = T;

export type EveryCallIsNamed = Nothing<Unnamed>;
export type NoAnswerHasDrifted = Nothing<Drifted>;
