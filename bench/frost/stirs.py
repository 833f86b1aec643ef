"""Somebody who is there from the first picture on and stirs: in how many of 64 drawn cases they are ever shown.

Apart from drawn.py because it is many small cases and no film: a figure that sways for a while and is still for a
while, in the middle, at an edge or in a corner, two of three times with others who pass in front. `shown` counts a case
once 5 % of the figure is repeated while nobody is in front of it. Cold, and known with the place of the first pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from bench.figures import Figure, figure
from groundglass.clear.frost.policy import FrostPolicy
from tests.clear.frost.stillscene import BROAD, HEIGHT, TALL, WIDTH, Scene, passed_by, swayed

CASES: Final = 64
QUICK: Final = 4
PICTURES: Final = 260
STEP_S: Final = 0.1
EVIDENCE_S: Final = 6.0
SHOWN: Final = 0.05

_SPOTS: Final = (
    (150, 80), (0, 80), (WIDTH - BROAD, 80), (150, HEIGHT - TALL), (60, 60), (150, 80), (150, 80), (200, 100),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One figure: where, by how many pixels it sways, for how long, and who passes how often, how fast and how low."""

    place: int
    spot: tuple[int, int]
    by: int
    stirs_s: float
    still_s: float
    every_s: float
    lower: int
    pace_px_s: float
    passed: bool


def drawn_case(number: int) -> Case:
    """The case of this number, always the same."""
    rng = np.random.default_rng(number)
    return Case(
        int(rng.integers(1, 9)), _SPOTS[number % len(_SPOTS)], int(rng.integers(3, 8)), float(rng.uniform(0.8, 2.5)),
        float(rng.uniform(0, 4.5)), float(rng.uniform(2.5, 8)), int(rng.integers(-20, 24)), float(rng.uniform(60, 140)),
        number % 3 != 0,
    )  # fmt: skip


def play(case: Case, known: bytes | None) -> tuple[list[float], float, bytes | None]:
    """Frost a case. Return what was shown of the figure in each picture, the clarity at the end, and the place."""
    scene = Scene(FrostPolicy(evidence_s=EVIDENCE_S), known, case.place)
    np.minimum(scene.body, 46, out=scene.body)
    shown: list[float] = []
    for index in range(PICTURES):
        now_s = index * STEP_S
        at = case.spot[0] + swayed(now_s, case.by, case.stirs_s, case.still_s), case.spot[1]
        picture = scene.draw(at)
        x = -BROAD + round(now_s % case.every_s * case.pace_px_s)
        if case.passed:
            passed_by(picture, x, min(max(case.spot[1] + case.lower, 0), HEIGHT - TALL))
        scene.show(picture, STEP_S)
        if not case.passed or abs(x - at[0]) > BROAD:
            shown.append(scene.leak(at))
    return shown, scene.clarity(), scene.froster.place_bytes()


def measure(quick: bool) -> list[Figure]:
    """Cold and known: the share of the figures that was shown, of the cases in which any was, and the clarity."""
    cv2.setNumThreads(1)
    cases = [drawn_case(number) for number in range(QUICK if quick else CASES)]
    places: list[bytes | None] = [None] * len(cases)
    figures: list[Figure] = []
    for title in ("cold", "known"):
        played = [play(case, place) for case, place in zip(cases, places, strict=True)]
        places = [place for _, _, place in played]
        figures += [
            figure(f"{title} of them shown", float(np.mean([np.mean(seen) for seen, _, _ in played])), "share"),
            figure(f"{title} shown", float(np.mean([max(seen) > SHOWN for seen, _, _ in played])), "share"),
            figure(f"{title} clarity", float(np.mean([clear for _, clear, _ in played])), "share"),
        ]
    return figures
