"""A custodian who asks: known by the token they got for opening a challenge, and by nothing else.

Apart from entry.py because a custodian is no person of the site: they have no session, no role, and may do four
things. Where people of the site may look too, `RequestReader` says which of the two is looking.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from groundglass.errors import NotSignedIn, Refused
from groundglass.frosted.custody.settings import Custodian
from groundglass.frosted.people.roles import Right
from groundglass.frosted.people.tokens import Token
from groundglass.frosted.web.entry import REFUSED, TheSettings, TheSite, Visitor, visitor


async def custodian(connection: HTTPConnection, site: TheSite) -> Custodian:
    """The custodian who asks, or `NotSignedIn`."""
    scheme, _, text = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        raise NotSignedIn("this is for custodians", "enter with your key first")
    return (await site.custody.entrance.who(Token.parse(text))).custodian


TheCustodian = Annotated[Custodian, Depends(custodian)]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads requests: a custodian, or somebody of the site."""

    custodian: Custodian | None
    visitor: Visitor | None

    def may_read(self, requester: str) -> bool:
        """Custodians and auditors read every request; whoever may ask reads their own."""
        if self.visitor is None or self.visitor.person.may(Right.AUDIT):
            return True
        return self.visitor.person.id == requester

    def may_know_of(self, camera: str) -> bool:
        """Whether a camera exists for them: custodians know of all."""
        return self.visitor is None or self.visitor.may_see(camera)


async def request_reader(connection: HTTPConnection, site: TheSite, settings: TheSettings) -> Reader:
    """A custodian's token, or else a session or machine token with a right to requests."""
    if "authorization" in connection.headers:
        try:
            return Reader(await custodian(connection, site), None)
        except NotSignedIn:
            pass  # Not a custodian's token. It may be the machine's, which the next line finds out or refuses.
    who = (await visitor(connection, site, settings)).asking(Right.REQUEST, Right.AUDIT)
    if who is None:
        raise Refused(*REFUSED)
    return Reader(None, who)


RequestReader = Annotated[Reader, Depends(request_reader)]
