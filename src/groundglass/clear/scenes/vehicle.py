"""Cars, vans and buses as panels: flat pieces with a colour, in the vehicle's own metres.

Vehicle frame: x to its right, y up, z forward, the ground at y = 0 under its middle. Panels are listed so that
drawing those that face the viewer, in order, gives the right picture: body before cabin before details.
Projecting and painting them is traffic.py's work.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from groundglass.clear.scenes.colour import Rgb, mix, rgb, shade

Kind: TypeAlias = Literal["car", "van", "bus"]
Solid: TypeAlias = npt.NDArray[np.float64]
"""Points (n, 3) in metres, anticlockwise as seen from outside."""

PAINTS: Final = tuple(map(rgb, ("b83a32", "2c5d8a", "e9e6df", "30343a", "6f8f7a", "d6a63c", "8d969e", "496a86")))
_GLASS: Final = rgb("2b3840")
_RUBBER: Final = rgb("1d1f22")


@dataclass(frozen=True, slots=True)
class Panel:
    """One flat piece. `glow` panels keep their colour whatever the light; `plate` marks where the text goes."""

    points: Solid
    colour: Rgb
    glow: bool = False
    plate: bool = False


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A drawn vehicle and its outer size in metres.

    All panels lie behind one another in `points` (p, 3); panel i is `points[starts[i]:starts[i + 1]]`. `normals` are
    unit vectors, `centres` the panels' middles, `colours` RGB, `glows` and `plates` flags, each with one row
    for each panel.
    """

    points: Solid
    starts: tuple[int, ...]
    normals: Solid
    centres: Solid
    colours: Solid
    glows: npt.NDArray[np.bool_]
    plates: npt.NDArray[np.bool_]
    length_m: float
    width_m: float
    height_m: float


def _joined(panels: list[Panel], length_m: float, width_m: float, height_m: float) -> Vehicle:
    normals = [np.cross(p.points[1] - p.points[0], p.points[2] - p.points[1]) for p in panels]
    return Vehicle(
        np.concatenate([p.points for p in panels]),
        tuple(int(k) for k in np.cumsum([0, *(len(p.points) for p in panels)])),
        np.array([n / np.linalg.norm(n) for n in normals]),
        np.array([p.points.mean(axis=0) for p in panels]),
        np.array([p.colour for p in panels]),
        np.array([p.glow for p in panels]),
        np.array([p.plate for p in panels]),
        length_m, width_m, height_m,
    )  # fmt: skip


def _across(a: tuple[float, float], b: tuple[float, float], half_a: float, half_b: float) -> Solid:
    """A piece from side to side between two points (z, y) of the profile, the outside on the left of a -> b."""
    return np.array([[half_a, a[1], a[0]], [half_b, b[1], b[0]], [-half_b, b[1], b[0]], [-half_a, a[1], a[0]]])


def _side(profile: list[tuple[float, float, float]], right: bool) -> Solid:
    """A side wall: profile points (z, y, half width), going forward at the bottom and back at the top."""
    points = np.array([[half, y, z] for z, y, half in profile])
    if right:
        return points[::-1]
    return points * (-1.0, 1.0, 1.0)


def _wheels(axles: tuple[float, float], half: float, radius: float) -> list[Panel]:
    panels: list[Panel] = []
    turn = np.linspace(0, 2 * math.pi, 22, endpoint=False)
    for side in (-1.0, 1.0):
        for z in axles:
            for size, out, colour in ((1.14, 0.0, rgb("141516")), (1.0, 0.012, _RUBBER), (0.6, 0.02, rgb("a9adb0")),
                                      (0.2, 0.025, rgb("5c6063"))):  # fmt: skip
                y, along = radius + radius * size * np.sin(turn), z - side * radius * size * np.cos(turn)
                points = np.stack([np.full_like(y, side * (half + out)), np.maximum(y, 0.0), along], axis=1)
                panels.append(Panel(points, colour))
    return panels


def _plates(front: float, back: float, y: float) -> list[Panel]:
    panels: list[Panel] = []
    for z, sign in ((front, 1.0), (back, -1.0)):
        points = np.array([[-0.26, y + 0.12, z], [0.26, y + 0.12, z], [0.26, y, z], [-0.26, y, z]]) * (
            -sign,
            1,
            1,
        )
        panels.append(Panel(points, rgb("f2f1ea"), glow=True, plate=True))
    return panels


