"""Flat surfaces seen straight on: house fronts, shop fronts, stucco, leaves.

They are drawn once, level and unlit, and put into perspective by easel.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.colour import Bytes, Field, Rgb, mix, rgb, shade

WALLS: Final = tuple(map(rgb, ("e9d3ab", "dfae85", "ece1cb", "d3958a", "c9cfc4", "e6c27f", "b9c6cf", "ddc7b8")))
SHUTTERS: Final = tuple(map(rgb, ("4d6b5c", "56738a", "8a4f43", "6f6a5d", "2f4f57", "a3763f")))
AWNINGS: Final = tuple(map(rgb, ("b5443c", "2f6b62", "d9a441", "34557a", "8c5a7a")))
_PX_PER_M: Final = 44


def folded(tile: Field, across: Field, along: Field) -> Field:
    """Read a square tile at any coordinates, mirrored at its edges so that no seam shows."""
    size = tile.shape[0]
    i, j = (
        np.abs((np.floor(at).astype(np.int32) + size) % (2 * size) - size).clip(0, size - 1) for at in (along, across)
    )
    return np.asarray(tile[i, j], np.float32)


@dataclass(frozen=True, slots=True)
class Front:
    """What a house front is made of. Metres; `floors` are above the ground floor."""

    width_m: float
    height_m: float
    floors: int
    wall: Rgb
    shutter: Rgb
    awning: Rgb
    shop: bool


def mottled(rng: np.random.Generator, height: int, width: int, coarse: int) -> Field:
    """Smooth noise, mean 0, about +-1, features of `coarse` pixels and of a third of that."""
    total = np.zeros((height, width), np.float32)
    for size, share in ((coarse, 0.65), (max(1, coarse // 3), 0.35)):
        small = rng.standard_normal((height // size + 2, width // size + 2)).astype(np.float32)
        total += np.float32(share) * cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    return total


class _Wall:
    """A picture in metres: x from the left, y from the ground."""

    def __init__(self, front: Front, rng: np.random.Generator) -> None:
        self.k = _PX_PER_M
        self.high = round(front.height_m * self.k)
        self.wide = round(front.width_m * self.k)
        stain = mottled(rng, self.high, self.wide, 70)[..., None]
        fall = np.linspace(1.03, 0.93, self.high, dtype=np.float32)[:, None, None]
        grain = rng.standard_normal((self.high, self.wide, 1)).astype(np.float32) * 2.2
        colour = np.array(front.wall, np.float32) * (1 + 0.03 * stain) * fall + grain
        self.picture: Bytes = np.ascontiguousarray(colour.clip(0, 255).astype(np.uint8))

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: Rgb) -> None:
        a = (round(x0 * self.k), self.high - round(y1 * self.k))
        b = (round(x1 * self.k) - 1, self.high - round(y0 * self.k) - 1)
        cv2.rectangle(self.picture, a, b, colour, -1)

    def arch(self, x: float, y: float, radius: float, colour: Rgb) -> None:
        centre = (round(x * self.k), self.high - round(y * self.k))
        cv2.ellipse(self.picture, centre, (round(radius * self.k),) * 2, 0, 180, 360, colour, -1, cv2.LINE_AA)

    def shadow(self, x0: float, y0: float, x1: float, y1: float, keep: float) -> None:
        rows = slice(max(0, self.high - round(y1 * self.k)), max(0, self.high - round(y0 * self.k)))
        cols = slice(max(0, round(x0 * self.k)), max(0, round(x1 * self.k)))
        self.picture[rows, cols] = (self.picture[rows, cols] * keep).astype(np.uint8)


def _window(wall: _Wall, x: float, y: float, front: Front, rng: np.random.Generator) -> None:
    half, tall = 0.5, 1.55
    trim = mix(front.wall, (255.0, 250.0, 240.0), 0.55)
    wall.rect(x - half - 0.14, y - 0.1, x + half + 0.14, y + tall + 0.14, trim)
    wall.rect(x - half - 0.2, y - 0.18, x + half + 0.2, y - 0.08, shade(trim, 0.93))
    wall.shadow(x - half - 0.2, y - 0.3, x + half + 0.24, y - 0.18, 0.8)
    glass = mix(rgb("3b4a57"), rgb("7d97a8"), float(rng.uniform(0.0, 0.6)))
    wall.rect(x - half, y, x + half, y + tall, glass)
    wall.rect(x - half, y + tall * 0.55, x + half, y + tall, mix(glass, rgb("a9c2cf"), 0.28))
    wall.shadow(x - half, y + tall - 0.22, x + half, y + tall, 0.62)
    wall.shadow(x - half, y, x - half + 0.1, y + tall, 0.7)
    curtain = rng.random()
    if curtain < 0.5:
        wall.rect(x - half + 0.08, y + 0.05, x - half + 0.3, y + tall - 0.25, rgb("cfc8bb"))
        wall.rect(x + half - 0.3, y + 0.05, x + half - 0.06, y + tall - 0.25, rgb("c6beb0"))
    frame = rgb("f1ece2")
    wall.rect(x - 0.035, y, x + 0.035, y + tall, frame)
    wall.rect(x - half, y + tall * 0.62, x + half, y + tall * 0.62 + 0.06, frame)
    for side in (-1, 1):
        a, b = sorted((x + side * (half + 0.06), x + side * (half + 0.56)))
        wall.shadow(a + 0.06, y - 0.08, b + 0.08, y + tall - 0.02, 0.84)
        wall.rect(a, y - 0.02, b, y + tall + 0.04, front.shutter)
        for k in range(12):
            low = y + 0.08 + k * (tall - 0.1) / 12
            wall.rect(a + 0.06, low, b - 0.06, low + 0.035, shade(front.shutter, 0.76))


def _shop(wall: _Wall, x: float, wide: float, front: Front, rng: np.random.Generator) -> None:
    frame = shade(front.shutter, 0.8)
    wall.rect(x - wide / 2, 0.0, x + wide / 2, 2.9, frame)
    glass = mix(rgb("2d3a40"), rgb("56707a"), float(rng.uniform(0.2, 0.8)))
    panes = max(2, round(wide / 1.2))
    for i in range(panes):
        left = x - wide / 2 + 0.1 + i * (wide - 0.1) / panes
        right = left + (wide - 0.1) / panes - 0.1
        door = i == panes // 2
        wall.rect(left, 0.08 if door else 0.55, right, 2.7, glass)
        wall.rect(left, 1.5, right, 2.7, mix(glass, rgb("e8c98f"), 0.24))
        if not door:
            for _ in range(5):
                at, high = float(rng.uniform(left, right - 0.25)), float(rng.uniform(0.2, 0.7))
                goods = AWNINGS[rng.integers(len(AWNINGS))]
                wall.rect(at, 0.6, min(right, at + 0.22), 0.6 + high, mix(glass, goods, 0.5))
    wall.shadow(x - wide / 2, 1.5, x + wide / 2, 2.6, 0.72)
    stripes = max(6, round(wide / 0.32))
    for i in range(stripes):
        colour = front.awning if i % 2 else rgb("f3ead9")
        a = x - wide / 2 - 0.2 + i * (wide + 0.4) / stripes
        b = a + (wide + 0.4) / stripes
        wall.rect(a, 2.5, b, 3.25, colour)
        wall.rect(a, 2.38, b, 2.52, shade(colour, 0.8))


def _door(wall: _Wall, x: float, front: Front) -> None:
    stone = mix(front.wall, rgb("b9ad98"), 0.6)
    wall.rect(x - 0.85, 0, x + 0.85, 2.3, stone)
    wall.arch(x, 2.3, 0.85, stone)
    leaf = shade(front.shutter, 0.7)
    wall.rect(x - 0.65, 0, x + 0.65, 2.3, leaf)
    wall.arch(x, 2.3, 0.65, shade(leaf, 0.7))
    for side in (-0.33, 0.33):
        wall.rect(x + side - 0.22, 0.25, x + side + 0.22, 1.0, shade(leaf, 1.25))
        wall.rect(x + side - 0.22, 1.15, x + side + 0.22, 2.1, shade(leaf, 1.2))
    wall.rect(x - 0.02, 0, x + 0.02, 2.3, shade(leaf, 0.6))


def house_front(front: Front, rng: np.random.Generator) -> Bytes:
    """A house front as RGB, 44 pixels per metre, its foot at the last row."""
    wall = _Wall(front, rng)
    wide, tall = front.width_m, front.height_m
    stone = mix(front.wall, rgb("a59a88"), 0.65)
    wall.rect(0, 0, wide, 0.5, stone)
    storey = (tall - 3.9) / front.floors
    if front.shop:
        _shop(wall, wide / 2, wide - 1.3, front, rng)
    else:
        _door(wall, wide * 0.5, front)
        for x in (wide * 0.2, wide * 0.8):
            _window(wall, x, 1.0, front, rng)
    columns = max(2, round(wide / 2.7))
    for floor in range(front.floors):
        base = 3.9 + floor * storey
        wall.rect(0, base - 0.28, wide, base - 0.14, mix(front.wall, (255.0, 250.0, 240.0), 0.4))
        wall.shadow(0, base - 0.4, wide, base - 0.28, 0.86)
        for i in range(columns):
            _window(wall, wide * (i + 0.5) / columns, base + 0.5, front, rng)
    wall.rect(0, tall - 0.35, wide, tall, mix(front.wall, (255.0, 250.0, 240.0), 0.5))
    wall.shadow(0, tall - 0.62, wide, tall - 0.35, 0.78)
    wall.shadow(0, tall - 0.4, wide, tall - 0.33, 0.9)
    wall.shadow(wide - 0.12, 0, wide, tall, 0.8)
    return wall.picture


def any_front(rng: np.random.Generator, width_m: float, height_m: float, *, shop: bool) -> Front:
    """A front with colours drawn from the palette."""
    return Front(
        width_m, height_m, max(1, round((height_m - 3.9) / 2.6)), WALLS[rng.integers(len(WALLS))],
        SHUTTERS[rng.integers(len(SHUTTERS))], AWNINGS[rng.integers(len(AWNINGS))], shop,
    )  # fmt: skip
