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
_SEED: Final = 7
_GREY: Final = 128


def paint_whole(into: FrostedCanvas) -> None:
    """Fill every pixel with still frosted glass."""
    height, width = into.luma.shape
    cells = np.random.default_rng(_SEED).integers(
        _TONE - _SWING, _TONE + _SWING, (-(-height // _CELL), -(-width // _CELL)), np.uint8
    )
    into.luma[:] = np.kron(cells, np.ones((_CELL, _CELL), np.uint8))[:height, :width]
    into.blue.fill(_GREY + 2)
    into.red.fill(_GREY - 2)
