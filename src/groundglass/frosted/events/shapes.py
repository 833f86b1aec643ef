"""Points, lines and zones in the picture. Pure arithmetic on shares of its width and height, 0..1.

Apart because rules, their tests and the console's drawing must agree on what "inside" and "to the left" mean: a line
has its left and right as seen by somebody who stands on its first point and looks at its second, on the screen.
"""

from __future__ import annotations

from typing import TypeAlias

from groundglass.pane.settings import Polygon

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = tuple[Point, Point]


def is_inside(point: Point, polygon: Polygon) -> bool:
    """Whether a point lies in a polygon (even-odd; its left and upper edges belong to it)."""
    x, y = point
    inside = False
    x0, y0 = polygon[-1]
    for x1, y1 in polygon:
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
        x0, y0 = x1, y1
    return inside


def off_line(point: Point, line: Line) -> float:
    """Distance from the endless line, in shares of the picture; above 0 to its right."""
    (ax, ay), (bx, by) = line
    dx, dy = bx - ax, by - ay
    # Rows grow downwards, so that a positive product is to the right of who looks along the line.
    return float((dx * (point[1] - ay) - dy * (point[0] - ax)) / ((dx * dx + dy * dy) ** 0.5))


def crosses(begin: Point, end: Point, line: Line) -> bool:
    """Whether the way from `begin` to `end`, known to lie on both sides, meets the line between its two ends."""
    (ax, ay), (bx, by) = line
    before, after = off_line(begin, line), off_line(end, line)
    if before == after:
        return False
    share = before / (before - after)
    x, y = begin[0] + share * (end[0] - begin[0]), begin[1] + share * (end[1] - begin[1])
    along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    return 0.0 <= along <= 1.0
