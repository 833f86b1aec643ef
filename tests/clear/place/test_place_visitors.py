"""What counts as a visitor that went away from in front of a block."""

from __future__ import annotations

import numpy as np

from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.visitors import Visitors

GRID = lay_grid(320, 192)
SETTLED = np.ones(GRID.shape, np.bool_)
STEP_S = 0.1
EVIDENCE_S = 6.0
FRESH = np.zeros(GRID.shape, np.bool_)


def region(left: int, top: int, width: int, height: int) -> Mask:
    mask = np.zeros(GRID.shape, np.bool_)
    mask[top : top + height, max(left, 0) : left + width] = True
    return mask


def walk(visitors: Visitors, start: int, stop: int, height: int = 18) -> Mask:
    """A region 7 blocks wide goes from column to column; all blocks that it uncovered are returned."""
    uncovered = np.zeros(GRID.shape, np.bool_)
    for left in range(start, stop, 2 if stop > start else -2):
        visitors.follow(region(left, 20, 7, height), SETTLED, STEP_S)
        uncovered |= visitors.uncovered
    return uncovered


def test_a_visitor_that_walked_on_uncovers_what_was_behind_it() -> None:
    uncovered = walk(Visitors(GRID, EVIDENCE_S), 0, 70)
    assert uncovered[20:38, 2:50].all()
    assert not uncovered[:20].any()
    assert not uncovered[:, 62:].any()


def test_a_visitor_closer_than_its_own_size_uncovers_nothing() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    walk(visitors, 0, 30)
    before = visitors.uncovered.copy()
    visitors.follow(region(30, 20, 7, 18), SETTLED, STEP_S)
    assert not visitors.uncovered[:, 23:].any()
    assert not before[:, 23:].any()


def test_a_part_that_still_stirs_is_not_a_visitor_that_went() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    visitors.follow(region(30, 24, 7, 24), SETTLED, STEP_S)
    visitors.follow(region(30, 24, 7, 24), SETTLED, STEP_S)
    visitors.follow(region(30, 43, 7, 5), SETTLED, STEP_S)
    assert not visitors.uncovered.any()


def test_a_visitor_counts_once_for_a_block_however_often_it_comes_back() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    first = walk(visitors, 0, 40)
    again = walk(visitors, 40, 0) | walk(visitors, 0, 70)
    assert first[20:38, 6:20].all()
    assert not again[20:38, 6:20].any()


def test_another_visitor_counts_again() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    first = walk(visitors, 0, 78)
    visitors.follow(np.zeros(GRID.shape, np.bool_), SETTLED, STEP_S)
    second = walk(visitors, 0, 70)
    assert first[20:38, 6:40].all()
    assert second[20:38, 6:40].all()


def test_what_only_stirred_where_it_began_uncovers_nothing() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for left in (20, 25, 30, 35):
        visitors.follow(region(left, 20, 50 - left, 7), SETTLED, STEP_S)
        assert not visitors.uncovered.any()


def test_an_edge_where_nothing_had_settled_is_no_witness_of_having_come_from_outside() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for width in (7, 8, 7, 8, 7):
        visitors.follow(region(0, 20, width, 18), FRESH, STEP_S)
        assert not visitors.passing.any()
    assert visitors.stirring[20:38, :8].all()


def test_who_comes_in_at_an_edge_that_had_settled_came_from_outside() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for width in (1, 3, 5, 7):
        visitors.follow(region(0, 20, width, 18), SETTLED, STEP_S)
    assert not visitors.passing.any()
    for left in (1, 2):
        visitors.follow(region(left, 20, 7, 18), SETTLED, STEP_S)
    assert visitors.passing[20:38, 2:9].all()
    assert not visitors.stirring.any()


def test_who_stirs_at_an_edge_that_had_settled_did_not_come_from_outside() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for left in (0, 1, 2, 1, 0):
        visitors.follow(region(0, 20, 7 - left, 18), SETTLED, STEP_S)
        assert not visitors.passing.any()
    assert visitors.follow(region(60, 20, 4, 4), SETTLED, STEP_S)[20:38, :7].all()


def test_who_stays_where_another_passed_by_has_not_passed() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    body = region(40, 20, 7, 18)
    for left in range(10, 60, 2):
        visitors.follow(body | region(left, 20, 7, 18), SETTLED, STEP_S)
    for _ in range(40):
        visitors.follow(body, SETTLED, STEP_S)
    assert not visitors.passing.any()
    assert visitors.stirring[20:38, 40:47].all()


def met_after(steps: int) -> Mask:
    """A region goes so many blocks and becomes part of a larger one; the blocks whose evidence that voids."""
    visitors = Visitors(GRID, EVIDENCE_S)
    for step in range(steps + 1):
        visitors.follow(region(10 + step, 20, 8, 10) | region(52, 20, 16, 10), SETTLED, STEP_S)
    return visitors.follow(region(10 + steps, 20, 58 - steps, 10), SETTLED, STEP_S)


def test_who_was_on_their_way_when_they_met_another_has_not_stirred() -> None:
    assert not met_after(9).any()


def test_who_stirred_where_they_were_and_met_another_voids_what_they_touched() -> None:
    assert met_after(3)[20:30, 10:13].all()


def test_what_stirred_beside_an_edge_voids_all_up_to_it() -> None:
    for left, beyond in ((4, np.s_[20:38, :4]), (GRID.columns - 6, np.s_[20:38, GRID.columns - 4 :])):
        visitors = Visitors(GRID, EVIDENCE_S)
        visitors.follow(region(left, 20, 2, 18), FRESH, STEP_S)
        assert visitors.follow(np.zeros(GRID.shape, np.bool_), FRESH, STEP_S)[beyond].all()
    visitors = Visitors(GRID, EVIDENCE_S)
    visitors.follow(region(30, GRID.rows - 8, 10, 4), FRESH, STEP_S)
    assert visitors.stirring[GRID.rows - 4 :, 30:40].all()
