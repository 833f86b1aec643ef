import { describe, expect, test } from "vitest";

import { closes, inPicture, withCornerMoved, withoutArea } from "../src/cameras/polygons";
import type { Camera } from "../src/model";
import { needsAttention } from "../src/model";
import { rank } from "../src/palette";
import { deviceOf } from "../src/people/me";
import { toBytes, toText } from "../src/people/passkey";
import { type Route, hashOf, parseRoute } from "../src/route";
import { bytesOf, lengthOf, utc } from "../src/time";
import { afterMessage, applyHere, watch } from "../src/watch";

const camera = (id: string, position: number, code: Camera["state"]["code"] = "live"): Camera => ({
  id, name: id, enabled: true, address_shown: "", transport: "auto", mode: "proven", style: "silhouette", evidence_s: 20,
  privacy: [], overlays: [], areas: [], resolution: [], seal: false, sound: false, sealing: null, trust: "plain", certificate: null, retention: { days: null, bytes: null }, version: "1", sub_address_shown: null, px_per_m_top: null, px_per_m_bottom: null, view_deg: null, max_rate_hz: null, position,
  state: { code, cause: "none", since: "", sentence: "", hint: "", retry_in_s: 0 },
  view: { code: "proven", sentence: "", hint: "", proven: 1, hidden: 0 }, source: null, figures: null, recording: null,
});

describe("an address", () => {
  test("leads back to the page it was made for", () => {
    const routes: Route[] = [
      { page: "wall" }, { page: "cameras" }, { page: "add" }, { page: "site" }, { page: "me" },
      { page: "camera", id: "plaza", at_ms: null }, { page: "camera", id: "a/b c", at_ms: 1_795_300_000_123 }, { page: "camera", id: "gate", at_ms: 1_795_300_000_123, plays: true },
      { page: "settings", id: "plaza" }, { page: "sign-in", token: null }, { page: "sign-in", token: "aB-_9" },
    ];
    for (const route of routes) expect(parseRoute(hashOf(route))).toEqual(route);
  });

  test("that is broken leads to a page and never to an error", () => {
    for (const odd of ["", "#", "#/%E0%A4%A", "#/camera", "#/camera/x?at=never", "#/nowhere/at/all"]) expect(parseRoute(odd).page).toBeTruthy();
  });
});

describe("the watch", () => {
  const both = [camera("a", 0), camera("b", 1)];

  test("replaces a camera in its place and adds a new one in order", () => {
    expect(afterMessage(both, { type: "camera", camera: camera("a", 2) }).map(({ id }) => id)).toEqual(["b", "a"]);
    expect(afterMessage(both, { type: "camera", camera: camera("c", 0) }).map(({ id }) => id)).toEqual(["a", "c", "b"]);
  });

  test("forgets a removed camera, however it is said", () => {
    expect(afterMessage(both, { type: "removed", id: "a" }).map(({ id }) => id)).toEqual(["b"]);
    expect(afterMessage(both, { type: "camera", camera: camera("a", 0, "removed") }).map(({ id }) => id)).toEqual(["b"]);
  });

  test("calls a camera worrying only when a person can do something", () => {
    expect(["lost", "refused", "stalled", "fault"].every((code) => needsAttention(camera("a", 0, code as Camera["state"]["code"])))).toBe(true);
    expect(["live", "connecting", "off", "ended"].some((code) => needsAttention(camera("a", 0, code as Camera["state"]["code"])))).toBe(false);
  });
});

describe("a desk that is away", () => {
  test("is known until it is back, and takes no camera off the wall", () => {
    applyHere({ type: "cameras", cameras: [camera("a", 0)] });
    applyHere({ type: "desk", here: false });
    expect([watch.value.deskHere, watch.value.connected, watch.value.cameras.length]).toEqual([false, true, 1]);
    applyHere({ type: "cameras", cameras: [camera("a", 0)] }); // a page that asked again, not the desk
    expect(watch.value.deskHere).toBe(false);
    applyHere({ type: "desk", here: true });
    expect(watch.value.deskHere).toBe(true);
  });
});

describe("areas", () => {
  test("stay within the picture", () => {
    expect(inPicture([-0.2, 1.7])).toEqual([0, 1]);
    expect(withCornerMoved([[[0, 0], [1, 0], [1, 1]]], 0, 1, [2, -1])[0]?.[1]).toEqual([1, 0]);
  });

  test("close at their first corner and not before the third", () => {
    expect(closes([[0.5, 0.5], [0.9, 0.5]], [0.5, 0.5], 1.8, 0.03)).toBe(false);
    expect(closes([[0.5, 0.5], [0.9, 0.5], [0.9, 0.9]], [0.51, 0.5], 1.8, 0.03)).toBe(true);
    expect(closes([[0.5, 0.5], [0.9, 0.5], [0.9, 0.9]], [0.7, 0.5], 1.8, 0.03)).toBe(false);
  });

  test("leave alone", () => {
    expect(withoutArea([[[0, 0]], [[1, 1]]], 0)).toEqual([[[1, 1]]]);
  });
});

describe("small things", () => {
  test("bytes for a passkey survive both ways", () => {
    const bytes = new Uint8Array(256).map((_, index) => index);
    expect(toBytes(toText(bytes.buffer))).toEqual(bytes);
    expect(toText(bytes.buffer)).not.toMatch(/[+/=]/);
  });

  test("lengths and sizes read as people say them", () => {
    expect([3, 3.5, 42, 125, 3600, 9000, 400_000].map((length_s) => lengthOf(length_s, "en"))).toEqual(["3 s", "3.5 s", "42 s", "2 min 05 s", "1 h", "2 h 30 min", "4 days"]);
    expect([0, 999, 1500, 8.23e9, 530e9].map((size_bytes) => bytesOf(size_bytes, "en"))).toEqual(["0 B", "999 B", "1.5 kB", "8.2 GB", "530 GB"]);
    expect(utc(0)).toBe("1970-01-01 00:00:00 UTC");
  });

  test("the search puts beginnings first", () => {
    const entry = (label: string) => ({ label });
    expect(rank([entry("Main gate"), entry("Gate 2"), entry("Investigate")], "gate").map(({ label }) => label)).toEqual(["Gate 2", "Main gate", "Investigate"]);
    expect(rank([entry("Main gate")], "zzz")).toEqual([]);
  });

  test("a device is named from what it says of itself", () => {
    expect(deviceOf("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130 Safari/537")).toBe("Chrome on Windows");
    expect(deviceOf("curl/8")).toBe("curl/8");
  });
});
