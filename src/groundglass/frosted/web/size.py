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
        body = _CountedBody(receive, send, self._limit_bytes)
        await self._app(scope, body.receive, body.send)
        if body.is_too_large:
            await refuse(self._error(), scope, receive, send)

    def _error(self) -> ConfigError:
        return ConfigError(f"a request has at most {self._limit_bytes // 1024} KiB")


class _CountedBody:
    """One request's body. Past the limit the application is told that the client has gone, and what it answers
    to that is thrown away: this layer answers instead."""

    def __init__(self, receive: Receive, send: Send, limit_bytes: int) -> None:
        self.is_too_large = False
        self._receive = receive
        self._send = send
        self._left_bytes = limit_bytes

    async def receive(self) -> Message:
        message = await self._receive()
        self._left_bytes -= len(message.get("body", b""))
        if self._left_bytes < 0:
            self.is_too_large = True
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if not self.is_too_large:
            await self._send(message)
