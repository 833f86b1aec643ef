"""Vehicles on a drawn street."""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.clear.scenes.camera import Camera
from groundglass.clear.scenes.colour import Bytes
from groundglass.clear.scenes.compose import Planes
from groundglass.clear.scenes.truth import VehicleTruth


@dataclass(frozen=True, slots=True)
class Ride:
    pass


@dataclass(frozen=True, slots=True)
class Seen:
    z: float


class Traffic:
    def __init__(self, camera: Camera, near: Bytes, rides: tuple[Ride, ...]) -> None:
        self._camera, self._near, self._rides = camera, near, rides

    def seen(self, t: float) -> list[Seen]:
        return []

    def shade(self, planes: Planes, ride: Seen) -> None:
        return

    def draw(self, planes: Planes, ride: Seen) -> None:
        return

    def truth(self, ride: Seen) -> VehicleTruth | None:
        return None
