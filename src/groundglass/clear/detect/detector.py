"""Which pictures a detector looks at, and what stays hidden between two of them.

Apart from the model because it owns time. A box is hidden with a margin until the look after the next would have
confirmed it: whoever walks between two looks is hidden by the proof of place, as without a detector.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from groundglass.clear.detect.answers import Found
from groundglass.clear.detect.model import Model
from groundglass.clear.frame import ClearFrame
from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.pane.detector import DetectorOrder
from groundglass.pane.ids import TICKS_PER_S, Instant90k

MARGIN: Final = 0.15
"""How far beyond its box something is hidden, as a share of the box's width and height."""

HOLD_LOOKS: Final = 2.5
"""For so many looks a box stays hidden after it was last found."""


class Detector:
    """One model over the pictures of one camera, in order. `found` is what the last look saw."""

    def __init__(self, order: DetectorOrder, model: Model, width: int, height: int) -> None:
        self._model = model
        self._hides = frozenset(order.hides)
        self._every_90k = round(TICKS_PER_S / order.rate_hz)
        self._grid = lay_grid(width, height)
        self._looked_at: Instant90k | None = None
        self._until = np.full(self._grid.shape, np.iinfo(np.int64).min, np.int64)
        self.found: tuple[Found, ...] = ()

    def look(self, clear: ClearFrame) -> Mask:
        """The blocks that must be hidden in this picture whatever else is known. Raises what the model raises."""
        at = clear.taken_at
        if self._looked_at is None or not 0 <= at - self._looked_at < self._every_90k:
            if self._looked_at is not None and at < self._looked_at:
                # The clock went back: what is hidden stays so, counted from now.
                self._until[self._until > self._looked_at] = at + round(HOLD_LOOKS * self._every_90k)
            self._looked_at = at
            self.found = self._model.look(clear)
            for one in self.found:
                if one.kind in self._hides:
                    self._until[self._blocks(one)] = at + round(HOLD_LOOKS * self._every_90k)
        return np.asarray(self._until > at)

    def _blocks(self, one: Found) -> tuple[slice, slice]:
        grid = self._grid
        across, down = MARGIN * (one.right - one.left), MARGIN * (one.bottom - one.top)
        columns, rows = grid.width / grid.block_px, grid.height / grid.block_px
        return (
            slice(max(int((one.top - down) * rows), 0), int(np.ceil((one.bottom + down) * rows))),
            slice(max(int((one.left - across) * columns), 0), int(np.ceil((one.right + across) * columns))),
        )
