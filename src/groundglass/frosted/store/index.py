"""The recording index: which fragment lies where. One task writes it, in batches.

Recorders put rows and never wait. A row that is lost here, to a full queue or a crash, is found again in its file
when the minute is settled: the files are the truth, the index makes them quick to find. When the database
cannot be written the batch is kept and tried again. On a node of a site a fence (fenced.py) says in each transaction
which rows may be written.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias, assert_never

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.clock import Clock
from groundglass.errors import StoreConflict, StoreError
from groundglass.frosted.recorded import Fragment, Gap
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog, insert_missing, store_error
from groundglass.frosted.store.heartbeat import Heartbeat
from groundglass.frosted.store.spool import MinuteName
from groundglass.pane.ids import TICKS_PER_S, CameraId, RunId
from groundglass.pane.pictures import VideoRun

BATCH_S: Final = 0.2
MAX_QUEUED: Final = 20_000
LONGEST_90K: Final = 61 * TICKS_PER_S  # intake lets no picture last longer than 60 s
_RETRY_S: Final = 1.0
_FENCED: Final = "the camera is kept by another node by now, so this one writes nothing of it"
_FENCED_HINTS: Final = ("what was recorded here stays in the spool, and is handed in by itself",)


@dataclass(frozen=True, slots=True)
class RunBegun:
    """A run's parameters."""

    camera: CameraId
    run: VideoRun


@dataclass(frozen=True, slots=True)
class MinuteSettled:
    """All that a closed file holds. Rows of the file that are not among these are deleted: the file is the truth."""

    name: MinuteName
    run: VideoRun
    fragments: tuple[Fragment, ...]
    size_bytes: int
    sha256: str | None = None  # of the whole file, in hexadecimal; None where it was not read whole


@dataclass(frozen=True, slots=True)
class MinuteClosed:
    """The blob is durable; from now on it is read instead of the spool (invariant 1)."""

    name: MinuteName


@dataclass(frozen=True, slots=True)
class MinuteEmpty:
    """The file held no whole fragment and is gone."""

    name: MinuteName


Change: TypeAlias = RunBegun | Fragment | Gap | MinuteSettled | MinuteClosed | MinuteEmpty
Kept: TypeAlias = tuple[CameraId, RunId]


class Fence(Protocol):
    """Who may write what, decided in the transaction that writes it and held to its end."""

    async def admits(self, connection: AsyncConnection, changes: Sequence[Change]) -> Sequence[bool]:
        """Of each change, whether it may be written."""


def whose(change: Change) -> Kept:
    """The camera and the run that a change is about."""
    match change:
        case RunBegun(camera, run):
            return camera, run.run
        case Fragment() | Gap():
            return change.camera, change.run
        case MinuteSettled(name) | MinuteClosed(name) | MinuteEmpty(name):
            return name.camera, name.run
        case _:
            assert_never(change)


