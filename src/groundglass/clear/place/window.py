"""The part of a picture that holds a few blocks: so that work for some blocks touches no more than those.

Apart because the same blocks are asked for in planes of different resolution, and with a rim: what is computed from
neighbours is right inside a window only where the neighbours are in it as well, or beyond the picture's own edge.
"""

from __future__ import annotations

import cv2
import numpy as np

from groundglass.clear.place.grid import Mask

Window = tuple[slice, slice]
"""Rows and columns, of blocks or of pixels, both with a start and an end."""


def window_of(blocks: Mask, rings: int) -> Window:
    """The smallest window that holds these blocks, of which there are some, and `rings` more on each side."""
    left, top, width, height = cv2.boundingRect(blocks.view(np.uint8))
    return (
        slice(max(top - rings, 0), min(top + height + rings, blocks.shape[0])),
        slice(max(left - rings, 0), min(left + width + rings, blocks.shape[1])),
    )


def pixels(window: Window, edge: int) -> Window:
    """A window of blocks in a plane in which each is `edge` pixels broad."""
    rows, columns = window
    return slice(rows.start * edge, rows.stop * edge), slice(columns.start * edge, columns.stop * edge)


def relative(inner: Window, window: Window) -> Window:
    """The `inner` window as it lies in one that holds it."""
    (rows, columns), (top, left) = inner, (one.start for one in window)
    return slice(rows.start - top, rows.stop - top), slice(columns.start - left, columns.stop - left)
