"""HLS for players that cannot sign in: the same playlists and pieces, behind a ticket in the address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from groundglass.errors import NotSignedIn
from groundglass.frosted.cameras import CameraRecord
from groundglass.frosted.people.roles import Right
from groundglass.frosted.web.camera import SeenCamera
from groundglass.frosted.web.entry import THIS_MACHINE, Seeing, TheShown, TheSite
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.looking import Looking
from groundglass.frosted.web.models.base import Nothing
from groundglass.frosted.web.models.recordings import PlayerLink
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes import hls, pieces
from groundglass.frosted.web.routes.pieces import At, Run
from groundglass.frosted.web.routes.timeline import From, To
from groundglass.frosted.web.state import TheState
from groundglass.frosted.web.tickets import Ticket

router = APIRouter(prefix="/api/v1", tags=["hls"], responses=Problem.answers(401, 404, 422))


@router.post("/cameras/{camera}/hls/link", summary="An address for another player", status_code=201)
async def link(nothing: Nothing, who: Seeing, camera: SeenCamera, site: TheSite, state: TheState) -> PlayerLink:
    """Opens this camera's frosted pictures for twelve hours to whoever has it. Ends with the server."""
    person = None if who.person.id == THIS_MACHINE.id else who.person.id
    token, ticket = state.tickets.give(camera.id, person)
    await site.record.enter("player.issued", by=who.person.id, camera=camera.id, until_90k=ticket.ends)
    base = f"/api/v1/players/{token.reveal()}"
    return PlayerLink(live=f"{base}/live.m3u8", range=f"{base}/range.m3u8", ends=show_instant(ticket.ends))


async def _shown(ticket: Annotated[str, Path(max_length=64)], state: TheState) -> Ticket:
    return await state.tickets.look(ticket)


Shown = Annotated[Ticket, Depends(_shown)]


async def _opened(found: Shown, site: TheShown) -> CameraRecord:
    """The camera a ticket opens, while it is there and its giver may still see it."""
    if found.person is not None:
        giver = await site.people.standing(found.person)
        if not giver.may(Right.SEE, found.camera):
            raise NotSignedIn("whoever gave this address may no longer see the camera")
    return await site.cameras.get(found.camera)


Opened = Annotated[CameraRecord, Depends(_opened)]


@router.get("/players/{ticket}/live.m3u8", summary="Live as HLS, by ticket", response_class=Response)
async def live(found: Shown, camera: Opened, site: TheShown, state: TheState) -> Response:
    """As for those who are signed in; on record under whoever gave the ticket."""
    return await hls.shown_live(Looking(site, found.person, camera.id), state)


@router.get("/players/{ticket}/range.m3u8", summary="A recorded range as HLS, by ticket", response_class=Response)
async def recorded(camera: Opened, site: TheShown, begin: From, end: To) -> Response:
    """As for those who are signed in."""
    return await hls.recorded(camera, site, begin, end)


@router.get("/players/{ticket}/{run}/init.mp4", include_in_schema=False, response_class=Response)
async def init(camera: Opened, run: Run, site: TheShown) -> Response:
    """ftyp and moov."""
    return await pieces.init(camera, run, site)


@router.get("/players/{ticket}/{run}/{start}-{end}.m4s", include_in_schema=False, response_class=Response)
async def segment(found: Shown, camera: Opened, run: Run, start: At, end: At, site: TheShown) -> Response:
    """One segment."""
    return await pieces.shown_segment(Looking(site, found.person, camera.id), run, start, end)
