"""Numbers for recorded runs.

A number rises with the order of recording whatever the clock does, is unique in the site, appears in file names, and
stays below 2**53 so that a browser can hold it. It is the time in milliseconds, or one more than the last number
when the clock was set back.
"""

from __future__ import annotations

from groundglass.clock import Clock
from groundglass.pane.ids import RunId


class RunMint:
    """One per site; `newest` is the largest number in the catalog and the spool."""

    def __init__(self, clock: Clock, newest: int) -> None:
        self._clock = clock
        self._newest = newest

    def mint(self) -> RunId:
        """The next number."""
        self._newest = max(self._newest + 1, self._clock.now_90k() // 90)
        return RunId(self._newest)
