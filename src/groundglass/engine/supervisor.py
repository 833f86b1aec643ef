"""All keepers of this machine: the `CameraControl` that the web and the command line ask.

It decides nothing about a worker's life (keeper.py does) and knows nothing of recordings. Each camera's start,
stop and restart are carried out one after another, however many people ask at once; cameras do not wait for
each other.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from groundglass.engine.keeper import Keeper
from groundglass.engine.probe import probe
from groundglass.errors import NotFound
from groundglass.frosted.cameras import CameraBook, Order, Probe
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, Transport
from groundglass.pane.trust import TrustOrder

PROBES_AT_ONCE: Final = 2

_logger: Final = logging.getLogger(__name__)


@dataclass(slots=True)
class _Kept:
    """One camera that is meant to run. Owned by the supervisor."""

    keeper: Keeper
    stop: asyncio.Event
    task: asyncio.Task[None]


class Supervisor:
    """Starts and stops keepers. Belongs to the event loop's thread."""

    def __init__(self, book: CameraBook, board: StateBoard, make_keeper: Callable[[CameraId], Keeper]) -> None:
        self._book = book
        self._board = board
        self._make_keeper = make_keeper
        self._kept: dict[CameraId, _Kept] = {}
        self._turns: defaultdict[CameraId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._probes = asyncio.Semaphore(PROBES_AT_ONCE)
        self._is_closed = False

    def pids(self) -> dict[CameraId, int]:
        """The worker processes that run now."""
        found = ((camera, kept.keeper.pid) for camera, kept in self._kept.items())
        return {camera: pid for camera, pid in found if pid is not None}

    async def start(self, camera: CameraId) -> None:
        """Run the camera from its record; no effect when it runs, is switched off, or the server is stopping."""
        async with self._turns[camera]:
            await self._start(camera)

    async def stop(self, camera: CameraId) -> None:
        """End its worker and wait for it; no effect when it does not run."""
        async with self._turns[camera]:
            await self._stop(camera)
            self._board.switch_off(camera)

    async def restart(self, camera: CameraId) -> None:
        """Stop, then start with the record as it is now."""
        async with self._turns[camera]:
            await self._stop(camera)
            await self._start(camera)

    async def order(self, camera: CameraId, order: Order) -> None:
        """Pass an order to the running worker, or raise `NotFound` when none runs."""
        kept = self._kept.get(camera)
        if kept is None:
            raise NotFound(f"camera {camera} is not running", "switch it on and try again")
        await kept.keeper.order(order)

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        """Try an address for at most 15 s, at most two at once: a probe costs as much as a camera."""
        async with self._probes:
            return await probe(address, transport, trust)

    async def start_all(self) -> None:
        """Start every camera that is switched on."""
        for record in await self._book.list():
            if record.enabled:
                await self.start(record.id)

    async def close(self) -> None:
        """Stop everything, for good, and wait for it."""
        self._is_closed = True
        await asyncio.gather(*(self.stop(camera) for camera in tuple(self._kept)))

    async def _start(self, camera: CameraId) -> None:
        kept = self._kept.get(camera)
        if self._is_closed or (kept is not None and not kept.task.done()):
            return
        record = await self._book.get(camera)
        if not record.enabled:
            self._board.switch_off(camera)
            return
        keeper, stop = self._make_keeper(camera), asyncio.Event()
        task = asyncio.create_task(keeper.run(stop), name=f"keeper of {camera}")
        self._kept[camera] = _Kept(keeper, stop, task)

    async def _stop(self, camera: CameraId) -> None:
        kept = self._kept.pop(camera, None)
        if kept is None:
            return
        kept.stop.set()
        try:
            await kept.task
        except Exception:
            # The edge of a task: the camera is being stopped, and what broke its keeper must not break that.
            _logger.exception("camera %s: its keeper failed", camera, extra={"camera": camera})
