"""Adds up observations as they arrive, minute by minute and cell by cell, until somebody writes the sums down.

Belongs to the event loop; nothing here waits. A track's number is held only while the track is in view, to count it
once in each cell; what is written holds none. Bounded: cameras x (areas + cells), a few minutes at a time.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from groundglass.pane.ids import TICKS_PER_S, AreaId, CameraId, Instant90k, TrackId
from groundglass.pane.observations import AreaOccupancy, Observation, Occupancy, TrackBatch

MINUTE_90K: Final = 60 * TICKS_PER_S
HOUR_90K: Final = 60 * MINUTE_90K

COLUMNS: Final = 32
ROWS: Final = 18
"""The grid of the picture. A cell is about as wide as a person near the camera: no path can be read from it."""

LONGEST_STEP_S: Final = 1.0
"""Between two batches of one camera at most so much time is counted as stay: a worker that was gone saw nothing."""

Sums: TypeAlias = dict[str, list[dict[str, Any]]]
"""Rows by the name of their table."""


@dataclass(slots=True)
class _Minute:
    seconds: int = 0
    people: int = 0
    most: int = 0
    begun: int = 0
    hidden_ppm: int = 0


@dataclass(slots=True)
class _AreaMinute:
    seconds: int = 0
    people_milli: int = 0
    per_m2_milli: int = 0
    most_people_milli: int = 0
    most_per_m2_milli: int = 0


@dataclass(slots=True)
class _View:
    """A camera while its worker runs: the newest track, how many are here, and in which cells each of them was."""

    newest: int = -1
    here: int = 0
    batch_90k: int = 0
    cells: dict[TrackId, set[int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Cell:
    visits: int = 0
    stay_ms: int = 0


class Tallies:
    """`count` everything a worker says, `crossed` what a rule counted, and `take` the sums from time to time."""

    def __init__(self) -> None:
        self._views: defaultdict[CameraId, _View] = defaultdict(_View)
        self._minutes: defaultdict[tuple[CameraId, int], _Minute] = defaultdict(_Minute)
        self._areas: defaultdict[tuple[CameraId, AreaId, int], _AreaMinute] = defaultdict(_AreaMinute)
        self._crossings: defaultdict[tuple[CameraId, int, int], list[int]] = defaultdict(lambda: [0, 0])
        self._cells: defaultdict[tuple[CameraId, int, int], _Cell] = defaultdict(_Cell)

    def count(self, camera: CameraId, observation: Observation) -> None:
        """Add one observation."""
        minute = observation.at // MINUTE_90K * MINUTE_90K
        if isinstance(observation, TrackBatch):
            self._count_tracks(camera, observation, self._minutes[camera, minute])
        elif isinstance(observation, Occupancy):
            sums = self._minutes[camera, minute]
            sums.seconds += 1
            sums.people += self._views[camera].here
            sums.hidden_ppm += observation.hidden_ppm
        elif isinstance(observation, AreaOccupancy):
            self._count_area(camera, observation, minute)

    def crossed(self, camera: CameraId, rule: int, at: Instant90k, to_left: int, to_right: int) -> None:
        """A rule's line was crossed so many times at a moment."""
        sums = self._crossings[camera, rule, at // MINUTE_90K * MINUTE_90K]
        sums[0] += to_left
        sums[1] += to_right

    def forget_now(self, camera: CameraId) -> None:
        """Its worker is gone: nobody is followed."""
        self._views.pop(camera, None)

    def take(self) -> Sums:
        """The sums since the last time, as rows; what is followed now stays."""
        sums: Sums = {
            "tally": [
                {
                    "camera": camera, "minute_90k": minute, "seconds": one.seconds, "people_milli": one.people * 1000,
                    "most": one.most, "begun": one.begun, "hidden_ppm": one.hidden_ppm,
                }
                for (camera, minute), one in self._minutes.items()
            ],
            "area_tally": [
                {
                    "camera": camera, "area": area, "minute_90k": minute, "seconds": one.seconds,
                    "people_milli": one.people_milli, "per_m2_milli": one.per_m2_milli,
                    "most_people_milli": one.most_people_milli, "most_per_m2_milli": one.most_per_m2_milli,
                }
                for (camera, area, minute), one in self._areas.items()
            ],
            "crossing_tally": [
                {"camera": camera, "rule": rule, "minute_90k": minute, "to_left": left, "to_right": right}
                for (camera, rule, minute), (left, right) in self._crossings.items()
            ],
            "heat_tally": [
                {"camera": camera, "hour_90k": hour, "cell": cell, "visits": one.visits, "stay_ms": one.stay_ms}
                for (camera, hour, cell), one in self._cells.items()
            ],
        }  # fmt: skip
        for kept in (self._minutes, self._areas, self._crossings, self._cells):
            kept.clear()
        return sums

    def _count_tracks(self, camera: CameraId, batch: TrackBatch, sums: _Minute) -> None:
        view = self._views[camera]
        sums.begun += sum(tracked.track > view.newest for tracked in batch.tracks)
        sums.most = max(sums.most, len(batch.tracks))
        view.newest = max((tracked.track for tracked in batch.tracks), default=view.newest)
        view.here = len(batch.tracks)
        stay_ms = round(1000 * min(max(batch.at - view.batch_90k, 0) / TICKS_PER_S, LONGEST_STEP_S))
        view.batch_90k = batch.at
        hour = batch.at // HOUR_90K * HOUR_90K
        before, view.cells = view.cells, {}
        for tracked in batch.tracks:
            cell = cell_at(*tracked.box.foot)
            visited = view.cells[tracked.track] = before.get(tracked.track, set())
            heat = self._cells[camera, hour, cell]
            if cell not in visited:
                visited.add(cell)
                heat.visits += 1
            if tracked.track in before:  # what has just appeared has not stayed yet
                heat.stay_ms += stay_ms

    def _count_area(self, camera: CameraId, seen: AreaOccupancy, minute: int) -> None:
        if seen.people_milli is None or seen.per_m2_milli is None:
            return
        sums = self._areas[camera, seen.area, minute]
        sums.seconds += 1
        sums.people_milli += seen.people_milli
        sums.per_m2_milli += seen.per_m2_milli
        sums.most_people_milli = max(sums.most_people_milli, seen.people_milli)
        sums.most_per_m2_milli = max(sums.most_per_m2_milli, seen.per_m2_milli)


def cell_at(x_ppm: int, y_ppm: int) -> int:
    """The number of the cell of a point of the picture, row by row from the upper left: 0..COLUMNS * ROWS - 1."""
    column = min(max(x_ppm * COLUMNS // 1_000_000, 0), COLUMNS - 1)
    row = min(max(y_ppm * ROWS // 1_000_000, 0), ROWS - 1)
    return row * COLUMNS + column
