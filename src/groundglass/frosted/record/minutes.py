"""Recorded minutes on record: what each finished file holds, and when it was deleted.

Apart from settling, which must not wait for the ledger. A closed file's row has no `entry` until it is entered, so
nothing is forgotten by a crash:

1. The file is settled: its SHA-256 is in its row (store/settling.py).
2. An entry with its name, hash, size and times is durable in the ledger.
3. The row says which entry that is.

Stopped between 2 and 3 the minute is entered twice, with the same hash; nobody is misled. A row without a hash (rebuilt
by `check --repair`, or from before there was a ledger) is hashed from its blob. Deletion is the other way round: what
retention is about to delete is entered first (`deleting`), and deleted even if it cannot be, since a full disk may be
why it cannot.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.errors import LedgerError, NotFound, StoreError
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.oldest import Kept
from groundglass.frosted.store.schema import file as table
from groundglass.pane.ids import CameraId, Instant90k

EVERY_S: Final = 5.0
BATCH: Final = 500
_PART_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class MinuteEntered:
    """A recorded file and the entry that says what it holds. `sha256` is in hexadecimal."""

    camera: CameraId
    blob: str
    sha256: str
    size_bytes: int
    start: Instant90k
    end: Instant90k
    entry: int


class Minutes:
    """`run` until cancelled. `wake` says that something was settled."""

    def __init__(self, catalog: Catalog, blobs: Blobs, record: Recordkeeper) -> None:
        self._catalog = catalog
        self._blobs = blobs
        self._record = record
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """A minute was settled. Never waits."""
        self._woken.set()

    async def run(self) -> None:
        """Enter what is settled, a moment after it is."""
        while True:
            try:
                async with asyncio.timeout(EVERY_S):
                    await self._woken.wait()
            except TimeoutError:
                pass
            self._woken.clear()
            try:
                while await self.run_once() == BATCH:
                    pass
            except (LedgerError, StoreError, DBAPIError):
                # It stays to be entered: the row says so. The ledger and the catalog say their own trouble.
                await asyncio.sleep(EVERY_S)

    async def run_once(self) -> int:
        """Enter up to 500 minutes and return how many; `LedgerError` or `StoreError` when that failed."""
        f = table.c
        query = sa.select(f.id, f.camera, f.name, f.sha256, f.size_bytes, f.start_90k, f.end_90k)
        query = query.where(f.entry.is_(None), f.state == "closed").order_by(f.id).limit(BATCH)
        async with self._catalog.reader.connect() as connection:
            rows = (await connection.execute(query)).all()
        hashed = [(row, row.sha256 or await self._hash(row.name, row.size_bytes)) for row in rows]
        entering = [
            self._record.enter(
                "minute.recorded",
                camera=row.camera,
                blob=row.name,
                sha256=sha256,
                size_bytes=row.size_bytes,
                start_90k=row.start_90k,
                until_90k=row.end_90k,
            )
            for row, sha256 in hashed
            if sha256 is not None
        ]
        indexes = iter(await asyncio.gather(*entering))  # 2
        async with self._catalog.engine.begin() as connection:  # 3
            for row, sha256 in hashed:
                if sha256 is not None:
                    change = sa.update(table).where(f.id == row.id).values(sha256=sha256, entry=next(indexes))
                    await connection.execute(change)
        return len(rows)

    async def entered(self, camera: CameraId, start: Instant90k, end: Instant90k) -> tuple[MinuteEntered, ...]:
        """The files of a camera that touch a range and are in the ledger, first recorded first."""
        f = table.c
        query = sa.select(f.camera, f.name, f.sha256, f.size_bytes, f.start_90k, f.end_90k, f.entry)
        query = query.where(f.camera == camera, f.entry.is_not(None), f.start_90k < end, f.end_90k > start)
        async with self._catalog.reader.connect() as connection:
            rows = (await connection.execute(query.order_by(f.run, f.start_90k))).all()
        return tuple(MinuteEntered(*row) for row in rows)

    async def deleting(self, doomed: Sequence[Kept]) -> None:
        """Retention is about to delete these: one entry per camera, before anything is gone."""
        by_camera: dict[str, list[Kept]] = {}
        for kept in doomed:
            by_camera.setdefault(kept.camera, []).append(kept)
        entering = (
            self._record.enter_sometime(
                "recordings.deleted",
                camera=camera,
                blobs=[kept.name for kept in files],
                size_bytes=sum(kept.size_bytes for kept in files),
                until_90k=max(kept.end_90k for kept in files),
            )
            for camera, files in by_camera.items()
        )
        await asyncio.gather(*entering)  # together, since each waits until the disk has it

    async def _hash(self, name: str, size_bytes: int) -> str | None:
        """The SHA-256 of a blob; None when it is gone by now."""
        found = hashlib.sha256()
        try:
            for at in range(0, size_bytes, _PART_BYTES):
                found.update(await self._blobs.get_range(name, at, min(_PART_BYTES, size_bytes - at)))
        except NotFound:
            return None  # being deleted, or damage that `check` finds
        return found.hexdigest()
