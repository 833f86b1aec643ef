"""Everything on disk of one site, opened and closed as one thing.

To open a data folder, in this order:

    1. It exists and can be written; only its owner may look into it.
    2. It is locked: one server per folder. Whoever dies releases the lock.
    3. The site's key and the catalog are opened, the catalog migrated.
    4. What the last run left in the spool is settled, by the same path that closes a minute every minute.
    5. The index writer, the settler, the keeper of stills and retention run.

The ledger is opened between 3 and 4: what is settled or deleted is put on record.

If 4 fails for a minute (say, the disk is full) the site opens all the same: the minute stays in the spool, is
playable as far as it is indexed, and is tried again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import LedgerError, StoreError
from groundglass.frosted.custody.arriving import empty_arrivals
from groundglass.frosted.custody.custody import Custody, make_custody
from groundglass.frosted.custody.evidence import Evidence
from groundglass.frosted.events.facts import DrillMeasured
from groundglass.frosted.events.house import Events
from groundglass.frosted.playback import Pieces, Playback
from groundglass.frosted.record.heads import Heads
from groundglass.frosted.record.minutes import Minutes
from groundglass.frosted.record.opening import open_record
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.record.viewings import Viewings
from groundglass.frosted.record.witness import Witnesses, WitnessSettings
from groundglass.frosted.recorder import Recorder, RecordsInto
from groundglass.frosted.shelf import Shelf
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.camera_table import CameraTable
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.folder import DataFolder
from groundglass.frosted.store.heartbeat import Heartbeat
from groundglass.frosted.store.index import IndexWriter
from groundglass.frosted.store.keepsakes import KeepsakeStore
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt, open_kept
from groundglass.frosted.store.restore import forget_note, restored_at
from groundglass.frosted.store.retention import Retention, StorageLimits
from groundglass.frosted.store.run_mint import RunMint
from groundglass.frosted.store.settling import Settler
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.frosted.store.spool import Spool
from groundglass.pane.ids import CameraId, Instant90k

NO_WITNESSES: Final = WitnessSettings()

__all__ = ["Archive", "Heartbeat", "RunMint", "StorageFigures", "StorageLimits"]


@dataclass(frozen=True, slots=True)
class StorageFigures:
    """How full the disk is. `oldest_90k` is None when nothing is recorded. `trouble` is what keeps something from
    being written or deleted now, None when all is well. `spool_bytes` wait on this machine."""

    used_bytes: int
    free_bytes: int
    floor_bytes: int
    oldest_90k: int | None
    trouble: StoreError | None = None
    spool_bytes: int = 0


@dataclass(frozen=True, slots=True)
class _Parts:
    """What an open archive is made of."""

    folder: DataFolder
    catalog: Catalog
    blobs: Blobs
    index: IndexWriter
    settler: Settler
    keepsakes: KeepsakeStore
    retention: Retention
    into: RecordsInto
    record: Recordkeeper
    minutes: Minutes
    viewings: Viewings
    witnesses: Witnesses
    custody: Custody
    events: Events
    floor_bytes: int


class Archive:
    """The open data folder. `await Archive.open(...)`, later `await close()`."""

    def __init__(self, parts: _Parts, cameras: CameraTable, shelf: Shelf, elsewhere: Pieces | None) -> None:
        self.cameras = cameras
        self.shelf = shelf
        self.playback = Playback(parts.catalog, parts.into.spool, parts.blobs, elsewhere)
        self.runs = parts.into.runs
        self.catalog = parts.catalog
        self.engine: AsyncEngine = parts.catalog.engine
        # The supervisor looks that none of these is older than 60 s.
        self.heartbeats: Mapping[str, Heartbeat] = {
            "index": parts.index.heartbeat,
            "retention": parts.retention.heartbeat,
            "ledger": parts.record.heartbeat,
            "originals": parts.custody.retention.heartbeat,
        }
        self.record = parts.record
        self.minutes = parts.minutes
        self.viewings = parts.viewings
        self.witnesses = parts.witnesses
        self.custody = parts.custody
        self.evidence = Evidence(self.playback, parts.minutes, parts.blobs, parts.record)
        self.events = parts.events
        self.retention = parts.retention
        self._parts = parts
        self._recorders: dict[CameraId, Recorder] = {}
        self._writer: asyncio.Task[None] | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._recordkeeping: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._is_closed = False

    @classmethod
    async def open(
        cls,
        folder: Path,
        *,
        states: StateBoard,
        clock: Clock,
        limits: StorageLimits,
        kept: KeptAt = IN_FOLDER,
        spool: Spool | None = None,
        witnesses: WitnessSettings = NO_WITNESSES,
        elsewhere: Callable[[Catalog], Pieces | None] = lambda _: None,
    ) -> Archive:
        """Open, or raise `StoreError` with what to do: not writable, in use by another server, damaged, newer; or
        `LedgerError` when the ledger is not the one that was shown before. `elsewhere` makes
        what reads minutes that other machines still write. `spool` is for tests that break its disk."""
        held, key, catalog, blobs, record = await _hold(folder, kept, clock, witnesses)  # 1, 2, 3
        spool = spool or Spool(held.spool, limit_bytes=limits.spool_bytes)
        index = IndexWriter(catalog, clock)
        minutes = Minutes(catalog, blobs, record)
        settler = Settler(spool, blobs, index, clock, on_closed=minutes.wake)
        cameras = CameraTable(catalog, key, clock)
        keepsakes = KeepsakeStore(catalog, blobs)
        shelf = Shelf(keepsakes)
        retention = Retention(
            catalog,
            blobs,
            cameras,
            limits,
            clock,
            free_bytes=spool.free_bytes,
            on_purged=shelf.forget_camera,
            on_deleting=minutes.deleting,
        )
        runs = RunMint(clock, await _newest_run(catalog, spool))
        into = RecordsInto(
            spool, index, settler, states, runs, clock, limits.free_floor_bytes // 2, retention.ask_for_room
        )

        async def measure() -> tuple[int, int]:
            return await asyncio.to_thread(spool.free_bytes), limits.free_floor_bytes

        events = Events(catalog.engine, states, clock, measure)
        custody = make_custody(
            catalog,
            blobs,
            record,
            clock,
            held.arriving,
            lambda: spool.free_bytes() < limits.free_floor_bytes,
            lambda last: events.note(DrillMeasured(Instant90k(clock.now_90k()), last)),
        )
        parts = _Parts(
            held, catalog, blobs, index, settler, keepsakes, retention, into, record, minutes,
            Viewings(record, clock), Witnesses(record, Heads(catalog, clock), witnesses), custody,
            events, limits.free_floor_bytes,
        )  # fmt: skip
        archive = cls(parts, cameras, shelf, elsewhere(catalog))
        await archive._start()
        return archive

    def recorder(self, camera: CameraId) -> Recorder:
        """A running recorder for a camera; at most one per camera at a time. Close it when the camera stops."""
        if self._is_closed:
            raise StoreError("could not record: the archive is closed")
        recorder = Recorder(camera, self._parts.into)
        self._recorders[camera] = recorder
        return recorder

    async def figures(self) -> StorageFigures:
        """How full the disk is."""
        f = schema.file.c
        closed = sa.select(sa.func.min(f.start_90k)).where(f.state == "closed").scalar_subquery()
        query = sa.select(sa.func.sum(f.size_bytes), sa.func.min(f.start_90k), closed).where(f.state == "open")
        used_bytes = sum((await self._parts.retention.used.by_camera()).values())
        async with self._parts.catalog.reader.connect() as connection:
            open_bytes, *begun = (await connection.execute(query)).one()
        parts = self._parts
        free = await asyncio.to_thread(parts.into.spool.free_bytes)
        troubles = (parts.index.trouble, parts.settler.trouble, parts.retention.trouble, parts.keepsakes.trouble)
        return StorageFigures(
            used_bytes + int(open_bytes or 0),
            free,
            parts.floor_bytes,
            min((start for start in begun if start is not None), default=None),
            next((trouble for trouble in troubles if trouble is not None), None),
            parts.into.spool.used_bytes(),
        )

    async def close(self) -> None:
        """Close recorders and minutes, write the index, release the folder. Safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        for recorder in self._recorders.values():
            await recorder.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        try:
            await self._parts.settler.settle_all()
        except StoreError:
            # What could not be settled stays in the spool and is settled at the next start.
            pass
        await self.events.close()
        self._parts.keepsakes.stop()
        if self._keeper is not None:
            await self._keeper
        self._parts.index.stop()
        if self._writer is not None:
            await self._writer
        await self._enter_rest()
        self._parts.record.stop()
        if self._recordkeeping is not None:
            await self._recordkeeping
        await self._parts.witnesses.say_goodbye()
        await self._parts.catalog.close()
        self._parts.folder.release()

    async def _enter_rest(self) -> None:
        self._parts.viewings.flush()
        try:
            await self._parts.minutes.run_once()
        except (LedgerError, StoreError, DBAPIError):
            # Their rows say that they are not entered yet; the next start does it.
            return

    async def _start(self) -> None:
        parts = self._parts
        self._recordkeeping = _spawn("ledger", parts.record.run())
        await _enter_restore(parts.folder.root, parts.record)
        await parts.viewings.recall()
        self._writer = _spawn("index", parts.index.run())
        try:
            await parts.settler.settle_all()  # 4
        except StoreError as error:
            parts.settler.trouble = error
            for name in parts.into.spool.minutes():
                parts.settler.put(name)
        await asyncio.to_thread(empty_arrivals, parts.custody.arriving)
        await parts.events.start()
        self._keeper = _spawn("keepsakes", parts.keepsakes.run())  # 5
        self._tasks = [
            _spawn("settler", parts.settler.run()),
            _spawn("retention", parts.retention.run()),
            _spawn("minutes", parts.minutes.run()),
            _spawn("viewings", parts.viewings.run()),
            _spawn("witnesses", parts.witnesses.run()),
            _spawn("register of originals", parts.custody.register.run()),
            _spawn("retention of originals", parts.custody.retention.run()),
            _spawn("requests and drills", parts.custody.rounds.run()),
        ]


