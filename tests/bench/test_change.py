"""What the bench of clips under change says about a run, from counts that are given."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np

from bench.frost.change import EVERY, PARTS, Scored, Truth, chosen, judge
from bench.frost.changes import CHANGES, Change, displaced, unchanged
from bench.run import CHANGE


def _truth() -> Truth:
    """A clip of 200 s at 10 pictures a second, whose changes begin at 90 s."""
    grey = np.full((4, 4), 128, np.uint8)
    return Truth(ModuleType("scorer"), Path("clip"), (4, 4), (grey, grey, grey), None, 10.0, 2000, 20.0)


def _run(back_s: float) -> Scored:
    """Clear but from 90 s until `back_s`."""
    cells = [(at / 10, 0 if 90 <= at / 10 < back_s else 10, 10) for at in range(0, 2000, EVERY)]
    return Scored(1, 1000, cells)


def test_recovery_is_seen_and_timed_from_when_the_change_was_done() -> None:
    change = Change("anything", unchanged, lasts_s=8.0)
    figures = {one.name: one for one in judge("a", _truth(), change, _run(110.0), _run(0.0), 0.0005)}
    assert figures["a: back after"].value == 12
    assert figures["a: recovered"].met
    assert figures["a: leak"].met is False


def test_a_place_that_is_back_after_more_than_sixty_seconds_has_not_recovered() -> None:
    change = Change("anything", unchanged)
    figures = {one.name: one for one in judge("a", _truth(), change, _run(160.0), _run(0.0), 0.01)}
    assert figures["a: recovered"].met is False
    assert "a: back after" not in figures


def test_of_pictures_that_are_missing_each_is_scored_in_its_turn() -> None:
    for change in CHANGES:
        assert {index % change.holds for index in range(0, 100, EVERY)} == set(range(change.holds))


def test_a_displaced_picture_shows_the_same_further_to_the_right() -> None:
    luma = np.arange(64, dtype=np.uint8).reshape(4, 16)
    moved = displaced((luma, luma[::2, ::2], luma[::2, ::2]), 4)
    assert (moved[0][:, 4:] == luma[:, :-4]).all()
    assert (moved[1][:, 2:] == luma[::2, ::2][:, :-2]).all()


def test_each_clip_is_a_part_of_the_bench() -> None:
    assert PARTS == CHANGE


def test_one_change_is_measured_by_none_and_by_name() -> None:
    assert [one.name for one in chosen("rain")] == ["none", "rain"]
    assert chosen("") == list(CHANGES)
