import { describe, expect, test } from "vitest";

import { type LiveEvent, type LiveState, nextLive } from "../src/media/live-state";
import { Cushion, LIVE_PACE, type PaceReading, Spare, backOff_ms, paceStep } from "../src/media/pace";
import { Playout } from "../src/media/playout";

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
  const { target_s } = LIVE_PACE;
  const calm: PaceReading = {
    playhead_s: 9.9, oldest_s: 4, newest_s: 10, since_picture_s: 0.05, interval_s: 1 / 15, spare_s: target_s,
  };

  test("at the target is the ordinary one", () => {
    expect(paceStep(calm)).toEqual({ kind: "rate", rate: 1 });
  });

  test("hurries with too much in hand and waits with too little, the more the further off", () => {
    const rates = [0.5, 0.2, 0.1, 0.02, 0, -0.03, -0.09].map((more_s) => paceStep({ ...calm, spare_s: target_s + more_s }));
    expect(rates.map((step) => (step.kind === "rate" ? step.rate : null))).toEqual([1.25, 1.08, 1.03, 1, 1, 0.96, 0.92]);
  });

  test("is the ordinary one until it is known what is in hand", () => {
    expect(paceStep({ ...calm, playhead_s: 9.5, spare_s: null })).toEqual({ kind: "rate", rate: 1 });
  });

  test("jumps when far behind, ahead of the video, or before its beginning", () => {
    for (const playhead_s of [5, 0, 10.5]) {
      const step = paceStep({ ...calm, playhead_s });
      expect(step.kind).toBe("jump");
      if (step.kind === "jump") expect(calm.newest_s - step.to_s).toBeCloseTo(target_s + calm.interval_s, 6);
    }
  });

  test("never jumps before what is there", () => {
    const step = paceStep({ ...calm, playhead_s: 0, oldest_s: 9.97 });
    expect(step).toEqual({ kind: "jump", to_s: 9.97 });
  });

  test("gives a slow camera the whole of its newest picture beside the cushion", () => {
    const step = paceStep({ ...calm, playhead_s: 0, interval_s: 0.5 });
    expect(step).toEqual({ kind: "jump", to_s: 10 - 0.5 - target_s });
  });

  test("goes by the worst arrival of the last second, and by two at least", () => {
    const spare = new Spare();
    spare.arrived(0, 0.2);
    expect(spare.least_s).toBeNull();
    spare.arrived(0.1, 0.02);
    spare.arrived(0.6, 0.3);
    expect(spare.least_s).toBe(0.02);
    spare.arrived(1.2, 0.25);
    expect(spare.least_s).toBe(0.25);
    spare.arrived(9, 0.4);
    expect(spare.least_s).toBe(0.25);
    spare.forget();
    expect(spare.least_s).toBeNull();
  });

  test("without new pictures is called stalled, however well it plays", () => {
    expect(paceStep({ ...calm, since_picture_s: LIVE_PACE.stall_s + 0.1 })).toEqual({ kind: "stalled" });
  });

  test("keeps more ahead after running dry, within bounds, and gives it back when calm", () => {
    const cushion = new Cushion();
    cushion.ranDry(0);
    cushion.ranDry(0.9); // the same hiccup
    expect(cushion.target_s).toBeCloseTo(LIVE_PACE.target_s * 1.5, 6);
    for (let time = 1; time < 50; time += 1) cushion.ranDry(time);
    expect(cushion.target_s).toBeLessThanOrEqual(0.6);
    cushion.calm(10);
    expect(cushion.target_s).toBeCloseTo(0.6 * 0.98 ** 10, 6);
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

describe("when a live picture is due", () => {
  const STEP_MS = 1000 / 15;
  /** Pictures that were under way for so long, each; when each arrived and was due. */
  const sent = (playout: Playout, ways_ms: readonly number[], from = 0): { readonly arrived_ms: number; readonly due_ms: number }[] =>
    ways_ms.map((way_ms, index) => {
      const at_ms = (from + index) * STEP_MS;
      return { arrived_ms: at_ms + way_ms, due_ms: playout.arrived(at_ms, at_ms + way_ms) };
    });

  test("is a little after the quickest, whatever the clocks of camera and viewer say", () => {
    for (const apart_ms of [0, 3_600_000, -3_600_000]) {
      const due = sent(new Playout(), [20, 25, 18, 30, 22].map((way_ms) => way_ms + apart_ms));
      const last = due.at(-1);
      expect((last?.due_ms ?? 0) - 4 * STEP_MS - apart_ms).toBeCloseTo(18 + 30, 6);
    }
  });

  test("is never before it is there, and never long after", () => {
    let seed = 7;
    const chance = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const due = sent(new Playout(), Array.from({ length: 600 }, () => chance() ** 4 * 2_000));
    for (const one of due) {
      expect(one.due_ms).toBeGreaterThanOrEqual(one.arrived_ms);
      expect(one.due_ms - one.arrived_ms).toBeLessThanOrEqual(450);
    }
  });

  test("keeps even steps once it knows how uneven the way is", () => {
    const uneven = Array.from({ length: 60 }, (_, index) => (index % 4 === 0 ? 80 : 10));
    const due = sent(new Playout(), uneven).slice(20);
    const steps = due.slice(1).map((one, index) => one.due_ms - (due[index]?.due_ms ?? 0));
    for (const step of steps) expect(Math.abs(step - STEP_MS)).toBeLessThan(3);
  });

  test("forgets a hiccup", () => {
    const playout = new Playout();
    sent(playout, [10, 10, 250, 10]);
    expect(playout.delay_ms).toBeGreaterThan(200);
    sent(playout, Array.from({ length: 60 * 15 }, () => 10), 4);
    expect(playout.delay_ms).toBe(30);
  });

  test("follows a way that has become longer for good, and a clock that was put right", () => {
    for (const way_ms of [900, -5_000]) {
      const playout = new Playout();
      sent(playout, Array.from({ length: 15 }, () => 10));
      const due = sent(playout, Array.from({ length: 40 * 15 }, () => way_ms), 15);
      const last = due.at(-1);
      expect((last?.due_ms ?? 0) - (last?.arrived_ms ?? 0)).toBeLessThan(60);
    }
  });

  test("of a viewer's first, which come all at once, is soon for each", () => {
    const playout = new Playout();
    const due = Array.from({ length: 30 }, (_, index) => playout.arrived(index * STEP_MS, 29 * STEP_MS + index * 0.1));
    due.forEach((due_ms, index) => expect(due_ms - (29 * STEP_MS + index * 0.1)).toBeLessThan(31));
    expect(playout.delay_ms).toBe(30);
  });
});
