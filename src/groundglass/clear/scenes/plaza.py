"""The plaza: a paved square on a clear late afternoon.

Only the place itself: what a fixed camera would have to prove. Who walks there is cast.py's work.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.camera import Camera, Points
from groundglass.clear.scenes.cast import Stage
from groundglass.clear.scenes.colour import Bytes, Field, rgb
from groundglass.clear.scenes.easel import Easel, GroundPaint
from groundglass.clear.scenes.furniture import bench, fountain, lamp, parasol, planter, tree, vignette
from groundglass.clear.scenes.texture import any_front, folded, house_front, mottled

FOUNTAIN: Final = (1.2, 19.5)
BENCHES: Final = ((-5.6, 14.2), (7.4, 13.0), (-8.2, 21.0), (9.4, 20.5))
_TREES: Final = ((-10.6, 24.0, 6.4), (12.6, 25.5, 7.0), (10.9, 15.6, 5.6), (-11.6, 14.4, 5.8), (5.2, 30.0, 6.0),
                 (-3.6, 30.5, 5.6))  # fmt: skip
_TABLES: Final = ((-14.2, 19.5), (-13.9, 23.5), (-14.4, 27.5), (15.6, 24.0), (15.2, 28.5))
_FAR: Final = 38.0
_ROW: Final = (
    (8.0, 9.6),
    (7.2, 8.3),
    (9.0, 10.2),
    (6.6, 8.8),
    (4.6, 0.0),
    (8.4, 9.4),
    (7.4, 8.2),
    (8.8, 10.4),
    (8.0, 9.0),
)


def plaza_camera(width: int, height: int) -> Camera:
    """Over the door of a house on the near side: 3.2 m up, looking slightly down."""
    return Camera(width, height, 0.83 * width, 3.2, math.radians(9.3))


def _paving(rng: np.random.Generator) -> tuple[Field, Field]:
    """Tone of each slab, and a fine grain, both as tiles that repeat."""
    slabs = rng.normal(0, 1, (64, 64)).astype(np.float32)
    return slabs, mottled(rng, 512, 512, 9)


def _look_of_ground(rng: np.random.Generator) -> GroundPaint:
    slabs, grain = _paving(rng)
    base = np.array(rgb("cdbfa6"), np.float32)
    warm = np.array(rgb("b59a7c"), np.float32)
    dark = np.array(rgb("7d705e"), np.float32)
    fx, fz = FOUNTAIN

    def paint(x: Field, z: Field, span: Field) -> Field:
        span_x = np.maximum(np.sqrt(span * 0.004), 0.004)
        # Slabs of 0.9 x 0.6 m in running bond; joints fade where a pixel covers more than a joint.
        row = np.floor(z / 0.6)
        across = x / 0.9 + 0.5 * (row % 2)
        column = np.floor(across)
        tone = slabs[row.astype(np.int32) % 64, column.astype(np.int32) % 64]
        edge_x = np.minimum(across - column, 1 - (across - column)) * 0.9
        edge_z = (z / 0.6 - row) * 0.6
        edge_z = np.minimum(edge_z, 0.6 - edge_z)
        fade = np.clip(0.25 / np.maximum(span, 1e-3), 0, 1)
        joint = np.maximum(np.clip(1.4 - edge_x / (0.012 + span_x), 0, 1),
                           np.clip(1.4 - edge_z / (0.012 + span * 0.6), 0, 1) * fade)  # fmt: skip
        fine = folded(grain, x * 60, z * 60)
        shine = 1 + 0.05 * tone * np.clip(0.8 / np.maximum(span, 1e-3), 0, 1) + 0.022 * fine * fade
        away = np.hypot(x - fx, z - fz)
        # Three rings of darker stone around the fountain, and a band along every 7.2 m.
        band = np.clip((0.34 - np.abs((x + 3.6) % 7.2 - 3.6)) / (0.02 + span_x) + 0.5, 0, 1)
        rings = np.zeros_like(x)
        for radius in (4.0, 5.1):
            rings = np.maximum(rings, np.clip((0.24 - np.abs(away - radius)) / (0.03 + span) + 0.5, 0, 1))
        band = np.where(away < 5.1, 0.0, band)
        share = (0.75 * np.maximum(band, rings) + 0.0)[..., None]
        colour = base * (1 - share) + warm * share
        colour = colour * shine[..., None] * (1.02 - 0.05 * np.clip((z - 8) / 30, 0, 1))[..., None]
        return np.asarray(colour * (1 - 0.42 * joint[..., None]) + dark * 0.42 * joint[..., None], np.float32)

    return paint


def _houses(easel: Easel, rng: np.random.Generator) -> None:
    """A row across the far side with a gap for a street, and two wings that come nearer."""
    x = -31.0
    for i, (wide, tall) in enumerate(_ROW):
        if tall > 0:
            front = any_front(rng, wide, tall, shop=i % 2 == 0)
            roof = np.array([[x - 0.2, tall, _FAR - 0.4], [x + wide + 0.2, tall, _FAR - 0.4],
                             [x + wide - 0.4, tall + 1.7, _FAR + 3], [x + 0.4, tall + 1.7, _FAR + 3]])  # fmt: skip
            easel.face(roof, rgb("b4674a"))
            easel.texture(house_front(front, rng), _upright(x, x + wide, tall, _FAR, _FAR))
            easel.face(np.array([[x - 0.2, tall, _FAR - 0.4], [x + wide + 0.2, tall, _FAR - 0.4],
                                 [x + wide + 0.2, tall - 0.16, _FAR - 0.4], [x - 0.2, tall - 0.16, _FAR - 0.4]]),
                       rgb("8f5138"))  # fmt: skip
        x += wide
    for side, far, near in ((-17.5, 36.0, 10.0), (19.5, 36.0, 17.5)):
        z = far
        while z > near:
            wide = 8.6
            tall = float(rng.uniform(8.4, 10.2))
            front = any_front(rng, wide, tall, shop=bool(rng.random() < 0.6))
            picture = house_front(front, rng)
            lit = 0.74 if side < 0 else 1.0
            picture = (picture * lit).astype(np.uint8)
            ends = (z - wide, z) if side < 0 else (z, z - wide)
            easel.texture(picture, _upright(side, side, tall, *ends))
            z -= wide


def _upright(x0: float, x1: float, tall: float, z0: float, z1: float) -> Points:
    return np.array([[x0, tall, z0], [x1, tall, z1], [x1, 0.0, z1], [x0, 0.0, z0]])


def _street_end(easel: Easel) -> None:
    """What is seen through the gap: hills and a tower."""
    for height, z, colour in ((7.5, 120.0, "9fb3b5"), (5.2, 90.0, "8fa597")):
        xs = np.linspace(-60, 60, 60)
        ys = height * (0.75 + 0.25 * np.sin(xs * 0.09 + z))
        top = np.stack([xs, ys, np.full_like(xs, z)], axis=1)
        low = np.array([[60.0, 0.0, z], [-60.0, 0.0, z]])
        easel.face(np.concatenate([top, low]), rgb(colour))
    easel.box((1.2, 0.0, 60.0), (3.4, 9.4, 62.0), rgb("d8c3a0"))
    easel.face(np.array([[1.0, 9.4, 60.0], [3.6, 9.4, 60.0], [2.3, 12.0, 61.0]]), rgb("a2604a"))
    easel.face(np.array([[1.9, 6.8, 59.9], [2.7, 6.8, 59.9], [2.7, 8.4, 59.9], [1.9, 8.4, 59.9]]), rgb("5a5148"))


def paint_plaza(camera: Camera, seed: int) -> tuple[Field, Bytes]:
    """The empty square: RGB float32 and the nearness of its props, both of the camera's size."""
    rng = np.random.default_rng((0x91A2A, seed))
    easel = Easel(camera, rgb("dfe3df"))
    easel.sky(rgb("8fb8d6"), rgb("e9e6d8"))
    easel.ground(_look_of_ground(rng))
    _street_end(easel)
    _houses(easel, rng)
    easel.shadow(np.array([[-17.5, 0, 6.0], [-12.8, 0, 6.0], [-12.8, 0, 36.5], [-17.5, 0, 36.5]]), 0.25, 0.36)
    tones = tuple(map(rgb, ("c4553f", "d99c3f", "3f7a70")))
    things = [(z, partial(tree, easel, x, z, tall, rng)) for x, z, tall in _TREES]
    things += [(z, partial(bench, easel, x, z)) for x, z in BENCHES]
    things += [(z, partial(lamp, easel, x, z)) for x, z in ((-8.4, 17.4), (8.9, 17.2), (-6.8, 27.0), (9.6, 28.0))]
    things += [(z, partial(planter, easel, x, z, rng)) for x, z in ((-3.9, 25.2), (6.6, 25.0), (-7.9, 12.0))]
    things += [(z, partial(parasol, easel, x, z, tones[int(z) % 3])) for x, z in _TABLES]
    things.append((FOUNTAIN[1], partial(fountain, easel, *FOUNTAIN)))
    for _, build in sorted(things, key=lambda thing: -thing[0]):
        build()
    picture, near = easel.finished()
    picture *= vignette(camera.width, camera.height)[..., None]
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.45), np.float32), near


STAGE: Final = Stage(
    doors=(
        ((-5.9, 7.6), (-12.5, 17.0), (-8.4, 11.2)),
        ((6.1, 7.9), (13.4, 18.0), (9.0, 11.6)),
        ((2.2, 43.0), (1.0, 43.0)),
        ((-2.4, 4.0), (1.4, 4.0), (2.8, 4.1)),
    ),
    links=tuple((a, b) for a in range(4) for b in range(4) if a != b),
    seats=tuple((x + side, z + 0.22) for side in (-0.42, 0.46) for x, z in BENCHES),
    spots=((-1.7, 8.6), (2.7, 9.8), (-4.4, 16.4), (5.2, 15.5), (0.4, 25.5), (-8.8, 26.0)),
    middle=(-7.0, 7.6, 6.6, 26.0),
    keep_off=(
        (*FOUNTAIN, 3.3), *((x, z + 0.3, 1.25) for x, z in BENCHES), *((x, z, 0.8) for x, z, _ in _TREES),
        (-7.9, 12.3, 1.1), (-3.9, 25.5, 1.1), (6.6, 25.3, 1.1),
    ),
    fall=(-0.7, 9.4),
    people=12,
    seat_heading=0.0,
)  # fmt: skip
