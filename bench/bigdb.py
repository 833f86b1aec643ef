"""A large site's PostgreSQL: how long a person waits for a day, and whether anybody waits while a day is deleted.

Fifty million observations and five million rows of the recording index of ten cameras, and five million events, in a
PostgreSQL of its own (bigdb_filled.py). What is asked is asked through the code that the server asks with; what deletes
is the server's own retention with its ledger and its blobs, which are files of one byte here. Meanwhile a recorder's
row is committed every tenth of a second, and how long the longest of them waited is what "without blocking writers"
means.

PostgreSQL has settings of a small machine that is its own (256 MB of shared buffers) and flushes to the disk.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

import asyncpg

from bench.bigdb_filled import CAMERAS, END, Size, begin_of, fill, make_blobs
from bench.figures import Figure, figure, percentile
from bench.stored import SETTINGS, searches, searching, slowest
from groundglass.clock import SimulatedClock, SystemClock
from groundglass.frosted.analytics.reading import Analytics
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.recorded import Fragment
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.index import RunBegun
from groundglass.frosted.store.kept import KeptAt
from groundglass.frosted.store.retention import Retention
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.pictures import VideoRun
from tests.stands import postgres as postgres_stand

FULL: Final = Size(observations=50_000_000, fragments=5_000_000, events=5_000_000)
QUICK: Final = Size(observations=1_000_000, fragments=200_000, events=100_000)
DAY_90K: Final = 86_400 * TICKS_PER_S
EVERY_S: Final = 0.1
LATE: Final = CameraId("recording-now")


def measure(quick: bool) -> list[Figure]:
    """All figures; a fiftieth of the rows with `quick`."""
    logging.disable(logging.CRITICAL)
    try:
        with tempfile.TemporaryDirectory() as folder, postgres_stand.running(SETTINGS) as server:
            return asyncio.run(_measure(server, Path(folder), QUICK if quick else FULL))
    finally:
        logging.disable(logging.NOTSET)


async def _measure(server: postgres_stand.Postgres, folder: Path, size: Size) -> list[Figure]:
    url = await server.new()
    async with _archive(folder, url) as archive:
        await fill(url, size)
        figures = await _counted(url)
        figures += await _asked(archive, size)
        make_blobs(folder / "data" / "blobs", size)
        return figures + await _deleted(archive, size) + await _rounds(archive)


@asynccontextmanager
async def _archive(folder: Path, url: str) -> AsyncIterator[Archive]:
    """Everything that a server has on disk; its own retention finds nothing to do."""
    clock = SystemClock()
    limits = StorageLimits(keep_days=None, free_floor_bytes=1 << 20)
    archive = await Archive.open(
        folder / "data", states=StateBoard(clock), clock=clock, limits=limits, kept=KeptAt(state=url)
    )
    try:
        yield archive
    finally:
        await archive.close()


async def _counted(url: str) -> list[Figure]:
    connection = await asyncpg.connect(url)
    try:
        messages = await connection.fetchval("SELECT sum(messages) FROM observation")
        bytes_ = await connection.fetchval("SELECT pg_database_size(current_database())")
        counts = {name: await connection.fetchval(f"SELECT count(*) FROM {name}") for name in ("fragment", "event")}
    finally:
        await connection.close()
    return [
        figure("observations", int(messages), "observations"),
        figure("rows of the recording index", counts["fragment"], "rows"),
        figure("events", counts["event"], "events"),
        figure("the database", bytes_ / 1024**3, "GiB"),
    ]


async def _asked(archive: Archive, size: Size) -> list[Figure]:
    """What people ask of a day and of a month; never the same camera or day twice in a row."""
    days = max(1, (END - begin_of(size.fragment_s)) // DAY_90K)
    seen = max(1, (END - begin_of(size.observed_s)) // DAY_90K)

    def day(number: int, of: int) -> tuple[CameraId, Instant90k, Instant90k]:
        end = Instant90k(END - number % of * DAY_90K)
        return CAMERAS[number % len(CAMERAS)], Instant90k(end - DAY_90K), end

    async def timeline(number: int) -> None:
        camera, begin, end = day(number, days)
        assert await archive.playback.spans(camera, begin, end, join_s=21.6)
        await archive.shelf.thumbnail_times(camera, begin, end)

    async def timelines(number: int) -> None:
        for camera in CAMERAS:
            await archive.playback.spans(camera, *day(number, days)[1:], join_s=21.6)

    analytics = Analytics(archive.engine)
    line = await slowest(timeline)
    lines = await slowest(timelines, 5)
    chart = await slowest(lambda n: analytics.steps(*day(n, seen), 900))
    heat = await slowest(lambda n: analytics.heat(*day(n, seen)))
    month = searches(Instant90k(END - 31 * DAY_90K), END)
    found = [await slowest(searching(archive.events.log, wanted), 3) for wanted in month]
    return [
        figure("a day's timeline of a camera, slowest of some", line, "ms", "<= 200"),
        figure("a day's timelines of all ten, slowest of some", lines, "ms"),
        figure("a day's chart of a camera, slowest of some", chart, "ms", "<= 200"),
        figure("a day's heat map of a camera, slowest of some", heat, "ms", "<= 200"),
        figure("a search over a month of events, slowest of some", max(found), "ms", "<= 500"),
        figure("a search over a month of events, median", percentile(found, 0.5), "ms"),
    ]


async def _deleted(archive: Archive, size: Size) -> list[Figure]:
    """The first day of recordings, then the first day of observations and their sums."""
    calm, _ = await _while_recording(archive, asyncio.sleep(5))
    first_day = begin_of(size.fragment_s) + DAY_90K
    parts = archive._parts
    retention = Retention(
        parts.catalog,
        parts.blobs,
        archive.cameras,
        StorageLimits(keep_days=(END - first_day) / DAY_90K, free_floor_bytes=1 << 20),
        SimulatedClock(END),
        free_bytes=lambda: 1 << 50,
        on_deleting=archive.minutes.deleting,
    )
    recordings, recordings_s = await _while_recording(archive, _round(retention))
    seen_day = Instant90k(begin_of(size.observed_s) + DAY_90K)
    seen, seen_s = await _while_recording(archive, archive.events.observations.forget_before(seen_day))
    return [
        figure("a recorder's row with nothing else going on, p95", 1000 * percentile(calm, 0.95), "ms"),
        figure("files of the day that is deleted", retention.deleted_total, "files"),
        figure("retention of a day of recordings", recordings_s, "s", "<= 10"),
        figure("a recorder's row meanwhile, p95", 1000 * percentile(recordings, 0.95), "ms"),
        figure("a recorder's row meanwhile, longest", 1000 * max(recordings), "ms", "<= 1000"),
        figure("retention of a day of observations", seen_s, "s", "<= 10"),
        figure("a recorder's row during that, p95", 1000 * percentile(seen, 0.95), "ms"),
        figure("a recorder's row during that, longest", 1000 * max(seen), "ms", "<= 1000"),
    ]


async def _rounds(archive: Archive) -> list[Figure]:
    """What a round costs that finds nothing to delete, which is nearly every one of them."""
    parts = archive._parts
    took_ms = []
    for keep_bytes in (None, 1 << 60):
        limits = StorageLimits(keep_days=20_000, keep_bytes=keep_bytes, free_floor_bytes=1 << 20)
        retention = Retention(
            parts.catalog, parts.blobs, archive.cameras, limits, SimulatedClock(END), free_bytes=lambda: 1 << 50
        )  # fmt: skip
        began = time.perf_counter()
        await _round(retention)
        took_ms += [1000 * (time.perf_counter() - began), await slowest(partial(_again, retention), 5)]
    return [
        figure("a round of retention that finds nothing, slowest of some", took_ms[1], "ms", "<= 200"),
        figure("the same where bytes are limited, the first since an hour", took_ms[2], "ms"),
        figure("and those after it, slowest of some", took_ms[3], "ms", "<= 200"),
    ]


async def _again(retention: Retention, _number: int) -> None:
    await _round(retention)


async def _round(retention: Retention) -> None:
    await retention.run_once()


async def _while_recording(archive: Archive, work: Awaitable[None]) -> tuple[list[float], float]:
    """Do the work; return how long each recorder's row took that was written meanwhile, and how long the work took."""
    recording = asyncio.create_task(_record(archive))
    began = time.monotonic()
    await work
    took_s = time.monotonic() - began
    recording.cancel()
    (waits,) = await asyncio.gather(recording)
    return waits, took_s


async def _record(archive: Archive) -> list[float]:
    """A row of the index every tenth of a second until cancelled; the one that waits then is waited for."""
    waits: list[float] = []
    index, run = archive._parts.index, RunId(archive.runs.mint())
    start = SystemClock().now_90k()
    await index.commit(RunBegun(LATE, VideoRun(run, 640, 360, b"\x67", b"\x68")))
    asked_to_end = False
    while not asked_to_end:
        begin = Instant90k(start + len(waits) * 45_000)
        row = Fragment(
            LATE, run, begin, Instant90k(begin + 45_000), True, 8, f"video/{LATE}/{run}/{start}.mp4",
            1000 + len(waits) * 20_000, 20_000, False,
        )  # fmt: skip
        began = time.monotonic()
        committing = asyncio.create_task(index.commit(row))
        try:
            await asyncio.shield(committing)
            waits.append(time.monotonic() - began)
            await asyncio.sleep(EVERY_S)
        except asyncio.CancelledError:
            asked_to_end = True
            if not committing.done():
                await committing
                waits.append(time.monotonic() - began)
    return waits
