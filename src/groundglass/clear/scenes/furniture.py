"""Things that stand in squares and streets: trees, benches, fountain, lamps, parasols, planters.

Each is painted by easel.py's few shapes at a place on the ground, with its own soft shadow. The sun stands
behind the camera on the left, so shadows fall to the right and away.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.camera import Points
from groundglass.clear.scenes.colour import Field, Rgb, mix, rgb, shade
from groundglass.clear.scenes.easel import Easel, nearness, ring

SUN: Final = (0.66, 0.72)
"""Metres to the right and away that a shadow falls for each metre of height."""

LEAVES: Final = tuple(map(rgb, ("3f5b35", "4f7040", "66864a", "7f9c55", "a3b667")))


def shadow_of(x: float, z: float, height: float, half: float) -> Points:
    """Ground outline of the shadow of something thin and upright."""
    tip = np.array([x + SUN[0] * height, 0.0, z + SUN[1] * height])
    side = np.array([-SUN[1], 0.0, SUN[0]]) / math.hypot(*SUN) * half
    foot = np.array([x, 0.0, z])
    return np.stack([foot - side, tip - side, tip + side, foot + side])


def tree(easel: Easel, x: float, z: float, height: float, rng: np.random.Generator) -> None:
    """A round tree: trunk, then some hundred clumps of leaves from dark to light."""
    crown, middle = height * 0.36, height * 0.66
    reach = ring(x + SUN[0] * middle, 0.0, z + SUN[1] * middle, crown * 1.05)
    easel.shadow(reach, 0.45, 0.6)
    easel.shadow(shadow_of(x, z, middle, 0.2), 0.08, 0.6)
    easel.drum(x, z, (0.0, 0.2), (height * 0.5, 0.12), rgb("6e5a48"))
    at = easel.camera.project(np.array([[x, middle, z]]))[0]
    scale = easel.camera.px_per_m(z)
    cover = np.zeros(easel.near.shape, np.uint8)
    count = 900
    angle, away = rng.uniform(0, 2 * math.pi, count), np.sqrt(rng.uniform(0, 1, count))
    depth = rng.uniform(0, 1, count)
    order = np.argsort(depth)
    lobes = 1 + 0.13 * np.sin(angle * 5 + rng.uniform(0, 6)) + 0.07 * np.sin(angle * 9 + rng.uniform(0, 6))
    for i in order:
        u, v = math.cos(angle[i]) * away[i] * lobes[i], math.sin(angle[i]) * away[i] * lobes[i] * 0.86
        light = 0.46 - 0.34 * u - 0.42 * v + 0.34 * (depth[i] - 0.5) + rng.normal(0, 0.1)
        tone = min(max(light, 0.0), 0.999) * (len(LEAVES) - 1)
        colour = mix(LEAVES[int(tone)], LEAVES[int(tone) + 1], tone % 1)
        size = max(1.5, float(rng.uniform(0.05, 0.15)) * scale * crown / 2)
        centre = (round((at[0] + u * crown * scale) * 16), round((at[1] + v * crown * scale) * 16))
        axes = (round(size * 16), round(size * 11))
        turn = float(rng.uniform(0, 180))
        cv2.ellipse(easel.picture, centre, axes, turn, 0, 360, easel.airy(colour, z), -1, cv2.LINE_AA, 4)
        cv2.ellipse(cover, centre, axes, turn, 0, 360, (255.0,), -1, cv2.LINE_8, 4)
    easel.near[cover > 127] = nearness(z)


def bench(easel: Easel, x: float, z: float) -> None:
    """A slatted bench whose back is away from the camera; people sit facing us."""
    wood, iron = rgb("a87b4f"), rgb("3d4347")
    easel.shadow(
        np.array([[x - 0.9, 0, z], [x + 1.1, 0, z], [x + 1.35, 0, z + 0.75], [x - 0.6, 0, z + 0.75]]),
        0.12,
        0.5,
    )
    for k in range(3):
        y = 0.56 + k * 0.13
        easel.box((x - 0.9, y, z + 0.44), (x + 0.9, y + 0.09, z + 0.47), wood)
    for side in (-0.78, 0.74):
        easel.box((x + side, 0.0, z), (x + side + 0.05, 0.43, z + 0.44), iron)
    for k in range(4):
        depth = z + 0.33 - k * 0.11
        easel.box((x - 0.9, 0.43, depth), (x + 0.9, 0.47, depth + 0.09), wood)
    # A sitter is in front of the back and above the seat: neither seat nor legs may hide the lap.
    corners = easel.camera.project(
        np.array([[x - 0.9, 0.95, z], [x + 0.9, 0.95, z], [x + 0.9, 0.0, z], [x - 0.9, 0, z]])
    )
    left, right = int(corners[:, 0].min()) - 2, int(corners[:, 0].max()) + 2
    top, bottom = int(corners[:, 1].min()) - 30, int(corners[:, 1].max()) + 2
    part = easel.near[max(0, top) : bottom, max(0, left) : right]
    np.minimum(part, nearness(z + 0.5), out=part)


def fountain(easel: Easel, x: float, z: float) -> None:
    """A stone basin with a bowl on a pillar and thin falling water."""
    stone, water = rgb("cbbfa9"), rgb("6fa3ad")
    easel.shadow(ring(x + 0.5, 0.0, z + 0.25, 2.75), 0.25, 0.5)
    easel.drum(x, z, (0.0, 2.7), (0.16, 2.7), shade(stone, 0.9))
    easel.disc(x, 0.16, z, 2.7, stone, nearness(z - 2.4))
    easel.drum(x, z, (0.16, 2.4), (0.58, 2.45), stone)
    easel.disc(x, 0.58, z, 2.45, shade(stone, 1.1), nearness(z - 2.2))
    easel.disc(x, 0.54, z, 2.2, shade(water, 0.75), nearness(z - 2.0))
    easel.disc(x + 0.12, 0.54, z + 0.1, 2.05, water, nearness(z - 1.8))
    for k, radius in enumerate((1.75, 1.3, 0.85)):
        easel.disc(x + 0.1, 0.54, z + 0.05, radius, mix(water, rgb("e6f4f4"), 0.1 + 0.1 * k), nearness(z - 1.0))
        easel.disc(x + 0.1, 0.54, z + 0.05, radius - 0.12, mix(water, rgb("c7e2e4"), 0.12 * k), nearness(z - 1.0))
    easel.drum(x, z, (0.5, 0.34), (0.75, 0.2), stone)
    easel.drum(x, z, (0.75, 0.15), (1.5, 0.13), stone)
    easel.drum(x, z, (1.5, 0.2), (1.78, 0.85), stone)
    easel.disc(x, 1.78, z, 0.85, shade(stone, 1.08), nearness(z - 0.3))
    easel.disc(x, 1.77, z, 0.74, water, nearness(z - 0.3))
    easel.drum(x, z, (1.75, 0.1), (2.25, 0.06), stone)
    for turn in np.linspace(math.pi * 1.02, 1.98 * math.pi, 9):
        start = np.array([x + 0.85 * math.cos(turn), 1.76, z + 0.85 * math.sin(turn)])
        path = [
            start + np.array([0.28 * s * math.cos(turn), -1.2 * s * s, 0.28 * s * math.sin(turn)])
            for s in np.linspace(0, 1, 12)
        ]
        seen = easel.camera.project(np.array(path))
        width = np.array([0.02 * easel.camera.px_per_m(z), 0.0])
        line = np.concatenate([seen - width, (seen + width)[::-1]])
        easel.flat(line, rgb("dcecec"), nearness(z - 1.0))


def lamp(easel: Easel, x: float, z: float, height: float = 4.6) -> None:
    """A street lamp with a lantern."""
    iron = rgb("2f3a3d")
    easel.shadow(shadow_of(x, z, height, 0.1), 0.05, 0.55)
    easel.drum(x, z, (0.0, 0.17), (0.5, 0.1), iron)
    easel.drum(x, z, (0.5, 0.06), (height - 0.7, 0.045), iron)
    easel.drum(x, z, (height - 0.7, 0.12), (height - 0.25, 0.24), rgb("f6e7bd"))
    easel.drum(x, z, (height - 0.25, 0.28), (height, 0.03), iron)


def planter(easel: Easel, x: float, z: float, rng: np.random.Generator) -> None:
    """A stone box of flowers."""
    easel.shadow(np.array([[x - 0.7, 0, z], [x + 1.2, 0, z], [x + 1.4, 0, z + 1.0], [x - 0.4, 0, z + 0.9]]), 0.12, 0.5)
    easel.box((x - 0.7, 0, z), (x + 0.7, 0.5, z + 0.6), rgb("bdb19c"))
    scale = easel.camera.px_per_m(z)
    blooms = tuple(map(rgb, ("d8574f", "e9a23b", "f1e3d0", "b2476b")))
    for k in range(170):
        point = np.array(
            [
                [
                    x + rng.uniform(-0.68, 0.68),
                    0.5 + rng.uniform(0, 0.34) * (1 - k / 400),
                    z + rng.uniform(0.02, 0.5),
                ]
            ]
        )
        at = easel.camera.project(point)[0]
        colour = blooms[rng.integers(4)] if rng.random() < 0.3 else LEAVES[rng.integers(1, 5)]
        size = max(1, round(0.045 * scale))
        cv2.circle(easel.picture, (int(at[0]), int(at[1])), size, easel.airy(colour, z), -1, cv2.LINE_AA)
        cv2.circle(easel.near, (int(at[0]), int(at[1])), size, (float(nearness(z)),), -1)


def parasol(easel: Easel, x: float, z: float, colour: Rgb) -> None:
    """A cafe table under a parasol."""
    easel.shadow(ring(x + SUN[0] * 2.2, 0, z + SUN[1] * 2.2, 1.5), 0.15, 0.45)
    for side in (-0.75, 0.75):
        easel.drum(x + side, z, (0.0, 0.2), (0.45, 0.22), rgb("8a6a48"))
        easel.disc(x + side, 0.45, z, 0.22, rgb("b08a5d"), nearness(z))
    easel.drum(x, z, (0.0, 0.22), (0.05, 0.2), rgb("3a3f42"))
    easel.drum(x, z, (0.72, 0.5), (0.76, 0.5), rgb("e7dfd2"))
    easel.disc(x, 0.76, z, 0.5, rgb("f5eee2"), nearness(z))
    easel.post(x, z, 2.5, 0.03, rgb("d8d2c6"))
    rim = 16
    top = np.array([x, 2.95, z])
    angles = np.linspace(0, 2 * math.pi, rim + 1)
    order = sorted(range(rim), key=lambda i: -math.sin((angles[i] + angles[i + 1]) / 2))
    for i in order:
        a, b = angles[i], angles[i + 1]
        middle = (a + b) / 2
        gain = 0.9 + 0.16 * math.cos(middle - 1.2 * math.pi)
        tone = colour if i % 2 else rgb("f6efe0")
        points = np.stack([top, [x + 1.55 * math.cos(a), 2.4, z + 1.55 * math.sin(a)],
                           [x + 1.55 * math.cos(b), 2.4, z + 1.55 * math.sin(b)]])  # fmt: skip
        easel.face(points, shade(tone, gain), nearness(z))


def vignette(width: int, height: int) -> Field:
    """How much light the lens loses towards the corners, 0.86..1."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    away = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) / 0.5
    return np.asarray(1 - 0.14 * away**1.4, np.float32)
