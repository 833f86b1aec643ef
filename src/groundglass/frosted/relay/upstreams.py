"""One stream of a camera for everybody who watches it here: opened for the first, closed some seconds after the last.

Apart from reader.py, which is one connection: here is who keeps which camera now, and what happens when that changes.
Fulfils `shown.LivePictures`. Belongs to the event loop's thread. For each camera that is watched:

    1. Who keeps it is looked up; while nobody does, the look is repeated, or it is asked of whoever else may have it.
    2. Its pictures are handed to the hub, which never waits for a viewer.
    3. When the stream ends, viewers stay, wait for the next key picture, and 1 follows.
    4. Every two seconds one look at all leases finds cameras that went to another node while the old one is silent.
    5. `LINGER_S` after the last viewer the stream is closed; whoever comes back sooner finds it open.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final, Protocol, TypeAlias

from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import GroundglassError
from groundglass.frosted.live import LiveHub, LiveViewer
from groundglass.frosted.relay.reader import RelayReader
from groundglass.frosted.relay.secret import AnySecret
from groundglass.frosted.store.lease_book import Holder
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample, VideoRun

LINGER_S: Final = 8.0
LOOK_EVERY_S: Final = 2.0
AGAIN_S: Final = 0.5
_UNREACHABLE: Final = (GroundglassError, DBAPIError, OSError)

Pictures: TypeAlias = AsyncIterator[VideoRun | FrostedSample]
OpensStream: TypeAlias = Callable[[CameraId], AbstractAsyncContextManager[Pictures]]

_logger: Final = logging.getLogger(__name__)


class FindsHolders(Protocol):
    """Who keeps which camera (store/lease_book.py)."""

    async def holders(self, camera: CameraId | None = None) -> tuple[Holder, ...]:
        """Every camera's holder, or this one's."""


class _Upstream:
    """One camera that is watched here."""

    def __init__(self) -> None:
        self.viewers = 0
        self.relay: str | None = None  # where it streams from now; None: from nowhere, or from whoever has no relay
        self.reading: asyncio.Task[None] | None = None
        self.keeping: asyncio.Task[None] | None = None
        self.ending: asyncio.TimerHandle | None = None


class Upstreams:
    """Live pictures of cameras that other nodes keep. `run` until cancelled; `close` at the end. `unleased` opens the
    stream of a camera that no node has a lease of, where somebody may have it all the same."""

    def __init__(
        self, leases: FindsHolders, secret: AnySecret, clock: Clock, *, unleased: OpensStream | None = None
    ) -> None:
        self.opened_total = 0
        self._leases = leases
        self._secret = secret
        self._clock = clock
        self._unleased = unleased
        self._hub = LiveHub()
        self._upstreams: dict[CameraId, _Upstream] = {}

    @property
    def open_streams(self) -> frozenset[CameraId]:
        """The cameras that have a stream here now, viewers or not."""
        return frozenset(camera for camera, upstream in self._upstreams.items() if upstream.reading is not None)

    @property
    def dropped_total(self) -> int:
        """Pictures that slow viewers lost."""
        return self._hub.dropped_total

    def viewers(self, camera: CameraId) -> int:
        """How many watch this camera here."""
        return self._hub.viewers(camera)

    @asynccontextmanager
    async def subscribe(self, camera: CameraId) -> AsyncIterator[LiveViewer]:
        """Watch a camera. The viewer first gets the current run and its pictures since the last key."""
        upstream = self._upstreams.setdefault(camera, _Upstream())
        upstream.viewers += 1
        if upstream.ending is not None:
            upstream.ending.cancel()
            upstream.ending = None
        if upstream.keeping is None:
            upstream.keeping = asyncio.create_task(self._keep(camera, upstream), name=f"upstream of {camera}")
        try:
            async with self._hub.subscribe(camera) as viewer:
                yield viewer
        finally:
            upstream.viewers -= 1
            if upstream.viewers == 0:
                upstream.ending = asyncio.get_running_loop().call_later(LINGER_S, self._end, camera)  # 5

    async def run(self) -> None:
        """Step 4, until cancelled."""
        while True:
            await self._clock.sleep(LOOK_EVERY_S)
            if not self._upstreams:
                continue
            with contextlib.suppress(*_UNREACHABLE):  # what streams goes on streaming; the next look finds it
                now = {holder.camera: holder.relay for holder in await self._leases.holders()}
                for camera, upstream in self._upstreams.items():
                    if upstream.reading is not None and camera in now and now[camera] != upstream.relay:
                        upstream.reading.cancel()

    async def close(self) -> None:
        """End every stream and every viewer's iteration."""
        self._hub.close()
        tasks = [upstream.keeping for upstream in self._upstreams.values() if upstream.keeping is not None]
        for camera in list(self._upstreams):
            self._end(camera)
        await asyncio.gather(*tasks, return_exceptions=True)

    def _end(self, camera: CameraId) -> None:
        upstream = self._upstreams.pop(camera)
        if upstream.ending is not None:
            upstream.ending.cancel()
        if upstream.keeping is not None:
            upstream.keeping.cancel()
        self._hub.clear(camera)

    async def _keep(self, camera: CameraId, upstream: _Upstream) -> None:
        """Steps 1 to 3 until cancelled."""
        while True:
            upstream.reading = asyncio.create_task(self._read(camera, upstream))
            try:
                await asyncio.wait((upstream.reading,))
            finally:
                upstream.reading.cancel()
                await asyncio.gather(upstream.reading, return_exceptions=True)
                upstream.reading = upstream.relay = None
                self._hub.clear(camera)
            await self._clock.sleep(AGAIN_S)

    async def _read(self, camera: CameraId, upstream: _Upstream) -> None:
        try:
            found = await self._leases.holders(camera)
            if found:
                upstream.relay = found[0].relay
                stream: AbstractAsyncContextManager[Pictures] = RelayReader(upstream.relay, self._secret).live(camera)
            elif self._unleased is not None:
                stream = self._unleased(camera)
            else:
                return
            async with stream as pictures:
                self.opened_total += 1
                async for item in pictures:
                    self._hub.publish(camera, item)
        except _UNREACHABLE as error:
            _logger.info("camera %s is not to be had live now: %s", camera, error)
