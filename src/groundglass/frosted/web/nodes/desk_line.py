"""A node's line to its desk: requests over the nodes' encrypted connection, kept open and used again.

Apart from passing.py because it knows nothing of whom a request is for. HTTP/1.1 by h11; connections that lie idle are
used again for a while, shorter than the desk keeps them. What cannot be asked is `DeskAway`, and says whether the desk
may have heard it: a request that changes something is never sent twice.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final, TypeAlias

import h11

from groundglass.clock import Clock
from groundglass.errors import DeskAway, EngineError, PaneError, TooMany
from groundglass.frosted.relay.frames import reach
from groundglass.frosted.relay.secret import AnySecret

RawHeaders: TypeAlias = Sequence[tuple[bytes, bytes]]

MAX_IDLE: Final = 32
MAX_AT_ONCE: Final = 512
IDLE_S: Final = 15.0  # the desk hangs up after thirty
ANSWER_S: Final = 120.0  # opening an original or measuring a channel takes a while
PART_S: Final = 30.0
MAX_JSON_BYTES: Final = 4 << 20
_READ_BYTES: Final = 64 * 1024
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_BROKEN: Final = (OSError, TimeoutError, h11.RemoteProtocolError, ssl.SSLError)


async def nothing() -> AsyncIterator[bytes]:
    """The body of a request that has none."""
    yield b""


class _Connection:
    """One connection and what of HTTP has been said on it."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._said = h11.Connection(h11.CLIENT, max_incomplete_event_size=64 * 1024)
        self.idle_since_s = 0.0

    async def send(self, event: h11.Request | h11.Data | h11.EndOfMessage) -> None:
        self._writer.write(self._said.send(event) or b"")
        async with asyncio.timeout(PART_S):
            await self._writer.drain()

    async def head(self, within_s: float) -> h11.Response:
        async with asyncio.timeout(within_s):
            while not isinstance(event := await self._next(), h11.Response):
                continue  # 1xx
        return event

    async def parts(self) -> AsyncIterator[bytes]:
        while True:
            async with asyncio.timeout(PART_S):
                event = await self._next()
            if not isinstance(event, h11.Data):
                return
            yield bytes(event.data)

    def may_go_on(self) -> bool:
        """Whether another request can be asked here; begins anew for it."""
        if self._said.our_state is not h11.DONE or self._said.their_state is not h11.DONE:
            return False
        self._said.start_next_cycle()
        return True

    @property
    def is_gone(self) -> bool:
        return self._reader.at_eof() or self._writer.is_closing()

    def close(self) -> None:
        self._writer.close()

    async def _next(self) -> h11.Event:
        while (event := self._said.next_event()) is h11.NEED_DATA:
            self._said.receive_data(await self._reader.read(_READ_BYTES))
        if not isinstance(event, h11.Event):
            raise h11.RemoteProtocolError("the desk hung up")
        return event


class Answer:
    """The desk's answer: its head, and its body while it comes. A body cut short raises `ConnectionError`."""

    def __init__(self, connection: _Connection, head: h11.Response) -> None:
        self.status = head.status_code
        self.headers: list[tuple[bytes, bytes]] = list(head.headers)
        self._connection = connection

    async def parts(self) -> AsyncIterator[bytes]:
        """The body."""
        try:
            async for part in self._connection.parts():
                yield part
        except _BROKEN as error:
            raise ConnectionError("the desk ended in the middle of an answer") from error


class DeskLine:
    """To the desk at `host:port`. Belongs to the event loop's thread; `close` at the end."""

    def __init__(self, address: str, secret: AnySecret, clock: Clock) -> None:
        self.address: Final = address
        self.secret: Final = secret
        self._clock = clock
        self._idle: deque[_Connection] = deque()
        self._open = 0

    @asynccontextmanager
    async def asked(
        self, method: str, target: str, headers: RawHeaders, body: AsyncIterator[bytes], *, within_s: float = ANSWER_S
    ) -> AsyncIterator[Answer]:
        """Ask, and read the answer inside the block. `DeskAway` when there is none, `TooMany` beyond the bound.

        1. On a connection that lay idle, the desk may just have hung up: what changes nothing is then asked anew.
        2. Whatever was not read to its end is cut off, and its connection with it.
        """
        if self._open >= MAX_AT_ONCE:
            raise TooMany("too much is being asked of the desk at once", "try again in a moment")
        self._open += 1
        connection: _Connection | None = None
        try:
            connection, answer = await self._first_answer(method, target, headers, body, within_s)
            yield answer
            if connection.may_go_on():
                connection.idle_since_s = self._clock.monotonic_s()
                self._idle.append(connection)
                connection = None
        finally:
            self._open -= 1
            if connection is not None:
                connection.close()  # 2

    async def told(self, path: str, said: dict[str, Any], *, within_s: float = 10.0) -> tuple[int, Any]:
        """POST a JSON object to a path of the nodes; status and JSON of the answer. `DeskAway`."""
        body = json.dumps(said).encode()
        headers = [(b"host", b"desk"), (b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]

        async def sent() -> AsyncIterator[bytes]:
            yield body

        try:
            async with asyncio.timeout(within_s), self.asked("POST", path, headers, sent()) as answer:
                got = b""
                async for part in answer.parts():
                    got += part
                    if len(got) > MAX_JSON_BYTES:
                        raise ConnectionError("the desk answered too much")
                return answer.status, json.loads(got)
        except (TimeoutError, ConnectionError, ValueError) as error:
            raise _away("it did not answer in full") from error

    def close(self) -> None:
        """Hang up."""
        while self._idle:
            self._idle.popleft().close()

    async def _first_answer(
        self, method: str, target: str, headers: RawHeaders, body: AsyncIterator[bytes], within_s: float
    ) -> tuple[_Connection, Answer]:
        request = h11.Request(method=method, target=target, headers=list(headers))
        kept = self._kept()
        if kept is not None and method in _SAFE:
            try:
                return kept, await _asked(kept, request, body, within_s)  # 1
            except _BROKEN:
                kept.close()
                kept = None
        connection = kept or await self._new()
        try:
            return connection, await _asked(connection, request, body, within_s)
        except _BROKEN as error:
            connection.close()
            known = "" if method in _SAFE else "; it is not known whether it did what was asked"
            raise _away(f"it ended without an answer{known}") from error
        except BaseException:
            connection.close()
            raise

    def _kept(self) -> _Connection | None:
        now_s = self._clock.monotonic_s()
        while self._idle:
            connection = self._idle.pop()
            if now_s - connection.idle_since_s < IDLE_S and not connection.is_gone and len(self._idle) < MAX_IDLE:
                return connection
            connection.close()
        return None

    async def _new(self) -> _Connection:
        try:
            return _Connection(*await reach(self.address, self.secret, "viewer"))
        except (EngineError, PaneError) as error:
            raise _away("it cannot be reached") from error


async def _asked(connection: _Connection, request: h11.Request, body: AsyncIterator[bytes], within_s: float) -> Answer:
    await connection.send(request)
    async for part in body:
        if part:
            await connection.send(h11.Data(part))
    await connection.send(h11.EndOfMessage())
    return Answer(connection, await connection.head(within_s))


def _away(why: str) -> DeskAway:
    return DeskAway(
        f"the site's desk does not answer: {why}",
        "go on watching; what changes something can be done again when the desk is back",
    )
