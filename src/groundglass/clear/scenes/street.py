"""The street: two lanes, a cycle path, pavements with shops, a zebra crossing.

Only the place itself and the timetable of its traffic. Traffic and crossing take turns in a cycle of 40 s, as if
there were lights: vehicles pass in the first half, people cross in the second.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.camera import Camera
from groundglass.clear.scenes.cast import Fault, Stage
from groundglass.clear.scenes.colour import Bytes, Field, rgb
from groundglass.clear.scenes.easel import Easel, GroundPaint
from groundglass.clear.scenes.furniture import bench, lamp, planter, tree, vignette
from groundglass.clear.scenes.texture import any_front, folded, house_front, mottled
from groundglass.clear.scenes.traffic import Ride
from groundglass.clear.scenes.truth import FigureId
from groundglass.clear.scenes.vehicle import Kind

CYCLE_S: Final = 40.0
ROAD: Final = (-1.6, 5.6)
PATH: Final = (-1.6, -0.35)
ZEBRA: Final = (12.6, 15.8)
_WALLS: Final = (-5.9, 9.8)
_FAR: Final = 82.0
_LAMPS: Final = ((-2.3, 56.0), (6.4, 44.0), (-2.3, 38.0), (6.4, 30.0), (-2.3, 21.0), (6.4, 18.0))
_LETTERS: Final = "ABCDEFGHKLMNPRSTUVXYZ"


def street_camera(width: int, height: int) -> Camera:
    """On a lamp post by the kerb: 4 m up, looking down the street."""
    return Camera(width, height, 0.83 * width, 4.0, math.radians(10.5))


def _look_of_ground(rng: np.random.Generator) -> GroundPaint:
    slabs = rng.normal(0, 1, (64, 64)).astype(np.float32)
    grain = mottled(rng, 512, 512, 7)
    stain = mottled(rng, 512, 512, 60)
    asphalt, path, stone = (np.array(rgb(c), np.float32) for c in ("6b6d70", "8f5d50", "c3b9a8"))
    kerb, white, joint = (np.array(rgb(c), np.float32) for c in ("d8d2c6", "e9e7df", "8a8172"))

    def paint(x: Field, z: Field, span: Field) -> Field:
        span_x = np.maximum(np.sqrt(span * 0.004), 0.004)
        fade = np.clip(0.25 / np.maximum(span, 1e-3), 0, 1)
        fine = folded(grain, x * 70, z * 70) * fade
        broad = folded(stain, x * 20, z * 20)

        def strip(low: float, high: float) -> Field:
            inside = np.minimum(x - low, high - x) / span_x + 0.5
            return np.asarray(np.clip(inside, 0, 1)[..., None], np.float32)

        def across(low: float, high: float) -> Field:
            inside = np.minimum(z - low, high - z) / np.maximum(span, 0.01) + 0.5
            return np.asarray(np.clip(inside, 0, 1)[..., None], np.float32)

        row = np.floor(z / 0.5)
        along = x / 0.5
        column = np.floor(along)
        tone = slabs[row.astype(np.int32) % 64, column.astype(np.int32) % 64]
        edge_x = (np.minimum(along - column, 1 - (along - column))) * 0.5
        edge_z = np.minimum(z / 0.5 - row, 1 - (z / 0.5 - row)) * 0.5
        seam = np.maximum(np.clip(1.4 - edge_x / (0.01 + span_x), 0, 1) * np.clip(0.03 / span_x, 0, 1),
                          np.clip(1.4 - edge_z / (0.01 + span * 0.6), 0, 1) * fade)[..., None]  # fmt: skip
        colour = stone * (1 + 0.035 * tone * fade + 0.02 * fine)[..., None]
        colour = colour * (1 - 0.4 * seam) + joint * 0.4 * seam
        road = strip(*ROAD)
        tar = asphalt * (1 + 0.04 * fine + 0.03 * broad)[..., None]
        red = path * (1 + 0.04 * fine + 0.02 * broad)[..., None]
        lane = strip(*PATH)
        tar = tar * (1 - lane) + red * lane
        worn = (0.86 + 0.05 * broad)[..., None]
        line = strip(-0.42, -0.3)
        dashes = strip(2.58, 2.72) * np.asarray(((z / 3.0) % 2 < 1)[..., None], np.float32)
        bars = strip(-0.2, 5.4) * across(*ZEBRA) * np.asarray((((x + 0.2) / 0.5) % 2 < 1)[..., None], np.float32)
        halt = strip(-0.2, 2.5) * across(16.9, 17.3) + strip(2.8, 5.4) * across(11.1, 11.5)
        paint_share = np.clip(np.maximum.reduce([line, dashes * (1 - across(11, 17.4)), bars, halt]), 0, 1) * worn
        tar = tar * (1 - paint_share) + white * paint_share
        colour = colour * (1 - road) + tar * road
        for edge in (ROAD[0] - 0.2, ROAD[1]):
            border = strip(edge, edge + 0.2)
            colour = colour * (1 - border) + kerb * border
        gutter = np.maximum(strip(ROAD[0], ROAD[0] + 0.14), strip(ROAD[1] - 0.14, ROAD[1]))
        return np.asarray(colour * (1 - 0.25 * gutter), np.float32)

    return paint


def _houses(easel: Easel, rng: np.random.Generator) -> None:
    x = -40.0
    while x < 40:
        wide, tall = float(rng.uniform(7, 10)), float(rng.uniform(9, 14))
        front = house_front(any_front(rng, wide, tall, shop=False), rng)
        easel.texture(front, np.array([[x, tall, _FAR], [x + wide, tall, _FAR], [x + wide, 0, _FAR], [x, 0, _FAR]]))
        roof = np.array(
            [
                [x, tall, _FAR],
                [x + wide, tall, _FAR],
                [x + wide - 0.5, tall + 2, _FAR + 3],
                [x + 0.5, tall + 2, _FAR + 3],
            ]
        )
        easel.face(roof, rgb("8f6a5a"))
        x += wide
    for side, light in ((_WALLS[0], 0.8), (_WALLS[1], 1.04)):
        z, shop = 74.0, True
        while z > 4:
            wide, tall = float(rng.uniform(7.5, 10.5)), float(rng.uniform(9.2, 12.8))
            near = max(1.0, z - wide)
            picture = house_front(any_front(rng, wide, tall, shop=shop), rng)
            picture = (picture * light).clip(0, 255).astype(np.uint8)
            if side < 0:
                corners = np.array([[side, tall, near], [side, tall, z], [side, 0, z], [side, 0, near]])
            else:
                corners = np.array([[side, tall, z], [side, tall, near], [side, 0, near], [side, 0, z]])
            easel.texture(picture, corners)
            z -= wide
            shop = bool(rng.random() < 0.75)


def paint_street(camera: Camera, seed: int) -> tuple[Field, Bytes]:
    """The empty street: RGB float32 and the nearness of its props, both of the camera's size."""
    rng = np.random.default_rng((0x57EE7, seed))
    easel = Easel(camera, rgb("dde3e6"))
    easel.sky(rgb("86b3d6"), rgb("e6e8e0"))
    easel.ground(_look_of_ground(rng))
    _houses(easel, rng)
    left = _WALLS[0]
    easel.shadow(np.array([[left, 0, 3.0], [left + 2.6, 0, 3.0], [left + 2.6, 0, 78.0], [left, 0, 78.0]]), 0.2, 0.34)
    things = [(z, partial(tree, easel, -2.5, z, 5.2, rng)) for z in (70.0, 61.0, 52.0, 43.0, 34.0, 25.0)]
    things += [(z, partial(tree, easel, 6.6, z, 5.4, rng)) for z in (67.0, 58.0, 49.0, 40.0, 31.0, 22.0)]
    things += [(z, partial(lamp, easel, x, z, 5.0)) for x, z in _LAMPS]
    things += [(z, partial(planter, easel, x, z, rng)) for x, z in ((8.9, 24.0), (-5.0, 18.0), (8.6, 12.2))]
    things.append((BENCH[1], partial(bench, easel, *BENCH)))
    for _, build in sorted(things, key=lambda thing: -thing[0]):
        build()
    picture, near = easel.finished()
    picture *= vignette(camera.width, camera.height)[..., None]
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.45), np.float32), near