class IndexWriter:
    """The one writer of its process. `run` until `stop`. `dropped_total` counts rows that had to wait for their minute
    to settle, `refused_total` those that the fence refused."""

    def __init__(self, catalog: Catalog, clock: Clock, fence: Fence | None = None) -> None:
        self.dropped_total = 0
        self.refused_total = 0
        self._fence = fence
        self.heartbeat = Heartbeat(clock)
        self.trouble: StoreError | None = None
        self._catalog = catalog
        self._clock = clock
        self._queue: deque[tuple[Change, asyncio.Future[None] | None]] = deque()
        self._woken = asyncio.Event()
        self._stopping = False

    def put(self, change: Change) -> None:
        """Queue a row. Never waits."""
        if len(self._queue) >= MAX_QUEUED:
            self.dropped_total += 1
            return
        self._queue.append((change, None))
        self._woken.set()

    async def commit(self, change: Change) -> None:
        """Queue a row behind all before it and wait until it is durable."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append((change, done))
        self._woken.set()
        await done

    def stop(self) -> None:
        """Write what is queued, then let `run` return."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Write batches until stopped. A stopping writer gives a batch one attempt; the spool heals the rest."""
        while self._queue or not self._stopping:
            self.heartbeat.beat()
            if not self._queue:
                await _wait(self._woken, 5.0)
                self._woken.clear()
                continue
            if not self._stopping and not any(done for _, done in self._queue):
                await self._clock.sleep(BATCH_S)
            await self._write_once()

    async def _write_once(self) -> None:
        batch = [self._queue.popleft() for _ in range(min(len(self._queue), 5000))]
        try:
            admitted = await self._write([change for change, _ in batch])
        except DBAPIError as error:
            self.trouble = store_error("could not write the recording index", error)
            _fail(batch, self.trouble)  # who waits for a commit decides what to do
            if not self._stopping:
                self._queue.extendleft((change, None) for change, done in reversed(batch) if done is None)
                await self._clock.sleep(_RETRY_S)
            return
        self.trouble = None
        self.refused_total += len(admitted) - sum(admitted)
        refused = [kept for kept, is_admitted in zip(batch, admitted, strict=True) if not is_admitted]
        _fail(refused, StoreConflict(_FENCED, *_FENCED_HINTS))
        for _, done in batch:
            if done is not None and not done.done():
                done.set_result(None)

    async def _write(self, changes: Sequence[Change]) -> Sequence[bool]:
        """One transaction. Of each change, whether it was written."""
        async with self._catalog.engine.begin() as connection:
            if self._fence is None:
                admitted: Sequence[bool] = [True] * len(changes)
            else:
                admitted = await self._fence.admits(connection, changes)
            await write_changes(connection, [change for change, may in zip(changes, admitted, strict=True) if may])
        return admitted


async def write_changes(connection: AsyncConnection, changes: Sequence[Change]) -> None:
    """Write changes in order within the caller's transaction. Writing the same changes again changes nothing."""
    waiting: list[Fragment] = []
    for change in changes:
        if isinstance(change, Fragment):
            waiting.append(change)
            continue
        await _write_fragments(connection, waiting)
        waiting = []
        match change:
            case RunBegun(camera, run):
                await _write_run(connection, camera, run)
            case Gap():
                await _write_gap(connection, change)
            case MinuteSettled():
                await _write_settled(connection, change)
            case MinuteClosed(name):
                await connection.execute(
                    sa.update(schema.file)
                    .where(schema.file.c.name == name.blob, schema.file.c.state == "open")
                    .values(state="closed")
                )
            case MinuteEmpty(name):
                await delete_file_rows(connection, name.blob)
            case _:
                assert_never(change)
    await _write_fragments(connection, waiting)


async def delete_file_rows(connection: AsyncConnection, name: str) -> None:
    """Delete a file's row and its fragments'."""
    ids = sa.select(schema.file.c.id).where(schema.file.c.name == name).scalar_subquery()
    await connection.execute(sa.delete(schema.fragment).where(schema.fragment.c.file == ids))
    await connection.execute(sa.delete(schema.file).where(schema.file.c.name == name))


async def _write_run(connection: AsyncConnection, camera: CameraId, run: VideoRun) -> None:
    row = {"run": run.run, "camera": camera, "width": run.width, "height": run.height, "sps": run.sps, "pps": run.pps}
    await insert_missing(connection, schema.run, [row])


async def _write_gap(connection: AsyncConnection, gap: Gap) -> None:
    row = {
        "camera": gap.camera, "start_90k": gap.start, "run": gap.run, "end_90k": gap.end, "cause": gap.cause.value,
        "pictures": gap.pictures,
    }  # fmt: skip
    await insert_missing(connection, schema.recording_gap, [row])


