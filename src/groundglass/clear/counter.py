"""What happened during the last second, for the report that crosses the pane once a second.

Apart from worker.py because counting must not be lost in the loop. Totals only ever rise; the rest is over
the second that just ended.
"""

from __future__ import annotations

from groundglass.clear.glass import Seen
from groundglass.pane.ids import Instant90k
from groundglass.pane.observations import Occupancy
from groundglass.pane.status import View, WorkerFigures
from groundglass.pane.wire import PPM

_MAX_U32 = 0xFFFF_FFFF


class SecondCounter:
    """Owned by the main loop. `report` ends the second."""

    def __init__(self) -> None:
        self._frames_out_total = 0
        self._frames_whole_total = 0
        self._refused_total = 0
        self._view = View.STARTING
        self._proven_ppm = 0
        self._frames = 0
        self._hidden_ppm = 0
        self._moving_ppm = 0
        self._longest_s = 0.0

    def count(self, seen: Seen, latency_s: float) -> None:
        """One picture went out, `latency_s` after it came in."""
        self._frames_out_total += 1
        self._frames_whole_total += seen.whole
        self._view = seen.view
        self._proven_ppm = seen.proven_ppm
        self._frames += 1
        self._hidden_ppm += seen.hidden_ppm
        self._moving_ppm += seen.moving_ppm
        self._longest_s = max(self._longest_s, latency_s)

    def report(
        self, at: Instant90k, elapsed_s: float, *, frames_in: int, dropped: int, undecodable: int
    ) -> tuple[WorkerFigures, Occupancy | None]:
        """The figures of the second, and how full the picture was unless there was none."""
        frames = max(1, self._frames)
        hidden = min(PPM, self._hidden_ppm // frames)
        moving = min(PPM, self._moving_ppm // frames)
        rate = min(_MAX_U32, round(self._frames * 1000 / max(elapsed_s, 0.001)))
        figures = WorkerFigures(
            at,
            frames_in,
            self._frames_out_total,
            dropped,
            self._frames_whole_total,
            undecodable,
            self._view,
            self._proven_ppm,
            hidden,
            min(_MAX_U32, round(self._longest_s * 1e6)),
            rate,
        )
        occupancy = Occupancy(at, hidden, moving) if self._frames else None
        self._start_over()
        return figures, occupancy

    def _start_over(self) -> None:
        self._frames = 0
        self._hidden_ppm = 0
        self._moving_ppm = 0
        self._longest_s = 0.0
