"""Rules about things that do not move: a person who is down, a thing that was left.

Apart from movement.py. Both go by size and stillness alone, in steps of a quarter of a metre, so both propose: somebody
who ties a shoe for long enough is down, and a dog that sleeps was left. Without a scale, shapes are compared instead of
sizes, which is coarser.

Of somebody who sits, the legs may look like the bench before which they are: what is left to see is as small as a bag,
or as low as somebody who lies. But their head is where it was. So a size counts when it has lasted, and not where the
upper edge of somebody who was tall at this spot is still high above the ground they stood on.

Where a site brings a detector, what it called a vehicle is nobody who fell, and what it called a person, an animal or a
vehicle is nothing that was left. It may still call somebody who lies an animal: that counts as somebody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from groundglass.frosted.events.judge.falls import is_shadow
from groundglass.frosted.events.judge.memory import Condition, Memory, Thing, foot_of, seconds, where_of
from groundglass.frosted.events.judge.movement import ASPECT
from groundglass.frosted.events.judge.owners import is_alone
from groundglass.frosted.events.rules import PersonDown, ThingLeft
from groundglass.frosted.events.shapes import is_inside
from groundglass.pane.ids import Instant90k
from groundglass.pane.observation_bytes import PPM
from groundglass.pane.observations import SIZE_STEP_MM, ThingKind, Tracked

STOOD_MM: Final = 1250
LOW_MM: Final = 750
"""Somebody who sits is a metre tall or more; who lies is not, even seen from above along their length."""

LONG_MM: Final = 1000
LONGEST_MM: Final = 2250
"""As long as a person: more is a bench or a shadow. Who lies is no taller in the picture than the first of these."""

LEAST_LYING_PPM: Final = 50_000
"""Breadth in the picture from which something that nobody saw standing may lie there: less is an edge far away."""

EDGE_PPM: Final = 10_000
"""What reaches so near to the picture's side may go on beyond it: nobody knows how long it is."""

LEAST_LOW_MM: Final = 500
"""Less is the shadow of somebody: it is flat, and not as long as a person."""

HEAD_MM: Final = 900
"""The upper edge of somebody who fell is no higher above the ground where they stood."""

GRACE_S: Final = 1.0
SETTLING_S: Final = 2.0
"""A shape may be interrupted for so long; and it follows what is there by so much later than stillness."""

RELEASE_S: Final = 4.0
LARGEST_SHARE: Final = 0.12
"""Share of the picture's height below which something is small, where no scale is known."""


def measure(trigger: PersonDown | ThingLeft, thing: Thing, at: Instant90k) -> Thing:
    """The thing with what is known of its shape brought up to date."""
    tall, box = tall_of(thing.tracked), thing.tracked.box
    if thing.tracked.ground is not None and tall >= max(STOOD_MM, thing.tallest_mm - SIZE_STEP_MM):
        per_ppm = tall / (box.bottom - box.top)
        thing = replace(thing, stood_ppm=box.bottom, mm_per_ppm=per_ppm, stood_box=box, stood_at=at)
    thing = replace(thing, tallest_mm=max(tall, thing.tallest_mm))
    is_so = _lies(thing) if isinstance(trigger, PersonDown) else _is_small(trigger, thing)
    if not is_so:
        return thing
    has_lasted = thing.so_at is not None and seconds(thing.so_at, at) <= GRACE_S
    return replace(thing, so_since=thing.so_since if has_lasted else at, so_at=at)


def tall_of(tracked: Tracked) -> int:
    """Its height in millimetres, or without a scale in thousandths of the picture."""
    if tracked.ground is not None:
        return tracked.ground.tall_mm
    return (tracked.box.bottom - tracked.box.top) // 1000


def down_condition(trigger: PersonDown, memory: Memory) -> Condition:
    """Whoever is low and still now."""
    return _condition(trigger, memory)


def left_condition(trigger: ThingLeft, memory: Memory) -> Condition:
    """Whatever is small and has not moved."""
    return _condition(trigger, memory)


def _condition(trigger: PersonDown | ThingLeft, memory: Memory) -> Condition:
    found = [thing.tracked for thing in memory.things.values() if _is_told(trigger, thing, memory)]
    return Condition("", bool(found), 0.0, RELEASE_S, float(len(found)), where_of(found[0]) if found else None)


def _is_told(trigger: PersonDown | ThingLeft, thing: Thing, memory: Memory) -> bool:
    """Still for long enough, and of the shape that is looked for since then and now."""
    tracked, at = thing.tracked, memory.things_at
    if tracked.still_s < trigger.for_s or thing.so_at is None or seconds(thing.so_at, at) > GRACE_S:
        return False
    if seconds(thing.so_since, thing.so_at) < trigger.for_s - SETTLING_S:
        return False
    if isinstance(trigger, ThingLeft) and not is_alone(thing, at):
        return False
    if isinstance(trigger, PersonDown) and thing.tallest_mm < STOOD_MM and is_shadow(thing, memory):
        return False
    return trigger.zone is None or is_inside(foot_of(tracked), trigger.zone)


def _lies(thing: Thing) -> bool:
    """Either somebody who had stood is low now, or what is there is as long as a person and lies."""
    tracked = thing.tracked
    ground = tracked.ground
    if tracked.kind is ThingKind.VEHICLE:
        return False
    if ground is not None:
        has_stood = thing.tallest_mm >= STOOD_MM
        fell = has_stood and LEAST_LOW_MM <= ground.tall_mm <= LOW_MM and ground.wide_mm >= 500
        fell = fell and _head_mm(thing) <= HEAD_MM
        lies = LONG_MM <= ground.wide_mm <= LONGEST_MM and ground.tall_mm <= min(LONG_MM, ground.wide_mm * 2 // 3)
        left, right = tracked.box.left, tracked.box.right
        is_whole = left >= EDGE_PPM and right <= PPM - EDGE_PPM
        is_seen = thing.has_come and is_whole and right - left >= LEAST_LYING_PPM
        return fell or (lies and (has_stood or is_seen))
    wide = (tracked.box.right - tracked.box.left) * ASPECT / 1000
    tall = tall_of(tracked)
    return tall * 1.25 < wide and tall * 1.6 < thing.tallest_mm


def _is_small(trigger: ThingLeft, thing: Thing) -> bool:
    """What it was before says little: when somebody puts a thing down, either may keep the number they shared."""
    tracked = thing.tracked
    ground = tracked.ground
    if tracked.kind is not ThingKind.UNNAMED:
        return False
    if ground is not None:
        largest_mm = trigger.largest_m * 1000
        return max(ground.tall_mm, ground.wide_mm, _head_mm(thing)) <= largest_mm
    wide = (tracked.box.right - tracked.box.left) * ASPECT / 1000
    return max(tall_of(tracked), wide) <= LARGEST_SHARE * 1000


def _head_mm(thing: Thing) -> float:
    """How high its upper edge is above where its foot was when it was last seen to be tall; 0 if it never was."""
    return (thing.stood_ppm - thing.tracked.box.top) * thing.mm_per_ppm
