"""Whether anything of a moving or newly parked car is shown, plates included: measured without reading any.

A plate is part of a car, and a car is what differs from the clip's own median; so no row of pixels inside any car
may be shown. That asks for more than a hidden plate and needs no text. Shown is a row in which 8 x 8 pixels
of the frosted picture equal the original's, before encoding. The clip is then stopped with a car in the
middle and goes on for a minute: a car that has just been parked.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from bench.figures import Figure, figure
from bench.frost.clips import Plane, Planes, read
from groundglass.clear.frame import ClearFrame
from groundglass.clear.frost.froster import Froster
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.pane.ids import TICKS_PER_S, Instant90k

CLIP: Final = "car_park/car-detection.mp4"
EVIDENCE_S: Final = 5.0
DIFFERS: Final = 24
"""Grey levels from which a pixel is not the place."""

CELL: Final = 8
LEAST_PX: Final = 6000
"""Smaller regions are not cars."""

PARKED_S: Final = 60
PARKED_HZ: Final = 4


def measure_plates(folder: Path) -> list[Figure]:
    """Rows of cars shown, in the worst picture: driving, and parked just now."""
    source = folder / CLIP
    pictures = list(read(source))
    place = np.median(np.stack([planes[0] for planes, _ in pictures[::4]]), axis=0).astype(np.uint8)
    height, width = place.shape
    froster = Froster(FrostPolicy(evidence_s=EVIDENCE_S), width, height)
    into = FrostedPlanes.allocate(width, height)
    worst = {"moving": 0, "parked": 0}
    cars = {"moving": 0, "parked": 0}
    last = max(range(len(pictures)), key=lambda i: int(_cars(pictures[i][0][0], place)[height // 3 :].sum()))
    for what, (planes, taken_at) in _driven(pictures, last):
        froster.frost(ClearFrame(*planes, Instant90k(taken_at)), into)
        inside = _cars(planes[0], place)
        cars[what] += bool(inside.any())
        worst[what] = max(worst[what], _rows_shown(planes, (into.luma, into.blue, into.red), inside))
    figures = []
    for what in worst:
        figures.append(figure(f"car_park, {what}: pictures with a car", cars[what], "pictures", ">= 1"))
        figures.append(figure(f"car_park, {what}: of a car or its plate shown, at most", worst[what], "px", "<= 0"))
    return figures


def _driven(pictures: list[tuple[Planes, int]], last: int) -> Iterator[tuple[str, tuple[Planes, int]]]:
    """The clip twice, being short; then again up to picture `last`, which stays for a minute under sensor noise."""
    step = pictures[1][1] - pictures[0][1]
    now = 0
    for one in (*pictures, *pictures, *pictures[:last]):
        now += step
        yield "moving", (one[0], now)
    rng = np.random.default_rng(3)
    luma, blue, red = pictures[last][0]
    for _ in range(PARKED_S * PARKED_HZ):
        now += TICKS_PER_S // PARKED_HZ
        noise = rng.integers(-1, 2, luma.shape)
        yield "parked", ((np.clip(luma + noise, 0, 255).astype(np.uint8), blue, red), now)


def _cars(luma: Plane, place: Plane) -> Plane:
    """1 inside of what differs from the place and is large enough for a car, its outline left out."""
    # The camera's exposure follows each car: what is common to the whole picture is light.
    rise = luma.astype(np.int16) - place
    differs = np.asarray(cv2.blur(np.abs(rise - np.median(rise)), (5, 5)) > DIFFERS, np.uint8)
    differs = np.asarray(cv2.morphologyEx(differs, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8)), np.uint8)
    _, parts, stats, _ = cv2.connectedComponentsWithStats(differs, connectivity=8)
    large = np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] >= LEAST_PX) + 1
    whole = np.isin(parts, large).astype(np.uint8)
    square = np.ones((25, 25), np.uint8)
    return np.asarray(cv2.erode(whole, square, borderType=cv2.BORDER_CONSTANT, borderValue=0), np.uint8)


def _rows_shown(picture: Planes, frosted: Planes, inside: Plane) -> int:
    """Number of rows in which a square of the picture inside a car is the original's, in colour as well.

    Paint is flat, and now and then exactly as bright as a bonnet; it is never of its colour.
    """
    same = np.asarray(picture[0] == frosted[0], np.uint8)
    for own, other in zip(picture[1:], frosted[1:], strict=True):
        alike = np.asarray(own == other, np.uint8)
        same &= np.asarray(cv2.resize(alike, same.shape[::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
    squares = np.asarray(cv2.morphologyEx(same, cv2.MORPH_OPEN, np.ones((CELL, CELL), np.uint8)), np.uint8)
    return int(np.count_nonzero((squares & inside).any(axis=1)))
