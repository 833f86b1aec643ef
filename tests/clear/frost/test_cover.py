"""Claims about the shapes that stand for people: never less than what must be hidden, and nobody's own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.clear.frost.cover import CLOSE, LEAST_BLOCKS, STATURE_M, WIDE, Chance, Cover, Room, by_chance
from groundglass.clear.frost.policy import FrostPolicy
from groundglass.clear.place.grid import Grid, Mask, lay_grid
from groundglass.pane.scale import PxPerMetre
from tests.clear.frost.stillscene import WIDTH, Scene

GRID = lay_grid(960, 540)


def straight() -> float:
    """The chance that puts a box neither to the left nor to the right."""
    return 0.5


def always(drawn: float) -> Chance:
    return lambda: drawn


def nothing(grid: Grid = GRID) -> Mask:
    return np.zeros(grid.shape, np.bool_)


def walker(x: int, foot: int, tall: int, stride: int, shoulders: int) -> Mask:
    """A body of a breadth with legs apart by `stride`, its feet in row `foot`, in blocks."""
    mask = nothing()
    mask[foot - tall : foot - tall // 2, x - shoulders : x + shoulders] = True
    for leg in range(tall // 2):
        reach = stride * leg // (tall // 2)
        row = foot - tall // 2 + leg
        mask[row, x - reach - 1 : x - reach + 1] = mask[row, x + reach - 1 : x + reach + 1] = True
    return mask


def walk(cover: Cover, tall: int, rhythm: int, shoulders: int, room: Room = CLOSE) -> list[Mask]:
    """Three seconds from left to right at ten pictures a second; the legs swing once in `rhythm` pictures."""
    covers = []
    for n in range(30):
        stride = round((tall * 0.2) * abs(np.sin(np.pi * n / rhythm)))
        covers.append(cover.over(walker(40 + n, 50, tall, stride, shoulders), room))
    return covers


def ends(mask: Mask) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


@given(st.integers(0, 2**32 - 1), st.floats(0.001, 0.6))
def test_a_cover_is_never_less_than_what_must_be_hidden(seed: int, share: float) -> None:
    rng = np.random.default_rng(seed)
    cover = Cover(GRID, None if seed % 2 else PxPerMetre(20.0, 80.0), rng.random)
    for _ in range(3):
        coarse = rng.random((17, 30)) < share
        must = np.kron(coarse, np.ones((4, 4), np.bool_)) & (rng.random(GRID.shape) < 0.9)
        before = must.copy()
        out = cover.over(must, WIDE if seed % 3 else CLOSE)
        assert out.shape == must.shape and not (must & ~out).any()
        assert (must == before).all()


def test_nothing_hidden_is_covered_by_nothing() -> None:
    cover = Cover(GRID, None, straight)
    cover.over(walker(60, 50, 20, 4, 3))
    assert not cover.over(nothing()).any()


def test_two_gaits_have_one_outline_where_the_scale_is_known() -> None:
    scale = PxPerMetre(0.0, 100.0)
    quick = walk(Cover(GRID, scale, straight), 19, 4, 2)
    slow = walk(Cover(GRID, scale, straight), 17, 7, 3)
    tall = {ends(mask)[:2] for mask in (*quick, *slow)}
    broad = {ends(mask)[3] - ends(mask)[2] for mask in (*quick, *slow)}
    assert len(tall) == 1 and len(broad) == 1


@pytest.mark.parametrize("tall", [16, 17, 18, 19, 20])
def test_where_the_scale_is_known_no_box_is_stretched_by_a_tall_body_or_a_wide_stride(tall: int) -> None:
    scale = PxPerMetre(0.0, 100.0)
    masks = walk(Cover(GRID, scale, straight), tall, 5, 3)
    sizes = {(bottom - top, right - left) for top, bottom, left, right in map(ends, masks)}
    adult = STATURE_M * scale.at(50 * GRID.block_px / GRID.height) / GRID.block_px
    assert len(sizes) == 1
    assert adult <= max(sizes)[0] + 1 <= adult + 1


def test_two_heights_within_one_step_of_the_list_have_one_outline_without_a_scale() -> None:
    short, long = walk(Cover(GRID, None, straight), 20, 5, 2), walk(Cover(GRID, None, straight), 23, 5, 3)
    assert {ends(mask)[:2] for mask in short} == {ends(mask)[:2] for mask in long}


def test_a_cover_is_one_full_box_without_the_gap_between_legs() -> None:
    top, bottom, left, right = ends(mask := Cover(GRID, None, straight).over(walker(60, 50, 20, 4, 3)))
    assert mask[top : bottom + 1, left : right + 1].all()


def test_a_cover_moves_in_steps() -> None:
    left = [ends(mask)[2] for mask in walk(Cover(GRID, None, straight), 20, 5, 2)]
    moves = np.diff(left)
    assert (moves != 0).sum() <= len(moves) / 2
    assert set(moves[moves != 0]) == {2}


def test_when_a_cover_moves_says_nothing_of_how_far_somebody_strides() -> None:
    scale = PxPerMetre(0.0, 100.0)
    moved = []
    for rhythm, shoulders in ((4, 1), (5, 2), (7, 4)):
        left = [ends(mask)[2] for mask in walk(Cover(GRID, scale, straight), 19, rhythm, shoulders)]
        moved.append(tuple(np.diff(left)))
    assert len(set(moved)) == 1


@pytest.mark.parametrize("room", [CLOSE, WIDE])
def test_where_a_box_is_put_is_partly_chance_and_it_always_holds_who_is_in_it(room: Room) -> None:
    scale = PxPerMetre(0.0, 100.0)
    adult = STATURE_M * scale.at(50 * GRID.block_px / GRID.height) / GRID.block_px
    body = walker(60, 50, 18, 3, 2)
    lefts = [ends(Cover(GRID, scale, always(at)).over(body, room))[2] for at in (0.0, 0.25, 0.5, 0.75, 0.999)]
    assert lefts == sorted(lefts) and lefts[0] < lefts[2] < lefts[-1]
    assert lefts[-1] - lefts[0] <= 2 * room.astray * adult + 2
    for at in (0.0, 0.999):
        for mask in walk(Cover(GRID, scale, always(at)), 18, 5, 3, room):
            top, bottom, left, right = ends(mask)
            assert mask[top : bottom + 1, left : right + 1].all(), "one full box, and nothing beside it"


def test_where_the_place_is_shown_instead_more_of_it_is_given_to_chance() -> None:
    body, scale = walker(60, 50, 18, 3, 2), PxPerMetre(0.0, 100.0)
    spread, broad = [], []
    for room in (CLOSE, WIDE):
        first, last = (ends(Cover(GRID, scale, always(at)).over(body, room)) for at in (0.0, 0.999))
        spread.append(last[2] - first[2])
        broad.append(first[3] - first[2])
    assert spread[1] > 2 * spread[0]
    assert broad[1] > 1.4 * broad[0]


def test_a_box_that_was_put_to_one_side_stays_there_while_nobody_moves() -> None:
    chances = iter((0.0, 0.999, 0.0, 0.999))
    cover = Cover(GRID, PxPerMetre(0.0, 100.0), lambda: next(chances))
    seen = {cover.over(walker(60 + n % 2, 50, 18, n % 3, 3)).tobytes() for n in range(20)}
    assert len(seen) == 1


def test_chance_is_the_systems_own_and_not_foreseen() -> None:
    drawn = [by_chance() for _ in range(200)]
    assert all(0.0 <= one < 1.0 for one in drawn)
    assert len(set(drawn)) > 190 and min(drawn) < 0.25 and max(drawn) > 0.75


def test_who_stands_and_sways_is_covered_by_a_box_at_rest() -> None:
    cover = Cover(GRID, None, straight)
    seen = {cover.over(walker(60 + n % 2, 50, 20, n % 3, 3)).tobytes() for n in range(20)}
    assert len(seen) == 1


def test_a_knee_that_bends_does_not_make_a_smaller_box() -> None:
    cover = Cover(GRID, None, straight)
    first = ends(cover.over(walker(60, 50, 22, 3, 3)))
    bent = ends(cover.over(walker(60, 50, 18, 3, 3)))
    assert bent == first


def test_who_leaves_a_far_larger_box_gets_one_of_their_own_size() -> None:
    cover = Cover(GRID, None, straight)
    large = cover.over(walker(60, 60, 40, 4, 3))
    assert cover.over(walker(60, 60, 10, 1, 2)).sum() < large.sum() / 4


def test_a_region_cut_by_the_edge_of_the_picture_is_covered_in_steps_of_its_own_height() -> None:
    mask = nothing()
    mask[0:43, 50:61] = True
    mask[10:12, 61:70] = True
    top, bottom, left, right = ends(Cover(GRID, None, straight).over(mask))
    assert top == 0 and 42 <= bottom < 50
    assert left <= 50 and right >= 69 and right - left < 26


def test_a_crowd_is_covered_in_columns_to_the_lowest_foot() -> None:
    mask = nothing()
    for x in range(20, 80, 6):
        mask |= walker(x, 50 - (x % 4), 18, 3, 3)
    out = Cover(GRID, None, straight).over(mask)
    assert out[49, 24:76].all()
    assert not out[:20].any()


def test_more_regions_than_boxes_are_hidden_all_the_same() -> None:
    mask = nothing()
    for row in range(2, 60, 11):
        for column in range(2, 116, 9):
            mask[row : row + LEAST_BLOCKS, column : column + 2] = True
    assert not (mask & ~Cover(GRID, None, straight).over(mask)).any()


def test_specks_stay_as_small_as_they_are() -> None:
    mask = nothing()
    mask[30:32, 40:43] = True
    assert (Cover(GRID, None, straight).over(mask) == mask).all()


@pytest.mark.parametrize("foot", [40, 52, 60])
def test_where_the_scale_is_known_all_adults_share_one_stature(foot: int) -> None:
    scale = PxPerMetre(10.0, 90.0)
    adult = STATURE_M * scale.at(foot * GRID.block_px / GRID.height) / GRID.block_px
    for share in (0.72, 0.9):
        top, bottom, _, _ = ends(Cover(GRID, scale, straight).over(walker(60, foot, int(adult * share), 2, 2)))
        assert adult <= bottom - top + 1 <= adult + 1


def test_what_is_far_from_an_adults_size_is_not_measured_by_one() -> None:
    scale = PxPerMetre(400.0, 0.0)
    out = Cover(GRID, scale, straight).over(walker(60, 50, 10, 1, 2))
    top, bottom, _, _ = ends(out)
    assert bottom - top < 16


def test_nothing_unproven_is_drawn_in_a_box_neither_in_its_figure_nor_beside_it() -> None:
    scene = Scene(FrostPolicy(mode="approved", evidence_s=2.0, scale=PxPerMetre(40.0, 0.0)))
    scene.run(5.0)
    # Approved but for two strips, one under the figure that will be drawn and one beside it.
    ends_px = (0, 150, 158, 180, 190, WIDTH)
    scene.approve(
        tuple(
            ((left / WIDTH, 0), (right / WIDTH, 0), (right / WIDTH, 1), (left / WIDTH, 1))
            for left, right in zip(ends_px[::2], ends_px[1::2], strict=True)
        )
    )
    scene.run(1.0)
    scene.run(1.0, at=(140, 80))
    blue = scene.into.blue[46:68].astype(np.int16)
    figure, beside = blue[:, 69:83], blue[:, 88:97]
    assert np.ptp(figure) <= 2 and np.ptp(beside) <= 2
    assert abs(np.median(figure) - np.median(beside)) >= 6, "the figure stands out of its box"


def test_a_figure_is_its_boxs_and_nobodys() -> None:
    scale = PxPerMetre(60.0, 0.0)
    figures = []
    for tall, shoulders, stride in ((15, 2, 0), (17, 3, 2)):
        cover = Cover(GRID, scale, straight)
        out = cover.over(walker(60, 50, tall, stride, shoulders))
        assert cover.figures.any() and not (cover.figures & ~out).any()
        figures.append(cover.figures)
    assert (figures[0] == figures[1]).all()


def test_what_has_no_box_is_drawn_whole() -> None:
    mask = nothing()
    mask[30:32, 40:43] = True
    cover = Cover(GRID, None, straight)
    assert (cover.over(mask) == cover.figures).all()
