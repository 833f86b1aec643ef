"""The papers the law asks of a site, made from its own settings and figures: signs, record of processing, assessment.

They are pages for the browser to print. Nothing is kept of them: they are made anew whenever somebody asks, and say
when.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from groundglass.errors import NotFound, Refused
from groundglass.frosted.public.declared import Language
from groundglass.frosted.public.gather import with_page
from groundglass.frosted.public.law.assessment import assessment_page
from groundglass.frosted.public.law.facts import SiteFacts, site_facts
from groundglass.frosted.public.law.record import record_page
from groundglass.frosted.public.sign import Size, sign_page
from groundglass.frosted.site import Site
from groundglass.frosted.web.camera import CameraName, known_camera
from groundglass.frosted.web.entry import SettingUpOrAuditing, TheSettings, TheSite, Visitor
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.public import asked_origin, gathering_of

router = APIRouter(prefix="/api/v1/law", tags=["law"], responses=Problem.answers(401, 403, 404, 422, 503))

Lang = Annotated[Language | None, Query(description="otherwise the site's own")]
PaperLang = Annotated[Language, Query(alias="lang")]


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


@router.get("/record", summary="The record of processing activities", response_class=HTMLResponse)
async def get_record(request: Request, who: SettingUpOrAuditing, site: TheSite, lang: PaperLang = "en") -> Response:
    """GDPR, article 30, of this very site as it is now; what is missing is named."""
    return HTMLResponse(record_page(await _facts(request, site, who), lang))


@router.get("/assessment", summary="A draft of the impact assessment", response_class=HTMLResponse)
async def get_assessment(request: Request, who: SettingUpOrAuditing, site: TheSite, lang: PaperLang = "en") -> Response:
    """GDPR, article 35, with measured figures, and room for what a person must judge."""
    return HTMLResponse(assessment_page(await _facts(request, site, who), lang))


async def _facts(request: Request, site: Site, who: Visitor) -> SiteFacts:
    if not who.reach.is_whole:
        raise Refused(
            "a paper is about the whole site, and you reach a part of it", "ask somebody who reaches all of it"
        )
    gathering = gathering_of(request)
    return await site_facts(gathering, site.archive, await gathering.facts())
