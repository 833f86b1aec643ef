"""How many blocks a person covers at each row: what tells one person from two, and how many fill an area.

Apart because tracks and areas both ask. All adults are taken to be of one size; that is the purpose, not a weakness,
since nothing here may measure anybody. Without a scale there is no answer.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from groundglass.pane.ground import Ground

Floats = npt.NDArray[np.float64]

TALL_M: Final = 1.7
WIDE_M: Final = 0.62
FILL: Final = 0.65
"""Share of the box around a person that the person covers."""

RIM: Final = 0.5
"""Blocks by which a region is larger than the person in it, after it was slimmed: blocks are taken whole."""

BELOW: Final = 0.6
"""How much of a person may stand below the picture's lower edge, and still be looked for."""


class Stature:
    """Expected sizes in blocks, by the lower edge (in blocks from the top, past the picture's end too) of somebody."""

    def __init__(self, ground: Ground, block_px: int, rows: int) -> None:
        bottom_per_m = ground.px_per_m(1.0) / block_px
        feet = np.arange(rows + 1 + round(BELOW * TALL_M * bottom_per_m), dtype=np.float64) * block_px / ground.height
        self.per_m: Floats = np.array([ground.px_per_m(float(foot)) for foot in feet]) / block_px
        self.tall: Floats = TALL_M * self.per_m + RIM
        self.wide: Floats = WIDE_M * self.per_m + RIM
        self.blocks: Floats = np.maximum(self.tall * self.wide * FILL, 1.0)
        self.rows = rows

    def row(self, bottom: Floats) -> npt.NDArray[np.intp]:
        """The index of the lower edge nearest to this one."""
        return np.clip(np.round(bottom), 0, self.tall.size - 1).astype(np.intp)
