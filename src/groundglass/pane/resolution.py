"""How much can be told apart at each row of a picture, before frosting and after: for the desk and the command line.

Apart from scale.py, which measures: this is what is said of it. Before is what the camera gives; after is the most
that frosting leaves of a hidden person, the cells of a mosaic (a silhouette leaves less). Pure arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from groundglass.pane.scale import Class62676, PxPerMetre, class_of

ROWS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Where a scale is told, from the top (0) to the bottom (1) of the picture."""


@dataclass(frozen=True, slots=True)
class RowResolution:
    """Px per metre of scene at a row, the IEC 62676-4 class it reaches, and both of what frosting leaves."""

    row: float
    px_per_m: float
    reaches: Class62676
    left_px_per_m: float
    left_reaches: Class62676


def resolution_at(scale: PxPerMetre, row: float) -> RowResolution:
    """The resolution at a row, 0..1."""
    px_per_m = scale.at(row)
    left = px_per_m / scale.cell_px(row)
    return RowResolution(row, px_per_m, class_of(px_per_m), left, class_of(left))


def resolutions(px_per_m_top: float | None, px_per_m_bottom: float | None) -> tuple[RowResolution, ...]:
    """Row by row from the two numbers a camera is given; nothing for an uncalibrated camera."""
    if px_per_m_top is None or px_per_m_bottom is None:
        return ()
    scale = PxPerMetre(px_per_m_top, px_per_m_bottom - px_per_m_top)
    return tuple(resolution_at(scale, row) for row in ROWS)
