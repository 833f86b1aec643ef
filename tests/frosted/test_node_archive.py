"""A node whose database or bucket is away goes on recording, and what waited is there in order when they are back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.errors import StoreAway
from groundglass.frosted import recorder as recorder_module
from groundglass.frosted.node_archive import NodeArchive, WaitLimits
from groundglass.frosted.playback import Playback
from groundglass.frosted.recorded import GapCause
from groundglass.frosted.recorder import Recorder
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store import schema, settling
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import Lease, Leases, NodeName
from groundglass.frosted.store.spool import Spool
from groundglass.pane.ids import CameraId, Instant90k, RunId
from groundglass.pane.status import Cause
from tests.frosted.footage import START, STEP, a_run, some_samples
from tests.stands import postgres as postgres_stand
from tests.stands import s3 as s3_stand
from tests.stands.door import Door, door
from tests.stands.postgres import Postgres
from tests.stands.s3 import Bucketeer

CAMERAS = tuple(CameraId(f"camera-{number}") for number in range(3))
MINUTE = 60 * 15  # pictures


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with postgres_stand.running() as server:
        yield server


@pytest.fixture(scope="module")
def s3() -> Iterator[Bucketeer]:
    with s3_stand.running() as server:
        yield server


class Site:
    """A node with three cameras, its database and its bucket behind doors, and somebody who looks past the doors."""

    def __init__(self, archive: NodeArchive, looks: Catalog, blobs: Blobs, database: Door, bucket: Door) -> None:
        self.archive = archive
        self.looks = looks
        self.blobs = blobs
        self.database = database
        self.bucket = bucket
        self.states: StateBoard
        self.leases: Leases
        self.held: list[Lease] = []
        self._recorders: dict[CameraId, tuple[Recorder, RunId]] = {}

    async def record(self, first: int, count: int) -> None:
        """So many pictures of every camera."""
        for camera in CAMERAS:
            if camera not in self._recorders:
                run = self.archive.runs(camera).mint()
                self._recorders[camera] = (self.archive.recorder(camera), run)
                self._recorders[camera][0].push(a_run(run))
            recorder, run = self._recorders[camera]
            for sample in some_samples(count, run=run, start=START + first * STEP):
                recorder.push(sample)
                while len(recorder._queue) > 500:  # much faster than any camera
                    await asyncio.sleep(0.001)
        await until(self._has_written)

    async def _has_written(self) -> bool:
        return not any(recorder._queue for recorder, _ in self._recorders.values())

    async def end(self) -> None:
        for recorder, _ in self._recorders.values():
            await recorder.close()

    async def is_drained(self) -> bool:
        figures = await self.archive.figures()
        return figures.waiting_minutes == 0 and figures.trouble is None

    async def closed(self, camera: CameraId) -> list[tuple[int, int, int]]:
        """Files in the bucket by the order in which they were closed there, with what the index says of each."""
        f = schema.file.c
        query = sa.select(f.name, f.start_90k, f.end_90k, f.size_bytes).where(f.camera == camera, f.state == "closed")
        async with self.looks.reader.connect() as connection:
            rows = (await connection.execute(query.order_by(f.start_90k))).all()
        for row in rows:
            assert await self.blobs.size(row.name) == row.size_bytes
        return [(row.start_90k, row.end_90k, row.size_bytes) for row in rows]


@asynccontextmanager
async def opened(
    postgres: Postgres, s3: Bucketeer, folder: Path, limits: WaitLimits, spool: Spool | None = None
) -> AsyncIterator[Site]:
    url, bucket_url, clock = await postgres.new(), s3.new(), SystemClock()
    port = urlsplit(s3.access.endpoint).port
    assert port is not None
    async with door(postgres.port) as database, door(port) as bucket:
        desk = await Catalog.open(url)
        catalog = await Catalog.of_node(url.replace(f":{postgres.port}/", f":{database.port}/"))
        leases = await Leases.enter(catalog, NodeName("one"), "one:9000")
        access = replace(s3.access, endpoint=f"http://127.0.0.1:{bucket.port}")
        states = StateBoard(clock)
        archive = await NodeArchive.open(
            folder, catalog, Blobs.at_url(bucket_url, access), states=states, clock=clock, limits=limits, spool=spool
        )
        site = Site(archive, desk, Blobs.at_url(bucket_url, s3.access), database, bucket)
        site.states, site.leases = states, leases
        for camera in CAMERAS:
            site.held.append(await leases.take(camera))
            archive.begin(site.held[-1])
        try:
            yield site
        finally:
            await archive.close()
            await catalog.close()
            await desk.close()


@pytest.fixture
async def site(postgres: Postgres, s3: Bucketeer, tmp_path: Path, soon: None) -> AsyncIterator[Site]:
    async with opened(postgres, s3, tmp_path / "node", WaitLimits(1 << 30, 2)) as made:
        yield made


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried again is tried again soon."""
    monkeypatch.setattr(settling, "_RETRY_S", 0.2)
    monkeypatch.setattr(recorder_module, "RESUME_AFTER_S", 0.05)


