"""Reading time, without waiting for it.

Apart from clock.py because waiting needs an event loop, and with it sockets and subprocesses: the clear side reads
time too, and must not be able to import those. design/time.md says which reading is used where.
"""

from __future__ import annotations

import time
from typing import Protocol


class Ticks(Protocol):
    """What a worker knows of time."""

    def now_90k(self) -> int:
        """UTC in 1/90000 s since 1970. May jump in either direction."""

    def monotonic_s(self) -> float:
        """Seconds that only ever rise, from an arbitrary start."""


class SystemTicks:
    """The machine's own clocks."""

    def now_90k(self) -> int:
        return time.time_ns() * 9 // 100_000

    def monotonic_s(self) -> float:
        return time.monotonic()
