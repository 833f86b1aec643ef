"""Who is shown which camera, for the record: once a minute, not once a picture (record/viewings.py)."""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.record.acts import THIS_MACHINE
from groundglass.frosted.shown import Shown
from groundglass.pane.ids import CameraId, Instant90k


@dataclass(frozen=True, slots=True)
class Looking:
    """One person and one camera. `by` is None for a program with a ticket of nobody's."""

    site: Shown
    by: PersonId | None
    camera: CameraId

    def live(self) -> None:
        """They are shown the newest picture."""
        self.site.looks.live(self.by or THIS_MACHINE, self.camera)

    def played(self, start: Instant90k, end: Instant90k) -> None:
        """They are shown what was recorded between these times."""
        self.site.looks.played(self.by or THIS_MACHINE, self.camera, start, end)
