"""Follows what is not the place from picture to picture, by where it is and how it moves and nothing else.

Apart because it owns all memory of things: a number, a box, a velocity, times. No appearance is compared, so two who
meet may leave with each other's number; that is accepted, since a number must never become somebody. A track ends a
second after its thing is gone, and after an hour whatever happens. Known weakness: in fast changing light edges far
away are followed for seconds as if they were small things. All lengths in blocks, all times of the pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from groundglass.clear.observe.fit import Fit
from groundglass.clear.observe.parts import (
    Ints,
    Regions,
    find_regions,
    part_by_claims,
    regions_at,
    slimmed,
)
from groundglass.clear.observe.stature import Floats, Stature
from groundglass.clear.place.grid import Map, Mask
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.observations import LONGEST_TRACK_S, MAX_TRACKS

LONGEST_STEP_S: Final = 1.0
CONFIRM_S: Final = 0.6
SMALL: Final = 4.5
CONFIRM_SMALL_S: Final = 1.5
"""What is only a few blocks tall may be leaves in changing light, and must last longer to be told of."""

LARGE: Final = 7.0
MOVED: Final = 2.5
JUST_90K: Final = 5 * TICKS_PER_S
BESIDE: Final = 2.0
"""What is less tall must also have gone so far, or have appeared where somebody has just been: nobody appears in the
middle of a view and stands there, but the edges of things far away do when the light changes."""

DOUBT_S: Final = 4.0
DOUBTFUL: Final = 0.35
"""Nor has anybody come who is where it was not the place for so large a share of the recent seconds, while nobody was
followed there: a wall in changing light flickers in the rain, and what flickers seems to move."""

_BESIDE = np.ones((3, 3), np.uint8)

FORGET_S: Final = 1.2
FORGET_NEW_S: Final = 0.25
FORGET_EDGE_S: Final = 0.4

NEAR: Final = 0.15
"""Least likeness of a box and where it was expected, for it to be the same thing."""

PULL: Final = 0.5
PULL_SHARED: Final = 0.3
DRIFT: Final = 0.12
"""Gains of the filter (alpha, alpha among others, beta): a velocity is known after about a second."""

RESIZE_S: Final = 0.8
"""Boxes change their size this slowly: the rhythm of a step is not in them."""

MUCH: Final = 1.25
"""From how many times one person's breadth and blocks on people are looked for in a region one by one."""

STILL_SHARE: Final = 0.35
SETTLED_S: Final = 3.0
RESIZED: Final = 1.5
THERE: Final = 0.6
"""What has not moved for so long is only itself where it stood and as tall as it was, and stays while so much of its
box is filled."""
LEAST_STIR: Final = 1.2


@dataclass(slots=True)
class Tracks:
    """One row per track. `x` is the middle and `y` the lower edge of a box `wide` x `tall`; speeds per second."""

    number: Ints
    x: Floats
    y: Floats
    wide: Floats
    tall: Floats
    dx: Floats
    dy: Floats
    born: Ints
    seen_s: Floats
    missed_s: Floats
    anchor_x: Floats
    anchor_y: Floats
    still_since: Ints
    begun_x: Floats
    begun_y: Floats
    vouched: Mask
    confirmed: Mask

    @classmethod
    def none(cls) -> Tracks:
        """No track."""
        whole, real = np.zeros(0, np.intp), np.zeros(0)
        none = np.zeros(0, np.bool_)
        return cls(
            whole, real, real, real, real, real, real, whole, real, real, real, real, whole, real, real, none, none
        )

    @property
    def count(self) -> int:
        return int(self.number.size)

    def boxes(self) -> Floats:
        """Left, top, right, bottom."""
        half = self.wide / 2
        return np.stack([self.x - half, self.y - self.tall, self.x + half, self.y], axis=1)

    def still_for(self, at: Instant90k) -> Floats:
        """Seconds since each left its spot."""
        return np.asarray((at - self.still_since) / TICKS_PER_S, np.float64)

    def kept(self, rows: Mask) -> Tracks:
        """Only these rows."""
        return Tracks(*(getattr(self, name)[rows] for name in self.__slots__))

    def and_new(self, boxes: Floats, first: int, at: Instant90k, vouched: Mask | None = None) -> Tracks:
        """With one more track for each box, numbered from `first` on. `vouched`: which appear where somebody was."""
        count = boxes.shape[0]
        vouched = np.zeros(count, np.bool_) if vouched is None else vouched
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, boxes[:, 3].copy()
        zero, now = np.zeros(count), np.full(count, at, np.intp)
        new = (
            np.arange(first, first + count), x, y, boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1], zero, zero,
            now, zero, zero, x, y, now, x, y, vouched, np.zeros(count, np.bool_),
        )  # fmt: skip
        fields = (getattr(self, name) for name in self.__slots__)
        return Tracks(*(np.concatenate([old, more]) for old, more in zip(fields, new, strict=True)))


