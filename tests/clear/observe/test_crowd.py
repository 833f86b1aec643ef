"""A crowd is estimated from what it covers, wherever in the view it stands."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.observe.crowd import Crowd
from groundglass.clear.observe.parts import slimmed
from groundglass.clear.place.grid import Mask, cover
from tests.clear.observe.drawn import GRID, mask, stature

SQUARE = cover((((0.0, 0.4), (1.0, 0.4), (1.0, 1.0), (0.0, 1.0)),), GRID, whole_blocks=False)


def crowd() -> Crowd:
    return Crowd(stature(), SQUARE)


def standing(count: int, seed: int, *, top: float = 0.4, bottom: float = 1.0) -> Mask:
    """People at random on the ground between two rows, as large as somebody with a shadow is seen."""
    rng = np.random.default_rng(seed)
    rows = np.arange(round(top * GRID.rows) + 1, round(bottom * GRID.rows) + 1)
    ground = stature().per_m[rows] ** -3
    here = stature()
    boxes = [
        (rng.uniform(0, GRID.columns), float(foot), float(here.wide[foot]), float(here.tall[foot]))
        for foot in rng.choice(rows, count, p=ground / ground.sum())
    ]
    return slimmed(mask(*boxes), here)


@pytest.mark.parametrize("count", [10, 25, 50])
def test_a_crowd_is_estimated_within_a_fifth(count: int) -> None:
    by = crowd()
    told = [by.people(standing(count, seed).astype(np.float64)) for seed in range(12)]
    assert np.mean(told) == pytest.approx(count, rel=0.2)


def test_an_empty_square_holds_nobody() -> None:
    assert crowd().people(np.zeros(GRID.shape)) == pytest.approx(0.0, abs=0.01)


def test_few_near_the_camera_are_not_many_far_behind_them() -> None:
    near = standing(5, 1, top=0.9)
    assert crowd().people(near.astype(np.float64)) < 9


def test_who_stands_before_the_area_is_not_in_it() -> None:
    far = cover((((0.0, 0.4), (1.0, 0.4), (1.0, 0.5), (0.0, 0.5)),), GRID, whole_blocks=False)
    near = standing(12, 2, top=0.75)
    assert Crowd(stature(), far).people(near.astype(np.float64)) < 6
