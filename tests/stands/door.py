"""A door in front of a server on loopback, that can be shut (nobody answers) or silent (somebody listens, and says
nothing): a database or a bucket that is away, as whoever uses it sees it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

_PART_BYTES = 256 * 1024


class Door:
    """Passes bytes to `to_port` while it is open. `port` is its own, and stays the same."""

    def __init__(self, to_port: int) -> None:
        self.port = 0
        self._to_port = to_port
        self._listening: asyncio.Server | None = None
        self._passing: set[asyncio.Task[None]] = set()
        self._speaks = asyncio.Event()
        self._speaks.set()

    async def open(self) -> None:
        self._speaks.set()
        if self._listening is None:
            self._listening = await asyncio.start_server(self._pass, "127.0.0.1", self.port)
            self.port = self._listening.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        """Who is connected is cut off, and nobody is let in."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        passing = tuple(self._passing)
        for task in passing:
            task.cancel()
        await asyncio.gather(*passing, return_exceptions=True)

    def silence(self) -> None:
        """Who is connected stays so and hears nothing; so does who comes."""
        self._speaks.clear()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        others: list[asyncio.StreamWriter] = [writer]
        try:
            there_reader, there = await asyncio.open_connection("127.0.0.1", self._to_port)
            others.append(there)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(reader, there))
                both.create_task(self._pump(there_reader, writer))
        except (OSError, ExceptionGroup):
            return  # one side is gone, and so is the other
        finally:
            for open_writer in others:
                open_writer.transport.abort()
            self._passing.discard(task)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while part := await reader.read(_PART_BYTES):
            await self._speaks.wait()
            writer.write(part)
            await writer.drain()
        raise ConnectionAbortedError("this side has said all")


@asynccontextmanager
async def door(to_port: int) -> AsyncIterator[Door]:
    """An open one, shut at the end."""
    made = Door(to_port)
    await made.open()
    try:
        yield made
    finally:
        await made.shut()
