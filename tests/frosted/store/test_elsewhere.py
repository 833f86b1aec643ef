"""What holds for a site in its folder holds for one in PostgreSQL and S3: crashes, broken disks, what `check` finds."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
import sqlalchemy as sa

from groundglass.clock import SimulatedClock, SystemClock
from groundglass.frosted import recorder as recorder_module
from groundglass.frosted.archive import Archive
from groundglass.frosted.recorded import Gap, GapCause
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.damage import Damage
from groundglass.frosted.store.fsck import check
from groundglass.frosted.store.index import RunBegun, write_changes
from groundglass.frosted.store.kept import KeptAt
from groundglass.frosted.store.run_mint import FIRST_LEASED_RUN
from groundglass.frosted.store.spool import Spool
from groundglass.frosted.store.unrecorded import HAND_IN_DAYS, forget_unrecorded
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.status import Cause
from tests.frosted.conftest import LIMITS
from tests.frosted.footage import START, STEP, a_run, some_samples
from tests.frosted.store.test_crash import killed_after
from tests.frosted.store.test_faults import Disk, is_at_rest, is_over, until
from tests.frosted.web.stand import open_stand
from tests.stands.door import door
from tests.stands.postgres import Postgres
from tests.stands.s3 import Bucketeer

GATE = CameraId("gate")
DAY = 86_400 * TICKS_PER_S


@pytest.fixture
async def kept(postgres: Postgres, s3: Bucketeer) -> KeptAt:
    return KeptAt(await postgres.new(), s3.new(), s3.access)


async def opened(folder: Path, kept: KeptAt, states: StateBoard | None = None, spool: Spool | None = None) -> Archive:
    clock = SystemClock()
    states = states or StateBoard(clock)
    return await Archive.open(folder, states=states, clock=clock, limits=LIMITS, kept=kept, spool=spool)


async def record(archive: Archive, run: int, start: int, pictures: int = 60) -> None:
    recorder = archive.recorder(GATE)
    recorder.push(a_run(run))
    for sample in some_samples(pictures, run=run, start=start):
        recorder.push(sample)
    await recorder.close()


async def test_a_killed_recorder_loses_at_most_a_second_elsewhere_too(tmp_path: Path, kept: KeptAt) -> None:
    last = await killed_after(tmp_path, 1.6, kept.state, kept.blobs, kept.access.endpoint)
    archive = await opened(tmp_path, kept)
    recorded = await archive.playback.recorded(GATE)
    assert recorded is not None
    assert last - recorded.newest <= TICKS_PER_S
    await archive.close()
    assert (await check(tmp_path, repair=False, kept=kept)).is_clean


async def test_a_disk_that_fails_pauses_a_site_elsewhere_too(
    tmp_path: Path, kept: KeptAt, states: StateBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recorder_module, "RESUME_AFTER_S", 0.05)
    disk = Disk()
    (tmp_path / "data").mkdir()
    spool = Spool(tmp_path / "data" / "spool", write=disk.write, flush=disk.flush, free=lambda _: disk.free)
    archive = await opened(tmp_path / "data", kept, states, spool)
    recorder = archive.recorder(GATE)
    recorder.push(a_run(3))
    samples = some_samples(120, run=3)
    for sample in samples[:60]:
        recorder.push(sample)
    await until(lambda: not recorder._queue)
    disk.error = errno.EIO
    for sample in samples[60:80]:
        recorder.push(sample)
    await until(lambda: states.report(GATE).recording_cause is Cause.DISK_FAILED and is_at_rest(recorder))
    disk.error = None
    await until(lambda: is_over(recorder))
    for sample in samples[80:]:
        recorder.push(sample)
    await recorder.close()
    await archive.close()

    archive = await opened(tmp_path / "data", kept)
    spans = await archive.playback.spans(GATE, START, Instant90k(START + 200 * STEP))
    gaps = await archive.playback.gaps(GATE, START, Instant90k(START + 200 * STEP))
    assert (spans[0].start, spans[-1].end) == (START, START + 120 * STEP)
    assert [(gap.start, gap.end, gap.cause) for gap in gaps] == [(spans[0].end, spans[1].start, GapCause.DISK_FAILED)]
    await archive.close()
    assert (await check(tmp_path / "data", repair=False, kept=kept)).is_clean


async def test_check_finds_and_repairs_elsewhere_and_leaves_what_nodes_record_alone(
    tmp_path: Path, kept: KeptAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("groundglass.frosted.store.fsck.LOOK_AGAIN_S", 0.0)
    archive = await opened(tmp_path, kept)
    await record(archive, 1, START)
    await record(archive, 2, START + 100 * TICKS_PER_S)
    await archive.close()
    catalog = await Catalog.of_node(kept.state)
    await begin_open_minute(catalog, START + 300 * TICKS_PER_S)
    await catalog.close()
    assert (await check(tmp_path, repair=False, kept=kept)).is_clean
    blobs = Blobs.at_url(kept.blobs, kept.access)
    [first, second] = sorted([item.key async for item in blobs.listing("video/")])
    await blobs.delete(first)
    report = await check(tmp_path, repair=True, kept=kept)
    assert [(found.damage, found.subject) for found in report.repaired] == [(Damage.BLOB_MISSING, first)]
    assert report.is_clean
    catalog = await Catalog.of_node(kept.state)
    async with catalog.reader.connect() as connection:
        files = (await connection.execute(sa.select(schema.file.c.name, schema.file.c.state))).all()
    assert {(row.name, row.state) for row in files} >= {(second, "closed")}
    assert [row.state for row in files if row.name != second] == ["open"]
    await catalog.close()


async def begin_open_minute(catalog: Catalog, start: int) -> None:
    """As a node's index writer does, half a second into a minute."""
    run = RunId(FIRST_LEASED_RUN + 5)
    row = {"camera": GATE, "run": run, "name": f"video/gate/2027-01-15/08-05-{run:x}.mp4", "start_90k": start,
           "end_90k": start + 45_000, "size_bytes": 10, "state": "open"}  # fmt: skip
    async with catalog.engine.begin() as connection:
        await write_changes(connection, [RunBegun(GATE, a_run(run))])
        await connection.execute(sa.insert(schema.file).values(row))


