"""The closed union of anonymous facts a worker may report about what it sees.

Adding a member, or a field, is a privacy decision: spec/observations.md says for each why it identifies
nobody, and design/decisions/ must say why it is needed. There is no appearance, no embedding, no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

from groundglass.pane.ids import AreaId, Instant90k, TrackId
from groundglass.pane.status import View

MAX_TRACKS: Final = 128
"""Tracks at once. A picture with more says nothing of the smallest."""

LONGEST_TRACK_S: Final = 3600
"""After so long a track ends and whatever it followed begins a new one, under a number of its own."""

SIZE_STEP_MM: Final = 250
"""Heights and breadths are given in steps of this, so that no stature is measured: adults share two or three."""

LONGEST_STILL_S: Final = 65_535


class ThingKind(IntEnum):
    """What a detector called it. Without one everything is `UNNAMED`."""

    UNNAMED = 0
    PERSON = 1
    VEHICLE = 2
    ANIMAL = 3


class Hazard(IntEnum):
    """What is proposed to be burning. A proposal: a person at the desk decides."""

    FLAME = 1
    SMOKE = 2


@dataclass(frozen=True, slots=True)
class PpmBox:
    """Left, top, right and bottom in parts per million of the picture's width and height, ends not included."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def foot(self) -> tuple[int, int]:
        """Where it stands: the middle of its lower edge, in ppm."""
        return (self.left + self.right) // 2, self.bottom


@dataclass(frozen=True, slots=True)
class OnGround:
    """Where a track stands and how large it is, for a camera whose scale is known.

    Millimetres across the view from the middle column (to the right above 0) and away from the camera along flat
    ground (pane/ground.py); sizes in steps of `SIZE_STEP_MM`.
    """

    across_mm: int
    away_mm: int
    speed_mm_s: int
    tall_mm: int
    wide_mm: int


@dataclass(frozen=True, slots=True)
class Tracked:
    """One anonymous thing that is followed. `dx_ppm_s` and `dy_ppm_s`: how its foot moves, smoothed over a second.

    `still_s`: how long it has not left its spot; 0 while it moves. `ground` is None without a scale.
    """

    track: TrackId
    box: PpmBox
    dx_ppm_s: int
    dy_ppm_s: int
    still_s: int
    kind: ThingKind
    ground: OnGround | None


@dataclass(frozen=True, slots=True)
class TrackBatch:
    """All tracks at one moment, at most `MAX_TRACKS`; sent at most five times a second, and once when none are left."""

    at: Instant90k
    tracks: tuple[Tracked, ...]


@dataclass(frozen=True, slots=True)
class AreaOccupancy:
    """How full a declared area is, over one second.

    `hidden_ppm` is the share of it that is not the place. `people_milli` and `per_m2_milli` are thousandths of people
    and of people per square metre, estimated from that share; None without a scale. `is_least`: so much is hidden that
    there may be more.
    """

    at: Instant90k
    area: AreaId
    hidden_ppm: int
    people_milli: int | None
    per_m2_milli: int | None
    is_least: bool


@dataclass(frozen=True, slots=True)
class HazardSeen:
    """A patch that looks like flame or smoke, and how sure that is. At most once a second for each kind."""

    at: Instant90k
    hazard: Hazard
    box: PpmBox
    sure_ppm: int


@dataclass(frozen=True, slots=True)
class PictureFrozen:
    """The camera sends the very same picture again and again, or has stopped doing so."""

    at: Instant90k
    is_frozen: bool


@dataclass(frozen=True, slots=True)
class ViewChanged:
    """The camera's view as a whole became something else: covered, moved, proven again."""

    at: Instant90k
    view: View


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How much of the picture was not the place, over one second. A share, not a count of people."""

    at: Instant90k
    hidden_ppm: int
    moving_ppm: int


Observation: TypeAlias = ViewChanged | Occupancy | TrackBatch | AreaOccupancy | HazardSeen | PictureFrozen
