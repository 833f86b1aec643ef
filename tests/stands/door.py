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
        self._open: set[asyncio.StreamWriter] = set()
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
        for writer in tuple(self._open):
            writer.transport.abort()
        while self._open:
            await asyncio.sleep(0.001)

    def silence(self) -> None:
        """Who is connected stays so and hears nothing; so does who comes."""
        self._speaks.clear()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        there: asyncio.StreamWriter | None = None
        try:
            there_reader, there = await asyncio.open_connection("127.0.0.1", self._to_port)
            pumps = [asyncio.create_task(self._pump(*pair)) for pair in ((reader, there), (there_reader, writer))]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        except OSError:
            return  # nobody is behind the door
        finally:
            for end in (writer, there):
                if end is not None:
                    end.transport.abort()
            self._open.discard(writer)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while part := await reader.read(_PART_BYTES):
            await self._speaks.wait()
            writer.write(part)
            await writer.drain()


@asynccontextmanager
async def door(to_port: int) -> AsyncIterator[Door]:
    """An open one, shut at the end."""
    made = Door(to_port)
    await made.open()
    try:
        yield made
    finally:
        await made.shut()
