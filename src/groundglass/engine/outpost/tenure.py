"""One camera's life on one outpost: its lease, and while it has that, its worker.

Apart from the outpost, which has many. To keep a camera:

1. Its lease is taken, and asked for again while another machine that is alive has it, or the database is away.
2. A keeper runs its worker and records under the lease, as on one machine (engine/keeper.py).
3. The lease is lost: the worker is ended first, then what it recorded until now is handed in (store/fenced.py), and it
   begins again at 1. Nothing ends it while the database is merely away.
4. It is to be kept here no longer: the worker is ended, its minutes closed, the lease released, in this order.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.engine.keeper import Keeper, Recording
from groundglass.engine.launch import WorkerProcess
from groundglass.engine.outpost.originals import NodeOriginals
from groundglass.engine.outpost.passing_on import PassedLosses, PassedStills
from groundglass.engine.outpost.wishes_kept import KeepWish
from groundglass.errors import NotFound, StoreError
from groundglass.frosted.cameras import Order
from groundglass.frosted.custody.arriving import SealedArrivals
from groundglass.frosted.intake import Intake
from groundglass.frosted.live import LiveHub
from groundglass.frosted.node_archive import NodeArchive
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.lease import Lease, Leases
from groundglass.frosted.store.run_mint import LeaseMint
from groundglass.pane.sealing import SealingOrder
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause

TAKE_AGAIN_S: Final = 0.5
AFTER_FAULT_S: Final = 5.0

_logger: Final = logging.getLogger(__name__)

Start = Callable[[WorkerSettings], Awaitable[WorkerProcess]]


@dataclass(frozen=True, slots=True)
class KeptBy:
    """What all cameras of an outpost share."""

    leases: Leases
    archive: NodeArchive
    originals: NodeOriginals
    arriving: Path
    live: LiveHub
    board: StateBoard
    waiting: Waiting
    clock: Clock
    start: Start


class Tenure:
    """One camera on this machine. `run` until `stop`; belongs to the event loop's thread."""

    def __init__(self, wish: KeepWish, by: KeptBy) -> None:
        self.wish = wish
        self.lease: Lease | None = None
        self.leases_total = 0
        self._by = by
        self._place = wish.settings.place
        self._keeper: Keeper | None = None
        self._mint: LeaseMint | None = None
        self._over: asyncio.Event | None = None  # of the present lease
        self._told: SealingOrder | None = None  # what the worker that runs now was told
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(self._run(), name=f"tenure of {wish.camera}")

    @property
    def pid(self) -> int | None:
        """The worker's process, while one runs."""
        return self._keeper.pid if self._keeper is not None else None

    @property
    def restarts_total(self) -> int:
        """How often its worker was started again under the present lease."""
        return self._keeper.restarts_total if self._keeper is not None else 0

    def forget_place(self) -> None:
        """No later worker is given the place of before."""
        self._place = None
        self.wish = replace(self.wish, settings=replace(self.wish.settings, place=None))

    async def order(self, order: Order) -> None:
        """Pass an order to the worker; `NotFound` when none runs."""
        if self._keeper is None:
            raise NotFound(f"camera {self.wish.camera} is not running", "wait until it is live, and try again")
        await self._keeper.order(order)

    def lose(self, lease: Lease) -> None:
        """Another machine has this lease's camera now."""
        if self.lease == lease and self._over is not None:
            self._over.set()

    def look(self) -> None:
        """A lease whose numbers are used up is taken anew."""
        if self._mint is not None and self._mint.is_worn and self._over is not None:
            self._over.set()

    async def end(self) -> None:
        """Step 4; waits."""
        self._stop.set()
        if self._over is not None:
            self._over.set()
        await asyncio.wait((self._task,))  # whoever stops waiting does not stop the ending

    async def _run(self) -> None:
        camera = self.wish.camera
        try:
            while not self._stop.is_set():
                try:
                    lease = await self._take()  # 1
                    if lease is not None:
                        await self._keep(lease)
                except Exception:
                    # The edge of this camera: whatever went wrong must end neither it nor the keeping of the others.
                    _logger.exception("camera %s: cannot be kept", camera, extra={"camera": camera})
                    self._by.board.set_state(camera, CameraState.FAULT, Cause.INTERNAL)
                    await self._pause(AFTER_FAULT_S)
        finally:
            self._by.live.leave(camera)
            self._by.board.switch_off(camera)

    async def _take(self) -> Lease | None:
        """The lease; None when stopped while waiting for it."""
        camera, said = self.wish.camera, ""
        while not self._stop.is_set():
            try:
                return await self._by.leases.take(camera)
            except StoreError as error:
                if error.message != said:
                    _logger.info("camera %s: %s", camera, error.message, extra={"camera": camera})
                said = error.message
            await self._pause(TAKE_AGAIN_S)
        return None

    async def _pause(self, seconds: float) -> None:
        """Wait, or return at once when stopped."""
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return

    async def _keep(self, lease: Lease) -> None:
        by, camera = self._by, self.wish.camera
        by.archive.begin(lease)
        self.lease, self._over, self._mint = lease, asyncio.Event(), by.archive.runs(camera)
        self.leases_total += 1
        if self._stop.is_set():
            self._over.set()
        self._keeper = Keeper(
            camera,
            self._settings,
            lambda: by.archive.recorder(camera),
            self._listen,
            by.board,
            by.clock,
            start=by.start,
        )
        try:
            await self._keeper.run(self._over)  # 2
            await self._over.wait()  # a film that was read to its end stays ours
        finally:
            self.lease = self._keeper = self._mint = self._over = None
            by.archive.end(lease)  # 3, 4: what waits is handed in under its number
            await self._release(lease)

    async def _release(self, lease: Lease) -> None:
        try:
            await self._by.leases.release(lease)
        except StoreError as error:
            # It ends by itself when this machine stops renewing; until then the next one waits.
            _logger.warning("camera %s: %s", lease.camera, error.message, extra={"camera": lease.camera})

    async def _settings(self) -> WorkerSettings:
        """What the next worker is told: the desk's wish, with the place that was proven here since."""
        told = replace(self.wish.settings, place=self._place, sealing=await self._sealing())
        self._told = told.sealing
        return told

    async def _sealing(self) -> SealingOrder | None:
        order = self.wish.settings.sealing
        if order is None:
            return None
        try:
            chain = await self._by.originals.chain(self.wish.camera)
        except (StoreError, DBAPIError):
            # Without its place in the chain an original could not be proven; recording must not wait for it.
            _logger.warning("camera %s: no originals are sealed while the database is away", self.wish.camera)
            return None
        return replace(order, chain=chain.next, previous=chain.previous)

    def _listen(self, recording: Recording) -> Intake:
        by, camera, lease = self._by, self.wish.camera, self.lease
        if self._mint is None or lease is None:
            raise NotFound(f"camera {camera} has no lease")  # unreachable: keepers run under one
        sealed = None
        if self._told is not None:
            sealed = SealedArrivals(
                camera, self._told, by.originals.under(lease), PassedLosses(by.waiting), by.arriving, by.clock,
                on_lost=lambda: by.board.note_not_kept(camera),
            )  # fmt: skip
        return Intake(
            camera,
            live=by.live,
            recorder=recording,
            states=by.board,
            shelf=PassedStills(by.waiting, self._proven),
            runs=self._mint,
            clock=by.clock,
            observe=by.waiting.tell,
            sealed=sealed,
        )

    def _proven(self, place: bytes | None) -> None:
        self._place = place
