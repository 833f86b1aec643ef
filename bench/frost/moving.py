"""What moves in an empty place: a screen that plays, headlights that sweep, a swing.

Apart from lens.py, which is the camera and the weather: these are things of the place. None of them is somebody, so a
frosted picture may hide them; nobody in front of them may be shown. All follows from the picture's time alone.
"""

from __future__ import annotations

import math
from typing import Final, Protocol

import cv2
import numpy as np
import numpy.typing as npt

from bench.frost.clips import Planes

_SCENE_S: Final = 2.5
_SCREEN_PX: Final = (196, 84, 72, 44)
"""Left, top, width and height on the back wall of the drawn room."""


class Moving(Protocol):
    """Something of the place that is never quite the same."""

    def blown(self, planes: Planes, t: float) -> Planes:
        """The empty place at a time."""


class Screen:
    """A screen on the wall: another picture every few seconds, in which something goes from side to side."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def blown(self, planes: Planes, t: float) -> Planes:
        """The empty place with the screen as it is now."""
        scene, since = divmod(t, _SCENE_S)
        rng = np.random.default_rng((self._seed, int(scene)))
        left, top, wide, high = _SCREEN_PX
        out = (planes[0].copy(), planes[1].copy(), planes[2].copy())
        tones = rng.integers(50, 210, (3, 5), np.uint8), rng.integers(100, 156, (3, 5), np.uint8)
        for plane, tone, size in zip(out, (tones[0], tones[1], tones[1].T.reshape(3, 5)), (1, 2, 2), strict=True):
            window = np.s_[top // size : (top + high) // size, left // size : (left + wide) // size]
            shown = np.asarray(cv2.resize(tone, (wide // size, high // size), interpolation=cv2.INTER_LINEAR), np.uint8)
            at = round((wide // size - 10) * since / _SCENE_S)
            shown[high // size // 3 :, at : at + 10] = int(tone[0, 0]) ^ 64
            plane[window] = shown
        return out


class Beams:
    """Headlights of cars out of view: a pool of light that crosses the ground, and is gone."""

    def __init__(self, width: int, height: int, every_s: float, lasts_s: float) -> None:
        self._width, self._height, self._every_s, self._lasts_s = width, height, every_s, lasts_s
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        self._rows: npt.NDArray[np.float32] = rows
        self._columns: npt.NDArray[np.float32] = columns

    def blown(self, planes: Planes, t: float) -> Planes:
        """The empty place as the headlights light it now."""
        turn, since = divmod(t, self._every_s)
        if since > self._lasts_s:
            return planes
        share = since / self._lasts_s
        x = self._width * (1.3 * share - 0.15 if turn % 2 else 1.15 - 1.3 * share)
        y = self._height * (0.62 + 0.1 * math.sin(turn))
        away = ((self._columns - x) / (0.16 * self._width)) ** 2 + ((self._rows - y) / (0.12 * self._height)) ** 2
        lit = planes[0] * (1.0 + 0.9 * np.exp(-away))
        return lit.clip(0, 255).astype(np.uint8), planes[1], planes[2]


class Swing:
    """A seat on two chains that never hangs still: as large as a child, and dark before the ground."""

    def __init__(self, x: int, y: int, chain_px: int) -> None:
        self._x, self._y, self._chain_px = x, y, chain_px

    def blown(self, planes: Planes, t: float) -> Planes:
        """The empty place with the seat where it is now: strong and weak by turns, in the wind."""
        turn = 0.5 * (0.6 + 0.4 * math.sin(t / 7.0)) * math.sin(2.2 * t)
        x = round(self._x + self._chain_px * math.sin(turn))
        y = round(self._y + self._chain_px * math.cos(turn))
        luma = planes[0].copy()
        for apart in (-8, 8):
            cv2.line(luma, (self._x + apart, self._y), (x + apart, y), 70, 2, cv2.LINE_AA)
        cv2.rectangle(luma, (x - 10, y), (x + 10, y + 7), 42, -1)
        return luma, planes[1], planes[2]
