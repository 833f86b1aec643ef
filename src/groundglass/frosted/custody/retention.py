"""Destroys originals when their time is over: first the shares of their keys, then the ciphertext.

Apart from the retention of recordings because the order is what makes it destruction. For a batch of segments:

    1. Their slots are deleted and their rows marked as doomed, in one transaction. From here nobody can open them, even
       with every custodian's key. The database overwrites what it deletes, and its journal is emptied.
    2. It is entered that the shares were destroyed.
    3. Their blobs are deleted.
    4. Their rows are deleted, and that is entered.

A crash after 1, 2 or 3 leaves doomed rows, with which the next round begins (invariant 12). When the disk is nearly
full, originals go before frosted recordings, the oldest first: recording must not stop, and originals are what can do
harm.
What an open request names is spared until the request ends, but not from a full disk.

Known weakness: a disk that moves blocks (an SSD, a copying file system, a backup) may hold an old block of the
database that nobody can overwrite. What is in it still takes a quorum of identities to open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.errors import StoreError
from groundglass.frosted.custody.settings import CustodyBook
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog, store_error
from groundglass.frosted.store.heartbeat import Heartbeat
from groundglass.pane.ids import TICKS_PER_S

EVERY_S: Final = 20.0
BATCH: Final = 100
_DAY_90K: Final = 86_400 * TICKS_PER_S


async def spare_nothing() -> Collection[str]:
    """Where nobody asks for originals."""
    return ()


@dataclass(frozen=True, slots=True)
class _Doomed:
    segment: str
    camera: str
    chain: int
    blob: str


class OriginalsRetention:
    """`run` until cancelled. `spare` names the segments of open requests."""

    def __init__(
        self,
        catalog: Catalog,
        blobs: Blobs,
        book: CustodyBook,
        record: Recordkeeper,
        clock: Clock,
        *,
        is_disk_low: Callable[[], bool] = lambda: False,
    ) -> None:
        self.heartbeat = Heartbeat(clock)
        self.destroyed_total = 0
        self.trouble: StoreError | None = None
        self.spare: Callable[[], Awaitable[Collection[str]]] = spare_nothing
        self._catalog = catalog
        self._blobs = blobs
        self._book = book
        self._record = record
        self._clock = clock
        self._is_disk_low = is_disk_low

    async def run(self) -> None:
        """A round every 20 s."""
        while True:
            self.heartbeat.beat()
            try:
                await self.run_once()
                self.trouble = None
            except StoreError as error:
                self.trouble = error
            except DBAPIError as error:
                self.trouble = store_error("could not destroy originals whose time is over", error)
            await asyncio.sleep(EVERY_S)

    async def run_once(self) -> int:
        """Destroy what is too old, or must make room, and what an earlier round left half destroyed; how many."""
        count = await self._delete(await self._find(schema.sealed_segment.c.state == "doomed"))
        while batch := await self._next():
            await self._destroy_slots(batch)
            count += await self._delete(batch)
            self.heartbeat.beat()
        self.destroyed_total += count
        return count

    async def _next(self) -> list[_Doomed]:
        s = schema.sealed_segment.c
        if self._is_disk_low():
            return await self._find(s.state == "kept")
        limit = self._clock.now_90k() - round((await self._book.get()).keep_days * _DAY_90K)
        spared = tuple(await self.spare())
        return await self._find(s.state == "kept", s.until_90k < limit, s.segment.not_in(spared))

    async def _find(self, *conditions: sa.ColumnElement[bool]) -> list[_Doomed]:
        s = schema.sealed_segment.c
        query = sa.select(s.segment, s.camera, s.chain, s.blob).where(*conditions).order_by(s.start_90k).limit(BATCH)
        async with self._catalog.reader.connect() as connection:
            return [_Doomed(*row) for row in (await connection.execute(query)).all()]

    async def _destroy_slots(self, batch: Sequence[_Doomed]) -> None:
        ids = [doomed.segment for doomed in batch]
        s = schema.sealed_segment
        async with self._catalog.engine.begin() as connection:  # 1
            await connection.execute(sa.delete(schema.sealed_slot).where(schema.sealed_slot.c.segment.in_(ids)))
            await connection.execute(sa.update(s).where(s.c.segment.in_(ids)).values(state="doomed"))
        await self._catalog.empty_journal()
        self._note("segments.slots-destroyed", batch)  # 2

    async def _delete(self, batch: Sequence[_Doomed]) -> int:
        for doomed in batch:
            await self._blobs.delete(doomed.blob)  # 3
        if batch:
            ids = [doomed.segment for doomed in batch]
            async with self._catalog.engine.begin() as connection:  # 4
                await connection.execute(sa.delete(schema.sealed_slot).where(schema.sealed_slot.c.segment.in_(ids)))
                await connection.execute(
                    sa.delete(schema.sealed_segment).where(schema.sealed_segment.c.segment.in_(ids))
                )
            self._note("segments.deleted", batch)
        return len(batch)

    def _note(self, kind: str, batch: Sequence[_Doomed]) -> None:
        for camera in sorted({doomed.camera for doomed in batch}):
            chains = sorted(doomed.chain for doomed in batch if doomed.camera == camera)
            self._record.note(kind, camera=camera, count=len(chains), chains=chains)
