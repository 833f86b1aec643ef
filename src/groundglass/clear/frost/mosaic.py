"""Cells of at least 80 mm of scene: the mosaic, and the coarse colour in which a hazard stays visible.

The style of that name is a pattern of cells and holds nothing of what is hidden: cells in the colours of clothes name
people three times in four (design/decisions/0092). Only a hazard is shown in its own colours.

Apart because its cells follow the scene, not the picture: rows of cells grow towards the camera. Without
a scale the nearest plausible subject is assumed, a person who fills the height of the picture. A scale may be
mistyped, so no cell is finer than half of what is used without one. Cells are
renewed five times a second and no faster: a mosaic that moves with every picture can be sharpened from many.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.glass import Field
from groundglass.clear.place.grid import Grid, Map, Reducer, block_mean
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.scale import PxPerMetre

RENEW_EVERY_S: Final = 0.2
SUBJECT_M: Final = 1.8

LEAST_SHARE: Final = 0.5
"""No scale makes a cell finer than this share of a cell without one: whoever is up to half as tall as the picture is
never shown in less than 80 mm, whatever was typed."""


_SWING: Final = 15
_SEED: Final = 80


def lay_cells(grid: Grid, scale: PxPerMetre | None) -> npt.NDArray[np.intp]:
    """The number of the cell that each block belongs to, counted from 0; shape (rows, columns)."""
    unknown = PxPerMetre(grid.height / SUBJECT_M, 0.0)
    assumed, least = scale or unknown, LEAST_SHARE * unknown.cell_px(0.0)
    cells = np.zeros(grid.shape, np.intp)
    top = first = 0
    columns = np.arange(grid.columns)
    while top < grid.rows:
        # The largest scale within the row of cells counts: its lower edge.
        edge = assumed.cell_px(top * grid.block_px / grid.height)
        edge = assumed.cell_px(min(1.0, (top * grid.block_px + edge) / grid.height))
        blocks = max(1, math.ceil(max(edge, least) / grid.block_px))
        cells[top : top + blocks] = first + columns // blocks
        first = int(cells[top, -1]) + 1
        top += blocks
    # A last row or column that would be cut short by the picture's edge joins its neighbour's rhythm as it is:
    # it covers less scene, and repeats less of it.
    return cells


class Mosaic:
    """The current mosaic of one camera."""

    def __init__(self, grid: Grid, scale: PxPerMetre | None) -> None:
        self._grid = grid
        self._reducer = Reducer(grid)
        self._cells = lay_cells(grid, scale)
        self._count = np.bincount(self._cells.ravel())
        cv2.setRNGSeed(_SEED)
        swing = np.empty(int(self._cells.max()) + 1, np.int16)
        cv2.randu(swing, np.array([-_SWING]), np.array([_SWING + 1]))
        self._pattern = np.asarray(swing[self._cells], np.float32)
        self._renewed: Instant90k | None = None
        blank = np.full(grid.shape, np.float32(128))
        self._field = Field(blank, blank, blank)

    def field(self, clear: ClearFrame, taken_at: Instant90k) -> Field:
        """Colours per block, the same for all blocks of a cell. Not to be written to."""
        if self._renewed is None or abs(taken_at - self._renewed) >= RENEW_EVERY_S * TICKS_PER_S:
            self._renewed = taken_at
            small = self._reducer.reduce(clear)
            self._field = Field(*(self._flat(block_mean(p, self._grid)) for p in (small.luma, small.blue, small.red)))
        return self._field

    def patterned(self, field: Field) -> Field:
        """Another field in flat cells that differ by a fixed pattern: nothing of the picture enters it."""
        return Field(self._flat(field.luma) + self._pattern, self._flat(field.blue), self._flat(field.red))

    def _flat(self, means: Map) -> Map:
        sums = np.bincount(self._cells.ravel(), weights=means.ravel())
        return np.asarray((sums / self._count)[self._cells], np.float32)
