"""The place instead of whoever is in front of it: the style `absent`, in colours finer than blocks.

Apart because it is the one style that shows detail where something is hidden, and so the one that must ask whether all
of that is the place. Where a region holds a single block that nobody has proven, the place is not shown in any of it:
what is missing from a place is often the outline of who stood there when it was learned (design/decisions/0236). It is
given what is hidden and the looks; it never sees the picture.

Known weakness: what is shown is the place in reduced size and under its usual light.
"""

from __future__ import annotations

from typing import Final, TypeVar

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frost.glass import Field, tone_for
from groundglass.clear.place.grid import BLOCK, Grid, Map, Mask
from groundglass.clear.place.looks import Looks

_Value = TypeVar("_Value", np.bool_, np.float32)

_AROUND: Final = np.ones((3, 3), np.uint8)


def emptied(grid: Grid, base: Field, figure: Mask, looks: Looks) -> Field:
    """Colours of all that is hidden, `BLOCK` pixels for each block in luma and half of that in chroma.

    `figure` are the blocks that hide somebody, `base` the colours per block of what is hidden and not shown as place.

    1. All is first painted in colours without detail.
    2. A region of `figure` that is proven in each of its blocks shows the place; any other keeps to those colours.
    3. A rim says that somebody is there. It goes round all regions alike.
    """
    whole, rim = _whole(figure, looks.proven), figure & (cv2.erode(figure.view(np.uint8), _AROUND) == 0)
    maps = []
    for colours, picture, edge, level in zip(
        (base.luma, base.blue, base.red),
        (looks.pictures.luma, looks.pictures.blue, looks.pictures.red),
        (BLOCK, BLOCK // 2, BLOCK // 2),
        tone_for(0, 128.0),
        strict=True,
    ):
        # 1.
        size = (grid.columns * edge, grid.rows * edge)
        out: Map = np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_LINEAR), np.float32)
        # 2.
        np.copyto(out, picture, where=enlarged(whole, edge))
        # 3.
        out[enlarged(rim, edge)] = level
        maps.append(out)
    return Field(*maps)


def enlarged(per_block: npt.NDArray[_Value], edge: int) -> npt.NDArray[_Value]:
    """Each block's value in `edge` x `edge` places."""
    return per_block.repeat(edge, axis=1).repeat(edge, axis=0)


def _whole(figure: Mask, proven: Mask) -> Mask:
    """The regions of a mask that are proven in each of their blocks."""
    count, parts = cv2.connectedComponents(figure.view(np.uint8), connectivity=8, ltype=cv2.CV_32S)
    lacking = np.bincount(parts[figure & ~proven], minlength=count) > 0
    return np.asarray(figure & ~lacking[parts], np.bool_)
