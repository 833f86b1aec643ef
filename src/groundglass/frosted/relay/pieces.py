"""Pieces of minutes that a node still writes, for playback elsewhere.

A minute is a blob when it is closed and settled; until then its bytes are in the spool of the node that records it. One
connection per node is opened when it is first asked and closed when nobody asked for a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from groundglass.errors import EngineError, GroundglassError, NotFound
from groundglass.frosted.relay.asking import AskChannel, pieces_channel
from groundglass.frosted.relay.secret import AnySecret
from groundglass.frosted.relay.wire import MAX_PIECE_BYTES
from groundglass.pane.ids import CameraId

IDLE_S: Final = 30.0
WITHIN_S: Final = 10.0


@dataclass(slots=True)
class _Open:
    """One node's connection. `channel` is set when it is there, or it never will be."""

    channel: asyncio.Future[AskChannel]
    task: asyncio.Task[None]
    asked: asyncio.Event


class RelayPieces:
    """`find` says at which relay a camera is now (LeaseBook.holder), None when nobody keeps it. `close` at the end."""

    def __init__(self, secret: AnySecret, find: Callable[[CameraId], Awaitable[str | None]]) -> None:
        self._secret = secret
        self._find = find
        self._open: dict[str, _Open] = {}

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        """These bytes of a recorded file. `NotFound` where the node has it no longer, or cannot be reached."""
        relay = await self._find(camera)
        if relay is None:
            raise NotFound(f"nobody keeps camera {camera} now", "its newest minute is seen when it is kept again")
        parts = []
        try:
            for start in range(offset, offset + length, MAX_PIECE_BYTES):
                size = min(MAX_PIECE_BYTES, offset + length - start)
                parts.append(await self._ask(relay, camera, file, start, size))
        except EngineError as error:
            raise NotFound(
                f"the newest minute of camera {camera} cannot be read: {error.message}", *error.hints
            ) from error
        return b"".join(parts)

    async def close(self) -> None:
        """Hang up."""
        tasks = [there.task for there in self._open.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _ask(self, relay: str, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        there = self._open.get(relay)
        if there is None or there.task.done():
            channel: asyncio.Future[AskChannel] = asyncio.get_running_loop().create_future()
            asked = asyncio.Event()
            task = asyncio.create_task(self._hold(relay, channel, asked), name=f"pieces of {relay}")
            there = self._open[relay] = _Open(channel, task, asked)
        there.asked.set()
        told = {"camera": camera, "file": file, "offset": offset, "length": length}
        found = (await (await asyncio.shield(there.channel)).ask("piece", told, within_s=WITHIN_S)).body
        if len(found) != length:
            raise NotFound(f"{file} is not there as long as that", "look again in a moment")
        return found

    async def _hold(self, relay: str, channel: asyncio.Future[AskChannel], asked: asyncio.Event) -> None:
        try:
            async with pieces_channel(relay, self._secret) as opened:
                channel.set_result(opened)
                running = asyncio.create_task(opened.run(lambda _: None))
                try:
                    while asked.is_set() and not running.done():
                        asked.clear()
                        await asyncio.wait((running,), timeout=IDLE_S)
                finally:
                    running.cancel()
                    await asyncio.gather(running, return_exceptions=True)
        except GroundglassError as error:
            if not channel.done():
                channel.set_exception(error)
        finally:
            self._open.pop(relay, None)
            if not channel.done():
                channel.set_exception(EngineError(f"the relay at {relay} was given up"))
            if not channel.cancelled():
                channel.exception()  # asked for or not, it was heard
