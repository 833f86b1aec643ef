"""Numbers for recorded runs.

A number rises with the order of recording whatever the clock does, is unique in the site, appears in file names, and
stays below 2**53 so that a browser can hold it. It is the time in milliseconds, or one more than the last number
when the clock was set back. In a site whose cameras are kept on several nodes it is the generation of the camera's
lease (lease.py), then a count: a node needs nobody to count on, and a run of a later lease has a higher number whatever
the clocks of the nodes say.
"""

from __future__ import annotations

from typing import Final, Protocol

from groundglass.clock import Clock
from groundglass.errors import PaneError
from groundglass.pane.ids import RunId

LEASE_RUN_BITS: Final = 16
FIRST_GENERATION: Final = 1 << 27
FIRST_LEASED_RUN: Final = FIRST_GENERATION << LEASE_RUN_BITS
"""Runs below it were recorded by a site's one server, by the time in milliseconds, until the year 2248."""


class MintsRuns(Protocol):
    """Gives each run a number that is unique in the site; the worker's own number is only its own."""

    def mint(self) -> RunId:
        """The next number."""


class RunMint:
    """One per site; `newest` is the largest number in the catalog and the spool."""

    def __init__(self, clock: Clock, newest: int) -> None:
        self._clock = clock
        self._newest = newest

    def mint(self) -> RunId:
        """The next number."""
        self._newest = max(self._newest + 1, self._clock.now_90k() // 90)
        return RunId(self._newest)


class LeaseMint:
    """One per lease. `is_worn` when half of its numbers are used: take the lease anew."""

    def __init__(self, generation: int) -> None:
        self._first = generation << LEASE_RUN_BITS
        self._count = 0

    @property
    def is_worn(self) -> bool:
        return self._count >= 1 << (LEASE_RUN_BITS - 1)

    def mint(self) -> RunId:
        """The next number, or `PaneError`: no worker that works begins so many runs."""
        if self._count >= 1 << LEASE_RUN_BITS:
            raise PaneError("the worker began more runs than its camera's lease has numbers for")
        self._count += 1
        return RunId(self._first + self._count - 1)


def generation_of(run: int) -> int:
    """The lease under which a run was recorded; meaningless for a run of a site without nodes."""
    return run >> LEASE_RUN_BITS
