"""What a site can ask to be told of. Rules are data: how they are judged is judge/, how they are written is parse.py.

Apart so that the whole choice can be read in one place. Zones and lines are in shares of the picture and are compared
with where something stands (the middle of the lower edge of its box), not with its box.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from groundglass.frosted.events.occurred import EventKind, Level, RuleId
from groundglass.frosted.events.schedule import Schedule
from groundglass.frosted.events.shapes import Line, Point
from groundglass.pane.ids import AreaId, CameraId
from groundglass.pane.settings import Polygon

Direction = Literal["either", "to_left", "to_right"]
Health = Literal["covered", "blinded", "defocused", "moved", "dark", "frozen", "lost"]
HEALTHS: Final[tuple[Health, ...]] = ("covered", "blinded", "defocused", "moved", "dark", "frozen", "lost")


@dataclass(frozen=True, slots=True)
class LineCrossed:
    """Something crossed the line. Told at every `every`th crossing; the count goes on for ever."""

    line: Line
    direction: Direction = "either"
    every: int = 1


@dataclass(frozen=True, slots=True)
class ZoneEntered:
    """Something came into the zone, or appeared in it."""

    zone: Polygon


@dataclass(frozen=True, slots=True)
class ZoneLeft:
    """Something that was in the zone went out of it."""

    zone: Polygon


@dataclass(frozen=True, slots=True)
class ZoneOccupied:
    """At least so many are in the zone for so long."""

    zone: Polygon
    at_least: int = 1
    for_s: float = 0.0


@dataclass(frozen=True, slots=True)
class ZoneEmpty:
    """Nobody is in the zone for so long."""

    zone: Polygon
    for_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Dwell:
    """Somebody has been in the zone for so long."""

    zone: Polygon
    for_s: float = 120.0


@dataclass(frozen=True, slots=True)
class CrowdDense:
    """An area is denser than a level allows, in people per square metre. Needs a scale. At least one level is set."""

    area: AreaId
    info_per_m2: float | None = None
    warning_per_m2: float | None = None
    alarm_per_m2: float | None = None
    for_s: float = 5.0


@dataclass(frozen=True, slots=True)
class CrowdSurge:
    """An area became denser by so much, in people per square metre, within so long. Needs a scale.

    `rise_per_m2` is told at the rule's own level; greater rises, where they are set, as a warning and as an alarm.
    """

    area: AreaId
    rise_per_m2: float
    within_s: float = 20.0
    warning_rise_per_m2: float | None = None
    alarm_rise_per_m2: float | None = None


@dataclass(frozen=True, slots=True)
class WrongWay:
    """Something goes against `way` in the zone: a direction in the picture, to the right and down above 0."""

    zone: Polygon
    way: Point
    tolerance_deg: float = 60.0
    for_s: float = 1.0


@dataclass(frozen=True, slots=True)
class PersonDown:
    """Something as large as a person is low and still."""

    for_s: float = 5.0
    zone: Polygon | None = None


@dataclass(frozen=True, slots=True)
class ThingLeft:
    """Something small has appeared and does not move. A thing taken from its place looks the same to a camera."""

    for_s: float = 30.0
    largest_m: float = 1.0
    zone: Polygon | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """At least so many go at least so fast. Needs a scale."""

    speed_m_s: float = 3.0
    at_least: int = 1
    for_s: float = 1.0
    zone: Polygon | None = None


@dataclass(frozen=True, slots=True)
class VehicleOnFootway:
    """A vehicle is in the zone for so long. Only a detector of the site's own says that it is one."""

    zone: Polygon
    for_s: float = 1.0


@dataclass(frozen=True, slots=True)
class FlameSeen:
    """Something looks like flame, at least so surely (0..1), and goes on for so long after it was first seen."""

    sure: float = 0.5
    for_s: float = 0.0


@dataclass(frozen=True, slots=True)
class SmokeSeen:
    """Something looks like smoke, at least so surely (0..1) and for so long."""

    sure: float = 0.5
    for_s: float = 3.0


@dataclass(frozen=True, slots=True)
class CameraHealth:
    """The camera's view is not what it should be, for so long."""

    of: tuple[Health, ...] = HEALTHS
    for_s: float = 10.0


@dataclass(frozen=True, slots=True)
class RecordingGap:
    """A camera that runs is not recorded, for so long."""

    for_s: float = 10.0


@dataclass(frozen=True, slots=True)
class StorageLow:
    """Less is free than so many times the floor at which recordings begin to be deleted."""

    floors: float = 1.5


@dataclass(frozen=True, slots=True)
class DrillOverdue:
    """Custodians have not opened anything together for so many days."""

    days: float = 90.0


CameraTrigger: TypeAlias = (
    LineCrossed
    | ZoneEntered
    | ZoneLeft
    | ZoneOccupied
    | ZoneEmpty
    | Dwell
    | CrowdDense
    | CrowdSurge
    | WrongWay
    | PersonDown
    | ThingLeft
    | Running
    | VehicleOnFootway
    | FlameSeen
    | SmokeSeen
    | CameraHealth
    | RecordingGap
)
HouseTrigger: TypeAlias = StorageLow | DrillOverdue
Trigger: TypeAlias = CameraTrigger | HouseTrigger

TRIGGERS: Final[dict[EventKind, type[Trigger]]] = {
    EventKind.LINE_CROSSED: LineCrossed,
    EventKind.ZONE_ENTERED: ZoneEntered,
    EventKind.ZONE_LEFT: ZoneLeft,
    EventKind.ZONE_OCCUPIED: ZoneOccupied,
    EventKind.ZONE_EMPTY: ZoneEmpty,
    EventKind.DWELL: Dwell,
    EventKind.CROWD_DENSE: CrowdDense,
    EventKind.CROWD_SURGE: CrowdSurge,
    EventKind.WRONG_WAY: WrongWay,
    EventKind.PERSON_DOWN: PersonDown,
    EventKind.THING_LEFT: ThingLeft,
    EventKind.RUNNING: Running,
    EventKind.VEHICLE_ON_FOOTWAY: VehicleOnFootway,
    EventKind.FLAME: FlameSeen,
    EventKind.SMOKE: SmokeSeen,
    EventKind.CAMERA_HEALTH: CameraHealth,
    EventKind.RECORDING_GAP: RecordingGap,
    EventKind.STORAGE_LOW: StorageLow,
    EventKind.DRILL_OVERDUE: DrillOverdue,
}
KINDS: Final[dict[type[Trigger], EventKind]] = {trigger: kind for kind, trigger in TRIGGERS.items()}
HOUSE_KINDS: Final = frozenset({EventKind.STORAGE_LOW, EventKind.DRILL_OVERDUE})


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule as people wrote it, before it has a number.

    `camera` is None exactly for what concerns the house. `quiet_s`: after an event, none of this rule for so long.
    `schedule` None is always awake. Health and recording rules may have `camera` None as well: any camera.
    """

    name: str
    camera: CameraId | None
    trigger: Trigger
    level: Level = Level.WARNING
    is_enabled: bool = True
    quiet_s: float = 0.0
    schedule: Schedule | None = None

    @property
    def kind(self) -> EventKind:
        return KINDS[type(self.trigger)]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the site."""

    id: RuleId
    draft: Draft
