"""Retention: what is too old or too much is deleted, so that recording never stops for lack of room.

Limits, each for itself: age and bytes per camera, age and bytes of the site, and a floor of free space on the disk.
What was recorded first goes first (oldest.py). Deleting one file:

    1. The file's row is marked as doomed: nobody is offered it any more.
    2. Whoever keeps the record is told, and waited for (`on_deleting`).
    3. Its blob is deleted.
    4. Its fragments' rows and its own are deleted.

A crash after 1, 2 or 3 leaves a doomed row, with which the next round begins (invariant 8). Minutes in the spool are
never deleted: they are at most a few minutes old, and settle first. Thumbnails older than everything recorded go too.

While the rows of some files go (4) the blobs of the next do (2, 3): a database and a disk that work at the same time
are done in half the time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import StoreError, StoreFull
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.camera_table import CameraTable
from groundglass.frosted.store.catalog import Catalog, among, store_error
from groundglass.frosted.store.heartbeat import Heartbeat
from groundglass.frosted.store.old_takes import OldTakes
from groundglass.frosted.store.oldest import Kept, Oldest
from groundglass.frosted.store.spool import disk_error
from groundglass.frosted.store.unrecorded import forget_unrecorded
from groundglass.frosted.store.used import UsedBytes
from groundglass.pane.ids import TICKS_PER_S, CameraId

EVERY_S: Final = 20.0
TOGETHER: Final = 250  # their names fit one entry of the ledger
ROWS_OF: Final = 125  # some fifteen thousand rows
_DAY_90K: Final = 86_400 * TICKS_PER_S
_SOON_S: Final = 2.0
_F: Final = schema.file.c


_AsksForBytes: TypeAlias = Callable[[int], Awaitable[Sequence[Kept]]]


@dataclass(frozen=True, slots=True)
class StorageLimits:
    """How much is kept, site-wide; None = no such limit. Recording pauses below half of `free_floor_bytes`, and when
    `spool_bytes` wait to be stored."""

    keep_days: float | None = 30.0
    keep_bytes: int | None = None
    free_floor_bytes: int = 2 * 1024**3
    spool_bytes: int | None = None


class Retention:
    """`run` until cancelled. The heartbeat is looked at by the supervisor, which reports when it stops."""

    def __init__(
        self,
        catalog: Catalog,
        blobs: Blobs,
        cameras: CameraTable,
        limits: StorageLimits,
        clock: Clock,
        *,
        free_bytes: Callable[[], int],
        used: UsedBytes | None = None,
        on_purged: Callable[[CameraId], None] = lambda _: None,
        on_deleting: Callable[[Sequence[Kept]], Awaitable[None]] | None = None,
    ) -> None:
        self.heartbeat = Heartbeat(clock)
        self.deleted_total = 0
        self.trouble: StoreError | None = None
        self._catalog = catalog
        self._blobs = blobs
        self._cameras = cameras
        self._limits = limits
        self._clock = clock
        self._oldest = Oldest(catalog)
        self.used = used or UsedBytes(catalog, clock)
        self._takes = OldTakes(catalog, clock)
        self._free_bytes = free_bytes
        self._on_purged = on_purged
        self._on_deleting = on_deleting
        self._asked = asyncio.Event()

    @property
    def keep_days(self) -> float | None:
        """How old a recording of any camera gets at most; None = no such limit."""
        return self._limits.keep_days

    def ask_for_room(self) -> None:
        """Somebody has no room to write: do not wait for the next round."""
        self._asked.set()

    async def run(self) -> None:
        """A round every 20 s, or at once when asked."""
        while True:
            self.heartbeat.beat()
            try:
                await self.run_once()
                self.trouble = None
            except StoreError as error:
                self.trouble = error
            except DBAPIError as error:
                self.trouble = store_error("could not delete what is too old", error)
            except OSError as error:
                self.trouble = disk_error("could not delete what is too old", error)
            try:
                async with asyncio.timeout(EVERY_S):
                    await self._asked.wait()
                await self._clock.sleep(_SOON_S)  # asked again and again while the disk is full: not in a tight loop
            except TimeoutError:
                pass
            self._asked.clear()

    async def run_once(self) -> int:
        """Delete what the limits say, and what an earlier round left half deleted; returns how many files."""
        for camera in await self._cameras.purge_removed():
            self._on_purged(camera)
        before = self.deleted_total
        try:
            while left := await self._oldest.doomed():
                await self._delete(left)
            own = {record.id: record.settings for record in await self._cameras.list(removed=True)}
            await self._delete_old(own)
            await self._delete_beyond_bytes(own)
            await self._delete_thumbnails()
            await forget_unrecorded(self._catalog, self._clock)
            await self._takes.forget()
            await self._free_the_floor()
        except BaseException:
            await self.used.read_anew()
            raise
        return self.deleted_total - before

    async def _delete_old(self, own: Mapping[CameraId, CameraSettings]) -> None:
        """What is older than the site keeps, and than cameras with days of their own."""
        now = self._clock.now_90k()
        if self._limits.keep_days is not None:
            bound_90k = now - round(self._limits.keep_days * _DAY_90K)
            while some := await self._oldest.ended_before(bound_90k):
                await self._mark_and_delete(some)
        bounds = {id: now - round(one.keep_days * _DAY_90K) for id, one in own.items() if one.keep_days is not None}
        while some := await self._oldest.of_cameras_ended_before(bounds):
            await self._mark_and_delete(some)

    async def _delete_beyond_bytes(self, own: Mapping[CameraId, CameraSettings]) -> None:
        """What is beyond the bytes of its camera, then beyond those of the site. Nothing older than a file that does
        not fit is kept instead of it, or recordings would get holes."""
        rooms = {camera: one.keep_bytes for camera, one in own.items() if one.keep_bytes is not None}
        if self._limits.keep_bytes is None and not rooms:
            return
        used = await self.used.by_camera()
        for camera, room in rooms.items():
            await self._make_room(used.get(camera, 0) - room, partial(self._oldest.of_camera, camera))
        if self._limits.keep_bytes is not None:
            used = await self.used.by_camera()
            await self._make_room(sum(used.values()) - self._limits.keep_bytes, self._oldest.of_all)

    async def _make_room(self, need_bytes: int, oldest: _AsksForBytes) -> None:
        while need_bytes > 0 and (some := await oldest(need_bytes)):
            await self._mark_and_delete(some)
            need_bytes -= sum(kept.size_bytes for kept in some)

    async def _free_the_floor(self) -> None:
        """Delete the oldest files one by one until the floor is free again; `StoreFull`, and nothing is deleted, when
        all of them would not be enough: then it is not our recordings that fill the disk, and they may be all there is
        of what happened."""
        floor_bytes = self._limits.free_floor_bytes
        free_bytes = self._free_bytes()
        if self._blobs.root is None or free_bytes >= floor_bytes:
            return
        if free_bytes + sum((await self.used.by_camera()).values()) < floor_bytes:
            raise StoreFull(
                "something else fills the disk: deleting every recording would not bring back the free-space floor",
                "free some space on that disk, move the data folder to a larger one, or lower the floor",
            )
        while some := await self._oldest.of_all(floor_bytes):
            for kept in some:
                if self._free_bytes() >= floor_bytes:
                    return
                await self._mark_and_delete([kept])

    async def _mark_and_delete(self, some: Sequence[Kept]) -> None:
        async with self._catalog.engine.begin() as connection:
            these = among(connection, _F.id, [kept.id for kept in some])
            await connection.execute(sa.update(schema.file).where(these).values(state="doomed"))  # 1
        await self.used.gone(some)
        await self._delete(some)

    async def _delete(self, doomed: Sequence[Kept]) -> None:
        cleared: Sequence[Kept] = []
        for at in range(0, len(doomed) + TOGETHER, TOGETHER):
            together = doomed[at : at + TOGETHER]
            await _both(self._delete_rows(cleared), self._delete_blobs_of(together))
            cleared = together

    async def _delete_blobs_of(self, together: Sequence[Kept]) -> None:
        if together and self._on_deleting is not None:
            await self._on_deleting(together)  # 2
        await self._blobs.delete_all([kept.name for kept in together])  # 3

    async def _delete_rows(self, together: Sequence[Kept]) -> None:
        """Step 4, in transactions short enough that nobody who records waits for them."""
        for at in range(0, len(together), ROWS_OF):
            ids = [kept.id for kept in together[at : at + ROWS_OF]]
            async with self._catalog.engine.begin() as connection:
                of_these = among(connection, schema.fragment.c.file, ids)
                await connection.execute(sa.delete(schema.fragment).where(of_these))
                await connection.execute(sa.delete(schema.file).where(among(connection, _F.id, ids)))
            self.deleted_total += len(ids)
            self.heartbeat.beat()

    async def _delete_thumbnails(self) -> None:
        """Those older than a camera's oldest recording, or than the site keeps. Blob first: a row without a blob is
        harmless."""
        days = self._limits.keep_days
        bound_90k = None if days is None else self._clock.now_90k() - round(days * _DAY_90K)
        while names := await self._oldest.thumbnails(bound_90k):
            for at in range(0, len(names), TOGETHER):
                batch = names[at : at + TOGETHER]
                await self._blobs.delete_all(batch)
                async with self._catalog.engine.begin() as connection:
                    await connection.execute(sa.delete(schema.still).where(schema.still.c.name.in_(batch)))
                self.heartbeat.beat()


async def _both(one: Coroutine[Any, Any, None], other: Coroutine[Any, Any, None]) -> None:
    """Both to their end, also where one fails; then what failed is raised."""
    for failed in await asyncio.gather(one, other, return_exceptions=True):
        if failed is not None:
            raise failed
