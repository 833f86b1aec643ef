"""People of a drawn square who cross a line, against their feet, from when the place is known."""

from __future__ import annotations

from typing import Final

import numpy as np

from bench.events.camera import RATE, SIZE, Camera, at, drawn, first_seed, rule, scale_of
from bench.figures import Figure, figure
from groundglass.frosted.events.shapes import crosses, off_line
from groundglass.pane.observations import TrackBatch

LINE: Final = ((0.5, 0.6), (0.5, 1.0))
"""Across the near half of the square: a line that ends on a way is crossed or not by the breadth of a block."""

KNOWN_S: Final = 20
SEED: Final = 11


def measure(quick: bool) -> list[Figure]:
    """A quarter of an hour with five people."""
    seconds = 120 if quick else 900
    camera = Camera(*SIZE, scale_of("plaza"), (rule(1, "line_crossed", line=LINE),))
    true, sides, apart = 0, dict[int, tuple[float, float]](), list[float]()
    for planes, moment, truth in drawn(seconds, people=5, seed=first_seed(SEED)):
        for person in truth.persons:
            box = person.box
            foot = ((box.x + box.w / 2) / SIZE[0], (box.y + box.h) / SIZE[1])
            if abs(off_line(foot, LINE)) < 0.008:
                continue
            before = sides.get(person.id)
            sides[person.id] = foot
            if before is not None and (off_line(before, LINE) > 0) != (off_line(foot, LINE) > 0):
                # Whoever left the picture and comes back elsewhere has not crossed.
                is_late = moment > at(KNOWN_S * RATE)
                true += is_late and abs(before[0] - foot[0]) < 0.15 and crosses(before, foot, LINE)
        for said in camera.take(planes, moment):
            if isinstance(said, TrackBatch) and moment > at(KNOWN_S * RATE):
                apart.append(abs(len(said.tracks) - len(truth.persons)))
    counted = sum(one.at > at(KNOWN_S * RATE) for one in camera.found)
    return [
        figure("line: drawn crossings", true, "people"),
        figure("line: counting error", abs(counted - true) / max(true, 1) * 100, "%", "<= 10"),
        figure("line: people followed at once, mean absolute error", float(np.mean(apart)), "people"),
    ]
