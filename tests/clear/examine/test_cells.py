"""The measure from outside: what a copy repeats is counted, and nothing else is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from groundglass.clear.examine.cells import CELL, Small, compare, place_of, small_of

Rgb = npt.NDArray[np.uint8]
HEIGHT, WIDTH = 360, 640
BODY = np.s_[100:260, 300:360]


def wall() -> Rgb:
    coarse = np.random.default_rng(2).integers(60, 200, (HEIGHT // 4, WIDTH // 4), np.uint8)
    return np.asarray(np.kron(coarse, np.ones((4, 4), np.uint8))[..., None].repeat(3, axis=2), np.uint8)


def with_somebody() -> Rgb:
    shown = wall()
    coat = np.random.default_rng(3).integers(0, 60, (40, 15, 3), np.uint8)
    shown[BODY] = np.kron(coat, np.ones((4, 4, 1), np.uint8))
    return shown


def with_a_flat_block(level: int) -> Rgb:
    shown = wall()
    shown[BODY] = level
    return shown


PLACE: Small = small_of(wall())


def test_a_copy_that_hides_nothing_reveals_everything() -> None:
    found = compare(small_of(with_somebody()), small_of(with_somebody()), PLACE)
    assert found.revealed == found.person > 100
    assert found.clear == found.place > 2000


def test_a_copy_that_hides_the_person_reveals_nothing_of_them() -> None:
    found = compare(small_of(with_somebody()), small_of(with_a_flat_block(180)), PLACE)
    assert found.person > 100
    assert found.revealed == 0
    assert found.clear > 0.98 * found.place


def test_flat_cloth_is_revealed_by_its_colour_alone() -> None:
    dark = small_of(with_a_flat_block(12))
    assert compare(dark, dark, PLACE).revealed > 0.8 * compare(dark, dark, PLACE).person
    assert compare(dark, small_of(with_a_flat_block(180)), PLACE).revealed == 0


def test_a_copy_in_which_all_is_hidden_shows_nothing_of_the_place() -> None:
    grey = np.full((HEIGHT, WIDTH, 3), 120, np.uint8)
    assert compare(small_of(with_somebody()), small_of(grey), PLACE).clear == 0


def test_the_place_is_what_most_pictures_show() -> None:
    pictures = [small_of(with_somebody())] * 2 + [PLACE] * 3
    assert np.array_equal(place_of(pictures), PLACE)


def test_a_picture_of_any_size_becomes_whole_cells() -> None:
    assert small_of(np.zeros((1081, 1919, 3), np.uint8)).shape[0] % CELL == 0
    assert small_of(np.zeros((16, 4000, 3), np.uint8)).shape == (CELL, 640, 3)
