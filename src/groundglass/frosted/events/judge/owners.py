"""Whose a small thing is: it is left when somebody who was beside it has gone, and nobody is beside it now.

Apart from stillness.py, which judges one thing by itself: here things are seen together. It tells a bag from the lap of
somebody who sits, whom nobody leaves there, and from the shadow of somebody who stands beside it. Nobody is recognised:
beside is a distance on the ground, gone is a number that is elsewhere or ended. Without a scale nothing is known of
distances, and everything counts as left.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from groundglass.frosted.events.judge.memory import Thing, seconds
from groundglass.pane.ids import Instant90k, TrackId
from groundglass.pane.observations import ThingKind

UPRIGHT_MM: Final = 1250
BESIDE_MM: Final = 4_000
GONE_MM: Final = 5_000
"""Who was nearer than the first when it came to rest may have put it there; who is farther than the second has gone."""

SOON_S: Final = 5.0
"""It comes to rest for so long: somebody bends, puts it down, turns, and only then is it seen by itself."""

WITH_MM: Final = 1_500
"""Whoever is so near is with it."""

ALONE_S: Final = 5.0
"""A thing stays where it was left. The shadow and the lap of somebody who has got up are gone by then."""


def attended(things: Mapping[TrackId, Thing], at: Instant90k) -> dict[TrackId, Thing]:
    """The things with who may have left them brought up to date, for those that are small at this moment."""
    return {number: _attended(thing, things, at) if thing.so_at == at else thing for number, thing in things.items()}


def is_alone(thing: Thing, at: Instant90k) -> bool:
    """Whether somebody has gone from it, and nobody has been with it for some seconds."""
    if thing.tracked.ground is None:
        return True
    return thing.is_left and seconds(thing.with_at, at) >= ALONE_S


def _attended(thing: Thing, things: Mapping[TrackId, Thing], at: Instant90k) -> Thing:
    people = _people(thing, things)
    beside, is_left = thing.beside, thing.is_left
    if thing.so_since == at:
        beside, is_left = frozenset(), False
    if seconds(thing.so_since, at) <= SOON_S:
        beside |= {number for number, away in people.items() if away <= BESIDE_MM}
    is_left = is_left or any(people.get(number, math.inf) > GONE_MM for number in beside)
    with_at = at if any(away <= WITH_MM for away in people.values()) else thing.with_at
    return replace(thing, beside=beside, is_left=is_left, with_at=with_at)


def _people(thing: Thing, things: Mapping[TrackId, Thing]) -> dict[TrackId, float]:
    """How far each upright one of the others is from it, in millimetres."""
    here, own = thing.tracked.ground, thing.tracked.track
    if here is None:
        return {}
    return {
        number: math.hypot(ground.across_mm - here.across_mm, ground.away_mm - here.away_mm)
        for number, other in things.items()
        if number != own
        and other.tracked.kind not in (ThingKind.VEHICLE, ThingKind.ANIMAL)
        and (ground := other.tracked.ground) is not None
        and ground.tall_mm >= UPRIGHT_MM
    }
