"""How a plan's picture lies on the ground: two of its points are known, and the rest follows.

Apart because it is arithmetic. A picture is moved, turned and sized but never stretched, so two points are enough:
with the picture's points and the ground's as complex numbers (up is +i), ground = a' + k * (point - a), k = (b' - a') /
(b - a). Places on the earth are taken as metres east and north of the first point, which is off by less than a
centimetre within a kilometre.
"""

from __future__ import annotations

import cmath
import json
import math
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, TypeAlias

from groundglass.errors import ConfigError

M_PER_DEG: Final = 111_319.49079327358  # 2 pi * 6378137 m / 360: the sphere of web maps
NEAREST_SHARE: Final = 0.01
NEAREST_M: Final = 0.5
FARTHEST_M: Final = 50_000.0

GroundKind: TypeAlias = Literal["world", "metres"]


@dataclass(frozen=True, slots=True)
class Pin:
    """A point of the picture (shares of its width and height, 0..1 from the top left) and where that is: degrees
    east and north (WGS 84) in the world, else metres to the right and up."""

    across: float
    down: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Placing:
    """Two pins. `width` and `height` are the picture's, in pixels."""

    ground: GroundKind
    a: Pin
    b: Pin
    width: int
    height: int

    def encoded(self) -> str:
        """As a column holds it."""
        return json.dumps(asdict(self))

    @classmethod
    def decoded(cls, text: str) -> Placing:
        """What `encoded` gave."""
        said: dict[str, Any] = json.loads(text)
        return cls(said["ground"], Pin(**said["a"]), Pin(**said["b"]), said["width"], said["height"])

    def checked(self) -> Placing:
        """Itself; `ConfigError` when the pins do not tell how the picture lies."""
        pins = (self.a, self.b)
        numbers = [number for pin in pins for number in (pin.across, pin.down, pin.east, pin.north)]
        sane = all(math.isfinite(number) for number in numbers)
        sane = sane and all(0 <= share <= 1 for pin in pins for share in (pin.across, pin.down))
        if sane and self.ground == "world":
            sane = all(abs(pin.east) <= 180 and abs(pin.north) <= 85 for pin in pins)
        if not sane:
            raise ConfigError("a plan is placed by two points of its picture and where they are")
        near = max(abs(self.a.across - self.b.across), abs(self.a.down - self.b.down)) < NEAREST_SHARE
        apart_m = abs(self._on_ground(self.b))
        if near or not NEAREST_M <= apart_m <= FARTHEST_M:
            raise ConfigError(
                "these two points do not tell how the plan lies",
                "choose points that are far apart in the picture, and half a metre to 50 km apart on the ground",
            )
        return self

    def to_ground(self, across: float, down: float) -> tuple[float, float]:
        """Where a point of the picture is: east and north as in `Pin`."""
        here = self._factor() * (self._in_picture(across, down) - self._of_picture(self.a))
        return self.a.east + here.real / self._m_per_east(), self.a.north + here.imag / self._m_per_north()

    def to_picture(self, east: float, north: float) -> tuple[float, float]:
        """Which point of the picture is there; beyond 0..1 outside of it."""
        here = self._of_picture(self.a) + self._on_ground(Pin(0, 0, east, north)) / self._factor()
        return here.real / self.width, -here.imag / self.height

    def turn_deg(self) -> float:
        """By how much the picture's up lies clockwise of the ground's."""
        return -math.degrees(cmath.phase(self._factor()))

    def _factor(self) -> complex:
        return self._on_ground(self.b) / (self._of_picture(self.b) - self._of_picture(self.a))

    def _of_picture(self, pin: Pin) -> complex:
        return self._in_picture(pin.across, pin.down)

    def _in_picture(self, across: float, down: float) -> complex:
        return complex(across * self.width, -down * self.height)

    def _on_ground(self, pin: Pin) -> complex:
        """Metres from the first pin."""
        return complex((pin.east - self.a.east) * self._m_per_east(), (pin.north - self.a.north) * self._m_per_north())

    def _m_per_east(self) -> float:
        return M_PER_DEG * math.cos(math.radians(self.a.north)) if self.ground == "world" else 1.0

    def _m_per_north(self) -> float:
        return M_PER_DEG if self.ground == "world" else 1.0


def moved(old: Placing, new: Placing, east: float, north: float, azimuth_deg: float) -> tuple[float, float, float]:
    """Where something is that stays on its point of the picture while the picture is placed anew."""
    there = new.to_ground(*old.to_picture(east, north))
    return *there, (azimuth_deg + new.turn_deg() - old.turn_deg()) % 360
