"""The known place in the picture of a camera that was knocked: found again, moved along, and nothing more.

Apart because it is an argument of its own. A camera that was knocked shows the same place a little further to one side.
That it is the same is proven as any look is: block by block, against looks that were remembered before, after they
were displaced by what both pictures together say. Nothing of the present picture becomes part of the place by it, so
whoever stands there is as strange to it as before; what comes newly into view is not known at all.

Assumes a displacement in the plane of the picture. A camera that was turned, lifted or zoomed does not match
its displaced place, and is proven anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.place.grid import BLOCK, Grid, Mask, Reduced, block_mean
from groundglass.clear.place.looks import Looks, enlarge
from groundglass.clear.place.outline import Box
from groundglass.clear.place.view import fine

LEAST_PX: Final = 0.7
"""Reduced pixels from which a picture is displaced at all."""

LEAST_KEPT: Final = 0.75
"""Share of the proven blocks that must still be in the picture: of less, too little is left to know it by."""

CERTAIN: Final = 0.08
"""Share of the correlation that must lie in one peak. What it says is then tested block by block."""

_SUPPORT: Final = np.ones((7, 7), np.uint8)
"""Interpolation looks so far around a pixel."""

_NEAR: Final = np.ones((3, 3), np.uint8)
_Level = TypeVar("_Level", np.uint8, np.float32)


@dataclass(frozen=True, slots=True)
class Displacement:
    """By how much the place moved in the picture, right and down, in reduced pixels."""

    x_px: float
    y_px: float


def find_displacement(picture: Reduced, looks: Looks) -> Displacement | None:
    """By how much the looks are displaced in the picture; None where they are not, or where nothing stands out."""
    window = cv2.createHanningWindow(picture.luma.shape[::-1], cv2.CV_32F)
    (x, y), response = cv2.phaseCorrelate(fine(looks.pictures.luma), fine(picture.luma), window)
    return Displacement(x, y) if response > CERTAIN and np.hypot(x, y) > LEAST_PX else None


def displace(looks: Looks, by: Displacement) -> Looks | None:
    """The looks, displaced; None where too few of those that are proven are still in the picture.

    A block has a look afterwards where all that it is made of had one, and is proven where all of it was. Of the
    evidence of the blocks it may be made of it has the least: the shortest time held, the longest of anything else.
    """
    moved = Looks(looks.grid)
    moved.has, moved.proven = _whole(looks.has, by, looks.grid), _whole(looks.proven, by, looks.grid)
    if np.count_nonzero(moved.proven) < LEAST_KEPT * np.count_nonzero(looks.proven):
        return None
    for old, new, scale in (
        (looks.pictures.luma, moved.pictures.luma, 1.0),
        (looks.pictures.blue, moved.pictures.blue, 0.5),
        (looks.pictures.red, moved.pictures.red, 0.5),
    ):
        np.copyto(new, _warp(old, by, scale, cv2.INTER_LANCZOS4))
    for old_s, new_s in ((looks.held_s, moved.held_s), (looks.age_s, moved.age_s), (looks.returns, moved.returns)):
        np.copyto(new_s, _warp(np.asarray(cv2.erode(old_s, _NEAR), np.float32), by, 1.0 / BLOCK, cv2.INTER_NEAREST))
    for old_s, new_s in ((looks.judged_s, moved.judged_s), (looks.rival_s, moved.rival_s)):
        np.copyto(new_s, _warp(np.asarray(cv2.dilate(old_s, _NEAR), np.float32), by, 1.0 / BLOCK, cv2.INTER_NEAREST))
    moved.barred = displace_mask(looks.barred, by, looks.grid)
    moved.measure()
    return moved


def _whole(mask: Mask, by: Displacement, grid: Grid) -> Mask:
    """Blocks that are made of the mask's blocks alone, interpolation included."""
    valid = cv2.erode(enlarge(mask, BLOCK), _SUPPORT, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return block_mean(_warp(np.asarray(valid, np.uint8), by, 1.0, cv2.INTER_LINEAR), grid) >= 254.5


def displace_mask(mask: Mask, by: Displacement, grid: Grid) -> Mask:
    """Blocks that anything of the mask's blocks has moved into."""
    return block_mean(_warp(enlarge(mask, BLOCK), by, 1.0, cv2.INTER_LINEAR), grid) > 0


def displace_labels(labels: npt.NDArray[np.int32], right: int, down: int) -> npt.NDArray[np.int32]:
    """Numbers of blocks, as many blocks further; what comes into view has 0."""
    rows, columns = labels.shape
    out = np.zeros_like(labels)
    to = np.s_[max(down, 0) : rows + min(down, 0), max(right, 0) : columns + min(right, 0)]
    out[to] = labels[max(-down, 0) : rows - max(down, 0), max(-right, 0) : columns - max(right, 0)]
    return out


def displace_box(box: Box, right: int, down: int) -> Box:
    """A box, as many blocks further, whether or not it is still in the picture."""
    left, top, width, height = box
    return left + right, top + down, width, height


def _warp(plane: npt.NDArray[_Level], by: Displacement, scale: float, how: int) -> npt.NDArray[_Level]:
    matrix = np.array([[1.0, 0.0, by.x_px * scale], [0.0, 1.0, by.y_px * scale]])
    size = (plane.shape[1], plane.shape[0])
    warped = cv2.warpAffine(plane, matrix, size, flags=how, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    return np.asarray(warped, plane.dtype)
