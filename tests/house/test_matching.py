"""The figure by which followers are compared is what it says."""

from __future__ import annotations

import pytest

from bench.events.matching import Box, idf1, overlap

HERE: Box = (0.0, 0.0, 10.0, 20.0)
THERE: Box = (50.0, 0.0, 60.0, 20.0)


def test_a_box_overlaps_itself_wholly_and_one_apart_not_at_all() -> None:
    assert overlap(HERE, HERE) == 1.0
    assert overlap(HERE, THERE) == 0.0
    assert overlap(HERE, (0.0, 0.0, 10.0, 10.0)) == pytest.approx(0.5)


def test_who_keeps_every_number_scores_one_and_who_swaps_them_half_way_scores_half() -> None:
    truth = [{1: HERE, 2: THERE}] * 10
    kept = [{7: HERE, 9: THERE}] * 10
    swapped = [{7: HERE, 9: THERE}] * 5 + [{9: HERE, 7: THERE}] * 5
    assert idf1(truth, kept) == 1.0
    assert idf1(truth, swapped) == pytest.approx(0.5)
    assert idf1(truth, [{}] * 10) == 0.0


def test_numbers_are_given_so_that_most_agrees() -> None:
    truth = [{1: HERE}] * 10
    found = [{3: HERE}] * 4 + [{4: HERE}] * 6
    assert idf1(truth, found) == pytest.approx(2 * 6 / 20)
