"""How far a picture is from a look, block by block.

Apart because this is the measure on which every decision rests. Distance is the mean absolute
difference of a block in luma, after the light's smooth part is taken away, or of its chroma, whichever
is larger, in grey levels (0..255). A block is changed where the neighbourhood is far (mean over 3 x 3
blocks) or where one block is very far, and from there outwards as long as blocks are somewhat far.
"""

from __future__ import annotations

from math import inf
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import Plane
from groundglass.clear.place.grid import Grid, Map, Mask, Reduced, block_mean
from groundglass.clear.place.looks import Pictures, Reach

FAR: Final = 8.0
"""Grey levels of mean distance over 3 x 3 blocks from which content has changed."""

LOW: Final = 0.8
"""Share of the limit at which a block beside a changed one has changed as well."""

CHROMA_WEIGHT: Final = 1.3
TEXTURE_ALLOWANCE: Final = 0.05
"""Share of a look's own local contrast that is forgiven: the sub-pixel tremble of a mast."""

LEAST_GAIN: Final = 0.08
"""Gain of the light from which it is multiplied: a camera's exposure stays below, a third less light is far beyond."""

_NEAR = np.ones((3, 3), np.uint8)
_UPRIGHT = np.array([[0], [1], [1]], np.uint8)


class Comparison:
    """Compares pictures with looks in buffers of its own."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._rise: npt.NDArray[np.float32] = np.zeros((grid.rows * 4, grid.columns * 4), np.float32)
        self._apart = np.zeros_like(self._rise)
        self._light: Map | None = None
        self._enlarged = np.zeros_like(self._rise)

    def rise(self, picture: Reduced, look: Pictures) -> Map:
        """Mean of picture minus look in luma, per block. Keeps the differences for `distance`."""
        cv2.subtract(picture.luma, look.luma, self._rise, dtype=cv2.CV_32F)
        return block_mean(self._rise, self._grid)

    def chroma_rise(self, picture: Reduced, look: Pictures) -> tuple[Map, Map]:
        """The same for the two chroma planes."""
        grid = self._grid
        return (
            block_mean(picture.blue, grid) - block_mean(look.blue, grid),
            block_mean(picture.red, grid) - block_mean(look.red, grid),
        )

    def distance(
        self,
        picture: Reduced,
        look: Pictures,
        light: Map,
        tint: tuple[float, float],
        texture: Map,
        gain: float = 0.0,
        mean: Map | None = None,
        white: float = inf,
    ) -> Map:
        """Distance per block under a light, after `rise` of the same picture and look.

        Light multiplies: where its `gain` over the look's block means `mean` is known, a look's detail is expected to
        be so much stronger or fainter; and a dimmer light shrinks what a body differs by as well, so that distances are
        given as they would be in the look's own light. Nothing is expected to be brighter than `white`.
        """
        lit = self._lit(light)
        if mean is not None and _multiplies(gain):
            cv2.resize(mean, lit.shape[::-1], dst=self._apart, interpolation=cv2.INTER_LINEAR)
            cv2.subtract(look.luma, self._apart, self._apart, dtype=cv2.CV_32F)
            lit = np.asarray(cv2.scaleAdd(self._apart, gain, lit), np.float32)
            lit = np.minimum(lit, np.float32(white) - look.luma)
        cv2.absdiff(self._rise, lit, self._apart)
        luma = block_mean(self._apart, self._grid) - TEXTURE_ALLOWANCE * texture
        chroma = np.maximum(
            self._chroma(picture.blue, look.blue, tint[0]), self._chroma(picture.red, look.red, tint[1])
        )
        return np.asarray(np.maximum(luma / contrast(gain), CHROMA_WEIGHT * chroma), np.float32)

    def beyond(self, picture: Reduced, reach: Reach, light: Map, tint: tuple[float, float]) -> Map:
        """How far a picture leaves the range that the look itself spans within 2 pixels (`Looks.reach`), per block.

        What trembles in the wind repeats its own surroundings a little displaced; this forgives exactly that. Colour is
        judged like luma: a coat as bright as the leaves is none of them.
        """
        unlit = cv2.subtract(picture.luma, self._lit(light), dtype=cv2.CV_8U)
        luma, blue, red = reach
        chroma = np.maximum(
            self._outside(_shifted(picture.blue, -tint[0]), blue), self._outside(_shifted(picture.red, -tint[1]), red)
        )
        return np.asarray(np.maximum(self._outside(unlit, luma), CHROMA_WEIGHT * chroma), np.float32)

    def _outside(self, plane: cv2.typing.MatLike, reach: tuple[Plane, Plane]) -> Map:
        least, most = reach
        over, under = cv2.subtract(plane, most), cv2.subtract(least, plane)
        return block_mean(np.asarray(cv2.add(over, under), np.uint8), self._grid)

    def _lit(self, light: Map) -> npt.NDArray[np.float32]:
        # The same light is asked for twice in a picture. It is a new map each time it is estimated, never written to.
        if light is not self._light:
            size = (self._rise.shape[1], self._rise.shape[0])
            cv2.resize(np.round(light), size, dst=self._enlarged, interpolation=cv2.INTER_LINEAR)
            self._light = light
        return self._enlarged

    def _chroma(self, plane: Plane, look: Plane, tint: float) -> Map:
        return block_mean(np.asarray(cv2.absdiff(plane, _shifted(look, tint)), np.uint8), self._grid)


def _shifted(plane: Plane, tint: float) -> cv2.typing.MatLike:
    # The scale-and-shift of the library saturates, as a camera would.
    return cv2.convertScaleAbs(plane, alpha=1.0, beta=round(tint)) if round(tint) else plane


def contrast(gain: float) -> float:
    """What a light of this gain leaves of differences: never taken to be more than in the look's own light."""
    return min(1.0, 1.0 + gain) if _multiplies(gain) else 1.0


def _multiplies(gain: float) -> bool:
    return abs(gain) > LEAST_GAIN


def far(distance: Map, limit: Map) -> Mask:
    """Blocks whose content changed: `limit` is FAR or more, per block."""
    ratio = distance / limit
    around = cv2.blur(ratio, (3, 3))
    seed = np.asarray((around > 1.0) | (ratio > 2.0), np.uint8)
    low = (ratio > LOW).astype(np.uint8)
    seed |= np.asarray(cv2.dilate(seed, _NEAR), np.uint8) & low
    return seed > 0


def grown(mask: Mask, rings: int) -> Mask:
    """The mask, one block above it, and from the second ring on `rings - 1` blocks all around.

    The one block is for heads: their upper edge is the thinnest thing to be hidden and the worst to miss.
    """
    out = cv2.dilate(mask.astype(np.uint8), _UPRIGHT)
    if rings > 1:
        out = cv2.dilate(out, _NEAR, iterations=rings - 1)
    return np.asarray(out) > 0
