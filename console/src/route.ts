/** Where in the console a person is, as a value; written to and read from the address's hash, which the server never sees. */

export type Route =
  | { readonly page: "wall"; readonly wall?: string; readonly alone?: boolean; readonly tour?: TourAsked }
  | { readonly page: "cameras" }
  | { readonly page: "add" }
  | { readonly page: "camera"; readonly id: string; readonly at_ms: number | null; readonly plays?: true } // the moment's picture, or the recording running from there
  | { readonly page: "settings"; readonly id: string }
  | { readonly page: "site" }
  | { readonly page: "me" }
  | { readonly page: "people"; readonly part?: PeoplePart }
  | { readonly page: "start" }
  | { readonly page: "incidents"; readonly closed: boolean }
  | { readonly page: "incident"; readonly number: number }
  | { readonly page: "tasks"; readonly incident: number | null }
  | { readonly page: "procedures" }
  | { readonly page: "channels" }
  | { readonly page: "machines" }
  | { readonly page: "public" }
  | { readonly page: "map"; readonly focus: string | null } // `camera:ID` or `incident:N`
  | { readonly page: "events"; readonly part: "events" | "rules" }
  | { readonly page: "timeline"; readonly cameras: readonly string[]; readonly at_ms: number | null }
  | { readonly page: "search" | "analytics" | "bookmarks"; readonly asked: string } // a query that its page writes and reads, so that it can be sent to somebody
  | { readonly page: "custody"; readonly part: CustodyPart }
  | { readonly page: "ask"; readonly camera: string | null; readonly from_ms: number | null; readonly to_ms: number | null }
  | { readonly page: "request"; readonly id: string }
  | { readonly page: "custodian" } // needs no account: the key is the way in
  | { readonly page: "ledger"; readonly index: number | null } // open to everybody
  | { readonly page: "sign-in"; readonly token: string | null; readonly failed?: string };

/** A tour as its address says it: `through` names walls in their order. */
export interface TourAsked {
  readonly every_s: number;
  readonly through: readonly string[];
}

export const ALL_CAMERAS = "all";

export type PeoplePart = "groups" | "tokens";

export type CustodyPart = "requests" | "drills" | "custodians";

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [first = "", second = "", third = ""] = path.split("/").map(decode);
  switch (first) {
    case "wall":
      return parseWall(second, new URLSearchParams(query));
    case "cameras":
      return second === "add" ? { page: "add" } : { page: "cameras" };
    case "camera":
      if (second === "") return { page: "cameras" };
      if (third === "settings") return { page: "settings", id: second };
      return parseCamera(second, new URLSearchParams(query));
    case "site":
      return { page: "site" };
    case "me":
      return { page: "me" };
    case "people":
      return second === "groups" || second === "tokens" ? { page: "people", part: second } : { page: "people" };
    case "start":
      return { page: "start" };
    case "incidents":
      return { page: "incidents", closed: second === "closed" };
    case "incident":
      return /^[1-9]\d{0,9}$/.test(second) ? { page: "incident", number: Number(second) } : { page: "incidents", closed: false };
    case "tasks":
      return { page: "tasks", incident: /^[1-9]\d{0,9}$/.test(second) ? Number(second) : null };
    case "procedures":
      return { page: "procedures" };
    case "channels":
      return { page: "channels" };
    case "machines":
      return { page: "machines" };
    case "public":
      return { page: "public" };
    case "map":
      return { page: "map", focus: new URLSearchParams(query).get("focus") };
    case "events":
      return { page: "events", part: second === "rules" ? "rules" : "events" };
    case "timeline":
      return { page: "timeline", cameras: named(new URLSearchParams(query).get("cameras")), at_ms: parseMoment(new URLSearchParams(query).get("at")) };
    case "search":
    case "analytics":
    case "bookmarks":
      return { page: first, asked: query };
    case "custody":
      return parseCustody(second, third, new URLSearchParams(query));
    case "custodian":
      return { page: "custodian" };
    case "ledger":
      return { page: "ledger", index: /^\d{1,15}$/.test(second) ? Number(second) : null };
    case "sign-in":
      return { page: "sign-in", token: second === "" ? null : second };
    case "sign-in-failed": // an account kept elsewhere did not let them in; the server says why in a word
      return { page: "sign-in", token: null, failed: second };
    default:
      return { page: "wall" };
  }
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case "wall":
      return wallHash(route.wall, route.alone ?? false, route.tour);
    case "cameras":
      return "#/cameras";
    case "add":
      return "#/cameras/add";
    case "camera": {
      const at = route.at_ms === null ? "" : `?${route.plays ? "from" : "at"}=${new Date(route.at_ms).toISOString()}`;
      return `#/camera/${encodeURIComponent(route.id)}${at}`;
    }
    case "settings":
      return `#/camera/${encodeURIComponent(route.id)}/settings`;
    case "site":
      return "#/site";
    case "me":
      return "#/me";
    case "people":
      return route.part === undefined ? "#/people" : `#/people/${route.part}`;
    case "start":
      return "#/start";
    case "incidents":
      return route.closed ? "#/incidents/closed" : "#/incidents";
    case "incident":
      return `#/incident/${route.number}`;
    case "tasks":
      return route.incident === null ? "#/tasks" : `#/tasks/${route.incident}`;
    case "procedures":
      return "#/procedures";
    case "channels":
      return "#/channels";
    case "machines":
      return "#/machines";
    case "public":
      return "#/public";
    case "map":
      return route.focus === null ? "#/map" : `#/map?${new URLSearchParams({ focus: route.focus }).toString()}`;
    case "events":
      return route.part === "rules" ? "#/events/rules" : "#/events";
    case "timeline":
      return `#/timeline${timelineQuery(route.cameras, route.at_ms)}`;
    case "search":
    case "analytics":
    case "bookmarks":
      return `#/${route.page}${route.asked === "" ? "" : `?${route.asked}`}`;
    case "custody":
      return route.part === "requests" ? "#/custody" : `#/custody/${route.part}`;
    case "ask":
      return `#/custody/ask${askQuery(route.camera, route.from_ms, route.to_ms)}`;
    case "request":
      return `#/custody/request/${encodeURIComponent(route.id)}`;
    case "custodian":
      return "#/custodian";
    case "ledger":
      return route.index === null ? "#/ledger" : `#/ledger/${route.index}`;
    case "sign-in":
      return route.token === null ? "#/sign-in" : `#/sign-in/${encodeURIComponent(route.token)}`;
  }
}

