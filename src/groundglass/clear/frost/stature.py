"""How tall those are who pass: a size for the boxes of a view that nobody has measured.

Apart because it is the one thing that frosting learns from people, and what it may learn is little: two numbers for a
camera, a height at the top row of the picture and what it gains down to the last. They are taken from many who passed
over some time and stay as they are until as many more have passed, so that no box has the size of whoever is in it.
It keeps heights in blocks while it learns, no picture and no outline; cover.py makes boxes of what it says.

It assumes flat ground, as a scale does, and that most who pass upright are adults. Known weakness: until enough have
passed there is no size, and outlines are close (design/decisions/0207).
"""

from __future__ import annotations

import math
import struct
from collections import deque
from dataclasses import dataclass, field
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frost.cover import LEAST_BLOCKS, STATURE_M, Chance, Cover, by_chance
from groundglass.clear.place.grid import Grid, Mask
from groundglass.clear.place.visitors import Labels
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.scale import PxPerMetre

LEAST_PASSERS: Final = 40
LEAST_S: Final = 600.0
"""So many, and over so long: a class of pupils on its way is no measure of a street."""

LOOK_EVERY_S: Final = 0.3
"""Who passes is there for seconds; this often is often enough, and costs next to nothing."""

MOST_KEPT: Final = 640
"""Heights that are kept, and passers after whom at the latest sizes are taken anew: a camera may be turned."""

UPRIGHT: Final = 0.9
"""Breadth per height from which a region is not taken for one person who walks."""

FURTHER: Final = 1.0
"""How far, in its own heights, a region must have gone to have passed."""

BANDS: Final = 12
"""Bands of rows in each of which somebody counts once, as tall as they were there at most."""

TALLEST: Final = 90.0
ROOM: Final = 1.12
"""A box is this much taller than nine in ten of those who passed: who does not fit is told by it."""

LEAST_SPREAD: Final = 0.08
"""Share of the rows over which feet are spread for a horizon to be known; else it is taken for the upper edge."""

_KEPT: Final = struct.Struct(">4sff")
_MAGIC: Final = b"GGSZ"


@dataclass(slots=True)
class _Passer:
    """One who is in the picture: where they were first, how far they went in heights, how tall they were and where."""

    x: float
    y: float
    way: float = 0.0
    tall: dict[int, tuple[int, int]] = field(default_factory=dict)


