"""Pictures between two that were weighed: what of them is certain without weighing.

Apart because it is an argument of its own. A block that was so far from its look, and has moved by so much since, is at
most as far from it now as both together. Where even that is near enough the block still shows the place; all
others are hidden. What is hidden is so never less than if the picture had been weighed under the same light,
and it costs a tenth. It applies to quick cameras only: from the picture that was weighed last, it reaches `REACH_S`.

It keeps one reduced picture between two pictures, as settle.py does, and proves nothing.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from groundglass.clear.place.compare import CHROMA_WEIGHT, far
from groundglass.clear.place.grid import Grid, Map, Mask, Reduced, block_mean
from groundglass.clear.place.looks import Pictures
from groundglass.pane.ids import TICKS_PER_S, Instant90k

REACH_S: Final = 0.07
"""Of 30 pictures a second a third is weighed, of 25 one half, of 15 half unless more moves."""

MOST_NEW: Final = 0.15
"""Share of what was hidden by which it may grow unweighed: where more moves at once, doubt would hide too much."""

MOST_STRAY: Final = 3
"""Blocks newly hidden away from all that was hidden: a leaf that stirs would blink, and who comes in is weighed."""

_NEAR: Final = np.ones((5, 5), np.uint8)


class Between:
    """What was weighed last, and how much room each block has left."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._weighed = Pictures(grid)
        self._at: Instant90k | None = None
        self._distance: Map = np.zeros(grid.shape, np.float32)
        self._limit: Map = np.ones(grid.shape, np.float32)
        self._changed: Mask = np.zeros(grid.shape, np.bool_)
        self._judged: Mask = np.zeros(grid.shape, np.bool_)
        self._left = 1.0

    def keep(
        self,
        picture: Reduced,
        at: Instant90k,
        distance: Map,
        limit: Map,
        changed: Mask,
        judged: Mask,
        left: float = 1.0,
    ) -> None:
        """This picture was weighed: so far is each block of `judged` from its look, and so far it may be.

        `left` is what the light leaves of differences, by which distances were divided.
        """
        for own, other in zip(
            (self._weighed.luma, self._weighed.blue, self._weighed.red),
            (picture.luma, picture.blue, picture.red),
            strict=True,
        ):
            np.copyto(own, other)
        self._at, self._distance, self._limit, self._changed, self._judged = at, distance, limit, changed, judged
        self._left = left

    def forget(self) -> None:
        """The next picture is to be weighed."""
        self._at = None

    def changed(self, picture: Reduced, at: Instant90k) -> Mask | None:
        """Blocks that may not show their look any more; None where the picture is to be weighed itself."""
        if self._at is None or not 0 < at - self._at < REACH_S * TICKS_PER_S:
            return None
        changed = (far(self._distance + self._moved(picture), self._limit) & self._judged) | self._changed
        new = changed & ~self._changed
        if np.count_nonzero(new) > max(MOST_STRAY, MOST_NEW * np.count_nonzero(self._changed)):
            return None
        stray = new & (cv2.dilate(self._changed.astype(np.uint8), _NEAR) == 0)
        return changed if np.count_nonzero(stray) <= MOST_STRAY else None

    def _moved(self, picture: Reduced) -> Map:
        """By how much each block differs from the picture that was weighed, as distances are measured."""
        luma, blue, red = (
            block_mean(np.asarray(cv2.absdiff(now, then), np.uint8), self._grid)
            for now, then in (
                (picture.luma, self._weighed.luma),
                (picture.blue, self._weighed.blue),
                (picture.red, self._weighed.red),
            )
        )
        return np.asarray(np.maximum(luma / self._left, CHROMA_WEIGHT * np.maximum(blue, red)), np.float32)
