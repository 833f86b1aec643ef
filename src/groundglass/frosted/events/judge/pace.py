"""How fast somebody goes, from where they stood in the last seconds: what tells who runs from what only seems to.

Apart from movement.py because it is about error. Where somebody stands is known well to the side, since that is a
direction from the camera, and badly along the line of sight: a foot that is taken for a little lower is metres nearer,
and whoever walks out of the picture at its side seems to hurry away. So a stretch is parted into its two halves, each
half into what was gone aside and what was gone along the line of sight, and of the latter only what cannot be an error
counts. Lengths in millimetres.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from groundglass.frosted.events.judge.memory import Thing, Trail, seconds
from groundglass.pane.ids import Instant90k

STRETCH_S: Final = 1.6
LEAST_STRETCH_S: Final = 1.0
LEAST_TRAIL: Final = 5
SAME_WAY: Final = 0.7
"""Running is judged over a stretch; its two halves go the same way when the cosine between them is at least this."""

DEPTH_ERROR: Final = 0.25
"""A distance from the camera is known to this share of itself: a car's rear is somebody farther away."""

FASTEST_MM_S: Final = 7_000
"""Nobody in the street is faster over a second: it is a vehicle, or two who were taken for one."""

NEAREST_MM: Final = 2_000
"""Whoever is nearer than this is seen from above, where every way is known as well as any other."""

Spot = tuple[Instant90k, int, int]


def keep_trail(thing: Thing, at: Instant90k) -> Thing:
    """The thing with where it stands now, and without what is longer ago than a stretch of running takes."""
    ground = thing.tracked.ground
    if ground is None:
        return thing if not thing.trail else replace(thing, trail=())
    recent = tuple(one for one in thing.trail if 0 <= seconds(one[0], at) <= STRETCH_S)
    return replace(thing, trail=(*recent, (at, ground.across_mm, ground.away_mm)))


def pace_mm_s(trail: Trail) -> float:
    """The slower half of a stretch; nothing where the halves disagree, or are faster than anybody.

    A leap (somebody is taken for somebody else) is in one half only, or is too fast.
    """
    if len(trail) < LEAST_TRAIL or seconds(trail[0][0], trail[-1][0]) < LEAST_STRETCH_S:
        return 0.0
    middle = trail[len(trail) // 2]
    if max(_speed(trail[0], middle), _speed(middle, trail[-1])) > FASTEST_MM_S:
        return 0.0
    first, second = _sure(trail[0], middle), _sure(middle, trail[-1])
    far = math.hypot(*first) * math.hypot(*second)
    if far == 0 or (first[0] * second[0] + first[1] * second[1]) / far < SAME_WAY:
        return 0.0
    return min(math.hypot(*first), math.hypot(*second))


def _speed(old: Spot, new: Spot) -> float:
    """As it looks, in millimetres a second."""
    return math.hypot(new[1] - old[1], new[2] - old[2]) / seconds(old[0], new[0])


def _sure(old: Spot, new: Spot) -> tuple[float, float]:
    """Millimetres a second aside and along the line of sight, the latter without what may be an error."""
    lasted_s = seconds(old[0], new[0])
    if min(old[2], new[2]) < NEAREST_MM:
        return (new[1] - old[1]) / lasted_s, (new[2] - old[2]) / lasted_s
    far_old, far_new = math.hypot(old[1], old[2]), math.hypot(new[1], new[2])
    turned = math.atan2(new[1], new[2]) - math.atan2(old[1], old[2])
    deep = far_new - far_old
    sure = max(abs(deep) - DEPTH_ERROR * max(far_old, far_new), 0.0)
    return turned * min(far_old, far_new) / lasted_s, math.copysign(sure, deep) / lasted_s
