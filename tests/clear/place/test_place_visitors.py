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
STILL = FRESH
TREMBLING = SETTLED


def region(left: int, top: int, width: int, height: int) -> Mask:
    mask = np.zeros(GRID.shape, np.bool_)
    mask[top : top + height, max(left, 0) : left + width] = True
    return mask


def walk(visitors: Visitors, start: int, stop: int, height: int = 18) -> Mask:
    """A region 7 blocks wide goes from column to column; all blocks that it uncovered are returned."""
    uncovered = np.zeros(GRID.shape, np.bool_)
    for left in range(start, stop, 2 if stop > start else -2):
        visitors.follow(region(left, 20, 7, height), SETTLED, STILL, STEP_S)
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
    visitors.follow(region(30, 20, 7, 18), SETTLED, STILL, STEP_S)
    assert not visitors.uncovered[:, 23:].any()
    assert not before[:, 23:].any()


def test_a_part_that_still_stirs_is_not_a_visitor_that_went() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    visitors.follow(region(30, 24, 7, 24), SETTLED, STILL, STEP_S)
    visitors.follow(region(30, 24, 7, 24), SETTLED, STILL, STEP_S)
    visitors.follow(region(30, 43, 7, 5), SETTLED, STILL, STEP_S)
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
    visitors.follow(np.zeros(GRID.shape, np.bool_), SETTLED, STILL, STEP_S)
    second = walk(visitors, 0, 70)
    assert first[20:38, 6:40].all()
    assert second[20:38, 6:40].all()


def test_what_only_stirred_where_it_began_uncovers_nothing() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for left in (20, 25, 30, 35):
        visitors.follow(region(left, 20, 50 - left, 7), SETTLED, STILL, STEP_S)
        assert not visitors.uncovered.any()


def test_an_edge_where_nothing_had_settled_is_no_witness_of_having_come_from_outside() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for width in (7, 8, 7, 8, 7):
        visitors.follow(region(0, 20, width, 18), FRESH, STILL, STEP_S)
        assert not visitors.passing.any()
    assert visitors.stirring[20:38, :8].all()


def test_who_comes_in_at_an_edge_that_had_settled_came_from_outside() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for width in (1, 3, 5, 7):
        visitors.follow(region(0, 20, width, 18), SETTLED, STILL, STEP_S)
    assert not visitors.passing.any()
    for left in (1, 2):
        visitors.follow(region(left, 20, 7, 18), SETTLED, STILL, STEP_S)
    assert visitors.passing[20:38, 2:9].all()
    assert not visitors.stirring.any()


def test_who_stirs_at_an_edge_that_had_settled_did_not_come_from_outside() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for left in (0, 1, 2, 1, 0):
        visitors.follow(region(0, 20, 7 - left, 18), SETTLED, STILL, STEP_S)
        assert not visitors.passing.any()
    assert visitors.follow(region(60, 20, 4, 4), SETTLED, STILL, STEP_S)[20:38, :7].all()


def test_who_stays_where_another_passed_by_has_not_passed() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    body = region(40, 20, 7, 18)
    for left in range(10, 60, 2):
        visitors.follow(body | region(left, 20, 7, 18), SETTLED, STILL, STEP_S)
    for _ in range(40):
        visitors.follow(body, SETTLED, STILL, STEP_S)
    assert not visitors.passing.any()
    assert visitors.stirring[20:38, 40:47].all()


def test_who_was_there_has_not_come_from_outside_when_somebody_comes_to_them_from_there() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for _ in range(10):
        visitors.follow(region(72, 20, 4, 5), SETTLED, STILL, STEP_S)
    visitors.follow(region(72, 20, 8, 5), SETTLED, STILL, STEP_S)  # whoever comes is never seen apart from them
    for left in (70, 68, 66, 64):
        visitors.follow(region(left, 20, 76 - left, 5), SETTLED, STILL, STEP_S)
        assert not visitors.passing.any()
    void = visitors.follow(region(10, 2, 4, 4), SETTLED, STILL, STEP_S)
    assert void[20:25, 72:76].all(), "and what they stirred is void"


def met_after(steps: int) -> Mask:
    """A region goes so many blocks and becomes part of a larger one; the blocks whose evidence that voids."""
    visitors = Visitors(GRID, EVIDENCE_S)
    for step in range(steps + 1):
        visitors.follow(region(10 + step, 20, 8, 10) | region(52, 20, 16, 10), SETTLED, STILL, STEP_S)
    return visitors.follow(region(10 + steps, 20, 58 - steps, 10), SETTLED, STILL, STEP_S)


def test_who_was_on_their_way_when_they_met_another_has_not_stirred() -> None:
    assert not met_after(9)[:, :50].any()


