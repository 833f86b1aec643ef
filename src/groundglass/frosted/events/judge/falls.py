"""Whether a low shape is somebody who fell: it was somebody before, or somebody came to where it lies.

Apart from stillness.py, which judges the shape itself: here it is asked how it came about. A number may be handed on:
who walks past somebody goes on under a new one, and the old one stays with the other's shadow. And what nobody came to
is an edge whose look has changed with the light. Without a scale nothing is known of distances: every shape counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from groundglass.frosted.events.judge.memory import Memory, Thing, Trail, seconds
from groundglass.frosted.events.judge.owners import UPRIGHT_MM, WITH_MM
from groundglass.frosted.events.judge.pace import DEPTH_ERROR
from groundglass.pane.ids import TICKS_PER_S, Instant90k, TrackId
from groundglass.pane.observations import OnGround, PpmBox

CAME_S: Final = 5.0
CAME_MM: Final = 1_500
"""Somebody who lies came on their feet: so lately, and so near as that is known (pace.py); or is no longer so near to
where they were seen first."""

HANDED_S: Final = 3.0
EVERY_90K: Final = TICKS_PER_S // 2


def trodden(memory: Memory, things: Mapping[TrackId, Thing], at: Instant90k) -> Trail:
    """Where people stood in the last seconds, twice a second."""
    recent = tuple(spot for spot in memory.trodden if 0 <= seconds(spot[0], at) <= CAME_S)
    if recent and at - recent[-1][0] < EVERY_90K:
        return recent
    grounds = (thing.tracked.ground for thing in things.values())
    return (*recent, *((at, one.across_mm, one.away_mm) for one in grounds if one is not None and _is_upright(one)))


def explained(thing: Thing, memory: Memory, at: Instant90k) -> Thing:
    """The thing with what is known of its coming. `memory` is of the moment before.

    1. Whether somebody was here when it began, or it has moved since.
    2. Where somebody else has gone on from where it stood, it never stood.
    """
    ground = thing.tracked.ground
    if ground is None:
        return thing
    here = ground.across_mm, ground.away_mm
    if thing.begun is None:
        came = any(_is_near(here, spot[1:]) for spot in memory.trodden)
        thing = replace(thing, begun=here, has_come=came)
    elif not thing.has_come:  # 1
        thing = replace(thing, has_come=not _is_near(thing.begun, here))
    if thing.stood_box is not None and not _is_upright(ground) and _went_on(thing, memory):  # 2
        return replace(thing, tallest_mm=ground.tall_mm, stood_box=None, stood_ppm=0, mm_per_ppm=0.0)
    return thing


def is_shadow(thing: Thing, memory: Memory) -> bool:
    """Whether somebody stands beside it who did not move since before it was low."""
    here = thing.tracked.ground
    if here is None:
        return False
    for number, other in memory.things.items():
        ground = other.tracked.ground
        if number == thing.tracked.track or ground is None or not _is_upright(ground):
            continue
        is_beside = math.hypot(ground.across_mm - here.across_mm, ground.away_mm - here.away_mm) <= WITH_MM
        if is_beside and other.tracked.still_s >= seconds(thing.so_since, memory.things_at):
            return True
    return False


def _is_upright(ground: OnGround) -> bool:
    return ground.tall_mm >= UPRIGHT_MM


def _is_near(here: tuple[int, int], there: tuple[int, int]) -> bool:
    far, farther = sorted((math.hypot(*here), math.hypot(*there)))
    aside = abs(math.atan2(*here) - math.atan2(*there)) * far
    return aside <= CAME_MM and farther - far <= CAME_MM + DEPTH_ERROR * farther


def _went_on(thing: Thing, memory: Memory) -> bool:
    """Whether somebody upright began, just as it stood last, where it stood."""
    stood = thing.stood_box
    return stood is not None and any(
        number != thing.tracked.track
        and abs(seconds(thing.stood_at, other.first_at)) <= HANDED_S
        and (ground := other.tracked.ground) is not None
        and _is_upright(ground)
        and _overlap(other.tracked.box, stood)
        for number, other in memory.things.items()
    )


def _overlap(one: PpmBox, other: PpmBox) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
