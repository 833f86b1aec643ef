"""Looks that break off at the borders of their blocks, where what rests there now does not.

Apart because no block can tell this of itself. Blocks come by their first looks one by one, each when it first came to
rest. Where somebody paused while the camera was switched on, a few blocks may have kept a piece of them, and all others
around it have the place. Such a piece ends where its blocks end, as nothing in any place does. What only arrived leaves
the looks behind it whole: it never tears them (design/decisions/0251).
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from groundglass.clear.frame import Plane
from groundglass.clear.place.grid import BLOCK, Map, Mask
from groundglass.clear.place.looks import Looks
from groundglass.clear.place.settle import Settling

MEND_S: Final = 0.5
"""Time between two searches: a piece has kept its blocks frosted for seconds already."""

OTHER: Final = 18.0
"""Distance from which a block clearly shows something else than its look."""

MOST_BLOCKS: Final = 16
"""Most blocks of a piece: in more than that somebody could stand."""

STEEP: Final = 8.0
"""Grey levels by which a look must break off at its rim beyond what is seen there now."""

TIMES: Final = 2.0
"""Times as steep as what is seen now that the break must be."""


class Mending:
    """Finds the torn pieces of a place that is not all proven, and forgets them."""

    def __init__(self) -> None:
        self._owed_s = 0.0

    def watch(self, looks: Looks, settling: Settling, distance: Map, step_s: float) -> None:
        """Forget the torn pieces among `looks`, `step_s` after the last picture, of which `distance` tells."""
        self._owed_s += step_s
        if self._owed_s < MEND_S:
            return
        self._owed_s = 0.0
        other = looks.has & ~looks.proven & ~looks.barred & (distance > OTHER) & settling.rested
        if other.any():
            fit = looks.has & (distance < OTHER)
            looks.forget(_torn(looks.pictures.luma, settling.pictures.luma, other, fit))


def _torn(looks: Plane, now: Plane, other: Mask, fit: Mask) -> Mask:
    """Of the blocks that show something `other` than their look, those whose look is a torn piece.

    1. A piece is small.
    2. All blocks beside it are `fit`, that is they show their look. Beside anything else it may be a part of somebody
       who is there now, and what rests in its place may be them.
    3. Along its rim its look breaks off, and much more so than what rests there now.
    """
    found: Mask = np.zeros(other.shape, np.bool_)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(other.astype(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    for part, (left, top, width, height, blocks) in enumerate(stats.tolist()):
        # 1.
        if not part or blocks > MOST_BLOCKS:
            continue
        window = np.s_[max(top - 1, 0) : top + height + 1, max(left - 1, 0) : left + width + 1]
        inside = parts[window] == part
        rim = inside[1:] != inside[:-1], inside[:, 1:] != inside[:, :-1]
        # 2.
        told = inside | fit[window]
        if (rim[0] & ~(told[1:] & told[:-1])).any() or (rim[1] & ~(told[:, 1:] & told[:, :-1])).any():
            continue
        # 3.
        borders = int(np.count_nonzero(rim[0]) + np.count_nonzero(rim[1]))
        at = max(top - 1, 0), max(left - 1, 0)
        if _break(looks, at, rim) > TIMES * _break(now, at, rim) + STEEP * borders:
            found[window] |= inside
    return found


def _break(luma: Plane, at: tuple[int, int], rim: tuple[Mask, Mask]) -> float:
    """Sum over the borders of a rim of the mean step in grey levels across each.

    `rim` are the borders to the block below and to the block on the right, of a window whose first block is `at` this
    row and column.
    """
    below, beside = rim
    rows, columns = beside.shape[0], below.shape[1]
    top, left = at[0] * BLOCK, at[1] * BLOCK
    part = luma[top : top + rows * BLOCK, left : left + columns * BLOCK].astype(np.int16)
    blocks = part.reshape(rows, BLOCK, columns, BLOCK)
    down = np.abs(blocks[:-1, -1] - blocks[1:, 0]).mean(axis=-1)
    right = np.abs(blocks[:, :, :-1, -1] - blocks[:, :, 1:, 0]).mean(axis=1)
    return float(down[below].sum() + right[beside].sum())