def test_who_stirred_where_another_came_to_them_voids_what_they_touched() -> None:
    assert met_after(9)[20:30, 52:68].all()


def test_who_stirred_where_they_were_and_met_another_voids_what_they_touched() -> None:
    assert met_after(3)[20:30, 10:13].all()


def sure_of(regions: list[Mask]) -> Mask:
    """The blocks that are void for sure, at any time while these are seen one after the other and then nobody."""
    visitors, sure = Visitors(GRID, EVIDENCE_S), FRESH.copy()
    for changed in (*regions, FRESH):
        visitors.follow(changed, FRESH, STILL, STEP_S)
        sure |= visitors.sure
    return sure


def test_who_stirs_by_themselves_has_stirred_for_sure_and_who_was_there_for_a_moment_has_not() -> None:
    assert sure_of([region(40 + step % 2, 20, 7, 18) for step in range(6)])[20:38, 40:48].all()
    assert not sure_of([region(40 + step % 2, 20, 7, 18) for step in range(2)]).any()


def test_what_stood_in_pictures_that_were_all_the_same_has_not_stirred_for_sure() -> None:
    assert not sure_of([region(40, 20, 7, 18)] * 9).any()


def test_who_stirs_for_a_second_and_is_then_met_has_stirred_for_sure() -> None:
    for seen, sure in ((14, True), (6, False)):
        sits = [region(52 + step % 2, 20, 9, 18) for step in range(seen)]
        comes = [region(4 + 2 * step, 20, 7, 18) for step in range(seen)]
        met = region(2 * seen, 20, 61 - 2 * seen, 18)
        both = [one | other for one, other in zip(sits, comes, strict=True)]
        assert sure_of([*both, met, met])[22:36, 53:60].any() == sure


def test_several_who_are_one_region_and_part_have_not_stirred_for_sure() -> None:
    several = [region(20, 20, 40, 18)] * 3
    parted = [region(20, 20, 12, 18) | region(46, 20, 14, 18)] * 4
    assert not sure_of([*several, *parted, *several, *parted]).any()


def test_a_part_of_several_has_stirred_for_sure_only_once_it_was_somebody_for_a_second() -> None:
    for apart, sure in ((14, True), (6, False)):
        parted = [region(20, 20, 12, 18) | region(50 - step % 2, 20, 10, 18) for step in range(apart)]
        assert sure_of([region(20, 20, 40, 18), *parted, region(20, 20, 12, 18)])[22:36, 52:60].any() == sure


def test_what_stirred_beside_an_edge_voids_all_up_to_it() -> None:
    for left, beyond in ((4, np.s_[20:38, :4]), (GRID.columns - 6, np.s_[20:38, GRID.columns - 4 :])):
        visitors = Visitors(GRID, EVIDENCE_S)
        visitors.follow(region(left, 20, 2, 18), FRESH, STILL, STEP_S)
        assert visitors.follow(np.zeros(GRID.shape, np.bool_), FRESH, STILL, STEP_S)[beyond].all()
    visitors = Visitors(GRID, EVIDENCE_S)
    visitors.follow(region(30, GRID.rows - 8, 10, 4), FRESH, STILL, STEP_S)
    assert visitors.stirring[GRID.rows - 4 :, 30:40].all()


def test_who_went_on_after_several_were_one_region_voids_where_they_began_and_where_they_ended() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for left in range(10, 50, 2):
        # All are one as they begin: wider than any of them will go.
        others = region(10, 4, 40, 34) if left < 16 else FRESH
        visitors.follow(others | region(left, 20, 7, 18), FRESH, STILL, STEP_S)
    void = visitors.follow(FRESH, FRESH, STILL, STEP_S)
    assert void[4:38, 10:20].all()
    assert void[20:38, 48:55].all()
    assert not void[:, 60:].any()


def test_who_was_one_with_several_on_their_way_voids_nothing_of_it_between() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for left in range(2, 44, 2):
        others = region(20, 4, 44, 42) if left == 22 else FRESH
        visitors.follow(others | region(left, 14, 7, 30), FRESH, STILL, STEP_S)
    void = visitors.follow(FRESH, FRESH, STILL, STEP_S)
    assert void[14:44, 2:10].all()
    assert void[14:44, 42:49].all()
    assert not void[:, 22:30].any()


def test_several_who_are_one_region_beside_an_edge_are_no_body_that_it_cuts() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    several = region(20, 20, 60, 3) | region(20, 20, 3, 24)
    visitors.follow(several, FRESH, STILL, STEP_S)
    void = visitors.follow(FRESH, FRESH, STILL, STEP_S)
    assert void[20:23, 20:].all()
    assert not void[32:, 40:].any()