def _plate(rng: np.random.Generator) -> str:
    letters = [_LETTERS[rng.integers(len(_LETTERS))] for _ in range(4)]
    return f"{letters[0]}{letters[1]} {rng.integers(100, 1000)} {letters[2]}{letters[3]}"


def rides(seed: int, faults: tuple[Fault, ...], fault_at_s: float) -> tuple[Ride, ...]:
    """The timetable: ten vehicles that share the first half of each cycle, over two cycles."""
    rng = np.random.default_rng((0x71DE5, seed))
    kinds: tuple[Kind, ...] = ("car", "car", "bus", "car", "van", "car", "car", "van", "car", "car")
    timetable: list[Ride] = []
    for i, kind in enumerate(kinds):
        toward = i % 2 == 0
        start = 2.0 + (i % 5) * 3.1 + CYCLE_S * (i // 5)
        speed = float(rng.uniform(7.0, 7.6))
        timetable.append(
            Ride(FigureId(seed * 1000 + 500 + i), kind, int(rng.integers(8)) + i, _plate(rng), 1.15 if toward else 4.15,
                 76.0 if toward else -2.0, -6.0 if toward else 76.0, -speed if toward else speed, start, 2 * CYCLE_S)
        )  # fmt: skip
    if "wrong_way" in faults:
        timetable.append(
            Ride(
                FigureId(seed * 1000 + 600),
                "car",
                0,
                _plate(rng),
                1.15,
                -2.0,
                76.0,
                6.0,
                fault_at_s,
                2 * CYCLE_S,
            )
        )
    return tuple(timetable)


BENCH: Final = (8.4, 15.4)
STAGE: Final = Stage(
    doors=(
        ((-3.4, 4.2), (-2.9, 4.0), (-4.2, 4.6)),
        ((6.6, 7.2), (7.6, 8.4)),
        ((-3.6, 58.0), (-4.4, 50.0), (-5.6, 28.0)),
        ((7.6, 55.0), (8.2, 48.0), (9.6, 26.0)),
    ),
    links=((0, 2), (2, 0), (1, 3), (3, 1)),
    seats=((BENCH[0] - 0.42, BENCH[1] + 0.22), (BENCH[0] + 0.46, BENCH[1] + 0.22)),
    spots=((-4.3, 9.2), (-4.9, 13.5), (8.2, 19.0), (-4.6, 22.0)),
    middle=(-4.9, -2.3, 7.0, 34.0),
    keep_off=((-2.5, 25.0, 0.6), (-2.3, 21.0, 0.5), (-5.0, 18.3, 1.0), (BENCH[0], BENCH[1] + 0.3, 1.2),
              (8.6, 12.5, 1.0), (6.6, 22.0, 0.5), (6.4, 18.0, 0.5), (6.6, 31.0, 0.5), (-2.5, 34.0, 0.5)),
    fall=(-3.2, 9.6),
    people=9,
    seat_heading=-0.3,
    seat_door=1,
    crossing=((-2.1, 14.2), (6.1, 14.2)),
    cycle_s=CYCLE_S,
    riders=((-0.95, 70.0, -0.95, 0.5),),
)  # fmt: skip
