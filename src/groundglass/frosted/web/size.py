"""How much a request may say.

Nothing the API takes is larger than a few polygons, so everything else is refused before it is kept in
memory, announced or not.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from groundglass.errors import ConfigError
from groundglass.frosted.web.problems import refuse

MAX_BODY_BYTES: Final = 256 * 1024


class _TooLarge(Exception):
    """Passes through the application to the layer below."""


class BodyLimit:
    """A layer that refuses bodies beyond the limit."""

    def __init__(self, app: ASGIApp, limit_bytes: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdigit() or int(announced) > self._limit_bytes:
            await refuse(self._error(), scope, receive, send)
            return
        got_bytes = 0

        async def receive_within_limit() -> Message:
            nonlocal got_bytes
            message = await receive()
            got_bytes += len(message.get("body", b""))
            if got_bytes > self._limit_bytes:
                raise self._error()
            return message

        await self._app(scope, receive_within_limit, send)

    def _error(self) -> ConfigError:
        return ConfigError(f"a request has at most {self._limit_bytes // 1024} KiB")
