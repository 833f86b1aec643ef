"""Hide the whole picture, needing nothing: what is painted when frosting itself has failed.

Apart from frost/ because it must not share a line with what may have failed. It does not look at the picture:
the glass is drawn from the size alone, so nothing of the scene can be in it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from groundglass.clear.encode import FrostedCanvas

_CELL: Final = 32
_TONE: Final = 112
_SWING: Final = 14
_GREY: Final = 128


def paint_whole(into: FrostedCanvas) -> None:
    """Fill every pixel with still frosted glass."""
    height, width = into.luma.shape
    rows, columns = np.arange(-(-height // _CELL))[:, None], np.arange(-(-width // _CELL))
    # Knuth's multiplicative hash: no two neighbours alike, and no library that might have to be found first.
    cells = (_TONE - _SWING + (rows * 61 + columns + 1) * 2_654_435_761 % 2**32 * 2 * _SWING // 2**32).astype(np.uint8)
    into.luma[:] = np.kron(cells, np.ones((_CELL, _CELL), np.uint8))[:height, :width]
    into.blue.fill(_GREY + 2)
    into.red.fill(_GREY - 2)
