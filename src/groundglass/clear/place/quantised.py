"""By how much a codec lets blocks jump: the coarse steps in which a cheap camera gives their mean.

Apart because it is a property of the camera and not of the place: one number for luma and one for chroma. A codec
that compresses heavily gives the mean of a block in steps of several grey levels. Where the true mean lies between two
of them, the block jumps from one to the other and back, and sensor noise or a little light turns a whole wall over.
Nobody is one block large, and chance has no preferred size: blocks that jump alone, often, and mostly by the same
amount give the step away. A difference of one step then says nothing, wherever it is; two are content as before.

Assumes blocks of a codec about as large as those of the grid. Rain and leaves jump by any amount, a codec that
predicts (H.264) seldom jumps at all: for both the step is 0 and nothing is forgiven.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import Plane
from groundglass.clear.place.compare import CHROMA_WEIGHT
from groundglass.clear.place.grid import Grid, Reduced

LEAST_JUMP: Final = 4
"""Grey levels from which a jump counts: less is noise, and less than the nearest distance that counts as changed."""

MOST_JUMP: Final = 32
"""What jumps by so much or more is counted, and is no step."""

LEAST_STIR: Final = 2
MOST_TOGETHER: Final = 4
"""Blocks of 5 x 5 that may stir by that much, for one of them to jump alone: a codec's block is up to 2 x 2 of them."""

OFTEN: Final = 0.003
"""Share of the still blocks that jump alone between two pictures from which a step may be meant by it."""

ALIKE: Final = 0.5
"""Share of those jumps within a grey level of the most frequent size from which there is a step."""

LEAST_SEEN: Final = 50.0
"""Jumps of which a share is judged, at the least."""

EVERY_S: Final = 0.2
"""Time from one picture that is looked at to the next: the step is the camera's, and changes seldom if ever."""

FORGET_S: Final = 20.0
ROOM: Final = 1.15
"""Times the step that is allowed: its true size lies between two grey levels, and there is noise besides."""

_SIZES: Final = MOST_JUMP + 1


class Quantised:
    """Watches the means of blocks from picture to picture. Owned by `Memory`.

    `_jumps` counts, for luma and for chroma, what jumped alone by its size in grey levels, `_still` the blocks that
    could have; both fade.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._before: tuple[Plane, ...] | None = None
        self._owed_s = 0.0
        self._jumps: npt.NDArray[np.float64] = np.zeros((2, _SIZES), np.float64)
        self._still: npt.NDArray[np.float64] = np.zeros(2, np.float64)

    def watch(self, picture: Reduced, step_s: float) -> None:
        """Count the jumps since the picture that was looked at last; the one before this was `step_s` ago."""
        self._owed_s += step_s
        if self._before is not None and self._owed_s < EVERY_S:
            return
        step_s, self._owed_s = self._owed_s, 0.0
        size = self._grid.columns, self._grid.rows
        means = tuple(
            np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)
            for plane in (picture.luma, picture.blue, picture.red)
        )
        before, self._before = self._before, means
        if before is None:
            return
        kept = max(0.0, 1.0 - step_s / FORGET_S)
        self._jumps *= kept
        self._still *= kept
        for index, (now, then) in enumerate(zip(means, before, strict=True)):
            jump = np.asarray(cv2.absdiff(now, then), np.uint8)
            stirs = (jump >= LEAST_STIR).view(np.uint8)
            still = np.asarray(cv2.boxFilter(stirs, -1, (5, 5), normalize=False)) <= MOST_TOGETHER
            lone = jump[still & (jump >= LEAST_JUMP)]
            of = min(index, 1)
            self._jumps[of] += np.bincount(np.minimum(lone, MOST_JUMP), minlength=_SIZES)
            self._still[of] += np.count_nonzero(still)

    @property
    def allowance(self) -> float:
        """Distance (compare.py) that a step alone can make, in grey levels; 0 where no step is seen."""
        return ROOM * max(self._step(0), CHROMA_WEIGHT * self._step(1))

    def _step(self, of: int) -> int:
        """The step in luma (0) or chroma (1), grey levels; 0 for none."""
        jumps = self._jumps[of]
        count = float(jumps.sum())
        if count < max(LEAST_SEEN, OFTEN * float(self._still[of])):
            return 0
        most = int(jumps[:MOST_JUMP].argmax())
        alike = float(jumps[most - 1 : most + 2].sum())
        # Where the smallest sizes are the most frequent, they are the tail of noise.
        return most if most > LEAST_JUMP and alike >= ALIKE * count else 0
