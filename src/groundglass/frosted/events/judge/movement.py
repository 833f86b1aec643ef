"""Rules about where things go: lines, zones, dwelling, vehicles where they should not be, the wrong way, running.

Apart from stillness.py, which is about things that do not go anywhere. A track that flickers at an edge is not somebody
who comes and goes: a side is taken only at a distance from the line, a change of zone only when it has lasted.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from groundglass.frosted.events.judge.memory import Condition, Memory, Moment, Thing, foot_of, seconds, where_of
from groundglass.frosted.events.judge.pace import LEAST_STRETCH_S, pace_mm_s
from groundglass.frosted.events.rules import (
    Dwell,
    LineCrossed,
    Running,
    VehicleOnFootway,
    WrongWay,
    ZoneEmpty,
    ZoneEntered,
    ZoneLeft,
    ZoneOccupied,
)
from groundglass.frosted.events.shapes import crosses, is_inside, off_line
from groundglass.pane.ids import Instant90k
from groundglass.pane.observation_bytes import PPM
from groundglass.pane.observations import ThingKind, Tracked
from groundglass.pane.settings import Polygon

OFF_LINE: Final = 0.008
"""Share of the picture from the line at which it is clear on which side something is."""

SETTLE_S: Final = 0.35
RELEASE_S: Final = 2.0
ASPECT: Final = 16 / 9
"""Taken for every picture's: a direction in the picture is told in pixels, and pixels are not in a rule."""

LEAST_WAY: Final = 0.04
STAYED_S: Final = 2.0
"""What began in a zone has entered it when it has gone as far as it is tall, or stayed so long."""

LARGEST_RUNNER_MM: Final = 2250
LEAST_RUNNER_PPM: Final = 80_000
"""Of the picture's height: of whoever is farther away a step is as large as the error of their place."""


def cross(trigger: LineCrossed, thing: Thing, counted: dict[str, int]) -> tuple[Thing, list[Moment]]:
    """One track's step against a line; counts into `counted`."""
    here = foot_of(thing.tracked)
    off = off_line(here, trigger.line)
    if abs(off) < OFF_LINE:
        return thing, []
    before = thing.settled
    thing = replace(thing, settled=here)
    if before is None or (off_line(before, trigger.line) > 0) == (off > 0) or not crosses(before, here, trigger.line):
        return thing, []
    detail = "to_right" if off > 0 else "to_left"
    if trigger.direction not in ("either", detail):
        return thing, []
    counted[detail] = counted.get(detail, 0) + 1
    total = sum(counted.values())
    return thing, [Moment(float(total), where_of(thing.tracked), detail)] if total % trigger.every == 0 else []


def move_in_zone(zone: Polygon, thing: Thing, is_new: bool, at: Instant90k) -> Thing:
    """The thing with its being inside brought up to date."""
    here = foot_of(thing.tracked)
    inside = is_inside(here, zone)
    if is_new:
        return replace(thing, is_inside=inside, inside_since=at, settled=here)
    if inside is thing.is_inside:
        return thing if thing.turned_at is None else replace(thing, turned_at=None)
    if thing.turned_at is None:
        return replace(thing, turned_at=at)
    if seconds(thing.turned_at, at) < SETTLE_S:
        return thing
    return replace(thing, is_inside=inside, inside_since=thing.turned_at, turned_at=None)


def enter_or_leave(
    trigger: ZoneEntered | ZoneLeft, old: Thing | None, thing: Thing, at: Instant90k
) -> tuple[Thing, list[Moment]]:
    """What a change of the thing's being inside means to the rule. Who began inside has entered once they are real."""
    was_inside, moments = old is not None and old.is_inside, [Moment(None, where_of(thing.tracked))]
    if isinstance(trigger, ZoneLeft):
        return thing, moments if was_inside and not thing.is_inside else []
    if not thing.is_inside:
        return (replace(thing, is_told=False) if thing.is_told else thing), []
    has_come = old is not None and not was_inside
    if thing.is_told or not (has_come or _is_real(thing, at)):
        return thing, []
    return replace(thing, is_told=True), moments


