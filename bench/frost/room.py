"""A drawn room with a counter: the indoor place of the drawn clips.

Apart from the two places of the package because no demo shows it. Painted with the same easel, from a camera under the
ceiling, so that people come near and fill much of the picture.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.camera import Camera, Points
from groundglass.clear.scenes.cast import Stage
from groundglass.clear.scenes.colour import Bytes, Field, rgb, shade
from groundglass.clear.scenes.easel import Easel, GroundPaint
from groundglass.clear.scenes.furniture import vignette
from groundglass.clear.scenes.texture import folded, mottled

WALL: Final = rgb("b9b2a4")
_LEFT, _RIGHT, _BACK, _TALL = -3.9, 4.3, 8.4, 2.9
_GOODS: Final = tuple(map(rgb, ("c4553f", "d99c3f", "3f7a70", "34557a", "8c5a7a", "e8e2d4", "6d7f3f")))

STAGE: Final = Stage(
    doors=(((-4.6, 5.4),),), links=((0, 0),), seats=(), spots=(), middle=(-3.0, 3.0, 4.0, 7.0), keep_off=(),
    fall=(0.0, 5.0), people=0, seat_heading=0.0,
)  # fmt: skip


def room_camera(width: int, height: int) -> Camera:
    """Under the ceiling in a corner, looking down on the counter."""
    return Camera(width, height, 0.75 * width, 2.7, math.radians(22.0))


def _floor(rng: np.random.Generator) -> GroundPaint:
    tones = rng.normal(0, 1, (64, 64)).astype(np.float32)
    grain = mottled(rng, 512, 512, 6)
    base, seam = np.array(rgb("9c8e78"), np.float32), np.array(rgb("564c40"), np.float32)

    def paint(x: Field, z: Field, span: Field) -> Field:
        # Boards of 0.22 x 1.6 m that run away from the camera.
        column = np.floor(x / 0.22)
        row = np.floor(z / 1.6 + 0.37 * column)
        tone = tones[row.astype(np.int32) % 64, column.astype(np.int32) % 64]
        fine = folded(grain, x * 90, z * 14)
        edge = np.minimum(x / 0.22 - column, 1 - (x / 0.22 - column)) * 0.22
        joint = np.clip(1.5 - edge / 0.012, 0, 1)[..., None]
        colour = base * (1 + 0.06 * tone + 0.05 * fine)[..., None]
        return np.asarray(colour * (1 - 0.5 * joint) + seam * 0.5 * joint, np.float32)

    return paint


def _upright(x0: float, x1: float, z0: float, z1: float, low: float, high: float) -> Points:
    return np.array([[x0, high, z0], [x1, high, z1], [x1, low, z1], [x0, low, z0]])


def _wall(rng: np.random.Generator, wide_m: float) -> Bytes:
    """Plaster with a dado rail, posters and a little dirt, 60 pixels per metre."""
    high, wide = round(_TALL * 60), round(wide_m * 60)
    colour = np.array(WALL, np.float32) * (1 + 0.02 * mottled(rng, high, wide, 50)[..., None])
    picture = np.ascontiguousarray((colour + rng.normal(0, 2.5, (high, wide, 1))).clip(0, 255).astype(np.uint8))
    cv2.rectangle(picture, (0, high - 66), (wide, high - 60), shade(WALL, 0.72), -1)
    cv2.rectangle(picture, (0, high - 8), (wide, high), shade(WALL, 0.5), -1)
    for left in range(40, wide - 70, 130):
        tint = _GOODS[int(rng.integers(len(_GOODS)))]
        cv2.rectangle(picture, (left, 34), (left + 54, 104), tint, -1)
        for row in range(46, 100, 9):
            cv2.line(picture, (left + 6, row), (left + int(rng.integers(20, 48)), row), shade(tint, 0.6), 2)
    return picture


def _shelf(easel: Easel, rng: np.random.Generator, x: float, z: float) -> None:
    """Shelves at the back wall, full of goods."""
    easel.box((x, 0.0, z), (x + 1.9, 2.1, z + 0.4), rgb("6e5a48"))
    for board in (0.25, 0.8, 1.35, 1.85):
        at = x + 0.06
        while at < x + 1.75:
            wide, tall = float(rng.uniform(0.08, 0.2)), float(rng.uniform(0.18, 0.42))
            colour = _GOODS[int(rng.integers(len(_GOODS)))]
            easel.face(_upright(at, at + wide, z - 0.01, z - 0.01, board, board + tall), colour)
            at += wide + 0.03


def paint_room(camera: Camera, seed: int) -> tuple[Field, Bytes]:
    """The empty room: RGB float32 and the nearness of its props, both of the camera's size."""
    rng = np.random.default_rng((0x2004, seed))
    easel = Easel(camera, WALL)
    easel.sky(shade(WALL, 0.9), shade(WALL, 0.9))
    easel.ground(_floor(rng))
    easel.texture(_wall(rng, _RIGHT - _LEFT), _upright(_LEFT, _RIGHT, _BACK, _BACK, 0.0, _TALL))
    for x, near, light in ((_LEFT, 6.4, 0.82), (_RIGHT, 2.5, 0.92)):
        side = (_wall(rng, _BACK - near) * light).astype(np.uint8)
        ends = (near, _BACK) if x < 0 else (_BACK, near)
        easel.texture(side, _upright(x, x, *ends, 0.0, _TALL))
    for x in (-3.4, 1.6):
        _shelf(easel, rng, x, _BACK - 0.5)
    easel.shadow(np.array([[0.5, 0, 5.7], [3.6, 0, 5.7], [3.6, 0, 6.7], [0.5, 0, 6.7]]), 0.2, 0.45)
    easel.box((0.6, 0.0, 5.9), (3.4, 1.05, 6.5), rgb("7b5a3e"))
    for k in range(7):
        left = 0.68 + 0.39 * k
        easel.face(_upright(left, left + 0.32, 5.89, 5.89, 0.12, 0.9), rgb("8f6b4b"))
    for x, tint in ((0.9, "34557a"), (2.1, "e8e2d4"), (2.9, "3d4347")):
        easel.box((x, 1.05, 6.0), (x + 0.3, 1.25, 6.3), rgb(tint))
    easel.shadow(np.array([[-2.9, 0, 5.9], [-1.5, 0, 5.9], [-1.5, 0, 6.9], [-2.9, 0, 6.9]]), 0.2, 0.4)
    easel.box((-2.9, 0.0, 6.1), (-1.6, 0.74, 6.8), rgb("5d6a70"))
    picture, nearness = easel.finished()
    picture *= vignette(camera.width, camera.height)[..., None]
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.45), np.float32), nearness
