/**
 * How a live player keeps close to now: decides, from how far it lies behind, whether to jump, hurry or wait.
 *
 * Pure. The player measures and obeys. A viewer must never see an old picture and believe it is now, so a player
 * that cannot keep up says `stalled` instead of showing a frozen picture as live.
 */

export interface PaceLimits {
  readonly target_s: number; // how far behind the newest picture to play
  readonly jump_s: number; // further behind than this: jump
  readonly stall_s: number; // no new picture for this long: say so
}

export const LIVE_PACE: PaceLimits = { target_s: 0.1, jump_s: 0.9, stall_s: 4 };

export interface PaceReading {
  readonly playhead_s: number;
  readonly oldest_s: number; // of the newest buffered range
  readonly newest_s: number;
  readonly since_picture_s: number; // since a picture last arrived, by the wall clock
  readonly interval_s: number; // usual time between two pictures
}

export type PaceStep =
  | { readonly kind: "rate"; readonly rate: number }
  | { readonly kind: "jump"; readonly to_s: number }
  | { readonly kind: "stalled" };

export function paceStep(reading: PaceReading, limits: PaceLimits = LIVE_PACE): PaceStep {
  if (reading.since_picture_s > limits.stall_s) return { kind: "stalled" };
  // A slow camera (5 pictures a second) needs a cushion of more than one interval, or every picture would stutter.
  const target_s = Math.max(limits.target_s, reading.interval_s * 1.25);
  const behind_s = reading.newest_s - reading.playhead_s;
  const outside = reading.playhead_s < reading.oldest_s - 0.05 || behind_s < -0.25;
  if (outside || behind_s > limits.jump_s + target_s) {
    return { kind: "jump", to_s: Math.max(reading.oldest_s, reading.newest_s - target_s) };
  }
  const error_s = behind_s - target_s;
  if (error_s > 0.3) return { kind: "rate", rate: 1.25 };
  if (error_s > 0.06) return { kind: "rate", rate: 1.08 };
  if (error_s < -0.06) return { kind: "rate", rate: 0.95 };
  return { kind: "rate", rate: 1 };
}

const WIDEST_S = 0.6;

/**
 * How much video to keep ahead: as little as plays smoothly here and now.
 *
 * Grows by half each time the video ran dry, and shrinks by a twentieth per calm second, so that a busy machine or a
 * bad network gets a steady picture a little later, and a good one keeps its tenth of a second.
 */
export class Cushion {
  private width_s: number;

  constructor(private readonly narrowest_s: number = LIVE_PACE.target_s) {
    this.width_s = narrowest_s;
  }

  get target_s(): number {
    return this.width_s;
  }

  ranDry(): void {
    this.width_s = Math.min(WIDEST_S, this.width_s * 1.5);
  }

  calm(elapsed_s: number): void {
    this.width_s = Math.max(this.narrowest_s, this.width_s * 0.95 ** elapsed_s);
  }
}

/** Waits between attempts: 0.5, 1, 2, 4 ... 15 s, each shortened by up to a fifth so that a wall does not knock in step. */
export function backOff_ms(attempt: number, chance: number): number {
  const full = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(full * (1 - 0.2 * chance));
}
