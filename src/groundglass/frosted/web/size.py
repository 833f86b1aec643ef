"""How much a request may say.

Little that the API takes is larger than a few polygons, so everything else is refused before it is kept in memory,
announced or not. The few routes that take a file stand in `LARGER`, each with its own limit.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from groundglass.errors import ConfigError
from groundglass.frosted.map.picture import MAX_PICTURE_BYTES
from groundglass.frosted.web.problems import refuse

MAX_BODY_BYTES: Final = 256 * 1024
LARGER: Final[tuple[tuple[str, re.Pattern[str], int], ...]] = (
    ("PUT", re.compile(r"/api/v1/map/plans/[0-9a-f]{16}/picture"), MAX_PICTURE_BYTES),
)


class BodyLimit:
    """A layer that refuses bodies beyond the limit."""

    def __init__(self, app: ASGIApp, limit_bytes: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit_bytes = self._limit_of(scope)
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdigit() or int(announced) > limit_bytes:
            await refuse(_too_large(limit_bytes), scope, receive, send)
            return
        body = _CountedBody(receive, send, limit_bytes)
        await self._app(scope, body.receive, body.send)
        if body.is_too_large:
            await refuse(_too_large(limit_bytes), scope, receive, send)

    def _limit_of(self, scope: Scope) -> int:
        for method, path, limit_bytes in LARGER:
            if scope["method"] == method and path.fullmatch(scope["path"]):
                return limit_bytes
        return self._limit_bytes


def _too_large(limit_bytes: int) -> ConfigError:
    return ConfigError(f"a request to this address has at most {limit_bytes // 1024} KiB")


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
