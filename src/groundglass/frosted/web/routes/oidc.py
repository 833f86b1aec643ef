"""Signing in with an account kept elsewhere, as the browser goes: away from here, and back.

The way back comes from another site, so that browsers do not send the session's own cookie (SameSite=Strict) with it. A
cookie of its own, for this path and ten minutes, says that it is the browser that began. Whatever happens, the browser
is sent to the console's page, and to no address that anybody could choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from groundglass.errors import Conflict, GroundglassError, NotFound, NotInvited, NotSignedIn, Refused, TooMany
from groundglass.frosted.oidc.door import OidcDoor
from groundglass.frosted.people.persons import PersonId
from groundglass.frosted.site import Site
from groundglass.frosted.web.entry import AnyVisitor, TheSettings, TheSite, client_of, is_https
from groundglass.frosted.web.models.base import Done, Nothing
from groundglass.frosted.web.models.people import OidcBegun
from groundglass.frosted.web.origin import origin_of
from groundglass.frosted.web.problems import Problem
from groundglass.frosted.web.routes.sign_in import enter
from groundglass.frosted.web.settings import WebSettings

router = APIRouter(prefix="/api/v1/oidc", tags=["sign-in"], responses=Problem.answers(401, 403, 404, 422, 429, 503))

COOKIE: Final = "gg_oidc"
LIFE_S: Final = 600
_PATH: Final = "/api/v1/oidc"

Said = Annotated[str, Query(max_length=4096)]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the provider had the browser bring back. Not trusted."""

    state: str
    code: str
    issuer: str | None
    has_refused: bool


@router.post("/begin", summary="Begin signing in with an account kept elsewhere")
async def begin(sent: Nothing, request: Request, answer: Response, settings: TheSettings) -> OidcBegun:
    """The address to send the browser to."""
    return await _begin(request, answer, settings.is_https, None)


@router.post("/link", summary="Begin using an account kept elsewhere from now on")
async def link(
    sent: Nothing, request: Request, answer: Response, who: AnyVisitor, site: TheSite, settings: TheSettings
) -> OidcBegun:
    """For a person who is signed in, within ten minutes of signing in."""
    session = who.own_session()
    site.people.require_fresh(session)
    return await _begin(request, answer, settings.is_https, session.person)


@router.delete("/link", summary="Use an account kept elsewhere no more")
async def unlink(request: Request, who: AnyVisitor, site: TheSite) -> Done:
    """Keep another way in: a password, a passkey or recovery codes."""
    person = who.own_session().person
    has_other = who.person.has_password or await site.people.passkeys.list(person)
    if not has_other:
        raise Conflict("this account is your only way in", "set a password or add a passkey first")
    await site.people.identities.unlink(person, _door(request).settings.issuer)
    site.record.note("person.credential-changed", by=person, what="account unlinked")
    return Done()


@router.get("/callback", summary="Where the provider sends the browser back", response_class=Response, status_code=303)
async def callback(
    request: Request,
    site: TheSite,
    settings: TheSettings,
    state: Said = "",
    code: Said = "",
    iss: Annotated[str | None, Query(max_length=2000)] = None,
    error: Said = "",
) -> Response:
    """Signs in, or says why not on the console's page."""
    try:
        answer = await _finish(request, site, settings, Answered(state, code, iss, has_refused=bool(error)))
    except GroundglassError as refused:
        site.archive.viewings.failed_to_sign_in("account elsewhere")
        answer = _to_console(f"/#/sign-in-failed/{_why(refused)}")
    answer.delete_cookie(COOKIE, path=_PATH, secure=is_https(request, settings), httponly=True, samesite="lax")
    return answer


async def _begin(request: Request, answer: Response, has_https: bool, linking: PersonId | None) -> OidcBegun:
    door = _door(request)
    begun = await door.begin(origin_of(request), linking)
    answer.set_cookie(
        COOKIE,
        begun.browser.reveal(),
        max_age=LIFE_S,
        path=_PATH,
        secure=has_https or request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )
    return OidcBegun(url=begun.url)


async def _finish(request: Request, site: Site, settings: WebSettings, answered: Answered) -> Response:
    """1. This client has not failed too often. 2. The account is proven (oidc/door.py). 3. It is linked to whoever
    asked for that, who began while signed in in this browser. 4. Otherwise it is somebody of this site, with a new
    session."""
    if answered.has_refused:
        raise Refused("the account provider let nobody in")
    with site.people.sign_in.counted(client_of(request)):  # 1
        account, linking = await _door(request).finish(  # 2
            answered.state, answered.code, answered.issuer, request.cookies.get(COOKIE, "")
        )
        if linking is not None:  # 3
            await site.people.identities.link(linking, account)
            site.record.note("person.credential-changed", by=linking, what="account linked")
            return _to_console("/#/me")
        person = await site.people.identities.enter(account)  # 4
    answer = _to_console("/")
    await enter("account elsewhere", person, request, answer, site, settings)
    return answer


def _why(refused: GroundglassError) -> str:
    """The reason, as the console's page knows it: nothing of what anybody sent is in the address."""
    if isinstance(refused, NotInvited):
        return "not-invited"
    if isinstance(refused, Conflict):
        return "taken"
    if isinstance(refused, NotSignedIn | TooMany):
        return "again"
    return "refused" if isinstance(refused, Refused) else "provider"


def _door(request: Request) -> OidcDoor:
    door = request.app.state.oidc
    if not isinstance(door, OidcDoor):
        raise NotFound("this site knows no accounts kept elsewhere", "docs/people.md says how to set them up")
    return door


def _to_console(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)
