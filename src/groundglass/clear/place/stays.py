"""Where somebody stayed before another passed in front of them.

Apart because a region may end as something else than it began. Somebody who sits there and stirs is one region; who
passes in front of them becomes part of it and takes its number and its way along; and when both are over, the region
has passed and no stir is seen to end. So a stay is kept by block, not by region: visitors.py says which regions stay
and which blocks are left, and this module remembers what was stayed at until then. It assumes the pictures' own time.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from groundglass.clear.place.grid import Grid, Map, Mask

STAY_S: Final = 2.0
"""Time in a region that stays after which a block was stayed at: longer than a walker needs for their own width.

Known weakness: who stirs for less than this and is met meanwhile has not stayed.
"""


class Stays:
    """For how long each block was part of a region that stays, and which were stayed at. Owned by `Visitors`."""

    def __init__(self, grid: Grid) -> None:
        self._for_s: Map = np.zeros(grid.shape, np.float32)
        self._stayed: Mask = np.zeros(grid.shape, np.bool_)

    def watch(self, staying: Mask, resting: Mask, step_s: float) -> Mask:
        """Count `step_s` for the blocks of the regions that stay, and back for all others.

        Return those that are stayed at now: long enough, and in a region whose middle rests as well.
        """
        step = np.where(staying, np.float32(step_s), np.float32(-step_s))
        self._for_s = np.clip(self._for_s + step, 0.0, 2.0 * STAY_S).astype(np.float32)
        now = resting & (self._for_s > STAY_S)
        self._stayed |= now
        return now

    def forget(self, where: Mask) -> None:
        """Who stayed there went away as they were: they came and went, and it is no stir."""
        self._stayed &= ~where

    def end(self, left: Mask) -> Mask:
        """Of the blocks that are left now, return and forget those where somebody stayed."""
        ended = self._stayed & left
        self._stayed &= ~ended
        self._for_s[ended] = 0.0
        return ended
