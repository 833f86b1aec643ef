"""The reduced picture on which every decision is made, and the blocks it is made for.

Apart so that geometry is written once: a picture of any size is halved until it is at most 480 wide,
padded to whole blocks of 4 x 4 reduced pixels, and each block stands for `block_px` x `block_px` pixels
of the full picture. Buffers are allocated once and reused: a fresh page costs more than the arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame, Plane
from groundglass.errors import FrostError

Mask = npt.NDArray[np.bool_]
"""One truth per block: shape (rows, columns)."""

Map = npt.NDArray[np.float32]
"""One number per block: shape (rows, columns)."""

REDUCED_WIDTH: Final = 480
BLOCK: Final = 4
"""Edge of a block in reduced pixels; in reduced chroma it is half of this."""

MIN_SIDE_PX: Final = 16
MAX_SIDE_PX: Final = 8192


@dataclass(frozen=True, slots=True)
class Grid:
    """Geometry of one picture size. All lengths in pixels of the named picture, or in blocks."""

    width: int
    height: int
    halvings: int
    columns: int
    rows: int

    @property
    def block_px(self) -> int:
        """Edge of a block in full pixels; even from the first halving on, at least 4."""
        return BLOCK << self.halvings

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns


def lay_grid(width: int, height: int) -> Grid:
    """Return the grid for a picture, or raise `FrostError` for a size outside 16..8192."""
    if not (MIN_SIDE_PX <= width <= MAX_SIDE_PX and MIN_SIDE_PX <= height <= MAX_SIDE_PX):
        raise FrostError(
            f"a picture of {width} x {height} cannot be frosted",
            f"use a camera profile between {MIN_SIDE_PX} and {MAX_SIDE_PX} pixels on each side",
        )
    halvings = 0
    while -(-width // (1 << halvings)) > REDUCED_WIDTH:
        halvings += 1
    block_px = BLOCK << halvings
    return Grid(width, height, halvings, -(-width // block_px), -(-height // block_px))


@dataclass(frozen=True, slots=True)
class Reduced:
    """One picture, reduced. Still recognisable: it lives and dies in the worker's memory like a ClearFrame.

    `luma` is (rows*4, columns*4), `blue` and `red` are (rows*2, columns*2), uint8. The arrays belong to
    the `Reducer` and are overwritten by its next picture.
    """

    luma: Plane
    blue: Plane
    red: Plane


class Reducer:
    """Makes `Reduced` pictures of one size, in buffers it owns."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._spare: dict[tuple[int, int], Plane] = {}
        self._out = Reduced(
            np.zeros((grid.rows * BLOCK, grid.columns * BLOCK), np.uint8),
            np.zeros((grid.rows * 2, grid.columns * 2), np.uint8),
            np.zeros((grid.rows * 2, grid.columns * 2), np.uint8),
        )

    def reduce(self, clear: ClearFrame) -> Reduced:
        """Reduce a picture of exactly the grid's size."""
        for plane, out in (
            (clear.luma, self._out.luma),
            (clear.blue, self._out.blue),
            (clear.red, self._out.red),
        ):
            self._shrink(plane, out)
        return self._out

    def _shrink(self, plane: Plane, out: Plane) -> None:
        # Halving by exactly two is the fast path of the library; an odd edge takes the slow, exact one.
        for _ in range(self._grid.halvings):
            height, width = plane.shape
            half = ((width + 1) // 2, (height + 1) // 2)
            spare = self._spare.get(half)
            plane = np.asarray(cv2.resize(plane, half, dst=spare, interpolation=cv2.INTER_AREA), np.uint8)
            self._spare[half] = plane
        height, width = plane.shape
        out[:height, :width] = plane
        # The rim beyond the picture repeats its last row and column, so that no block is half empty.
        out[:height, width:] = out[:height, width - 1 : width]
        out[height:, :] = out[height - 1 : height, :]


def block_mean(picture: Plane | npt.NDArray[np.float32], grid: Grid) -> Map:
    """Mean of each block of a reduced plane (luma or chroma), float32."""
    size = (grid.columns, grid.rows)
    if picture.dtype == np.float32 and picture.shape[0] == BLOCK * grid.rows:
        # Twice by two is several times faster than once by four, and of what is compared here the same to the last bit.
        picture = np.asarray(cv2.resize(picture, (size[0] * 2, size[1] * 2), interpolation=cv2.INTER_AREA), np.float32)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.float32)


Polygon = tuple[tuple[float, float], ...]
"""A region of the picture: corners (x, y) in 0..1 of its width and height."""


def cover(polygons: tuple[Polygon, ...], grid: Grid, *, whole_blocks: bool) -> Mask:
    """Blocks that polygons touch (`whole_blocks` false) or that lie entirely inside one (true)."""
    fine = np.zeros((grid.rows * BLOCK, grid.columns * BLOCK), np.uint8)
    scale = np.array([grid.width, grid.height], np.float64) / (grid.block_px / BLOCK)
    for polygon in polygons:
        corners = np.round(np.asarray(polygon, np.float64) * scale).astype(np.int32)
        cv2.fillPoly(fine, [corners], 255)
    share = block_mean(fine, grid)
    return share >= 254.5 if whole_blocks else share > 0
