"""Rain is specks all over the picture, and while it falls a speck of two pictures is nobody."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.rain import FORGET_S, Rain
from groundglass.clear.place.visitor import RAINED_BLOCKS, STREAK_BLOCKS
from groundglass.clear.place.visitors import Visitors

GRID = lay_grid(320, 192)
SETTLED = np.ones(GRID.shape, np.bool_)
STILL = ~SETTLED
STEP_S = 0.1
TOP, LEFT = 22, 38


def rained(rng: np.random.Generator, streaks: int = 6) -> Mask:
    """Streaks of three blocks by two, anywhere but around the spot at which somebody stirs."""
    mask = np.zeros(GRID.shape, np.bool_)
    for _ in range(streaks):
        top, left = rng.integers(0, GRID.rows - 3), rng.integers(0, GRID.columns - 2)
        mask[top : top + 3, left : left + 2] = True
    mask[18:34, 32:52] = False
    return mask


def in_rain(seconds: float = 12.0) -> Visitors:
    visitors, rng = Visitors(GRID, 6.0), np.random.default_rng(1)
    for _ in range(round(seconds / STEP_S)):
        visitors.follow(rained(rng), SETTLED, STILL, STEP_S)
    visitors.follow(np.zeros(GRID.shape, np.bool_), SETTLED, STILL, STEP_S)
    return visitors


def stirs(visitors: Visitors, pictures: int, wide: int = 3, tall: int = 4) -> bool:
    """Whether somebody who is seen to stir in so many pictures and then no more has voided where they are."""
    mask, void = np.zeros(GRID.shape, np.bool_), np.zeros(GRID.shape, np.bool_)
    mask[TOP : TOP + tall, LEFT : LEFT + wide] = True
    for _ in range(pictures):
        void |= visitors.follow(mask, SETTLED, STILL, STEP_S)
    void |= visitors.follow(np.zeros(GRID.shape, np.bool_), SETTLED, STILL, STEP_S)
    return bool(void[mask].any())


def test_specks_everywhere_are_rain_and_specks_in_one_part_are_not() -> None:
    everywhere, beside = Rain(GRID), Rain(GRID)
    rng = np.random.default_rng(2)
    for _ in range(100):
        spots = [(float(rng.uniform(0, GRID.columns)), float(rng.uniform(0, GRID.rows))) for _ in range(2)]
        everywhere.watch(spots, STEP_S)
        beside.watch([(x / 3, y) for x, y in spots], STEP_S)
    assert everywhere.falls
    assert not beside.falls


def test_rain_is_over_a_while_after_its_last_speck() -> None:
    rain = Rain(GRID)
    for _ in range(4):
        rain.watch([(x + 0.5, y + 0.5) for x in range(0, GRID.columns, 10) for y in range(0, GRID.rows, 6)], STEP_S)
    assert rain.falls
    for _ in range(round(3 * FORGET_S / STEP_S)):
        rain.watch([], STEP_S)
    assert not rain.falls


@pytest.mark.parametrize(("pictures", "has_stirred"), [(1, False), (2, False), (3, True)])
def test_in_rain_a_speck_of_two_pictures_is_nobody_and_of_three_is_somebody(pictures: int, has_stirred: bool) -> None:
    assert stirs(in_rain(), pictures) is has_stirred


def test_without_rain_a_speck_of_two_pictures_is_somebody() -> None:
    assert not stirs(Visitors(GRID, 6.0), 1)
    assert stirs(Visitors(GRID, 6.0), 2)


@pytest.mark.parametrize(("wide", "tall", "has_stirred"), [(6, 6, False), (6, 8, True)])
def test_in_rain_streaks_beside_each_other_are_nobody_and_what_is_larger_is(
    wide: int, tall: int, has_stirred: bool
) -> None:
    assert (wide * tall > RAINED_BLOCKS) is has_stirred
    assert wide * tall > STREAK_BLOCKS
    assert stirs(Visitors(GRID, 6.0), 1, wide, tall)
    assert stirs(in_rain(), 1, wide, tall) is has_stirred
