"""What a frosted picture repeats of its original, counted in cells of 8 x 8 at 640 wide.

Apart because it is a measure from outside: it looks at pictures alone and shares no code with frosting, whose own
idea of "hidden" it is to doubt. A cell is a person's where the original differs from the place; the place is what the
original shows most of the time. Known weakness: somebody who stands in one spot for most of the video is taken for
the place there, by this measure as by any that knows nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

WIDTH: Final = 640
CELL: Final = 8
PERSON: Final = 18.0
"""Grey levels of mean difference to the place, in luma or chroma, from which a cell is not the place."""

ALIKE: Final = 0.7
"""Correlation of fine structure from which a cell is repeated."""

FAINT: Final = 0.4
"""Share of the original's contrast below which what correlates is too faint to be seen."""

DETAIL: Final = 3.0
"""Standard deviation of fine structure from which a cell has detail to repeat."""

FLAT: Final = 10.0
"""Grey levels within which a flat cell is repeated."""

Small = npt.NDArray[np.uint8]
"""A picture at 640 wide, whole cells high: (height, 640, 3), luma and the two chromas."""

Cells = npt.NDArray[np.float32]
"""Per cell 64 values: (rows, columns, 64)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Cells of one pair: of persons, of those revealed, of the place with detail, of those sharp."""

    person: int
    revealed: int
    place: int
    clear: int


def small_of(rgb: npt.NDArray[np.uint8]) -> Small:
    """Reduce a picture (height, width, 3), RGB."""
    height = max(CELL, round(rgb.shape[0] * WIDTH / rgb.shape[1] / CELL) * CELL)
    resized = cv2.resize(rgb, (WIDTH, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(resized, cv2.COLOR_RGB2YCrCb), np.uint8)


def place_of(pictures: Sequence[Small]) -> Small:
    """What pictures from all over a video show most of the time."""
    return np.asarray(np.median(np.stack(pictures), axis=0), np.uint8)


def compare(original: Small, frosted: Small, place: Small) -> Compared:
    """Count the cells of one pair of the same size."""
    person = _apart(original, place) > PERSON
    ours, theirs = _fine(original), _fine(frosted)
    strength, other = ours.std(axis=-1), theirs.std(axis=-1)
    together = (ours * theirs).mean(axis=-1) / np.maximum(strength * other, 1e-6)
    detailed = strength > DETAIL
    repeats = detailed & (other > FAINT * strength) & (together > ALIKE)
    # A flat cell says something by its colour alone, and only where the place has another.
    repeats |= ~detailed & person & (_apart(original, frosted) < FLAT)
    scene = detailed & ~person
    return Compared(int(person.sum()), int((repeats & person).sum()), int(scene.sum()), int((repeats & scene).sum()))


def _cells(plane: npt.NDArray[np.float32]) -> Cells:
    rows, columns = plane.shape[0] // CELL, plane.shape[1] // CELL
    parts = plane.reshape(rows, CELL, columns, CELL).transpose(0, 2, 1, 3)
    return np.asarray(parts.reshape(rows, columns, CELL * CELL), np.float32)


def _apart(one: Small, other: Small) -> npt.NDArray[np.float32]:
    """Mean absolute difference per cell, in whichever plane it is largest."""
    apart = cv2.absdiff(one, other).astype(np.float32)
    return np.asarray(np.max([_cells(apart[..., plane]).mean(axis=-1) for plane in range(3)], axis=0), np.float32)


def _fine(picture: Small) -> Cells:
    """Luma without what is coarser than a cell, its mean per cell removed."""
    luma = picture[..., 0].astype(np.float32)
    fine = _cells(np.asarray(luma - cv2.GaussianBlur(luma, (0, 0), CELL / 2), np.float32))
    return np.asarray(fine - fine.mean(axis=-1, keepdims=True), np.float32)
