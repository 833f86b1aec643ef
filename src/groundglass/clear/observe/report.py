"""From tracks in blocks to what is said of them: coarse boxes, coarse sizes, smoothed speeds.

Apart because this is where precision is taken away, which is a privacy decision (design/decisions/0101): a size is said
in steps of a quarter of a metre, or in whole blocks without a scale; a box is that size around the foot.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from groundglass.clear.observe.stature import RIM
from groundglass.clear.observe.tracker import Tracks
from groundglass.pane.ground import Ground
from groundglass.pane.ids import TICKS_PER_S, Instant90k, TrackId
from groundglass.pane.observation_bytes import FARTHEST_MM, FASTEST_PPM_S, PPM
from groundglass.pane.observations import (
    LONGEST_STILL_S,
    MAX_TRACKS,
    SIZE_STEP_MM,
    OnGround,
    PpmBox,
    ThingKind,
    TrackBatch,
    Tracked,
)

NOTHING_NAMED: Final[Mapping[int, ThingKind]] = MappingProxyType({})
LEAST_STILL_S: Final = 2.0
_LARGEST_MM: Final = 65_535 // SIZE_STEP_MM * SIZE_STEP_MM


class Reporter:
    """Says what the tracks of one geometry are. `block_px`, `width` and `height` in pixels of the picture."""

    def __init__(self, ground: Ground | None, block_px: int, width: int, height: int) -> None:
        self._ground = ground
        self._across = PPM * block_px / width
        self._down = PPM * block_px / height
        self._block_px = block_px

    def batch(self, tracks: Tracks, at: Instant90k, kinds: Mapping[int, ThingKind] = NOTHING_NAMED) -> TrackBatch:
        """The confirmed tracks, largest first when there are too many, by number. `kinds`: what they were called."""
        rows = [row for row in range(tracks.count) if tracks.confirmed[row]]
        if len(rows) > MAX_TRACKS:
            rows = sorted(rows, key=lambda row: -tracks.wide[row] * tracks.tall[row])[:MAX_TRACKS]
        said = [tracked for row in rows if (tracked := self._tracked(tracks, row, at, kinds)) is not None]
        return TrackBatch(at, tuple(sorted(said, key=lambda tracked: tracked.track)))

    def _tracked(self, tracks: Tracks, row: int, at: Instant90k, kinds: Mapping[int, ThingKind]) -> Tracked | None:
        x, y = float(tracks.x[row]) * self._across, float(tracks.y[row]) * self._down
        wide, tall = float(tracks.wide[row]), float(tracks.tall[row])
        dx, dy = float(tracks.dx[row]) * self._across, float(tracks.dy[row]) * self._down
        still_s = (at - int(tracks.still_since[row])) / TICKS_PER_S
        is_still = still_s >= LEAST_STILL_S
        if is_still:
            dx = dy = 0.0
        on_ground = self._on_ground(x, y, dx, dy, wide, tall)
        if on_ground is not None and self._ground is not None:
            # The box is drawn from the size that is said, so that it says no more.
            per_mm = self._ground.px_per_m(min(y / PPM, 1.0)) / 1000 / self._block_px
            wide, tall = max(on_ground.wide_mm, SIZE_STEP_MM) * per_mm, max(on_ground.tall_mm, SIZE_STEP_MM) * per_mm
        else:
            wide, tall = max(round(wide), 1), max(round(tall), 1)
        box = _box(x - wide / 2 * self._across, y - tall * self._down, x + wide / 2 * self._across, y)
        if box is None:
            return None
        return Tracked(
            TrackId(int(tracks.number[row]) & 0xFFFF_FFFF), box, _held(dx), _held(dy),
            min(int(still_s), LONGEST_STILL_S) if is_still else 0,
            kinds.get(int(tracks.number[row]), ThingKind.UNNAMED), on_ground,
        )  # fmt: skip

    def _on_ground(self, x: float, y: float, dx: float, dy: float, wide: float, tall: float) -> OnGround | None:
        ground = self._ground
        if ground is None:
            return None
        foot = min(y / PPM, 1.0)
        here = ground.point(x / PPM, foot)
        there = ground.point((x + dx) / PPM, min((y + dy) / PPM, 1.2))
        if here is None:
            return None
        speed = 0.0 if there is None else math.hypot(there[0] - here[0], there[1] - here[1])
        mm_per_block = 1000 * self._block_px / ground.px_per_m(foot)
        across, away = round(here[0] * 1000), round(here[1] * 1000)
        if max(abs(across), abs(away)) > FARTHEST_MM:
            return None
        return OnGround(
            across, away, min(round(speed * 1000), FARTHEST_MM), _step((tall - RIM) * mm_per_block),
            _step((wide - RIM) * mm_per_block),
        )  # fmt: skip


def _step(mm: float) -> int:
    return min(max(round(mm / SIZE_STEP_MM), 0) * SIZE_STEP_MM, _LARGEST_MM)


def _held(ppm_s: float) -> int:
    return min(max(round(ppm_s), -FASTEST_PPM_S), FASTEST_PPM_S)


def _box(left: float, top: float, right: float, bottom: float) -> PpmBox | None:
    """The part inside the picture, or None when there is none."""
    x0, y0, x1, y1 = (min(max(round(value), 0), PPM) for value in (left, top, right, bottom))
    return PpmBox(x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None
