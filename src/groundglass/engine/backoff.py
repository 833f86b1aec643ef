"""How long to wait before starting a worker again.

Apart because it is arithmetic that a test can read. The first restart is immediate: most crashes are single, and
a second of waiting is a second not recorded. What crashes again and again at its start waits longer, up to 30 s.
A worker that got as far as pictures is worth a start every few seconds, however often it dies: each start
records some. One that lived for a minute has proved itself, and its next crash counts as a first one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LONGEST_S: Final = 30.0
PROVEN_LIFE_S: Final = 60.0
PICTURES_AFTER_S: Final = 2.0
MOST_DEATHS_WITH_PICTURES: Final = 3
"""A wait of 2 s: together with a start, recording goes on within 5 s."""


@dataclass(frozen=True, slots=True)
class Backoff:
    """How often in a row a worker died young. Frozen: `after` gives the next."""

    deaths: int = 0

    @property
    def wait_s(self) -> float:
        """0 before the first start and after the first death, then 1, 2, 4 .. 30 s."""
        return 0.0 if self.deaths <= 1 else min(LONGEST_S, 2.0 ** min(self.deaths - 2, 10))

    def after(self, lived_s: float) -> Backoff:
        """The back-off once a worker that lived this long has died."""
        if lived_s >= PROVEN_LIFE_S:
            return Backoff(1)
        if lived_s >= PICTURES_AFTER_S:
            return Backoff(min(self.deaths + 1, MOST_DEATHS_WITH_PICTURES))
        return Backoff(self.deaths + 1)
