"""When a picture was taken: UTC in 1/90000 s, strictly rising within a run.

Apart because a camera's own time is distrusted everywhere and this is where it is turned into ours. A run is
anchored to the wall clock once and goes on by the monotonic clock; if the two come apart by more than two
seconds (somebody set the clock), the run is over and a new one is anchored. design/time.md has the reasons.
"""

from __future__ import annotations

from typing import Final

from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.ticks import Ticks

JUMP_90K: Final = 2 * TICKS_PER_S
_RESET_90K: Final = 3 * TICKS_PER_S // 2
_DRIFT_90K: Final = 9  # per picture: 0.15 % at 15 Hz, more than any camera's clock is wrong
_LEAST_STEP_90K: Final = 90


class LiveStamper:
    """Arrival time, evened out by the camera's own spacing where the camera is to be trusted with that.

    `trust_spacing` is for sources whose stamps come from the camera's clock (RTP, RTMP, a file's own). Such a stamp
    is moved onto our clock by the smallest delay seen: pictures that arrive in a bunch, after B-frames or a
    hiccup of the network, were not taken in a bunch. The smallest delay may grow slowly, since clocks drift, and
    starts anew when a picture is 1.5 s away from it, since stamps may be nonsense. No stamp lies in the future.
    """

    def __init__(self, clock: Ticks, *, trust_spacing: bool) -> None:
        self._clock = clock
        self._trust_spacing = trust_spacing
        self._anchor_90k = clock.now_90k()
        self._anchor_s = clock.monotonic_s()
        self._last_90k: int | None = None
        self._least_delay_90k: int | None = None

    def clock_jumped(self) -> bool:
        """True when the wall clock was set since the anchor; the run must end."""
        return abs(self._clock.now_90k() - self._at(self._clock.monotonic_s())) > JUMP_90K

    def stamp(self, source_90k: int | None, arrived_s: float) -> Instant90k:
        """The instant of a picture that arrived at monotonic `arrived_s` with the source's own stamp, if any."""
        at_90k = self._at(arrived_s)
        if self._trust_spacing and source_90k is not None:
            at_90k = source_90k + self._delay(at_90k - source_90k)
        if self._last_90k is not None:
            at_90k = max(at_90k, self._last_90k + _LEAST_STEP_90K)
        self._last_90k = at_90k
        return Instant90k(at_90k)

    def _delay(self, delay_90k: int) -> int:
        least_90k = self._least_delay_90k
        if least_90k is None or delay_90k < least_90k or delay_90k > least_90k + _RESET_90K:
            least_90k = delay_90k
        else:
            least_90k += min(delay_90k - least_90k, _DRIFT_90K)
        self._least_delay_90k = least_90k
        return least_90k

    def _at(self, monotonic_s: float) -> int:
        return self._anchor_90k + round((monotonic_s - self._anchor_s) * TICKS_PER_S)


class FileStamper:
    """The file's own spacing, kept exactly: every picture in is a picture out, as long as it was.

    A picture without a stamp follows the one before it by that one's length; a stamp that does not rise is
    moved the least that makes it rise.
    """

    def __init__(self, anchor_90k: Instant90k) -> None:
        self._anchor_90k = anchor_90k
        self._first_90k: int | None = None
        self._last_90k: int | None = None

    def clock_jumped(self) -> bool:
        """Never: a file has no clock."""
        return False

    def stamp(self, source_90k: int | None, duration_90k: int) -> Instant90k:
        """The instant of a picture with the file's stamp; `duration_90k` is the length of one picture (> 0)."""
        if source_90k is None:
            at_90k = self._anchor_90k if self._last_90k is None else self._last_90k + duration_90k
        else:
            if self._first_90k is None:
                self._first_90k = source_90k
            at_90k = Instant90k(self._anchor_90k + source_90k - self._first_90k)
        if self._last_90k is not None:
            at_90k = Instant90k(max(at_90k, self._last_90k + 1))
        self._last_90k = at_90k
        return Instant90k(at_90k)