def test_a_streak_that_one_of_many_pictures_shows_voids_nothing_and_one_of_few_does() -> None:
    for step_s, stirs in ((0.1, False), (0.5, True)):
        visitors = Visitors(GRID, EVIDENCE_S)
        visitors.follow(region(30, 20, 2, 5), SETTLED, STILL, step_s)
        assert visitors.stirring.any() == stirs
        assert visitors.follow(FRESH, SETTLED, STILL, step_s).any() == stirs


def test_a_part_that_split_off_for_one_picture_is_no_streak() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    for _ in range(3):
        visitors.follow(region(30, 20, 12, 18), SETTLED, STILL, STEP_S)
    visitors.follow(region(30, 20, 4, 18) | region(38, 20, 4, 18), SETTLED, STILL, STEP_S)
    assert visitors.follow(region(30, 20, 4, 18), SETTLED, STILL, STEP_S)[20:38, 38:42].all()


def parted(apart_s: float) -> Mask:
    """One part of two stays apart for a while and is then one with a third; the blocks whose evidence that voids."""
    visitors = Visitors(GRID, EVIDENCE_S)
    third = region(60, 20, 12, 18)
    for _ in range(3):
        visitors.follow(region(10, 20, 40, 18) | third, SETTLED, STILL, STEP_S)
    for _ in range(round(apart_s / STEP_S)):
        visitors.follow(region(10, 20, 28, 18) | region(42, 20, 8, 18) | third, SETTLED, STILL, STEP_S)
    return visitors.follow(region(10, 20, 28, 18) | region(42, 20, 30, 18), SETTLED, STILL, STEP_S)


def test_a_part_that_was_apart_for_long_and_meets_another_has_stirred_and_a_fragment_has_not() -> None:
    assert parted(2.0)[20:38, 42:50].all()
    assert not parted(0.4)[20:38, 42:50].any()


def returned(visitors: Visitors) -> Mask:
    """Two are one region beside a third, part for 1.4 s and are one again; the blocks whose evidence that voids."""
    third = region(72, 20, 8, 18)
    for _ in range(3):
        visitors.follow(region(20, 20, 40, 18) | third, SETTLED, STILL, STEP_S)
    for _ in range(14):
        visitors.follow(region(20, 20, 22, 18) | region(50, 20, 10, 18) | third, SETTLED, STILL, STEP_S)
    return visitors.follow(region(20, 20, 40, 18) | third, SETTLED, STILL, STEP_S)


def test_a_part_that_is_one_with_its_whole_again_is_nobody_else_who_came() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    assert not returned(visitors).any()
    assert visitors.follow(FRESH, SETTLED, STILL, STEP_S)[20:38, 20:60].all()


def test_who_had_a_part_return_and_is_then_met_by_another_voids_what_they_stirred() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    assert not returned(visitors).any()
    assert visitors.follow(region(20, 20, 60, 18), SETTLED, STILL, STEP_S)[20:38, 20:55].all()


def test_a_strip_one_block_thin_where_all_trembles_voids_nothing_and_two_rows_do() -> None:
    for height, trembling, stirs in ((1, TREMBLING, False), (2, TREMBLING, True), (1, STILL, True)):
        visitors = Visitors(GRID, EVIDENCE_S)
        for left in (30, 31, 30):
            visitors.follow(region(left, 20, 5, height), SETTLED, trembling, STEP_S)
        assert visitors.stirring.any() == stirs
        assert visitors.follow(FRESH, SETTLED, trembling, STEP_S).any() == stirs
        assert visitors.sure.any() == stirs


def test_a_strip_that_was_ever_more_than_that_voids_what_it_touched() -> None:
    for parts in (((5, 1), (5, 2), (5, 1)), ((5, 2), (5, 1), (5, 1)), ((5, 1), (7, 1), (5, 1))):
        visitors = Visitors(GRID, EVIDENCE_S)
        for width, height in parts:
            visitors.follow(region(30, 20, width, height), SETTLED, TREMBLING, STEP_S)
        assert visitors.follow(FRESH, SETTLED, TREMBLING, STEP_S)[20, 30:35].all()


def test_a_strip_that_split_off_somebody_voids_what_it_touched() -> None:
    visitors = Visitors(GRID, EVIDENCE_S)
    body, strip = region(30, 22, 8, 12), region(30, 18, 5, 1)
    visitors.follow(body | region(32, 18, 2, 4) | strip, SETTLED, TREMBLING, STEP_S)
    visitors.follow(body | strip, SETTLED, TREMBLING, STEP_S)
    assert visitors.follow(body, SETTLED, TREMBLING, STEP_S)[18, 30:35].all()
