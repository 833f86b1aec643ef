"""Claims about sizes where nobody has measured the view: learned from many, slowly, and from nobody in particular."""

from __future__ import annotations

import math
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.clear.frost.cover import STATURE_M, Cover
from groundglass.clear.frost.stature import (
    LEAST_PASSERS,
    LEAST_S,
    LOOK_EVERY_S,
    MOST_KEPT,
    Stature,
    with_scale,
    without_scale,
)
from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.visitors import Labels
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.scale import PxPerMetre
from tests.clear.frost.stillscene import WIDTH, Scene, known_place
from tests.clear.frost.test_cover import ends, straight, walk, walker

GRID = lay_grid(960, 540)
VIEW = PxPerMetre(-20.0, 140.0)
"""A camera that looks down a little: the horizon is above the middle."""


class Street:
    """Somebody at a time crosses a view, looked at as often as sizes are."""

    def __init__(self, stature: Stature | None = None) -> None:
        self.stature = stature or Stature(GRID)
        self.cover: Cover | None = None
        self.now_90k = 1_700_000_000 * TICKS_PER_S
        self.number = 0

    def show(self, mask: Mask) -> None:
        self.wait(LOOK_EVERY_S)
        visitors: Labels = mask.astype(np.int32) * np.int32(self.number)
        self.cover = self.stature.cover(mask, visitors, Instant90k(self.now_90k))

    def cross(self, foot: int, tall: int, *, way: int = 40, wide: int = 3, pace: int = 4) -> None:
        """One more, whose feet are in this row, goes `way` blocks and is gone."""
        self.number += 1
        for x in range(40, 40 + way, pace):
            self.show(walker(x, foot, tall, 2, wide))
        self.show(np.zeros(GRID.shape, np.bool_))

    def wait(self, seconds: float) -> None:
        self.now_90k += round(seconds * TICKS_PER_S)

    def fill(self, count: int, *, rows: tuple[int, ...] = (40, 46, 52, 58)) -> None:
        """Adults of 1.55 to 1.9 m cross at these rows."""
        for n in range(count):
            foot = rows[n % len(rows)]
            tall_m = 1.55 + 0.35 * (n * 7 % 10) / 9
            self.cross(foot, round(tall_m * VIEW.at(foot * GRID.block_px / GRID.height) / GRID.block_px))


def box_m(scale: PxPerMetre, foot: int) -> float:
    """How many metres of the true view a box at this row has."""
    share = foot * GRID.block_px / GRID.height
    return STATURE_M * scale.at(share) / VIEW.at(share)


def learned(street: Street) -> PxPerMetre:
    assert street.stature.scale is not None
    return street.stature.scale


def test_there_is_no_size_before_enough_have_passed() -> None:
    street = Street()
    street.fill(LEAST_PASSERS - 1)
    street.wait(2 * LEAST_S)
    street.show(walker(60, 50, 20, 2, 3))
    assert street.cover is None and street.stature.scale is None
    street.fill(1)
    assert street.cover is not None


def test_a_class_of_pupils_that_passes_at_once_is_no_measure() -> None:
    street = Street()
    street.fill(LEAST_PASSERS + 5)
    assert street.cover is None
    street.wait(LEAST_S)
    street.fill(1)
    assert street.cover is not None


def test_learned_boxes_hold_every_adult_at_every_distance_and_not_much_more() -> None:
    street = Street()
    street.wait(-2 * LEAST_S)
    street.show(walker(60, 50, 20, 2, 3))
    street.wait(2 * LEAST_S)
    street.fill(LEAST_PASSERS)
    for foot in (36, 40, 46, 52, 58, 62):
        assert 1.9 <= box_m(learned(street), foot) <= 2.6


def test_who_walks_at_one_distance_only_gives_a_size_for_it() -> None:
    street = Street()
    street.fill(LEAST_PASSERS - 1, rows=(52,))
    street.wait(LEAST_S)
    street.fill(1, rows=(52,))
    assert 1.9 <= box_m(learned(street), 52) <= 2.6
    scale = learned(street)
    assert scale.at_top == 0.0 and scale.at(0.4) < scale.at(0.8)


def test_two_people_of_other_height_and_gait_have_one_outline_once_sizes_are_learned() -> None:
    street = Street()
    street.fill(LEAST_PASSERS - 1)
    street.wait(LEAST_S)
    street.fill(1)
    quick, slow = (
        walk(Cover(GRID, learned(street), straight), 19, 4, 2),
        walk(Cover(GRID, learned(street), straight), 17, 7, 3),
    )
    sizes = {(bottom - top, right - left) for top, bottom, left, right in map(ends, (*quick, *slow))}
    assert len(sizes) == 1


@pytest.mark.parametrize(
    ("way", "wide", "foot"),
    [(8, 3, 50), (40, 12, 50), (40, 3, GRID.rows)],
    ids=["who stands and sways", "who comes in a group", "who is cut by the edge"],
)
def test_some_are_no_measure(way: int, wide: int, foot: int) -> None:
    street = Street()
    for _ in range(2):
        for _ in range(LEAST_PASSERS):
            street.cross(foot, 20, way=way, wide=wide, pace=4 if way > 8 else 2)
        street.wait(LEAST_S)
    street.fill(1)
    assert street.stature.scale is None


