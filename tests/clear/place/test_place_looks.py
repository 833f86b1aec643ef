"""What a majority is: enough to prove, less to keep, and no proof comes and goes with each visitor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from groundglass.clear.place.grid import Reduced, lay_grid
from groundglass.clear.place.looks import KEPT_SHARE, MAJORITY, YOUNG, Looks, Pictures

GRID = lay_grid(64, 48)
EVIDENCE_S = 10.0
ALL = np.ones(GRID.shape, np.bool_)
NONE = ~ALL


def looks_held(share: float, seconds: float = 40.0) -> Looks:
    """Looks that were there for this share of the time, the last moment included, and something else before."""
    looks = Looks(GRID)
    looks.has[:] = True
    looks.weigh(NONE, ALL, seconds * (1 - share), EVIDENCE_S)
    looks.weigh(ALL, ALL, seconds * share, EVIDENCE_S)
    return looks


def picture_by_chance(rng: np.random.Generator) -> Reduced:
    luma, blue, red = (rng.integers(0, 256, (12 * edge, 16 * edge)).astype(np.uint8) for edge in (4, 2, 2))
    return Reduced(luma, blue, red)


def known_of(looks: Looks) -> list[npt.NDArray[np.generic]]:
    return [looks.mean, looks.texture, *(plane for reach in looks.reach for plane in reach)]


def test_a_look_that_is_there_for_little_more_than_half_of_the_time_is_not_proven() -> None:
    assert not looks_held((MAJORITY + KEPT_SHARE) / 2).proven.any()
    assert looks_held(MAJORITY + 0.02).proven.all()


def test_a_young_proof_outlasts_a_visitor_and_not_a_better_look() -> None:
    looks = looks_held(MAJORITY + 0.02)
    other_s = looks.held_s.max() / ((MAJORITY + KEPT_SHARE) / 2) - looks.judged_s.max()
    looks.weigh(NONE, ALL, float(other_s), EVIDENCE_S)
    assert looks.proven.all()
    looks.weigh(NONE, ALL, EVIDENCE_S, EVIDENCE_S)
    assert not looks.proven.any()


def saved(age: float) -> Looks:
    """A place that was proven for so many evidence times, as it is read again."""
    looks = looks_held(1.0)
    looks.recall(np.full(GRID.shape, np.float32(age * EVIDENCE_S)))
    return looks


def test_a_saved_proof_is_void_only_where_it_is_young_and_a_stir_is_sure() -> None:
    for looks, sure, kept in (
        (saved(YOUNG - 0.1), NONE, True),
        (saved(YOUNG - 0.1), ALL, False),
        (saved(YOUNG + 0.1), ALL, True),
    ):
        looks.void(ALL, sure, EVIDENCE_S)
        assert (looks.proven == kept).all()
        looks.weigh(ALL, ALL, EVIDENCE_S * 0.9, EVIDENCE_S)
        assert (looks.proven == kept).all()


def test_a_saved_proof_grows_older_while_it_is_seen() -> None:
    looks = saved(YOUNG - 0.1)
    looks.weigh(ALL, ALL, EVIDENCE_S, EVIDENCE_S)
    looks.void(ALL, ALL, EVIDENCE_S)
    assert looks.proven.all()


def test_who_approves_a_part_makes_no_other_proof_older() -> None:
    looks, part = saved(YOUNG - 0.1), NONE.copy()
    part[:4] = True
    looks.approve(Pictures(GRID), part)
    looks.void(ALL, ALL, EVIDENCE_S)
    assert np.array_equal(looks.proven, part)


def test_a_young_proof_of_this_run_is_void_by_any_stir() -> None:
    looks = looks_held(1.0, seconds=EVIDENCE_S * (YOUNG - 0.5))
    looks.void(ALL, NONE, EVIDENCE_S)
    assert not looks.proven.any()


def test_what_is_known_of_a_look_is_the_same_whether_few_blocks_or_all_were_renewed() -> None:
    rng = np.random.default_rng(4)
    looks = Looks(GRID)
    looks.remember(picture_by_chance(rng), ALL, np.zeros(GRID.shape, np.float32), np.zeros(GRID.shape, np.float32))
    assert len(known_of(looks)) == 8
    for top, left, tall, wide in ((0, 0, 1, 1), (3, 5, 4, 2), (11, 15, 1, 1), (6, 0, 2, 16)):
        some = np.zeros(GRID.shape, np.bool_)
        some[top : top + tall, left : left + wide] = True
        before = looks.pictures.luma.copy()
        looks.smooth(picture_by_chance(rng), rng.normal(0, 9, GRID.shape).astype(np.float32), some)
        assert np.array_equal((looks.pictures.luma != before).reshape(12, 4, 16, 4).any(axis=(1, 3)), some)
        whole = Looks(GRID)
        whole.pictures.take(looks.pictures, ALL)
        whole.measure()
        for one, other in zip(known_of(looks), known_of(whole), strict=True):
            assert np.array_equal(one, other)
