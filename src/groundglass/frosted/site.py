"""Everything the web needs, in one frozen value, assembled by the engine.

Apart so that the web's routes depend on these names and on nothing of how they came to be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from groundglass.clock import Clock
from groundglass.frosted.archive import Archive
from groundglass.frosted.bookmarks.bookmarks import Bookmarks
from groundglass.frosted.cameras import CameraBook, CameraControl
from groundglass.frosted.custody.custody import Custody
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.incidents.book import IncidentBook
from groundglass.frosted.incidents.desk import Desk
from groundglass.frosted.map.house import SiteMap
from groundglass.frosted.outbound.outbound import Outbound
from groundglass.frosted.people.house import People
from groundglass.frosted.photos import PhotoFrosting
from groundglass.frosted.playback import Playback
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.shelf import Shelf
from groundglass.frosted.shown import LivePictures, Looks
from groundglass.frosted.states import StateBoard
from groundglass.frosted.walls.walls import Walls
from groundglass.pane.ids import CameraId


def names_nothing(camera: CameraId) -> bool:
    """The answer of a site that brings no detector."""
    return False


@dataclass(frozen=True, slots=True)
class Site:
    """One running site. `names_things`: whether a detector of the site's own looks at a camera."""

    name: str
    archive: Archive
    cameras: CameraBook
    control: CameraControl
    live: LivePictures
    states: StateBoard
    shelf: Shelf
    playback: Playback
    people: People
    record: Recordkeeper
    custody: Custody
    desk: Desk
    outbound: Outbound
    map: SiteMap
    photos: PhotoFrosting
    clock: Clock
    names_things: Callable[[CameraId], bool] = names_nothing

    @property
    def event_log(self) -> EventLog:
        """What happened."""
        return self.archive.events.log

    @property
    def incident_book(self) -> IncidentBook:
        """What was made of it."""
        return self.desk.book

    @property
    def walls(self) -> Walls:
        """How people arrange their cameras."""
        return Walls(self.archive.engine, self.clock)

    @property
    def bookmarks(self) -> Bookmarks:
        """Moments that people marked."""
        return self.archive.events.bookmarks

    @property
    def looks(self) -> Looks:
        """Who looked goes straight to where it is gathered for the ledger."""
        return self.archive.viewings