async def test_minutes_that_are_never_handed_in_and_gaps_of_what_is_gone_are_forgotten(catalog: Catalog) -> None:
    clock = SimulatedClock(START + DAY)
    end = Instant90k(START + 60 * TICKS_PER_S)
    async with catalog.engine.begin() as connection:
        await write_changes(connection, [Gap(GATE, RunId(1), START, end, GapCause.DISK_FULL, 7)])
    await begin_open_minute(catalog, START + DAY)
    assert await forget_unrecorded(catalog, clock) == 1  # the gap: nothing as old is kept
    clock.advance(HAND_IN_DAYS * 86_400 - 60)
    assert await forget_unrecorded(catalog, clock) == 0
    clock.advance(120)
    assert await forget_unrecorded(catalog, clock) == 1
    async with catalog.reader.connect() as connection:
        assert (await connection.execute(sa.select(schema.file.c.id))).all() == []


async def test_a_person_hears_that_storage_is_away_and_is_answered_again_when_it_is_back(
    tmp_path: Path, postgres: Postgres
) -> None:
    async with door(postgres.port) as database:
        url = (await postgres.new()).replace(f":{postgres.port}/", f":{database.port}/")
        async with open_stand(tmp_path, kept=KeptAt(url)) as stand:
            _, token = await stand.somebody_signed_in()
            async with stand.browser(token) as browser:
                assert (await browser.get("/api/v1/cameras")).status_code == 200
                await database.shut()
                for path in ("/api/v1/cameras", "/api/v1/site", "/metrics"):
                    away = await browser.get(path)
                    assert (away.status_code, away.json()["type"]) == (503, "urn:groundglass:problem:storage")
                    assert away.json()["hints"]
                assert (await browser.get("/readyz")).status_code == 503
                assert (await browser.get("/healthz")).status_code == 200
                await database.open()
                assert (await browser.get("/api/v1/cameras")).status_code == 200