def _is_real(thing: Thing, at: Instant90k) -> bool:
    """Whether it has gone somewhere, or stayed: rain on a wall in changing light does neither."""
    (x, y), (x0, y0) = foot_of(thing.tracked), thing.settled or foot_of(thing.tracked)
    tall = (thing.tracked.box.bottom - thing.tracked.box.top) / PPM
    return seconds(thing.first_at, at) >= STAYED_S or math.hypot((x - x0) * ASPECT, y - y0) >= tall


def zone_conditions(
    trigger: ZoneOccupied | ZoneEmpty | Dwell | VehicleOnFootway, memory: Memory, at: Instant90k
) -> Condition:
    """How it stands in the zone now."""
    inside = [thing for thing in memory.things.values() if thing.is_inside]
    match trigger:
        case ZoneOccupied():
            where = where_of(inside[0].tracked) if inside else None
            return Condition("", len(inside) >= trigger.at_least, trigger.for_s, RELEASE_S, float(len(inside)), where)
        case ZoneEmpty():
            # Whether a zone is empty can be known only while somebody looks.
            return Condition("", not inside and memory.things_at > 0, trigger.for_s, 0.5)
        case Dwell():
            longest = max(inside, key=lambda thing: at - thing.inside_since, default=None)
            stayed_s = 0.0 if longest is None else seconds(longest.inside_since, at)
            where = None if longest is None else where_of(longest.tracked)
            return Condition("", stayed_s >= trigger.for_s, 0.0, RELEASE_S, stayed_s, where)
        case VehicleOnFootway():
            vehicles = [thing for thing in inside if thing.tracked.kind is ThingKind.VEHICLE]
            where = where_of(vehicles[0].tracked) if vehicles else None
            return Condition("", bool(vehicles), trigger.for_s, RELEASE_S, float(len(vehicles)), where)


def go_astray(trigger: WrongWay, thing: Thing, at: Instant90k) -> tuple[Thing, list[Moment]]:
    """One track's step against the way of a zone; told once for each track."""
    here = foot_of(thing.tracked)
    if thing.is_told or not is_inside(here, trigger.zone) or not _is_against(trigger, thing.tracked):
        return (thing if thing.astray_from is None else replace(thing, astray_from=None)), []
    if thing.astray_from is None:
        return replace(thing, astray_from=here, astray_at=at), []
    gone = math.hypot((here[0] - thing.astray_from[0]) * ASPECT, here[1] - thing.astray_from[1])
    if seconds(thing.astray_at, at) < trigger.for_s or gone < LEAST_WAY:
        return thing, []
    return replace(thing, is_told=True), [Moment(None, where_of(thing.tracked))]


def _is_against(trigger: WrongWay, tracked: Tracked) -> bool:
    dx, dy = tracked.dx_ppm_s * ASPECT, float(tracked.dy_ppm_s)
    wx, wy = trigger.way[0] * ASPECT, trigger.way[1]
    pace = math.hypot(dx, dy)
    if pace < 10_000:
        return False
    cosine = (dx * wx + dy * wy) / (pace * math.hypot(wx, wy))
    return cosine < -math.cos(math.radians(trigger.tolerance_deg))


def run_conditions(trigger: Running, memory: Memory) -> Condition:
    """Who runs now. What is larger than a person is not a runner."""
    runs = [thing for thing in memory.things.values() if _runs(trigger, thing)]
    fastest = max((pace_mm_s(thing.trail) for thing in runs), default=0.0)
    where = where_of(runs[0].tracked) if runs else None
    # The stretch it takes to be sure is part of the time for which somebody must run.
    for_s = max(trigger.for_s - LEAST_STRETCH_S, 0.0)
    return Condition("", len(runs) >= trigger.at_least, for_s, RELEASE_S, fastest / 1000, where)


def _runs(trigger: Running, thing: Thing) -> bool:
    tracked = thing.tracked
    ground = tracked.ground
    if tracked.kind in (ThingKind.VEHICLE, ThingKind.ANIMAL):
        return False
    if ground is None or max(ground.tall_mm, ground.wide_mm) > LARGEST_RUNNER_MM or ground.tall_mm < 750:
        return False
    if tracked.box.bottom - tracked.box.top < LEAST_RUNNER_PPM:
        return False
    is_here = trigger.zone is None or is_inside(foot_of(tracked), trigger.zone)
    return is_here and pace_mm_s(thing.trail) >= trigger.speed_m_s * 1000