def _lamp(x: float, y: float, z: float, wide: float, tall: float, colour: Rgb, forward: bool) -> Panel:
    sign = 1.0 if forward else -1.0
    points = np.array(
        [[x + wide, y + tall, z], [x - wide, y + tall, z], [x - wide, y - tall, z], [x + wide, y - tall, z]]
    )
    points[:, 0] = x + (points[:, 0] - x) * sign
    return Panel(points, colour, glow=True)


def _car(paint: Rgb) -> Vehicle:
    low, half = 0.28, 0.88
    # Forward along the bottom, up the nose, back over bonnet, waist and boot: (z, y, half width).
    hull = [(-2.1, low, half - 0.04), (2.1, low, half - 0.04), (2.2, 0.5, half - 0.06), (2.12, 0.7, half - 0.04),
            (1.9, 0.8, half - 0.01), (0.95, 0.93, half), (-1.5, 0.97, half), (-2.1, 0.93, half - 0.03),
            (-2.2, 0.6, half - 0.05)]  # fmt: skip
    panels = [Panel(_side(hull, right), paint) for right in (False, True)]
    for (za, ya, ha), (zb, yb, hb) in zip(hull[1:], [*hull[2:], hull[0]], strict=True):
        panels.append(Panel(_across((za, ya), (zb, yb), ha, hb), paint))
    panels += _wheels((1.35, -1.32), half - 0.01, 0.32)
    roof, sill = shade(paint, 1.02), shade(paint, 0.55)
    for side in (-1.0, 1.0):
        strip = np.array([[half, 0.28, -1.0], [half, 0.36, -1.0], [half, 0.36, 1.0], [half, 0.28, 1.0]]) * (
            side,
            1,
            1,
        )
        panels.append(Panel(strip if side > 0 else strip[::-1], sill))
    cabin = [(1.0, 0.92, 0.84), (0.2, 1.4, 0.64), (-1.15, 1.43, 0.64), (-1.95, 0.96, 0.82)]
    for right in (True, False):
        wall = _side([cabin[3], cabin[0], cabin[1], cabin[2]], right)
        panels.append(Panel(wall, shade(paint, 0.92)))
        for z0, z1, t0, t1 in ((0.78, -0.3, 0.14, -0.3), (-0.38, -1.62, -0.38, -1.1)):
            glass = [(z1, 0.99, 0.82), (z0, 0.99, 0.825), (t0, 1.36, 0.665), (t1, 1.38, 0.665)]
            panels.append(Panel(_side(glass, right), _GLASS))
            streak = [
                (z1 + 0.1, 1.2, 0.742),
                (z1 + 0.35, 1.2, 0.742),
                (t1 + 0.42, 1.36, 0.668),
                (t1 + 0.15, 1.36, 0.668),
            ]
            panels.append(Panel(_side(streak, right), mix(_GLASS, rgb("b8cfd8"), 0.3)))
    for (za, ya, ha), (zb, yb, hb), colour in (
        (cabin[0], cabin[1], paint), (cabin[1], cabin[2], roof), (cabin[2], cabin[3], paint),
    ):  # fmt: skip
        panels.append(Panel(_across((za, ya), (zb, yb), ha, hb), colour))
    panels.append(Panel(_across((0.93, 0.965), (0.26, 1.365), 0.76, 0.6), _GLASS))
    panels.append(Panel(_across((0.6, 1.165), (0.3, 1.34), 0.62, 0.57), mix(_GLASS, rgb("b8cfd8"), 0.35)))
    panels.append(Panel(_across((-1.24, 1.385), (-1.85, 1.02), 0.58, 0.74), _GLASS))
    panels.append(Panel(_across((2.205, 0.42), (2.205, 0.56), 0.5, 0.5), rgb("22262a")))
    for side in (-0.62, 0.62):
        panels.append(_lamp(side, 0.64, 2.17, 0.17, 0.07, rgb("fbf6de"), forward=True))
        panels.append(_lamp(side, 0.78, -2.18, 0.17, 0.08, rgb("c3281f"), forward=False))
    panels += _plates(2.22, -2.2, 0.4)
    return _joined(panels, 4.4, 2 * half, 1.43)


