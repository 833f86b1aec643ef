"""The public page, and what its operator declares.

Pages are made here for whoever asks, without a sign-in and without a script. When the site is not public, they say so
and nothing else, and the same as data is not there.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from groundglass.errors import ConfigError, NotFound
from groundglass.frosted.public.declared import CameraDeclared, Language, SiteDeclared
from groundglass.frosted.public.facts import PublicSite
from groundglass.frosted.public.gather import Gathering, with_page
from groundglass.frosted.public.language import WORDS, choose
from groundglass.frosted.public.markup import STYLE_PATH, style
from groundglass.frosted.public.page import HOME, camera_page, notice_page, public_page
from groundglass.frosted.site import Site
from groundglass.frosted.web.camera import SetUpCamera, reached_cameras
from groundglass.frosted.web.entry import SettingUp, SettingUpOrAuditing, TheSettings, TheSite, Visitor
from groundglass.frosted.web.models.public import (
    CameraDeclaredAsked,
    CameraDeclaredTold,
    DeclaredTold,
    Gap,
    SiteDeclaredAsked,
)
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.settings import WebSettings

router = APIRouter(tags=["public"], responses=Problem.answers(404, 422, 503))

_HEADERS: Final = {"Cache-Control": "public, max-age=60", "Vary": "Accept-Language"}
_FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable"}
_ASKED_FOR: Final[tuple[Gap, ...]] = ("operator", "contact", "authority", "purpose", "basis")

Lang = Annotated[str | None, Query(max_length=10, description="en, de, fr or es; otherwise the browser's")]
Accepted = Annotated[str | None, Header(alias="Accept-Language", include_in_schema=False)]


def gathering_of(request: Request) -> Gathering:
    """The one that all requests share, so that its short memory is of use."""
    gathering = request.app.state.gathering
    assert isinstance(gathering, Gathering)
    return gathering


def asked_origin(request: Request, settings: WebSettings) -> str:
    """The address of this site, as far as it can be known: configured, or the one that was asked."""
    return settings.origins[0] if settings.origins else str(request.base_url).rstrip("/")


async def page_facts(request: Request, settings: WebSettings) -> PublicSite:
    """The facts, with an address that codes and commands can name."""
    return with_page(await gathering_of(request).held_facts(), asked_origin(request, settings))


@router.get(STYLE_PATH, summary="The style of the public pages", response_class=Response, include_in_schema=False)
async def get_style() -> Response:
    """Its address changes with it."""
    return Response(style(), media_type="text/css; charset=utf-8", headers=_FOREVER)


@router.get(HOME, summary="The public page", response_class=HTMLResponse)
async def get_page(
    request: Request, site: TheSite, settings: TheSettings, lang: Lang = None, accepted: Accepted = None
) -> Response:
    """Cameras, counts of events, unsealings and the record's checkpoint, as a page in one of four languages."""
    declared = await gathering_of(request).book.site()
    language = choose(lang, accepted, declared.language)
    if not declared.is_public:
        return _off(site, language, HOME)
    return _html(public_page(await page_facts(request, settings), language), language)


@router.get(HOME + "/cameras/{camera}", summary="A camera's public page", response_class=HTMLResponse)
async def get_camera_page(
    camera: str, request: Request, site: TheSite, settings: TheSettings, lang: Lang = None, accepted: Accepted = None
) -> Response:
    """Where the code on its sign leads. A camera that is not there is told of as a page."""
    declared = await gathering_of(request).book.site()
    language = choose(lang, accepted, declared.language)
    if not declared.is_public:
        return _off(site, language, HOME)
    facts = await page_facts(request, settings)
    found = facts.camera(camera)
    if found is None:
        words = WORDS[language]
        return _html(notice_page(site.name, language, words.gone_title, words.gone_text, HOME), language, 404)
    return _html(camera_page(facts, found, language), language)


@router.get("/api/v1/public", summary="What the public page says, as data")
async def get_public(request: Request, settings: TheSettings) -> PublicSite:
    """404 while the site is not public."""
    if not (await gathering_of(request).book.site()).is_public:
        raise NotFound("this site has not published its cameras", "ask its operator")
    return await page_facts(request, settings)


@router.get("/api/v1/public/settings", summary="What is declared of the site", responses=Problem.answers(401, 403))
async def get_declared(request: Request, who: SettingUpOrAuditing, site: TheSite) -> DeclaredTold:
    """Of the site and of every camera, with what is still missing."""
    return await _told(gathering_of(request), site, who)


@router.put("/api/v1/public/settings", summary="Declare the site", responses=Problem.answers(401, 403))
async def put_declared(asked: SiteDeclaredAsked, request: Request, who: SettingUp, site: TheSite) -> DeclaredTold:
    """Entered into the ledger first. Publishing needs an operator and a contact: a page must say who answers for it."""
    gathering = gathering_of(request)
    values = asked.model_dump(exclude={"public"})
    declared = SiteDeclared(is_public=asked.public, **values)
    if asked.public and not (asked.operator.strip() and asked.contact.strip()):
        raise ConfigError(
            "a public page must say who operates the cameras and how to reach them",
            "fill in operator and contact first",
        )
    await gathering.book.put_site(declared, by=str(who.person.id))
    gathering.forget()
    return await _told(gathering, site, who)


@router.put("/api/v1/public/cameras/{camera}", summary="Declare a camera", responses=Problem.answers(401, 403))
async def put_camera(
    record: SetUpCamera, asked: CameraDeclaredAsked, request: Request, who: SettingUp, site: TheSite
) -> DeclaredTold:
    """Entered into the ledger first."""
    gathering = gathering_of(request)
    await gathering.book.put_camera(record.id, CameraDeclared(**asked.model_dump()), by=str(who.person.id))
    gathering.forget()
    return await _told(gathering, site, who)


async def _told(gathering: Gathering, site: Site, who: Visitor) -> DeclaredTold:
    declared, cameras = await gathering.book.site(), await gathering.book.cameras()
    body = asdict(declared)
    return DeclaredTold(
        site=SiteDeclaredAsked(public=body.pop("is_public"), **body),
        cameras=[
            CameraDeclaredTold(
                camera=record.id,
                desk_name=record.name,
                declared=CameraDeclaredAsked(**asdict(cameras.get(record.id, CameraDeclared()))),
            )
            for record in await reached_cameras(site, who)
        ],
        gaps=[name for name in _ASKED_FOR if not getattr(declared, name)],
    )


def _html(body: str, language: Language, status: int = 200) -> Response:
    return HTMLResponse(body, status, headers={**_HEADERS, "Content-Language": language})


def _off(site: Site, language: Language, path: str) -> Response:
    words = WORDS[language]
    return _html(notice_page(site.name, language, words.off_title, words.off_text, path), language, 404)
