"""Finds people in a region that is more than one, or one with a long shadow: where would upright boxes of a person's
size explain it best?

Apart because it is a search, used only where a scale says how large a person is. Greedy: the best box first, then the
best for what is left. Shadows lie flat and fill no upright box; of somebody mostly hidden behind others nothing is
left to find, and they are not counted here (areas.py estimates crowds). All lengths in blocks.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.observe.stature import Floats, Stature
from groundglass.clear.place.grid import Mask

CORE: Final = 0.75
"""Breadth of the box that is looked for, per breadth of a person: shoulders and hips, without arms and stride."""

TOP: Final = 0.94
EMPTY: Final = 0.6
"""What a block of the box that is the place takes away, per block that is not and is explained by nobody yet."""

ENOUGH: Final = 0.55
EXPECTED: Final = 0.2
"""Least gain of a box, per block of it; and how much less is enough where somebody was expected."""

LEAST_SEEN: Final = 0.4
MOST_ROUNDS: Final = 4
MOST_PEOPLE: Final = 96
MOST_PEAKS: Final = 300

_NEAR = np.ones((3, 3), np.uint8)


class Fit:
    """The search for one geometry. Boxes are left, top, right, bottom."""

    def __init__(self, stature: Stature, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        feet = np.arange(1, stature.tall.size)
        self.tall = np.maximum(np.round(stature.tall[feet] * TOP), 2)
        self.wide = np.maximum(np.round(stature.wide[feet] * CORE), 1)
        middle = np.arange(columns)
        left = (middle[None, :] - (self.wide[:, None] - 1) // 2).astype(np.intp)
        right = left + self.wide[:, None].astype(np.intp)
        top = (feet - self.tall).astype(np.intp)[:, None]
        bottom = np.minimum(feet, rows)[:, None]
        self._left, self._right = np.clip(left, 0, columns), np.clip(right, 0, columns)
        self._top = np.broadcast_to(np.clip(top, 0, rows), left.shape)
        self._bottom = np.broadcast_to(bottom, left.shape)
        seen = (self._right - self._left) * (self._bottom - self._top)
        whole = (self.wide * self.tall)[:, None]
        self._is_seen = seen >= LEAST_SEEN * whole
        self._per_block = 1.0 / np.maximum(seen, 1)
        width = columns + 1
        self._corners = tuple(
            (y * width + x).ravel()
            for y, x in (
                (self._bottom, self._right),
                (self._top, self._right),
                (self._bottom, self._left),
                (self._top, self._left),
            )
        )
        self._shape = left.shape

    def people(self, inside: Mask, expected: Floats) -> Floats:
        """Boxes of the people that explain the blocks of `inside`. `expected`: middle and lower edge of those known."""
        explained = np.zeros_like(inside)
        hidden_share = self._sums(inside)
        bonus = self._bonus(expected)
        found: list[tuple[int, int, int, int]] = []
        for _ in range(MOST_ROUNDS):
            fresh = self._sums(inside & ~explained)
            gain = (fresh - EMPTY * (1.0 / self._per_block - hidden_share)) * self._per_block + bonus
            gain[~self._is_seen] = 0.0
            more = self._pick(gain)
            if not more:
                break
            for left, top, right, bottom in more:
                explained[max(top - 1, 0) : bottom + 1, max(left - 1, 0) : right + 1] = True
            found += more
        return np.array(found[:MOST_PEOPLE], np.float64).reshape(-1, 4)

    def _pick(self, gain: Floats) -> list[tuple[int, int, int, int]]:
        """The best boxes that have no block in common."""
        flat = np.flatnonzero(gain.ravel() > ENOUGH)
        if not flat.size:
            return []
        # Only peaks: whatever is beside a better box is the same person a block off.
        small = gain.astype(np.float32)
        flat = flat[(small >= cv2.dilate(small, _NEAR)).ravel()[flat]]
        order = flat[np.argsort(-gain.ravel()[flat], kind="stable")][:MOST_PEAKS]
        taken, width = bytearray(self._rows * self._columns), self._columns
        picked = []
        for index in order.tolist():
            row, column = divmod(index, self._columns)
            left, right = int(self._left[row, column]), int(self._right[row, column])
            top, bottom = int(self._top[row, column]), int(self._bottom[row, column])
            # Boxes are of nearly one size, so two that overlap have a corner or a middle in one another.
            high, low, middle = top * width, (bottom - 1) * width, (top + bottom) // 2 * width
            if (
                taken[high + left] or taken[low + right - 1] or taken[high + right - 1] or taken[low + left]
                or taken[middle + (left + right) // 2]
            ):  # fmt: skip
                continue
            # A margin, so that the second best of the same person waits for the next round and is explained by then.
            begin, end = max(left - 2, 0), min(right + 2, width)
            for line in range(max(top - 2, 0), min(bottom + 2, self._rows)):
                taken[line * width + begin : line * width + end] = b"\1" * (end - begin)
            picked.append((left, top, right, row + 1))
        return picked

    def _sums(self, inside: Mask) -> Floats:
        sums = cv2.integral(inside.astype(np.uint8)).ravel()
        a, b, c, d = self._corners
        return np.asarray((sums[a] - sums[b] - sums[c] + sums[d]).reshape(self._shape), np.float64)

    def _bonus(self, expected: Floats) -> Floats:
        bonus = np.zeros(self._shape)
        if not expected.size:
            return bonus
        x = np.clip(np.round(expected[:, 0] - 0.5), 0, self._columns - 1).astype(np.intp)
        y = np.clip(np.round(expected[:, 1]) - 1, 0, self._shape[0] - 1).astype(np.intp)
        marks: npt.NDArray[np.float32] = np.zeros(self._shape, np.float32)
        marks[y, x] = EXPECTED
        return np.asarray(cv2.dilate(marks, np.ones((3, 3), np.uint8)), np.float64)
