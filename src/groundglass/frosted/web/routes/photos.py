"""Photos that responders send: ciphertext in, coarse cells out.

This side never holds a photo that could be looked at: it passes what was sealed for a confined process and keeps
what that process made of it.
"""

from __future__ import annotations

import base64
import binascii
from typing import Annotated, Final

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.responses import Response

from groundglass.errors import ConfigError, PaneError
from groundglass.frosted.incidents.acts import MAX_TEXT
from groundglass.frosted.photos import PhotoId, Photos
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import Responding, TheSite
from groundglass.frosted.web.models.base import Asked, Told
from groundglass.frosted.web.models.incidents import IncidentTold
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.dispatch import Once
from groundglass.frosted.web.routes.incidents import Read, told
from groundglass.pane.photo import MAX_SEALED_BYTES, SealedPhoto, parse_photo_recipient, parse_sealed_photo

router = APIRouter(prefix="/api/v1", tags=["dispatch"], responses=Problem.answers(401, 403, 404, 409, 422, 503))

PhotoName = Annotated[str, Path(min_length=16, max_length=16, pattern=r"^[0-9a-f]+$")]
_BASE64_CHARS: Final = MAX_SEALED_BYTES * 4 // 3


class PhotoKeyTold(Told):
    """An age recipient that one confined process holds the other half of. Used up by one photo."""

    recipient: str


class NewPhoto(Asked):
    """A JPEG or PNG, encrypted with age for `recipient`, base64; at most 180 KiB. `task`: the task it belongs to."""

    recipient: Annotated[str, Field(min_length=62, max_length=62)]
    sealed: Annotated[str, Field(min_length=4, max_length=_BASE64_CHARS)]
    task: Annotated[str, Field(max_length=16, pattern=r"^[0-9a-f]*$")] = ""
    text: Annotated[str, Field(max_length=MAX_TEXT)] = ""


@router.post("/photos/key", summary="A key for one photo", status_code=201)
async def post_photo_key(who: Responding, site: TheSite) -> PhotoKeyTold:
    """It is good for a minute and a half. Asked again before it is used, the answer is the same."""
    return PhotoKeyTold(recipient=await site.photos.key(who.own_session().person))


@router.post("/incidents/{number}/photos", summary="Send a photo, sealed", status_code=201)
async def post_photo(read: Read, new: NewPhoto, who: Responding, site: TheSite, once: Once = "") -> IncidentTold:
    """It is frosted in the process that holds the key, and only what comes back is kept.

    1. Who may not write here was refused before anything is opened.
    2. The sealed photo passes through, and a frosted one comes back.
    3. That is kept, and told.
    """
    incident, me = read.number, who.own_session().person  # 1
    photo = await site.photos.frost(_recipient(new.recipient), _sealed(new.sealed))  # 2
    await _photos(site).add(incident, photo, me, task=new.task, untrusted_text=new.text, once=once)  # 3
    return await told(site, incident)


@router.get(
    "/incidents/{number}/photos/{photo}.jpg",
    summary="A frosted photo",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "A frosted photo"}},
)
async def get_photo(read: Read, photo: PhotoName, site: TheSite) -> Response:
    """Of an incident you may read."""
    found = await _photos(site).get(read.number, PhotoId(photo))
    # A photo never changes; it is kept by this browser alone, and not on its disk for others.
    headers = {"Cache-Control": "private, max-age=3600", "X-Robots-Tag": "noindex"}
    return Response(found.jpeg, media_type="image/jpeg", headers=headers)


def _photos(site: Site) -> Photos:
    return Photos(site.archive.engine, site.desk, site.clock)


def _recipient(untrusted: str) -> str:
    try:
        return parse_photo_recipient(untrusted.encode())
    except (PaneError, UnicodeEncodeError) as error:
        raise ConfigError("this is not a key for photos", "ask for one at /api/v1/photos/key") from error


def _sealed(untrusted: str) -> SealedPhoto:
    try:
        return parse_sealed_photo(base64.b64decode(untrusted, validate=True))
    except (binascii.Error, ValueError, PaneError) as error:
        raise ConfigError("this is not a sealed photo", "encrypt it with age and write it as base64") from error
