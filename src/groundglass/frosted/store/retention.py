"""Retention: what is too old or too much is deleted, so that recording never stops for lack of room.

Limits, each for itself: age and bytes per camera, age and bytes of the site, and a floor of free space on the disk.
What was recorded first goes first (of a camera by run, then time: a wrong clock does not change the order). Deleting
one file:

    1. The file's row is marked as doomed: nobody is offered it any more.
    2. Whoever keeps the record is told, and waited for (`on_deleting`).
    3. Its blob is deleted.
    4. Its fragments' rows and its own are deleted.

A crash after 1, 2 or 3 leaves a doomed row, with which the next round begins (invariant 8). Minutes in the spool are
never deleted: they are at most a few minutes old, and settle first. Thumbnails older than everything recorded go too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import StoreError, StoreFull
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.camera_table import CameraTable
from groundglass.frosted.store.catalog import Catalog, store_error
from groundglass.frosted.store.heartbeat import Heartbeat
from groundglass.frosted.store.spool import disk_error
from groundglass.frosted.store.unrecorded import forget_unrecorded
from groundglass.pane.ids import TICKS_PER_S, CameraId

EVERY_S: Final = 20.0
BATCH: Final = 50
TOLD_TOGETHER: Final = 250  # their names fit one entry of the ledger
_DAY_90K: Final = 86_400 * TICKS_PER_S
_SOON_S: Final = 2.0
_F: Final = schema.file.c


@dataclass(frozen=True, slots=True)
class StorageLimits:
    """How much is kept, site-wide; None = no such limit. Recording pauses below half of `free_floor_bytes`, and when
    `spool_bytes` wait to be stored."""

    keep_days: float | None = 30.0
    keep_bytes: int | None = None
    free_floor_bytes: int = 2 * 1024**3
    spool_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One closed file, as retention sees it."""

    id: int
    camera: str
    name: str
    end_90k: int
    size_bytes: int


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
        count = await self._delete(await self._in_state("doomed"))
        doomed = await self._beyond_limits()
        for at in range(0, len(doomed), TOLD_TOGETHER):
            some = doomed[at : at + TOLD_TOGETHER]
            await self._mark([kept.id for kept in some])  # 1
            count += await self._delete(some)  # 2, 3, 4
        await self._delete_stills()
        await forget_unrecorded(self._catalog, self._clock)
        self.deleted_total += count
        freed = await self._free_the_floor()
        self.deleted_total += freed
        return count + freed

    async def _beyond_limits(self) -> list[Kept]:
        """What to delete, first recorded first. Every file is looked at only where something is kept by its size."""
        settings = {record.id: record.settings for record in await self._cameras.list(removed=True)}
        own_days = {camera: one.keep_days for camera, one in settings.items() if one.keep_days is not None}
        rooms: dict[str, int] = {
            camera: one.keep_bytes for camera, one in settings.items() if one.keep_bytes is not None
        }
        old = await self._files(_F.state == "closed", self._is_too_old(own_days))
        if self._limits.keep_bytes is None and not rooms:
            return old
        return _without_room(await self._in_state("closed"), {kept.id for kept in old}, self._limits.keep_bytes, rooms)

    def _is_too_old(self, own_days: Mapping[CameraId, float]) -> sa.ColumnElement[bool]:
        """Older than the site keeps, or than a camera with fewer days of its own; cameras of as many days together."""
        now = self._clock.now_90k()
        limits = [] if self._limits.keep_days is None else [_F.end_90k < now - self._limits.keep_days * _DAY_90K]
        for days in set(own_days.values()):
            cameras = [camera for camera, own in own_days.items() if own == days]
            limits.append(sa.and_(_F.end_90k < now - days * _DAY_90K, _F.camera.in_(cameras)))
        return sa.or_(sa.false(), *limits)

    async def _free_the_floor(self) -> int:
        """Delete the oldest files one by one until the floor is free again; `StoreFull`, and nothing is deleted, when
        all of them would not be enough: then it is not our recordings that fill the disk, and they may be all there is
        of what happened."""
        count = 0
        free_bytes = self._free()
        if self._blobs.root is None or free_bytes >= self._limits.free_floor_bytes:
            return 0
        closed = await self._in_state("closed")
        if free_bytes + sum(kept.size_bytes for kept in closed) < self._limits.free_floor_bytes:
            raise StoreFull(
                "something else fills the disk: deleting every recording would not bring back the free-space floor",
                "free some space on that disk, move the data folder to a larger one, or lower the floor",
            )
        for kept in closed:
            if self._free() >= self._limits.free_floor_bytes:
                break
            await self._mark([kept.id])
            count += await self._delete([kept])
            self.heartbeat.beat()
        return count

    def _free(self) -> int:
        return self._free_bytes()

    async def _in_state(self, state: str) -> list[Kept]:
        """Files in a state, first recorded first."""
        return await self._files(_F.state == state)

    async def _files(self, *which: sa.ColumnElement[bool]) -> list[Kept]:
        query = sa.select(_F.id, _F.camera, _F.name, _F.end_90k, _F.size_bytes).where(*which)
        async with self._catalog.reader.connect() as connection:
            rows = await connection.execute(query.order_by(_F.camera, _F.run, _F.start_90k))
            return _first_recorded_first([Kept(*row) for row in rows.all()])

    async def _mark(self, ids: Sequence[int]) -> None:
        async with self._catalog.engine.begin() as connection:
            query = sa.update(schema.file).where(schema.file.c.id.in_(ids)).values(state="doomed")
            await connection.execute(query)

    async def _delete(self, doomed: Sequence[Kept]) -> int:
        for at in range(0, len(doomed), TOLD_TOGETHER):
            together = doomed[at : at + TOLD_TOGETHER]
            if self._on_deleting is not None:
                await self._on_deleting(together)  # 2
            for begin in range(0, len(together), BATCH):
                await self._delete_batch(together[begin : begin + BATCH])
        return len(doomed)

    async def _delete_batch(self, batch: Sequence[Kept]) -> None:
        await self._delete_blobs([kept.name for kept in batch])  # 3
        ids = [kept.id for kept in batch]
        # Short enough that nobody who records waits for it: some six thousand rows.
        async with self._catalog.engine.begin() as connection:  # 4
            await connection.execute(sa.delete(schema.fragment).where(schema.fragment.c.file.in_(ids)))
            await connection.execute(sa.delete(schema.file).where(schema.file.c.id.in_(ids)))
        self.heartbeat.beat()

    async def _delete_blobs(self, names: Sequence[str]) -> None:
        """Together, since a bucket answers each in its own time. Where one fails, the rows of all stay doomed."""
        deleting = (self._blobs.delete(name) for name in names)
        for failed in await asyncio.gather(*deleting, return_exceptions=True):
            if failed is not None:
                raise failed

    async def _delete_stills(self) -> None:
        """Thumbnails older than a camera's oldest recording. Blob first: a row without a blob is harmless."""
        f, s = _F, schema.still.c
        oldest = sa.select(f.camera, sa.func.min(f.start_90k).label("oldest")).group_by(f.camera).subquery()
        query = (
            sa.select(s.name)
            .join(oldest, oldest.c.camera == s.camera, isouter=True)
            .where(sa.or_(s.at_90k < oldest.c.oldest - 60 * TICKS_PER_S, _is_old(self._limits, self._clock, s.at_90k)))
            .limit(1000)
        )
        async with self._catalog.reader.connect() as connection:
            names = (await connection.execute(query)).scalars().all()
        for at in range(0, len(names), BATCH):
            batch = names[at : at + BATCH]
            await self._delete_blobs(batch)
            async with self._catalog.engine.begin() as connection:
                await connection.execute(sa.delete(schema.still).where(s.name.in_(batch)))


