"""The drawn surface that stands for what is hidden: frosted glass, and the tones that tell tracks apart.

Apart because it is art, and because it must hold nothing: the glass is drawn once from a fixed rule, and
tones are chosen by the place's brightness and a region's number, never by what is behind. All of it is
flat within a few blocks, so that no detail of it can happen to repeat the original's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.place.grid import Grid, Map

Tone = tuple[float, float, float]
"""Luma, blue and red chroma, 0..255."""

NEUTRAL: Final[Tone] = (116.0, 133.0, 113.0)

TINTS: Final[tuple[tuple[float, float], ...]] = (
    (148.0, 110.0),
    (148.0, 136.0),
    (128.0, 106.0),
    (154.0, 124.0),
    (140.0, 108.0),
    (148.0, 146.0),
)
"""Ice, lilac, mint, iris, lagoon, heather: none is the colour of skin, and all are apart from grey."""

DARK: Final = 104.0
LIGHT: Final = 198.0

PLAIN: Final = 50.0
ALIKE: Final = 26.0
STRONGER: Final = 1.5
"""Grey levels between tone and place from which a tint is plain, and under which it is this much stronger. Colour tells
them apart without an edge in brightness, which by chance repeats that of a coat."""


@dataclass(frozen=True, slots=True)
class Field:
    """Colours per block: three maps of shape (rows, columns), 0..255."""

    luma: Map
    blue: Map
    red: Map

    def copy(self) -> Field:
        return Field(self.luma.copy(), self.blue.copy(), self.red.copy())


def draw_glass(grid: Grid) -> Field:
    """The pane itself: a slow diagonal sheen over a neutral tone. The same for every camera of this size."""
    y = np.linspace(0.0, 1.0, grid.rows, dtype=np.float32)[:, None]
    x = np.linspace(0.0, 1.0, grid.columns, dtype=np.float32)[None, :]
    sheen = np.sin(2.6 * x + 3.4 * y) * 7.0 + np.sin(7.0 * x - 4.0 * y + 1.0) * 2.5
    luma = NEUTRAL[0] + 8.0 - 16.0 * y + sheen
    blue = NEUTRAL[1] + 1.5 * np.sin(3.0 * x + 1.0) + 0.0 * y
    red = NEUTRAL[2] - 1.0 * np.cos(2.0 * y) + 0.0 * x
    return Field(*(np.asarray(m, np.float32) for m in (luma, blue, red)))


def tone_for(number: int, place_luma: float, before: Tone | None = None) -> Tone:
    """The tone of a region: tint by its number, light on dark places and dark on light ones.

    Its brightness is the one it had `before`. Where that comes near to the place's own, the tint is stronger.
    """
    luma = before[0] if before is not None else (DARK if place_luma > 178.0 else LIGHT)
    near = min(max((PLAIN - abs(luma - place_luma)) / (PLAIN - ALIKE), 0.0), 1.0)
    blue, red = (128.0 + (level - 128.0) * (1.0 + near * (STRONGER - 1.0)) for level in TINTS[number % len(TINTS)])
    return luma, blue, red


def slowed(field: Map, blocks: float) -> Map:
    """A field softened by a bell of this standard deviation, in blocks; beyond its edges it is mirrored."""
    return np.asarray(cv2.GaussianBlur(field, (0, 0), blocks), np.float32)


def softened(field: Map, blocks: int) -> Map:
    """A field without detail finer than about `blocks` blocks."""
    small = (max(1, field.shape[1] // blocks), max(1, field.shape[0] // blocks))
    coarse = cv2.resize(field, small, interpolation=cv2.INTER_AREA)
    size = (field.shape[1], field.shape[0])
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_LINEAR), np.float32)


def grain(height: int, width: int) -> npt.NDArray[np.uint8]:
    """The fixed grain of the glass around 128, standard deviation about 1: seen close up, lost in the codec."""
    # The library's own numbers: those of numpy are some megabytes of code that nothing else here needs.
    cv2.setRNGSeed(62676)
    out = np.empty((height, width), np.uint8)
    cv2.randn(out, np.array([128.0]), np.array([1.0]))
    return out
