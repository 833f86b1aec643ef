"""A disk that fails, in every way it can, stops recording and nothing else; what was recorded stays."""

from __future__ import annotations

import asyncio
import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from groundglass.clock import SystemClock
from groundglass.errors import StoreConflict, StoreError, StoreFull
from groundglass.frosted import recorder as recorder_module
from groundglass.frosted.archive import Archive
from groundglass.frosted.recorder import Recorder
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store import index as index_module
from groundglass.frosted.store.fsck import check
from groundglass.frosted.store.spool import MinuteName, Spool
from groundglass.pane.ids import CameraId, Instant90k, RunId
from groundglass.pane.status import CameraState, Cause
from tests.frosted.conftest import LIMITS, until_recorded
from tests.frosted.footage import START, STEP, a_run, some_samples

GATE = CameraId("gate")


class Disk:
    """A disk that can be told to fail. `persists`: what fails has been written all the same."""

    def __init__(self) -> None:
        self.error: int | None = None
        self.persists = False
        self.partly = False
        self.free = 1 << 40

    def write(self, descriptor: int, body: bytes) -> int:
        if self.error is None:
            return os.write(descriptor, body)
        if self.persists:
            os.write(descriptor, body)
        if self.partly:
            os.write(descriptor, body[: len(body) // 2])
        raise OSError(self.error, os.strerror(self.error))

    def flush(self, descriptor: int) -> None:
        if self.error is not None:
            raise OSError(self.error, os.strerror(self.error))
        os.fdatasync(descriptor)


@pytest.fixture
def disk() -> Disk:
    return Disk()


async def opened(folder: Path, disk: Disk, states: StateBoard) -> Archive:
    folder.mkdir(exist_ok=True)
    spool = Spool(folder / "spool", write=disk.write, flush=disk.flush, free=lambda _: disk.free)
    return await Archive.open(folder, states=states, clock=SystemClock(), limits=LIMITS, spool=spool)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not holds():
            await asyncio.sleep(0.02)


def is_at_rest(recorder: Recorder) -> bool:
    """Whether it has done with all that was pushed: nothing is being written, and no pause is about to begin."""
    return not recorder._queue and not recorder._woken.is_set()


def is_over(recorder: Recorder) -> bool:
    """Whether the pause of a recorder at rest is over: it records again from the next key picture on."""
    return recorder._into.clock.monotonic_s() >= (recorder._paused_until_s or 0.0)


@pytest.fixture(autouse=True)
def resume_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder_module, "RESUME_AFTER_S", 0.05)


@pytest.mark.parametrize("how", ["failed", "failed but persisted", "failed half way"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EROFS])
async def test_recording_pauses_visibly_and_resumes_by_itself(
    tmp_path: Path, disk: Disk, states: StateBoard, how: str, error: int
) -> None:
    archive = await opened(tmp_path, disk, states)
    states.set_state(GATE, CameraState.LIVE, Cause.NONE)
    recorder = archive.recorder(GATE)
    recorder.push(a_run(3))
    samples = some_samples(90, run=3)
    for sample in samples[:30]:
        recorder.push(sample)
    await until_recorded(archive, GATE, Instant90k(START + 15 * STEP))
    disk.error, disk.persists, disk.partly = error, how == "failed but persisted", how == "failed half way"
    for sample in samples[30:50]:
        recorder.push(sample)
    cause = Cause.DISK_FULL if error == errno.ENOSPC else Cause.DISK_FAILED
    await until(lambda: states.report(GATE).shown_cause is cause and is_at_rest(recorder))
    disk.error = None
    await until(lambda: is_over(recorder))
    for sample in samples[50:]:
        recorder.push(sample)
    await until(lambda: states.report(GATE).recording_cause is Cause.NONE)
    await recorder.close()
    assert recorder.dropped_total > 0
    await archive.close()

    archive = await opened(tmp_path, disk, states)
    spans = await archive.playback.spans(GATE, START, Instant90k(START + 100 * STEP))
    assert spans[0].start == START
    assert spans[0].end >= START + 15 * STEP
    assert spans[-1].run > 3
    assert spans[-1].end == START + 90 * STEP
    await archive.close()
    assert (await check(tmp_path, repair=False)).is_clean


async def test_when_the_floor_is_reached_recording_pauses_before_the_disk_is_full(
    tmp_path: Path, disk: Disk, states: StateBoard
) -> None:
    archive = await opened(tmp_path, disk, states)
    disk.free = LIMITS.free_floor_bytes // 2 - 1
    recorder = archive.recorder(GATE)
    recorder.push(a_run(3))
    for sample in some_samples(40, run=3):
        recorder.push(sample)
    await until(lambda: states.report(GATE).recording_cause is Cause.DISK_FULL)
    assert archive.retention._asked.is_set() or archive.retention.heartbeat.age_s() < 30
    await archive.close()


async def test_a_flush_that_fails_is_a_pause(tmp_path: Path, disk: Disk, states: StateBoard) -> None:
    archive = await opened(tmp_path, disk, states)
    minute = archive._parts.into.spool.create(_name(), b"begin")
    disk.error = errno.EIO
    with pytest.raises(StoreError, match="could not flush"):
        minute.sync()
    disk.error = None
    minute.sync()
    minute.close()
    minute._spool.path(minute.name).unlink()
    await archive.close()


async def test_a_minute_that_cannot_begin_leaves_no_file(tmp_path: Path, disk: Disk, states: StateBoard) -> None:
    archive = await opened(tmp_path, disk, states)
    disk.error = errno.ENOSPC
    with pytest.raises(StoreFull):
        archive._parts.into.spool.create(_name(), b"begin")
    assert list(archive._parts.into.spool.minutes()) == []
    disk.error = None
    await archive.close()


async def test_a_blob_store_that_fails_leaves_the_minute_in_the_spool_and_playable(
    tmp_path: Path, disk: Disk, states: StateBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = await opened(tmp_path, disk, states)
    blobs = archive._parts.blobs

    async def fails(*_: object) -> None:
        raise StoreFull("no room")

    with monkeypatch.context() as broken:
        broken.setattr(blobs, "put", fails)
        recorder = archive.recorder(GATE)
        recorder.push(a_run(3))
        for sample in some_samples(30, run=3):
            recorder.push(sample)
        await recorder.close()
        await until(lambda: archive._parts.settler.trouble is not None)
        assert (await archive.playback.gop(GATE, Instant90k(START + 5 * STEP))).at == START + 5 * STEP
        assert (await archive.figures()).trouble is not None
    await archive.close()
    assert list((tmp_path / "spool").rglob("*.mp4")) == []
    assert (await check(tmp_path, repair=False)).is_clean


async def test_a_blob_that_was_stored_although_it_failed_is_settled_the_second_time(
    tmp_path: Path, disk: Disk, states: StateBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = await opened(tmp_path, disk, states)
    put = archive._parts.blobs.put

    async def fails_late(key: str, body: bytes | Path) -> None:
        await put(key, body)
        raise StoreError("the answer was lost")

    with monkeypatch.context() as broken:
        broken.setattr(archive._parts.blobs, "put", fails_late)
        recorder = archive.recorder(GATE)
        recorder.push(a_run(3))
        for sample in some_samples(30, run=3):
            recorder.push(sample)
        await recorder.close()
        await until(lambda: archive._parts.settler.trouble is not None)
    await archive.close()
    assert (await check(tmp_path, repair=False)).is_clean


async def test_an_index_that_cannot_be_written_catches_up(
    tmp_path: Path, disk: Disk, states: StateBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = await opened(tmp_path, disk, states)
    recorder = archive.recorder(GATE)

    async def fails(*_: object) -> None:
        raise OperationalError("insert", {}, sqlite3.OperationalError("database or disk is full"))

    with monkeypatch.context() as broken:
        broken.setattr(index_module, "write_changes", fails)
        recorder.push(a_run(3))
        for sample in some_samples(30, run=3):
            recorder.push(sample)
        await until(lambda: isinstance(archive._parts.index.trouble, StoreFull))
    await until(lambda: archive._parts.index.trouble is None)
    await recorder.close()
    await archive.close()
    report = await check(tmp_path, repair=False)
    assert report.is_clean
    assert report.fragments >= 4


async def test_a_second_server_is_refused_the_folder(tmp_path: Path, disk: Disk, states: StateBoard) -> None:
    archive = await opened(tmp_path, disk, states)
    with pytest.raises(StoreConflict, match="in use by another") as refused:
        await opened(tmp_path, disk, states)
    assert refused.value.hints
    await archive.close()
    again = await opened(tmp_path, disk, states)
    await again.close()
    await again.close()


async def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path, states: StateBoard) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError, match="could not use the data folder") as refused:
        await Archive.open(tmp_path / "file", states=states, clock=SystemClock(), limits=LIMITS)
    assert refused.value.hints


def _name() -> MinuteName:
    return MinuteName.at(GATE, RunId(9), START)
