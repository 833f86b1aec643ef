"""Where a request that changes something came from.

Browsers send a session's cookie with what other sites make them ask; they also say which site that was. An
unsafe method or a WebSocket must come from this site itself. SameSite=Strict on the cookie is the first
lock, this is the second. Programs that show a machine token and no cookie have no browser to be tricked.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from groundglass.errors import Refused
from groundglass.frosted.web.problems import refuse

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Takes signatures that speak for themselves, and looks at no session: there is nothing here to trick a browser into.
_WITHOUT_SESSION: Final = frozenset({"/api/v1/ledger/cosignatures"})


class OriginCheck:
    """A layer that refuses what another site asks for."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        needs_origin = scope["type"] == "websocket" or (scope["type"] == "http" and scope["method"] not in _SAFE)
        is_free = scope["path"] in _WITHOUT_SESSION and scope["type"] == "http"
        if needs_origin and not is_free and not self._is_ours(Headers(scope=scope)):
            error = Refused(
                "this request did not come from this site's own pages",
                "open the site at its own address and try again",
            )
            await refuse(error, scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is None:
            # No browser: browsers send Origin with every unsafe method and every WebSocket. A cookie without
            # an Origin is therefore somebody's program that must use the machine token instead.
            return "authorization" in headers and "cookie" not in headers
        if self._origins:
            return origin in self._origins
        from_ = _host_and_port(origin)
        return from_ is not None and from_ == _host_and_port(f"{_scheme(origin)}://{headers.get('host', '')}")


def _scheme(origin: str) -> str:
    return origin.partition("://")[0]


def _host_and_port(address: str) -> tuple[str, int] | None:
    """None for what cannot be read; it equals nothing."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        return None
    return None if parts.hostname is None else (parts.hostname, port)


def origin_of(connection: HTTPConnection) -> str:
    """Where the browser says it is; the layer above has seen that it is this site."""
    origin = connection.headers.get("origin")
    if origin is None:
        raise Refused("passkeys are used with a browser", "open the site in a browser")
    return origin
