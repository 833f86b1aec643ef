"""Who is asking, and may they.

Every route that is not for everybody takes a `Visitor` through one of the dependencies below. A visitor is a
person with a session, a program with an API token, or a program on this machine that can read the data folder.

Each dependency asks for a right, and what it hands on reaches the cameras at which the visitor has that right: somebody
who is viewer of the site and operator of a group sees all cameras and works at those of the group, and no route can
mistake the one for the other. Until a right was asked for, a visitor reaches nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Final

from fastapi import Depends
from starlette.requests import HTTPConnection
from starlette.responses import Response

from groundglass.errors import NotSignedIn, Refused
from groundglass.frosted.people.persons import Person, PersonId
from groundglass.frosted.people.programs import PREFIX
from groundglass.frosted.people.reach import NOWHERE, Reach
from groundglass.frosted.people.roles import Right, Role
from groundglass.frosted.people.sessions import IDLE_S, Session
from groundglass.frosted.people.standing import Standing
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.shown import Shown
from groundglass.frosted.site import Site
from groundglass.frosted.web.settings import WebSettings

COOKIE: Final = "gg_session"
THIS_MACHINE: Final = Person(PersonId("0" * 16), "this machine", Role.ADMINISTRATOR, has_password=False)
REFUSED: Final = ("your role does not include this", "ask an administrator of the site")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is asking. `session` is None for a program. `reach` is the cameras for which they have the right that was
    asked for; every other camera does not exist for them: routes ask `may_see`, or web/camera.py for a camera's
    record."""

    standing: Standing
    session: Session | None
    reach: Reach = NOWHERE

    @property
    def person(self) -> Person:
        """Who they are, with their role at the site."""
        return self.standing.person

    def may_see(self, camera: str | None) -> bool:
        """Whether this camera exists for them, for what they ask. None and "" stand for what belongs to no camera."""
        return self.reach.covers(camera)

    def asking(self, *rights: Right) -> Visitor | None:
        """The same, reaching the cameras at which they have one of these rights; None where they have none at all."""
        reach = self.standing.reach_for(*rights)
        return None if reach is None else replace(self, reach=reach)

    def own_session(self) -> Session:
        """The session, where an act is a person's own; `Refused` for programs."""
        if self.session is None:
            raise Refused("this is done by a person, signed in", "sign in with a browser")
        return self.session


def site_of(connection: HTTPConnection) -> Site:
    """The site this application serves."""
    site = connection.app.state.site
    assert isinstance(site, Site)
    return site


def shown_of(connection: HTTPConnection) -> Shown:
    """The site this application shows; on a web node there is no more of it."""
    shown = connection.app.state.site
    assert isinstance(shown, Shown)
    return shown


def settings_of(connection: HTTPConnection) -> WebSettings:
    """How this application was set up."""
    settings = connection.app.state.settings
    assert isinstance(settings, WebSettings)
    return settings


TheSite = Annotated[Site, Depends(site_of)]
TheShown = Annotated[Shown, Depends(shown_of)]
TheSettings = Annotated[WebSettings, Depends(settings_of)]


async def visitor(connection: HTTPConnection, site: TheShown, settings: TheSettings) -> Visitor:
    """Who is asking, or `NotSignedIn`. They reach nothing yet.

    1. A token, where one is shown, decides alone: an API token by its beginning, otherwise the machine's.
    2. Otherwise the cookie names a session that has not ended.
    3. What they may do where is read anew for every request.
    """
    shown = connection.headers.get("authorization")
    if shown is not None:  # 1
        return await _by_token(site, settings, shown)
    cookie = connection.cookies.get(COOKIE)
    if cookie is None:
        raise NotSignedIn("nobody is signed in here", "sign in first")
    person, session = await site.people.sessions.who(Token.parse(cookie))  # 2
    return Visitor(await site.people.standing_of(person), session)  # 3


async def _by_token(site: Shown, settings: WebSettings, shown: str) -> Visitor:
    scheme, _, text = shown.partition(" ")
    if scheme.lower() == "bearer" and text.startswith(PREFIX):
        return Visitor(await site.people.programs.who(text), None)
    expected = settings.machine_token
    if scheme.lower() == "bearer" and expected is not None and expected.matches(Token.parse(text)):
        return Visitor(Standing(THIS_MACHINE), None)
    raise NotSignedIn("this machine token is not valid here", "use the token of the running server")


NEEDS: Final[dict[Callable[..., Awaitable[Visitor]], tuple[Right, ...]]] = {}
"""Which rights a dependency asks for, so that the description of the API can say it."""

AnyVisitor = Annotated[Visitor, Depends(visitor)]


def _needs(*rights: Right, at_site: bool = False) -> Callable[[Visitor], Awaitable[Visitor]]:
    """Whoever has one of these rights somewhere, or by their role at the site."""

    async def check(who: AnyVisitor) -> Visitor:
        asking = who.asking(*rights)
        if asking is None or (at_site and not any(map(who.person.may, rights))):
            raise Refused(*REFUSED)
        return asking

    NEEDS[check] = rights
    return check


Seeing = Annotated[Visitor, Depends(_needs(Right.SEE))]
Exporting = Annotated[Visitor, Depends(_needs(Right.EXPORT))]
SettingUp = Annotated[Visitor, Depends(_needs(Right.SET_UP))]
Inviting = Annotated[Visitor, Depends(_needs(Right.PEOPLE))]
Requesting = Annotated[Visitor, Depends(_needs(Right.REQUEST))]
WorkingOnIncidents = Annotated[Visitor, Depends(_needs(Right.INCIDENTS))]
Responding = Annotated[Visitor, Depends(_needs(Right.RESPOND))]
Supervising = Annotated[Visitor, Depends(_needs(Right.SUPERVISE))]
SupervisingTheSite = Annotated[Visitor, Depends(_needs(Right.SUPERVISE, at_site=True))]
Auditing = Annotated[Visitor, Depends(_needs(Right.AUDIT))]
SettingUpOrAuditing = Annotated[Visitor, Depends(_needs(Right.SET_UP, Right.AUDIT))]


def is_https(connection: HTTPConnection, settings: WebSettings) -> bool:
    """Whether the browser came by https, as far as this server can know."""
    return settings.is_https or connection.url.scheme in {"https", "wss"}


def give_cookie(answer: Response, token: Token, *, is_secure: bool) -> None:
    """Hand a session to the browser."""
    answer.set_cookie(
        COOKIE, token.reveal(), max_age=IDLE_S, path="/", secure=is_secure, httponly=True, samesite="strict"
    )


def take_cookie(answer: Response, *, is_secure: bool) -> None:
    """Take the session back."""
    answer.delete_cookie(COOKIE, path="/", secure=is_secure, httponly=True, samesite="strict")


def client_of(connection: HTTPConnection) -> str:
    """The network address a request comes from, for counting failures only."""
    return connection.client.host if connection.client else "unknown"
