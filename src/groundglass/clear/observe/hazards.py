"""Placeholder until written below."""

from __future__ import annotations

from groundglass.clear.frame import ClearFrame
from groundglass.clear.place.grid import Grid, Mask
from groundglass.pane.ground import Ground
from groundglass.pane.ids import Instant90k
from groundglass.pane.observations import HazardSeen


class Hazards:
    """Nothing yet."""

    def __init__(self, grid: Grid, ground: Ground | None) -> None:
        self._grid = grid

    def look(self, clear: ClearFrame, changed: Mask, at: Instant90k) -> tuple[HazardSeen, ...]:
        return ()
