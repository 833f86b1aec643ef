"""The head of a drawn figure, seen from any side.

Painted per pixel: each pixel of the skull's ellipsoid is turned into a direction seen from the inside of the
head (azimuth, elevation; 0, 0 is straight out of the nose), and hair, eyes, brows, nose, mouth, beard and
glasses are regions of those directions. So a head turns without any picture of it being stored.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundglass.clear.scenes.colour import Field, Rgb, mix, rgb, shade
from groundglass.clear.scenes.identity import Face, Hair
from groundglass.clear.scenes.ink import Canvas, Line, dot, rounded, stroke


@dataclass(frozen=True, slots=True)
class _Sphere:
    """Per pixel of a box: azimuth and elevation in radians, lambert light, inside-ness 0..1; `px` per radian."""

    az: Field
    el: Field
    light: Field
    inside: Field
    front: Field
    px: float


def _sphere(shape: tuple[int, int], centre: Line, radii: tuple[float, float], jaw: float, yaw: float, pitch: float,
            ) -> _Sphere:  # fmt: skip
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32) + np.float32(0.5)
    v = (y - np.float32(centre[1])) / np.float32(radii[1])
    narrow = 1 - jaw * np.clip(v, 0, 1) ** 2
    u = (x - np.float32(centre[0])) / (np.float32(radii[0]) * narrow)
    r = np.sqrt(u * u + v * v)
    inside = np.clip((1 - r) * radii[0] + 0.5, 0, 1)
    z = np.sqrt(np.clip(1 - r * r, 0, 1))
    light = 0.74 + 0.36 * np.clip(-0.5 * u - 0.6 * v + 0.62 * z, -0.4, 1)
    up = -v * math.cos(pitch) + z * math.sin(pitch)
    near = z * math.cos(pitch) + v * math.sin(pitch)
    # Yaw 0 looks at the viewer; the figure's right is then at the viewer's left.
    out = u * math.sin(yaw) + near * math.cos(yaw)
    side = u * math.cos(yaw) - near * math.sin(yaw)
    return _Sphere(
        np.arctan2(side, out).astype(np.float32), np.arcsin(np.clip(up, -1, 1)).astype(np.float32),
        light.astype(np.float32), inside.astype(np.float32), (out > 0).astype(np.float32), min(radii),
    )  # fmt: skip


def _spot(at: _Sphere, az: float, el: float, wide: float, high: float) -> Field:
    """How much of a spot of directions covers each pixel, 0..1, one pixel of softness."""
    away = np.sqrt(((at.az - az) / wide) ** 2 + ((at.el - el) / high) ** 2)
    return np.asarray(np.clip((1 - away) * min(wide, high) * at.px + 0.5, 0, 1) * at.front, np.float32)


def _ramp(at: _Sphere, distance: npt.NDArray[np.floating]) -> Field:
    return np.asarray(np.clip(distance * at.px + 0.5, 0, 1), np.float32)


def _hairline(style: Hair, az: Field) -> Field:
    """Elevation above which hair grows, for each azimuth."""
    turn = np.abs(az)
    brow = {
        "bald": 2.0,
        "crop": 0.62,
        "short": 0.55,
        "long": 0.58,
        "bob": 0.5,
        "bun": 0.6,
        "beanie": 0.36,
        "cap": 0.4,
    }
    sides = {"bald": 0.05, "crop": 0.15, "short": -0.05, "long": -1.2, "bob": -0.75, "bun": 0.1, "beanie": 0.1,
             "cap": 0.2}  # fmt: skip
    back = {"bald": -0.5, "crop": -0.55, "short": -0.65, "long": -2.0, "bob": -1.0, "bun": -0.5, "beanie": -0.25,
            "cap": 0.1}  # fmt: skip
    line = np.interp(turn, [0.0, 0.75, 1.05, 1.7, 2.2], [brow[style], brow[style] - 0.1, sides[style], back[style],
                                                         back[style]])  # fmt: skip
    return np.asarray(line, np.float32)


def _blend(picture: Field, cover: Field, colour: Rgb) -> None:
    picture += (np.array(colour, np.float32) - picture) * cover[..., None]


def _features(at: _Sphere, face: Face, skin: Rgb) -> Field:
    """The face without hair: RGB, before light."""
    picture = np.empty((*at.az.shape, 3), np.float32)
    picture[:] = skin
    dark = mix(shade(face.hair, 0.75), (30.0, 24.0, 22.0), 0.3)
    _blend(picture, 0.28 * _spot(at, -0.62, -0.26, 0.3, 0.2), rgb("d8675a"))
    _blend(picture, 0.28 * _spot(at, 0.62, -0.26, 0.3, 0.2), rgb("d8675a"))
    if face.beard > 0:
        chin = _ramp(at, -0.3 - at.el + 0.22 * np.abs(at.az)) * (np.abs(at.az) < 1.5) * at.front
        _blend(picture, np.asarray(chin * 0.85 * face.beard, np.float32), face.hair)
        _blend(picture, 0.8 * face.beard * _spot(at, 0.0, -0.37, 0.3, 0.09), face.hair)
    for side in (-1.0, 1.0):
        az, size = side * face.eyes_apart, face.eye_size
        _blend(picture, 0.35 * _spot(at, az, 0.06, 0.27, 0.2), shade(skin, 0.62))
        _blend(picture, _spot(at, az, 0.03, 0.185 * size, 0.105 * size), (246.0, 243.0, 238.0))
        _blend(picture, _spot(at, az, 0.035, 0.095 * size, 0.1 * size), (38.0, 30.0, 30.0))
        _blend(picture, _spot(at, az, 0.125, 0.2 * size, 0.045), (46.0, 34.0, 32.0))
        _blend(picture, 0.95 * _spot(at, az * 1.04, 0.29, 0.23, 0.052 * face.brow), dark)
    _blend(picture, 0.4 * _spot(at, 0.1, -0.04, 0.07, 0.22), shade(skin, 0.6))
    _blend(picture, 0.55 * _spot(at, 0.0, -0.235, 0.14 * face.nose, 0.06), shade(skin, 0.62))
    _blend(picture, 0.35 * _spot(at, -0.04, -0.12, 0.05, 0.16), shade(skin, 1.2))
    curve = face.smile * (at.az / 0.3) ** 2 * 0.12
    lips = _Sphere(at.az, np.asarray(at.el - curve, np.float32), at.light, at.inside, at.front, at.px)
    _blend(
        picture,
        0.9 * _spot(lips, 0.0, -0.5, face.mouth_width, 0.035 + 0.045 * face.lips),
        mix(skin, rgb("a83b3b"), 0.62),
    )
    _blend(picture, _spot(lips, 0.0, -0.495, face.mouth_width, 0.026), mix(skin, rgb("4a1c1c"), 0.75))
    if face.glasses:
        for side in (-1.0, 1.0):
            rim = _spot(at, side * face.eyes_apart, 0.03, 0.33, 0.24) - _spot(
                at, side * face.eyes_apart, 0.03, 0.26, 0.175
            )
            _blend(picture, np.asarray(rim.clip(0, 1), np.float32), (34.0, 32.0, 38.0))
        _blend(picture, _spot(at, 0.0, 0.06, 0.14, 0.03), (34.0, 32.0, 38.0))
    return picture


def _tresses(canvas: Canvas, face: Face, centre: Line, rx: float, ry: float) -> None:
    """Long hair that falls behind or over the shoulders."""
    drop = 2.1 if face.style == "long" else 1.15
    points = np.array([[0, -1.05], [0.95, -0.55], [1.08, 0.3], [1.0, drop * 0.8], [0.45, drop], [-0.45, drop],
                       [-1.0, drop * 0.8], [-1.08, 0.3], [-0.95, -0.55]])  # fmt: skip
    mask = canvas.blank()
    stroke(mask, rounded(points * (rx * 1.06, ry * 1.02) + centre))
    canvas.lay(mask, shade(face.hair, 0.86), rx * 0.5, relief=0.3, cast=0.2)


def back_of_head(canvas: Canvas, face: Face, centre: Line, radius_px: float, yaw: float) -> None:
    """What hangs behind the head; draw it before the body when the figure faces the viewer, after it when not."""
    rx, ry = radius_px * 0.84 * face.width, radius_px * 1.06
    if face.style in ("long", "bob"):
        _tresses(canvas, face, centre - np.array([math.sin(yaw) * rx * 0.3, 0.0]), rx, ry)
    elif face.style == "bun":
        mask = canvas.blank()
        dot(mask, centre + np.array([-math.sin(yaw) * rx * 0.95, -ry * 0.72]), rx * 0.5)
        canvas.lay(mask, face.hair, rx * 0.3)


def paint_head(canvas: Canvas, face: Face, centre: Line, radius_px: float, yaw: float, pitch: float) -> None:
    """Draw the head. `yaw` 0 faces the viewer, positive turns to the viewer's right; `pitch` looks down on it."""
    rx, ry = radius_px * 0.84 * face.width, radius_px * 1.06
    height, width = canvas.alpha.shape
    top, left = max(0, int(centre[1] - ry * 1.5)), max(0, int(centre[0] - rx * 1.6))
    bottom, right = min(height, int(centre[1] + ry * 1.3) + 2), min(width, int(centre[0] + rx * 1.6) + 2)
    shape, local = (bottom - top, right - left), centre - np.array([left, top])
    for side in (-1.0, 1.0):
        # The ear on the far side is hidden by the skull itself, which is laid on top.
        ear = canvas.blank()
        dot(ear, centre + np.array([side * math.cos(yaw) * rx * 0.98, ry * 0.08]), rx * 0.22)
        canvas.lay(ear, shade(face.skin, 0.86), 1.0 + rx * 0.08)
    at = _sphere(shape, local, (rx, ry), face.jaw, yaw, pitch)
    picture = _features(at, face, face.skin) * at.light[..., None]
    _put(canvas, (top, left), picture, at.inside)
    covered = face.style in ("beanie", "cap")
    shell = _sphere(shape, local - np.array([0.0, ry * 0.07]), (rx * 1.09, ry * 1.06), face.jaw * 0.6, yaw, pitch)
    grown = _ramp(shell, shell.el - _hairline(face.style, shell.az)) * shell.inside
    hair = np.empty((*shape, 3), np.float32)
    hair[:] = face.cover if covered else face.hair
    strands = 1 + (0.0 if covered else 0.1) * np.sin(shell.az * 17 + shell.el * 5)
    hair *= (shell.light * strands)[..., None]
    if covered:
        _blend(
            hair,
            np.asarray(0.3 * _ramp(shell, 0.14 - np.abs(shell.el - 0.3)), np.float32),
            shade(face.cover, 0.7),
        )
    _put(canvas, (top, left), hair, np.asarray(grown, np.float32))
    if face.style == "cap":
        brim = canvas.blank()
        reach = np.array([math.sin(yaw) * rx * 1.25, -ry * 0.3 + max(0.0, math.cos(yaw)) * ry * 0.1])
        if math.cos(yaw) > -0.25:
            half = rx * (0.5 + 0.45 * max(0.0, math.cos(yaw)))
            corners = np.array([[-half, 0], [0, -ry * 0.16], [half, 0], [0, ry * 0.16]])
            stroke(brim, rounded(corners + centre + reach * np.array([0.75, 1.0])))
        canvas.lay(brim, shade(face.cover, 0.82), 1.0 + rx * 0.1)


def _put(canvas: Canvas, corner: tuple[int, int], picture: Field, cover: Field) -> None:
    rows = slice(corner[0], corner[0] + cover.shape[0])
    cols = slice(corner[1], corner[1] + cover.shape[1])
    over = cover[..., None]
    canvas.colour[rows, cols] *= 1 - over
    canvas.colour[rows, cols] += picture.clip(0, 255) * over
    canvas.alpha[rows, cols] *= 1 - cover
    canvas.alpha[rows, cols] += cover
