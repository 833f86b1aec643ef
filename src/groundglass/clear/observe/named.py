"""What a detector found, laid beside what is followed: the kind of a track, and hazards it names.

Apart because everything else here works without a detector. A kind is kept with the track's number and dies with it.
Nothing of the detector's box is said: a track keeps its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from groundglass.clear.detect.answers import Found
from groundglass.clear.observe.tracker import Tracks
from groundglass.pane.detector import DetectedKind
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.observations import Hazard, HazardSeen, PpmBox, ThingKind
from groundglass.pane.wire import PPM

SHARED: Final = 0.4
"""Least share of the smaller of two boxes that lies in the other, for them to be of one thing."""

HAZARD_EVERY_90K: Final = TICKS_PER_S

_THINGS: Final[Mapping[DetectedKind, ThingKind]] = {
    DetectedKind.PERSON: ThingKind.PERSON,
    DetectedKind.VEHICLE: ThingKind.VEHICLE,
    DetectedKind.ANIMAL: ThingKind.ANIMAL,
}
_HAZARDS: Final[Mapping[DetectedKind, Hazard]] = {DetectedKind.FLAME: Hazard.FLAME, DetectedKind.SMOKE: Hazard.SMOKE}


class Named:
    """For one geometry: `columns` and `rows` of blocks, which may be fractions at the edge."""

    def __init__(self, columns: float, rows: float) -> None:
        self._size = np.array([columns, rows, columns, rows])
        self._due_90k: dict[Hazard, int] = {}
        self.kinds: dict[int, ThingKind] = {}
        """What each track was last called, by its number."""

    def look(self, found: Sequence[Found], tracks: Tracks) -> None:
        """Call tracks what was found where they are; forget those that ended."""
        alive = {int(number) for number in tracks.number}
        self.kinds = {number: kind for number, kind in self.kinds.items() if number in alive}
        boxes = tracks.boxes() / self._size
        for one in sorted(found, key=lambda each: each.sure):
            kind = _THINGS.get(one.kind)
            if kind is None or not tracks.count:
                continue
            shares = _shared(boxes, np.array([one.left, one.top, one.right, one.bottom]))
            best = int(shares.argmax())
            if shares[best] >= SHARED:
                self.kinds[int(tracks.number[best])] = kind

    def hazards(self, found: Sequence[Found], at: Instant90k, said: frozenset[Hazard]) -> list[HazardSeen]:
        """The surest of each hazard, at most once a second; not one that was `said` in this picture already."""
        seen: list[HazardSeen] = []
        for one in sorted(found, key=lambda each: -each.sure):
            hazard = _HAZARDS.get(one.kind)
            if (
                hazard is None
                or hazard in said
                or 0 <= at - self._due_90k.get(hazard, -HAZARD_EVERY_90K) < HAZARD_EVERY_90K
            ):
                continue
            box = [min(max(round(edge * PPM), 0), PPM) for edge in (one.left, one.top, one.right, one.bottom)]
            if box[0] < box[2] and box[1] < box[3]:
                self._due_90k[hazard] = at
                seen.append(HazardSeen(at, hazard, PpmBox(*box), min(round(one.sure * PPM), PPM)))
        return seen


def _shared(boxes: np.ndarray, one: np.ndarray) -> np.ndarray:
    """Of each box (N, 4): what it has in common with `one`, as a share of the smaller."""
    common = np.minimum(boxes[:, 2:], one[2:]) - np.maximum(boxes[:, :2], one[:2])
    smaller = np.minimum(np.prod(boxes[:, 2:] - boxes[:, :2], axis=1), np.prod(one[2:] - one[:2]))
    return np.asarray(np.prod(np.clip(common, 0, None), axis=1) / np.maximum(smaller, 1e-9))