class Tracker:
    """Follows the things of one camera. One picture at a time, in order."""

    def __init__(self, rows: int, columns: int, stature: Stature | None, first_number: int) -> None:
        self._rows = rows
        self._columns = columns
        self._stature = stature
        # Both or neither: where a scale is known, people are looked for one by one.
        self._people = None if stature is None else (stature, Fit(stature, rows, columns))
        self._next = first_number
        self._last: Instant90k | None = None
        # When somebody who is followed was last on each block.
        self._visited: Ints = np.zeros((rows, columns), np.intp)
        # Share of the recent seconds in which each block was not the place, and nobody was followed on it.
        self._doubt: Map = np.zeros((rows, columns), np.float32)
        self.tracks = Tracks.none()

    def follow(self, changed: Mask, at: Instant90k) -> None:
        """Take the blocks that are not the place at this moment.

        1. Every track goes on as it went.
        2. Regions that several tracks claim are parted among them; what nobody takes is looked at anew.
        3. All other regions are matched with the tracks that are left, most alike first.
        4. What was matched is pulled to where it is; what was not is missed, and forgotten in time. What has been
           still is held as long as something is where it was: whoever passes before it does not take it along.
        5. A track is told of once it has lasted and is no flicker of the place.
        6. What is left of the regions begins a track.
        """
        step_s = self._step(at)
        tracks = self.tracks
        tracks.x = tracks.x + tracks.dx * step_s  # 1
        tracks.y = tracks.y + tracks.dy * step_s
        boxes, owners = self._parts(find_regions(slimmed(changed, self._stature)))  # 2
        found = np.full(boxes.shape[0], -1, np.intp)
        shared = owners >= 0
        found[shared] = owners[shared]
        free = np.ones(tracks.count, np.bool_)
        free[owners[shared]] = False
        still = tracks.still_for(at) >= SETTLED_S
        self._match(boxes, found, free, still)  # 3
        matched = found >= 0
        self._pull(found[matched], boxes[matched], shared[matched], step_s, at)  # 4
        missed = np.ones(tracks.count, np.bool_)
        missed[found[matched]] = False
        missed &= ~(still & self._is_there(changed))
        self._miss(missed, step_s, at)
        self._confirm(changed, step_s)  # 5
        self._begin(boxes[~matched], at)  # 6

    def lose_all(self) -> None:
        """The view cannot be judged: whatever comes after is somebody new."""
        self.tracks = Tracks.none()
        self._last = None

    def _step(self, at: Instant90k) -> float:
        last, self._last = self._last, at
        if last is None:
            return 0.0
        return min(max((at - last) / TICKS_PER_S, 0.0), LONGEST_STEP_S)

    def _parts(self, regions: Regions) -> tuple[Floats, Ints]:
        """Boxes of what is seen, and for each the row of the track that has it for sure, or -1."""
        claims = self.tracks.boxes()
        labels = regions_at(regions, claims)
        labels[~self.tracks.confirmed] = 0
        claimed = np.bincount(labels, minlength=regions.count + 1)[1:]
        if self._people is None:
            crowded = claimed >= 2
            shared = part_by_claims(regions, labels, claims, np.concatenate([[False], crowded]))
            fitted, owners = shared.boxes, shared.owners
        else:
            stature, fit = self._people
            crowded = (claimed >= 2) | is_much(regions, stature)
            fitted, owners = np.zeros((0, 4)), np.zeros(0, np.intp)
            if crowded.any():
                inside = np.concatenate([[False], crowded])[regions.labels]
                known = np.flatnonzero(self.tracks.confirmed)
                expected = np.stack([self.tracks.x[known], self.tracks.y[known]], axis=1)
                fitted = fit.people(inside, expected)
        singles = regions.boxes[~crowded]
        certain = np.full(fitted.shape[0] + singles.shape[0], -1, np.intp)
        certain[: owners.size] = owners
        return np.concatenate([fitted, singles]), certain

    def _match(self, boxes: Floats, found: Ints, free: Mask, still: Mask) -> None:
        """Fill `found` (row of a track by box) greedily, most alike first; tracks that are not `free` take no part."""
        rows, open_boxes = np.flatnonzero(free), np.flatnonzero(found < 0)
        if not rows.size or not open_boxes.size:
            return
        mine = self.tracks.boxes()[rows]
        alike = likeness(mine, boxes[open_boxes])
        settled = np.flatnonzero(still[rows])
        alike[settled] = np.where(differs(mine[settled], boxes[open_boxes]), 0.0, alike[settled])
        # Of two that are equally alike, the one that has been followed has the older right.
        alike += 0.02 * self.tracks.confirmed[rows][:, None]
        order = np.argsort(-alike, axis=None, kind="stable")
        order = order[: int((alike > NEAR).sum())]
        row_left, box_left = np.ones(rows.size, np.bool_), np.ones(open_boxes.size, np.bool_)
        for flat in order.tolist():
            row, box = divmod(flat, open_boxes.size)
            if row_left[row] and box_left[box]:
                row_left[row] = box_left[box] = False
                found[open_boxes[box]] = rows[row]

    def _is_there(self, changed: Mask) -> Mask:
        """Which tracks' boxes are still filled with what is not the place."""
        return np.asarray(share_of(changed.astype(np.float32), self.tracks.boxes()) >= THERE)

    def _pull(self, rows: Ints, boxes: Floats, shared: Mask, step_s: float, at: Instant90k) -> None:
        tracks = self.tracks
        off_x = (boxes[:, 0] + boxes[:, 2]) / 2 - tracks.x[rows]
        off_y = boxes[:, 3] - tracks.y[rows]
        gain = np.where(shared, PULL_SHARED, PULL)
        tracks.x[rows] += gain * off_x
        tracks.y[rows] += gain * off_y
        if step_s > 0:
            drift = np.where(shared, DRIFT / 2, DRIFT) / step_s * min(1.0, step_s * 10)
            tracks.dx[rows] += drift * off_x
            tracks.dy[rows] += drift * off_y
        # Among others nobody's size is seen whole.
        grow = np.where(shared, 0.1, 1.0) * min(1.0, step_s / RESIZE_S)
        tracks.wide[rows] += grow * (boxes[:, 2] - boxes[:, 0] - tracks.wide[rows])
        tracks.tall[rows] += grow * (boxes[:, 3] - boxes[:, 1] - tracks.tall[rows])
        tracks.seen_s[rows] += step_s
        tracks.missed_s[rows] = 0.0
        stirred = np.hypot(tracks.x[rows] - tracks.anchor_x[rows], tracks.y[rows] - tracks.anchor_y[rows])
        left = rows[stirred > np.maximum(STILL_SHARE * tracks.wide[rows], LEAST_STIR)]
        tracks.anchor_x[left], tracks.anchor_y[left], tracks.still_since[left] = tracks.x[left], tracks.y[left], at

    def _miss(self, missed: Mask, step_s: float, at: Instant90k) -> None:
        tracks = self.tracks
        tracks.missed_s = np.where(missed, tracks.missed_s + step_s, tracks.missed_s)
        slower = np.where(missed, max(0.0, 1.0 - 2.0 * step_s), 1.0)
        tracks.dx, tracks.dy = tracks.dx * slower, tracks.dy * slower
        edge = (tracks.x < 1.5) | (tracks.x > self._columns - 1.5) | (tracks.y > self._rows + 0.5)
        patience = np.where(edge, FORGET_EDGE_S, FORGET_S)
        patience = np.where(tracks.confirmed, patience, FORGET_NEW_S)
        lives = (tracks.missed_s <= patience) & (at - tracks.born < LONGEST_TRACK_S * TICKS_PER_S)
        if not lives.all():
            self.tracks = tracks.kept(lives)

    def _confirm(self, changed: Mask, step_s: float) -> None:
        """Which tracks are told of from now on; and what was seen where nobody is."""
        tracks = self.tracks
        nobody = changed.copy()
        boxes = tracks.boxes()
        for box in boxes[tracks.confirmed]:
            nobody[_blocks(box, BESIDE)] = False
        self._doubt += (nobody - self._doubt) * np.float32(min(1.0, step_s / DOUBT_S))
        enough_s = np.interp(tracks.tall, (SMALL, LARGE), (CONFIRM_SMALL_S, CONFIRM_S))
        has_come = np.hypot(tracks.x - tracks.begun_x, tracks.y - tracks.begun_y) >= MOVED
        certain = share_of(cv2.dilate(self._doubt, _BESIDE).astype(np.float32), boxes) < DOUBTFUL
        is_real = tracks.vouched | (tracks.tall >= LARGE) | (certain & has_come)
        tracks.confirmed = tracks.confirmed | ((tracks.seen_s >= enough_s) & is_real & (tracks.missed_s == 0))

    def _begin(self, boxes: Floats, at: Instant90k) -> None:
        room = 2 * MAX_TRACKS - self.tracks.count
        boxes = boxes[: max(room, 0)]
        if boxes.shape[0]:
            recent = self._visited > at - JUST_90K
            vouched = np.array([bool(recent[_blocks(box, BESIDE)].any()) for box in boxes], np.bool_)
            self.tracks = self.tracks.and_new(boxes, self._next, at, vouched)
            self._next += boxes.shape[0]
        for box in self.tracks.boxes()[self.tracks.confirmed]:
            self._visited[_blocks(box)] = at


