"""Events on disk, and the one task that writes them: durable first, published after.

Found events are put and never waited for; a report from outside waits until it is durable, because whoever sent it is
told so. When the database cannot be written, events wait here, in order, and are tried again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import NotFound, StoreError, StoreFull
from groundglass.frosted.events.occurred import EventId, EventOccurred
from groundglass.frosted.events.reviews import Reviews
from groundglass.frosted.events.schema import event as table
from groundglass.frosted.events.search import EventFilter, event_of_row, found_events
from groundglass.frosted.events.stream import EventStream
from groundglass.frosted.store.catalog import store_error
from groundglass.frosted.store.forgetting import forget_before
from groundglass.pane.ids import TICKS_PER_S, Instant90k

MAX_QUEUED: Final = 50_000
BATCH: Final = 2000
TOGETHER_S: Final = 0.03
_RETRY_S: Final = 1.0
_WITHIN_S: Final = 10.0


@dataclass(slots=True)
class _Waiting:
    event: EventOccurred
    outside_key: str | None
    done: asyncio.Future[EventOccurred] | None


class EventLog:
    """`run` until `stop`. `dropped_total` counts events that found the queue full: the disk has failed for long."""

    def __init__(self, engine: AsyncEngine, stream: EventStream, clock: Clock) -> None:
        self.dropped_total = 0
        self.trouble: StoreError | None = None
        self.reviews = Reviews(engine, clock)
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._stream = stream
        self._clock = clock
        self._queue: deque[_Waiting] = deque()
        self._woken = asyncio.Event()
        self._stopping = False
        self._newest = 0

    @property
    def newest(self) -> int:
        """The highest id that was given."""
        return self._newest

    async def load(self) -> None:
        """Find out which ids were given."""
        async with self._reader.connect() as connection:
            self._newest = int((await connection.execute(sa.select(sa.func.max(table.c.id)))).scalar_one() or 0)

    def put(self, event: EventOccurred) -> None:
        """Queue an event; its id is given when it is written. Never waits."""
        if len(self._queue) >= MAX_QUEUED:
            self.dropped_total += 1
            return
        self._queue.append(_Waiting(event, None, None))
        self._woken.set()

    async def accept(self, event: EventOccurred, outside_key: str | None) -> EventOccurred:
        """Write a report from outside and return it as kept, or `StoreError`. The same key again is the same event."""
        if outside_key is not None and (known := await self._of_key(outside_key)) is not None:
            return known
        if len(self._queue) >= MAX_QUEUED:
            raise StoreFull("the report cannot be kept: too much waits to be written", "look at the disk")
        done: asyncio.Future[EventOccurred] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(event, outside_key, done))
        self._woken.set()
        try:
            async with asyncio.timeout(_WITHIN_S):
                return await done
        except TimeoutError as error:
            raise self.trouble or StoreError("the report was not kept in time", "send it again") from error

    def stop(self) -> None:
        """Write what is queued, then let `run` return."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Write batches until stopped. A stopping writer gives a batch one attempt."""
        while self._queue or not self._stopping:
            if not self._queue:
                self._woken.clear()
                await self._woken.wait()
                continue
            if not self._stopping:
                await self._clock.sleep(TOGETHER_S)
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), BATCH))]
            try:
                await self._write(batch)
                self.trouble = None
            except DBAPIError as error:
                self.trouble = store_error("could not keep events", error)
                if self._stopping:
                    self.dropped_total += len(batch)
                    continue
                self._queue.extendleft(reversed(batch))
                await self._clock.sleep(_RETRY_S)

    async def _write(self, batch: list[_Waiting]) -> None:
        """1. Give ids. 2. Write. 3. Only then tell those who listen and those who wait."""
        told: list[EventOccurred] = []
        async with self._engine.begin() as connection:
            rows = []
            for waiting in batch:
                if waiting.outside_key is not None:
                    found = await connection.execute(sa.select(table).where(table.c.outside_key == waiting.outside_key))
                    if (row := found.one_or_none()) is not None:
                        waiting.event = event_of_row(row)
                        continue
                waiting.event = replace(waiting.event, id=self._next_id())
                row_values = _row(waiting.event) | {"outside_key": waiting.outside_key}
                if waiting.outside_key is None:
                    rows.append(row_values)
                else:
                    # At once, so that the same key later in this batch finds it.
                    await connection.execute(sa.insert(table), [row_values])
                told.append(waiting.event)
            if rows:
                await connection.execute(sa.insert(table), rows)
        for event in told:
            self._stream.publish(event)
        for waiting in batch:
            if waiting.done is not None and not waiting.done.done():
                waiting.done.set_result(waiting.event)

    def _next_id(self) -> EventId:
        # Numbers keep up with time, so that none is given twice even when every older event was deleted.
        self._newest = max(self._newest + 1, self._clock.now_90k() // TICKS_PER_S * 1000)
        return EventId(self._newest)

    async def _of_key(self, outside_key: str) -> EventOccurred | None:
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.outside_key == outside_key))).one_or_none()
        return None if row is None else event_of_row(row)

    async def get(self, event: EventId) -> EventOccurred:
        """One event, or `NotFound`."""
        async with self._reader.connect() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.id == event))).one_or_none()
        if row is None:
            raise NotFound(f"there is no event {event}")
        return event_of_row(row)

    async def page(self, wanted: EventFilter, most: int) -> tuple[EventOccurred, ...]:
        """The first events that fit, newest first unless the other way round is wanted."""
        async with self._reader.connect() as connection:
            return await found_events(connection, wanted, most)

    async def after(self, event: int, limit: int) -> tuple[EventOccurred, ...]:
        """Events with a higher number, oldest first: for readers that remember how far they came."""
        query = sa.select(table).where(table.c.id > event).order_by(table.c.id)
        async with self._reader.connect() as connection:
            rows = (await connection.execute(query.limit(limit))).all()
        return tuple(event_of_row(row) for row in rows)

    async def forget_before(self, oldest: Instant90k) -> int:
        """Delete events that are older; returns how many."""
        return await forget_before(self._engine, table.c.at_90k, oldest)


def _row(event: EventOccurred) -> dict[str, Any]:
    where = event.where
    return {
        "id": event.id, "kind": event.kind.value, "phase": event.phase.value, "level": event.level.value,
        "at_90k": event.at, "since_90k": event.since, "name": event.name, "camera": event.camera, "rule": event.rule,
        "x_ppm": where and where.x_ppm, "y_ppm": where and where.y_ppm, "across_dm": where and where.across_dm,
        "away_dm": where and where.away_dm, "value": event.value, "detail": event.detail, "area": event.area,
        "is_exercise": event.is_exercise,
    }  # fmt: skip
