"""Regions that do not match the place: where they began, how far they went, and what their end proves.

Apart because this is the evidence that no single block has. A region that crossed the picture was
something passing, and what comes back behind it is evidence for the place. A region that only stirred
where it was began with something that was taken for the place and is not: what it touched must be
proven anew. The numbers given to regions live for seconds and leave this module only as tones.
"""

from __future__ import annotations

import math
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from groundglass.clear.place.displaced import displace_labels
from groundglass.clear.place.grid import Grid, Map, Mask
from groundglass.clear.place.outline import Box, around, to_edge
from groundglass.clear.place.rain import Rain
from groundglass.clear.place.stays import Stays
from groundglass.clear.place.visitor import (
    APART_S,
    FRAGMENT_S,
    FRAIL_BLOCKS,
    QUICK_S,
    RAINED_BLOCKS,
    STREAK_BLOCKS,
    Visitor,
)

Labels = npt.NDArray[np.int32]
"""Number of the region each block belongs to; 0 is none. Shape (rows, columns)."""

LEAST_BLOCKS: Final = 4
"""Smaller regions are noise: hidden like the rest, never evidence."""

MOST_VISITORS: Final = 64
_CLOSE = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
_NEAR = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))

WHOLE: Final = 0.5
"""Share of the most blocks it ever had from which a visitor is seen whole, and not a part of it that still stirs."""

STAYED: Final = 0.5
"""Share of the evidence time without going further than its own size after which who met another must pass anew."""

SETTLED: Final = 0.5
"""Share of a region's blocks that must have held their look before, for it to have come from outside."""

REACHED: Final = 1.5
"""Times its blocks to which a region must grow in one picture, up to the edge, for somebody to have joined it
(design/decisions/0249): who comes in touches the edge at once, and who leaves grows smaller there."""

RESTS_S: Final = 1.5
"""Time from which it rests."""

JOINED: Final = 1.5
"""Times the blocks that it stayed with which a region must have had to have left with somebody else in it."""