async def until(holds: Callable[[], Awaitable[bool]], limit_s: float = 60) -> None:
    async with asyncio.timeout(limit_s):
        while not await holds():
            await asyncio.sleep(0.05)


async def whole(site: Site, pictures: int) -> None:
    """Everything is recorded, once, in closed files that follow each other."""
    for camera in CAMERAS:
        files = await site.closed(camera)
        assert [before[1] for before in files[:-1]] == [after[0] for after in files[1:]]
        assert (files[0][0], files[-1][1]) == (START, START + pictures * STEP)
        spans = await Playback(site.looks, None, site.blobs).spans(camera, START, Instant90k(1 << 60))
        assert [(span.start, span.end) for span in spans] == [(START, START + pictures * STEP)]
    assert site.archive.spool.used_bytes() == 0


@pytest.mark.parametrize("how", ["shut", "silent"])
async def test_while_the_database_is_away_nothing_is_lost(site: Site, how: str) -> None:
    await site.record(0, 150)
    await (site.database.shut() if how == "shut" else said(site.database.silence))
    await site.record(150, 2 * MINUTE)
    figures = await site.archive.figures()
    assert figures.spool_bytes > 0
    await site.database.open()
    await site.record(150 + 2 * MINUTE, 300)
    await site.end()
    await until(site.is_drained)
    await whole(site, 450 + 2 * MINUTE)
    assert (await site.archive.figures()).refused_rows == 0


async def said(say: Callable[[], None]) -> None:
    say()


async def test_while_the_bucket_is_away_minutes_wait_in_order_and_are_played_from_here(site: Site) -> None:
    await site.record(0, 150)
    await site.bucket.shut()
    await site.record(150, 3 * MINUTE)
    await until(lambda: is_away(site))
    row = await first_file(site, CAMERAS[0])
    piece = await asyncio.to_thread(site.archive.piece, CAMERAS[0], row, 4, 4)
    assert piece == b"ftyp"
    await site.bucket.open()
    await site.end()
    await until(site.is_drained)
    await whole(site, 150 + 3 * MINUTE)


async def is_away(site: Site) -> bool:
    figures = await site.archive.figures()
    return isinstance(figures.trouble, StoreAway) and figures.waiting_minutes >= 6


async def first_file(site: Site, camera: CameraId) -> str:
    f = schema.file.c
    async with site.looks.reader.connect() as connection:
        query = sa.select(f.name).where(f.camera == camera).order_by(f.start_90k).limit(1)
        return str((await connection.execute(query)).scalar_one())