class Stature:
    """Learns the sizes of one view. One caller, one picture at a time."""

    def __init__(self, grid: Grid, scale: PxPerMetre | None = None, chance: Chance = by_chance) -> None:
        """Begin with the sizes of an earlier run, or without any."""
        self._grid = grid
        self._chance = chance
        self._passers: dict[int, _Passer] = {}
        self._kept: deque[tuple[int, int]] = deque(maxlen=MOST_KEPT)
        self._count = 0
        self._due = LEAST_PASSERS
        self._since: Instant90k | None = None
        self._looked: Instant90k | None = None
        self.scale = scale
        """In pixels per metre, as if somebody had measured it; None while no size is known."""
        self._cover = None if scale is None else Cover(grid, scale, chance)

    def cover(self, hidden: Mask, visitors: Labels, taken_at: Instant90k) -> Cover | None:
        """Look at the regions of one picture and return what covers them, or None while no size is known.

        `hidden` are the blocks that a box would cover, `visitors` the numbers of who is there (see visitors.py).
        """
        if self._looked is None or abs(taken_at - self._looked) >= LOOK_EVERY_S * TICKS_PER_S:
            self._looked = taken_at
            self._watch(hidden, visitors, taken_at)
        return self._cover

    def _watch(self, hidden: Mask, visitors: Labels, taken_at: Instant90k) -> None:
        if self._since is None:
            self._since = taken_at
        seen = self._note(hidden, visitors)
        for number in [number for number in self._passers if number not in seen]:
            self._keep(self._passers.pop(number))
        if self._count >= self._due and taken_at - self._since >= LEAST_S * TICKS_PER_S:
            self._due = self._count + min(self._count, MOST_KEPT)
            self.scale = self._fit()
            self._cover = Cover(self._grid, self.scale, self._chance)

    def _note(self, hidden: Mask, visitors: Labels) -> set[int]:
        """Note each region that is a visitor; return their numbers."""
        seen: set[int] = set()
        if not visitors.any():
            return seen
        count, parts, stats, centres = cv2.connectedComponentsWithStats(hidden.astype(np.uint8), connectivity=8)
        for part in range(1, count):
            left, top, wide, tall = (int(v) for v in stats[part, :4])
            if tall < LEAST_BLOCKS:
                continue
            window = np.s_[top : top + tall, left : left + wide]
            number = _most(visitors[window][parts[window] == part])
            if number == 0 or number in seen:
                continue
            seen.add(number)
            x, y = (float(v) for v in centres[part])
            passer = self._passers.setdefault(number, _Passer(x, y))
            passer.way = max(passer.way, math.dist((x, y), (passer.x, passer.y)) / tall)
            cut = top <= 0 or left <= 0 or top + tall >= self._grid.rows or left + wide >= self._grid.columns
            if not cut and wide <= UPRIGHT * tall:
                band = (top + tall) * BANDS // self._grid.rows
                passer.tall[band] = max(passer.tall.get(band, (0, 0)), (tall, top + tall))
        return seen

    def _keep(self, passer: _Passer) -> None:
        """Somebody has gone: if they passed, keep how tall they were."""
        if passer.way >= FURTHER and passer.tall:
            self._kept.extend(passer.tall.values())
            self._count += 1

    def _fit(self) -> PxPerMetre:
        tall, foot = (np.array(values, np.float64) for values in zip(*self._kept, strict=True))
        gain, base = float(np.median(tall / foot)), 0.0
        low, high = np.quantile(foot, (0.05, 0.95))
        if high - low >= LEAST_SPREAD * self._grid.rows:
            gain, base = _line(foot, tall)
        ratio = tall / np.maximum(base + gain * foot, 1.0)
        room = ROOM * float(np.percentile(ratio, TALLEST)) * self._grid.block_px / STATURE_M
        return PxPerMetre(base * room, gain * room * self._grid.height / self._grid.block_px)


def with_scale(place: bytes, scale: PxPerMetre | None) -> bytes:
    """The bytes of a place, and after them the sizes that were learned there."""
    return place if scale is None else place + _KEPT.pack(_MAGIC, scale.at_top, scale.slope)


def without_scale(untrusted: bytes) -> tuple[bytes, PxPerMetre | None]:
    """The bytes of a place without what `with_scale` added, and that. Sizes that are none are left out."""
    if len(untrusted) < _KEPT.size:
        return untrusted, None
    magic, at_top, slope = _KEPT.unpack(untrusted[-_KEPT.size :])
    if magic != _MAGIC:
        return untrusted, None
    # Whatever they are, they can only add to what is hidden (cover.py); but they must be numbers.
    known = math.isfinite(at_top) and math.isfinite(slope)
    return untrusted[: -_KEPT.size], PxPerMetre(at_top, slope) if known else None


def _most(numbers: Labels) -> int:
    """The number that most blocks have; 0 where none has any."""
    known, blocks = np.unique(numbers[numbers > 0], return_counts=True)
    return int(known[blocks.argmax()]) if known.size else 0


def _line(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Gain and base of the line through most points: medians over all pairs (Theil 1950, Sen 1968). Never falling."""
    one, other = np.triu_indices(x.size, 1)
    apart = x[other] - x[one]
    far = np.abs(apart) >= 2
    gain = max(0.0, float(np.median((y[other] - y[one])[far] / apart[far])))
    return gain, float(np.median(y - gain * x))
