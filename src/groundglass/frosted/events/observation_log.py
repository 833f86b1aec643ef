"""Observations on disk: what rules are tried on before they go live.

Kept as the messages that crossed the pane, about two seconds of a camera in one compressed row, so that a replay judges
exactly what was judged live. Their sums, which charts are drawn from (analytics/), are written with them. What is lost
in a crash is at most those two seconds: events are durable for themselves. Deleted with age like recordings.
"""

from __future__ import annotations

import asyncio
import zlib
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.clock import Clock
from groundglass.errors import PaneError, StoreDamaged, StoreError
from groundglass.frosted.analytics.adding import add_up, forget_sums_before
from groundglass.frosted.analytics.tallying import Sums, Tallies
from groundglass.frosted.events import schema
from groundglass.frosted.store.catalog import insert_missing, store_error
from groundglass.frosted.store.forgetting import forget_before
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.observations import (
    AreaOccupancy,
    HazardSeen,
    Observation,
    Occupancy,
    PictureFrozen,
    TrackBatch,
    ViewChanged,
)
from groundglass.pane.wire import HEAD, encode, parse_body, parse_head

FLUSH_S: Final = 2.0
MAX_HELD_BYTES: Final = 16 << 20
MAX_BODY_BYTES: Final = 8 << 20
MAX_UNWRITTEN_BYTES: Final = 64 << 20
_ROWS_AT_ONCE: Final = 200
_A_MOMENT_90K: Final = TICKS_PER_S // 100

Beside: TypeAlias = Callable[[AsyncConnection], Awaitable[None]]
"""Writes something in the transaction that writes what was said until now."""


@dataclass(slots=True)
class _Held:
    """What one camera said since the last flush."""

    start: Instant90k
    end: Instant90k
    messages: int = 0
    body: bytearray = field(default_factory=bytearray)


@dataclass(slots=True)
class _Batch:
    """What was said, on its way to the database, with the sums that were made of it. `held` becomes `rows`."""

    held: dict[CameraId, _Held]
    sums: Sums
    beside: Beside | None
    rows: list[dict[str, Any]] = field(default_factory=list)
    was_tried: bool = False

    @property
    def size_bytes(self) -> int:
        return sum(len(row["body"]) for row in self.rows)


