import { afterEach, describe, expect, test, vi } from "vitest";

import { addCamera, changeRule, downloadClip, rules, site, timeline } from "../src/api";
import { stateTold } from "../src/causes";
import { over } from "../src/languages/translation";
import { headline, ok, problemFrom, sentence } from "../src/outcome";
import { type Words, english, speak } from "../src/words";

const answer = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });

function stub(reply: () => Promise<Response>): ReturnType<typeof vi.fn> {
  const fake = vi.fn(reply);
  vi.stubGlobal("fetch", fake);
  return fake;
}

afterEach(() => vi.unstubAllGlobals());

describe("a call to the server", () => {
  test("that works is ok and holds the value", async () => {
    stub(async () => answer(200, { name: "Riverside" }));
    expect(await site()).toMatchObject({ kind: "ok", value: { name: "Riverside" } });
  });

  test("that the server refuses is failed with its words and hints", async () => {
    stub(async () => answer(409, { title: "conflict", status: 409, detail: "a camera of that name exists", hints: ["choose another name"] }));
    const outcome = await addCamera({ name: "Gate", address: "rtsp://x" });
    expect(outcome).toEqual({
      kind: "failed",
      problem: { status: 409, title: "Conflict.", detail: "A camera of that name exists.", hints: ["Choose another name."] },
    });
  });

  test("that never arrives is failed with status 0", async () => {
    stub(async () => {
      throw new TypeError("network down");
    });
    expect(await site()).toMatchObject({ kind: "failed", problem: { status: 0 } });
  });

  test("that the caller gave up is aborted and not failed", async () => {
    stub(async () => {
      throw new DOMException("gone", "AbortError");
    });
    expect(await site()).toEqual({ kind: "aborted" });
  });

  test("whose answer is no JSON is failed and does not throw", async () => {
    stub(async () => new Response("<html>", { status: 200 }));
    expect(await site()).toMatchObject({ kind: "failed", problem: { status: 200 } });
    stub(async () => new Response("<html>", { status: 502 }));
    expect(await site()).toMatchObject({ kind: "failed", problem: { status: 502, title: "The server answered 502" } });
  });

  test("names moments in UTC with milliseconds", async () => {
    const fake = stub(async () => answer(200, { spans: [], thumbnails: [] }));
    await timeline("plaza north", 0, 1500);
    expect(fake.mock.calls[0]?.[0]).toBe("/api/v1/cameras/plaza%20north/timeline?from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A00%3A01.500Z");
  });

  test("for a clip tells its progress and ends with the whole file", async () => {
    const body = new Uint8Array(1000).fill(7);
    stub(async () => new Response(body, { headers: { "content-length": "1000" } }));
    const seen: (number | null)[][] = [];
    const outcome = await downloadClip("a", 0, 1, new AbortController().signal, (got, total) => seen.push([got, total]));
    expect(outcome.kind === "ok" && outcome.value.size).toBe(1000);
    expect(seen.at(-1)).toEqual([1000, 1000]);
  });
});

describe("a problem", () => {
  test("is read from anything without throwing", () => {
    for (const odd of [null, 7, "x", [], { hints: "no", detail: 4 }]) expect(problemFrom(500, odd).hints).toEqual([]);
  });

  test("shows its detail, or its title where there is none", () => {
    expect(headline({ status: 400, title: "bad request", detail: "", hints: [] })).toBe("Bad request.");
    expect(headline({ status: 400, title: "bad request", detail: "The name is empty.", hints: [] })).toBe("The name is empty.");
  });

  test("becomes a sentence once", () => {
    expect(sentence("the disk is full")).toBe("The disk is full.");
    expect(sentence("Done.")).toBe("Done.");
    expect(sentence("")).toBe("");
  });
});

describe("in another language", () => {
  const spoken = over<Words>(english, { causes: { cause: { timed_out: ["Keine Antwort.", "Strom und Netz prüfen."] }, problem: { conflict: ["Inzwischen hat sich etwas geändert", "Laden Sie die Seite neu."] } } });
  afterEach(() => speak(english));

  test("a problem's kind is its headline, and the server's own words stand beneath, marked as English", () => {
    speak(spoken);
    const problem = problemFrom(409, { type: "urn:groundglass:problem:conflict", title: "Something changed meanwhile", detail: "the name is taken", hints: ["choose another"] });
    expect(headline(problem)).toBe("Inzwischen hat sich etwas geändert.");
    expect(problem).toMatchObject({ hints: ["Laden Sie die Seite neu."], said: ["The name is taken.", "Choose another."] });
  });

  test("what people meet most is said in that language, with what it names, and nothing is left in English", () => {
    speak(over<Words>(english, { problems: { "camera {} has no scale": ["Kamera {} hat keinen Maßstab.", "Markieren Sie ihn."] } }));
    const problem = problemFrom(422, { type: "urn:groundglass:problem:not-usable", title: "", detail: "camera north-gate ($&) has no scale", hints: ["mark its scale first"] });
    expect(headline(problem)).toBe("Kamera north-gate ($&) hat keinen Maßstab.");
    expect(problem).toEqual({ status: 422, title: "Kamera north-gate ($&) hat keinen Maßstab.", detail: "", hints: ["Markieren Sie ihn."] });
  });

  test("a kind that is not known is said as the server says it", () => {
    speak(spoken);
    expect(headline(problemFrom(418, { type: "urn:groundglass:problem:teapot", title: "A teapot", detail: "it is short and stout" }))).toBe("It is short and stout.");
  });

  test("a camera's cause is said by its code, and by the server's sentence when the code is not known", () => {
    speak(spoken);
    const said = { sentence: "The camera did not answer in time.", hint: "" };
    expect(stateTold({ code: "lost", cause: "timed_out", ...said })).toEqual({ sentence: "Keine Antwort.", hint: "Strom und Netz prüfen." });
    expect(stateTold({ code: "removed", cause: "of_tomorrow", sentence: "Something new.", hint: "" }).sentence).toBe("Something new.");
  });
});

describe("what is asked again and again", () => {
  afterEach(() => vi.unstubAllGlobals());

  test("is not sent again while it has not changed", async () => {
    const asked: (string | null)[] = [];
    const answers = [new Response('{"rules":[]}', { headers: { etag: '"a"' } }), new Response(null, { status: 304, headers: { etag: '"a"' } })];
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      asked.push(new Headers(init.headers).get("if-none-match"));
      return Promise.resolve(answers.shift());
    });
    const first = await rules();
    const again = await rules();
    expect(asked).toEqual([null, '"a"']);
    expect(again).toEqual(first);
    expect(again).toEqual(ok({ rules: [] }));
  });

  test("is not written over: a change names the version it was made from", async () => {
    const problem = { type: "urn:groundglass:problem:outdated", title: "", status: 412, detail: "somebody else changed this rule meanwhile", hints: [] };
    let named: string | null = null;
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      named = new Headers(init.headers).get("if-match");
      return Promise.resolve(new Response(JSON.stringify(problem), { status: 412 }));
    });
    const answer = await changeRule(3, "0f3a", { enabled: false });
    expect(named).toBe('"0f3a"');
    expect(answer.kind === "failed" && answer.problem.status).toBe(412);
  });
});
