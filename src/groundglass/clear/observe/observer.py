"""Looks at every judged picture and says, now and then, what is there: the only mint of observations.

Apart from darkroom.py, which hands it the picture while it is clear and sends on what it says. It decides nothing about
frosting, and a failure in it costs observations and never a frosted picture: the darkroom's guard is below it.

Rates, whatever happens in the picture: tracks five times a second, areas and hazards once a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from groundglass.clear.detect.answers import Found
from groundglass.clear.frame import ClearFrame
from groundglass.clear.observe.areas import Areas
from groundglass.clear.observe.frozen import Frozen
from groundglass.clear.observe.hazards import Hazards
from groundglass.clear.observe.named import Named
from groundglass.clear.observe.report import Reporter
from groundglass.clear.observe.sight import Sight
from groundglass.clear.observe.stature import Stature
from groundglass.clear.observe.tracker import Tracker
from groundglass.clear.place.grid import lay_grid
from groundglass.pane.ground import ground_of
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.observations import HazardSeen, Observation, PictureFrozen, TrackBatch
from groundglass.pane.scale import PxPerMetre
from groundglass.pane.settings import WorkerSettings

TRACKS_EVERY_90K: Final = TICKS_PER_S // 5
AREAS_EVERY_90K: Final = TICKS_PER_S
_SLACK_90K: Final = TICKS_PER_S // 100
LEAST_STEP_90K: Final = TICKS_PER_S // 16
"""A camera of 60 pictures a second is followed at 15: more tells nothing and costs."""

PATIENCE_90K: Final = 3 * TICKS_PER_S
"""So long a view that cannot be judged is waited out; after it, whoever is there is somebody new."""


class Observer:
    """For one geometry of one camera. Owned by the darkroom; one picture at a time, in order."""

    def __init__(self, settings: WorkerSettings, width: int, height: int, at: Instant90k) -> None:
        """Raises `FrostError` for a size that cannot be frosted either."""
        grid = lay_grid(width, height)
        top, bottom = settings.px_per_m_top, settings.px_per_m_bottom
        scale = None if top is None or bottom is None else PxPerMetre(top, bottom - top)
        ground = ground_of(scale, width, height, settings.view_deg)
        stature = None if ground is None else Stature(ground, grid.block_px, grid.rows)
        # Numbers of a worker begin where time is, so that its successor's are others.
        first = (at // TICKS_PER_S * 16) % (1 << 31)
        self._tracker = Tracker(grid.rows, grid.columns, stature, first)
        self._reporter = Reporter(ground, grid.block_px, width, height)
        self._areas = Areas(settings.areas, grid, ground, stature)
        self._hazards = Hazards(grid)
        self._frozen = Frozen()
        self._named = Named(width / grid.block_px, height / grid.block_px)
        self._looked_at: Instant90k | None = None
        self._judged_at = at
        self._tracks_due_90k = 0
        self._areas_due_90k = 0
        self._has_told_none = True

    def look(self, clear: ClearFrame, sight: Sight, found: Sequence[Found] = ()) -> tuple[Observation, ...]:
        """Take one picture, still clear, and return what is due to be said. `found`: what a detector last saw."""
        at = clear.taken_at
        said: list[Observation] = []
        frozen = self._frozen.look(clear, at)
        if frozen is not None:
            said.append(PictureFrozen(at, frozen))
        if self._looked_at is not None and 0 <= at - self._looked_at < LEAST_STEP_90K:
            return tuple(said)
        self._looked_at = at
        if sight.is_judged:
            self._judged_at = at
            self._tracker.follow(sight.changed, at)
            self._areas.look(sight.changed, self._tracker.tracks)
        elif abs(at - self._judged_at) > PATIENCE_90K:
            self._tracker.lose_all()
        said += self._hazards.look(clear, sight)
        if found:
            already = frozenset(one.hazard for one in said if isinstance(one, HazardSeen))
            said += self._named.hazards(found, at, already)
        self._named.look(found, self._tracker.tracks)
        self._say_tracks(at, said)
        if at + _SLACK_90K >= self._areas_due_90k or at < self._areas_due_90k - 2 * AREAS_EVERY_90K:
            self._areas_due_90k = at + AREAS_EVERY_90K
            said += self._areas.report(at)
        return tuple(said)

    def _say_tracks(self, at: Instant90k, said: list[Observation]) -> None:
        if self._tracks_due_90k - 2 * TRACKS_EVERY_90K <= at < self._tracks_due_90k - _SLACK_90K:
            return
        self._tracks_due_90k = at + TRACKS_EVERY_90K
        batch: TrackBatch = self._reporter.batch(self._tracker.tracks, at, self._named.kinds)
        if batch.tracks or not self._has_told_none:
            said.append(batch)
        self._has_told_none = not batch.tracks