class ObservationLog:
    """`run` until `stop`. `dropped_total` counts messages for which there was no room. `beside` is asked for each batch
    what else belongs to it."""

    def __init__(self, engine: AsyncEngine, clock: Clock) -> None:
        self.beside: Callable[[], Beside | None] = lambda: None
        self.dropped_total = 0
        self.trouble: StoreError | None = None
        self._engine = engine
        self._reader = engine.execution_options(groundglass_reads=True)
        self._clock = clock
        self._held: dict[CameraId, _Held] = {}
        self._starts: dict[CameraId, Instant90k] = {}  # of each camera's newest row
        self.tallies = Tallies()
        self._stop = asyncio.Event()
        self._unwritten: deque[_Batch] = deque()
        self._one_at_a_time = asyncio.Lock()

    def put(self, camera: CameraId, observation: Observation) -> None:
        """Keep one observation. Never waits."""
        held = self._held.get(camera)
        if held is None:
            held = self._held[camera] = _Held(observation.at, observation.at)
        message = encode(observation)
        if len(held.body) + len(message) > MAX_HELD_BYTES // max(1, len(self._held)):
            self.dropped_total += 1
            return
        held.body += message
        held.messages += 1
        held.start, held.end = min(held.start, observation.at), max(held.end, observation.at)
        self.tallies.count(camera, observation)

    def forget_now(self, camera: CameraId) -> None:
        """Its worker is gone: nobody is followed."""
        self.tallies.forget_now(camera)

    def stop(self) -> None:
        """Write what is held, then let `run` return."""
        self._stop.set()

    async def run(self) -> None:
        """Flush every two seconds until stopped. What cannot be written stays held, as far as there is room."""
        while not self._stop.is_set():
            try:
                async with asyncio.timeout(FLUSH_S):
                    await self._stop.wait()
            except TimeoutError:
                pass
            try:
                await self.flush()
                self.trouble = None
            except DBAPIError as error:
                self.trouble = store_error("could not keep observations", error)

    async def flush(self) -> None:
        """Write everything that is held now, or raise what the database raises: then it stays held, and is written in
        the order in which it came when the database is back. Beyond a bound the oldest gives way, and is counted.
        Whoever stops waiting for it loses nothing either."""
        async with self._one_at_a_time:
            self._begin_batch()
            for batch in self._unwritten:
                await _pack(batch)
            self._make_room()
            while self._unwritten:
                batch = self._unwritten[0]
                is_again, batch.was_tried = batch.was_tried, True
                await self._write(batch, is_again=is_again)
                self._unwritten.popleft()

    def _begin_batch(self) -> None:
        held, self._held, sums, beside = self._held, {}, self.tallies.take(), self.beside()
        for camera, one in held.items():
            before = self._starts.get(camera, Instant90k(0))
            if before - _A_MOMENT_90K <= one.start <= before:
                one.start = Instant90k(before + 1)  # more may be said of one moment; each row has a key of its own
            self._starts[camera] = one.start
        if held or any(sums.values()) or beside is not None:
            self._unwritten.append(_Batch(held, sums, beside))

    def _make_room(self) -> None:
        while len(self._unwritten) > 1 and sum(batch.size_bytes for batch in self._unwritten) > MAX_UNWRITTEN_BYTES:
            self.dropped_total += sum(row["messages"] for row in self._unwritten.popleft().rows)

    async def _write(self, batch: _Batch, *, is_again: bool) -> None:
        o = schema.observation.c
        async with self._engine.begin() as connection:
            if is_again and batch.rows:
                # It failed before, and may be there all the same: sums must not be added twice.
                first = batch.rows[0]
                query = sa.select(o.camera).where(
                    o.camera == first["camera"], o.start_90k == first["start_90k"], o.part == first["part"]
                )
                if (await connection.execute(query)).first() is not None:
                    return
            await insert_missing(connection, schema.observation, batch.rows)
            await add_up(connection, batch.sums)
            if batch.beside is not None:
                await batch.beside(connection)

    async def replay(self, camera: CameraId, begin: Instant90k, end: Instant90k) -> AsyncIterator[list[Observation]]:
        """What a camera's worker said between two moments, in order, in lists; `StoreDamaged` when unreadable."""
        o = schema.observation.c
        after = begin - 10 * TICKS_PER_S
        while True:
            query = (
                sa.select(o.start_90k, o.body)
                .where(o.camera == camera, o.start_90k > after, o.start_90k < end)
                .order_by(o.start_90k)
                .limit(_ROWS_AT_ONCE)
            )
            async with self._reader.connect() as connection:
                rows = (await connection.execute(query)).all()
            if not rows:
                return
            after = rows[-1].start_90k
            yield await asyncio.to_thread(_parse, [row.body for row in rows], begin, end)

    async def forget_before(self, oldest: Instant90k) -> None:
        """Delete what is older."""
        o = schema.observation.c
        await forget_before(self._engine, o.start_90k, oldest, camera=o.camera)
        await forget_sums_before(self._engine, oldest)


async def _pack(batch: _Batch) -> None:
    """Make its rows, unless they are made."""
    if batch.held:
        batch.rows = await asyncio.to_thread(_rows, batch.held)
        batch.held = {}


def _rows(held: dict[CameraId, _Held]) -> list[dict[str, Any]]:
    return [
        {
            "camera": camera, "start_90k": one.start, "part": 0, "end_90k": one.end, "messages": one.messages,
            "body": zlib.compress(bytes(one.body), 1),
        }
        for camera, one in held.items()
    ]  # fmt: skip


def _parse(bodies: list[bytes], begin: Instant90k, end: Instant90k) -> list[Observation]:
    found: list[Observation] = []
    for body in bodies:
        try:
            unpacker = zlib.decompressobj()
            plain = unpacker.decompress(body, MAX_BODY_BYTES)
            if not unpacker.eof:
                raise PaneError("a row of observations has no end, or is larger than any")
            at = 0
            while at < len(plain):
                kind, size = parse_head(plain[at : at + HEAD.size])
                at += HEAD.size + size
                message = parse_body(kind, plain[at - size : at])
                match message:
                    case (
                        TrackBatch() | AreaOccupancy() | HazardSeen() | PictureFrozen() | ViewChanged() | Occupancy()
                    ) if begin <= message.at < end:
                        found.append(message)
                    case _:
                        pass
        except (zlib.error, PaneError) as error:
            raise StoreDamaged("kept observations cannot be read", "run `groundglass check`") from error
    return found
