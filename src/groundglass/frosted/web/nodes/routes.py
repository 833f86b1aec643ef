"""What web nodes ask the desk for themselves: who looked is told here, and what a player's ticket opens.

Reached through door.py only. A node's word about who looked is taken, as its word about who asks is.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI
from sqlalchemy.exc import DBAPIError
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from groundglass.errors import GroundglassError
from groundglass.frosted.live import LiveViewer
from groundglass.frosted.site import Site
from groundglass.frosted.web import problems
from groundglass.frosted.web.camera import CameraName
from groundglass.frosted.web.entry import TheSite
from groundglass.frosted.web.models.base import Done
from groundglass.frosted.web.nodes import feed
from groundglass.frosted.web.nodes.door import NodeDoor
from groundglass.frosted.web.nodes.feed import EVERYTHING
from groundglass.frosted.web.nodes.models import PREFIX, LooksTold, TicketShown, TicketTold
from groundglass.frosted.web.size import BodyLimit
from groundglass.frosted.web.sockets import serve
from groundglass.frosted.web.state import TheState, WebState
from groundglass.pane.wire import encode

router = APIRouter(prefix=PREFIX)

MAX_BODY_BYTES: Final = 1 << 20
MAX_LIVES: Final = 10_000


class Heard:
    """How far each life of a node was heard, so that news told again is not entered again. Bounded: the oldest life is
    forgotten first, and it was over long ago. Belongs to the event loop's thread."""

    def __init__(self) -> None:
        self._numbers: OrderedDict[str, int] = OrderedDict()

    def is_new(self, life: str, number: int) -> bool:
        """Whether this was not heard before; from now on it was."""
        if number <= self._numbers.get(life, 0):
            return False
        self._numbers[life] = number
        self._numbers.move_to_end(life)
        while len(self._numbers) > MAX_LIVES:
            self._numbers.popitem(last=False)
        return True


def _heard_of(connection: HTTPConnection) -> Heard:
    heard = connection.app.state.heard
    assert isinstance(heard, Heard)
    return heard


@router.post("/looks")
async def post_looks(told: LooksTold, site: TheSite, heard: Annotated[Heard, Depends(_heard_of)]) -> Done:
    """Once this answers, the desk sees to it that what was told is entered, once."""
    if heard.is_new(told.life, told.number):
        viewings = site.archive.viewings
        for look in told.live:
            viewings.watched_in(look.minute, look.by, look.camera)
        for play in told.played:
            viewings.played(play.by, play.camera, play.start_90k, play.until_90k)
    return Done()


@router.post("/tickets")
async def post_ticket(shown: TicketShown, state: TheState) -> TicketTold:
    """What a player's ticket opens, or that it opens nothing (any more)."""
    ticket = await state.tickets.look(shown.ticket)
    return TicketTold(camera=ticket.camera, person=ticket.person, ends_90k=ticket.ends)


@router.websocket("/live/{camera}")
async def live(socket: WebSocket, camera: CameraName, site: TheSite) -> None:
    """A camera that the desk keeps itself, in the pane's wire, a message each: for a node, once."""
    async with site.live.subscribe(camera) as viewer:
        await socket.accept()
        await serve(socket, site, EVERYTHING, _send(socket, viewer))


async def _send(socket: WebSocket, viewer: LiveViewer) -> None:
    async for item in viewer:
        await socket.send_bytes(encode(item))


def door_of(people: FastAPI) -> ASGIApp:
    """The application for the nodes' port of the desk that `people` is the application of."""
    site, state = people.state.site, people.state.web
    assert isinstance(site, Site)
    assert isinstance(state, WebState)
    own = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    own.state.site, own.state.web, own.state.heard = site, state, Heard()
    own.router.routes.extend((*router.routes, *feed.router.routes))
    own.add_exception_handler(GroundglassError, problems.on_groundglass_error)
    own.add_exception_handler(DBAPIError, problems.on_database_error)
    own.add_middleware(problems.LastResort)
    own.add_middleware(BodyLimit, limit_bytes=MAX_BODY_BYTES)
    return NodeDoor(own, people)
