"""Claims about recorded minutes: each is in the ledger with its hash, whatever crashed, and so is its deletion."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.errors import LedgerUnavailable
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.record.minutes import Minutes
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.schema import file as table
from groundglass.ledger.canonical import Json, parse_canonical
from groundglass.pane.ids import CameraId, Instant90k
from tests.frosted.conftest import LIMITS
from tests.frosted.footage import START, a_run, some_samples
from tests.frosted.record.desk import open_desk

GATE = CameraId("gate")
MINUTE = 60 * 90_000


async def recorded(archive: Archive, *, minutes: int = 2) -> None:
    """Footage of some minutes, closed."""
    recorder = archive.recorder(GATE)
    for number in range(minutes):
        recorder.push(a_run(number + 1))
        for sample in some_samples(30, run=number + 1, start=START + number * MINUTE):
            recorder.push(sample)
    await recorder.close()
    async with asyncio.timeout(60):
        while len(await archive.minutes.entered(GATE, Instant90k(0), Instant90k(START * 2))) < minutes:
            archive.minutes.wake()
            await asyncio.sleep(0.02)


async def entries(archive: Archive, kind: str) -> list[dict[str, Json]]:
    raw = await archive.record.entries(0, archive.record.checkpoint.size)
    return [entry for entry in map(parse_canonical, raw) if entry["kind"] == kind]


async def test_every_finished_minute_is_entered_with_the_hash_of_its_file(archive: Archive, tmp_path: Path) -> None:
    await recorded(archive)
    found = await entries(archive, "minute.recorded")
    assert len(found) == 2
    for entry in found:
        body = (tmp_path / "data" / "blobs" / str(entry["blob"])).read_bytes()
        assert hashlib.sha256(body).hexdigest() == entry["sha256"]
        assert len(body) == entry["size_bytes"]
    first, second = await archive.minutes.entered(GATE, START, Instant90k(START + 2 * MINUTE))
    assert (first.entry, first.sha256) == (0, found[0]["sha256"])
    assert await archive.minutes.entered(GATE, Instant90k(second.end), Instant90k(second.end + 9)) == ()


async def test_a_minute_whose_hash_nobody_knows_is_hashed_from_its_blob(archive: Archive) -> None:
    await recorded(archive)
    async with archive.engine.begin() as connection:
        await connection.execute(sa.update(table).values(sha256=None, entry=None))
    await recorded(archive)
    found = await entries(archive, "minute.recorded")
    assert {str(entry["sha256"]) for entry in found[2:]} == {str(entry["sha256"]) for entry in found[:2]}


async def test_a_minute_settled_while_the_ledger_was_broken_is_entered_later(archive: Archive) -> None:
    await recorded(archive)
    async with archive.engine.begin() as connection:
        await connection.execute(sa.update(table).values(entry=None))
    async with open_desk() as desk:
        parts = archive._parts
        minutes = Minutes(parts.catalog, parts.blobs, desk.keeper)
        desk.tiles.broken = "tile"
        with pytest.raises(LedgerUnavailable):
            await minutes.run_once()
        desk.tiles.broken = None
        assert await minutes.run_once() == 2
        assert await minutes.run_once() == 0
        assert desk.kinds() == ["minute.recorded"] * 2


async def test_a_blob_that_is_gone_is_not_entered(archive: Archive, tmp_path: Path) -> None:
    await recorded(archive)
    async with archive.engine.begin() as connection:
        await connection.execute(sa.update(table).values(sha256=None, entry=None))
    for blob in (tmp_path / "data" / "blobs" / "video").rglob("*.mp4"):
        blob.unlink()
    assert await archive.minutes.run_once() == 2
    assert len(await entries(archive, "minute.recorded")) == 2  # those of before


async def test_what_retention_deletes_is_entered_before_it_is_gone(tmp_path: Path) -> None:
    clock = SystemClock()
    archive = await Archive.open(tmp_path, states=StateBoard(clock), clock=clock, limits=LIMITS)
    await recorded(archive)
    await archive.close()
    limits = StorageLimits(keep_bytes=1, keep_days=None, free_floor_bytes=1)
    archive = await Archive.open(tmp_path, states=StateBoard(clock), clock=clock, limits=limits)
    async with asyncio.timeout(60):
        while not await entries(archive, "recordings.deleted"):
            await asyncio.sleep(0.02)
    (deleted,) = await entries(archive, "recordings.deleted")
    kept = {str(entry["blob"]) for entry in await entries(archive, "minute.recorded")}
    assert set(map(str, deleted["blobs"] if isinstance(deleted["blobs"], list) else [])) == kept
    await archive.close()


async def test_a_disk_too_full_for_the_ledger_is_freed_all_the_same(archive: Archive) -> None:
    from groundglass.frosted.store.oldest import Kept

    async with open_desk() as desk:
        minutes = Minutes(archive._parts.catalog, archive._parts.blobs, desk.keeper)
        desk.tiles.broken = "tile"
        await minutes.deleting([Kept(1, "gate", 1, "video/a", 0, 5, 10), Kept(2, "yard", 1, "video/b", 0, 6, 20)])
        desk.tiles.broken = None
        await desk.until(["recordings.deleted"] * 2)


async def test_what_is_recorded_to_the_end_is_entered_before_the_archive_closes(tmp_path: Path) -> None:
    clock = SystemClock()
    archive = await Archive.open(tmp_path, states=StateBoard(clock), clock=clock, limits=LIMITS)
    recorder = archive.recorder(GATE)
    recorder.push(a_run())
    for sample in some_samples(30):
        recorder.push(sample)
    await archive.close()
    archive = await Archive.open(tmp_path, states=StateBoard(clock), clock=clock, limits=LIMITS)
    assert len(await entries(archive, "minute.recorded")) == 1
    await archive.close()
