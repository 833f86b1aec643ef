"""How long to wait before starting a worker again.

Apart because it is arithmetic that a test can read. The first restart is immediate: most crashes are single,
and a second of waiting is a second not recorded. What crashes again and again waits longer, up to 30 s. A worker
that lived for a minute has proved itself, and its next crash counts as a first one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LONGEST_S: Final = 30.0
PROVEN_LIFE_S: Final = 60.0


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
        return Backoff(1 if lived_s >= PROVEN_LIFE_S else self.deaths + 1)
