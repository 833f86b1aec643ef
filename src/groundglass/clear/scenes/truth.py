"""What a drawn scene knows about itself: who is where, in pixels and in metres.

Tests and benches compare the product with this; the product itself never sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType, TypeAlias

from groundglass.clear.scenes.skeleton import Pose

FigureId = NewType("FigureId", int)
"""Number of an invented person (see identity.py) or of a vehicle within its scene."""


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels of the picture: left, top, width, height. Cut at the picture's edge."""

    x: float
    y: float
    w: float
    h: float


GroundPoint: TypeAlias = tuple[float, float]
"""Metres: to the right of the camera's axis, and away from the camera along the ground."""


@dataclass(frozen=True, slots=True)
class PersonTruth:
    """A figure in view. `head` is None when the head is outside the picture. `hidden` is the share behind props."""

    id: FigureId
    box: Box
    head: Box | None
    footprint_m: GroundPoint
    pose: Pose
    px_per_m: float
    hidden: float


@dataclass(frozen=True, slots=True)
class VehicleTruth:
    """A vehicle in view. `plate` is the text drawn on it, `plate_box` None when no plate faces the camera."""

    id: FigureId
    box: Box
    plate: str
    plate_box: Box | None
    footprint_m: GroundPoint
    px_per_m: float


@dataclass(frozen=True, slots=True)
class ThingTruth:
    """A thing or hazard: an object left behind, flame, smoke, the noise patch."""

    kind: str
    box: Box


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is not the place, in one frame."""

    frame: int
    persons: tuple[PersonTruth, ...]
    vehicles: tuple[VehicleTruth, ...]
    things: tuple[ThingTruth, ...]


def cut(x: float, y: float, w: float, h: float, width: int, height: int) -> Box | None:
    """The part of a rectangle that lies in the picture, or None when less than one pixel does."""
    left, top = max(0.0, x), max(0.0, y)
    right, bottom = min(float(width), x + w), min(float(height), y + h)
    if right - left < 1 or bottom - top < 1:
        return None
    return Box(left, top, right - left, bottom - top)
