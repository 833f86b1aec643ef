"""Flame is told by its colour and by how its light turns, and by neither alone."""

from __future__ import annotations

import numpy as np
import pytest

from groundglass.clear.frame import ClearFrame
from groundglass.clear.observe.colours import colours_of
from groundglass.clear.observe.flame import Flames
from groundglass.clear.place.grid import lay_grid
from groundglass.pane.ids import Instant90k

GRID = lay_grid(320, 176)
NOTHING_PROVEN = np.ones(GRID.shape, np.bool_)
FIRE = (205, 100, 165)
SKIN = (170, 110, 150)
RED_CAR = (160, 122, 174)


def picture(colour: tuple[int, int, int], luma: int, size: tuple[int, int] = (24, 24)) -> ClearFrame:
    """A grey wall with a patch of a colour; `size` is its height and breadth in pixels."""
    planes = [np.full((176, 320), 90, np.uint8), *(np.full((88, 160), 128, np.uint8) for _ in "br")]
    planes[0][80 : 80 + size[0], 160 : 160 + size[1]] = luma
    for plane, level in zip(planes[1:], colour[1:], strict=True):
        plane[40 : 40 + size[0] // 2, 80 : 80 + size[1] // 2] = level
    return ClearFrame(planes[0], planes[1], planes[2], Instant90k(0))


def looked(colour: tuple[int, int, int], depth: int, looks: int = 24, size: tuple[int, int] = (24, 24)) -> list[float]:
    """The moments (s) at which a patch burns whose light goes up and down by `depth`, eight looks a second."""
    flames, burning = Flames(GRID), []
    for n in range(looks):
        luma = colour[0] + (depth if n % 2 else -depth)
        if flames.look(colours_of(picture(colour, luma, size), GRID), NOTHING_PROVEN, 1 / 8 if n else 0.0) is not None:
            burning.append(n / 8)
    return burning


def test_what_has_the_colour_and_the_restlessness_of_flame_burns_within_two_seconds() -> None:
    assert 0.9 <= looked(FIRE, 15)[0] <= 2.0


def test_what_is_as_small_as_the_lamps_of_a_distant_car_must_burn_for_longer() -> None:
    large, small = looked(FIRE, 15)[0], looked(FIRE, 15, size=(4, 8))[0]
    assert small >= large + 0.5


@pytest.mark.parametrize("colour", [SKIN, RED_CAR])
def test_what_is_restless_and_has_another_colour_does_not_burn(colour: tuple[int, int, int]) -> None:
    assert looked(colour, 15) == []


def test_what_has_the_colour_and_rests_does_not_burn() -> None:
    assert looked(FIRE, 1) == []


def test_what_is_proven_to_be_the_place_does_not_burn() -> None:
    flames = Flames(GRID)
    for n in range(24):
        seen = colours_of(picture(FIRE, 205 + (15 if n % 2 else -15)), GRID)
        assert flames.look(seen, np.zeros(GRID.shape, np.bool_), 1 / 8) is None