async def _hold(
    folder: Path, kept: KeptAt, clock: Clock, witnesses: WitnessSettings
) -> tuple[DataFolder, SiteKey, Catalog, Blobs, Recordkeeper]:
    """Steps 1 to 3 and the ledger; whatever was opened is closed again when a later one fails."""
    held = await asyncio.to_thread(DataFolder.hold, folder)
    try:
        key = SiteKey.open(held.site_key)
        catalog, blobs = await open_kept(held, kept)
        try:
            copies = () if witnesses.file is None else (witnesses.file,)
            record = await open_record(folder, catalog, clock, copies=copies)
        except BaseException:
            await catalog.close()
            raise
    except BaseException:
        held.release()
        raise
    return held, key, catalog, blobs, record


async def _enter_restore(root: Path, record: Recordkeeper) -> None:
    """A folder made of a backup says so in its ledger, before anything else is entered. Again where that failed."""
    made_90k = await asyncio.to_thread(restored_at, root)
    if made_90k is not None:
        await record.enter("server.restored", made_90k=made_90k)
        await asyncio.to_thread(forget_note, root)


def _spawn(name: str, task: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    return asyncio.create_task(task, name=name)


async def _newest_run(catalog: Catalog, spool: Spool) -> int:
    async with catalog.reader.connect() as connection:
        newest = (await connection.execute(sa.select(sa.func.max(schema.run.c.run)))).scalar_one()
    in_spool = await asyncio.to_thread(lambda: [name.run for name in spool.minutes()])
    return max([newest or 0, *in_spool])
