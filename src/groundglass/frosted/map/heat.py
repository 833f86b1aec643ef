"""Cells of a picture as pieces of the ground before its camera: arithmetic between analytics and the map.

Counts come as analytics tells them, small ones withheld already; nothing here adds cells up, so nothing that was
withheld can be found by subtraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from groundglass.frosted.analytics.reading import HeatCell
from groundglass.frosted.analytics.tallying import COLUMNS, ROWS
from groundglass.pane.ground import Ground, ground_of
from groundglass.pane.scale import PxPerMetre

MOST_SHAPE: Final = 40.0
"""Pieces that are so many times longer than wide lie near the horizon, where a cell is a street: they say nothing."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A four-cornered piece of the ground in metres (across, away), and what was counted on it: None for few."""

    corners: tuple[tuple[float, float], ...]
    visits: int | None
    stay_s: float | None


def ground_before(
    top_px_per_m: float | None, bottom_px_per_m: float | None, width: int, height: int, view_deg: float | None
) -> Ground | None:
    """The ground before a camera as its settings tell it; None where nobody said how large a metre is."""
    if top_px_per_m is None or bottom_px_per_m is None:
        return None
    return ground_of(PxPerMetre(top_px_per_m, bottom_px_per_m - top_px_per_m), width, height, view_deg)


def on_ground(cells: Sequence[HeatCell], ground: Ground) -> tuple[Piece, ...]:
    """Those of the cells that can be placed on the ground."""
    pieces = (_piece(cell, ground) for cell in cells)
    return tuple(piece for piece in pieces if piece is not None)


def _piece(cell: HeatCell, ground: Ground) -> Piece | None:
    left, right = cell.column / COLUMNS, (cell.column + 1) / COLUMNS
    top, bottom = cell.row / ROWS, (cell.row + 1) / ROWS
    corners = [ground.point(x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))]
    placed = [corner for corner in corners if corner is not None and corner[1] > 0]
    if len(placed) < 4:
        return None
    depth, width = placed[0][1] - placed[3][1], placed[2][0] - placed[3][0]
    if width <= 0 or depth <= 0 or depth / width > MOST_SHAPE:
        return None
    return Piece(tuple(placed), cell.visits, cell.stay_s)
