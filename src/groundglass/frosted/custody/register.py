"""Enters every sealed segment into the ledger, and notes where it stands.

Apart from the shelf because keeping a segment must not wait for the ledger: what happened is recorded even when that is
late. A segment whose row has no entry yet is entered in the next round, also after a crash, so each is entered
at least once; after a crash between entering and noting, twice, with the same hashes.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.clock import Clock
from groundglass.custody.header import header_hash
from groundglass.errors import LedgerUnavailable, StoreError
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog, store_error
from groundglass.frosted.store.heartbeat import Heartbeat

EVERY_S: Final = 15.0
BATCH: Final = 256

_logger: Final = logging.getLogger(__name__)


class SealedRegister:
    """`run` until cancelled. `wake` when there is something to enter."""

    def __init__(self, catalog: Catalog, record: Recordkeeper, clock: Clock) -> None:
        self.heartbeat = Heartbeat(clock)
        self.trouble: StoreError | LedgerUnavailable | None = None
        self._catalog = catalog
        self._record = record
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """A segment was kept."""
        self._woken.set()

    async def run(self) -> None:
        """A round whenever something was kept, and every 15 s for what could not be entered before."""
        while True:
            self.heartbeat.beat()
            self._woken.clear()
            try:
                while await self.enter_some() == BATCH:
                    self.heartbeat.beat()
                self.trouble = None
            except (StoreError, LedgerUnavailable) as error:
                if self.trouble is None:
                    _logger.warning("sealed originals cannot be entered into the ledger: %s", error.message)
                self.trouble = error
            try:
                async with asyncio.timeout(EVERY_S):
                    await self._woken.wait()
            except TimeoutError:
                pass  # the round that nobody asked for

    async def enter_some(self) -> int:
        """Enter what is not in the ledger yet, at most `BATCH`; returns how many.

        1. The entries are made, and are durable.
        2. Their places are noted with the segments.
        """
        c = schema.sealed_segment.c
        query = (
            sa.select(
                c.segment, c.camera, c.start_90k, c.until_90k, c.chain, c.header, c.size_bytes, c.sha256, c.is_drill
            )
            .where(c.entry.is_(None))
            .order_by(c.start_90k)
            .limit(BATCH)
        )
        try:
            async with self._catalog.reader.connect() as connection:
                rows = (await connection.execute(query)).all()
            entering = [
                self._record.enter(
                    "segment.sealed",
                    segment=row.segment, camera=row.camera, start_90k=row.start_90k, until_90k=row.until_90k,
                    chain=row.chain, header_sha256=header_hash(row.header).hex(), sha256=row.sha256,
                    size_bytes=row.size_bytes, is_drill=bool(row.is_drill),
                )
                for row in rows
            ]  # fmt: skip
            entries = await asyncio.gather(*entering)  # 1
            async with self._catalog.engine.begin() as connection:  # 2
                for row, entry in zip(rows, entries, strict=True):
                    is_it = sa.update(schema.sealed_segment).where(c.segment == row.segment)
                    await connection.execute(is_it.values(entry=entry))
        except DBAPIError as error:
            raise store_error("could not note where a sealed segment stands in the ledger", error) from error
        return len(rows)
