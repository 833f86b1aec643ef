"""`check` finds every broken invariant of design/storage.md, and repairs what can be repaired."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from groundglass.clock import SystemClock
from groundglass.errors import StoreConflict, StoreError
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.damage import INVARIANT, SENTENCE, Damage
from groundglass.frosted.store.fsck import CheckReport, check
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, PlaceArtefact, StillPurpose
from tests.frosted.conftest import until_recorded
from tests.frosted.footage import START, STEP, a_run, some_samples

GATE = CameraId("gate")
LIMITS = StorageLimits(free_floor_bytes=1, keep_days=None)
JPEG = b"\xff\xd8 a picture \xff\xd9"


async def opened(folder: Path) -> Archive:
    clock = SystemClock()
    return await Archive.open(folder, states=StateBoard(clock), clock=clock, limits=LIMITS)


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """A data folder after an orderly stop: two runs, two minutes, a still and a place."""
    archive = await opened(tmp_path / "data")
    for run, start in ((1, START), (2, START + 90_000 * 100)):
        recorder = archive.recorder(GATE)
        recorder.push(a_run(run))
        for sample in some_samples(60, run=run, start=start):
            recorder.push(sample)
        await recorder.close()
    archive.shelf.put_still(GATE, FrostedStill(START, StillPurpose.THUMBNAIL, 64, 48, JPEG))
    archive.shelf.put_place(GATE, PlaceArtefact(START, 1000, b"place"))
    await archive.close()
    return tmp_path / "data"


def sql(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "groundglass.db") as connection:
        connection.execute(statement)
    connection.close()


def first_video(folder: Path) -> Path:
    return min((folder / "blobs" / "video").rglob("*.mp4"))


def truncate(folder: Path) -> None:
    path = first_video(folder)
    path.write_bytes(path.read_bytes()[:-50])


def unknown_recording(folder: Path) -> None:
    path = first_video(folder)
    path.with_name("23-59-ff.mp4").write_bytes(path.read_bytes())


def torn_upload(folder: Path) -> None:
    path = first_video(folder).with_name("00-00-1.mp4#1")
    path.write_bytes(b"half")
    os.utime(path, (1, 1))


def lost_open_minute(folder: Path) -> None:
    sql(folder, "UPDATE file SET state = 'open'")
    first_video(folder).unlink()


def unknown_place(folder: Path) -> None:
    (folder / "blobs" / "places" / "gate" / "place-1").write_bytes(b"x")


BREAKS: dict[Damage, Callable[[Path], None]] = {
    Damage.BLOB_MISSING: lambda f: first_video(f).unlink(),
    Damage.BLOB_SIZE: truncate,
    Damage.SPOOL_MISSING: lost_open_minute,
    Damage.BLOB_UNKNOWN: unknown_recording,
    Damage.TORN_UPLOAD: torn_upload,
    Damage.ROWS_DIFFER: lambda f: sql(f, "UPDATE fragment SET offset_bytes = offset_bytes + 1"),
    Damage.ROWS_OVERLAP: lambda f: sql(f, "UPDATE fragment SET end_90k = end_90k + 900 WHERE pictures > 3"),
    Damage.RUN_MISSING: lambda f: sql(f, "DELETE FROM run"),
    Damage.STILL_MISSING: lambda f: next((f / "blobs" / "stills").rglob("*.jpg")).unlink(),
    Damage.STILL_UNKNOWN: unknown_place,
    Damage.DOOMED: lambda f: sql(f, "UPDATE file SET state = 'doomed'"),
}


async def test_after_an_orderly_stop_everything_holds(folder: Path) -> None:
    report = await check(folder, repair=False)
    assert report.is_clean
    assert (report.files, report.unsettled, report.is_live) == (2, 0, False)
    assert report.fragments > 8
    assert list((folder / "spool").rglob("*.mp4")) == []


@pytest.mark.parametrize("damage", list(BREAKS), ids=lambda d: d.name)
async def test_each_broken_invariant_is_found_and_repaired(folder: Path, damage: Damage) -> None:
    BREAKS[damage](folder)
    seen = await check(folder, repair=False)
    assert damage in {finding.damage for finding in seen.remaining}
    repaired = await check(folder, repair=True)
    assert repaired.is_clean, repaired.remaining
    assert damage in {finding.damage for finding in repaired.repaired}
    assert (await check(folder, repair=False)).is_clean


def test_every_damage_has_an_invariant_and_a_sentence() -> None:
    assert set(INVARIANT) == set(SENTENCE) == set(Damage)


async def test_an_index_that_was_lost_is_rebuilt_from_the_files_alone(folder: Path) -> None:
    sql(folder, "DELETE FROM fragment")
    sql(folder, "DELETE FROM file")
    sql(folder, "DELETE FROM run")
    assert (await check(folder, repair=True)).is_clean
    archive = await opened(folder)
    spans = await archive.playback.spans(GATE, START, Instant90k(START + 90_000 * 1000))
    assert [span.run for span in spans] == [1, 2]
    assert len((await archive.playback.gop(GATE, Instant90k(START + 90_000))).samples) == 1
    await archive.close()


async def test_a_folder_in_use_is_looked_at_and_not_repaired(folder: Path) -> None:
    archive = await opened(folder)
    recorder = archive.recorder(GATE)
    recorder.push(a_run(3))
    for sample in some_samples(30, run=3, start=START + 90_000 * 500):
        recorder.push(sample)
    await until_recorded(archive, GATE, Instant90k(START + 90_000 * 500 + 15 * STEP))
    report = await check(folder, repair=False)
    assert report.is_clean
    assert (report.is_live, report.unsettled) == (True, 1)
    with pytest.raises(StoreConflict, match="server is using it"):
        await check(folder, repair=True)
    await archive.close()


async def test_a_recording_that_cannot_be_read_is_reported_and_kept(folder: Path) -> None:
    path = first_video(folder)
    path.write_bytes(b"\0" * path.stat().st_size)
    report = await check(folder, repair=True)
    assert {finding.damage for finding in report.remaining} == {Damage.ROWS_DIFFER}
    assert path.exists()


async def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is not a data folder"):
        await check(tmp_path, repair=False)


async def test_progress_reaches_its_end(folder: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    report: CheckReport = await check(folder, repair=False, progress=lambda *step: seen.append(step))
    assert seen[-1] == ("recordings", report.files, report.files)
