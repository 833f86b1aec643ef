"""Signing in by link, password, passkey or recovery code, and signing out. By an account kept elsewhere: oidc.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from groundglass.errors import NotSignedIn, TooMany
from groundglass.frosted.people.persons import Person, PersonId
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
from groundglass.frosted.web.models.people import LinkSent, Me, PasskeyAnswer, PasswordSent, RecoverySent
from groundglass.frosted.web.origin import origin_of
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.settings import WebSettings
from groundglass.frosted.web.shown.people import show_me

router = APIRouter(prefix="/api/v1", tags=["sign-in"], responses=Problem.answers(401, 403, 422, 429))


@router.post("/sign-in/link", summary="Sign in with a one-time link")
async def by_link(sent: LinkSent, request: Request, answer: Response, site: TheSite, settings: TheSettings) -> Me:
    """The first link ever makes its holder the administrator."""
    is_first = await site.people.needs_first_person()
    with _on_record(site, "link"):
        person = await site.people.sign_in.by_link(sent.token, client_of(request))
    if is_first:
        site.record.note("person.role-changed", by=person.id, person=person.id, role=person.role.value)
    return await enter("link", person, request, answer, site, settings)


@router.post("/sign-in/password", summary="Sign in with name and password")
async def by_password(
    sent: PasswordSent, request: Request, answer: Response, site: TheSite, settings: TheSettings
) -> Me:
    """Takes as long for a name that is not known."""
    with _on_record(site, "password"):
        person = await site.people.sign_in.by_password(sent.name, sent.password, client_of(request))
    return await enter("password", person, request, answer, site, settings)


@router.post("/sign-in/passkey/options", summary="Begin signing in with a passkey")
async def passkey_options(sent: Nothing, request: Request, site: TheSite) -> dict[str, Any]:
    """What to hand to `navigator.credentials.get`, as JSON of WebAuthn Level 3."""
    return site.people.passkeys.sign_in_options(origin_of(request))


@router.post("/sign-in/passkey", summary="Finish signing in with a passkey")
async def by_passkey(
    sent: PasskeyAnswer, request: Request, answer: Response, site: TheSite, settings: TheSettings
) -> Me:
    """The browser's answer to the options, once, within five minutes."""
    with _on_record(site, "passkey"):
        person = await site.people.sign_in.by_passkey(origin_of(request), sent.credential, client_of(request))
    return await enter("passkey", person, request, answer, site, settings)


@router.post("/sign-in/recovery", summary="Sign in with a recovery code")
async def by_recovery(
    sent: RecoverySent, request: Request, answer: Response, site: TheSite, settings: TheSettings
) -> Me:
    """The code is used up. Set a password or add a passkey within ten minutes."""
    with _on_record(site, "recovery code"):
        person = await site.people.sign_in.by_recovery(sent.name, sent.code, client_of(request))
    return await enter("recovery code", person, request, answer, site, settings)


@router.post("/sign-out", summary="Sign out")
async def sign_out(request: Request, answer: Response, site: TheSite, settings: TheSettings) -> Done:
    """Ends the session of this browser. Harmless when there is none."""
    left = await _leave(request, site)
    if left is not None:
        site.record.note("person.signed-out", by=left)
    take_cookie(answer, is_secure=is_https(request, settings))
    answer.headers["Clear-Site-Data"] = '"cache"'  # pictures; what the person likes stays
    return Done()


@contextmanager
def _on_record(site: Site, way: str) -> Iterator[None]:
    """Whoever is wrong at this door is counted, without a name: it may be a password typed in the wrong field."""
    try:
        yield
    except (NotSignedIn, TooMany):
        site.archive.viewings.failed_to_sign_in(way)
        raise


async def enter(way: str, person: Person, request: Request, answer: Response, site: Site, settings: WebSettings) -> Me:
    """A new session, whatever the browser showed before: a session set by somebody else is worth nothing."""
    await _leave(request, site)
    token = await site.people.sessions.begin(person.id, request.headers.get("user-agent", ""))
    site.record.note("person.signed-in", by=person.id, way=way)
    give_cookie(answer, token, is_secure=is_https(request, settings))
    _, session = await site.people.sessions.who(token)
    return await show_me(site.people, await site.people.standing_of(person), session.id)


async def _leave(request: Request, site: Site) -> PersonId | None:
    """End the session the browser shows; whose it was, None when it shows none that has not ended."""
    try:
        token = Token.parse(request.cookies.get(COOKIE, ""))
        person, _ = await site.people.sessions.who(token)
    except NotSignedIn:
        return None  # what the browser showed is no token, or its session has ended: there is none to end
    await site.people.sessions.end(token)
    return person.id
