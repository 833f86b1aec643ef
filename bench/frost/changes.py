"""What is done to the pictures of a clip before they are frosted, by name.

Apart from change.py, which scores what comes of it. A change alters a picture (`apply`), displaces it (`moves_px`) or
lets pictures be missing (`holds`). Whoever is in the unchanged picture is displaced and held with it, and altered with
it, so that truth is known for every changed picture. Times are the clip's true ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from bench.frost.clips import Plane, Planes

Apply = Callable[[Planes, int, float], Planes]
"""What is done to picture `index` at a strength of 0..1."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change by name: to all pictures (`always`), or from a moment on, rising in `rises_s` and lasting `lasts_s`.

    `moves_px` are pixels of the clip to the right. Of `holds` pictures the first is shown and the others are missing.
    """

    name: str
    apply: Apply
    always: bool = False
    rises_s: float = 0.0
    lasts_s: float = math.inf
    moves_px: int = 0
    holds: int = 1
    overlay: bool = False

    def strength(self, at_s: float, begin_s: float) -> float:
        """How strong it is at a time, when it begins at `begin_s`: 0 for not at all."""
        if self.always:
            return 1.0
        since_s = at_s - begin_s
        if not 0 <= since_s < self.lasts_s:
            return 0.0
        return min((since_s + 1e-3) / self.rises_s, 1.0) if self.rises_s else 1.0

    def done_s(self, begin_s: float) -> float:
        """When the pictures are as they stay: it has reached its strength, or is over."""
        return begin_s + (self.rises_s if math.isinf(self.lasts_s) else self.lasts_s)


def unchanged(planes: Planes, _index: int, _strength: float) -> Planes:
    return planes


def gained(target: float, offset: float = 0.0) -> Apply:
    def apply(planes: Planes, _: int, strength: float) -> Planes:
        luma = cv2.convertScaleAbs(planes[0], alpha=1.0 + (target - 1.0) * strength, beta=offset * strength)
        return np.asarray(luma, np.uint8), planes[1], planes[2]

    return apply


def displaced(planes: Planes, px: int) -> Planes:
    """As a camera that was turned to the left shows it: to the right, and at the left something else."""
    luma, blue, red = (np.roll(plane, px if i == 0 else px // 2, axis=1) for i, plane in enumerate(planes))
    return luma, blue, red


def blurred(planes: Planes, _: int, _strength: float) -> Planes:
    luma = cv2.GaussianBlur(planes[0], (0, 0), 6)
    return np.asarray(luma, np.uint8), planes[1], planes[2]


def covered(planes: Planes, _: int, _strength: float) -> Planes:
    return np.full_like(planes[0], 70), np.full_like(planes[1], 128), np.full_like(planes[2], 128)


def noisy(planes: Planes, index: int, _: float) -> Planes:
    noise = np.random.default_rng(index).normal(0, 5, planes[0].shape)
    return np.clip(planes[0] + noise, 0, 255).astype(np.uint8), planes[1], planes[2]


def rained(planes: Planes, index: int, _: float) -> Planes:
    rng = np.random.default_rng(index)
    luma = planes[0].copy()
    height, width = luma.shape
    for x, y in zip(rng.integers(0, width, 90), rng.integers(0, height, 90), strict=True):
        cv2.line(luma, (int(x), int(y)), (int(x) + 2, int(y) + 16), 215, 1)
    return luma, planes[1], planes[2]


def clocked(planes: Planes, index: int, _: float) -> Planes:
    luma = planes[0].copy()
    cv2.rectangle(luma, (8, 8), (230, 34), 0, -1)
    cv2.putText(luma, f"12:{index // 600:02}:{index // 10 % 60:02}.{index % 10}", (12, 30), 0, 0.8, 255, 2)
    return luma, planes[1], planes[2]


def pressed(planes: Planes, _: int, _strength: float) -> Planes:
    luma, blue, red = (_pressed(plane) for plane in planes)
    return luma, blue, red


def _pressed(plane: Plane, quality: int = 12) -> Plane:
    _, data = cv2.imencode(".jpg", plane, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


def tinted(planes: Planes, _: int, _strength: float) -> Planes:
    blue, red = (
        np.clip(plane.astype(np.int16) + by, 0, 255).astype(np.uint8)
        for plane, by in zip(planes[1:], (8, -8), strict=True)
    )
    return planes[0], blue, red


CHANGES: Final = (
    Change("none", unchanged),
    Change("brightness +30 % in 10 s", gained(1.3), rises_s=10.0),
    Change("brightness -30 % in 10 s", gained(0.7), rises_s=10.0),
    Change("lamp switched", gained(1.2, 6.0)),
    Change("colour shifted", tinted),
    Change("sensor noise", noisy, always=True),
    Change("shifted 5 px", unchanged, moves_px=5),
    Change("shifted 40 px", unchanged, moves_px=40),
    Change("out of focus for 8 s", blurred, lasts_s=8.0),
    Change("covered for 8 s", covered, lasts_s=8.0),
    Change("dropped and repeated", unchanged, always=True, holds=4),
    Change("heavy compression", pressed, always=True),
    Change("burnt-in clock", clocked, always=True, overlay=True),
    Change("rain", rained, always=True),
)
"""The first is the measure of the others."""
