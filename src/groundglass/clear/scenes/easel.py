"""Painting the standing part of a scene: ground, walls, furniture, trees.

Everything is painted once, at twice the size of the picture, far things first, and then reduced: that is
all the anti-aliasing there is. Beside the colours the easel keeps how near each painted prop is, so that
figures can later walk behind it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.scenes.camera import Camera, Points
from groundglass.clear.scenes.colour import Bytes, Field, Rgb, mix, shade

OVER: Final = 2
_SUB: Final = 4
_BAND_ROWS: Final = 96

GroundPaint = Callable[[Field, Field, Field], Field]
"""X, Z and span in metres (rows, width) to RGB (rows, width, 3) float32: the look of the ground."""


def nearness(z_m: float) -> int:
    """Rank 1..250 of a distance: the higher, the nearer. 0 is the ground, which hides nobody."""
    return round(min(250.0, max(1.0, 250.0 - 5.0 * z_m)))


def nearer_than(near: Bytes, z_m: float) -> Bytes:
    """255 where a prop stands nearer than `z_m`, 0 elsewhere."""
    return np.asarray(cv2.threshold(near, nearness(z_m), 255, cv2.THRESH_BINARY)[1], np.uint8)


class Easel:
    """`picture` is RGB uint8 at twice the camera's size; `near` holds `nearness` of props, same size."""

    def __init__(self, camera: Camera, haze: Rgb) -> None:
        self.camera = Camera(
            camera.width * OVER, camera.height * OVER, camera.focal_px * OVER, camera.height_m, camera.pitch
        )
        self.haze = haze
        self.picture: Bytes = np.zeros((self.camera.height, self.camera.width, 3), np.uint8)
        self.near: Bytes = np.zeros(self.picture.shape[:2], np.uint8)

    def airy(self, colour: Rgb, z_m: float) -> Rgb:
        """The colour seen through `z_m` metres of air."""
        return mix(colour, self.haze, 1 - math.exp(-max(0.0, z_m - 8) / 170))

    def sky(self, top: Rgb, low: Rgb) -> None:
        """A gradient down to the horizon, which also lies under everything else."""
        share = np.clip(np.arange(self.camera.height) / max(1.0, self.camera.horizon_px()), 0, 1)[:, None, None]
        self.picture[:] = (np.array(top) * (1 - share) + np.array(low) * share).astype(np.uint8)

    def ground(self, paint: GroundPaint) -> None:
        """Paint everything below the horizon, band by band to keep memory small."""
        x, z, span = self.camera.ground()
        for top in range(max(0, int(self.camera.horizon_px()) + 1), self.camera.height, _BAND_ROWS):
            rows = slice(top, min(top + _BAND_ROWS, self.camera.height))
            colours = paint(x[rows], z[rows], span[rows])
            fade = np.exp(-np.maximum(0, z[rows] - 8) / 170)[..., None].astype(np.float32)
            seen = colours * fade + np.array(self.haze, np.float32) * (1 - fade)
            self.picture[rows] = seen.clip(0, 255).astype(np.uint8)

    def _fixed(self, line: Points) -> npt.NDArray[np.int32]:
        return np.round((line - 0.5).clip(-8000, 16000) * (1 << _SUB)).astype(np.int32)

    def flat(self, line: Points, colour: Rgb, near: int = 0) -> None:
        """Fill a polygon given in pixels of the easel."""
        fixed = [self._fixed(line)]
        cv2.fillPoly(self.picture, fixed, colour, cv2.LINE_AA, _SUB)
        if near:
            cv2.fillPoly(self.near, fixed, (float(near),), cv2.LINE_8, _SUB)

    def face(self, corners: Points, colour: Rgb, near: int = 0) -> None:
        """Fill a polygon given in the world (n, 3)."""
        z_m = float(corners[:, 2].mean())
        self.flat(self.camera.project(corners), self.airy(colour, z_m), near)

    def texture(self, picture: Bytes, corners: Points) -> None:
        """Put a flat RGB picture on a wall: corners (4, 3) top left, top right, bottom right, bottom left."""
        height, width = picture.shape[:2]
        flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
        seen = self.camera.project(corners).astype(np.float32)
        low = np.maximum(np.floor(seen.min(axis=0)).astype(int), 0)
        high = np.minimum(np.ceil(seen.max(axis=0)).astype(int) + 1, (self.camera.width, self.camera.height))
        size = (int(high[0] - low[0]), int(high[1] - low[1]))
        if min(size) < 1:
            return
        local = seen - low.astype(np.float32)
        matrix = cv2.getPerspectiveTransform(flat, local)
        warped = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        mask = np.zeros((size[1], size[0]), np.uint8)
        cv2.fillPoly(mask, [self._fixed(local.astype(np.float64))], (255.0,), cv2.LINE_8, _SUB)
        share = 1 - math.exp(-max(0.0, float(corners[:, 2].mean()) - 8) / 170)
        haze = np.empty_like(warped)
        haze[:] = np.array(self.haze, np.uint8)
        rows, cols = slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))
        part = np.ascontiguousarray(self.picture[rows, cols])
        cv2.copyTo(cv2.addWeighted(warped, 1 - share, haze, share, 0), mask, part)
        self.picture[rows, cols] = part

    def darken(self, mask: Field, strength: float, tint: Rgb = (0.86, 0.92, 1.0)) -> None:
        """Multiply by a soft shadow; `mask` 0..1 of the easel's size."""
        x, y, w, h = cv2.boundingRect((mask > 0.01).astype(np.uint8))
        rows, cols = slice(y, y + h), slice(x, x + w)
        # A shadow is lit by the sky: it loses red first.
        lost = (
            mask[rows, cols, None] * np.float32(strength) * (np.float32(1.0) / np.array(tint, np.float32)).clip(0, 1.2)
        )
        self.picture[rows, cols] = (self.picture[rows, cols] * (1 - lost.clip(0, 0.95))).astype(np.uint8)

    def shadow(self, corners: Points, blur_m: float, strength: float) -> None:
        """A soft shadow on the ground, its outline given in the world."""
        mask = np.zeros(self.near.shape, np.uint8)
        seen = self.camera.project(corners)
        cv2.fillPoly(mask, [self._fixed(seen)], (255.0,), cv2.LINE_AA, _SUB)
        blur = max(1.0, blur_m * self.camera.px_per_m(float(corners[:, 2].mean())))
        self.darken(np.asarray(soften(mask, blur), np.float32), strength)

    def disc(self, x: float, y: float, z: float, radius: float, colour: Rgb, near: int = 0) -> None:
        """A level disc."""
        self.face(ring(x, y, z, radius), colour, near)

    def drum(self, x: float, z: float, low: tuple[float, float], high: tuple[float, float], colour: Rgb) -> None:
        """An upright round body between (height, radius) `low` and `high`, lit from the left."""
        near = nearness(z - min(low[1], high[1]) * 0.5)
        angles = np.linspace(math.pi, 2 * math.pi, 25)
        for a, b in pairwise(angles):
            middle = (a + b) / 2
            gain = 0.78 + 0.3 * max(0.0, math.cos(middle - 1.2 * math.pi)) ** 2 - 0.2 * max(0.0, math.cos(middle))
            points = np.array([
                [x + low[1] * math.cos(a), low[0], z + low[1] * math.sin(a)],
                [x + low[1] * math.cos(b), low[0], z + low[1] * math.sin(b)],
                [x + high[1] * math.cos(b), high[0], z + high[1] * math.sin(b)],
                [x + high[1] * math.cos(a), high[0], z + high[1] * math.sin(a)],
            ])  # fmt: skip
            self.face(points, shade(colour, gain), near)

    def box(self, low: tuple[float, float, float], high: tuple[float, float, float], colour: Rgb) -> None:
        """A box between two corners; the top is light, the sides that face away from the sun are dark."""
        (x0, y0, z0), (x1, y1, z1) = low, high
        near = nearness(z0 + 0.1)
        sides = [([[x0, y0, z0], [x0, y1, z0], [x0, y1, z1], [x0, y0, z1]], 1.0, x0 > 0),
                 ([[x1, y0, z0], [x1, y1, z0], [x1, y1, z1], [x1, y0, z1]], 0.66, x1 < 0),
                 ([[x0, y1, z0], [x1, y1, z0], [x1, y1, z1], [x0, y1, z1]], 1.12, y1 < self.camera.height_m),
                 ([[x0, y0, z0], [x1, y0, z0], [x1, y1, z0], [x0, y1, z0]], 0.86, True)]  # fmt: skip
        for corners, gain, seen in sides:
            if seen:
                self.face(np.array(corners, np.float64), shade(colour, gain), near)

    def post(self, x: float, z: float, height: float, radius: float, colour: Rgb) -> None:
        """A thin round post."""
        self.drum(x, z, (0.0, radius), (height, radius * 0.8), colour)

    def finished(self) -> tuple[Field, Bytes]:
        """The picture at the camera's size, RGB float32, and the nearness of its props, uint8."""
        size = (self.camera.width // OVER, self.camera.height // OVER)
        picture = cv2.resize(self.picture, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        return picture, np.ascontiguousarray(self.near[::OVER, ::OVER])


def ring(x: float, y: float, z: float, radius: float) -> Points:
    """A level circle as points in the world."""
    a = np.linspace(0, 2 * math.pi, 72, endpoint=False)
    return np.stack([x + radius * np.cos(a), np.full_like(a, y), z + radius * np.sin(a)], axis=1)


def soften(mask: Bytes, blur_px: float) -> Field:
    """A blurred mask 0..1; wide blurs are done on a smaller copy."""
    step = max(1, int(blur_px / 3))
    height, width = mask.shape
    small = cv2.resize(mask, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), blur_px / step)
    full = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(full.astype(np.float32) / np.float32(255), np.float32)
