"""What an event is, once it has happened: for the store, the desk, and everything that is sent outside.

Apart so that whoever listens depends on this shape and on nothing of how events are found. It holds no identity: the
number of a track is left behind with the evaluation, and where it happened is said in coarse numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from groundglass.pane.ids import AreaId, CameraId, Instant90k

EventId = NewType("EventId", int)
"""Rises with every event that was accepted. Never given twice."""

RuleId = NewType("RuleId", int)
"""Number of a rule in this site. Never given twice."""


class Level(StrEnum):
    """How grave something is, in the order of gravity."""

    INFO = "info"
    WARNING = "warning"
    ALARM = "alarm"


class EventKind(StrEnum):
    """What happened. A word never changes its meaning: it is in the store, the API and in what others received."""

    LINE_CROSSED = "line_crossed"
    ZONE_ENTERED = "zone_entered"
    ZONE_LEFT = "zone_left"
    ZONE_OCCUPIED = "zone_occupied"
    ZONE_EMPTY = "zone_empty"
    DWELL = "dwell"
    CROWD_DENSE = "crowd_dense"
    CROWD_SURGE = "crowd_surge"
    WRONG_WAY = "wrong_way"
    PERSON_DOWN = "person_down"
    THING_LEFT = "thing_left"
    RUNNING = "running"
    VEHICLE_ON_FOOTWAY = "vehicle_on_footway"
    FLAME = "flame"
    SMOKE = "smoke"
    CAMERA_HEALTH = "camera_health"
    RECORDING_GAP = "recording_gap"
    STORAGE_LOW = "storage_low"
    DRILL_OVERDUE = "drill_overdue"
    OUTSIDE = "outside"


class Phase(StrEnum):
    """An event is a moment, or the beginning or end of something that lasts."""

    ONCE = "once"
    BEGAN = "began"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the picture, in parts per million, and on the ground in decimetres where the camera is calibrated."""

    x_ppm: int
    y_ppm: int
    across_dm: int | None = None
    away_dm: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What evaluating a rule gave, before it has an id. `value` counts or measures; its unit follows from the kind.

    `key` tells apart what lasts at the same time under one rule (an area, a cause); it is not a track's number.
    `detail` is a closed word of the kind: a direction, a health.
    """

    kind: EventKind
    phase: Phase
    at: Instant90k
    level: Level
    since: Instant90k
    where: Where | None = None
    value: float | None = None
    detail: str = ""
    area: AreaId | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class EventOccurred:
    """One event as it is kept. `camera` and `rule` are None for what has none. `since` is when what lasts began.

    `name` is the rule's, or what an outside system called itself: the only free text, written by people of the site.
    """

    id: EventId
    kind: EventKind
    phase: Phase
    at: Instant90k
    level: Level
    since: Instant90k
    name: str
    camera: CameraId | None = None
    rule: RuleId | None = None
    where: Where | None = None
    value: float | None = None
    detail: str = ""
    area: AreaId | None = None
    is_exercise: bool = False
