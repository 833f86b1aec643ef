"""Frosted stills as JPEG: thumbnails, the place, the proposal. With ETag, so that a wall asks cheaply."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.responses import Response

from groundglass.errors import NotFound
from groundglass.frosted.web.camera import SeenCamera
from groundglass.frosted.web.entry import Seeing, TheShown
from groundglass.frosted.web.instants import parse_instant, show_instant
from groundglass.frosted.web.looking import Looking
from groundglass.frosted.web.problems import Problem
from groundglass.pane.ids import Instant90k
from groundglass.pane.pictures import FrostedStill, StillPurpose, proposal_token

router = APIRouter(
    prefix="/api/v1/cameras/{camera}",
    tags=["stills"],
    responses={
        **Problem.answers(401, 404, 422),
        200: {"content": {"image/jpeg": {}}, "description": "A frosted picture"},
        304: {"description": "Not changed since the ETag in If-None-Match"},
    },
)

IfNoneMatch = Annotated[str | None, Header(max_length=400)]
At = Annotated[str | None, Query(max_length=40, description="RFC 3339; the newest when absent")]


@router.get("/thumbnail.jpg", summary="A small frosted picture", response_class=Response)
async def thumbnail(
    who: Seeing, camera: SeenCamera, site: TheShown, at: At = None, if_none_match: IfNoneMatch = None
) -> Response:
    """The newest, or the one shown at a moment: at most a minute older."""
    looking = Looking(site, who.person.id, camera.id)
    if at is None:
        looking.live()
        still = await site.shelf.still(camera.id, StillPurpose.THUMBNAIL)
    else:
        still = await site.shelf.thumbnail(camera.id, parse_instant(at, through=True))
        if still is not None:
            looking.played(still.at, Instant90k(still.at + 1))
    return _answer(still, if_none_match)


@router.get("/place.jpg", summary="The place, as proven", response_class=Response)
async def place(camera: SeenCamera, site: TheShown, if_none_match: IfNoneMatch = None) -> Response:
    """Frosted where nothing is proven."""
    return _answer(await site.shelf.still(camera.id, StillPurpose.PLACE), if_none_match)


@router.get("/proposal.jpg", summary="What would become clear", response_class=Response)
async def proposal(camera: SeenCamera, site: TheShown, if_none_match: IfNoneMatch = None) -> Response:
    """If a person approved it. `X-Groundglass-Proposal` names it; who approves says that name."""
    return _answer(await site.shelf.still(camera.id, StillPurpose.PROPOSAL), if_none_match)


def _answer(still: FrostedStill | None, if_none_match: str | None) -> Response:
    if still is None:
        raise NotFound("there is no such picture of this camera yet", "wait until the camera is live")
    # A camera makes at most one still of a kind at a moment, so its time and size name it.
    etag = f'"{still.purpose.value}-{still.at}-{len(still.jpeg)}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "X-Groundglass-Picture-At": show_instant(still.at),
    }
    if still.purpose is StillPurpose.PROPOSAL:
        headers["X-Groundglass-Proposal"] = proposal_token(still)
    if if_none_match is not None and etag in {tag.strip() for tag in if_none_match.split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(still.jpeg, media_type="image/jpeg", headers=headers)
