/**
 * How a live player keeps close to now: decides, from how far it lies behind, whether to jump, hurry or wait.
 *
 * Pure. The player measures and obeys. A viewer must never see an old picture and believe it is now, so a player
 * that cannot keep up says `stalled` instead of showing a frozen picture as live.
 */

export interface PaceLimits {
  readonly target_s: number; // video still to play when the next picture arrives
  readonly jump_s: number; // further behind than this: jump
  readonly stall_s: number; // no new picture for this long: say so
}

export const LIVE_PACE: PaceLimits = { target_s: 0.06, jump_s: 0.9, stall_s: 4 };

export interface PaceReading {
  readonly playhead_s: number;
  readonly oldest_s: number; // of the newest buffered range
  readonly newest_s: number;
  readonly since_picture_s: number; // since a picture last arrived, by the wall clock
  readonly interval_s: number; // usual time between two pictures
  readonly spare_s: number | null; // least video left as pictures arrived lately (Spare); null when not yet known
}

export type PaceStep =
  | { readonly kind: "rate"; readonly rate: number }
  | { readonly kind: "jump"; readonly to_s: number }
  | { readonly kind: "stalled" };

export function paceStep(reading: PaceReading, limits: PaceLimits = LIVE_PACE): PaceStep {
  if (reading.since_picture_s > limits.stall_s) return { kind: "stalled" };
  // A picture lasts until the next one: with the newest just arrived, all of it lies ahead, however slow the camera.
  const right_s = limits.target_s + reading.interval_s;
  const behind_s = reading.newest_s - reading.playhead_s;
  const outside = reading.playhead_s < reading.oldest_s - 0.05 || behind_s < -0.25;
  if (outside || behind_s > limits.jump_s + right_s) {
    return { kind: "jump", to_s: Math.max(reading.oldest_s, reading.newest_s - right_s) };
  }
  return { kind: "rate", rate: reading.spare_s === null ? 1 : rateFor(reading.spare_s - limits.target_s) };
}

/** A few fixed speeds: each change costs the browser something, and none of these is seen. */
function rateFor(error_s: number): number {
  if (error_s > 0.3) return 1.25;
  if (error_s > 0.12) return 1.08;
  if (error_s > 0.025) return 1.03;
  if (error_s < -0.06) return 0.92;
  if (error_s < -0.02) return 0.96;
  return 1;
}

/**
 * The least video that was left to play when a picture arrived, over the last second or the last two pictures.
 *
 * It is what says whether pictures come in time. How far the playhead lies behind the newest picture does not: that
 * swings by a whole interval between two arrivals.
 */
export class Spare {
  private seen: { readonly at_s: number; readonly spare_s: number }[] = [];

  arrived(at_s: number, spare_s: number): void {
    this.seen.push({ at_s, spare_s });
    while (this.seen.length > 2 && (this.seen[0]?.at_s ?? at_s) < at_s - 1) this.seen.shift();
  }

  forget(): void {
    this.seen = [];
  }

  get least_s(): number | null {
    return this.seen.length < 2 ? null : Math.min(...this.seen.map((one) => one.spare_s));
  }
}

const WIDEST_S = 0.6;

/**
 * How much video to keep ahead: as little as plays smoothly here and now.
 *
 * Grows by half each time the video ran dry, and shrinks by a fiftieth per calm second, so that a busy machine or a
 * bad network gets a steady picture a little later, and a good one keeps a thin one. No quicker: each time it runs dry the
 * browser gathers several pictures before it goes on, and sixteen videos that forgot it soon stood still in turns.
 */
export class Cushion {
  private width_s: number;
  private dry_s = -Infinity;

  constructor(private readonly narrowest_s: number = LIVE_PACE.target_s) {
    this.width_s = narrowest_s;
  }

  get target_s(): number {
    return this.width_s;
  }

  /** At most once a second: one hiccup may stop the video several times. */
  ranDry(at_s: number): void {
    if (at_s - this.dry_s < 1) return;
    this.dry_s = at_s;
    this.width_s = Math.min(WIDEST_S, this.width_s * 1.5);
  }

  calm(elapsed_s: number): void {
    this.width_s = Math.max(this.narrowest_s, this.width_s * 0.98 ** elapsed_s);
  }
}

/** Waits between attempts: 0.5, 1, 2, 4 ... 15 s, each shortened by up to a fifth so that a wall does not knock in step. */
export function backOff_ms(attempt: number, chance: number): number {
  const full = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(full * (1 - 0.2 * chance));
}
