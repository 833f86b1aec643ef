"""Which events somebody at the desk has looked through, so that the next one need not.

Apart from the events, which never change: a review is a person's word about an event, and can be taken back. It ends
with its event. It leaves to the web who may say it, and entering that into the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.frosted.events.occurred import EventId, EventOccurred
from groundglass.frosted.events.schema import event as event_table
from groundglass.frosted.events.schema import event_review as table
from groundglass.frosted.events.search import event_of_row
from groundglass.frosted.store.catalog import insert_missing
from groundglass.frosted.store.sqlite import READS
from groundglass.pane.ids import Instant90k

MAX_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked an event through, and when. `by` is a person's id."""

    by: str
    at: Instant90k


class Reviews:
    """The table of reviews. Holds nothing itself."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self._engine = engine
        self._reader = engine.execution_options(**{READS: True})
        self._clock = clock

    async def of(self, events: Collection[EventId]) -> Mapping[EventId, Review]:
        """The reviews of those of these events that have one."""
        query = sa.select(table).where(table.c.event.in_(events))
        async with self._reader.connect() as connection:
            rows = (await connection.execute(query)).all()
        return {EventId(row.event): Review(row.by, Instant90k(row.at_90k)) for row in rows}

    async def known(self, events: Collection[EventId]) -> tuple[EventOccurred, ...]:
        """Those of these events that there are, the oldest first."""
        query = sa.select(event_table).where(event_table.c.id.in_(events)).order_by(event_table.c.id)
        async with self._reader.connect() as connection:
            return tuple(event_of_row(row) for row in await connection.execute(query))

    async def add(self, events: Collection[EventId], by: str) -> None:
        """They are looked through; whoever was first stays. Of events that exist."""
        at_90k = self._clock.now_90k()
        rows = [{"event": event, "by": by, "at_90k": at_90k} for event in sorted(events)]
        async with self._engine.begin() as connection:
            await insert_missing(connection, table, rows)

    async def remove(self, events: Collection[EventId]) -> None:
        """They are to be looked through again."""
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(table).where(table.c.event.in_(events)))