const WALL = /^(all|[0-9a-f]{1,16})$/;

function parseWall(wall: string, query: URLSearchParams): Route {
  const every_s = Number(query.get("tour"));
  const through = (query.get("through") ?? "").split(",").filter((one) => WALL.test(one)).slice(0, 50);
  return {
    page: "wall",
    ...(WALL.test(wall) ? { wall } : {}),
    ...(query.has("alone") ? { alone: true } : {}),
    ...(every_s >= 3 && every_s <= 3600 ? { tour: { every_s, through } } : {}),
  };
}

function wallHash(wall: string | undefined, alone: boolean, tour: TourAsked | undefined): string {
  const query = [
    ...(alone ? ["alone"] : []),
    ...(tour === undefined ? [] : [`tour=${tour.every_s}`, ...(tour.through.length === 0 ? [] : [`through=${tour.through.join(",")}`])]),
  ];
  if (wall === undefined && query.length === 0) return "#/";
  return `#/wall/${wall ?? ALL_CAMERAS}${query.length === 0 ? "" : `?${query.join("&")}`}`;
}

function parseCustody(second: string, third: string, query: URLSearchParams): Route {
  if (second === "request" && third !== "") return { page: "request", id: third };
  if (second === "ask") {
    return { page: "ask", camera: query.get("camera"), from_ms: parseMoment(query.get("from")), to_ms: parseMoment(query.get("to")) };
  }
  return { page: "custody", part: second === "drills" || second === "custodians" ? second : "requests" };
}

const named = (text: string | null): readonly string[] => (text ?? "").split(",").filter((name) => name !== "");

function timelineQuery(cameras: readonly string[], at_ms: number | null): string {
  const parts = [cameras.length === 0 ? "" : `cameras=${cameras.map(encodeURIComponent).join(",")}`, at_ms === null ? "" : `at=${new Date(at_ms).toISOString()}`];
  const query = parts.filter((part) => part !== "").join("&");
  return query === "" ? "" : `?${query}`;
}

function askQuery(camera: string | null, from_ms: number | null, to_ms: number | null): string {
  const query = new URLSearchParams();
  if (camera !== null) query.set("camera", camera);
  if (from_ms !== null) query.set("from", new Date(from_ms).toISOString());
  if (to_ms !== null) query.set("to", new Date(to_ms).toISOString());
  return query.size === 0 ? "" : `?${query.toString()}`;
}

export function go(route: Route): void {
  location.hash = hashOf(route);
}

/** As `go`, without a step back in the browser's history. */
export function turn(route: Route): void {
  location.replace(hashOf(route));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ""; // a broken address leads to the nearest page, never to an error
  }
}

function parseCamera(id: string, query: URLSearchParams): Route {
  const from_ms = parseMoment(query.get("from"));
  return from_ms === null ? { page: "camera", id, at_ms: parseMoment(query.get("at")) } : { page: "camera", id, at_ms: from_ms, plays: true };
}

function parseMoment(text: string | null): number | null {
  const at_ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isFinite(at_ms) ? at_ms : null;
}
