"""What a region of change stands for: the body whose outline, or whose part within the picture, was seen to change.

Apart because it is geometry and knows nobody: a body that stirs changes at its outline only, and one that the picture's
edge cuts at its inner side only. visitors.py says of which regions it is asked.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.place.grid import Mask

Box = tuple[int, int, int, int]
"""Left, top, width and height in blocks."""

SOLID: Final = 0.6
"""Share of its box that one body fills: less are several, or a way, and no edge cuts those open."""

_REACH = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9))
_NEAR = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))


def both(one: Box, other: Box) -> Box:
    """The box around two boxes."""
    left, top = min(one[0], other[0]), min(one[1], other[1])
    return left, top, max(one[0] + one[2], other[0] + other[2]) - left, max(one[1] + one[3], other[1] + other[3]) - top


def to_edge(region: Mask) -> npt.NDArray[np.uint8]:
    """The region, filled up to an edge of the picture that is nearer than half its own length.

    The edge cuts the outline of a body open: only its inner side is seen to stir, and the body lies beyond.
    """
    out = region.astype(np.uint8)
    rows, columns = out.shape
    left, top, width, height = (int(v) for v in cv2.boundingRect(out))
    if min(left, columns - left - width, rows - top - height) > max(width, height) // 2:
        return out
    closed = cv2.morphologyEx(out, cv2.MORPH_CLOSE, _REACH)
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8, ltype=cv2.CV_32S)
    for left, top, width, height, blocks in stats[1:].tolist():
        reach = max(width, height) // 2 if blocks >= SOLID * width * height else -1
        if min(left, columns - left - width) <= reach:
            across = slice(0, left + width) if left < columns - left - width else slice(left, columns)
            out[top : top + height, across] = 1
        if rows - top - height <= reach:
            out[top:, left : left + width] = 1
    return out


def around(region: npt.NDArray[np.uint8]) -> Mask:
    """The region, what lies between its parts, and one block around: a body that stirs changes at its outline only."""
    if not region.any():
        return region > 0
    return np.asarray(cv2.dilate(cv2.morphologyEx(region, cv2.MORPH_CLOSE, _REACH), _NEAR)) > 0