class Visitors:
    """Follows regions from picture to picture by overlap."""

    def __init__(self, grid: Grid, evidence_s: float) -> None:
        self._grid = grid
        self._stayed_s = STAYED * evidence_s
        self._next = 1
        self._known: dict[int, Visitor] = {}
        self.labels: Labels = np.zeros(grid.shape, np.int32)
        self._touched: Labels = np.zeros(grid.shape, np.int32)
        self._credited: Labels = np.zeros(grid.shape, np.int32)
        self.uncovered: Mask = np.zeros(grid.shape, np.bool_)
        self.sure: Mask = np.zeros(grid.shape, np.bool_)
        self._passing: Mask | None = None
        self._stays = Stays(grid)
        self._rain = Rain(grid)

    @property
    def passing(self) -> Mask:
        """Blocks of the regions that came from elsewhere. Not to be written to."""
        if self._passing is None:
            self._passing = _among(self.labels, [one for one in self._known.values() if one.passed])
        return self._passing

    def taller(self, blocks: int) -> Mask:
        """Blocks of the regions that are now at least this many blocks tall."""
        return _among(self.labels, [one for one in self._known.values() if one.tall >= blocks])

    @property
    def stirring(self) -> Mask:
        """Blocks in and around the regions that have not passed by: what is near them waits for proof."""
        restless = np.zeros(self._grid.shape, np.uint8)
        for visitor in self._known.values():
            if not visitor.idle:
                restless |= to_edge(self.labels == visitor.number)
        return around(restless)

    def displace(self, right: int, down: int) -> None:
        """The picture moved by so many blocks: who is in it went as far as before. Where they touched is forgotten."""
        self.labels = displace_labels(self.labels, right, down)
        self._touched, self._credited = self.labels.copy(), np.zeros(self._grid.shape, np.int32)
        self._passing, self._stays = None, Stays(self._grid)
        self.uncovered = np.zeros(self._grid.shape, np.bool_)
        for visitor in self._known.values():
            visitor.displace(right, down)

    def follow(self, changed: Mask, settled: Mask, trembling: Mask, step_s: float) -> Mask:
        """Take the changed blocks, `step_s` after the last; return the blocks whose evidence a stir has voided.

        Of these `sure` are then those of somebody who was seen to stir by themselves. The others may as well be of
        several who were one region for a moment, as when a camera is switched on while people walk by.

        `settled` are the blocks that held their look for a while. Only there does a region at the picture's edge come
        from outside: somebody who stands and sways at the edge from the first picture on touches it as well.
        Of `trembling` blocks alone a thin strip may be that belongs to nobody.
        """
        joined = cv2.morphologyEx(changed.astype(np.uint8), cv2.MORPH_CLOSE, _CLOSE)
        _, parts, stats, centres = cv2.connectedComponentsWithStats(joined, connectivity=8, ltype=cv2.CV_32S)
        before = self._known
        striding = {number for number, visitor in before.items() if visitor.strode or visitor.passed}
        seen: dict[int, Visitor] = {}
        labels = np.zeros(self._grid.shape, np.int32)
        order = np.argsort(-stats[1:, cv2.CC_STAT_AREA])[:MOST_VISITORS] + 1
        wide = np.asarray(cv2.dilate(self.labels.astype(np.float32), _NEAR), np.int32)
        for part in order:
            if stats[part, cv2.CC_STAT_AREA] < LEAST_BLOCKS:
                break
            left, top, width, height = (int(v) for v in stats[part, :4])
            window = np.s_[top : top + height, left : left + width]
            inside = parts[window] == part
            earlier = np.bincount(wide[window][inside])
            earlier[0] = 0
            number = int(earlier.argmax()) if earlier.any() else 0
            box, blocks = (left, top, width, height), int(stats[part, cv2.CC_STAT_AREA])
            outside = self._at_edge(box) and float(np.mean(settled[window][inside])) > SETTLED
            visitor = self._continue(number, before, seen, centres[part], box, blocks, outside, step_s)
            strip = blocks <= FRAIL_BLOCKS and min(width, height) == 1 and bool(trembling[window][inside].all())
            visitor.frail = strip and not visitor.part_of and (visitor.frail or visitor.pictures == 1)
            seen[visitor.number] = visitor
            labels[window][inside] = visitor.number
        gone = [visitor for number, visitor in before.items() if number not in seen]
        self._rain.watch([one.centre for one in gone if one.fleeting and one.pictures == 1], step_s)
        gone, met, sure = self._meet(gone, striding, seen, labels)
        void = around(met | self._void(gone))
        self._known, self.labels, self._passing = seen, labels, None
        np.copyto(self._touched, labels, where=labels > 0)
        self._uncover()
        self.sure = around(sure)
        return void | self._stay(step_s)

    def _meet(
        self, gone: list[Visitor], striding: set[int], seen: dict[int, Visitor], labels: Labels
    ) -> tuple[list[Visitor], npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """Those who met another and stayed must pass anew; return those who are gone by themselves.

        While two are one region its middle goes where neither went; and when they part, somebody who only stirs may
        be left with the number and the way of one who passed by. Who was on their way when they met has not stirred:
        what they touched the other has touched; nor has a part that is one with its whole again, and nobody else has
        come to the whole. Of whom another came to before they were on their way, what they stirred until then is
        returned as well: the way of both says nothing of it any more. And returned is what was stirred for sure: by
        those whose end was no meeting, and by those who had been there for long enough to be known when another came.
        """
        alone = []
        stirred, sure = np.zeros(self._grid.shape, np.uint8), np.zeros(self._grid.shape, np.uint8)
        for visitor in gone:
            into = labels[self.labels == visitor.number]
            held = into[into > 0]
            if not held.size:
                alone.append(visitor)
                if visitor.sure:
                    sure |= self._stir(visitor)
                continue
            whole = seen[int(np.bincount(held).argmax())]
            returned = visitor.part_of == whole.number
            if held.size > WHOLE * into.size and min(visitor.seen_s, whole.seen_s) >= APART_S:
                if not (whole.told or whole.part_of or returned or whole.number in striding):
                    stir = self._stir(whole)
                    stirred |= stir
                    if whole.seen_s >= FRAGMENT_S:
                        sure |= stir
                    self._touched[self._touched == whole.number] = 0
                whole.met, whole.told = True, whole.told or not returned
            again = returned or (visitor.part_of > 0 and visitor.seen_s < FRAGMENT_S)
            if (visitor.strode or again) and not visitor.passed:
                self._touched[self._touched == visitor.number] = whole.number
            else:
                alone.append(visitor)
        for visitor in seen.values():
            if visitor.met and visitor.passed and visitor.stays_s > self._stayed_s:
                self._touched[self._touched == visitor.number] = 0
                visitor.begin_anew()
        return alone, stirred, sure

    def _at_edge(self, box: Box) -> bool:
        left, top, width, height = box
        return min(left, top) == 0 or left + width == self._grid.columns or top + height == self._grid.rows

    def _continue(
        self,
        number: int,
        before: dict[int, Visitor],
        seen: dict[int, Visitor],
        centre: Map,
        box: Box,
        blocks: int,
        outside: bool,
        step_s: float,
    ) -> Visitor:
        at = float(centre[0]), float(centre[1])
        old = before.get(number)
        if old is None or number in seen:
            # A part that split off inherits what its whole had already shown.
            parent = seen.get(number)
            gone = math.inf if parent is not None and parent.passed else 0.0
            met, told = (parent.met, parent.told) if parent is not None else (False, False)
            across, length = float(min(box[2:])), float(max(box[2:]))
            visitor = Visitor(
                self._next, *at, gone, across, length, outside, box, blocks, blocks, box[3], at,
                stays_at=at, rests_at=at, met=met, told=told, part_of=0 if parent is None else number, here=box,
            )  # fmt: skip
            most = RAINED_BLOCKS if self._rain.falls else STREAK_BLOCKS
            visitor.fleeting = parent is None and step_s <= QUICK_S and blocks <= most
            self._next = self._next % 1_000_000 + 1
            return visitor
        by_somebody = outside and old.seen_s >= APART_S and blocks > REACHED * old.blocks
        old.move(at, box, blocks, step_s, in_rain=self._rain.falls and step_s <= QUICK_S)
        old.reached |= by_somebody
        old.from_outside |= outside and not (old.met or old.reached)
        return old

    def _uncover(self) -> None:
        """Note in `uncovered` the blocks from in front of which a visitor has just been seen to go.

        1. Only what passed counts: what stirs where it began proves nothing.
        2. It must be seen whole. When a body sways, its head may be back while its feet are not.
        3. It must be further from the block than its own size: gone, not leaning.
        4. Each visitor counts once for a block, however often it comes back to it.

        Known weakness: blocks closer to the exit than a visitor's size are never counted.
        """
        self.uncovered = np.zeros(self._grid.shape, np.bool_)
        for visitor in self._known.values():
            if visitor.passed and visitor.blocks >= WHOLE * visitor.most_blocks:
                left, top, width, height = visitor.box
                reach = round(visitor.across) + 1
                away = (self._touched == visitor.number) & (self._credited != visitor.number)
                away[max(top - reach, 0) : top + height + reach, max(left - reach, 0) : left + width + reach] = False
                self.uncovered |= away
        np.copyto(self._credited, self._touched, where=self.uncovered)

    def _stay(self, step_s: float) -> Mask:
        """Return the blocks where somebody had stayed who has ended as a part of who passed by.

        1. What has not left by a way of its own stays; where it rests as well, its blocks were stayed at.
        2. Who leaves as large as they stayed was alone: they went, and nothing that belongs here has stirred.
        3. Who leaves larger has taken along the number of somebody who was there before: the stay is kept.
        4. A block that was stayed at is void once it is in no region and who touched it last stays no longer.
        """
        staying = [visitor for visitor in self._known.values() if not visitor.left]
        for visitor in self._known.values():
            if visitor.left and visitor.stayed_blocks:
                if visitor.most_blocks < JOINED * visitor.stayed_blocks:
                    self._stays.forget(self._touched == visitor.number)
                visitor.stayed_blocks = 0
        resting = _among(self.labels, [visitor for visitor in staying if visitor.rests_s > RESTS_S])
        now = self._stays.watch(_among(self.labels, staying), resting, step_s)
        for number in np.unique(self.labels[now]):
            visitor = self._known[int(number)]
            visitor.stayed_blocks = max(visitor.stayed_blocks, visitor.blocks)
        ended = self._stays.end((self.labels == 0) & ~_among(self._touched, staying))
        self.uncovered &= ~ended
        return around(ended.astype(np.uint8))

    def _void(self, gone: list[Visitor]) -> npt.NDArray[np.uint8]:
        void = np.zeros(self._grid.shape, np.uint8)
        for visitor in gone:
            if not visitor.idle:
                void |= self._stir(visitor)
        return void

    def _stir(self, visitor: Visitor) -> npt.NDArray[np.uint8]:
        """What a visitor touched where it began and where it was last: on its way between it was no stir.

        Where it began counts no longer once it strode off and met another: what it stirred there was said then.
        """
        near = np.zeros(self._grid.shape, np.bool_)
        home = None if visitor.told and (visitor.strode or visitor.part_of) else visitor.home
        for left, top, width, height in (visitor.here, home or visitor.here):
            near[max(top - 1, 0) : top + height + 1, max(left - 1, 0) : left + width + 1] = True
        return to_edge((self._touched == visitor.number) & near)


def _among(labels: Labels, visitors: list[Visitor]) -> Mask:
    """Blocks with the number of one of these, by a table: several times faster than a test of membership."""
    chosen = np.zeros(int(labels.max()) + 1, np.bool_)
    chosen[[visitor.number for visitor in visitors if visitor.number < chosen.size]] = True
    return np.asarray(chosen[labels], np.bool_)