async def _write_fragments(connection: AsyncConnection, fragments: Sequence[Fragment]) -> None:
    by_file: dict[str, list[Fragment]] = {}
    for fragment in fragments:
        by_file.setdefault(fragment.file, []).append(fragment)
    for name, of_file in by_file.items():
        number = await _file_id(connection, name, of_file[0])
        await insert_missing(connection, schema.fragment, [_fragment_row(number, f) for f in of_file])
        last = of_file[-1]
        await connection.execute(
            sa.update(schema.file)
            .where(schema.file.c.id == number, schema.file.c.state == "open")
            .values(end_90k=last.end, size_bytes=last.offset + last.size_bytes)
        )
        await _set_aside_older(connection, of_file)


async def _write_settled(connection: AsyncConnection, settled: MinuteSettled) -> None:
    await _write_run(connection, settled.name.camera, settled.run)
    fragments = settled.fragments
    number = await _file_id(connection, settled.name.blob, fragments[0])
    table = schema.fragment.c
    starts = {f.start for f in fragments}
    known = await connection.execute(sa.select(table.start_90k).where(table.file == number))
    for (start,) in known.all():
        if start not in starts:
            await connection.execute(sa.delete(schema.fragment).where(table.file == number, table.start_90k == start))
    await insert_missing(connection, schema.fragment, [_fragment_row(number, f) for f in fragments])
    await connection.execute(
        sa.update(schema.file)
        .where(schema.file.c.id == number)
        .values(
            start_90k=fragments[0].start,
            end_90k=fragments[-1].end,
            size_bytes=settled.size_bytes,
            sha256=settled.sha256,
        )
    )
    await _set_aside_older(connection, fragments)
    await _set_aside_under_newer(connection, fragments)


async def _file_id(connection: AsyncConnection, name: str, first: Fragment) -> int:
    row = {
        "camera": first.camera, "run": first.run, "name": name, "start_90k": first.start, "end_90k": first.end,
        "size_bytes": 0, "state": "open",
    }  # fmt: skip
    await insert_missing(connection, schema.file, [row])
    found = await connection.execute(sa.select(schema.file.c.id).where(schema.file.c.name == name))
    return int(found.scalar_one())


async def _set_aside_older(connection: AsyncConnection, fragments: Sequence[Fragment]) -> None:
    """Invariant 5: where the clock was set back, the later run is the one that is played (design/time.md)."""
    first, last, table = fragments[0], fragments[-1], schema.fragment.c
    await connection.execute(
        sa.update(schema.fragment)
        .where(
            table.camera == first.camera,
            table.start_90k.between(first.start - LONGEST_90K, last.end - 1),
            table.end_90k > first.start,
            table.run < first.run,
            table.is_aside.is_(False),
        )
        .values(is_aside=True)
    )


async def _set_aside_under_newer(connection: AsyncConnection, fragments: Sequence[Fragment]) -> None:
    """The same for rows that come late: found in the spool after a crash, when a later run is indexed already."""
    first, last, table = fragments[0], fragments[-1], schema.fragment.c
    newer = schema.fragment.alias("newer")
    covered = sa.exists().where(
        newer.c.camera == first.camera,
        newer.c.start_90k > table.start_90k - LONGEST_90K,
        newer.c.start_90k < table.end_90k,
        newer.c.end_90k > table.start_90k,
        newer.c.run > first.run,
    )
    await connection.execute(
        sa.update(schema.fragment)
        .where(
            table.camera == first.camera,
            table.start_90k.between(first.start, last.start),
            table.run == first.run,
            covered,
        )
        .values(is_aside=True)
    )


def _fragment_row(file: int, fragment: Fragment) -> dict[str, Any]:
    return {
        "camera": fragment.camera, "start_90k": fragment.start, "run": fragment.run, "end_90k": fragment.end,
        "file": file, "offset_bytes": fragment.offset, "size_bytes": fragment.size_bytes,
        "pictures": fragment.pictures, "is_key": fragment.is_key, "is_aside": fragment.is_aside,
    }  # fmt: skip


def _fail(batch: Iterable[tuple[Change, asyncio.Future[None] | None]], error: StoreError) -> None:
    for _, done in batch:
        if done is not None and not done.done():
            done.set_exception(error)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
