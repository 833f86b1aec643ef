"""How full the declared areas are, from what is hidden in them and how large a person is there.

Apart from tracks because a crowd cannot be followed one by one: people stand before each other. Where few are, tracks
are counted; where many are, crowd.py estimates them from what is covered; in between both count, by weight.

Known weaknesses: those of crowd.py; and from a low camera everything is covered long before six people stand on a
square metre, which `is_least` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from groundglass.clear.observe.crowd import Crowd
from groundglass.clear.observe.parts import slimmed
from groundglass.clear.observe.stature import Floats, Stature
from groundglass.clear.observe.tracker import Tracks
from groundglass.clear.place.grid import Grid, Mask, cover
from groundglass.pane.ground import Ground
from groundglass.pane.ids import AreaId, Instant90k
from groundglass.pane.observation_bytes import MAX_MILLI, PPM
from groundglass.pane.observations import AreaOccupancy
from groundglass.pane.settings import Area

SPARSE: Final = 0.12
CROWDED: Final = 0.30
"""Below the first covered share tracks are counted, above the second the crowd is estimated, between them both."""

FULL: Final = 0.93


@dataclass(frozen=True, slots=True)
class _Watched:
    """One area on the grid; without a scale nobody knows how many people fit, and there is no `crowd`."""

    number: AreaId
    inside: Mask
    crowd: Crowd | None
    m2: float


class Areas:
    """Sums up a second of pictures."""

    def __init__(self, areas: tuple[Area, ...], grid: Grid, ground: Ground | None, stature: Stature | None) -> None:
        self._watched = tuple(_watch(area, grid, ground, stature) for area in areas)
        self._stature = stature
        self._pictures = 0
        self._hidden: Floats = np.zeros(len(areas))
        self._standing: Floats = np.zeros(len(areas))
        self._fullest: Floats = np.zeros(len(areas))
        self._covered: Floats = np.zeros(grid.shape)

    def look(self, changed: Mask, tracks: Tracks) -> None:
        """Take one picture's blocks that are not the place."""
        if not self._watched:
            return
        self._pictures += 1
        slim = slimmed(changed, self._stature)
        self._covered += slim
        for index, watched in enumerate(self._watched):
            if watched.inside.any():
                self._hidden[index] += float(np.mean(changed[watched.inside]))
                self._fullest[index] = max(self._fullest[index], float(np.mean(slim[watched.inside])))
            if watched.crowd is not None:
                self._standing[index] += _standing(watched, tracks)

    def report(self, at: Instant90k) -> tuple[AreaOccupancy, ...]:
        """What was seen since the last report; nothing when no picture was judged."""
        if not self._pictures:
            return ()
        covered = self._covered / self._pictures
        told = tuple(self._told(index, watched, covered, at) for index, watched in enumerate(self._watched))
        self._pictures = 0
        self._hidden[:] = self._standing[:] = self._fullest[:] = 0.0
        self._covered[:] = 0.0
        return told

    def _told(self, index: int, watched: _Watched, covered: Floats, at: Instant90k) -> AreaOccupancy:
        hidden = min(round(self._hidden[index] / self._pictures * PPM), PPM)
        if watched.crowd is None:
            return AreaOccupancy(at, watched.number, hidden, None, None, hidden > FULL * PPM)
        people = float(self._standing[index]) / self._pictures
        weight = min(max((float(np.mean(covered[watched.inside])) - SPARSE) / (CROWDED - SPARSE), 0.0), 1.0)
        if weight:
            people += weight * (watched.crowd.people(covered) - people)
        return AreaOccupancy(
            at, watched.number, hidden, min(round(people * 1000), MAX_MILLI),
            min(round(people / watched.m2 * 1000), MAX_MILLI), bool(self._fullest[index] > FULL),
        )  # fmt: skip


def _standing(watched: _Watched, tracks: Tracks) -> float:
    """Tracks that stand in the area."""
    rows, columns = watched.inside.shape
    y = np.clip(tracks.y - 0.5, 0, rows - 1).astype(np.intp)
    x = np.clip(tracks.x, 0, columns - 1).astype(np.intp)
    return float((watched.inside[y, x] & tracks.confirmed).sum())


def _watch(area: Area, grid: Grid, ground: Ground | None, stature: Stature | None) -> _Watched:
    inside = cover((area.polygon,), grid, whole_blocks=False)
    m2 = ground.square_metres(area.polygon) if ground is not None else None
    if stature is None or m2 is None or not inside.any():
        return _Watched(area.number, inside, None, 0.0)
    return _Watched(area.number, inside, Crowd(stature, inside), max(m2, 0.1))
