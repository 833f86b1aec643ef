"""By which names this server answers.

A page of somebody else can have its own name mean this machine (DNS rebinding), and then talks to it as if it were its
own site. Such a name is a public one that the site does not go by. So a request is answered when the name in its `Host`
is one that nobody outside can give away: an address, a name of this network or machine, or one of the site's `origins`.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from groundglass.errors import Refused
from groundglass.frosted.web.problems import refuse

# Endings that no registry sells (RFC 6762, 8375, 6761, and ICANN's .internal), and .lan, which is not delegated.
_OURS: Final = (".local", ".localhost", ".home.arpa", ".internal", ".lan")


class HostCheck:
    """A layer that refuses requests for a name that is not this site's."""

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self._app = app
        known = {(urlsplit(origin).hostname or "").casefold() for origin in origins}
        self._names = frozenset(known | {socket.gethostname().casefold(), socket.getfqdn().casefold()} - {""})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"} and not self.answers_to(Headers(scope=scope).get("host", "")):
            error = Refused(
                "this server does not go by the name in the address",
                "open it by its address, or write the name into `origins` of the site's settings",
            )
            await refuse(error, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def answers_to(self, untrusted_host: str) -> bool:
        """Whether the name in a `Host` is one of ours."""
        try:
            name = (urlsplit(f"//{untrusted_host}").hostname or "").casefold().rstrip(".")
        except ValueError:
            return False
        if not name or not name.isascii() or any(letter in name for letter in "/@;, "):
            return False
        return "." not in name or name in self._names or name.endswith(_OURS) or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
