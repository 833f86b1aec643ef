"""A drawn square with 60 people, seen from a low camera: how many are told to be in the area, and how dense it is.

Truth is where feet stand on the ground, in metres, not the boxes: whoever is cut by the picture's edge stands outside
the area, and whoever is hidden by others stands in it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from bench.events.camera import RATE, SQUARE, at, drawn, feet, first_seed, lens_of, watching
from bench.figures import Figure, figure
from groundglass.frosted.events.shapes import is_inside
from groundglass.pane.observations import AreaOccupancy

SEED: Final = 30
SCENES: Final = 4
FROM_S = 20


def measure(quick: bool) -> list[Figure]:
    """A minute for each seed."""
    lens, square_m2 = lens_of("plaza"), _square_metres()
    people: list[tuple[float, float]] = []
    dense: list[tuple[float, float]] = []
    first = first_seed(SEED)
    for seed in range(first, first + (1 if quick else SCENES)):
        camera = watching("plaza")
        for planes, moment, truth in drawn(40 if quick else 60, people=60, seed=seed):
            for said in camera.take(planes, moment):
                if not isinstance(said, AreaOccupancy) or said.people_milli is None or said.per_m2_milli is None:
                    continue
                if moment > at(FROM_S * RATE):
                    inside = sum(is_inside(feet(lens, *person.footprint_m), SQUARE) for person in truth.persons)
                    people.append((said.people_milli / 1000, inside))
                    dense.append((said.per_m2_milli / 1000, inside / square_m2))
    told, true = np.array(people).T
    density, real = np.array(dense).T
    return [
        figure("crowd: people in the area, true mean", float(true.mean()), "people"),
        figure("crowd: error of the mean count", abs(told.mean() / true.mean() - 1) * 100, "%", "<= 10"),
        figure("crowd: mean absolute error each second", np.abs(told - true).mean() / true.mean() * 100, "%", "<= 10"),
        figure("crowd: mean absolute error of the density", np.abs(density - real).mean() / real.mean() * 100, "%",
               "<= 15"),
    ]  # fmt: skip


def _square_metres() -> float:
    """The area on the drawn ground itself, from its corners: not from what the camera was told."""
    lens = lens_of("plaza")
    x, z, _ = lens.ground()
    inside = np.zeros(z.shape, np.bool_)
    inside[round(SQUARE[0][1] * lens.height) : round(SQUARE[2][1] * lens.height)] = True
    rows = np.flatnonzero(inside.any(axis=1))
    wide = (x[:, -1] - x[:, 0])[rows]
    deep = -np.gradient(z[:, 0])[rows]
    return float((wide * deep).sum())
