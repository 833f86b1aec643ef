"""Which blocks tremble: branches, flags and cordon tape in the wind.

Apart because it is known of a block by how often it changes, whatever it shows; and it is all that is kept of movement
with a saved place, since what trembles does so after a restart as well (design/decisions/0253).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from groundglass.clear.place.grid import Grid, Map, Mask

TREMBLE_S: Final = 6.0
"""Time over which changes are counted."""

TREMBLING: Final = 0.05
"""Share of steps in which a block changes between matching and not from which it is taken to tremble."""

RECALLED: Final = 2.0 * TREMBLING
"""The share that a block begins with which trembled when the place was saved: it counts for eight still seconds."""


class Trembling:
    """Counts per block how often it changes between matching its look and not."""

    def __init__(self, grid: Grid) -> None:
        self._share: Map = np.zeros(grid.shape, np.float32)
        self._was_changed: Mask = np.zeros(grid.shape, np.bool_)
        self.blocks: Mask = np.zeros(grid.shape, np.bool_)

    def watch(self, changed: Mask, step_s: float) -> None:
        """Take the changed blocks of the next step, `step_s` after the last."""
        flicker = (changed != self._was_changed).astype(np.float32)
        self._was_changed = changed
        self._share += (flicker - self._share) * np.float32(min(1.0, step_s / TREMBLE_S))
        self.blocks = self._share > np.where(self.blocks, TREMBLING * 0.5, TREMBLING)

    def recall(self, blocks: Mask) -> None:
        """Begin with what trembled when the place was saved."""
        self._share[blocks] = RECALLED
        self.blocks = blocks.copy()
