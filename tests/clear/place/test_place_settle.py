"""What rest means after the picture began anew."""

from __future__ import annotations

import numpy as np

from groundglass.clear.place.grid import Reduced, lay_grid
from groundglass.clear.place.settle import Settling

GRID = lay_grid(320, 192)


def grey(level: int) -> Reduced:
    rows, columns = GRID.shape
    return Reduced(
        np.full((rows * 4, columns * 4), level, np.uint8),
        np.full((rows * 2, columns * 2), 128, np.uint8),
        np.full((rows * 2, columns * 2), 128, np.uint8),
    )


def test_nothing_has_rested_once_the_picture_began_anew() -> None:
    settling = Settling(GRID, 6.0)
    settling.watch(grey(90), 0.0)
    settling.watch(grey(90), 2.0)
    assert settling.rested_share == 1.0
    settling.restart()
    assert settling.rested_share == 0.0
    settling.watch(grey(90), 2.0)
    assert settling.rested_share == 0.0
