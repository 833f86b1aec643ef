"""Plain shapes in place of outlines: what stops a hidden person from being told by their walk or build.

Apart because it answers another question than the decision does. The decision says what must be hidden;
an outline that follows it exactly shows height, build and the rhythm of a stride. Here every region is
covered by an upright box whose size comes from a short list and whose place changes in steps, each to a place that is
partly chance. The cover is always a superset of what it was given: it can only hide more. It keeps a handful of boxes
and no picture, and assumes pictures of one camera in order.

Known weaknesses: boxes still tell how fast somebody goes, and so a little of who (design/decisions/0224), and which of
a few sizes they are near to, and a crowd is covered in columns, whose tops follow heads in steps.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np

from groundglass.clear.place.grid import Grid, Mask
from groundglass.pane.scale import PxPerMetre

Chance: TypeAlias = Callable[[], float]
"""A number from 0 to 1, the end not included, that nobody can foresee."""

LEAST_BLOCKS: Final = 5
"""Regions lower than this show no outline beyond the blocks themselves."""

SIZE_RATIO: Final = 1.3
"""From one height of the list to the next: without a scale most adults at one distance share one or two."""

STATURE_M: Final = 2.4
"""Height of a box where the scale is known: all adults share one, with the blocks by which a region exceeds them."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a box leaves around somebody, per its own height.

    `breadth` is how broad it is: stride and arms fit into it at all times, so that their rhythm does not move it.
    `astray` is how far it is put to one side at most when it moves, by chance: more than a bag, a lean or a pace shift
    the middle of a region, less than the room that is left around a stride (design/decisions/0224).
    """

    breadth: float
    astray: float


CLOSE: Final = Room(breadth=1.0, astray=0.1)
WIDE: Final = Room(breadth=1.6, astray=0.35)
"""Where the place is shown instead of people, hiding more of it costs little, and nobody has to be found in the box: so
wide that chance hides much of a pace as well (design/decisions/0237)."""

STEP: Final = 0.08
RISE: Final = 0.125
"""Steps, per height of the box, in which it moves across and along the picture. Measured (bench/attack): larger tell
more, since a box that hardly ever fits must stretch, and stretches as far as somebody is tall."""

SWAY: Final = 0.05
"""How far, per height of the box and at least a block, its middle may be from the region's before it moves. A box that
waits until somebody reaches its edge tells how far they stride and how fast (design/decisions/0208)."""

LOOSE: Final = 1.4
"""A box is taken for a smaller one only when its region has become this much smaller than it."""

COLUMN: Final = 0.15
"""Breadth of a crowd's columns per its height."""

CROWD: Final = 1.5
"""Breadth per height from which a region is several people and is covered in columns."""

MOST_BOXES: Final = 32

FIGURE: Final = (0.3, 0.7, 0.18, 0.95)
"""What of a box is drawn as the figure in it: left, right, top and bottom as shares of the box. It follows from
the box alone, so that it tells nothing more, and lets an operator count and see where somebody stands."""


@dataclass(frozen=True, slots=True)
class Box:
    """Blocks `top` to `bottom` and `left` to `right`, the ends not included; may reach beyond the picture."""

    top: int
    bottom: int
    left: int
    right: int

    def holds(self, other: Box) -> bool:
        return (
            self.top <= other.top
            and self.bottom >= other.bottom
            and self.left <= other.left
            and self.right >= other.right
        )

    def shared(self, other: Box) -> int:
        """Number of blocks that both have."""
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        wide = min(self.right, other.right) - max(self.left, other.left)
        return max(tall, 0) * max(wide, 0)

    @property
    def window(self) -> tuple[slice, slice]:
        """Its rows and columns, as far as they are in the picture."""
        return slice(max(self.top, 0), max(self.bottom, 0)), slice(max(self.left, 0), max(self.right, 0))

    @property
    def figure(self) -> Box:
        """The figure in it."""
        left, right, top, bottom = FIGURE
        return Box(
            self.top + round(top * self.tall), self.top + round(bottom * self.tall),
            self.left + round(left * self.wide), self.left + round(right * self.wide),
        )  # fmt: skip

    @property
    def tall(self) -> int:
        return self.bottom - self.top

    @property
    def wide(self) -> int:
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class _Put:
    """A box, and twice the middle that its region had when it was put there: where it is itself is partly chance."""

    box: Box
    middles: int


def by_chance() -> float:
    """A number of the system's own randomness: what is foreseen can be taken out again."""
    return int.from_bytes(os.urandom(4)) / 2**32


