"""Which parts of the picture have come to rest, and since when.

Apart because rest is not proof: it only says that there is a look to be weighed. The last picture in
which a block changed is kept as its look to be, and serves as the proposal for the desk.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from groundglass.clear.place.compare import FAR, Comparison, far
from groundglass.clear.place.grid import Grid, Map, Mask, Reduced
from groundglass.clear.place.looks import Pictures
from groundglass.clear.place.middle import median

LEAST_REST_S: Final = 0.7
MOST_REST_S: Final = 4.0


class Settling:
    """Watches pictures and notes per block how long it has been still."""

    def __init__(self, grid: Grid, evidence_s: float) -> None:
        self._grid = grid
        self._compare = Comparison(grid)
        self._rest_s = min(max(evidence_s / 12.0, LEAST_REST_S), MOST_REST_S)
        self._blind = True
        self._none: Map = np.zeros(grid.shape, np.float32)
        self._limit: Map = np.full(grid.shape, np.float32(FAR))
        self.pictures = Pictures(grid)
        self.still_s: Map = np.zeros(grid.shape, np.float32)

    def restart(self) -> None:
        """Forget what was seen; the next picture is the first."""
        self._blind = True
        self.still_s.fill(0)

    def watch(self, picture: Reduced, elapsed_s: float) -> None:
        """Compare with what was still, and start the blocks again that moved."""
        if self._blind:
            self._blind = False
            self.pictures.take(picture, np.ones(self._grid.shape, np.bool_))
            return
        rise = self._compare.rise(picture, self.pictures)
        # Exposure moves everything by a little at once; that is not content.
        common = np.full_like(rise, min(max(median(rise[::2, ::2]), -8.0), 8.0))
        distance = self._compare.distance(picture, self.pictures, common, (0.0, 0.0), self._none)
        moved = far(distance, self._limit)
        self.still_s += np.float32(elapsed_s)
        if moved.any():
            self.pictures.take(picture, moved)
            self.still_s[moved] = 0

    @property
    def rested(self) -> Mask:
        return self.still_s >= self._rest_s

    @property
    def rested_share(self) -> float:
        return float(np.mean(self.rested))
