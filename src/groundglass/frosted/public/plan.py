"""A small drawing of where cameras stand and what they look at, from the positions people entered.

Flat earth about the middle of the cameras, which is exact enough for a site of some kilometres; cameras far from each
other become dots of a wide plan. No map lies under it: a map would come from elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from groundglass.frosted.public.facts import Position
from groundglass.frosted.public.markup import Html

WIDTH: Final = 720.0
HEIGHT: Final = 360.0
_EDGE: Final = 44.0
_M_PER_DEG: Final = 111_320.0
_LEAST_SPAN_M: Final = 40.0
_STEPS: Final = (1, 2, 5)


def plan(cameras: Sequence[tuple[str, Position]], title: str) -> Html:
    """The drawing, numbered as the cameras are given; nothing where none was placed."""
    if not cameras:
        return Html("")
    spots = [position for _, position in cameras]
    middle_lat = sum(spot.latitude for spot in spots) / len(spots)
    middle_lon = sum(spot.longitude for spot in spots) / len(spots)
    shrink = math.cos(math.radians(middle_lat))
    places = [
        ((spot.longitude - middle_lon) * _M_PER_DEG * shrink, (spot.latitude - middle_lat) * _M_PER_DEG)
        for spot in spots
    ]
    reach_m = max(min(spot.range_m, 150) for spot in spots) * 0.6
    span_x = max(_LEAST_SPAN_M, max(x for x, _ in places) - min(x for x, _ in places) + 2 * reach_m)
    span_y = max(_LEAST_SPAN_M, max(y for _, y in places) - min(y for _, y in places) + 2 * reach_m)
    px_per_m = min((WIDTH - 2 * _EDGE) / span_x, (HEIGHT - 2 * _EDGE) / span_y)
    mid_x = (max(x for x, _ in places) + min(x for x, _ in places)) / 2
    mid_y = (max(y for _, y in places) + min(y for _, y in places)) / 2
    drawn = [
        _camera(place, name, spot, WIDTH / 2 + (x - mid_x) * px_per_m, HEIGHT / 2 - (y - mid_y) * px_per_m, px_per_m)
        for place, ((name, spot), (x, y)) in enumerate(zip(cameras, places, strict=True), 1)
    ]
    return Html(
        f'<svg class="plan" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{escape(title)}">'
        f"{''.join(sector for sector, _ in drawn)}{''.join(dot for _, dot in drawn)}{_north()}{_scale_bar(px_per_m)}"
        "</svg>"
    )


def _camera(place: int, name: str, spot: Position, x: float, y: float, px_per_m: float) -> tuple[str, str]:
    reach = max(18.0, min(spot.range_m * px_per_m, 110.0))
    half = min(spot.view_deg, 359.0) / 2
    left, right = (math.radians(spot.azimuth_deg + side * half) for side in (-1, 1))
    corners = [(x + reach * math.sin(angle), y - reach * math.cos(angle)) for angle in (left, right)]
    (x1, y1), (x2, y2) = corners
    wide = 1 if spot.view_deg > 180 else 0
    sector = (
        f'<path class="sector" d="M{x:.1f} {y:.1f}L{x1:.1f} {y1:.1f}A{reach:.1f} {reach:.1f} 0 {wide} 1 '
        f'{x2:.1f} {y2:.1f}Z"/>'
    )
    dot = (
        f'<g><title>{escape(name)}</title><circle class="camera" cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
        f'<text class="number" x="{x:.1f}" y="{y + 3.8:.1f}">{place}</text></g>'
    )
    return sector, dot


def _north() -> str:
    x, y = WIDTH - 26, 24
    return f'<path class="north" d="M{x} {y - 12}l6 18-6-4-6 4z"/><text class="label" x="{x}" y="{y + 20}">N</text>'


def _scale_bar(px_per_m: float) -> str:
    length_m = _round_down(120 / px_per_m)
    px = length_m * px_per_m
    said = f"{length_m:g} m" if length_m < 1000 else f"{length_m / 1000:g} km"
    y = HEIGHT - 18
    bar = f'<path class="bar" d="M20 {y - 5}v5h{px:.1f}v-5"/>'
    return f'{bar}<text class="label start" x="20" y="{y - 10:.0f}">{said}</text>'


def _round_down(value: float) -> float:
    """To 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return float(max(step for step in _STEPS if step * power <= value) * power)
