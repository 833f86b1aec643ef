"""Pictures to fragments: at most half a second each, never across a key picture or a run. Pure.

The newest picture is always held back, since only the next one tells how long it was shown; so a fragment's end
is exactly the next one's beginning, and no two overlap. When a camera falls silent, all but the held one are given
out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from groundglass.pane.ids import TICKS_PER_S, Duration90k
from groundglass.pane.pictures import FrostedSample

LONGEST_90K: Final = TICKS_PER_S // 2
_LONGEST_PICTURE_90K: Final = 60 * TICKS_PER_S  # the index relies on it
_GAP_90K: Final = TICKS_PER_S  # from here on a missing picture is a gap in the recording, not a long picture


class FragmentGroups:
    """The pictures of one run that are not yet written."""

    def __init__(self) -> None:
        self._pending: list[FrostedSample] = []

    def take(self, sample: FrostedSample) -> list[FrostedSample]:
        """Add the next picture of the run; returns the group that it closes, or nothing."""
        if not self._pending:
            self._pending = [sample]
            return []
        last = self._pending[-1]
        distance = sample.at - last.at
        is_gap = distance > min(_LONGEST_PICTURE_90K, max(_GAP_90K, 2 * last.duration))
        if not is_gap or last.duration > distance:
            self._pending[-1] = replace(last, duration=Duration90k(distance))
        if is_gap or sample.is_key or sample.at + sample.duration - self._pending[0].at > LONGEST_90K:
            closed, self._pending = self._pending, [sample]
            return closed
        self._pending.append(sample)
        return []

    def idle(self) -> list[FrostedSample]:
        """Nothing came for a while: everything but the newest picture."""
        closed, self._pending = self._pending[:-1], self._pending[-1:]
        return closed

    def finish(self) -> list[FrostedSample]:
        """The run is over: everything, the newest with its own duration."""
        closed, self._pending = self._pending, []
        return closed