def _first_recorded_first(by_camera: Sequence[Kept]) -> list[Kept]:
    """Cameras are merged by time, and within one its order of recording stays, which is that of its runs: run numbers
    of two cameras say nothing of each other. What was recorded before a file counts as no newer than that file, so that
    a wrong clock keeps nothing."""
    counts_as: list[int] = []
    for number in range(len(by_camera) - 1, -1, -1):
        kept, after = by_camera[number], by_camera[number + 1] if counts_as else None
        is_same = after is not None and after.camera == kept.camera
        counts_as.append(min(kept.end_90k, counts_as[-1]) if is_same else kept.end_90k)
    counts_as.reverse()
    return [by_camera[number] for number in sorted(range(len(by_camera)), key=counts_as.__getitem__)]


def _without_room(files: Sequence[Kept], old: set[int], room: int | None, rooms: dict[str, int]) -> list[Kept]:
    """What is too old, or too much: beyond the bytes of the site or of its camera. Newest first: what fits stays."""
    doomed = []
    for kept in reversed(files):
        own = rooms.get(kept.camera)
        is_much = (room is not None and room < kept.size_bytes) or (own is not None and own < kept.size_bytes)
        if kept.id in old or is_much:
            doomed.append(kept)
            # Nothing older than a file that did not fit may fit instead of it, or recordings would get holes.
            room = 0 if room is not None and room < kept.size_bytes else room
            if own is not None and own < kept.size_bytes:
                rooms[kept.camera] = 0
            continue
        room = None if room is None else room - kept.size_bytes
        if own is not None:
            rooms[kept.camera] = own - kept.size_bytes
    return doomed[::-1]


def _is_old(limits: StorageLimits, clock: Clock, at: Any) -> Any:
    if limits.keep_days is None:
        return sa.false()
    return at < clock.now_90k() - round(limits.keep_days * _DAY_90K)
