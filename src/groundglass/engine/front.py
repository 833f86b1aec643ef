"""The side of the house that faces people: accounts, pages, pictures, on the one port.

Apart from house.py because its libraries take a second to load, during which cameras are already being opened
(`serving.serve` loads this module beside its work).
"""

from __future__ import annotations

import asyncio
import socket

from groundglass.engine.house import House, ServerPlan
from groundglass.engine.law_acts import LawActs
from groundglass.engine.photo_desk import PhotoDesk
from groundglass.engine.telling import Telling
from groundglass.engine.web_server import WebServer
from groundglass.errors import EngineError
from groundglass.frosted.inbound.mqtt import ears
from groundglass.frosted.incidents.desk import make_desk
from groundglass.frosted.map.house import make_map
from groundglass.frosted.outbound.geography import Geography
from groundglass.frosted.outbound.outbound import PUSH_CONTACT, make_outbound
from groundglass.frosted.outbound.wire import ReachPolicy
from groundglass.frosted.people.house import People
from groundglass.frosted.public.gather import Gathering
from groundglass.frosted.relay.channel import ServerSide
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.site import Site
from groundglass.frosted.store.folder import DataFolder
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.frosted.web.addresses import AddressPolicy
from groundglass.frosted.web.app import create_app
from groundglass.frosted.web.nodes.routes import door_of
from groundglass.frosted.web.settings import WebSettings


class Front:
    """The web server of one house. `open`, then `close` and wait."""

    def __init__(self, house: House, plan: ServerPlan, listener: socket.socket, address: str) -> None:
        port = int(listener.getsockname()[1])
        archive = house.archive
        reach = ReachPolicy(allow_private=plan.allow_private, own_ports=(port,))
        self._address = address
        self._record = archive.record
        self._people = People(archive.engine, house.clock, site_name=plan.name)
        self._photos = PhotoDesk(house.clock)
        site = _site(house, plan, self._people, self._photos, reach)
        policy = AddressPolicy(
            allow_private=plan.allow_private,
            allow_files=plan.allow_files,
            allow_devices=plan.allow_devices,
            own_ports=(port,),
            authority=plan.authority,
        )
        settings = WebSettings(
            origins=plan.origins,
            addresses=policy,
            oidc=plan.oidc,
            reach=reach,
        )
        self.papers = LawActs(archive, Gathering(archive, house.clock, plan.name), address)
        self._end_live = house.end_live
        self._telling = Telling(site.desk, site.outbound, archive.events, house.clock)
        self._app = create_app(site, settings)
        self._server = WebServer(self._app, plan.trusted_proxies)
        self.serving = asyncio.create_task(self._server.serve(sockets=[listener]), name="web")
        self._for_nodes: WebServer | None = None
        self._serving_nodes: asyncio.Task[None] | None = None

    def hear_nodes(self, listener: socket.socket, secret: ClusterSecret) -> None:
        """Answer web nodes at a port of their own, where both ends prove that they are of this site. Once."""
        self._for_nodes = WebServer(door_of(self._app), encrypted=ServerSide(secret).context)
        self._serving_nodes = asyncio.create_task(self._for_nodes.serve(sockets=[listener]), name="web nodes")

    async def until_answering(self) -> None:
        """Return when requests are answered; raise when the server ended instead."""
        started = asyncio.create_task(self._server.answering.wait())
        await asyncio.wait((self.serving, started), return_when=asyncio.FIRST_COMPLETED)
        started.cancel()
        await asyncio.gather(started, return_exceptions=True)
        if self.serving.done():
            await self.serving
            raise EngineError("the web server did not start", "look at the messages above")

    async def first_link(self) -> str | None:
        """The link to print at the start, or None when an administrator can sign in without."""
        return await self.link() if await self._people.needs_link() else None

    async def link(self) -> str:
        """A new one-time link: its token behind the #, so that it is in no server's log and in no Referer."""
        self._record.note("link.issued")
        return f"{self._address}/#/sign-in/{(await self._people.sign_in_link()).reveal()}"

    async def close(self) -> None:
        """Tell viewers, finish requests in hand, and wait."""
        await self._telling.close()
        await self._end_live()
        self._server.stop()
        if self._for_nodes is not None and self._serving_nodes is not None:
            self._for_nodes.stop()
            await asyncio.gather(self._serving_nodes, return_exceptions=True)
        await asyncio.gather(self.serving, return_exceptions=True)
        await self._photos.close()


def _site(house: House, plan: ServerPlan, people: People, photos: PhotoDesk, reach: ReachPolicy) -> Site:
    archive = house.archive
    return Site(
        name=plan.name,
        archive=archive,
        cameras=archive.cameras,
        control=house.supervisor,
        live=house.live,
        states=house.states,
        shelf=archive.shelf,
        playback=archive.playback,
        people=people,
        record=archive.record,
        custody=archive.custody,
        desk=make_desk(archive.engine, archive.record, house.clock),
        outbound=make_outbound(
            archive.engine,
            SiteKey.open(DataFolder(plan.folder, None).site_key),
            archive.events.log,
            archive.cameras,
            archive.record,
            house.clock,
            site=plan.name,
            policy=reach,
            contact=next((origin for origin in plan.origins if origin.startswith("https://")), PUSH_CONTACT),
            listener=ears(reach, archive.events, archive.cameras, house.clock),
        ),
        map=make_map(archive.engine, plan.folder, Geography(archive.engine), house.clock),
        photos=photos,
        clock=house.clock,
        names_things=lambda camera: plan.detector_for(camera) is not None,
    )
