"""What a frosted picture repeats of people whose place is known: the scorer's definitions, for clips with a truth.

Apart from drawn.py because a tool for trials uses it as well. It counts as the package's own attack does
(clear/examine/cells.py), in cells of 8 x 8 at 640 wide, with boxes: a cell is a person's inside of a box and where the
original differs from the place. The place is given, not guessed from the clip, so that somebody who stays for most of
it is not taken for it. What differs is given too, by the light of the moment: a floor under a cloud is no person. What
an outside scorer would count, who knows one light only, stands beside it as `counted`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import av
import numpy as np
import numpy.typing as npt

from bench.frost.clips import Plane, Planes
from groundglass.clear.examine.cells import (
    ALIKE,
    CELL,
    DETAIL,
    FAINT,
    FLAT,
    PERSON,
    Small,
    _apart,
    _cells,
    _fine,
    small_of,
)
from groundglass.clear.scenes.truth import Box

SOLID: Final = 0.75
"""Share of a cell that people cover from which it is a body's, whatever it looks like."""

SAME: Final = 0.9
"""Share of a cell's pixels that are the original's from which it is shown as it is."""

LEAST: Final = 6
"""Cells of somebody below which no share of them is taken."""

Mask = npt.NDArray[np.bool_]
"""Of cells."""


def as_scored(planes: Planes) -> Small:
    """A picture as the scorer reads it from a file."""
    height, width = planes[0].shape
    flat: Plane = np.concatenate([plane.ravel() for plane in planes]).reshape(height * 3 // 2, width)
    return small_of(np.asarray(av.VideoFrame.from_ndarray(flat, format="yuv420p").to_ndarray(format="rgb24"), np.uint8))


@dataclass(frozen=True, slots=True)
class Filmed:
    """What is known of a drawn clip: per picture the boxes of persons and heads in pixels, and `bodies`, the share
    0..255 of each cell that people cover, and `differs`, whether people and their shadows make the cell another than
    the place in the light of that moment (both: pictures, rows, columns). `place` is the empty place as an outside
    scorer knows it: the median over all light.
    """

    path: Path
    place: Small
    persons: list[list[Box]]
    heads: list[list[Box]]
    bodies: npt.NDArray[np.uint8]
    differs: Mask


@dataclass(slots=True)
class Seen:
    """What one picture shows, cell by cell: for looking at where something was lost."""

    person: Mask
    inside: Mask
    show: Mask
    place: Mask
    bare: Mask


@dataclass(slots=True)
class Tally:
    """Counts over a clip."""

    person: int = 0
    leaked: int = 0
    heads: int = 0
    heads_shown: int = 0
    present: int = 0
    present_of: int = 0
    clear: int = 0
    clear_of: int = 0
    counted: int = 0
    counted_of: int = 0
    body: int = 0
    bare: int = 0
    shares: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """By the scorer's names, and `bare`: cells wholly of a body whose pixels are the original's.

        What nothing was counted for is left out.
        """
        counted = {
            "leak": (self.leaked, self.person),
            "leak_worst": (float(np.percentile(self.shares, 99)) if self.shares else 0.0, min(len(self.shares), 1)),
            "head_leak": (self.heads_shown, self.heads),
            "clarity": (self.clear, self.clear_of),
            "presence": (self.present, self.present_of),
            "counted": (self.counted, self.counted_of),
            "bare": (self.bare, self.body),
        }
        return {name: share / of for name, (share, of) in counted.items() if of}


def count(tally: Tally, clear: Planes, frosted: Planes, filmed: Filmed, index: int, warm: bool) -> Seen:
    """Add picture `index` of a clip. With `warm`, clarity and presence are counted too."""
    original, shown, person = as_scored(clear), as_scored(frosted), filmed.differs[index]
    repeats, alike, detailed = _repeats(original, shown)
    show, visible = repeats | (alike & person), _apart(shown, filmed.place) > PERSON
    inside = np.zeros_like(person)
    for box in filmed.persons[index]:
        part = cells_of(box, person.shape)
        inside[part] = True
        cells = person[part]
        if cells.sum() >= LEAST:
            tally.shares.append(float((show[part] & cells).sum() / cells.sum()))
            tally.present_of += warm
            tally.present += warm and bool((visible[part] & cells).sum() >= 0.3 * cells.sum())
    for box in filmed.heads[index]:
        part = cells_of(box, person.shape)
        if box.h >= CELL and person[part].any():
            tally.heads += 1
            tally.heads_shown += bool((show[part] & person[part]).sum() >= 0.25 * person[part].sum())
    tally.person += int((person & inside).sum())
    tally.leaked += int((show & person & inside).sum())
    other_light = _apart(original, filmed.place) > PERSON
    tally.counted += int(((repeats | alike) & other_light & inside).sum())
    tally.counted_of += int((other_light & inside).sum())
    body = filmed.bodies[index] > 255 * SOLID
    bare = body & (_cells((clear[0] == frosted[0]).astype(np.float32)).mean(axis=-1) > SAME)
    tally.body += int(body.sum())
    tally.bare += int(bare.sum())
    scene = ~inside & ~person & ~other_light & detailed
    if warm:
        tally.clear_of += int(scene.sum())
        tally.clear += int((show & scene).sum())
    return Seen(person, inside, show, scene, bare)


def _repeats(original: Small, shown: Small) -> tuple[Mask, Mask, Mask]:
    """Cells whose detail is repeated, flat cells that look alike, cells that have detail."""
    ours, theirs = _fine(original), _fine(shown)
    strength, other = ours.std(axis=-1), theirs.std(axis=-1)
    together = (ours * theirs).mean(axis=-1) / np.maximum(strength * other, 1e-6)
    detailed = strength > DETAIL
    repeats = detailed & (other > FAINT * strength) & (together > ALIKE)
    return repeats, ~detailed & (_apart(original, shown) < FLAT), detailed


def cells_of(box: Box, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """The rows and columns of cells that a box touches."""
    rows = slice(max(0, int(box.y // CELL)), max(0, min(shape[0], int(-(-(box.y + box.h) // CELL)))))
    return rows, slice(max(0, int(box.x // CELL)), max(0, min(shape[1], int(-(-(box.x + box.w) // CELL)))))
