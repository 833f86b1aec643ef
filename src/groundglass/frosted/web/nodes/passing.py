"""What a web node does not answer itself goes to the desk, as it came.

Apart from app.py, which says what a node answers itself. A request is passed on with the person's own cookie, host and
origin, so that the desk judges it as if they had come there; added is where it came from. Nothing is kept of it.

To serve a request:

    1. What the node answers itself, it answers.
    2. All else of the API is asked of the desk, and its answer given as it comes.
    3. Where the desk does not answer, the node says what it knows. What it does not know, and what changes something,
       is refused in words that say so.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from groundglass.errors import DeskAway, TooMany
from groundglass.frosted.web.nodes.desk_line import DeskLine
from groundglass.frosted.web.nodes.models import CLIENT, SCHEME
from groundglass.frosted.web.problems import refuse

# RFC 9110, section 7.6.1; and what only a proxy may say, which we were told by somebody in front of us or by nobody.
_BETWEEN_US: Final = frozenset(
    {b"connection", b"keep-alive", b"te", b"trailer", b"upgrade", b"proxy-connection", b"proxy-authorization",
     b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip", CLIENT.encode(),
     SCHEME.encode(), b"expect"}
)  # fmt: skip


class PassedOn:
    """A layer. `is_own`: whether the node answers a request itself; `stands_in`: whether it does while the desk is
    away."""

    def __init__(
        self, app: ASGIApp, desk: DeskLine, is_own: Callable[[Scope], bool], stands_in: Callable[[Scope], bool]
    ) -> None:
        self._app = app
        self._desk = desk
        self._is_own = is_own
        self._stands_in = stands_in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._is_own(scope):  # 1
            await self._app(scope, receive, send)
            return
        try:
            await self._pass_on(scope, receive, send)  # 2
        except DeskAway as error:
            if self._stands_in(scope):
                await self._app(scope, receive, send)  # 3
            else:
                await refuse(error, scope, receive, send)
        except TooMany as error:
            await refuse(error, scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        target = scope.get("raw_path", scope["path"].encode()).decode("ascii")
        if scope["query_string"]:
            target = f"{target}?{scope['query_string'].decode('ascii')}"
        body = _body(receive)
        async with self._desk.asked(scope["method"], target, _headers(scope), body) as answer:
            head = [(name, value) for name, value in answer.headers if name not in _BETWEEN_US]
            if (b"transfer-encoding", b"chunked") in head:
                head.remove((b"transfer-encoding", b"chunked"))
            await send({"type": "http.response.start", "status": answer.status, "headers": head})
            left = asyncio.ensure_future(receive())  # the request's end was read: what comes now is that they leave
            try:
                async for part in answer.parts():
                    if left.done():
                        return  # what is left of the answer is not fetched for nobody
                    await send({"type": "http.response.body", "body": part, "more_body": True})
            finally:
                left.cancel()
                await asyncio.gather(left, return_exceptions=True)
            await send({"type": "http.response.body", "body": b""})


def _headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    passed = [(name, value) for name, value in scope["headers"] if name not in _BETWEEN_US]
    client = scope["client"][0] if scope.get("client") else "unknown"
    return [*passed, (CLIENT.encode(), client.encode()), (SCHEME.encode(), scope["scheme"].encode())]


async def _body(receive: Receive) -> AsyncIterator[bytes]:
    """A request's body as it comes; `ClientDisconnect` when the person left before its end."""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return
