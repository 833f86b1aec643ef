"""Charts for the after-action report, drawn as SVG: pure, self-contained, readable in print and without colour.

What is drawn is of the incident: when it changed, how long it stood where, what happened around it. Nothing is drawn
of people.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from groundglass.frosted.incidents.levels import State
from groundglass.frosted.incidents.life import said
from groundglass.pane.ids import TICKS_PER_S

WIDTH: Final = 720
_FILL: Final = {
    State.NEW: "#c4482c",
    State.ACKNOWLEDGED: "#d99a2b",
    State.IN_PROGRESS: "#3b76b5",
    State.RESOLVED: "#4d8a5b",
    State.CLOSED: "#8a9096",
}


def states_chart(spans: Sequence[tuple[State, int, int]], marks: Sequence[tuple[int, str]]) -> str:
    """How long the incident stood in each state, and when something was done. Empty where nothing lasted."""
    if not spans or spans[-1][2] <= spans[0][1]:
        return ""
    begin, end = spans[0][1], spans[-1][2]

    def x(at_90k: int) -> float:
        return (min(max(at_90k, begin), end) - begin) / (end - begin) * (WIDTH - 2) + 1

    parts = [_head(92, "States over time")]
    for state, start, stop in spans:
        wide = max(x(stop) - x(start), 1.0)
        parts.append(
            f'<rect x="{x(start):.1f}" y="18" width="{wide:.1f}" height="26" fill="{_FILL[state]}">'
            f"<title>{escape(said(state))}: {length((stop - start) / TICKS_PER_S)}</title></rect>"
        )
        if wide > 8 * len(said(state)):
            parts.append(f'<text x="{x(start) + 5:.1f}" y="35" fill="#fff" font-size="12">{escape(said(state))}</text>')
    for at_90k, what in marks:
        parts.append(
            f'<line x1="{x(at_90k):.1f}" x2="{x(at_90k):.1f}" y1="44" y2="58" stroke="currentColor">'
            f"<title>{escape(what)}</title></line>"
        )
    parts.append(_ends(clock_text(begin), clock_text(end), 76))
    return "".join([*parts, "</svg>"])


def bars_chart(title: str, values: Sequence[tuple[str, float, str]]) -> str:
    """Horizontal bars: name, value, and the value as people read it."""
    if not values:
        return ""
    largest = max(1e-9, *(value for _, value, _ in values))
    parts = [_head(10 + 26 * len(values), title)]
    for row, (name, value, text) in enumerate(values):
        y, wide = 8 + 26 * row, max(value / largest * (WIDTH - 370), 1.0)
        parts.append(f'<text x="0" y="{y + 14}" font-size="13" fill="currentColor">{escape(name)}</text>')
        parts.append(f'<rect x="260" y="{y}" width="{wide:.1f}" height="18" fill="#3b76b5"/>')
        parts.append(
            f'<text x="{268 + wide:.1f}" y="{y + 14}" font-size="13" fill="currentColor">{escape(text)}</text>'
        )
    return "".join([*parts, "</svg>"])


def columns_chart(title: str, counts: Sequence[int], begin_90k: int, end_90k: int, mark_90k: int) -> str:
    """Counts over equal stretches of time, with the moment the incident was opened."""
    if not counts or not any(counts) or end_90k <= begin_90k:
        return ""
    most, wide = max(counts), (WIDTH - 2) / len(counts)
    parts = [_head(122, title)]
    for place, count in enumerate(counts):
        tall = count / most * 80
        parts.append(
            f'<rect x="{1 + place * wide:.1f}" y="{96 - tall:.1f}" width="{max(wide - 1, 1):.1f}" height="{tall:.1f}" '
            f'fill="#6f7f8f"><title>{count}</title></rect>'
        )
    at = 1 + (mark_90k - begin_90k) / (end_90k - begin_90k) * (WIDTH - 2)
    parts.append(f'<line x1="{at:.1f}" x2="{at:.1f}" y1="8" y2="98" stroke="#c4482c" stroke-width="2"/>')
    parts.append(f'<text x="2" y="14" font-size="12" fill="currentColor">most: {most}</text>')
    parts.append(_ends(clock_text(begin_90k), clock_text(end_90k), 114))
    return "".join([*parts, "</svg>"])


def view_chart(azimuth_deg: float, view_deg: float, range_m: int, name: str) -> str:
    """Where a camera looks: north is up, the sector is its field of view."""
    middle, radius = 110, 90
    half = min(view_deg, 359.0) / 2
    corners = []
    for deg in (azimuth_deg - half, azimuth_deg + half):
        turn = math.radians(deg)
        corners.append((middle + radius * math.sin(turn), middle - radius * math.cos(turn)))
    (ax, ay), (bx, by) = corners
    sweep = f"A{radius} {radius} 0 {int(view_deg > 180)} 1 {bx:.1f} {by:.1f}"
    return (
        f'<svg viewBox="0 0 220 220" width="220" role="img" aria-label="Field of view of {escape(name)}">'
        f'<circle cx="{middle}" cy="{middle}" r="{radius}" fill="none" stroke="#b8bec4"/>'
        f'<path d="M{middle} {middle} L{ax:.1f} {ay:.1f} {sweep} Z" fill="#3b76b5" fill-opacity="0.35"/>'
        f'<circle cx="{middle}" cy="{middle}" r="5" fill="#3b76b5"/>'
        f'<text x="{middle - 4}" y="16" font-size="12" fill="currentColor">N</text>'
        f'<text x="4" y="214" font-size="12" fill="currentColor">{escape(name)}, {range_m} m</text></svg>'
    )


def length(seconds: float) -> str:
    """A length of time as people say it."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours} h {minutes:02d} min"
    return f"{minutes} min {left:02d} s" if minutes else f"{left} s"


def clock_text(at_90k: int) -> str:
    """The time of day in UTC."""
    whole = at_90k // TICKS_PER_S % 86_400
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d} UTC"


def _head(height: int, title: str) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {height}" width="100%" role="img" aria-label="{escape(title)}">'


def _ends(left: str, right: str, y: int) -> str:
    return (
        f'<text x="0" y="{y}" font-size="12" fill="currentColor">{left}</text>'
        f'<text x="{WIDTH}" y="{y}" font-size="12" text-anchor="end" fill="currentColor">{right}</text>'
    )
