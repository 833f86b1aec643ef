"""The papers the law asks of a site, made from its own settings and figures: signs, record of processing, assessment.

They are pages for the browser to print. Nothing is kept of them: they are made anew whenever somebody asks, and say
when.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from groundglass.errors import NotFound
from groundglass.frosted.public.declared import Language
from groundglass.frosted.public.gather import with_page
from groundglass.frosted.public.sign import Size, sign_page
from groundglass.frosted.web.camera import CameraName, known_camera
from groundglass.frosted.web.entry import SettingUpOrAuditing, TheSettings, TheSite
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.public import asked_origin, gathering_of

router = APIRouter(prefix="/api/v1/law", tags=["law"], responses=Problem.answers(401, 403, 404, 422, 503))

Lang = Annotated[Language | None, Query(description="otherwise the site's own")]


@router.get("/signs/{camera}", summary="A camera's sign, to be printed", response_class=HTMLResponse)
async def get_sign(
    camera: CameraName,
    request: Request,
    who: SettingUpOrAuditing,
    site: TheSite,
    settings: TheSettings,
    size: Size = "a4",
    lang: Lang = None,
) -> Response:
    """What article 13 of the GDPR asks for at a glance, and a code that leads to the camera's public page."""
    record = await known_camera(site, who, camera)
    gathering = gathering_of(request)
    declared, facts = await gathering.book.site(), with_page(await gathering.facts(), asked_origin(request, settings))
    found = facts.camera(record.id)
    if found is None:
        raise NotFound("there is no camera of this name")  # removed between the two looks
    return HTMLResponse(sign_page(facts, found, size, lang or declared.language, is_public=declared.is_public))
