"""How often somebody may be wrong.

One bucket of failures per key that drains with time. It lives in memory: a restart forgives, which is
acceptable because nobody outside can cause one. The number of keys is bounded; when it is reached the keys
longest untouched are forgotten, so a flood of invented names costs memory for `max_keys` and no more.
"""

from __future__ import annotations

from collections import OrderedDict

from groundglass.clock import Clock
from groundglass.errors import TooMany


class Attempts:
    """At most `limit` failures at once per key; one is forgiven every `forgive_s` seconds."""

    def __init__(self, clock: Clock, *, limit: int, forgive_s: float, max_keys: int = 10_000) -> None:
        self._clock = clock
        self._limit = limit
        self._forgive_s = forgive_s
        self._max_keys = max_keys
        self._failures: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def check(self, key: str) -> None:
        """Raise `TooMany` when this key has failed too often lately."""
        count = self._count(key)
        if count + 1 > self._limit:
            wait_s = max(1, round((count + 1 - self._limit) * self._forgive_s))
            raise TooMany("signing in was tried too often", f"wait {wait_s} s and try again")

    def failed(self, key: str) -> None:
        """Count one failure."""
        self._failures[key] = (self._count(key) + 1, self._clock.monotonic_s())
        self._failures.move_to_end(key)
        while len(self._failures) > self._max_keys:
            self._failures.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forget this key's failures."""
        self._failures.pop(key, None)

    def _count(self, key: str) -> float:
        count, since_s = self._failures.get(key, (0.0, 0.0))
        return max(0.0, count - (self._clock.monotonic_s() - since_s) / self._forgive_s)
