"""A clear picture reduced to coarse means per block: what hazards are looked for in.

Apart because it is the one part of observing that reads the clear picture, and all that is taken from it stands in one
dataclass: brightness, chroma, detail and shares of colours per block of frosting, and brightness per quarter block.
No shape of anybody is in it. It is kept for seconds and never said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.frame import ClearFrame, Plane
from groundglass.clear.place.grid import Grid, Map

NEUTRAL: Final = 128
RED: Final = 28
YELLOW: Final = 9
BRIGHT: Final = 150.0
"""Flame glows like a hot body: red chroma far above neutral, and blue chroma below it by a third as much or more (a red
car has a tenth, skin and sand have too little red). In levels from neutral, and levels of brightness."""

DETAIL_PX: Final = 4
"""Pixels between two neighbours whose difference is detail."""

CORE_RED: Final = 12
CORE_WARMTH: Final = 24
CORE: Final = 178.0
"""The heart of a flame is brighter and paler than its rim: cloth of the rim's colour has no such heart."""

MILD_WARMTH: Final = 26
MILD: Final = 128.0
"""What has nearly the colour of flame by nature: lamps, bricks, autumn."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One picture. Maps of one value per block: means of `luma`, both chromas and `detail` (difference of neighbours),
    and the shares (0..1) of samples that have the colour of a flame, of its heart, or nearly so. `fine` is the
    brightness of quarter blocks, shape (2 rows, 2 columns)."""

    luma: Map
    blue: Map
    red: Map
    detail: Map
    flame: Map
    core: Map
    mild: Map
    fine: Map


def colours_of(clear: ClearFrame, grid: Grid) -> Colours:
    """Reduce one picture of the grid's size."""
    # Four samples of chroma along a block's edge are enough for its means, at a fraction of the cost.
    step = max(1, grid.block_px // 8)
    luma = np.ascontiguousarray(clear.luma[:: 2 * step, :: 2 * step])
    blue, red = np.ascontiguousarray(clear.blue[::step, ::step]), np.ascontiguousarray(clear.red[::step, ::step])
    rows, columns = min(luma.shape[0], blue.shape[0]), min(luma.shape[1], blue.shape[1])
    luma, blue, red = luma[:rows, :columns], blue[:rows, :columns], red[:rows, :columns]
    warmth = np.asarray(cv2.subtract(red, blue), np.uint8)
    is_flame = (red > NEUTRAL + RED) & (blue < NEUTRAL - YELLOW + 1) & (luma > BRIGHT)
    is_core = (red > NEUTRAL + CORE_RED) & (blue < NEUTRAL - YELLOW + 4) & (warmth > CORE_WARMTH) & (luma > CORE)
    is_mild = (warmth > MILD_WARMTH) & (luma > MILD)
    apart = max(1, DETAIL_PX // (2 * step))
    edges = np.asarray(cv2.absdiff(luma[:, apart:], luma[:, :-apart]), np.uint8)
    return Colours(
        _mean(luma, grid), _mean(blue, grid), _mean(red, grid), _mean(edges, grid), _share(is_flame, grid),
        _share(is_core, grid), _share(is_mild, grid),
        np.asarray(cv2.resize(luma, (2 * grid.columns, 2 * grid.rows), interpolation=cv2.INTER_AREA), np.float32),
    )  # fmt: skip


def _share(samples: npt.NDArray[np.bool_], grid: Grid) -> Map:
    return _mean(samples.astype(np.uint8) * np.uint8(255), grid) / np.float32(255)


def _mean(plane: Plane, grid: Grid) -> Map:
    # The grid may reach beyond the picture by less than a block; that is stretched over, which moves nothing far.
    return np.asarray(cv2.resize(plane, (grid.columns, grid.rows), interpolation=cv2.INTER_AREA), np.float32)
