"""The end of who asks a node: the desk, which also hears what its cameras say, and who reads pieces of its minutes.

One life of a connection. What is heard is handed over as it comes and must be taken without waiting; `heard` says later
that it is durable. What a desk that was away has missed comes first.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

from groundglass.errors import EngineError, PaneError, error_of
from groundglass.frosted.relay.channel import Role
from groundglass.frosted.relay.frames import part, reach, read_frame
from groundglass.frosted.relay.reader import open_relay
from groundglass.frosted.relay.secret import AnySecret, ClusterSecret
from groundglass.frosted.relay.wire import (
    ANSWER,
    LOST,
    SAID,
    STATE,
    VERSION,
    Answer,
    Ask,
    Heard,
    Lost,
    Numbered,
    Open,
    Opened,
    Said,
    State,
    encode_frame,
)

ANSWER_WITHIN_S: Final = 30.0
_EXPECTED: Final = frozenset({ANSWER, SAID, STATE, LOST})


class AskChannel:
    """Made by `desk_channel` and `pieces_channel`. `run` until the node is gone; meanwhile `ask` and `heard`."""

    def __init__(self, opened: Opened, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened: Final = opened
        self._reader = reader
        self._writer = writer
        self._number = 0
        self._is_over = False
        self._asked: dict[int, asyncio.Future[Answer]] = {}

    async def run(self, take: Callable[[Numbered], None]) -> None:
        """Hand over what comes, until the node ends. `PaneError` when it says what it may not."""
        try:
            while (frame := await read_frame(self._reader, _EXPECTED)) is not None:
                if isinstance(frame, Answer):
                    self._answered(frame)
                elif isinstance(frame, Said | State | Lost):
                    take(frame)
        finally:
            self._is_over = True
            for waiting in self._asked.values():
                if not waiting.done():
                    waiting.set_exception(_gone(self.opened.node))
            self._asked.clear()

    async def ask(
        self, do: str, arguments: Mapping[str, Any], body: bytes = b"", *, within_s: float = ANSWER_WITHIN_S
    ) -> Answer:
        """The node's answer, or the error it answers with; `EngineError` when it does not. Asked before `run` runs, it
        waits for that; after it ended nobody would hear an answer."""
        if self._is_over:
            raise _gone(self.opened.node)
        self._number += 1
        number = self._number
        answered = self._asked[number] = asyncio.get_running_loop().create_future()
        try:
            self._writer.write(encode_frame(Ask(number, do, arguments, body)))
            async with asyncio.timeout(within_s):
                await self._writer.drain()
                answer: Answer = await answered
                return answer
        except TimeoutError as error:
            raise EngineError(f"node {self.opened.node} did not answer", "look at its log") from error
        except OSError as error:
            raise _gone(self.opened.node) from error
        finally:
            self._asked.pop(number, None)

    def heard(self, number: int) -> None:
        """Everything up to here is durable; the node may forget it."""
        self._writer.write(encode_frame(Heard(number)))

    def _answered(self, answer: Answer) -> None:
        waiting = self._asked.get(answer.number)
        if waiting is None or waiting.done():
            return  # whoever asked has given up
        try:
            if "answer" in answer.said:
                waiting.set_result(answer)
            else:
                waiting.set_exception(error_of(answer.said))
        except (KeyError, TypeError) as error:
            raise PaneError("the other node answered with neither an answer nor an error") from error


@asynccontextmanager
async def desk_channel(
    relay: str, secret: ClusterSecret, *, epoch: str = "", heard: int = 0
) -> AsyncIterator[AskChannel]:
    """Connect as the desk, which has everything up to `heard` of the node's life `epoch`; `EngineError` when the node
    cannot be reached."""
    async with _channel(relay, secret, "desk", Open(VERSION, "desk", None, epoch, heard)) as channel:
        yield channel


@asynccontextmanager
async def pieces_channel(relay: str, secret: AnySecret) -> AsyncIterator[AskChannel]:
    """Connect to ask for pieces of what the node records."""
    async with _channel(relay, secret, "viewer", Open(VERSION, "pieces")) as channel:
        yield channel


@asynccontextmanager
async def _channel(relay: str, secret: AnySecret, role: Role, wanted: Open) -> AsyncIterator[AskChannel]:
    reader, writer = await reach(relay, secret, role)
    try:
        yield AskChannel(await open_relay(relay, reader, writer, wanted), reader, writer)
    finally:
        await part(writer)


def _gone(node: str) -> EngineError:
    return EngineError(f"node {node} is gone", "its cameras are being moved to another; try again in a few seconds")
