"""What rules are told: a worker's observations, and what the house itself knows of cameras, recording and storage.

Apart because it is the closed list of what an event can be made of. Every fact has a time `at`; facts of one camera
come in order. `Occupancy` comes every second while pictures do, and so also says that time goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from groundglass.pane.ids import Instant90k
from groundglass.pane.observations import Observation
from groundglass.pane.status import CameraState, Cause


@dataclass(frozen=True, slots=True)
class StateChanged:
    """A camera is in another state; None is switched off on purpose."""

    at: Instant90k
    state: CameraState | None


@dataclass(frozen=True, slots=True)
class RecordingChanged:
    """Recording of a camera is paused for a cause, or goes on (`Cause.NONE`)."""

    at: Instant90k
    cause: Cause


@dataclass(frozen=True, slots=True)
class StorageMeasured:
    """How much room there is, and the floor below which recordings are deleted."""

    at: Instant90k
    free_bytes: int
    floor_bytes: int


@dataclass(frozen=True, slots=True)
class DrillMeasured:
    """When custodians last opened something together, in earnest or as a drill; None = never."""

    at: Instant90k
    last_drill_at: Instant90k | None


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Nothing but time."""

    at: Instant90k


HouseFact: TypeAlias = StorageMeasured | DrillMeasured | TimePassed
CameraFact: TypeAlias = Observation | StateChanged | RecordingChanged | TimePassed
Fact: TypeAlias = CameraFact | HouseFact