def test_what_no_visitor_changed_is_no_measure() -> None:
    street = Street()
    street.fill(LEAST_PASSERS - 1)
    street.wait(LEAST_S)
    speck = np.zeros(GRID.shape, np.bool_)
    speck[20:22, 30:32] = True
    for x in range(40, 80, 4):
        # A second region that nobody is numbered in, and a speck that is no person.
        street.wait(LOOK_EVERY_S)
        mask = walker(x, 50, 20, 2, 3) | speck
        visitors = speck.astype(np.int32)
        street.cover = street.stature.cover(mask, visitors, Instant90k(street.now_90k))
    street.show(np.zeros(GRID.shape, np.bool_))
    assert street.cover is None


def test_one_who_passes_does_not_change_the_size_that_many_gave() -> None:
    street = Street()
    street.fill(LEAST_PASSERS - 1)
    street.wait(LEAST_S)
    street.fill(1)
    before = learned(street)
    for _ in range(LEAST_PASSERS // 2):
        street.cross(50, 30)
        assert street.stature.scale is before


def test_sizes_follow_a_camera_that_was_turned() -> None:
    street = Street()
    street.fill(LEAST_PASSERS - 1)
    street.wait(LEAST_S)
    street.fill(1)
    before = box_m(learned(street), 50)
    for _ in range(MOST_KEPT + LEAST_PASSERS):
        street.cross(50, 10, way=24, pace=8, wide=1)
    assert box_m(learned(street), 50) < 0.7 * before


def test_somebody_who_blinks_in_pictures_in_between_passes_once() -> None:
    street = Street()
    street.fill(LEAST_PASSERS - 2)
    street.wait(LEAST_S)
    street.number += 1
    nobody = np.zeros(GRID.shape, np.bool_)
    for x in range(40, 80, 4):
        street.show(walker(x, 50, 20, 2, 3))
        between = Instant90k(street.now_90k + TICKS_PER_S // 30)
        assert street.stature.cover(nobody, nobody.astype(np.int32), between) is None
    street.show(nobody)
    assert street.cover is None
    street.fill(1)
    assert street.cover is not None


finite = st.floats(-1e5, 1e5, width=32)


@given(st.integers(0, 2**32 - 1), finite, finite)
def test_a_cover_of_any_learned_size_is_never_less_than_what_must_be_hidden(
    seed: int, top: float, slope: float
) -> None:
    rng = np.random.default_rng(seed)
    must = np.kron(rng.random((17, 30)) < 0.1, np.ones((4, 4), np.bool_))[: GRID.rows]
    cover = Stature(GRID, PxPerMetre(top, slope)).cover(must, must.astype(np.int32), Instant90k(0))
    assert cover is not None
    assert not (must & ~cover.over(must)).any()


@given(st.binary(max_size=64), finite, finite)
def test_sizes_come_back_with_the_place_they_were_learned_in(place: bytes, top: float, slope: float) -> None:
    assert without_scale(with_scale(place, PxPerMetre(top, slope))) == (place, PxPerMetre(top, slope))


def test_a_place_without_sizes_is_as_it_was() -> None:
    assert with_scale(b"place", None) == b"place"
    assert without_scale(b"place") == (b"place", None)
    assert without_scale(bytes(40)) == (bytes(40), None)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_sizes_that_are_no_numbers_are_left_out(value: float) -> None:
    for pair in ((value, 1.0), (1.0, value)):
        assert without_scale(b"place" + struct.pack(">4sff", b"GGSZ", *pair)) == (b"place", None)


def crossed(scene: Scene, times: int) -> None:
    for _ in range(times):
        scene.walk(-40, WIDTH + 40, 80, pace=20)
        scene.run(0.3)


def hidden_share(scene: Scene) -> float:
    """With somebody in the middle of the view, who is gone again."""
    scene.walk(-40, 150, 80, pace=20)
    share = scene.show(scene.draw((150, 80))).hidden_share
    scene.walk(170, WIDTH + 40, 80, pace=20)
    scene.run(0.3)
    return share


@pytest.fixture(scope="module")
def measured() -> Scene:
    """A camera that nobody measured, after forty have passed in twenty minutes."""
    scene = Scene(known=known_place())
    scene.run(1.0)
    crossed(scene, LEAST_PASSERS // 2)
    scene.now_s += 2 * LEAST_S
    scene.run(2.0)
    crossed(scene, LEAST_PASSERS // 2)
    return scene


def test_a_camera_hides_in_boxes_once_enough_have_passed(measured: Scene) -> None:
    begun = Scene(known=known_place())
    begun.run(1.0)
    assert hidden_share(measured) > 1.5 * hidden_share(begun)


def test_learned_sizes_outlast_a_restart_and_are_forgotten_with_the_place(measured: Scene) -> None:
    share = hidden_share(measured)
    again = Scene(known=measured.froster.place_bytes())
    again.run(1.0)
    assert hidden_share(again) == pytest.approx(share, rel=0.05)
    again.froster.forget()
    again.run(12.0)
    assert hidden_share(again) < share / 1.5
