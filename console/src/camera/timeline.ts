/**
 * The arithmetic of a timeline: moments to pixels and back, zoom, marks, and where recordings lie.
 *
 * Pure; the canvas is drawn in Timeline.tsx. All times are milliseconds of UTC.
 */

export interface Span {
  readonly from_ms: number;
  readonly to_ms: number;
}

export interface TimelineView {
  readonly from_ms: number;
  readonly span_ms: number;
  readonly width_px: number;
}

export const MIN_SPAN_MS = 10_000;
export const MAX_SPAN_MS = 14 * 86_400_000;

export const endOf = (view: TimelineView): number => view.from_ms + view.span_ms;
export const xOf = (view: TimelineView, at_ms: number): number => ((at_ms - view.from_ms) / view.span_ms) * view.width_px;
export const momentAt = (view: TimelineView, x_px: number): number =>
  view.from_ms + (x_px / Math.max(1, view.width_px)) * view.span_ms;

/** Zooms so that the moment under `x_px` stays under it. A factor below 1 shows less time, in more detail. */
export function zoomAbout(view: TimelineView, x_px: number, factor: number): TimelineView {
  const span_ms = Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, view.span_ms * factor));
  const fixed_ms = momentAt(view, x_px);
  return { ...view, span_ms, from_ms: fixed_ms - (x_px / Math.max(1, view.width_px)) * span_ms };
}

export const panBy = (view: TimelineView, dx_px: number): TimelineView => ({
  ...view,
  from_ms: view.from_ms - (dx_px / Math.max(1, view.width_px)) * view.span_ms,
});

/** Keeps the view from running off into the future by more than a tenth of itself. */
export function hold(view: TimelineView, now_ms: number): TimelineView {
  const latest_ms = now_ms + view.span_ms * 0.1;
  return endOf(view) > latest_ms ? { ...view, from_ms: latest_ms - view.span_ms } : view;
}

/** Moves the view only as far as needed to keep a moment between 4 % and `share` of its width. */
export function follow(view: TimelineView, at_ms: number, share = 0.9): TimelineView {
  const low_ms = view.from_ms + view.span_ms * 0.04;
  const high_ms = view.from_ms + view.span_ms * share;
  if (at_ms > high_ms) return { ...view, from_ms: view.from_ms + (at_ms - high_ms) };
  if (at_ms < low_ms) return { ...view, from_ms: view.from_ms - (low_ms - at_ms) };
  return view;
}

const STEPS_MS = [
  1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000,
] as const;

export interface Mark {
  readonly at_ms: number;
  readonly isDay: boolean;
}

/** Round moments to label, at least `room_px` apart, aligned to the viewer's own midnight. */
export function marksIn(view: TimelineView, room_px: number, zoneOffset_min: (at_ms: number) => number): Mark[] {
  const wanted_ms = (room_px / Math.max(1, view.width_px)) * view.span_ms;
  const step_ms = STEPS_MS.find((step) => step >= wanted_ms) ?? Math.ceil(wanted_ms / 86_400_000) * 86_400_000;
  const offset_ms = -zoneOffset_min(view.from_ms) * 60_000;
  const marks: Mark[] = [];
  let local_ms = Math.ceil((view.from_ms + offset_ms) / step_ms) * step_ms;
  for (; local_ms - offset_ms <= endOf(view); local_ms += step_ms) {
    marks.push({ at_ms: local_ms - offset_ms, isDay: local_ms % 86_400_000 === 0 });
  }
  return marks;
}

/** Orders spans and joins those with less than `within_ms` between them: two runs in a row are one recording to a viewer. */
export function joinSpans(spans: readonly Span[], within_ms: number): Span[] {
  const ordered = [...spans].filter((span) => span.to_ms > span.from_ms).sort((a, b) => a.from_ms - b.from_ms);
  const joined: Span[] = [];
  for (const span of ordered) {
    const last = joined[joined.length - 1];
    if (last !== undefined && span.from_ms - last.to_ms <= within_ms) {
      joined[joined.length - 1] = { from_ms: last.from_ms, to_ms: Math.max(last.to_ms, span.to_ms) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}

export const spanAt = <Stretch extends Span>(spans: readonly Stretch[], at_ms: number): Stretch | null =>
  spans.find((span) => span.from_ms <= at_ms && at_ms < span.to_ms) ?? null;

/** The recorded moment nearest to the wanted one, or null where nothing is recorded. */
export function nearestRecorded(spans: readonly Span[], at_ms: number): number | null {
  let best: number | null = null;
  for (const span of spans) {
    const candidate = Math.min(Math.max(at_ms, span.from_ms), span.to_ms - 1);
    if (best === null || Math.abs(candidate - at_ms) < Math.abs(best - at_ms)) best = candidate;
  }
  return best;
}

/** Where the next recording after a moment begins, or null at the end. */
export function nextStart(spans: readonly Span[], at_ms: number): number | null {
  const later = spans.filter((span) => span.from_ms > at_ms).map((span) => span.from_ms);
  return later.length === 0 ? null : Math.min(...later);
}

/** The newest value at or before a moment, not older than `within_ms`. `ordered` rises. */
export function newestBefore(ordered: readonly number[], at_ms: number, within_ms: number): number | null {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle] as number) <= at_ms) low = middle + 1;
    else high = middle;
  }
  const found = ordered[low - 1];
  return found !== undefined && at_ms - found <= within_ms ? found : null;
}
