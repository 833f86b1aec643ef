import { describe, expect, test } from "vitest";

import { type LiveEvent, type LiveState, nextLive } from "../src/media/live-state";
import { Cushion, LIVE_PACE, type PaceReading, backOff_ms, paceStep } from "../src/media/pace";

const run = (...events: LiveEvent[]): LiveState => events.reduce(nextLive, { kind: "idle" } as LiveState);
const broken: LiveEvent = { kind: "broken", chance: 0 };

describe("a live player", () => {
  test("shows only after a picture", () => {
    expect(run({ kind: "wanted" }).kind).toBe("opening");
    expect(run({ kind: "wanted" }, { kind: "opened" }).kind).toBe("waiting");
    expect(run({ kind: "wanted" }, { kind: "picture" }).kind).toBe("opening");
    expect(run({ kind: "wanted" }, { kind: "opened" }, { kind: "picture" }).kind).toBe("showing");
  });

  test("says that it stalled, and shows again with the next picture", () => {
    const stalled = run({ kind: "wanted" }, { kind: "opened" }, { kind: "picture" }, { kind: "silent" });
    expect(stalled.kind).toBe("stalled");
    expect(nextLive(stalled, { kind: "picture" }).kind).toBe("showing");
  });

  test("waits longer after each attempt that never worked", () => {
    let state = run({ kind: "wanted" }, broken);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1) {
      if (state.kind === "retrying") waits.push(state.wait_ms);
      state = [{ kind: "due" } as const, { kind: "opened" } as const, broken].reduce(nextLive, state);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
  });

  test("starts its back-off anew once it had worked", () => {
    const state = run({ kind: "wanted" }, broken, { kind: "due" }, broken, { kind: "due" }, { kind: "opened" }, { kind: "picture" }, broken);
    expect(state).toEqual({ kind: "retrying", attempt: 1, wait_ms: 500 });
  });

  test("that nobody wants stays quiet, whatever breaks", () => {
    expect(run({ kind: "wanted" }, { kind: "unwanted" }, broken, { kind: "due" }).kind).toBe("idle");
    expect(run({ kind: "wanted" }, broken, { kind: "unwanted" }, { kind: "due" }).kind).toBe("idle");
  });

  test("that breaks twice waits once", () => {
    const once = run({ kind: "wanted" }, broken);
    expect(nextLive(once, broken)).toBe(once);
  });

  test("that cannot play says so for good", () => {
    expect(run({ kind: "cannot" }, { kind: "wanted" }).kind).toBe("unsupported");
  });
});

describe("the pace", () => {
  const calm: PaceReading = { playhead_s: 9.9, oldest_s: 4, newest_s: 10, since_picture_s: 0.05, interval_s: 1 / 15 };

  test("at the target is the ordinary one", () => {
    expect(paceStep(calm)).toEqual({ kind: "rate", rate: 1 });
  });

  test("hurries when behind and waits when too close", () => {
    expect(paceStep({ ...calm, playhead_s: 9.8 })).toEqual({ kind: "rate", rate: 1.08 });
    expect(paceStep({ ...calm, playhead_s: 9.4 })).toEqual({ kind: "rate", rate: 1.25 });
    expect(paceStep({ ...calm, playhead_s: 9.99 })).toEqual({ kind: "rate", rate: 0.95 });
  });

  test("jumps when far behind, ahead of the video, or before its beginning", () => {
    for (const playhead_s of [5, 0, 10.5]) {
      const step = paceStep({ ...calm, playhead_s });
      expect(step.kind).toBe("jump");
      if (step.kind === "jump") expect(calm.newest_s - step.to_s).toBeCloseTo(LIVE_PACE.target_s, 6);
    }
  });

  test("never jumps before what is there", () => {
    const step = paceStep({ ...calm, playhead_s: 0, oldest_s: 9.97 });
    expect(step).toEqual({ kind: "jump", to_s: 9.97 });
  });

  test("gives a slow camera more than one interval of cushion", () => {
    expect(paceStep({ ...calm, playhead_s: 9.75, interval_s: 0.2 })).toEqual({ kind: "rate", rate: 1 });
  });

  test("without new pictures is called stalled, however well it plays", () => {
    expect(paceStep({ ...calm, since_picture_s: LIVE_PACE.stall_s + 0.1 })).toEqual({ kind: "stalled" });
  });

  test("keeps more ahead after running dry, within bounds, and gives it back when calm", () => {
    const cushion = new Cushion();
    cushion.ranDry();
    expect(cushion.target_s).toBeCloseTo(LIVE_PACE.target_s * 1.5, 6);
    for (let time = 0; time < 50; time += 1) cushion.ranDry();
    expect(cushion.target_s).toBeLessThanOrEqual(0.6);
    cushion.calm(10);
    expect(cushion.target_s).toBeCloseTo(0.6 * 0.95 ** 10, 6);
    cushion.calm(3600);
    expect(cushion.target_s).toBe(LIVE_PACE.target_s);
  });

  test("backs off within bounds for any attempt and chance", () => {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      for (const chance of [0, 0.5, 1]) {
        expect(backOff_ms(attempt, chance)).toBeGreaterThanOrEqual(400);
        expect(backOff_ms(attempt, chance)).toBeLessThanOrEqual(15_000);
      }
    }
  });
});
