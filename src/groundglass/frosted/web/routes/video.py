"""Recorded video: streamed, downloaded, by fragment, and as one group of pictures for scrubbing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from groundglass.errors import NotFound
from groundglass.frosted.media.boxes import codec_string, fragment, init_segment
from groundglass.frosted.web.camera import ExportedCamera, SeenCamera
from groundglass.frosted.web.entry import Exporting, Seeing, TheShown, TheSite
from groundglass.frosted.web.instants import parse_instant, parse_range, show_instant
from groundglass.frosted.web.looking import Looking
from groundglass.frosted.web.models.recordings import Fragments, FragmentTold, InitTold
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.timeline import From, To
from groundglass.pane.ids import TICKS_PER_S, Instant90k, RunId

router = APIRouter(prefix="/api/v1/cameras/{camera}", tags=["recordings"], responses=Problem.answers(401, 404, 422))

LONGEST_S: Final = 86_400
MP4: Final = "video/mp4"


@router.get("/video.mp4", summary="Play a range", response_class=Response)
async def video(who: Seeing, camera: SeenCamera, site: TheShown, begin: From, end: To) -> Response:
    """Fragmented MP4 as it is read, from the key picture at or before `from`. Times are absolute: 90 kHz UTC."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    pieces = site.playback.video(camera.id, start, stop)
    # The first piece is fetched before the answer begins, so that nothing there is a 404 and not a torn file.
    first = await anext(pieces, None)
    if first is None:
        raise NotFound("nothing is recorded in this range", "look at the timeline for what there is")
    Looking(site, who.person.id, camera.id).played(start, stop)
    return StreamingResponse(_with_first(first, pieces), media_type=MP4)


@router.get("/download.mp4", summary="Download a range", response_class=Response)
async def download(who: Exporting, camera: ExportedCamera, site: TheSite, begin: From, end: To) -> Response:
    """One MP4 with exactly the pictures of the range. On record before the first byte leaves."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    made = await site.playback.download(camera.id, start, stop)
    await site.record.enter(
        "recording.exported", by=who.person.id, camera=camera.id, start_90k=made.start, until_90k=made.end
    )
    name = f"{camera.id}_{show_instant(made.start)[:19].replace(':', '-')}Z.mp4"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Length": str(made.size_bytes),
        "X-Groundglass-Pictures": str(made.pictures),
    }
    return StreamingResponse(made.parts, media_type=MP4, headers=headers)


@router.get("/gop", summary="The picture at a moment, and those it needs", response_class=Response)
async def gop(
    who: Seeing,
    camera: SeenCamera,
    site: TheShown,
    at: Annotated[str, Query(max_length=40, examples=["2026-11-21T23:00:00.000Z"])],
) -> Response:
    """Fragmented MP4 of one group of pictures; the last one is the one shown at `at`."""
    group = await site.playback.gop(camera.id, parse_instant(at, through=True))
    Looking(site, who.person.id, camera.id).played(group.at, Instant90k(group.at + 1))
    body = init_segment(group.run) + fragment(group.samples, 1)
    headers = {
        "X-Groundglass-Picture-At": show_instant(group.at),
        "X-Groundglass-Codec": codec_string(group.run.sps),
    }
    return Response(body, media_type=MP4, headers=headers)


@router.get("/fragments", summary="A range as a list of fragments")
async def fragments(camera: SeenCamera, site: TheShown, begin: From, end: To) -> Fragments:
    """For players that fetch piece by piece. The first of each run is a key fragment."""
    start, stop = parse_range(begin, end, longest_s=LONGEST_S)
    base = f"/api/v1/cameras/{camera.id}"
    inits: dict[RunId, InitTold] = {}
    told = []
    for piece in await site.playback.fragments(camera.id, start, stop, from_key=True):
        if piece.run not in inits:
            run = await site.playback.run(camera.id, piece.run)
            inits[piece.run] = InitTold(
                run=piece.run,
                codec=codec_string(run.sps),
                width=run.width,
                height=run.height,
                url=f"{base}/runs/{piece.run}/init.mp4",
            )
        told.append(
            FragmentTold(
                at=show_instant(piece.start),
                duration_s=(piece.end - piece.start) / TICKS_PER_S,
                is_key=piece.is_key,
                run=piece.run,
                url=f"{base}/runs/{piece.run}/{piece.start}.m4s",
                bytes=piece.size_bytes,
            )
        )
    return Fragments(init=list(inits.values()), fragments=told)


async def _with_first(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece
