"""Proof that a task still turns, for somebody else to look at."""

from __future__ import annotations

from groundglass.clock import Clock


class Heartbeat:
    """The task beats each time round; the one who looks (the supervisor) is never the one who beats."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._beat_at_s = clock.monotonic_s()

    def beat(self) -> None:
        """I still turn."""
        self._beat_at_s = self._clock.monotonic_s()

    def age_s(self) -> float:
        """Seconds since the last beat."""
        return self._clock.monotonic_s() - self._beat_at_s
