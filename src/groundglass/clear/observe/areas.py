"""How full the declared areas are, from what is hidden in them and how large a person is there.

Apart from tracks because a crowd cannot be followed one by one: people stand before each other. If people stood at
random, of an area in which n people would fit side by side C times, a share s = 1 - exp(-n / C) would be covered; so
n = -C ln(1 - s). Where few are, tracks are counted instead.

Known weaknesses: shadows count as people; people who keep a distance from each other overlap less than at random; and
from a low camera everything is covered long before six people stand on a square metre, which `is_least` says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from groundglass.clear.observe.stature import Floats, Stature
from groundglass.clear.observe.tracker import Tracks
from groundglass.clear.place.grid import Grid, Mask, cover
from groundglass.pane.ground import Ground
from groundglass.pane.ids import AreaId, Instant90k
from groundglass.pane.observation_bytes import MAX_MILLI, PPM
from groundglass.pane.observations import AreaOccupancy
from groundglass.pane.settings import Area

SPARSE: Final = 0.12
CROWDED: Final = 0.35
"""Below the first share tracks are counted, above the second the covered share is read, between them both by weight."""

FULL: Final = 0.93


@dataclass(frozen=True, slots=True)
class _Watched:
    """One area on the grid. `body` are the blocks where the middle of somebody standing in it is seen, and `people` how
    many people each of these blocks is."""

    number: AreaId
    inside: Mask
    body_rows: np.typing.NDArray[np.intp]
    body_columns: np.typing.NDArray[np.intp]
    people: Floats
    m2: float | None


class Areas:
    """Sums up a second of pictures."""

    def __init__(self, areas: tuple[Area, ...], grid: Grid, ground: Ground | None, stature: Stature | None) -> None:
        self._watched = tuple(_watch(area, grid, ground, stature) for area in areas)
        self._pictures = 0
        self._hidden: Floats = np.zeros(len(areas))
        self._people: Floats = np.zeros(len(areas))
        self._fullest: Floats = np.zeros(len(areas))

    def look(self, changed: Mask, tracks: Tracks) -> None:
        """Take one picture's blocks that are not the place."""
        self._pictures += 1
        for index, watched in enumerate(self._watched):
            self._hidden[index] += float(np.mean(changed[watched.inside])) if watched.inside.any() else 0.0
            if watched.m2 is None:
                continue
            capacity = float(watched.people.sum())
            covered = float(watched.people[changed[watched.body_rows, watched.body_columns]].sum())
            share = covered / capacity
            crowd = -capacity * math.log(1 - min(share, 0.99))
            weight = min(max((share - SPARSE) / (CROWDED - SPARSE), 0.0), 1.0)
            self._people[index] += weight * crowd + (1 - weight) * self._standing(watched, tracks)
            self._fullest[index] = max(self._fullest[index], share)

    def report(self, at: Instant90k) -> tuple[AreaOccupancy, ...]:
        """What was seen since the last report; nothing when no picture was judged."""
        if not self._pictures:
            return ()
        told = tuple(self._told(index, watched, at) for index, watched in enumerate(self._watched))
        self._pictures = 0
        self._hidden[:] = self._people[:] = self._fullest[:] = 0.0
        return told

    def _standing(self, watched: _Watched, tracks: Tracks) -> float:
        rows, columns = watched.inside.shape
        y = np.clip(tracks.y - 0.5, 0, rows - 1).astype(np.intp)
        x = np.clip(tracks.x, 0, columns - 1).astype(np.intp)
        return float((watched.inside[y, x] & tracks.confirmed).sum())

    def _told(self, index: int, watched: _Watched, at: Instant90k) -> AreaOccupancy:
        hidden = min(round(self._hidden[index] / self._pictures * PPM), PPM)
        if watched.m2 is None:
            return AreaOccupancy(at, watched.number, hidden, None, None, hidden > FULL * PPM)
        people = self._people[index] / self._pictures
        return AreaOccupancy(
            at, watched.number, hidden, min(round(people * 1000), MAX_MILLI),
            min(round(people / watched.m2 * 1000), MAX_MILLI), bool(self._fullest[index] > FULL),
        )  # fmt: skip


def _watch(area: Area, grid: Grid, ground: Ground | None, stature: Stature | None) -> _Watched:
    inside = cover((area.polygon,), grid, whole_blocks=False)
    rows, columns = np.nonzero(inside)
    m2 = ground.square_metres(area.polygon) if ground is not None else None
    if stature is None or m2 is None or not rows.size:
        none = np.zeros(0, np.intp)
        return _Watched(area.number, inside, none, none, np.zeros(0), None)
    feet = rows + 1
    middle = np.clip(np.round(feet - stature.tall[feet] / 2), 0, grid.rows - 1).astype(np.intp)
    return _Watched(area.number, inside, middle, columns, 1.0 / stature.blocks[feet], max(m2, 0.1))
