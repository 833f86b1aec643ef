"""ETag and If-None-Match for every answer of JSON, so that asking again for what has not changed costs no body.

A layer, and not a line in each route: the tag is a hash of the body, so that it can be forgotten nowhere. An answer
that names its own version (an ETag of its route, web/versions.py) is left as it is, and so is whatever is streamed.
Answers stay `no-store`: whoever asks keeps the body and the tag themselves, and nothing of a site lies in a browser's
cache.
"""

from __future__ import annotations

import hashlib
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ROOT: Final = "/api/v1/"


class Unchanged:
    """A layer that tags answers and leaves out bodies that the other side has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(_ROOT):
            await self._app(scope, receive, send)
            return
        answer = _Tagged(send, Headers(scope=scope).get("if-none-match", ""))
        await self._app(scope, receive, answer.send)


class _Tagged:
    """One answer: its head waits until the body is known to be whole."""

    def __init__(self, send: Send, if_none_match: str) -> None:
        self._send = send
        self._known = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        self._head: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_plain_json(message):
            self._head = message
            return
        head, self._head = self._head, None
        if head is None:
            await self._send(message)
            return
        if message["type"] != "http.response.body" or message.get("more_body", False):
            await self._send(head)
            await self._send(message)
            return
        tag = f'"{hashlib.sha256(message.get("body", b"")).hexdigest()[:24]}"'
        headers = MutableHeaders(scope=head)
        headers["ETag"] = tag
        if tag in self._known:
            head["status"] = 304
            del headers["content-length"], headers["content-type"]
            message = {"type": "http.response.body", "body": b""}
        await self._send(head)
        await self._send(message)


def _is_plain_json(head: Message) -> bool:
    headers = Headers(raw=head["headers"])
    return head["status"] == 200 and headers.get("content-type") == "application/json" and "etag" not in headers
