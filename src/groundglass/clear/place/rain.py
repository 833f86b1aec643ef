"""Whether it rains: specks that one picture alone shows, and everywhere.

Apart because it is judged of the picture and not of a region. Of the rain that falls, two streaks are now and then in
the same blocks of two pictures, or several side by side, and look like somebody who stirred. A hand that twitches is a
speck as well, but in one spot: so it takes specks all over the picture for rain, however many there are in some of it.

Known weakness: while it rains, who only ever stirs by so little, in so few pictures, is not told from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

from groundglass.clear.place.grid import Grid

ZONES: Final = 4
"""Parts of the picture across, and as many down."""

EVERYWHERE: Final = 0.6
"""Share of the parts in which specks are seen, for it to be rain."""

FORGET_S: Final = 10.0
LEAST: Final = 2.0
"""Specks in a part within about that time, for it to be rain there."""


class Rain:
    """Counts what one picture alone has shown. Owned by `Visitors`."""

    def __init__(self, grid: Grid) -> None:
        self._per_zone = ZONES / grid.columns, ZONES / grid.rows
        self._specks: npt.NDArray[np.float64] = np.zeros((ZONES, ZONES), np.float64)

    def watch(self, specks: Iterable[tuple[float, float]], step_s: float) -> None:
        """Take the middles, in blocks, of the specks that have just been over, `step_s` after the last."""
        self._specks *= max(0.0, 1.0 - step_s / FORGET_S)
        across, down = self._per_zone
        for x, y in specks:
            self._specks[int(y * down), int(x * across)] += 1.0

    @property
    def falls(self) -> bool:
        """True while there are such specks nearly everywhere."""
        return int(np.count_nonzero(self._specks >= LEAST)) >= EVERYWHERE * self._specks.size
