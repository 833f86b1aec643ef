"""HLS playlists, for players other than the console: live, and any recorded range."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from groundglass.errors import NotFound
from groundglass.frosted.web.camera import SeenCamera
from groundglass.frosted.web.entry import Seeing, TheShown
from groundglass.frosted.web.hls_segments import complete_segments, playlist, target_duration_s
from groundglass.frosted.web.instants import parse_range
from groundglass.frosted.web.looking import Looking
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.timeline import From, To
from groundglass.frosted.web.state import TheState, WebState

router = APIRouter(prefix="/api/v1/cameras/{camera}/hls", tags=["hls"], responses=Problem.answers(401, 404, 422))

TYPE: Final = "application/vnd.apple.mpegurl"
LONGEST_S: Final = 12 * 3600


@router.get("/live.m3u8", summary="Live as HLS", response_class=Response)
async def live(who: Seeing, camera: SeenCamera, site: TheShown, state: TheState) -> Response:
    """A moving window of the newest segments. Runs about five seconds behind; the console's own live view does not."""
    return await shown_live(Looking(site, who.person.id, camera.id), state)


async def shown_live(looking: Looking, state: WebState) -> Response:
    """The same for whoever looks, and on record."""
    looking.live()
    return Response(await state.windows.playlist(looking.camera), media_type=TYPE)


@router.get("/range.m3u8", summary="A recorded range as HLS", response_class=Response)
async def recorded(camera: SeenCamera, site: TheShown, begin: From, end: To) -> Response:
    """All segments that touch the range, at most twelve hours."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    found = await site.playback.fragments(camera.id, start, stop, from_key=True)
    segments = list(complete_segments(found, None, is_over=True))
    if not segments:
        raise NotFound("nothing is recorded in this range", "look at the timeline for what there is")
    return Response(playlist(segments, target_s=target_duration_s(segments), is_over=True), media_type=TYPE)
