/** Where in the console a person is, as a value; written to and read from the address's hash, which the server never sees. */

export type Route =
  | { readonly page: "wall" }
  | { readonly page: "cameras" }
  | { readonly page: "add" }
  | { readonly page: "camera"; readonly id: string; readonly at_ms: number | null }
  | { readonly page: "settings"; readonly id: string }
  | { readonly page: "site" }
  | { readonly page: "me" }
  | { readonly page: "sign-in"; readonly token: string | null };

export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [first = "", second = "", third = ""] = path.split("/").map(decode);
  switch (first) {
    case "cameras":
      return second === "add" ? { page: "add" } : { page: "cameras" };
    case "camera":
      if (second === "") return { page: "cameras" };
      if (third === "settings") return { page: "settings", id: second };
      return { page: "camera", id: second, at_ms: parseMoment(new URLSearchParams(query).get("at")) };
    case "site":
      return { page: "site" };
    case "me":
      return { page: "me" };
    case "sign-in":
      return { page: "sign-in", token: second === "" ? null : second };
    default:
      return { page: "wall" };
  }
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case "wall":
      return "#/";
    case "cameras":
      return "#/cameras";
    case "add":
      return "#/cameras/add";
    case "camera": {
      const at = route.at_ms === null ? "" : `?at=${new Date(route.at_ms).toISOString()}`;
      return `#/camera/${encodeURIComponent(route.id)}${at}`;
    }
    case "settings":
      return `#/camera/${encodeURIComponent(route.id)}/settings`;
    case "site":
      return "#/site";
    case "me":
      return "#/me";
    case "sign-in":
      return route.token === null ? "#/sign-in" : `#/sign-in/${encodeURIComponent(route.token)}`;
  }
}

export function go(route: Route): void {
  location.hash = hashOf(route);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ""; // a broken address leads to the nearest page, never to an error
  }
}

function parseMoment(text: string | null): number | null {
  const at_ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isFinite(at_ms) ? at_ms : null;
}
