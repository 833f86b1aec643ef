"""Putting cut-outs into a picture: the only code that writes a frame's planes.

Shadows first, then figures from far to near, each warped into its rectangle of the planes and cut where a nearer
prop stands. Works on the 4:2:0 planes directly and touches nothing outside the rectangles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.scenes.camera import Camera
from groundglass.clear.scenes.colour import Bytes
from groundglass.clear.scenes.easel import nearer_than
from groundglass.clear.scenes.furniture import SUN
from groundglass.clear.scenes.sprite import Sprite, shade_margin_px

_SHADOW: Final = 0.42
Affine = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Planes:
    """Even-sized 4:2:0 planes that are being drawn into."""

    luma: Bytes
    blue: Bytes
    red: Bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """A sprite and where it stands: world metres and the pixel of its foot."""

    sprite: Sprite
    x: float
    z: float
    foot_px: tuple[float, float]
    scale: float
    flat: bool

    def rectangle(self) -> tuple[float, float, float, float]:
        """Left, top, width, height in pixels, not cut. The sprite's clear rim is left out."""
        height, width = self.sprite.luma.shape[:2]
        return (
            self.foot_px[0] + (2 - self.sprite.foot[0]) * self.scale,
            self.foot_px[1] + (2 - self.sprite.foot[1]) * self.scale,
            (width - 4) * self.scale,
            (height - 4) * self.scale,
        )


def place(camera: Camera, sprite: Sprite, x: float, z: float, *, flat: bool) -> Placed:
    """Stand a sprite on the ground."""
    foot = camera.project(np.array([[x, 0.0, z]]))[0]
    return Placed(sprite, x, z, (float(foot[0]), float(foot[1])), camera.px_per_m(z) / sprite.px_per_m, flat)