class Cover:
    """Covers the regions of one camera's pictures. Not for use by two threads."""

    def __init__(self, grid: Grid, scale: PxPerMetre | None, chance: Chance = by_chance) -> None:
        self._grid = grid
        self._scale = scale
        self._chance = chance
        self._put: tuple[_Put, ...] = ()
        self.figures: Mask = np.zeros(grid.shape, np.bool_)
        """Of what was covered last, the blocks drawn as figures: the middle of each box, and all that has none."""

    def over(self, hidden: Mask, room: Room = CLOSE) -> Mask:
        """Return `hidden` and all that its regions' boxes add; shape (rows, columns), never less than given.

        1. The result begins as what must be hidden, so that nothing below can show more.
        2. More regions than boxes: only the largest get one; the smaller are noise, hidden as they are.
        3. A region that fits into the box it had, and has hardly moved since, keeps it: so boxes move in steps.
        4. Any other gets a box from the list of sizes, at a place from the list of places, to one side by chance.
        5. The figures are those of the boxes, never of the regions: what lies beside them is hidden like them.
        """
        # 1.
        out = hidden.copy()
        count, parts, stats, _ = cv2.connectedComponentsWithStats(hidden.astype(np.uint8), connectivity=8)
        # 2.
        order = (np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:MOST_BOXES] + 1).tolist() if count > 1 else []
        put: list[_Put] = []
        for part in order:
            left, top, wide, tall = (int(v) for v in stats[part, :4])
            region = Box(top, top + tall, left, left + wide)
            if region.tall < LEAST_BLOCKS:
                continue
            if region.wide > CROWD * region.tall:
                self._columns(out, parts[top : top + tall, left : left + wide] == part, region)
                continue
            # 3., 4.
            put.append(self._kept(region, room) or self._fresh(region, room))
            out[put[-1].box.window] = True
        self._put = tuple(put)
        # 5.
        self.figures = out.copy()
        for one in put:
            self.figures[one.box.window] = False
        for one in put:
            self.figures[one.box.figure.window] = True
        return out

    def _kept(self, region: Box, room: Room) -> _Put | None:
        tall = self._stature(region)
        for put in self._put:
            box = put.box
            is_near = abs(region.left + region.right - put.middles) <= 2 * max(SWAY * box.tall, 1)
            is_loose = box.tall > tall * LOOSE or box.wide > self._breadth(region, box.tall, room) * LOOSE
            if box.holds(region) and is_near and not is_loose:
                return put
        return None

    def _fresh(self, region: Box, room: Room) -> _Put:
        tall = self._stature(region)
        before = max((put.box for put in self._put), key=region.shared, default=None)
        if before is not None and region.shared(before) and tall < before.tall <= tall * LOOSE:
            # Who was in a taller box a moment ago has not grown smaller by bending a knee.
            tall = before.tall
        wide = self._breadth(region, tall, room)
        if before is not None and region.shared(before) and wide < before.wide <= wide * LOOSE:
            wide = before.wide
        across, along = max(1, round(STEP * tall)), max(1, round(RISE * tall))
        astray = (2 * self._chance() - 1) * room.astray * tall
        left = math.floor(((region.left + region.right - wide) / 2 + astray) / across + 0.5) * across
        left = max(min(left, region.left), region.right - wide)
        bottom = -(-region.bottom // along) * along
        return _Put(Box(min(bottom - tall, region.top), bottom, left, left + wide), region.left + region.right)

    def _stature(self, region: Box) -> int:
        """Height of the box for a region, in blocks, at least the region's."""
        tall = region.tall
        if self._cut(region):
            step = max(1, round(RISE * tall))
            return -(-tall // step) * step
        if self._scale is not None:
            block_px = self._grid.block_px
            foot = min(region.bottom * block_px / self._grid.height, 1.0)
            adult = math.ceil(STATURE_M * self._scale.at(foot) / block_px)
            if tall <= adult <= 4 * tall:
                return adult
        power = math.ceil(math.log(tall / LEAST_BLOCKS) / math.log(SIZE_RATIO) - 1e-9)
        return math.ceil(LEAST_BLOCKS * SIZE_RATIO**power)

    def _cut(self, region: Box) -> bool:
        # Cut by the picture's upper or lower edge, a region does not show how tall somebody is, and is so
        # near that a full box would hide most of the view: steps must do there.
        return region.top <= 0 or region.bottom >= self._grid.rows

    def _breadth(self, region: Box, tall: int, room: Room) -> int:
        """Breadth of a box of this height for a region, in blocks, at least the region's."""
        cut = self._cut(region)
        usual = 0 if cut else math.ceil(room.breadth * tall)
        step = max(1, round((RISE if cut else STEP) * tall))
        return usual + max(0, -(-(region.wide - usual) // step)) * step

    def _columns(self, out: Mask, inside: Mask, region: Box) -> None:
        """Cover several people in columns down to the lowest foot, their tops in steps."""
        step = max(2, round(COLUMN * region.tall))
        tops = inside.argmax(axis=0)  # what hangs together has a block in each of its columns
        for left in range(region.left // step * step, region.right, step):
            top = int(tops[max(left - region.left, 0) : left + step - region.left].min())
            out[(region.top + top) // step * step : region.bottom, left : left + step] = True
