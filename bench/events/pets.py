"""A real square with eight pedestrians: people per picture, a line across it, and how long numbers stay with people."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

import numpy as np

from bench.events.camera import START, Camera, rule
from bench.events.matching import Box, idf1
from bench.figures import Figure, figure
from bench.frost.clips import find_clips, read
from groundglass.frosted.events.shapes import crosses, off_line
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.observations import TrackBatch

SCALE: Final = (11.2, 88.5)
HZ: Final = 7.0
PICTURES: Final = 795
Line = tuple[tuple[float, float], tuple[float, float]]
LINES: Final[tuple[Line, ...]] = (((0.5, 0.2), (0.5, 1.0)), ((0.35, 0.2), (0.35, 1.0)), ((0.65, 0.2), (0.65, 1.0)))
FIRST: Final = 14
"""Pictures of the second turn before anybody can have been confirmed."""


def measure(quick: bool) -> list[Figure]:
    """The clip twice: once to know the place, once to count."""
    folder = find_clips()
    source = None if folder is None else folder / "pets09_s2l1"
    if source is None or not source.is_dir():
        print("events: the clip pets09_s2l1 is not here; people in it are not counted", file=sys.stderr)
        return []
    turns = 1 if quick else 2
    truth, size = _truth(source / "gt_persons.csv"), (768, 576)
    rules = tuple(rule(n, "line_crossed", line=line) for n, line in enumerate(LINES, 1))
    camera = Camera(*size, SCALE, rules)
    seen: list[dict[int, Box]] = []
    here: dict[int, Box] = {}
    for turn in range(turns):
        for n, (planes, _) in enumerate(read(source / "View_001.mp4")):
            moment = Instant90k(START + round((turn * PICTURES + n) / HZ * TICKS_PER_S))
            for said in camera.take(planes, moment):
                if isinstance(said, TrackBatch):
                    here = {one.track: _box(one.box, size) for one in said.tracks}
            if turn == turns - 1:
                seen.append(here)
    begun = START + round(((turns - 1) * PICTURES + FIRST) / HZ * TICKS_PER_S)
    true = [truth[n] for n in range(len(seen))]
    apart = [abs(len(mine) - len(theirs)) for mine, theirs in zip(seen, true, strict=True)]
    crossed = sum(_crossings(true, line, size) for line in LINES)
    counted = sum(one.at >= begun for one in camera.found)
    return [
        figure("pets: people per picture, mean absolute error", float(np.mean(apart[FIRST:])), "people", "<= 1"),
        figure("pets: crossings of three lines, true", crossed, "people"),
        figure("pets: counting error of the lines", abs(counted - crossed) / max(crossed, 1) * 100, "%", "<= 10"),
        figure("pets: IDF1 of the boxes that are told, overlap 0.5", idf1(true, seen), "share"),
        figure("pets: IDF1, overlap 0.3 (told boxes are coarse)", idf1(true, seen, 0.3), "share"),
    ]


def _truth(path: Path) -> defaultdict[int, dict[int, Box]]:
    truth: defaultdict[int, dict[int, Box]] = defaultdict(dict)
    with path.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            x, y, w, h = (float(row[key]) for key in "xywh")
            truth[int(row["frame"])][int(row["id"])] = (x, y, x + w, y + h)
    return truth


def _box(box: object, size: tuple[int, int]) -> Box:
    left, top, right, bottom = (getattr(box, name) / 1e6 for name in ("left", "top", "right", "bottom"))
    return left * size[0], top * size[1], right * size[0], bottom * size[1]


def _crossings(truth: list[dict[int, Box]], line: Line, size: tuple[int, int]) -> int:
    """True feet that go over the line, counted as the rule counts: a side is taken only clear of the line."""
    sides: dict[int, tuple[float, float]] = {}
    count = 0
    for n, people in enumerate(truth):
        for number, box in people.items():
            foot = ((box[0] + box[2]) / 2 / size[0], box[3] / size[1])
            if abs(off_line(foot, line)) < 0.008:
                continue
            before = sides.get(number)
            sides[number] = foot
            if n >= FIRST and before is not None and (off_line(before, line) > 0) != (off_line(foot, line) > 0):
                count += crosses(before, foot, line)
    return count