def is_much(regions: Regions, stature: Stature) -> Mask:
    """By region: clearly more than one person, or one with a shadow."""
    feet = stature.row(regions.boxes[:, 3])
    breadth = regions.boxes[:, 2] - regions.boxes[:, 0]
    return (regions.blocks > MUCH * stature.blocks[feet]) & (breadth > MUCH * stature.wide[feet])


def share_of(blocks: Map, boxes: Floats) -> Floats:
    """The mean of `blocks` within each box, in whole blocks; 0 outside of the picture."""
    rows, columns = blocks.shape
    edges = np.round(boxes).astype(np.intp)
    edges[:, 0::2] = np.clip(edges[:, 0::2], 0, columns)
    edges[:, 1::2] = np.clip(edges[:, 1::2], 0, rows)
    left, top, right, bottom = edges.T
    sums = cv2.integral(blocks)
    filled = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return np.asarray(filled / np.maximum((right - left) * (bottom - top), 1), np.float64)


def _blocks(box: Floats, beyond: float = 0.0) -> tuple[slice, slice]:
    """The rows and columns of a box and so far beyond it; what lies before the first is cut off."""
    left, top, right, bottom = (float(edge) for edge in box)
    return (
        slice(max(round(top - beyond), 0), max(round(bottom + beyond), 0)),
        slice(max(round(left - beyond), 0), max(round(right + beyond), 0)),
    )


