/**
 * When a live picture is due on the screen, where nothing but us decides that. Pure.
 *
 * A picture says when it was taken; how long it was under way since is not known, because the clocks of camera, server and viewer
 * are not one. But the quickest of the last ones is a measure for all: a picture is due as long after its taking as the quickest
 * needed, and a little more, so that the slower ones come in time too. How much more is learned: as much as the
 * latest was late, forgotten by a tenth a second, between NARROWEST_MS and WIDEST_MS. A picture that is later than that is due at once, so that
 * nothing here ever stops, and nothing is shown more than WIDEST_MS later than it could be.
 */

const NARROWEST_MS = 30;
const WIDEST_MS = 450;
const REMEMBERED_MS = 10_000;

export class Playout {
  private least_ms = Infinity; // shortest way of this while and of the one before: clocks drift
  private before_ms = Infinity;
  private since_ms = -Infinity;
  private width_ms = NARROWEST_MS;
  private last_ms: number | null = null;

  get delay_ms(): number {
    return this.width_ms;
  }

  /** A picture of `at_ms` (its own clock) arrived at `now_ms` (ours); when it is due, by ours: never before now. */
  arrived(at_ms: number, now_ms: number): number {
    if (now_ms - this.since_ms > REMEMBERED_MS) {
      this.before_ms = this.least_ms;
      this.least_ms = Infinity;
      this.since_ms = now_ms;
    }
    const way_ms = now_ms - at_ms;
    this.least_ms = Math.min(this.least_ms, way_ms);
    const calm_s = this.last_ms === null ? 0 : (now_ms - this.last_ms) / 1000;
    this.last_ms = now_ms;
    const late_ms = way_ms - this.quickest_ms;
    this.width_ms = Math.min(WIDEST_MS, Math.max(NARROWEST_MS, this.width_ms * 0.9 ** calm_s, late_ms));
    return Math.max(now_ms, this.due_ms(at_ms));
  }

  /** When a picture of that moment is due, or was. */
  due_ms(at_ms: number): number {
    return at_ms + this.quickest_ms + this.width_ms;
  }

  private get quickest_ms(): number {
    return Math.min(this.least_ms, this.before_ms);
  }
}
