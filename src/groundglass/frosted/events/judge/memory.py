"""What a rule remembers between two facts. Frozen: a new fact makes a new memory.

Apart because every family of rules shares it. Of a thing that is followed it remembers places and times, and only while
its track lives; what is remembered is gone with the track.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeAlias

from groundglass.frosted.events.occurred import Level, Where
from groundglass.frosted.events.shapes import Point
from groundglass.pane.ids import TICKS_PER_S, Instant90k, TrackId
from groundglass.pane.observations import PpmBox, Tracked
from groundglass.pane.status import CameraState, Cause, View

NEVER: Final = Instant90k(0)
Trail: TypeAlias = tuple[tuple[Instant90k, int, int], ...]
"""Where something was on the ground in the last seconds, oldest first: moment, across_mm, away_mm."""

STALE_S: Final = 3.0
"""Tracks that nobody has spoken of for so long are gone: their worker is."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One track as a rule remembers it. Points are shares of the picture.

    `tracked` is its newest form. `settled` is where it last was for sure on one side of a line, or where it began, for
    a zone. `is_inside` a zone since `inside_since`; a change of that waits from `turned_at` on until it has lasted.
    `tallest_mm` it ever was; without a scale heights are thousandths of the picture's. `stood_ppm` is where its foot
    was when it last stood, `mm_per_ppm` how much a millionth of the picture's height was there, `stood_box` its box and
    `stood_at` when. `begun` is where on the ground (across_mm, away_mm) it was first, `has_come` whether somebody came
    there. It has the shape a rule looks for since `so_since`, last at `so_at`; who was `beside` it then, whether one of
    them has gone from it (`is_left`), and when somebody was last with it (`with_at`). `astray_from` is where, and
    `astray_at` when, it began to go the wrong way. `trail` is where it went in the last seconds.
    """

    tracked: Tracked
    first_at: Instant90k
    settled: Point | None = None
    is_inside: bool = False
    inside_since: Instant90k = NEVER
    turned_at: Instant90k | None = None
    tallest_mm: int = 0
    stood_ppm: int = 0
    mm_per_ppm: float = 0.0
    stood_box: PpmBox | None = None
    stood_at: Instant90k = NEVER
    begun: tuple[int, int] | None = None
    has_come: bool = False
    so_since: Instant90k = NEVER
    so_at: Instant90k | None = None
    beside: frozenset[TrackId] = frozenset()
    is_left: bool = False
    with_at: Instant90k = NEVER
    astray_from: Point | None = None
    astray_at: Instant90k = NEVER
    is_told: bool = False
    trail: Trail = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts, or is about to: true since `true_since`, last seen true at `true_at`, told at `began_at`.

    `is_muted`: it began while the rule was quiet or asleep, so its end is not told either.
    """

    true_since: Instant90k
    true_at: Instant90k
    began_at: Instant90k | None = None
    is_muted: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """Whether something that may last is so at this moment. `key` tells those of one rule apart."""

    key: str
    is_true: bool
    for_s: float
    release_s: float
    value: float | None = None
    where: Where | None = None
    detail: str = ""
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened and is over."""

    value: float | None = None
    where: Where | None = None
    detail: str = ""


NOTHING: Final[Mapping[TrackId, Thing]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Memory:
    """All a rule remembers. `counted` by detail; `densities` of an area, oldest first, in thousandths per m2.
    `trodden`: where people were in the last seconds. `is_moved`: the camera has another view, not proven yet."""

    things: Mapping[TrackId, Thing] = field(default_factory=dict)
    things_at: Instant90k = NEVER
    spans: Mapping[str, Span] = field(default_factory=dict)
    counted: Mapping[str, int] = field(default_factory=dict)
    densities: tuple[tuple[Instant90k, int], ...] = ()
    trodden: Trail = ()
    hazard_at: Instant90k | None = None
    hazard_since: Instant90k = NEVER
    hazard_where: Where | None = None
    hazard_sure: float = 0.0
    view: View | None = None
    is_moved: bool = False
    is_frozen: bool = False
    state: CameraState | None = None
    recording: Cause = Cause.NONE
    free_share: float | None = None
    drill_days: float | None = None
    quiet_until: Instant90k = NEVER
    muted_total: int = 0


def seconds(begin: Instant90k, end: Instant90k) -> float:
    """From one moment to another."""
    return (end - begin) / TICKS_PER_S


def foot_of(tracked: Tracked) -> Point:
    """Where it stands, as shares of the picture."""
    x, y = tracked.box.foot
    return x / 1e6, y / 1e6


def where_of(tracked: Tracked) -> Where:
    """Where it stands, as an event says it."""
    x, y = tracked.box.foot
    ground = tracked.ground
    if ground is None:
        return Where(x, y)
    return Where(x, y, round(ground.across_mm / 100), round(ground.away_mm / 100))
