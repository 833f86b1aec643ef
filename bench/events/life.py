"""Ordinary life, in which nothing is to be told: people who walk, stand, sit and ride under passing clouds; and nobody.

The rules are those by which planted.py finds what was planted; every event is false, but for people who do walk against
the way of the cycle path: of those the drawing itself knows. The empty square has rain and a
bad sensor in turns, and one more rule that errs most: somebody entered, anywhere.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Final

import cv2

from bench.events.camera import RATE, SIZE, Camera, Change, at, drawn, feet, first_seed, lens_of, rule, watching
from bench.events.line import LINE
from bench.events.planted import PLANTS, rider_path
from bench.events.sights import Seen, kept
from bench.figures import Figure, figure
from bench.frost.changes import noisy, rained
from groundglass.clear.scenes import open_scene
from groundglass.frosted.events.occurred import EventKind, Found, Phase
from groundglass.frosted.events.shapes import is_inside
from groundglass.pane.ids import TICKS_PER_S

EVERYWHERE: Final = [[0, 0], [1, 0], [1, 1], [0, 1]]
SEED: Final = 5700
"""The rules were mended by what they told of the seeds from 700 and 2700 on. They are measured on others; whoever mends
by these takes new ones."""

PLACED: Final = ("wrong_way", "crowd_surge")
"""Rules of one place: a cycle path, and an area that is for people. On a carriageway cars are a crowd."""

SLICE_S: Final = 300
"""Life is cut into slices of their own seed and place: more kinds of it, and every processor has work."""


def measure(quick: bool) -> list[Figure]:
    """An hour of life and a quarter of an hour of nobody."""
    slices = int(os.environ.get("GROUNDGLASS_BENCH_SLICES", "1" if quick else str(3600 // SLICE_S)))
    with ProcessPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        false = [one for told in pool.map(_live, range(slices)) for one in told]
        empty = [one for told in pool.map(_rest, range(1 if quick else 3)) for one in told]
    for kind in sorted(false + empty):
        print(f"events: false {kind}", file=sys.stderr)
    lived_h, rested_h = slices * SLICE_S / 3600, (1 if quick else 3) * SLICE_S / 3600
    hazards = sum(one.startswith(("flame", "smoke")) for one in false)
    others = sum(not one.startswith(("flame", "smoke", "running")) for one in false)
    running = sum(one.startswith("running") for one in false)
    return [
        figure("life: of ordinary life, simulated", lived_h, "hours"),
        figure("life: false falls, things, ways, surges, tampering, per hour", others / lived_h, "events", "<= 1"),
        figure("life: false flame and smoke per hour", hazards / lived_h, "events", "<= 1"),
        figure("life: false running per hour, with cyclists and cars", running / lived_h, "events"),
        figure("life: first seed of these scenes", first_seed(SEED), ""),
        figure("life: of an empty square, simulated", rested_h, "hours"),
        figure("life: false events per hour of an empty square", len(empty) / rested_h, "events", "<= 1"),
    ]  # fmt: skip


def _live(number: int) -> list[str]:
    cv2.setNumThreads(1)
    scene, seed = ("plaza", "street")[number % 2], first_seed(SEED) + number
    kinds = {plant.name: plant for plant in PLANTS if plant.scene == scene or plant.kind not in PLACED}
    rules = tuple(rule(n, plant.kind, **plant.when) for n, plant in enumerate(kinds.values(), 1))
    camera = watching(scene, rules)
    film = drawn(SLICE_S, people=6, seed=seed, scene=scene, light=True)
    seen = kept(f"life-{scene}-{seed}-{SLICE_S}s", camera.seeing(film), for_fire=True)
    camera.found = [one for one in _found(camera, seen) if not _went_astray(one, scene, seed)]
    return _told(camera, f"in {scene}, seed {seed}")


def _rest(number: int) -> list[str]:
    cv2.setNumThreads(1)
    rules = tuple(rule(n, plant.kind, **plant.when) for n, plant in enumerate(PLANTS, 1) if plant.scene == "plaza")
    rules += (rule(90, "zone_entered", zone=EVERYWHERE), rule(91, "line_crossed", line=LINE))
    camera = watching("plaza", rules)
    weather = (None, rained, noisy)[number % 3]
    change: Change | None = None if weather is None else lambda planes, n: weather(planes, n, 1.0)
    seed = first_seed(SEED) + 500 + number
    film = drawn(SLICE_S, people=0, seed=seed, light=True, change=change)
    seen = kept(f"nobody-{number % 3}-{seed}-{SLICE_S}s", camera.seeing(film), for_fire=True)
    _found(camera, seen)
    return _told(camera, f"of nobody, weather {number % 3}, seed {seed}")


def _found(camera: Camera, film: Iterator[Seen]) -> list[Found]:
    for seen in film:
        camera.recall(seen)
    return camera.found


def _went_astray(one: Found, scene: str, seed: int) -> bool:
    """Whether somebody drawn was on the cycle path for the last second and went against its way."""
    if one.kind is not EventKind.WRONG_WAY:
        return False
    drawing = open_scene(
        scene, seed=seed, people=6, light=True, width=SIZE[0], height=SIZE[1], fps=RATE, opening_s=30.0
    )
    lens, path, now = lens_of(scene), rider_path(), (one.at - at(0)) * RATE // TICKS_PER_S
    before, after = (
        {person.id: feet(lens, *person.footprint_m) for person in drawing.truth(n).persons} for n in (now - RATE, now)
    )
    for number in before.keys() & after.keys():
        (x0, y0), (x1, y1) = before[number], after[number]
        is_there = is_inside(before[number], path["zone"]) and is_inside(after[number], path["zone"])
        if is_there and (x1 - x0) * path["way"][0] + (y1 - y0) * path["way"][1] < 0:
            return True
    return False


def _told(camera: Camera, where: str) -> list[str]:
    seconds = ((one.at - at(0)) / 90_000 for one in camera.found)
    return [
        f"{one.kind.value} {where} at {second:.0f} s, {RATE} pictures a second"
        for one, second in zip(camera.found, seconds, strict=True)
        if one.phase is not Phase.ENDED
    ]
