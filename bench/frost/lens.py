"""What a real camera and the weather do to a drawn picture: light, exposure, noise, leaves in the wind, compression.

Apart from shots.py, which says who is filmed. Everything follows from the picture's time alone, but exposure, which
follows the pictures before: pictures are filmed in order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from bench.frost.clips import Planes

BLACK: Final = 16.0
INPUT: Final = {"preset": "veryfast", "crf": "28", "bf": "0", "threads": "1"}
"""What a camera of today sends at a low rate: the pictures have been compressed once before they are frosted."""

_SETTLES_S: Final = 0.7
_GLOWS_S: Final = 0.3
_LEAST, _MOST = 0.82, 1.22
_SWAY_PX: Final = 1.7
Flow = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Lens:
    """What is done to every picture.

    `clouds` is the swing of daylight as a share. `exposure` is the power by which the camera answers a change of the
    picture's mean with gain: metering cameras answer people, who are small, by much more than 1. `noise` is the
    standard deviation in grey levels. `contrast` and `lift` squeeze luma as a dark picture is; `grey` leaves no colour,
    as with infra-red. A lamp burns in each stretch of `lamp_s`, if there are any; without it the light is `dim`.
    """

    clouds: float = 0.0
    exposure: float = 0.0
    noise: float = 1.6
    contrast: float = 1.0
    lift: float = 0.0
    grey: bool = False
    lamp_s: tuple[tuple[float, float], ...] = ()
    dim: float = 1.0

    def daylight(self, t: float) -> float:
        """The light's share at a time: clouds come in about a minute, none of them suddenly; a lamp at once."""
        lamp = max((min(t - on, off + _GLOWS_S - t) / _GLOWS_S for on, off in self.lamp_s), default=1.0)
        return (self.dim + (1.0 - self.dim) * min(max(lamp, 0.0), 1.0)) * self._sun(t)

    def _sun(self, t: float) -> float:
        return 1.0 + self.clouds * (0.7 * math.sin(t / 9.5) + 0.3 * math.sin(t / 3.7 + 1.0))


class Film:
    """Films pictures one after the other; `gain` is the exposure as it was for the last one."""

    def __init__(self, lens: Lens, seed: int, rate_hz: int) -> None:
        self._lens, self._seed = lens, seed
        self._keeps = math.exp(-1.0 / (rate_hz * _SETTLES_S))
        self._usual: float | None = None
        self.gain = 1.0

    def expose(self, planes: Planes) -> None:
        """Follow the picture's mean, its middle counting more, slowly and within what cameras do."""
        luma = planes[0]
        height, width = luma.shape
        middle = luma[height // 5 : -height // 8, width // 5 : -width // 5]
        mean = 0.4 * float(luma.mean()) + 0.6 * float(middle.mean())
        if self._usual is None:
            self._usual = mean
        wanted = ((self._usual - BLACK) / max(mean - BLACK, 1.0)) ** self._lens.exposure
        self.gain = self._keeps * self.gain + (1 - self._keeps) * min(max(wanted, _LEAST), _MOST)

    def lit(self, planes: Planes, t: float) -> Planes:
        """A picture under this moment's light and exposure, without noise."""
        lens = self._lens
        levels = np.arange(256, dtype=np.float32)
        curve = (levels - BLACK) * (lens.daylight(t) * self.gain)
        # Bright parts are held back before they are cut, as every camera's curve does.
        over = np.maximum(curve - 170.0, 0.0)
        curve = np.minimum(curve, 170.0) + 49.0 * (1 - np.exp(-over / 49.0))
        table = (BLACK + lens.lift + curve * lens.contrast + 0.5).clip(0, 255).astype(np.uint8)
        luma = np.asarray(cv2.LUT(planes[0], table), np.uint8)
        if lens.grey:
            return luma, np.full_like(planes[1], 128), np.full_like(planes[2], 128)
        return luma, planes[1], planes[2]

    def noisy(self, planes: Planes, index: int) -> Planes:
        """With the sensor's noise of picture `index`: finest in luma, half as strong in colour."""
        rng = np.random.default_rng((self._seed, index))
        colour = 0.0 if self._lens.grey else 0.5
        out = []
        for plane, share in zip(planes, (1.0, colour, colour), strict=True):
            grain = rng.standard_normal(plane.shape, np.float32) * np.float32(self._lens.noise * share)
            out.append((plane + grain + 0.5).clip(0, 255).astype(np.uint8))
        return out[0], out[1], out[2]


class Wind:
    """Leaves that sway: parts of the place that are displaced by a pixel or two, never the same way twice."""

    def __init__(self, crowns: list[tuple[float, float, float]], width: int, height: int) -> None:
        """`crowns` are middle x, middle y and radius in pixels."""
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        self._at: tuple[Flow, Flow] = (columns, rows)
        self._strength = np.zeros((height, width), np.float32)
        for x, y, radius in crowns:
            away = np.hypot(columns - np.float32(x), rows - np.float32(y)) / np.float32(radius)
            self._strength = np.maximum(self._strength, np.clip(1.6 - 1.6 * away, 0, 1))
        self._phase = np.asarray((columns + 0.6 * rows) / 17.0, np.float32)

    def blown(self, planes: Planes, t: float) -> Planes:
        gust = 0.55 + 0.45 * math.sin(t / 4.1)
        sway = np.float32(_SWAY_PX * gust) * self._strength
        right = sway * np.sin(self._phase + np.float32(2.9 * t))
        down = 0.6 * sway * np.sin(self._phase * 1.3 + np.float32(2.3 * t + 1.0))
        columns, rows = self._at
        out = [cv2.remap(planes[0], columns + right, rows + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)]
        for plane in planes[1:]:
            x, y = (0.5 * (whole + moved)[::2, ::2] for whole, moved in ((columns, right), (rows, down)))
            out.append(cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
        return np.asarray(out[0], np.uint8), np.asarray(out[1], np.uint8), np.asarray(out[2], np.uint8)
