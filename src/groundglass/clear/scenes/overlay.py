"""What is drawn over a finished frame: sensor noise, changing light, time code, noise patch, hazards.

The time code is a row of 40 cells across the top, each width/40 wide and `timecode_rows` tall, black (16) or
white (235) with neutral chroma: 36 bits of a number, highest first, then a 4-bit sum of its nine
4-bit digits, modulo 16, inverted. A reader looks at the middle of each cell.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.colour import Bytes, Rgb, rgb, yuv_of
from groundglass.clear.scenes.compose import Planes

CELLS: Final = 40
VALUE_BITS: Final = 36
PATCH_PX: Final = 64

_PAD: Final = 128
_BIAS: Final = 8


def scatter(n: int, salt: int) -> int:
    """A well-mixed 32-bit number from a frame number (a finaliser in the manner of splitmix)."""
    x = (n * 0x9E3779B9 + salt * 0x85EBCA6B) & 0xFFFFFFFF
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & 0xFFFFFFFF
    x = ((x ^ (x >> 15)) * 0x846CA68B) & 0xFFFFFFFF
    return x ^ (x >> 16)


class SensorNoise:
    """Two noise tiles, larger than the picture, laid at another offset in each frame. `sigma` in grey levels."""

    def __init__(self, width: int, height: int, sigma: float, seed: int) -> None:
        rng = np.random.default_rng((0x4015E, seed))
        shape = (height + _PAD, width + _PAD)
        grain = np.round(rng.standard_normal(shape, np.float32) * np.float32(sigma))
        self._tile: Bytes = (grain.clip(-_BIAS, _BIAS) + _BIAS).astype(np.uint8)
        self._seed = seed

    def add(self, planes: Planes, n: int) -> None:
        """Lay the noise of frame `n` over all planes."""
        for i, plane in enumerate((planes.luma, planes.blue, planes.red)):
            at = scatter(n * 3 + i, self._seed)
            y, x = at % _PAD, (at >> 12) % _PAD
            part = self._tile[y : y + plane.shape[0], x : x + plane.shape[1]]
            cv2.addWeighted(plane, 1.0, part, 1.0, -float(_BIAS), dst=plane)


def light_gain(t: float) -> float:
    """Light of a cloudy day: slow, between about 0.8 and 1.05."""
    return 0.93 + 0.08 * math.sin(2 * math.pi * t / 180) + 0.04 * math.sin(2 * math.pi * t / 67 + 1)


def relight(planes: Planes, gain: float) -> None:
    """Multiply the light of the whole picture."""
    cv2.convertScaleAbs(planes.luma, planes.luma, gain, 16 * (1 - gain))


def timecode_rows(height: int) -> int:
    """How many rows of luma the time code takes: even, about a 45th of the picture."""
    return max(8, height // 45 // 2 * 2)


def draw_timecode(luma: Bytes, blue: Bytes, red: Bytes, value: int) -> None:
    """Draw the low 36 bits of `value` over the top rows of the planes."""
    value &= (1 << VALUE_BITS) - 1
    bits = (value << 4) | _check(value)
    height, width = luma.shape
    rows = timecode_rows(height)
    for i in range(CELLS):
        lit = (bits >> (CELLS - 1 - i)) & 1
        luma[:rows, i * width // CELLS : (i + 1) * width // CELLS] = 235 if lit else 16
    blue[: rows // 2] = 128
    red[: rows // 2] = 128


def read_timecode(luma: Bytes) -> int | None:
    """The number drawn over this plane, or None when the check does not hold."""
    height, width = luma.shape
    rows = timecode_rows(height)
    bits = 0
    for i in range(CELLS):
        left, right = i * width // CELLS, (i + 1) * width // CELLS
        quarter = max(1, (right - left) // 4)
        cell = luma[rows // 4 : max(rows // 4 + 1, rows * 3 // 4), left + quarter : right - quarter]
        bits = (bits << 1) | int(float(cell.mean()) > 125)
    value = bits >> 4
    return value if bits & 15 == _check(value) else None


def _check(value: int) -> int:
    return ~sum((value >> shift) & 15 for shift in range(0, VALUE_BITS, 4)) & 15


def noise_patch(seed: int) -> Bytes:
    """The patch that a figure carries where `pattern` is on: (64, 64) bytes in 16..235, any 8 of them unmistakable."""
    return np.random.default_rng((0x9A7C4, seed)).integers(16, 236, (PATCH_PX, PATCH_PX), np.uint8)


def patch_corner(shape: tuple[int, ...], x: float, y: float) -> tuple[int, int] | None:
    """Even corner (left, top) of a patch whose middle is at (x, y); None where it leaves the picture."""
    left, top = int(x - PATCH_PX / 2) // 2 * 2, int(y - PATCH_PX / 2) // 2 * 2
    if left < 0 or top < 0 or left + PATCH_PX > shape[1] or top + PATCH_PX > shape[0]:
        return None
    return left, top


def draw_patch(planes: Planes, patch: Bytes, corner: tuple[int, int]) -> None:
    """Lay the patch over luma, pixel for pixel."""
    left, top = corner
    planes.luma[top : top + PATCH_PX, left : left + PATCH_PX] = patch


_SMOKE: Final = rgb("8d8f92")
_FIRE: Final = (rgb("d2411e"), rgb("f08a24"), rgb("ffd95a"))


def _puff(planes: Planes, x: float, y: float, radius_x: float, radius_y: float, colour: Rgb, strength: float) -> None:
    """A soft blob."""
    height, width = planes.luma.shape
    left, right = max(0, int(x - radius_x) // 2 * 2), min(width, int(x + radius_x) // 2 * 2 + 2)
    top, bottom = max(0, int(y - radius_y) // 2 * 2), min(height, int(y + radius_y) // 2 * 2 + 2)
    if right - left < 2 or bottom - top < 2:
        return
    v, u = np.mgrid[top:bottom, left:right].astype(np.float32)
    away = ((u - x) / radius_x) ** 2 + ((v - y) / radius_y) ** 2
    share = np.clip(1 - away, 0, 1) ** 1.5 * np.float32(strength)
    half = share[::2, ::2]
    ink = yuv_of(colour)
    parts = (
        (planes.luma[top:bottom, left:right], share, ink[0]),
        (planes.blue[top // 2 : bottom // 2, left // 2 : right // 2], half, ink[1]),
        (planes.red[top // 2 : bottom // 2, left // 2 : right // 2], half, ink[2]),
    )
    for plane, cover, level in parts:
        plane[:] = (plane + (level - plane.astype(np.float32)) * cover + 0.5).astype(np.uint8)


def draw_smoke(planes: Planes, x: float, y: float, px_per_m: float, since_s: float) -> None:
    """A column of smoke from (x, y), growing for the first 10 s."""
    grown = min(1.0, 0.25 + since_s / 10)
    for i in range(22):
        age = (since_s * 0.16 + i / 22) % 1.0
        drift = (0.5 * age + 0.16 * math.sin(i * 2.4 + since_s * 0.7)) * 2.2
        radius = (0.3 + 1.0 * age) * px_per_m * grown
        _puff(planes, x + drift * px_per_m * age, y - 4.2 * age * grown * px_per_m, radius, radius * 0.85, _SMOKE,
              0.5 * (1 - age) ** 0.7)  # fmt: skip


def smoke_box(x: float, y: float, px_per_m: float, since_s: float) -> tuple[float, float, float, float]:
    """Left, top, width, height of what `draw_smoke` may touch."""
    grown = min(1.0, 0.25 + since_s / 10)
    left, right = 1.6 * grown * px_per_m, (2.2 * 0.66 + 1.3 * grown) * px_per_m
    return x - left, y - 5.4 * grown * px_per_m, left + right, (5.4 * grown + 0.4) * px_per_m


def draw_flame(planes: Planes, x: float, y: float, px_per_m: float, since_s: float) -> None:
    """A fire about a metre high at (x, y), growing for the first 8 s."""
    grown = min(1.0, 0.3 + since_s / 8)
    for layer, (colour, reach) in enumerate(zip(_FIRE, (1.0, 0.7, 0.4), strict=True)):
        for i in range(7):
            flick = 0.75 + 0.25 * math.sin(since_s * (9 + 2 * i) + i * 1.7 + layer)
            tall = (0.62 - 0.11 * abs(i - 3)) * reach * flick * grown * px_per_m
            _puff(planes, x + (i - 3) * 0.13 * reach * px_per_m, y - tall * 0.85, 0.17 * reach * px_per_m + 2, tall + 2,
                  colour, 0.85)  # fmt: skip


def flame_box(x: float, y: float, px_per_m: float, since_s: float) -> tuple[float, float, float, float]:
    """Left, top, width, height of what `draw_flame` may touch."""
    grown = min(1.0, 0.3 + since_s / 8)
    return x - 0.6 * px_per_m, y - 1.2 * grown * px_per_m, 1.2 * px_per_m, (1.2 * grown + 0.15) * px_per_m
