"""What a web node answers itself, in its own words: all that is told at once, and what it knows while the desk is away.

Apart from app.py, which puts these together with the routes that node and desk have in common.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.websockets import WebSocket

from groundglass import __version__
from groundglass.errors import NotFound, NotSignedIn
from groundglass.frosted.web.camera import SeenCamera
from groundglass.frosted.web.entry import Seeing, TheSettings, visitor
from groundglass.frosted.web.models.site import Health, SiteTold
from groundglass.frosted.web.nodes.hearing import Browser
from groundglass.frosted.web.nodes.site import NodeSite
from groundglass.frosted.web.routes.watch import BETWEEN_S
from groundglass.frosted.web.sockets import counted, serve
from groundglass.frosted.web.state import TheState

always = APIRouter()
"""What a node answers whether the desk is there or not."""

instead = APIRouter()
"""What a node answers instead of a desk that is away."""


def _node_of(connection: HTTPConnection) -> NodeSite:
    site = connection.app.state.site
    assert isinstance(site, NodeSite)
    return site


TheNode = Annotated[NodeSite, Depends(_node_of)]


@always.get("/healthz")
async def healthz(site: TheNode) -> Health:
    """200 when people can be let in and shown something, whether the desk is there or not."""
    await site.check()
    return Health(status="ok")


@always.get("/readyz")
async def readyz(site: TheNode) -> Health:
    """The same: a node that answers is ready."""
    return await healthz(site)


@always.websocket("/api/v1/watch")
async def watch(socket: WebSocket, who: Seeing, site: TheNode, settings: TheSettings, state: TheState) -> None:
    """As the desk tells it (web/routes/watch.py), and whether the desk is there: {"type":"desk","here":false}."""
    async with counted(state, settings):
        await socket.accept()
        with site.hearing.listen(who) as browser:
            await serve(socket, site, who, _tell(socket, site, browser))


async def _tell(socket: WebSocket, site: NodeSite, browser: Browser) -> None:
    async for messages in browser:
        for message in messages:
            await socket.send_text(message)
        await site.clock.sleep(BETWEEN_S if len(messages) > 1 else BETWEEN_S / 10)


@instead.get("/api/v1/site")
async def get_site(request: Request, site: TheNode, settings: TheSettings) -> SiteTold:
    """Who is signed in stays so; how full the desk's disk is, nobody can say now."""
    try:
        await visitor(request, site, settings)
        signed_in = True
    except NotSignedIn:
        signed_in = False
    return SiteTold(
        name=site.name,
        version=__version__,
        signed_in=signed_in,
        account_label=None,
        needs_first_person=False,
        storage=None,
    )


@instead.get("/api/v1/cameras")
async def get_cameras(who: Seeing, site: TheNode) -> Response:
    """As they were last told."""
    return _json(site.hearing.cameras_for(who))


@instead.get("/api/v1/cameras/{camera}")
async def get_camera(record: SeenCamera, site: TheNode) -> Response:
    """As it was last told."""
    told = site.hearing.camera(record.id)
    if told is None:
        raise NotFound(f"nothing was told of camera {record.id} yet", "try again in a moment")
    return _json(told)


def _json(text: str) -> Response:
    return Response(text, media_type="application/json")
