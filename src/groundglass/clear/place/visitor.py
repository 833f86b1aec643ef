"""One region of change while it lasts: where it began, how far it went, and what that makes of it.

Apart because it is what is said of one region alone; what regions say of each other, and of the place, is in
visitors.py. It lives for seconds, has a number that nobody else uses, and nothing of what it looked like.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from groundglass.clear.place.displaced import displace_box
from groundglass.clear.place.outline import Box, both

FURTHER: Final = 1.2
"""Times its own size that a region must go to have passed."""

INWARD: Final = 0.6
"""The same for one that came from outside: a body that the picture's edge cuts stirs by less."""

STRIDE: Final = 0.6
"""Times its own length that a region must have gone to have been on its way when it became part of another."""

QUICK_S: Final = 0.2
"""Time between two pictures up to which something that only one of them shows is a streak of rain and no stir."""

STREAK_BLOCKS: Final = 12
"""Most blocks of such a streak."""

RAINED_BLOCKS: Final = 40
"""Most blocks of what rain draws in one picture: streaks beside each other are one region."""

FRAIL_BLOCKS: Final = 6
"""Most blocks of a strip, one block thin, that is fluttering tape or a twig and not the rim of somebody who stirs."""

APART_S: Final = 0.2
"""Time for which two regions must have been seen by themselves to be two who met."""

FRAGMENT_S: Final = 1.0
"""Time from which a part that split off is somebody, and may have stirred before another came."""

REST: Final = 0.2
"""Share of its own width by which the middle of a region that rests may move: less than any gait, however slow."""


@dataclass(slots=True)
class Visitor:
    """One region while it lasts. Lengths in blocks.

    `x` and `y` are its middle where it began and `centre` is where it is now; `stays_at` is where it was when it had
    last gone further than its own size, `stays_s` ago; `rests_at` and `rests_s` are the same for the way of a region
    that rests. `met` is true once another region became part of it, `told` once that was no part of its own; `part_of`
    is the number of the one that it split off, 0 for none; `went` is how far it then went by itself. `stayed_blocks` is
    the most that it had while it stayed, until it leaves. `home` holds all its boxes until it first went further than
    its own size, `here` all since it last did. `fleeting` is true of a speck while one picture alone has shown it, and
    where rain falls while two have; `pictures` is how many have. `reached` is true once somebody joined it at the edge.
    `frail` is true while it never was more than a thin strip of what trembles.
    """

    number: int
    x: float
    y: float
    travelled: float
    across: float
    length: float
    from_outside: bool
    box: Box
    blocks: int
    most_blocks: int
    tall: int
    centre: tuple[float, float]
    seen_s: float = 0.0
    stays_s: float = 0.0
    stays_at: tuple[float, float] = (0.0, 0.0)
    rests_s: float = 0.0
    rests_at: tuple[float, float] = (0.0, 0.0)
    met: bool = False
    told: bool = False
    fleeting: bool = False
    part_of: int = 0
    here: Box = (0, 0, 0, 0)
    home: Box | None = None
    went: float = 0.0
    stayed_blocks: int = 0
    pictures: int = 1
    reached: bool = False
    frail: bool = False

    @property
    def passed(self) -> bool:
        """It went further than its own size, or half as far from outside: not something that belongs here."""
        return self.travelled > (INWARD if self.from_outside else FURTHER) * self.across

    @property
    def strode(self) -> bool:
        """It was on its way: nobody who stands there leans or sways as far as that."""
        return self.travelled > (STRIDE / 2 if self.from_outside else STRIDE) * self.length

    @property
    def sure(self) -> bool:
        """It has stirred, if it ends now: it moved, by itself, and not for a moment as a part of something else."""
        alone = self.seen_s >= (FRAGMENT_S if self.part_of else APART_S) and not self.met
        return alone and self.went > 0.0 and not self.idle

    @property
    def idle(self) -> bool:
        """Its end would be no stir: it went on, or it was a drop of rain, or a strip of something that flutters."""
        return self.passed or self.fleeting or self.frail

    @property
    def left(self) -> bool:
        """It passed, and by a way of its own: a part has that of its whole to begin with, and may stay where it is."""
        return self.passed and (not self.part_of or self.went > FURTHER * self.across)

    def move(self, centre: tuple[float, float], box: Box, blocks: int, step_s: float, *, in_rain: bool = False) -> None:
        """It is here now, `step_s` after it was seen last."""
        self.centre, self.box, self.blocks, self.tall = centre, box, blocks, box[3]
        self.fleeting = self.fleeting and in_rain and self.pictures == 1 and blocks <= RAINED_BLOCKS
        self.pictures += 1
        self.most_blocks = max(self.most_blocks, blocks)
        self.across = max(self.across, float(min(box[2:])))
        self.length = max(self.length, float(max(box[2:])))
        self.went = max(self.went, math.dist(centre, (self.x, self.y)))
        self.travelled = max(self.travelled, self.went)
        self.seen_s, self.stays_s, self.rests_s = self.seen_s + step_s, self.stays_s + step_s, self.rests_s + step_s
        if math.dist(centre, self.stays_at) > FURTHER * min(box[2:]):
            self.home = self.home or self.here
            self.stays_at, self.stays_s, self.here = centre, 0.0, box
        self.here = both(self.here, box)
        if math.dist(centre, self.rests_at) > REST * min(box[2:]):
            self.rests_at, self.rests_s = centre, 0.0

    def displace(self, right: int, down: int) -> None:
        """The picture moved by so many blocks: all that is kept of where it was moves along."""
        self.x, self.y = self.x + right, self.y + down
        self.centre, self.stays_at, self.rests_at = (
            (x + right, y + down) for x, y in (self.centre, self.stays_at, self.rests_at)
        )
        self.box, self.here = displace_box(self.box, right, down), displace_box(self.here, right, down)
        self.home = self.home and displace_box(self.home, right, down)

    def begin_anew(self) -> None:
        """How far it went was how far two went together: it counts for none of them."""
        self.x, self.y = self.centre
        self.travelled, self.went, self.across, self.from_outside = 0.0, 0.0, float(min(self.box[2:])), False
        self.length, self.met = float(max(self.box[2:])), False
        self.told = self.reached = False
