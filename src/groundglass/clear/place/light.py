"""Light, separated from content: what a lamp, a cloud or the camera's exposure did to a known look.

Apart because the rule is a privacy rule: light is smooth over many blocks and bounded, content is not.
A person who stands still can therefore not be explained away as light, however long they stand; only
blocks that already match take part in the fit, so what is hidden never bends the estimate towards itself.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from groundglass.clear.place.grid import Grid, Map, Mask

REACH_BLOCKS: Final = 16
"""Light is estimated over about this many blocks in each direction: more than a person, less than a wall."""

LOCAL_LIMIT: Final = 10.0
"""Grey levels that light may differ locally from the fit over the whole picture."""

SUDDEN_LIMIT: Final = 20.0
"""Grey levels that light may differ from its slow course before a block counts as changed."""

SHADOW_LIMIT: Final = 7.0
"""The same for what light does in one part of the picture only: a soft shadow ahead of a person is content."""

CAST_LIMIT: Final = 9.0
"""The same for a block itself: a shadow with an edge."""

COURSE_S: Final = 45.0
"""Time in which the slow course follows the light by 63 %."""

_TRIM = (30.0, 12.0, 8.0)
_MIDDLE: Final = np.float32(128)


class Light:
    """The light on one place: `now` and `course`, grey levels to add to a look, per block."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._coarse = (max(2, -(-grid.columns // 4)), max(2, -(-grid.rows // 4)))
        self.now: Map = np.zeros(grid.shape, np.float32)
        self.course: Map = np.zeros(grid.shape, np.float32)
        self._rise: Map = np.zeros(grid.shape, np.float32)
        self._sudden: Mask | None = None
        self.tint: tuple[float, float] = (0.0, 0.0)

    def fit(self, look: Map, rise: Map, trusted: Mask) -> None:
        """Estimate the light from block means.

        `look` is the mean luma of the looks, `rise` the picture's mean luma minus it, `trusted` the blocks
        that matched in the picture before. With too few of those (under 2 %) the last estimate stays.
        """
        self._rise, self._sudden = rise, None
        # Weighted sums instead of picked blocks: the same regression, in a third of the time.
        x, y = look.ravel() - _MIDDLE, rise.ravel()
        squares, products = x * x, x * y
        among = trusted.ravel().astype(np.float32)
        weight, off = among, y
        gain = offset = 0.0
        for trim in _TRIM:
            count = float(weight.sum())
            if count < 0.02 * weight.size:
                return
            x_mean, y_mean = float(weight @ x) / count, float(weight @ y) / count
            spread = max(0.0, float(weight @ squares) / count - x_mean * x_mean)
            gain = (float(weight @ products) / count - x_mean * y_mean) / (spread + 25.0)
            gain = min(max(gain, -0.5), 1.0)
            offset = y_mean - gain * x_mean
            off = y - (np.float32(gain) * x + np.float32(offset))
            weight = among * (np.abs(off) < trim)
        shape = self._grid.shape
        self.now = rise - off.reshape(shape) + self._local(off.reshape(shape), weight.reshape(shape))

    def _local(self, rest: Map, weight: Map) -> Map:
        # A mean over the neighbourhood that only trusted blocks enter, computed on a quarter of the grid.
        span = (REACH_BLOCKS // 4 + 1,) * 2
        sums = []
        for field in (rest * weight, weight):
            coarse = cv2.resize(field, self._coarse, interpolation=cv2.INTER_AREA)
            coarse = cv2.blur(cv2.blur(coarse, span), (3, 3))
            sums.append(cv2.resize(coarse, (self._grid.columns, self._grid.rows), interpolation=cv2.INTER_LINEAR))
        local = sums[0] / (sums[1] + 0.05)
        return np.asarray(np.clip(local, -LOCAL_LIMIT, LOCAL_LIMIT), np.float32)

    def fit_tint(self, blue_rise: Map, red_rise: Map, trusted: Mask, elapsed_s: float) -> None:
        """Follow the colour of the light slowly, within 12 levels: one number for each chroma plane."""
        if np.count_nonzero(trusted) < 0.02 * trusted.size:
            return
        follow = min(1.0, elapsed_s / 2.0)
        new = []
        for old, rise in zip(self.tint, (blue_rise, red_rise), strict=True):
            seen = float(np.median(rise[trusted][::4]))
            new.append(min(max(old + follow * (seen - old), -12.0), 12.0))
        self.tint = (new[0], new[1])

    def settle(self, elapsed_s: float) -> None:
        """Let the slow course follow."""
        self._sudden = None
        self.course += (self.now - self.course) * np.float32(min(1.0, elapsed_s / COURSE_S))

    def restore(self, before: Map) -> None:
        """Take back a fit: the light is what it was."""
        self.now, self._sudden = before, None

    def begin(self) -> None:
        """Take the present light for the course, as after a picture that could not be judged."""
        self._sudden = None
        self.course[:] = self.now

    @property
    def sudden(self) -> Mask:
        """Blocks whose light differs from its slow course by more than light may. Not to be written to."""
        if self._sudden is None:
            self._sudden = self._find_sudden()
        return self._sudden

    def _find_sudden(self) -> Mask:
        change = self.now - self.course
        common = np.float32(np.median(change[::2, ::2]))
        seen = cv2.blur(self._rise - self.course, (3, 3))
        seen = (np.abs(seen) > SUDDEN_LIMIT) | (np.abs(seen - common) > CAST_LIMIT)
        alone = np.abs(change - common)
        return np.asarray(seen | (np.abs(change) > SUDDEN_LIMIT) | (alone > SHADOW_LIMIT), np.bool_)
