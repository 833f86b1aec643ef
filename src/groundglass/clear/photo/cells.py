"""A clear photo -> coarse cells -> a JPEG. The only mint of `FrostedPhoto`.

The whole picture is hidden alike: the mean of each cell, rounded to one of a few tones and colours, and nothing
finer. How coarse is pane/photo.py's, since phones show it before they send. Cells are drawn with hard edges: a smooth
enlargement is easier to recognise somebody in.

Known weakness: colours of clothes stay, as coarse as they are, and whoever knows what somebody wore may guess
(design/decisions/0092). A hazard is told apart by its colour, which is what the photo is for.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.pane.photo import CELLS, COLOUR_STEP, LONGEST_PX, TONES, FrostedPhoto

Rgb = npt.NDArray[np.uint8]
"""(height, width, 3), 0..255."""

_QUALITY: Final = 85
_LEAST_CELLS: Final = 4


def frost_photo(clear_rgb: Rgb) -> FrostedPhoto:
    """Hide all of it."""
    coarse = toned(cells_of(clear_rgb))
    rows, columns = coarse.shape[:2]
    cell_px = LONGEST_PX // max(rows, columns)
    picture = np.kron(coarse, np.ones((cell_px, cell_px, 1), np.uint8))
    done, jpeg = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise ValueError("a frosted photo could not be encoded")
    return FrostedPhoto(picture.shape[1], picture.shape[0], jpeg.tobytes())


def cells_of(clear_rgb: Rgb) -> Rgb:
    """The mean of each cell: 16 along the longer side, never fewer than 4 along the other."""
    height, width = clear_rgb.shape[:2]
    longest = max(height, width)
    size = tuple(max(_LEAST_CELLS, round(side * CELLS / longest)) for side in (width, height))
    return np.asarray(cv2.resize(clear_rgb, (size[0], size[1]), interpolation=cv2.INTER_AREA), np.uint8)


def toned(cells: Rgb) -> Rgb:
    """Each cell in one of a few tones and colours (BT.601 luma and colour differences)."""
    red, green, blue = (cells[..., plane].astype(np.float64) for plane in range(3))
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    to_red, to_blue = _stepped(0.713 * (red - luma)), _stepped(0.564 * (blue - luma))
    luma = np.floor(luma / 255 * (TONES - 1) + 0.5) * 255 / (TONES - 1)
    planes = (luma + 1.403 * to_red, luma - 0.714 * to_red - 0.344 * to_blue, luma + 1.773 * to_blue)
    return np.asarray(np.clip(np.floor(np.stack(planes, axis=-1) + 0.5), 0, 255), np.uint8)


def _stepped(difference: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(np.floor(difference / COLOUR_STEP + 0.5) * COLOUR_STEP, np.float64)
