"""What somebody planted must be found: falls, things left, the wrong way, a surge, a tampered camera, in many scenes.

Each run is a scene of its own seed with a few people who do nothing of it. Found is what is told within half a minute
of when it begins; what is told earlier was something else. What frosting said of each run is kept (sights.py), so a
bench that was stopped goes on where it was, and a rule that was changed is tried again in minutes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Final

import cv2
import numpy as np

from bench.events.camera import RATE, Change, at, drawn, feet, first_seed, lens_of, rule, watching
from bench.events.sights import kept
from bench.figures import Figure, figure
from bench.frost.clips import Plane, Planes
from groundglass.clear.scenes import Fault, Truth
from groundglass.clear.scenes.street import STAGE
from groundglass.frosted.events.occurred import Phase
from groundglass.pane.ids import Instant90k

RUNS: Final = 40
SEED: Final = 300
BEGIN_S: Final = 20.0
WITHIN_S: Final = 30.0
SOON_S: Final = 15.0
EARLY_S: Final = 2.0
"""Somebody who falls is drawn falling a little before the moment that is named."""

CROWD: Final = 30
FIRE: Final = ("flame", "smoke")
TAMPERED: Final = ("covered", "defocused", "moved", "blinded")
SURGE: Final = {"area": 1, "rise_per_m2": 0.05, "within_s": 20}


@dataclass(frozen=True, slots=True)
class Plant:
    """One kind of thing that is planted, and the rule that must find it."""

    name: str
    kind: str
    when: dict[str, Any] = field(default_factory=dict)
    scene: str = "plaza"
    fault: Fault | None = None
    tamper: tuple[str, ...] = ()
    """What is done to the camera, one run after the other."""
    rate: int = RATE
    within_s: float = WITHIN_S


def rider_path() -> dict[str, Any]:
    """The cycle path of the drawn street as a zone, and the way people ride on it."""
    lens, (x0, z0, x1, _) = lens_of("street"), STAGE.riders[0]
    far, near = 30.0, 6.0
    zone = [
        feet(lens, x + aside, z) for x, aside, z in ((x0, -0.6, far), (x0, 0.6, far), (x1, 0.6, near), (x1, -0.6, near))
    ]
    begin, end = feet(lens, x0, min(z0, far)), feet(lens, x1, near)
    return {"zone": [[min(max(v, 0.0), 1.0) for v in corner] for corner in zone],
            "way": [end[0] - begin[0], end[1] - begin[1]]}  # fmt: skip


PLANTS: Final = (
    Plant("person down", "person_down", {"for_s": 5}, fault="lie"),
    Plant("thing left", "thing_left", {"for_s": 15}, fault="leave"),
    Plant("wrong way", "wrong_way", rider_path(), scene="street", fault="wrong_way"),
    Plant("surge", "crowd_surge", SURGE),
    Plant("tamper", "camera_health", {"of": list(TAMPERED), "for_s": 3}, tamper=TAMPERED, within_s=SOON_S),
    Plant("running", "running", {"speed_m_s": 2.1}, fault="run", rate=10, within_s=SOON_S),
    Plant("flame", "flame", {}, fault="flame"),
    Plant("smoke", "smoke", {}, fault="smoke"),
)


def measure(quick: bool) -> list[Figure]:
    """All kinds, on as many processors as there are."""
    runs = int(os.environ.get("GROUNDGLASS_BENCH_RUNS", "2" if quick else str(RUNS)))
    first, figures = first_seed(SEED), []
    with ProcessPoolExecutor(max_workers=len(os.sched_getaffinity(0))) as pool:
        for plant in PLANTS:
            found = list(pool.map(is_found, [plant] * runs, range(first, first + runs)))
            for seed in (first + n for n, one in enumerate(found) if not one):
                print(f"events: {plant.name} was not found, seed {seed}", file=sys.stderr, flush=True)
            share = sum(found) / runs * 100
            figures.append(figure(f"planted: {plant.name}, found in {runs} runs", share, "%", ">= 95"))
    return figures


def is_found(plant: Plant, seed: int) -> bool:
    """One run; everything in it follows from the seed."""
    cv2.setNumThreads(1)
    rules = (rule(1, plant.kind, **plant.when),)
    camera = watching(plant.scene, rules)
    begin = at(round((BEGIN_S - EARLY_S) * plant.rate), plant.rate)
    name = plant.name.replace(": ", "-").replace(" ", "-")
    for seen in kept(f"planted-{name}-{seed}", camera.seeing(_film(plant, seed)), for_fire=plant.kind in FIRE):
        camera.recall(seen)
    return any(one.phase is not Phase.ENDED and one.at >= begin for one in camera.found)


def _film(plant: Plant, seed: int) -> Iterator[tuple[Planes, Instant90k, Truth]]:
    if plant.kind != "crowd_surge":
        yield from drawn(
            BEGIN_S + plant.within_s, people=2, seed=seed, scene=plant.scene, fault_at_s=BEGIN_S,
            faults=() if plant.fault is None else (plant.fault,), rate=plant.rate,
            change=tampered(plant.tamper[seed % len(plant.tamper)], seed) if plant.tamper else None,
        )  # fmt: skip
        return
    yield from drawn(BEGIN_S, people=2, seed=seed)
    # The same square, into which a crowd comes within a quarter of a minute.
    for planes, moment, truth in drawn(plant.within_s, people=CROWD, seed=seed, opening_s=12.0):
        yield planes, Instant90k(moment + at(round(BEGIN_S * RATE)) - at(0)), truth


def tampered(how: str, seed: int) -> Change:
    """What somebody does to a camera, from the beginning of the fault on."""
    rng = np.random.default_rng(seed)
    shade, shift = int(rng.integers(35, 120)), int(rng.integers(60, 160))
    blur = float(rng.uniform(4, 7))

    def change(planes: Planes, n: int) -> Planes:
        if n < BEGIN_S * RATE:
            return planes
        match how:
            case "covered":
                noise = np.random.default_rng(n).integers(0, 4, planes[0].shape, np.uint8)
                return (
                    np.full_like(planes[0], shade) + noise,
                    np.full_like(planes[1], 126),
                    np.full_like(planes[2], 130),
                )
            case "blinded":
                return np.full_like(planes[0], 240), np.full_like(planes[1], 128), np.full_like(planes[2], 128)
            case "defocused":
                return _blurred(planes[0], blur), _blurred(planes[1], blur), _blurred(planes[2], blur)
            case _:
                return (
                    np.roll(planes[0], shift, axis=1), np.roll(planes[1], shift // 2, axis=1),
                    np.roll(planes[2], shift // 2, axis=1),
                )  # fmt: skip

    return change


def _blurred(plane: Plane, blur: float) -> Plane:
    return np.asarray(cv2.GaussianBlur(plane, (0, 0), blur), np.uint8)
