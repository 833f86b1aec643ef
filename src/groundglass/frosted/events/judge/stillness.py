"""Rules about things that do not move: a person who is down, a thing that was left.

Apart from movement.py. Both go by size and stillness alone, in steps of a quarter of a metre, so both propose: somebody
who ties a shoe for long enough is down, and a dog that sleeps was left. Without a scale, shapes are compared instead of
sizes, which is coarser.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from groundglass.frosted.events.judge.memory import Condition, Memory, Thing, foot_of, where_of
from groundglass.frosted.events.judge.movement import ASPECT
from groundglass.frosted.events.rules import PersonDown, ThingLeft
from groundglass.frosted.events.shapes import is_inside
from groundglass.pane.observations import Tracked
from groundglass.pane.settings import Polygon

STOOD_MM: Final = 1250
LOW_MM: Final = 750
"""Somebody who sits is a metre tall or more; who lies is not, even seen from above along their length."""

LONG_MM: Final = 1000
LEAST_LYING_PPM: Final = 50_000
"""Breadth in the picture from which something that nobody saw standing may lie there: less is an edge far away."""

RELEASE_S: Final = 4.0
LARGEST_SHARE: Final = 0.12
"""Share of the picture's height below which something is small, where no scale is known."""


def measure(thing: Thing) -> Thing:
    """The thing with the tallest it ever was brought up to date."""
    tall = tall_of(thing.tracked)
    return thing if tall <= thing.tallest_mm else replace(thing, tallest_mm=tall)


def tall_of(tracked: Tracked) -> int:
    """Its height in millimetres, or without a scale in thousandths of the picture."""
    if tracked.ground is not None:
        return tracked.ground.tall_mm
    return (tracked.box.bottom - tracked.box.top) // 1000


def down_condition(trigger: PersonDown, memory: Memory) -> Condition:
    """Whoever is low and still now."""
    down = [thing.tracked for thing in memory.things.values() if _is_down(trigger, thing)]
    return Condition("", bool(down), 0.0, RELEASE_S, float(len(down)), where_of(down[0]) if down else None)


def left_condition(trigger: ThingLeft, memory: Memory) -> Condition:
    """Whatever is small and has not moved."""
    left = [thing.tracked for thing in memory.things.values() if _is_left(trigger, thing)]
    return Condition("", bool(left), 0.0, RELEASE_S, float(len(left)), where_of(left[0]) if left else None)


def _is_down(trigger: PersonDown, thing: Thing) -> bool:
    tracked = thing.tracked
    if tracked.still_s < trigger.for_s or not _is_here(trigger.zone, tracked):
        return False
    ground = tracked.ground
    if ground is not None:
        # Either somebody who had stood is low now, or what is there is as long as a person and lies.
        fell = thing.tallest_mm >= STOOD_MM and ground.tall_mm <= LOW_MM
        lies = ground.wide_mm >= LONG_MM and ground.tall_mm * 3 <= ground.wide_mm * 2
        lies = lies and (thing.tallest_mm >= STOOD_MM or tracked.box.right - tracked.box.left >= LEAST_LYING_PPM)
        return (fell and ground.wide_mm >= 500) or lies
    wide = (tracked.box.right - tracked.box.left) * ASPECT / 1000
    tall = tall_of(tracked)
    return tall * 1.25 < wide and tall * 1.6 < thing.tallest_mm


def _is_left(trigger: ThingLeft, thing: Thing) -> bool:
    tracked = thing.tracked
    if tracked.still_s < trigger.for_s or not _is_here(trigger.zone, tracked):
        return False
    ground = tracked.ground
    if ground is not None:
        # What it was before says nothing: when somebody puts a thing down, either may keep the number they shared.
        return max(ground.tall_mm, ground.wide_mm) <= trigger.largest_m * 1000
    wide = (tracked.box.right - tracked.box.left) * ASPECT / 1000
    return max(tall_of(tracked), wide) <= LARGEST_SHARE * 1000


def _is_here(zone: Polygon | None, tracked: Tracked) -> bool:
    return zone is None or is_inside(foot_of(tracked), zone)
