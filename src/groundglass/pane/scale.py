"""How large a metre is in the picture, row by row: pure arithmetic, for both sides of the pane.

Apart because the worker sizes its frosting by it and the desk draws it. A view is described by one line:
px per metre = at_top + slope * (row / height), never below `FLOOR`. A level camera over flat ground
follows that line exactly (the size of an upright thing falls linearly towards the horizon); lens
distortion and slopes are left out and named in the classes' docstrings. Classes after IEC 62676-4:2014.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from groundglass.errors import ConfigError

FLOOR_PX_PER_M: Final = 1.0
CEILING_PX_PER_M: Final = 20_000.0

Class62676 = Literal["inspect", "identify", "recognise", "observe", "detect", "monitor", "below monitor"]

CLASSES: Final[tuple[tuple[float, Class62676], ...]] = (
    (1000.0, "inspect"),
    (250.0, "identify"),
    (125.0, "recognise"),
    (62.5, "observe"),
    (25.0, "detect"),
    (12.5, "monitor"),
)

FROSTED_PX_PER_M: Final = 12.5
"""What frosting may leave of a person: one cell for each 80 mm."""


def class_of(px_per_m: float) -> Class62676:
    """Return the IEC 62676-4 class that a resolution reaches."""
    for least, name in CLASSES:
        if px_per_m >= least:
            return name
    return "below monitor"


@dataclass(frozen=True, slots=True)
class PxPerMetre:
    """Pixels per metre of upright scene at a row, the row given as 0 (top) .. 1 (bottom) of the picture."""

    at_top: float
    slope: float

    def at(self, row_share: float) -> float:
        """Return px per metre of the full picture at a row, at least 1 and at most 20,000."""
        return min(max(self.at_top + self.slope * row_share, FLOOR_PX_PER_M), CEILING_PX_PER_M)

    def cell_px(self, row_share: float) -> int:
        """Return the edge, in pixels, of a cell that covers 80 mm of scene at a row."""
        return max(1, math.ceil(self.at(row_share) / FROSTED_PX_PER_M))


@dataclass(frozen=True, slots=True)
class Upright:
    """Something upright of known height: where it stands and ends, in pixels from the top."""

    head_px: float
    foot_px: float
    height_m: float


@dataclass(frozen=True, slots=True)
class GroundPoint:
    """A point on the ground: in the picture in pixels, on the ground in metres in any fixed frame."""

    x_px: float
    y_px: float
    east_m: float
    north_m: float


def from_uprights(first: Upright, second: Upright, height_px: int) -> PxPerMetre:
    """Scale from two upright things of known height at different distances.

    Raises `ConfigError` when they stand at nearly the same row (under 2 % of the picture apart).
    """
    _need_height(height_px)
    scales = []
    for upright in (first, second):
        tall_px = upright.foot_px - upright.head_px
        if not (tall_px > 0 and upright.height_m > 0 and math.isfinite(tall_px / upright.height_m)):
            raise ConfigError(
                "an upright of no height cannot give a scale", "mark the head above the foot, and a height in metres"
            )
        scales.append(tall_px / upright.height_m)
    rows = (first.foot_px / height_px, second.foot_px / height_px)
    apart = rows[1] - rows[0]
    if abs(apart) < 0.02:
        raise ConfigError("both uprights stand at the same distance", "mark one near the camera and one further away")
    slope = (scales[1] - scales[0]) / apart
    return _line(scales[0] - slope * rows[0], slope)


def from_ground(points: tuple[GroundPoint, GroundPoint, GroundPoint, GroundPoint], height_px: int) -> PxPerMetre:
    """Scale from four points on flat ground, no three of them on a line.

    The four pairs fix the projective map from ground to picture; the width of a metre across the view at a
    row is taken from its inverse at the middle column of the points, at two rows, and joined by a line.
    """
    _need_height(height_px)
    # Counted from the middle of the points, which is never on the horizon; the picture's corner may be.
    middle, centre = sum(p.x_px for p in points) / 4, sum(p.y_px for p in points) / 4
    to_ground = _projective(
        [(p.x_px - middle, p.y_px - centre) for p in points], [(p.east_m, p.north_m) for p in points]
    )
    rows = (min(p.y_px for p in points), max(p.y_px for p in points))
    if rows[1] - rows[0] < 0.02 * height_px:
        raise ConfigError("the four points lie on one row", "mark points near the camera and further away")
    scales = []
    for row in rows:
        left, right = _apply(to_ground, -0.5, row - centre), _apply(to_ground, 0.5, row - centre)
        metres = math.hypot(right[0] - left[0], right[1] - left[1])
        if not (metres > 0 and math.isfinite(metres)):
            raise ConfigError("the four points do not lie on one plane", "measure the four points again")
        scales.append(1.0 / metres)
    slope = (scales[1] - scales[0]) / ((rows[1] - rows[0]) / height_px)
    return _line(scales[0] - slope * rows[0] / height_px, slope)


def from_mounting(*, camera_height_m: float, tilt_deg: float, vertical_view_deg: float, height_px: int) -> PxPerMetre:
    """Scale from a lens and its mounting: height above the ground, tilt below the horizon, vertical angle.

    For a distortion-free lens of focal length f (pixels) a metre across the view at a ground point seen
    `a` below the axis measures f * (sin tilt + tan a * cos tilt) / height; linear in the row.
    """
    _need_height(height_px)
    if not (0.3 <= camera_height_m <= 500 and -10 <= tilt_deg <= 90 and 1 <= vertical_view_deg <= 150):
        raise ConfigError(
            "this mounting gives no scale",
            "give a height of 0.3 to 500 m, a tilt of -10 to 90 degrees and a vertical angle of 1 to 150 degrees",
        )
    focal_px = height_px / 2 / math.tan(math.radians(vertical_view_deg) / 2)
    tilt = math.radians(tilt_deg)
    at_axis = focal_px * math.sin(tilt) / camera_height_m
    per_px = math.cos(tilt) / camera_height_m
    slope = per_px * height_px
    return _line(at_axis - slope / 2, slope)


def _line(at_top: float, slope: float) -> PxPerMetre:
    scale = PxPerMetre(at_top, slope)
    if not (math.isfinite(at_top) and math.isfinite(slope)) or scale.at(1.0) <= FLOOR_PX_PER_M:
        raise ConfigError("the marks give no usable scale", "mark them again; near things must look larger")
    return scale


def _need_height(height_px: int) -> None:
    if height_px < 1:
        raise ConfigError("a picture of no height has no scale", "give the height of the picture in pixels")


def _projective(source: list[tuple[float, float]], target: list[tuple[float, float]]) -> tuple[float, ...]:
    # Eight unknowns of the map, two equations per pair, by Gauss with the largest pivot.
    system = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        system.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        system.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    size = 8
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(system[row][column]))
        if not abs(system[pivot][column]) > 1e-9:
            raise ConfigError("three of the four points lie on a line", "mark four corners of an area")
        system[column], system[pivot] = system[pivot], system[column]
        head = system[column]
        for row in range(size):
            if row != column:
                factor = system[row][column] / head[column]
                system[row] = [a - factor * b for a, b in zip(system[row], head, strict=True)]
    return (*(system[row][size] / system[row][row] for row in range(size)), 1.0)


def _apply(matrix: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = matrix
    depth = g * x + h * y + i
    if abs(depth) < 1e-12:
        return math.inf, math.inf
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth
