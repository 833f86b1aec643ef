"""Vehicles on a drawn street: where they are, how they are painted, what plates they bear.

Vehicles drive straight along a lane, so a ride is a start and a speed. Their panels are projected anew in every
frame and painted straight into the picture; panels that turn away from the camera are left out, panels that
pass under it are cut at the lens. Bearers of plates are invented, and so are the plates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from groundglass.clear.scenes.camera import Camera, Points
from groundglass.clear.scenes.colour import TO_YUV, Bytes
from groundglass.clear.scenes.compose import Planes
from groundglass.clear.scenes.easel import nearer_than
from groundglass.clear.scenes.furniture import SUN
from groundglass.clear.scenes.truth import Box, FigureId, VehicleTruth, cut
from groundglass.clear.scenes.vehicle import Kind, Solid, Vehicle, vehicle

_LENS_M: Final = 0.6
_SUB: Final = 4
_LIGHT: Final = np.array([-0.52, 0.72, -0.46])
_PLATE_PX: Final = (208, 48)


@dataclass(frozen=True, slots=True)
class Ride:
    """One vehicle that passes again and again. `speed_m_s` is negative towards the camera."""

    id: FigureId
    kind: Kind
    paint: int
    plate: str
    lane_x: float
    from_z: float
    to_z: float
    speed_m_s: float
    start_s: float
    lap_s: float

    def z_at(self, t: float) -> float | None:
        """Distance of its middle, or None while it is elsewhere."""
        since = t - self.start_s
        if since < 0:
            return None
        z = self.from_z + (since % self.lap_s) * self.speed_m_s
        passed = z > self.to_z if self.speed_m_s > 0 else z < self.to_z
        return None if passed else z


@dataclass(frozen=True, slots=True)
class _Facet:
    """A panel as seen: picture points, colour as Y, Cb, Cr."""

    line: Points
    ink: tuple[int, int, int]
    plate: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """One ride in one frame."""

    ride: Ride
    x: float
    z: float
    facets: tuple[_Facet, ...]
    rectangle: tuple[float, float, float, float]


@lru_cache(maxsize=64)
def plate_picture(text: str) -> Bytes:
    """A plate as luma, (48, 208): dark letters on white, a blue band at the left."""
    picture = np.full((_PLATE_PX[1], _PLATE_PX[0]), 226, np.uint8)
    picture[:, :18] = 70
    (wide, tall), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, 1.15, 3)
    at = (18 + (_PLATE_PX[0] - 18 - wide) // 2, (_PLATE_PX[1] + tall) // 2)
    cv2.putText(picture, text, at, cv2.FONT_HERSHEY_DUPLEX, 1.15, (24.0,), 3, cv2.LINE_AA)
    cv2.rectangle(picture, (0, 0), (_PLATE_PX[0] - 1, _PLATE_PX[1] - 1), (60.0,), 2)
    return picture


def _before_lens(points: Solid, depth: Solid) -> Solid:
    """The part of a polygon that is at least `_LENS_M` before the camera, perhaps empty."""
    kept: list[Solid] = []
    for i in range(len(points)):
        a, b, da, db = points[i - 1], points[i], float(depth[i - 1]), float(depth[i])
        if (da >= _LENS_M) != (db >= _LENS_M):
            kept.append(a + (b - a) * ((_LENS_M - da) / (db - da)))
        if db >= _LENS_M:
            kept.append(b)
    return np.array(kept).reshape(-1, 3)


def _facets(camera: Camera, body: Vehicle, x: float, z: float, away: float) -> tuple[_Facet, ...]:
    """The panels that face the camera, in the order in which they are painted."""
    turn = np.array([away, 1.0, away])
    world = body.points * turn + (x, 0.0, z)
    normals = body.normals * turn
    to_eye = np.array([0.0, camera.height_m, 0.0]) - (body.centres * turn + (x, 0.0, z))
    facing = np.flatnonzero((normals * to_eye).sum(axis=1) > 0)
    gains = np.where(body.glows, 1.0, 0.62 + 0.5 * np.maximum(0.0, normals @ _LIGHT))
    lit = np.minimum(body.colours * gains[:, None], 255.0)
    inks = np.round((lit @ TO_YUV[:, :3].T + TO_YUV[:, 3]).clip(0, 255)).astype(int).tolist()
    depth, seen = camera.depth(world), camera.project(world)
    facets: list[_Facet] = []
    for i in facing.tolist():
        part = slice(body.starts[i], body.starts[i + 1])
        line = seen[part]
        if float(depth[part].min()) < _LENS_M:
            front = _before_lens(world[part], depth[part])
            if len(front) < 3:
                continue
            line = camera.project(front)
        facets.append(_Facet(line, (inks[i][0], inks[i][1], inks[i][2]), bool(body.plates[i])))
    return tuple(facets)


class Traffic:
    """All rides of a street."""

    def __init__(self, camera: Camera, near: Bytes, rides: tuple[Ride, ...]) -> None:
        self._camera, self._near, self._rides = camera, near, rides

    def seen(self, t: float) -> list[Seen]:
        """The vehicles in view, in no order."""
        found: list[Seen] = []
        for ride in self._rides:
            z = ride.z_at(t)
            if z is None:
                continue
            body = vehicle(ride.kind, ride.paint)
            away = 1.0 if ride.speed_m_s > 0 else -1.0
            facets = _facets(self._camera, body, ride.lane_x, z, away)
            if facets:
                line = np.concatenate([facet.line for facet in facets])
                low, high = line.min(axis=0), line.max(axis=0)
                rectangle = (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
                found.append(Seen(ride, ride.lane_x, z, facets, rectangle))
        return found

    def _window(self, rectangle: tuple[float, float, float, float], rim: int) -> tuple[slice, slice] | None:
        x, y, w, h = rectangle
        height, width = self._near.shape
        left, right = max(0, int(x - rim) // 2 * 2), min(width, int(x + w + rim) // 2 * 2 + 2)
        top, bottom = max(0, int(y - rim) // 2 * 2), min(height, int(y + h + rim) // 2 * 2 + 2)
        if right - left < 4 or bottom - top < 4:
            return None
        return slice(top, bottom), slice(left, right)

    def shade(self, planes: Planes, seen: Seen) -> None:
        """Darken the road under and beside a vehicle."""
        body = vehicle(seen.ride.kind, seen.ride.paint)
        half, long, tall = body.width_m / 2, body.length_m / 2, body.height_m * 0.8
        right, away = half + SUN[0] * tall, long + SUN[1] * tall
        outline = (
            (-half, -long),
            (half, -long),
            (right, away - 2 * long),
            (right, away),
            (right - 2 * half, away),
            (-half, long),
        )
        corners = np.array([[seen.x + x, 0.0, seen.z + z] for x, z in outline])
        front = _before_lens(corners, self._camera.depth(corners))
        if len(front) < 3:
            return
        line = self._camera.project(front)
        low, high = line.min(axis=0), line.max(axis=0)
        blur = max(2.0, 0.09 * self._camera.px_per_m(max(3.0, seen.z)))
        window = self._window((low[0], low[1], high[0] - low[0], high[1] - low[1]), int(3 * blur))
        if window is None:
            return
        rows, cols = window
        part = planes.luma[rows, cols]
        quarter = (max(1, part.shape[1] // 4), max(1, part.shape[0] // 4))
        mask = np.zeros((quarter[1], quarter[0]), np.uint8)
        scale = np.array([quarter[0] / part.shape[1], quarter[1] / part.shape[0]])
        _fill(mask, (line - (cols.start, rows.start)) * scale, (255.0,))
        soft = cv2.GaussianBlur(mask, (0, 0), blur / 4)
        keep = cv2.resize(cv2.convertScaleAbs(soft, alpha=-0.5, beta=255.0), (part.shape[1], part.shape[0]))
        cv2.multiply(part, keep, dst=part, scale=1 / 255)

    def draw(self, planes: Planes, seen: Seen) -> None:
        """Paint one vehicle into the planes, behind nearer props."""
        window = self._window(seen.rectangle, 2)
        if window is None:
            return
        rows, cols = window
        half = (slice(rows.start // 2, rows.stop // 2), slice(cols.start // 2, cols.stop // 2))
        luma, blue, red = planes.luma[rows, cols], planes.blue[half], planes.red[half]
        size, small = (luma.shape[1], luma.shape[0]), (blue.shape[1], blue.shape[0])
        canvas = cv2.merge([luma, *(cv2.resize(p, size, interpolation=cv2.INTER_NEAREST) for p in (blue, red))])
        for facet in seen.facets:
            line = facet.line - (cols.start, rows.start)
            _fill(canvas, line, facet.ink)
            if facet.plate:
                _letter(canvas, line, seen.ride.plate)
        nearer = nearer_than(self._near[rows, cols], seen.z)
        y, u, v = cv2.split(canvas)
        u, v = (cv2.resize(plane, small, interpolation=cv2.INTER_AREA) for plane in (u, v))
        free = cv2.bitwise_not(nearer)
        cv2.copyTo(y, free, luma)
        free_half = cv2.resize(free, small, interpolation=cv2.INTER_NEAREST)
        cv2.copyTo(u, free_half, blue)
        cv2.copyTo(v, free_half, red)

    def truth(self, seen: Seen, width: int, height: int) -> VehicleTruth | None:
        """What is known about a vehicle, or None when none of it is in the picture."""
        box = cut(*seen.rectangle, width, height)
        if box is None:
            return None
        plate: Box | None = None
        for facet in seen.facets:
            if facet.plate:
                low, high = facet.line.min(axis=0), facet.line.max(axis=0)
                plate = cut(low[0], low[1], high[0] - low[0], high[1] - low[1], width, height)
        return VehicleTruth(
            seen.ride.id,
            box,
            seen.ride.plate,
            plate,
            (seen.x, seen.z),
            self._camera.px_per_m(max(1.0, seen.z)),
        )


def _fill(picture: cv2.typing.MatLike, line: Points, ink: tuple[float, ...]) -> None:
    fixed = np.round((line - 0.5).clip(-9000, 9000) * (1 << _SUB)).astype(np.int32)
    cv2.fillPoly(picture, [fixed], ink, cv2.LINE_AA, _SUB)


def _letter(canvas: cv2.typing.MatLike, line: Points, text: str) -> None:
    """Put the plate's text into its quadrilateral of the luma channel."""
    if len(line) != 4 or float(np.ptp(line[:, 0])) < 5:
        return
    flat = np.array([[0, 0], [_PLATE_PX[0], 0], [_PLATE_PX[0], _PLATE_PX[1]], [0, _PLATE_PX[1]]], np.float32)
    wide = float(np.ptp(line[:, 0]))
    shrink = max(1.0, _PLATE_PX[0] / wide / 1.5)
    picture = plate_picture(text)
    if shrink > 1.0:
        picture = np.asarray(
            cv2.resize(picture, None, fx=1 / shrink, fy=1 / shrink, interpolation=cv2.INTER_AREA), np.uint8
        )
        flat *= np.array([picture.shape[1] / _PLATE_PX[0], picture.shape[0] / _PLATE_PX[1]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, line.astype(np.float32))
    size = (canvas.shape[1], canvas.shape[0])
    low = np.maximum(0, np.floor(line.min(axis=0)).astype(int))
    high = np.minimum(size, np.ceil(line.max(axis=0)).astype(int) + 1)
    if int((high - low).min()) < 1:
        return
    shift = np.array([[1.0, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]])
    part = (int(high[0] - low[0]), int(high[1] - low[1]))
    warped = cv2.warpPerspective(picture, shift @ matrix, part, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros((part[1], part[0]), np.uint8)
    _fill(mask, line - low, (255.0,))
    rows, cols = slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))
    luma = np.ascontiguousarray(canvas[rows, cols, 0])
    cv2.copyTo(warped, cv2.threshold(mask, 127, 255, cv2.THRESH_BINARY)[1], luma)
    canvas[rows, cols, 0] = luma