async def test_the_minutes_of_a_camera_reach_the_bucket_in_the_order_they_were_recorded(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, order = site.archive._into.settler._blobs.put, []

    async def watched(key: str, body: bytes | Path) -> None:
        await put(key, body)
        order.append(key)

    monkeypatch.setattr(site.archive._into.settler._blobs, "put", watched)
    await site.bucket.shut()
    await site.record(0, 4 * MINUTE)
    await site.end()
    await until(lambda: is_away(site))
    await site.bucket.open()
    await until(site.is_drained)
    for camera in CAMERAS:
        of_camera = [key for key in order if f"/{camera}/" in key]
        assert of_camera == sorted(of_camera)
        assert len(of_camera) >= 4


async def test_when_as_much_waits_as_may_recording_pauses_and_the_gap_has_a_row(
    postgres: Postgres, s3: Bucketeer, tmp_path: Path, soon: None
) -> None:
    size = len(a_run().sps) + sum(len(sample.avcc) for sample in some_samples(MINUTE))
    async with opened(postgres, s3, tmp_path / "node", WaitLimits(4 * size, 2)) as site:
        await site.record(0, 150)
        await site.bucket.shut()
        await site.record(150, 4 * MINUTE)
        assert site.states.report(CAMERAS[0]).recording_cause is Cause.STORE_AWAY
        assert site.archive.spool.used_bytes() < 5 * size
        await site.bucket.open()
        await until(lambda: has_room(site, 2 * size))
        await asyncio.sleep(0.2)  # longer than the pause
        await site.record(150 + 4 * MINUTE, 300)
        await site.end()
        await until(site.is_drained)
        playback = Playback(site.looks, None, site.blobs)
        for camera in CAMERAS:
            spans = await playback.spans(camera, START, Instant90k(1 << 60))
            gaps = await playback.gaps(camera, START, Instant90k(1 << 60))
            assert (spans[0].start, spans[-1].end) == (START, START + (450 + 4 * MINUTE) * STEP)
            assert [gap.cause for gap in gaps] == [GapCause.STORE_AWAY]
            assert (gaps[0].start, gaps[0].end) == (spans[0].end, spans[1].start)
            assert gaps[0].pictures == round((gaps[0].end - gaps[0].start) / STEP)


async def has_room(site: Site, bytes_: int) -> bool:
    return site.archive.spool.used_bytes() < bytes_


async def test_a_slow_disk_drops_pictures_says_so_and_keeps_its_leases(
    postgres: Postgres, s3: Bucketeer, tmp_path: Path, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "MAX_QUEUED_SAMPLES", 60)
    monkeypatch.setattr(recorder_module, "FLUSH_S", 0.0)
    slow_s = 0.5

    def flush(_descriptor: int) -> None:
        time.sleep(slow_s)

    (tmp_path / "node").mkdir()
    spool = Spool(tmp_path / "node" / "spool", flush=flush)
    async with opened(postgres, s3, tmp_path / "node", WaitLimits(1 << 30, 2), spool) as site:
        camera = CAMERAS[0]
        run = site.archive.runs(camera).mint()
        recorder = site.archive.recorder(camera)
        recorder.push(a_run(run))
        for number, sample in enumerate(some_samples(240, run=run)):
            recorder.push(sample)
            if number % 60 == 0:
                await asyncio.sleep(0.2)  # the disk writes one group of fifteen in half a second
                assert await site.leases.renew(site.held) == frozenset()
        slow_s = 0.0
        await until(lambda: is_written(recorder))
        for sample in some_samples(60, run=run, start=START + 300 * STEP):
            recorder.push(sample)
        await recorder.close()
        await until(site.is_drained)
        playback = Playback(site.looks, None, site.blobs)
        gaps = await playback.gaps(camera, START, Instant90k(1 << 60))
        spans = await playback.spans(camera, START, Instant90k(1 << 60))
        assert len(gaps) > 0
        assert {gap.cause for gap in gaps} == {GapCause.DISK_SLOW}
        assert sum(gap.pictures for gap in gaps) == recorder.dropped_total
        assert [gap.end for gap in gaps] == [span.start for span in spans[1:]]


async def is_written(recorder: Recorder) -> bool:
    return not recorder._queue


async def test_what_waited_when_a_node_ended_is_handed_in_at_its_next_start(
    postgres: Postgres, s3: Bucketeer, tmp_path: Path, soon: None
) -> None:
    """Under another lease by then, and whoever has the camera."""
    url, bucket_url, clock = await postgres.new(), s3.new(), SystemClock()
    desk = await Catalog.open(url)
    catalog = await Catalog.of_node(url)
    leases = await Leases.enter(catalog, NodeName("one"), "one:9000")
    blobs = Blobs.at_url(bucket_url, s3.access)
    limits = WaitLimits(1 << 30, 2)

    async def archive() -> NodeArchive:
        return await NodeArchive.open(
            tmp_path / "node", catalog, blobs, states=StateBoard(clock), clock=clock, limits=limits
        )

    first = await archive()
    first.begin(await leases.take(CAMERAS[0]))
    run = first.runs(CAMERAS[0]).mint()
    recorder = first.recorder(CAMERAS[0])
    recorder.push(a_run(run))
    for sample in some_samples(60, run=run):
        recorder.push(sample)
    first._settling.cancel()
    await recorder.close()
    await first.close(settle=False)
    assert len(list(first.spool.minutes())) == 1
    await leases.take(CAMERAS[0])

    again = await archive()

    async def is_empty() -> bool:
        return not list(again.spool.minutes())

    await until(is_empty)
    found = await Playback(desk, None, blobs).recorded(CAMERAS[0])
    assert found is not None
    assert (found.oldest, found.newest) == (START, START + 60 * STEP)
    await again.close()
    await catalog.close()
    await desk.close()
