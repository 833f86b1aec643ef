"""Where somebody stayed before another passed in front of them, and who only came and went."""

from __future__ import annotations

import numpy as np

from groundglass.clear.place.grid import Mask, lay_grid
from groundglass.clear.place.visitors import Visitors

GRID = lay_grid(320, 192)
SETTLED = np.ones(GRID.shape, np.bool_)
STEP_S = 0.1
EVIDENCE_S = 10.0
NOBODY = np.zeros(GRID.shape, np.bool_)
PACE = 2


def region(left: int, top: int = 20, width: int = 7, height: int = 18) -> Mask:
    mask = np.zeros(GRID.shape, np.bool_)
    mask[top : top + height, max(left, 0) : left + width] = True
    return mask


SITTER = region(40)


class Seen:
    """Regions that are followed, all that they ever voided, and what of it is sure."""

    def __init__(self) -> None:
        self._visitors = Visitors(GRID, EVIDENCE_S)
        self.void: Mask = NOBODY.copy()
        self.sure: Mask = NOBODY.copy()

    def show(self, changed: Mask, seconds: float = STEP_S) -> None:
        for _ in range(round(seconds / STEP_S)):
            self.void |= self._visitors.follow(changed, SETTLED, NOBODY, STEP_S)
            self.sure |= self._visitors.sure


def pass_by(seen: Seen, begins: int, sitter_from: int, sitter_until: int) -> None:
    """One walks to the right edge and out; the sitter stirs while the walker is between two columns."""
    for left in range(begins, GRID.columns, PACE):
        walker = region(left, 18, 7, 22)
        seen.show(walker | SITTER if sitter_from <= left < sitter_until else walker)


def test_who_stirred_until_another_passed_in_front_of_them_must_be_proven_anew() -> None:
    seen = Seen()
    seen.show(SITTER, 3.0)
    pass_by(seen, 12, 12, 46)
    seen.show(NOBODY)
    assert seen.void[20:38, 40:47].all()
    assert not seen.void[:, :9].any()


def test_who_began_to_stir_behind_another_and_stayed_there_must_be_proven_anew() -> None:
    seen = Seen()
    pass_by(seen, -6, 38, GRID.columns)
    seen.show(SITTER, 3.0)
    assert not seen.void.any()
    seen.show(NOBODY)
    assert seen.void[20:38, 40:47].all()
    assert not seen.sure.any()


def test_who_stayed_and_went_on_alone_has_not_stirred() -> None:
    seen = Seen()
    seen.show(SITTER, 3.0)
    pass_by(seen, 40, 0, 0)
    seen.show(NOBODY)
    assert not seen.void.any()


def test_two_who_part_and_both_go_on_have_not_stirred() -> None:
    seen = Seen()
    for left in range(-6, 30, PACE):
        seen.show(region(left) | region(left, 30, 7, 14))
    for left in range(30, GRID.columns, PACE):
        seen.show(region(left) & ~region(left, 32, 7, 6) | region(60 - left, 34, 7, 10))
    seen.show(NOBODY)
    assert not seen.void.any()
