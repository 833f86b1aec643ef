"""Signing in by link, password or passkey, and signing out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from groundglass.errors import NotSignedIn
from groundglass.frosted.people.persons import Person
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import (
    COOKIE,
    TheSettings,
    TheSite,
    client_of,
    give_cookie,
    is_https,
    take_cookie,
)
from groundglass.frosted.web.models.base import Done, Nothing
from groundglass.frosted.web.models.people import LinkSent, Me, PasskeyAnswer, PasswordSent
from groundglass.frosted.web.origin import origin_of
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.settings import WebSettings
from groundglass.frosted.web.shown.people import show_me

router = APIRouter(prefix="/api/v1", tags=["sign-in"], responses=Problem.answers(401, 403, 422, 429))


@router.post("/sign-in/link", summary="Sign in with a one-time link")
async def by_link(sent: LinkSent, request: Request, answer: Response, site: TheSite, settings: TheSettings) -> Me:
    """The first link ever makes its holder the administrator."""
    person = await site.people.sign_in.by_link(sent.token, client_of(request))
    return await _enter(person, request, answer, site, settings)


@router.post("/sign-in/password", summary="Sign in with name and password")
async def by_password(
    sent: PasswordSent, request: Request, answer: Response, site: TheSite, settings: TheSettings
) -> Me:
    """Takes as long for a name that is not known."""
    person = await site.people.sign_in.by_password(sent.name, sent.password, client_of(request))
    return await _enter(person, request, answer, site, settings)


@router.post("/sign-in/passkey/options", summary="Begin signing in with a passkey")
async def passkey_options(sent: Nothing, request: Request, site: TheSite) -> dict[str, Any]:
    """What to hand to `navigator.credentials.get`, as JSON of WebAuthn Level 3."""
    return site.people.passkeys.sign_in_options(origin_of(request))


@router.post("/sign-in/passkey", summary="Finish signing in with a passkey")
async def by_passkey(
    sent: PasskeyAnswer, request: Request, answer: Response, site: TheSite, settings: TheSettings
) -> Me:
    """The browser's answer to the options, once, within five minutes."""
    person = await site.people.sign_in.by_passkey(origin_of(request), sent.credential, client_of(request))
    return await _enter(person, request, answer, site, settings)


@router.post("/sign-out", summary="Sign out")
async def sign_out(request: Request, answer: Response, site: TheSite, settings: TheSettings) -> Done:
    """Ends the session of this browser. Harmless when there is none."""
    await _leave(request, site)
    take_cookie(answer, is_secure=is_https(request, settings))
    answer.headers["Clear-Site-Data"] = '"cache"'  # pictures; what the person likes stays
    return Done()


async def _enter(person: Person, request: Request, answer: Response, site: Site, settings: WebSettings) -> Me:
    """A new session, whatever the browser showed before: a session set by somebody else is worth nothing."""
    await _leave(request, site)
    token = await site.people.sessions.begin(person.id, request.headers.get("user-agent", ""))
    give_cookie(answer, token, is_secure=is_https(request, settings))
    _, session = await site.people.sessions.who(token)
    return await show_me(site.people, person, session.id)


async def _leave(request: Request, site: Site) -> None:
    try:
        await site.people.sessions.end(Token.parse(request.cookies.get(COOKIE, "")))
    except NotSignedIn:
        return  # what the browser showed is no token, so there is no session to end
