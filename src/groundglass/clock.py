"""Time as an argument.

Everything that waits or stamps takes a `Clock`, so that a test can run eight hours in a second. `now_90k` is
UTC and may jump when the machine's clock is set; `monotonic_s` never does. design/time.md says which is used where.
"""

from __future__ import annotations

import asyncio
from typing import Protocol

from groundglass.ticks import SystemTicks, Ticks

TICKS_PER_S = 90_000


class Clock(Ticks, Protocol):
    """What the house knows of time."""

    async def sleep(self, seconds: float) -> None:
        """Wait; other tasks run meanwhile."""


class SystemClock(SystemTicks):
    """The machine's own clocks."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class SimulatedClock:
    """A clock that moves only when told, or when somebody sleeps on it."""

    def __init__(self, start_90k: int = 1_800_000_000 * TICKS_PER_S) -> None:
        self._now_90k = start_90k
        self._monotonic_s = 0.0

    def now_90k(self) -> int:
        return self._now_90k

    def monotonic_s(self) -> float:
        return self._monotonic_s

    def advance(self, seconds: float) -> None:
        """Let time pass on both clocks."""
        self._now_90k += round(seconds * TICKS_PER_S)
        self._monotonic_s += seconds

    def jump(self, seconds: float) -> None:
        """Set the wall clock, as a person or NTP would; the monotonic clock does not notice."""
        self._now_90k += round(seconds * TICKS_PER_S)

    async def sleep(self, seconds: float) -> None:
        self.advance(seconds)
        await asyncio.sleep(0)
