"""What one node of a site records: its spool, the minutes on their way to the bucket, its rows in the index.

Apart from archive.py, which is the site's folder and everything in it: a node has no ledger, no keys, no retention.
It writes only under the leases of its cameras (store/fenced.py) and needs nobody else to be there: without the
database, rows and minutes wait in the spool, without the bucket, minutes do.

Of a lease, in this order: `begin`; then runs are numbered by it and recorders are made; `end` when its worker has ended
and its recorder is closed, whether it was lost or is to be released. What waits then is handed in like all else.

Opening a node's folder: 1. It is locked: one node per folder. 2. What the last life left in the spool is queued to be
settled, behind nothing. 3. Index and settler run. Nothing of it needs the database or the bucket to answer.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from groundglass.clock import Clock
from groundglass.errors import NotFound, StoreError
from groundglass.frosted.recorder import Recorder, RecordsInto
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.fenced import LeaseFence
from groundglass.frosted.store.folder import DataFolder
from groundglass.frosted.store.index import IndexWriter
from groundglass.frosted.store.lease import Lease
from groundglass.frosted.store.run_mint import LeaseMint
from groundglass.frosted.store.settling import Settler
from groundglass.frosted.store.spool import MinuteName, Spool
from groundglass.pane.ids import CameraId, RunId

_LONGEST_PIECE_BYTES: Final = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class WaitLimits:
    """How much may wait on a node's disk: at most `spool_bytes`, and only while `floor_bytes` stay free."""

    spool_bytes: int = 64 * 1024**3
    floor_bytes: int = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """What waits now. `trouble` is why; None when all is well. `refused_rows` are written by nobody: another node has
    the camera by now."""

    waiting_minutes: int
    spool_bytes: int
    dropped_rows: int
    refused_rows: int
    trouble: StoreError | None


class NodeArchive:
    """An open node's folder. `await NodeArchive.open(...)`, later `await close()`."""

    def __init__(self, folder: DataFolder, into: RecordsInto, fence: LeaseFence) -> None:
        self._folder = folder
        self._into = into
        self._fence = fence
        self._mints: dict[CameraId, tuple[Lease, LeaseMint]] = {}
        self._writing = asyncio.create_task(into.index.run(), name="index")
        self._settling = asyncio.create_task(into.settler.run(), name="settler")
        self._is_closed = False

    @classmethod
    async def open(
        cls,
        root: Path,
        catalog: Catalog,
        blobs: Blobs,
        *,
        states: StateBoard,
        clock: Clock,
        limits: WaitLimits,
        spool: Spool | None = None,
        on_closed: Callable[[], None] = lambda: None,
    ) -> NodeArchive:
        """Open a folder, made where it is missing, or `StoreError`. `catalog` is one of a node, and stays its caller's.
        `on_closed` hears of each minute that is settled. `spool` is for tests that break its disk."""
        folder = await asyncio.to_thread(DataFolder.hold, root)  # 1
        spool = spool or Spool(folder.spool, limit_bytes=limits.spool_bytes)
        fence = LeaseFence()
        index = IndexWriter(catalog, clock, fence)
        settler = Settler(spool, blobs, index, clock, on_closed=on_closed)
        for name in await asyncio.to_thread(lambda: list(spool.minutes())):
            settler.put(name)  # 2
        into = RecordsInto(
            spool, index, settler, states, _NoMint(), clock, limits.floor_bytes // 2, ask_for_room=_nobody_deletes
        )
        return cls(folder, into, fence)  # 3

    @property
    def spool(self) -> Spool:
        return self._into.spool

    def begin(self, lease: Lease) -> None:
        """From now on the camera is recorded under this lease, also where it was under another."""
        self._fence.hold(lease)
        self._mints[lease.camera] = (lease, LeaseMint(lease.generation))

    def end(self, lease: Lease) -> None:
        """Nothing more is recorded under it. Again is harmless."""
        self._fence.drop(lease)
        known = self._mints.get(lease.camera)
        if known is not None and known[0] == lease:
            del self._mints[lease.camera]

    def runs(self, camera: CameraId) -> LeaseMint:
        """What numbers the camera's runs, for its intake; `StoreError` without a lease. `is_worn`: take it anew."""
        known = self._mints.get(camera)
        if known is None:
            raise StoreError(f"could not record camera {camera}: this node has no lease of it")
        return known[1]

    def recorder(self, camera: CameraId) -> Recorder:
        """A running recorder for a camera, under its lease. Close it before the lease ends."""
        if self._is_closed:
            raise StoreError("could not record: this node is closed")
        return Recorder(camera, replace(self._into, runs=self.runs(camera)))

    def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        """Bytes of a minute that still waits here, or `NotFound`. Blocking. `file` is its blob's name."""
        name = MinuteName.from_blob(file)
        if name is None or name.camera != camera or offset < 0 or not 0 <= length <= _LONGEST_PIECE_BYTES:
            raise NotFound(f"camera {camera} has no such recording here")
        try:
            descriptor = os.open(self._into.spool.path(name), os.O_RDONLY)
        except FileNotFoundError as error:
            raise NotFound(f"camera {camera} has no such recording here") from error
        try:
            return os.pread(descriptor, length, offset)
        finally:
            os.close(descriptor)

    async def figures(self) -> WaitFigures:
        """What waits here."""
        index, settler = self._into.index, self._into.settler
        used_bytes = await asyncio.to_thread(self._into.spool.used_bytes)
        trouble = index.trouble or settler.trouble
        return WaitFigures(settler.waiting, used_bytes, index.dropped_total, index.refused_total, trouble)

    async def close(self, *, settle: bool = True) -> None:
        """After every recorder is closed: settle what can be settled now, write the index, release the folder. What
        cannot be settled is, when this folder is opened again. Safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        self._settling.cancel()
        await asyncio.gather(self._settling, return_exceptions=True)
        if settle:
            try:
                await self._into.settler.settle_all()
            except StoreError:
                pass  # it waits in the spool
        self._into.index.stop()
        await self._writing
        self._folder.release()


class _NoMint:
    """Runs are numbered by leases: each camera has its own mint."""

    def mint(self) -> RunId:
        raise StoreError("could not record: no lease was begun")


def _nobody_deletes() -> None:
    """A node's disk holds only what waits: there is nothing that could be deleted for room."""
