"""A web node's site: what it can show, put together from the database, the blobs, the relays and the desk.

Apart from app.py, which has the routes. `open_node_site` opens nothing that another process could not have open too:
the database is only read, and no lock is taken. Closed in the reverse order; what was looked at is told to the desk
last, as long as it is there.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import StoreError
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.events.stream import EventStream
from groundglass.frosted.incidents.book import IncidentBook
from groundglass.frosted.people.house import People
from groundglass.frosted.playback import Playback
from groundglass.frosted.relay.pieces import RelayPieces
from groundglass.frosted.relay.secret import ViewerSecret
from groundglass.frosted.relay.upstreams import Upstreams
from groundglass.frosted.shelf import Shelf
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.camera_glance import CameraGlance
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.keepsakes import KeepsakeStore
from groundglass.frosted.store.kept import KeptAt
from groundglass.frosted.store.lease_book import LeaseBook
from groundglass.frosted.walls.walls import Walls
from groundglass.frosted.web.nodes.asked_of_desk import TicketsAtDesk, UsedAtDesk
from groundglass.frosted.web.nodes.desk_line import DeskLine
from groundglass.frosted.web.nodes.hearing import Hearing
from groundglass.frosted.web.nodes.looks import ToldLooks
from groundglass.frosted.web.nodes.sockets import desk_pictures
from groundglass.frosted.web.shown.cameras import show_camera
from groundglass.pane.ids import CameraId
from groundglass.pane.status import CameraState, Cause

FIRST_NEWS_S: Final = 3.0
ANSWER_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class NodeSite:
    """Fulfils `shown.Shown`, and has what a node's own routes need besides. All of it is only read."""

    catalog: Catalog
    cameras: CameraGlance
    live: Upstreams
    shelf: Shelf
    playback: Playback
    people: People
    looks: ToldLooks
    clock: Clock
    desk: DeskLine
    hearing: Hearing
    tickets: TicketsAtDesk
    leases: LeaseBook
    event_log: EventLog
    incident_book: IncidentBook
    walls: Walls

    @property
    def name(self) -> str:
        """As the desk says it."""
        return self.hearing.site_name

    async def check(self) -> None:
        """`StoreError` unless the database answers: without it nobody can be let in."""
        try:
            async with asyncio.timeout(ANSWER_S), self.catalog.reader.connect() as connection:
                await connection.execute(sa.text("SELECT 1"))
        except (DBAPIError, TimeoutError, OSError) as error:
            raise StoreError("the site's database does not answer", "look at PostgreSQL") from error


@asynccontextmanager
async def open_node_site(kept: KeptAt, desk: str, secret: ViewerSecret, clock: Clock) -> AsyncIterator[NodeSite]:
    """Open, or raise `StoreError` with what to do. The desk may be away: the database tells of its cameras then."""
    catalog = await Catalog.of_node(kept.state)
    try:
        line = DeskLine(desk, secret, clock)
        leases = LeaseBook(catalog)
        used = UsedAtDesk(line, clock)
        pieces = RelayPieces(secret, _finding(leases))
        blobs = Blobs.at_url(kept.blobs, kept.access)
        site = NodeSite(
            catalog=catalog,
            cameras=CameraGlance(catalog),
            live=Upstreams(leases, secret, clock, unleased=desk_pictures(desk, secret)),
            shelf=Shelf(KeepsakeStore(catalog, blobs)),
            playback=Playback(catalog, None, blobs, pieces),
            people=People(catalog.reader, clock, used=used),
            looks=ToldLooks(line, clock, secrets.token_bytes),
            clock=clock,
            desk=line,
            hearing=Hearing(desk, secret, clock),
            tickets=TicketsAtDesk(line, clock),
            leases=leases,
            event_log=EventLog(catalog.reader, EventStream(), clock),
            incident_book=IncidentBook(catalog.reader),
            walls=Walls(catalog.reader, clock),
        )
        tasks = [asyncio.create_task(run) for run in (site.live.run(), site.looks.run(), site.hearing.run())]
        try:
            await _first_news(site)
            yield site
        finally:
            await site.live.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await used.close()
            await site.looks.tell_rest()
            await pieces.close()
            line.close()
    finally:
        await catalog.close()


def _finding(leases: LeaseBook) -> Callable[[CameraId], Awaitable[str | None]]:
    async def find(camera: CameraId) -> str | None:
        holder = await leases.holder(camera)
        return holder.relay if holder is not None else None

    return find


async def _first_news(site: NodeSite) -> None:
    """Wait a little for the desk; where it does not come, cameras are known from the database until it does."""
    ends_s = site.clock.monotonic_s() + FIRST_NEWS_S
    while not site.hearing.has_heard and site.clock.monotonic_s() < ends_s:
        await site.clock.sleep(0.05)
    if site.hearing.has_heard:
        return
    kept = {holder.camera: holder.is_alive for holder in await site.leases.holders()}
    states = StateBoard(site.clock)
    cameras = []
    for record in await site.cameras.list():
        if record.enabled:
            is_live = kept.get(record.id, False)
            states.set_state(record.id, CameraState.LIVE if is_live else CameraState.CONNECTING, Cause.NONE)
        recorded = await site.playback.recorded(record.id)
        cameras.append(show_camera(record, states.report(record.id), recorded, "").model_dump())
    site.hearing.presume(cameras)
