"""The small-count rule: a number of people below `FEW_BELOW`, and above none, is not told.

Apart because every chart, table, file and heat map goes through it. None stands for "some, but fewer than that"; nobody
is told as 0, for an empty place is nobody's. What is derived from few people is left out with them.

Known weakness: tracks are counted, not people, so five tracks may be one person who was lost from sight four times; and
whoever subtracts a range from a longer one may learn the difference. Steps are aligned to what was asked for and are
whole minutes; docs/analytics.md says what remains.
"""

from __future__ import annotations

from typing import Final

FEW_BELOW: Final = 5


def is_few(count: float, few_below: int) -> bool:
    """Whether a count is of some people and of too few."""
    return 0 < count < few_below


def told(count: int, few_below: int) -> int | None:
    """The count, or None where it is of few people."""
    return None if is_few(count, few_below) else count