def _even(low: float, high: float, limit: int) -> slice:
    begin = min(limit, max(0, int(np.floor(low)) // 2 * 2))
    return slice(begin, max(begin, min(limit, -(-int(np.ceil(high)) // 2) * 2)))


def _rows_cols(rectangle: tuple[float, float, float, float], shape: tuple[int, ...]) -> tuple[slice, slice] | None:
    x, y, w, h = rectangle
    rows, cols = _even(y - 2, y + h + 2, shape[0]), _even(x - 2, x + w + 2, shape[1])
    if rows.stop - rows.start < 2 or cols.stop - cols.start < 2:
        return None
    return rows, cols


def cast_shadow(camera: Camera, planes: Planes, placed: Placed) -> None:
    """Darken the ground where the figure takes the sun away."""
    sprite = placed.sprite
    points = np.array([[placed.x, 0.0, placed.z], [placed.x + 0.5, 0.0, placed.z],
                       [placed.x + 1.7 * SUN[0], 0.0, placed.z + 1.7 * SUN[1]]])  # fmt: skip
    foot, side, tip = camera.project(points)
    across, up = (side - foot) / 0.5, (tip - foot) / 1.7
    if placed.flat:
        k = placed.scale * sprite.px_per_m
        across, up, foot = np.array([k, 0.0]), np.array([0.0, -k]), foot + np.array([0.05, 0.035]) * k
    margin = shade_margin_px(sprite)
    step = (sprite.luma.shape[1] + 2 * margin) / sprite.shade.shape[1]
    matrix = np.empty((2, 3))
    matrix[:, 0] = across * step / sprite.px_per_m
    matrix[:, 1] = -up * step / sprite.px_per_m
    origin = np.array([sprite.foot[0] + margin, sprite.foot[1] + margin]) / step
    matrix[:, 2] = foot - matrix[:, :2] @ origin
    height, width = sprite.shade.shape
    corners = matrix[:, :2] @ np.array([[0, width, 0, width], [0, 0, height, height]]) + matrix[:, 2:]
    low, high = corners.min(axis=1), corners.max(axis=1)
    found = _rows_cols((low[0], low[1], high[0] - low[0], high[1] - low[1]), planes.luma.shape)
    if found is None:
        return
    rows, cols = found
    # Half size is enough for something so soft.
    matrix[:, 2] -= (cols.start, rows.start)
    part = planes.luma[rows, cols]
    size = (part.shape[1] // 2, part.shape[0] // 2)
    soft = cv2.warpAffine(sprite.shade, matrix * 0.5, size, flags=cv2.INTER_LINEAR)
    keep = cv2.resize(cv2.convertScaleAbs(soft, alpha=-_SHADOW, beta=255.0), (part.shape[1], part.shape[0]))
    cv2.multiply(part, keep, dst=part, scale=1 / 255)


def put(planes: Planes, near: Bytes, placed: Placed) -> float:
    """Draw one figure. Returns the share of it, 0..1, that props hide; 1 when it is outside the picture."""
    found = _rows_cols(placed.rectangle(), planes.luma.shape)
    if found is None:
        return 1.0
    rows, cols = found
    matrix = _matrix(placed, cols.start, rows.start, 1)
    size = (cols.stop - cols.start, rows.stop - rows.start)
    two = cv2.warpAffine(placed.sprite.luma, matrix, size, flags=cv2.INTER_LINEAR)
    y, alpha = cv2.split(two)
    half = (slice(rows.start // 2, rows.stop // 2), slice(cols.start // 2, cols.stop // 2))
    three = cv2.warpAffine(
        placed.sprite.chroma, _matrix(placed, cols.start, rows.start, 2), (size[0] // 2, size[1] // 2),
        flags=cv2.INTER_LINEAR,
    )  # fmt: skip
    u, v, alpha_half = cv2.split(three)
    hidden = 0.0
    nearer = nearer_than(near[rows, cols], placed.z)
    if cv2.countNonZero(nearer):
        hidden = _hidden_share(alpha, nearer)
        free = cv2.bitwise_not(nearer)
        free_half = cv2.resize(free, (size[0] // 2, size[1] // 2), interpolation=cv2.INTER_AREA)
        y, alpha = cv2.bitwise_and(y, free), cv2.bitwise_and(alpha, free)
        u, v, alpha_half = (cv2.multiply(layer, free_half, scale=1 / 255) for layer in (u, v, alpha_half))
    _over(planes.luma[rows, cols], y, alpha)
    _over(planes.blue[half], u, alpha_half)
    _over(planes.red[half], v, alpha_half)
    return hidden


def hidden_share(near: Bytes, placed: Placed) -> float:
    """What `put` would return, without drawing."""
    found = _rows_cols(placed.rectangle(), near.shape)
    if found is None:
        return 1.0
    rows, cols = found
    nearer = nearer_than(near[rows, cols], placed.z)
    if not cv2.countNonZero(nearer):
        return 0.0
    size = (cols.stop - cols.start, rows.stop - rows.start)
    two = cv2.warpAffine(placed.sprite.luma, _matrix(placed, cols.start, rows.start, 1), size, flags=cv2.INTER_LINEAR)
    return _hidden_share(cv2.extractChannel(two, 1), nearer)


def _hidden_share(alpha: cv2.typing.MatLike, nearer: cv2.typing.MatLike) -> float:
    total = float(cv2.sumElems(alpha)[0])
    return float(cv2.sumElems(cv2.bitwise_and(alpha, nearer))[0]) / max(1.0, total)


def _matrix(placed: Placed, left: int, top: int, step: int) -> Affine:
    """From sprite pixels (of the plane that is `step` times smaller) to pixels of the rectangle."""
    scale = placed.scale
    x = placed.foot_px[0] - left - placed.sprite.foot[0] * scale
    y = placed.foot_px[1] - top - placed.sprite.foot[1] * scale
    # Pixel centres: both planes count from the corner of their first pixel.
    shift = 0.5 * scale - 0.5
    return np.array([[scale, 0.0, x / step + shift], [0.0, scale, y / step + shift]])


def _over(under: Bytes, premultiplied: cv2.typing.MatLike, alpha: cv2.typing.MatLike) -> None:
    kept = cv2.multiply(under, cv2.bitwise_not(alpha), scale=1 / 255)
    cv2.add(kept, premultiplied, dst=under)
