"""Where on flat ground a point of the picture lies: pure arithmetic, for both sides of the pane.

Apart from scale.py, which knows how large a metre is and nothing of where it is. The line px per metre = at_top +
slope * row of a level camera, and how wide it sees, fix the camera: with f pixels of focal length, a height h and a
tilt t below the horizon, px per metre at v pixels below the middle is (f sin t + v cos t) / h. The point is then
u / px_per_m to the right of the middle column and (f cos t - v sin t) / px_per_m away along the ground.

Assumes flat ground, a level camera and a lens without distortion. Where nobody said how wide the camera sees,
`USUAL_VIEW_DEG` is taken: across the view that changes nothing, away from the camera distances and speeds are off by
the ratio of the focal lengths (a lens of 90 degrees taken for one of 60 is read 1.7 times too far).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from groundglass.pane.ids import AreaId
from groundglass.pane.scale import FLOOR_PX_PER_M, PxPerMetre
from groundglass.pane.settings import Area, Polygon

USUAL_VIEW_DEG: Final = 60.0
FARTHEST_M: Final = 300.0
"""Nothing is placed farther away than this: near the horizon a pixel is a street."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground before one camera. `width` and `height` in pixels; `slope_px` is px per metre per pixel of row."""

    scale: PxPerMetre
    width: int
    height: int
    focal_px: float
    tilt: float

    def px_per_m(self, y: float) -> float:
        """Pixels per metre at a row, 0..1 from the top."""
        return self.scale.at(y)

    def point(self, x: float, y: float) -> tuple[float, float] | None:
        """Metres (across, away) of a point of the picture given as 0..1; None near and above the horizon."""
        raw = self.scale.at_top + self.scale.slope * y
        if raw <= FLOOR_PX_PER_M:
            return None
        v = (y - 0.5) * self.height
        away = (self.focal_px * math.cos(self.tilt) - v * math.sin(self.tilt)) / raw
        if abs(away) > FARTHEST_M:
            return None
        return (x - 0.5) * self.width / raw, away

    def square_metres(self, polygon: Polygon) -> float | None:
        """Area on the ground; None when a part of the polygon is not ground that can be placed."""
        corners = [self.point(x, y) for x, y in polygon]
        placed = [corner for corner in corners if corner is not None]
        if len(placed) != len(corners):
            return None
        twice = 0.0
        for (x0, z0), (x1, z1) in zip(placed, placed[1:] + placed[:1], strict=True):
            twice += x0 * z1 - x1 * z0
        return abs(twice) / 2


def ground_of(scale: PxPerMetre | None, width: int, height: int, view_deg: float | None) -> Ground | None:
    """The ground before a camera, or None without a scale, or with one that grows towards the horizon.

    `view_deg` is the horizontal angle of view.
    """
    if scale is None or scale.slope < 0:
        return None
    focal_px = width / 2 / math.tan(math.radians(view_deg or USUAL_VIEW_DEG) / 2)
    per_px = scale.slope / height
    at_middle = scale.at_top + scale.slope / 2
    # at_middle = f sin t / h and per_px = cos t / h; a camera that looks straight down has no slope at all.
    tilt = math.atan2(at_middle, focal_px * per_px)
    return Ground(scale, width, height, focal_px, tilt)


def areas_in_m2(ground: Ground | None, areas: tuple[Area, ...]) -> dict[AreaId, float]:
    """Square metres of those declared areas that can be measured."""
    if ground is None:
        return {}
    measured = {area.number: ground.square_metres(area.polygon) for area in areas}
    return {number: m2 for number, m2 in measured.items() if m2 is not None and m2 > 0}