def _coach(paint: Rgb, length: float, half: float, tall: float, *, bus: bool) -> Vehicle:
    low, nose, back = 0.32, length / 2, -length / 2
    waist = 1.25
    brow, crest = nose - (0.15 if bus else 0.75), nose - (0.4 if bus else 1.0)
    hull = [(back, low, half), (nose, low, half), (nose + 0.06, 0.9, half), (nose, waist, half),
            (brow, tall - 0.12, half - 0.06), (crest, tall, half - 0.12),
            (back + 0.25, tall, half - 0.12), (back, tall - 0.15, half - 0.04)]  # fmt: skip
    panels = [Panel(_side(hull, right), paint) for right in (False, True)]
    for (za, ya, ha), (zb, yb, hb) in zip(hull[1:], [*hull[2:], hull[0]], strict=True):
        panels.append(Panel(_across((za, ya), (zb, yb), ha, hb), paint))
    panels += _wheels((nose - 1.6 if bus else nose - 0.95, back + (2.2 if bus else 1.0)), half, 0.46 if bus else 0.34)
    stripe = mix(paint, (255.0, 255.0, 255.0), 0.75) if bus else shade(paint, 0.7)
    for right in (True, False):
        band = [(back + 0.02, 0.95, half + 0.005), (nose - 0.02, 0.95, half + 0.005), (nose - 0.02, 1.15, half + 0.005),
                (back + 0.02, 1.15, half + 0.005)]  # fmt: skip
        panels.append(Panel(_side(band, right), stripe))
        count = 6 if bus else 1
        first = nose - (0.5 if bus else 0.35)
        span = (length - 1.0) / count if bus else 1.1
        for i in range(count):
            z0, z1 = first - i * span, first - (i + 1) * span + 0.1
            top = tall - 0.4 if bus else tall - 0.5
            glass = [(z1, waist + 0.1, half + 0.004), (z0, waist + 0.1, half + 0.004),
                     (z0 - (0.0 if bus else 0.5), top, half - 0.02), (z1, top, half - 0.02)]  # fmt: skip
            panels.append(Panel(_side(glass, right), _GLASS))
            sky = [(z1 + span * 0.2, waist + 0.6, half + 0.006), (z1 + span * 0.45, waist + 0.6, half + 0.006),
                   (z1 + span * 0.6, top, half - 0.01), (z1 + span * 0.35, top, half - 0.01)]  # fmt: skip
            panels.append(Panel(_side(sky, right), mix(_GLASS, rgb("b8cfd8"), 0.3)))
    lean = 0.15 if bus else 0.75
    high = tall - (0.5 if bus else 0.2)
    share = (high - waist) / (tall - 0.12 - waist)
    panels.append(
        Panel(
            _across((nose + 0.01, waist + 0.06), (nose + 0.01 - lean * share, high), half - 0.12, half - 0.2),
            _GLASS,
        )
    )
    panels.append(Panel(_across((nose + 0.02 - lean * share * 0.55, waist + (high - waist) * 0.55),
                                (nose + 0.02 - lean * share, high), half - 0.5, half - 0.3),
                        mix(_GLASS, rgb("b8cfd8"), 0.3)))  # fmt: skip
    panels.append(Panel(_across((back - 0.01, tall - 0.4), (back - 0.01, waist + 0.2), half - 0.2, half - 0.2), _GLASS))
    if bus:
        board = _across((nose - 0.13, tall - 0.42), (nose - 0.16, tall - 0.16), half - 0.3, half - 0.3)
        panels.append(Panel(board, rgb("1b1d20"), glow=True))
        inner = _across((nose - 0.13, tall - 0.36), (nose - 0.15, tall - 0.22), 0.4, 0.4)
        panels.append(Panel(inner, rgb("f0b23c"), glow=True))
    for side in (-half + 0.3, half - 0.3):
        panels.append(_lamp(side, 0.66, nose + 0.07, 0.17, 0.1, rgb("fbf6de"), forward=True))
        panels.append(_lamp(side, 0.85, back - 0.01, 0.12, 0.18, rgb("c3281f"), forward=False))
    panels += _plates(nose + 0.08, back - 0.02, 0.44)
    return _joined(panels, length, 2 * half, tall)


@lru_cache(maxsize=32)
def vehicle(kind: Kind, paint: int) -> Vehicle:
    """The vehicle of this kind in paint number `paint`."""
    colour = PAINTS[paint % len(PAINTS)]
    if kind == "car":
        return _car(colour)
    if kind == "van":
        return _coach(colour, 5.2, 0.98, 2.25, bus=False)
    return _coach(colour, 11.0, 1.25, 3.0, bus=True)
