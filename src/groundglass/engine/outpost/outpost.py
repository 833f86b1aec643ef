"""The process on a machine that keeps cameras for a desk elsewhere.

It has what records and nothing that faces people: keepers and their workers, recorders, the spool, a relay. It takes no
part in the site's lock. To open:

1. Its folder is this process's alone.
2. Its relay listens, so that its address is known.
3. It enters the database as a new incarnation of its node: what an earlier one had is free for it.
4. What it recorded before and could not hand in goes on its way; the cameras it was told to keep are kept again.
5. It says every two seconds that it is alive, and lets go of the cameras whose leases it lost.

The desk being away changes nothing here: what it is to be told waits (relay/waiting.py), also over a restart. To close
is the way back: workers end, their minutes are closed and settled, leases are released, the relay hangs up.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from groundglass import __version__
from groundglass.clock import Clock
from groundglass.engine.launch import launch
from groundglass.engine.outpost.desk_asks import DeskAsks
from groundglass.engine.outpost.originals import NodeOriginals
from groundglass.engine.outpost.passing_on import KeepsWaiting, pass_states
from groundglass.engine.outpost.plan import OutpostPlan
from groundglass.engine.outpost.tenure import KeptBy, Start, Tenure
from groundglass.engine.outpost.wishes_kept import KeepWish, WishesKept
from groundglass.engine.probe import probe
from groundglass.errors import EngineError, NotFound, StoreError
from groundglass.frosted.cameras import Order, Probe
from groundglass.frosted.custody.arriving import empty_arrivals
from groundglass.frosted.live import LiveHub
from groundglass.frosted.node_archive import NodeArchive, WaitLimits
from groundglass.frosted.relay.server import RelayServer
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.relay.waiting_files import WaitingFiles
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.folder import DataFolder
from groundglass.frosted.store.lease import RENEW_EVERY_S, Leases
from groundglass.frosted.store.lease_book import LeaseBook
from groundglass.pane.control import Forget
from groundglass.pane.ids import CameraId
from groundglass.pane.settings import SecretAddress, Transport
from groundglass.pane.trust import TrustOrder

PROBES_AT_ONCE: Final = 2

_logger: Final = logging.getLogger(__name__)


class Outpost:
    """Made by `Outpost.open`; `close` it. Belongs to the event loop's thread."""

    def __init__(self, plan: OutpostPlan, clock: Clock) -> None:
        self.ended: Final = asyncio.Event()
        """Set when another process took this node's name: there is nothing left to do but to close."""
        self._plan = plan
        self._clock = clock
        self._live = LiveHub()
        self._board = StateBoard(clock)
        self._wishes = WishesKept(plan.folder / "kept", plan.secret)
        self._tenures: dict[CameraId, Tenure] = {}
        self._turns: defaultdict[CameraId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._probes = asyncio.Semaphore(PROBES_AT_ONCE)
        self._by: KeptBy | None = None  # while it is open

    @classmethod
    @asynccontextmanager
    async def running(cls, plan: OutpostPlan, clock: Clock, *, start: Start = launch) -> AsyncIterator[Outpost]:
        """An open outpost, closed at the end of the block."""
        outpost = await cls.open(plan, clock, start=start)
        try:
            yield outpost
        finally:
            await outpost.close()

    @classmethod
    async def open(cls, plan: OutpostPlan, clock: Clock, *, start: Start = launch) -> Outpost:
        """Open, or `StoreError` (`StoreAway` when the database does not answer: try again), `EngineError`."""
        outpost = cls(plan, clock)
        await outpost._open(start)
        return outpost

    @property
    def relay(self) -> str:
        """Where others reach its relay."""
        host = f"[{self._plan.relay_host}]" if ":" in self._plan.relay_host else self._plan.relay_host
        return f"{host}:{self._plan.relay_port or self._relay.port}"

    def is_kept(self, camera: CameraId) -> bool:
        """Whether this machine has the camera's lease and keeps it."""
        tenure = self._tenures.get(camera)
        return tenure is not None and tenure.lease is not None

    async def keep(self, wish: KeepWish) -> None:
        """Keep a camera from now on; remembered when this returns. The same wish again changes nothing."""
        by = self._opened()
        async with self._turns[wish.camera]:
            there = self._tenures.get(wish.camera)
            if there is not None and there.wish.tag == wish.tag:
                return
            await asyncio.to_thread(self._wishes.keep, wish)
            if there is not None:
                await there.end()
            self._tenures[wish.camera] = Tenure(wish, by)

    async def leave(self, camera: CameraId) -> None:
        """Keep it no longer. When this returns its worker has ended and another machine may have it."""
        async with self._turns[camera]:
            await asyncio.to_thread(self._wishes.forget, camera)
            tenure = self._tenures.pop(camera, None)
            if tenure is not None:
                await tenure.end()

    async def order(self, camera: CameraId, order: Order) -> None:
        """Pass an order to the camera's worker; `NotFound` when none runs here."""
        tenure = self._tenures.get(camera)
        if tenure is None:
            raise NotFound(f"node {self._plan.node} does not keep camera {camera}", "try again in a few seconds")
        if isinstance(order, Forget):
            # What is remembered on the disk goes first: a worker that is started later must not be given it.
            tenure.forget_place()
            await asyncio.to_thread(self._wishes.keep, tenure.wish)
        await tenure.order(order)

    async def probe(self, address: SecretAddress, transport: Transport, trust: TrustOrder | None = None) -> Probe:
        """Try an address from this machine, at most two at once."""
        async with self._probes:
            return await probe(address, transport, trust)

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        """Bytes of a minute that is in this machine's spool, or `NotFound`."""
        return await asyncio.to_thread(self._opened().archive.piece, camera, file, offset, length)

    async def facts(self) -> dict[str, Any]:
        """This machine and its cameras, for the desk."""
        spool = self._by.archive.spool if self._by is not None else None
        return {
            "version": __version__,
            "cores": len(os.sched_getaffinity(0)),
            "memory_bytes": os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"),
            "free_bytes": spool.free_bytes() if spool is not None else 0,
            "spool_bytes": spool.used_bytes() if spool is not None else 0,
            "load": os.getloadavg()[0],
            "reaches": list(self._plan.reaches),
            "places": list(self._plan.places),
            "waiting": self._waiting.count,
            "dropped": self._waiting.dropped_total,
            "streams": sum(self._relay.watched.values()),
            "cameras": [_camera_json(tenure) for _, tenure in sorted(self._tenures.items())],
        }

    async def close(self) -> None:
        """The way back; waits. Safe to call twice."""
        by, self._by = self._by, None
        if by is None:
            return
        await asyncio.gather(*(tenure.end() for tenure in self._tenures.values()))
        self._live.close()
        tasks = (self._passing, self._keeping, self._renewing)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._keeps_waiting.finish()
        await by.archive.close()
        try:
            await by.leases.leave()
        except StoreError as error:
            _logger.warning("%s; others wait some seconds for its cameras", error.message)
        await self._rest.aclose()

    async def _open(self, start: Start) -> None:
        plan = self._plan
        async with AsyncExitStack() as opened:
            self._catalog = await Catalog.of_node(plan.state)
            opened.push_async_callback(self._catalog.close)
            blobs = Blobs.at_url(plan.blobs, plan.access)
            archive = await NodeArchive.open(  # 1
                plan.folder, self._catalog, blobs, states=self._board, clock=self._clock,
                limits=WaitLimits(plan.spool_bytes, plan.floor_bytes),
            )  # fmt: skip
            opened.push_async_callback(archive.close)
            await self._open_waiting()
            self._relay = RelayServer(
                plan.node, self._files.epoch, plan.secret, self._live, self._waiting, DeskAsks(self)
            )  # fmt: skip
            await self._relay.open(plan.listen_host or plan.relay_host, plan.relay_port)  # 2
            opened.push_async_callback(self._relay.close)
            leases = await Leases.enter(self._catalog, plan.node, self.relay)  # 3
            arriving = DataFolder(plan.folder, None).arriving
            await asyncio.to_thread(empty_arrivals, arriving)
            wishes = await asyncio.to_thread(lambda: list(self._wishes.all()))
            self._rest = opened.pop_all()
        originals = NodeOriginals(self._catalog, blobs)
        self._by = by = KeptBy(
            leases, archive, originals, arriving, self._live, self._board, self._waiting, self._clock, start
        )  # fmt: skip
        self._passing = asyncio.create_task(pass_states(self._board, self._waiting), name="states for the desk")
        self._keeps_waiting = KeepsWaiting(self._waiting, self._files, self._clock)
        self._keeping = asyncio.create_task(self._keeps_waiting.run(), name="what waits for the desk")
        self._tenures = {wish.camera: Tenure(wish, by) for wish in wishes}  # 4
        self._renewing = asyncio.create_task(self._renew(by), name="leases")

    async def _open_waiting(self) -> None:
        """What an earlier process was told and the desk does not have yet. The folder is ours by now."""

        def read() -> tuple[WaitingFiles, Waiting]:
            files = WaitingFiles(self._plan.folder / "waiting")
            waiting = Waiting(files.first, is_kept=True)
            for frame in files.restored():
                waiting.restore(frame)
            return files, waiting

        self._files, self._waiting = await asyncio.to_thread(read)

    async def _renew(self, by: KeptBy) -> None:
        """Step 5, until cancelled."""
        while True:
            await self._clock.sleep(RENEW_EVERY_S)
            held = {tenure.lease: tenure for tenure in self._tenures.values() if tenure.lease is not None}
            try:
                lost = await by.leases.renew(held)
                for lease in lost:
                    _logger.warning("camera %s: its lease was lost", lease.camera, extra={"camera": lease.camera})
                    held[lease].lose(lease)
                if len(lost) == len(held) and await self._is_replaced(by):
                    _logger.warning("another process goes by the name of this node, %s: this one ends", by.leases.node)
                    self.ended.set()
                    return
            except StoreError as error:
                _logger.warning("%s; what is kept goes on being kept", error.message)
            for tenure in held.values():
                tenure.look()

    async def _is_replaced(self, by: KeptBy) -> bool:
        try:
            nodes = await LeaseBook(self._catalog).nodes()
        except DBAPIError:
            return False
        return any(seen.node == by.leases.node and seen.incarnation != by.leases.incarnation for seen in nodes)

    def _opened(self) -> KeptBy:
        if self._by is None:
            raise EngineError(f"node {self._plan.node} is closing", "its cameras are moved to another")
        return self._by


def _camera_json(tenure: Tenure) -> dict[str, Any]:
    return {
        "id": tenure.wish.camera,
        "tag": tenure.wish.tag,
        "generation": tenure.lease.generation if tenure.lease is not None else None,
        "leases": tenure.leases_total,
        "restarts": tenure.restarts_total,
        "pid": tenure.pid,
    }