def differs(one: Floats, other: Floats) -> Mask:
    """Which boxes stand elsewhere or are of another size than what was still there, shape (one, other)."""
    across = np.abs((one[:, None, 0] + one[:, None, 2]) - (other[None, :, 0] + other[None, :, 2])) / 2
    along = np.abs(one[:, None, 3] - other[None, :, 3])
    reach = np.maximum(STILL_SHARE * (one[:, 2] - one[:, 0]), LEAST_STIR)[:, None]
    tall_one, tall_other = (one[:, 3] - one[:, 1])[:, None], (other[:, 3] - other[:, 1])[None, :]
    resized = np.maximum(tall_one, tall_other) > RESIZED * np.minimum(tall_one, tall_other)
    return np.asarray((across > reach) | (along > reach) | resized)


def likeness(one: Floats, other: Floats) -> Floats:
    """How alike boxes are, 0..1.5, shape (one, other): the share of what they have in common, and how near they are."""
    low = np.maximum(one[:, None, :2], other[None, :, :2])
    high = np.minimum(one[:, None, 2:], other[None, :, 2:])
    common = np.prod(np.clip(high - low, 0, None), axis=2)
    size_one = np.prod(one[:, 2:] - one[:, :2], axis=1)
    size_other = np.prod(other[:, 2:] - other[:, :2], axis=1)
    share = common / np.maximum(size_one[:, None] + size_other[None, :] - common, 1e-9)
    reach = 0.5 * (one[:, 3] - one[:, 1]) + 1.5
    foot_one = np.stack([(one[:, 0] + one[:, 2]) / 2, one[:, 3]], axis=1)
    foot_other = np.stack([(other[:, 0] + other[:, 2]) / 2, other[:, 3]], axis=1)
    away = np.hypot(*(foot_one[:, None] - foot_other[None]).transpose(2, 0, 1))
    return np.asarray(share + 0.5 * np.clip(1 - away / reach[:, None], 0, None))
