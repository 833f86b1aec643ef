"""What of a site can be shown wherever its database, its blobs and its cameras' relays can be reached.

Apart from site.py because a web node has this and no more: no data folder, no ledger, no say over cameras. A route that
takes a `Shown` is one that a web node answers itself; the type checker sees that it needs nothing else.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol, runtime_checkable

from groundglass.clock import Clock
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.incidents.book import IncidentBook
from groundglass.frosted.live import LiveViewer
from groundglass.frosted.people.house import People
from groundglass.frosted.playback import Playback
from groundglass.frosted.walls.walls import Walls
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, StillPurpose


class KnownCameras(Protocol):
    """The cameras of the site, to look at."""

    async def list(self, *, removed: bool = False) -> tuple[CameraRecord, ...]:
        """All cameras by position; removed ones only when asked for."""

    async def get(self, camera: CameraId) -> CameraRecord:
        """One camera that is not removed, or `NotFound`."""


class LivePictures(Protocol):
    """Where a camera is to be watched."""

    def subscribe(self, camera: CameraId) -> AbstractAsyncContextManager[LiveViewer]:
        """Its run and pictures, from the newest key picture on."""


class Stills(Protocol):
    """Small pictures of a camera."""

    async def still(self, camera: CameraId, purpose: StillPurpose) -> FrostedStill | None:
        """The newest still of a kind."""

    async def thumbnail(self, camera: CameraId, at: Instant90k) -> FrostedStill | None:
        """The thumbnail shown at a moment."""

    async def thumbnail_times(self, camera: CameraId, start: Instant90k, end: Instant90k) -> tuple[Instant90k, ...]:
        """When there are thumbnails."""


class Looks(Protocol):
    """Takes note of who looked at what, for the ledger. Neither call waits."""

    def live(self, by: str, camera: str) -> None:
        """This person is shown this camera's newest picture. `LedgerUnavailable` where it cannot be noted."""

    def played(self, by: str, camera: str, start_90k: int, until_90k: int) -> None:
        """This person is shown what was recorded between these times. `LedgerUnavailable` as above."""


@runtime_checkable
class Shown(Protocol):
    """A site, as far as it is only looked at."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def cameras(self) -> KnownCameras:
        """What is known of its cameras."""

    @property
    def live(self) -> LivePictures:
        """Its live pictures."""

    @property
    def shelf(self) -> Stills:
        """Its stills."""

    @property
    def playback(self) -> Playback:
        """What it has recorded."""

    @property
    def people(self) -> People:
        """Who may enter."""

    @property
    def event_log(self) -> EventLog:
        """What happened, to read."""

    @property
    def incident_book(self) -> IncidentBook:
        """What was made of it, to read."""

    @property
    def walls(self) -> Walls:
        """How people arrange their cameras, to read."""

    @property
    def looks(self) -> Looks:
        """Who is told who looked."""

    @property
    def clock(self) -> Clock:
        """Its clock."""
