"""What a majority is: enough to prove, less to keep, and no proof comes and goes with each visitor."""

from __future__ import annotations

import numpy as np

from groundglass.clear.place.grid import lay_grid
from groundglass.clear.place.looks import KEPT_SHARE, MAJORITY, Looks

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
