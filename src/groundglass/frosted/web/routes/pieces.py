"""Init segments, fragments and HLS segments: the pieces that lists and playlists name.

A piece never changes under its address. It may be kept by the browser for five minutes, no longer: what
retention deletes should be gone everywhere soon.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Path
from starlette.responses import Response, StreamingResponse

from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.playback import Fragment
from groundglass.frosted.shown import Shown
from groundglass.frosted.web.camera import SeenCamera
from groundglass.frosted.web.entry import Seeing, TheShown
from groundglass.frosted.web.looking import Looking
from groundglass.frosted.web.problems import Problem
from groundglass.pane.ids import TICKS_PER_S, Instant90k, RunId

router = APIRouter(prefix="/api/v1/cameras/{camera}", tags=["recordings"], responses=Problem.answers(401, 404, 422))

HEADERS: Final = {"Cache-Control": "private, max-age=300"}
SEGMENT_TYPE: Final = "video/iso.segment"
_LONGEST_SEGMENT_S: Final = 3600

Run = Annotated[int, Path(ge=0, le=2**53)]
At = Annotated[int, Path(ge=0, le=2**60, description="UTC in 1/90000 s")]


@router.get("/runs/{run}/init.mp4", summary="What a player needs before a run", response_class=Response)
@router.get("/hls/{run}/init.mp4", include_in_schema=False, response_class=Response)
async def init(camera: SeenCamera, run: Run, site: TheShown) -> Response:
    """ftyp and moov."""
    body = await site.playback.init_segment(camera.id, RunId(run))
    return Response(body, media_type="video/mp4", headers=HEADERS)


@router.get("/runs/{run}/{at}.m4s", summary="One recorded fragment", response_class=Response)
async def piece(who: Seeing, camera: SeenCamera, run: Run, at: At, site: TheShown) -> Response:
    """moof and mdat as recorded."""
    found = await site.playback.fragment(camera.id, RunId(run), Instant90k(at))
    Looking(site, who.person.id, camera.id).played(found.start, found.end)
    return Response(await site.playback.fragment_bytes(found), media_type=SEGMENT_TYPE, headers=HEADERS)


@router.get("/hls/{run}/{start}-{end}.m4s", include_in_schema=False, response_class=Response)
async def segment(who: Seeing, camera: SeenCamera, run: Run, start: At, end: At, site: TheShown) -> Response:
    """The fragments of one HLS segment, one after another."""
    return await shown_segment(Looking(site, who.person.id, camera.id), run, start, end)


async def shown_segment(looking: Looking, run: int, start: int, end: int) -> Response:
    """The same for whoever looks, and on record."""
    site = looking.site
    if not 0 < end - start <= _LONGEST_SEGMENT_S * TICKS_PER_S:
        raise ConfigError("this is no segment of a playlist", "fetch the playlist again")
    touched = await site.playback.fragments(looking.camera, Instant90k(start), Instant90k(end))
    wanted = [found for found in touched if found.run == run and start <= found.start < end]
    if not wanted or wanted[0].start != start:
        raise NotFound("this segment is no longer there", "fetch the playlist again")
    looking.played(Instant90k(start), Instant90k(end))
    length_bytes = sum(found.size_bytes for found in wanted)
    headers = {**HEADERS, "Content-Length": str(length_bytes)}
    return StreamingResponse(_bytes(site, wanted), media_type=SEGMENT_TYPE, headers=headers)


async def _bytes(site: Shown, fragments: list[Fragment]) -> AsyncIterator[bytes]:
    for found in fragments:
        yield await site.playback.fragment_bytes(found)
