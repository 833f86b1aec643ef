"""What is too old or too much goes, oldest first, and a deletion that was cut short is finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from groundglass.clock import SimulatedClock
from groundglass.errors import StoreError, StoreFull
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.retention import Retention
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.pictures import FrostedStill, StillPurpose
from groundglass.pane.settings import SecretAddress
from tests.frosted.conftest import LIMITS
from tests.frosted.footage import START, a_run, some_samples

GATE, YARD = CameraId("gate"), CameraId("yard")
DAY = 86_400 * TICKS_PER_S
FOREVER = Instant90k(1 << 59)


async def record_minutes(archive: Archive, camera: CameraId, minutes: int, *, first_run: int = 1) -> None:
    recorder = archive.recorder(camera)
    for minute in range(minutes):
        run = first_run + minute
        recorder.push(a_run(run))
        for sample in some_samples(15, run=run, start=START + minute * 60 * TICKS_PER_S):
            recorder.push(sample)
    await recorder.close()
    await archive._parts.settler.settle_all()


def retention(archive: Archive, limits: StorageLimits, *, now: int = START, free: int = 1 << 50) -> Retention:
    parts = archive._parts
    return Retention(
        parts.catalog, parts.blobs, archive.cameras, limits, SimulatedClock(now),
        free_bytes=lambda: free, used=parts.retention.used,
    )  # fmt: skip


async def runs(archive: Archive, camera: CameraId = GATE) -> list[int]:
    return [span.run for span in await archive.playback.spans(camera, Instant90k(0), FOREVER)]


def videos(archive: Archive) -> int:
    assert archive._parts.blobs.root is not None
    return len(list((archive._parts.blobs.root / "video").rglob("*.mp4")))


async def test_what_is_older_than_the_site_keeps_goes(archive: Archive) -> None:
    await record_minutes(archive, GATE, 3)
    limits = replace(LIMITS, keep_days=1.0)
    assert await retention(archive, limits, now=START + DAY).run_once() == 0
    assert await retention(archive, limits, now=START + DAY + 61 * TICKS_PER_S).run_once() == 2 - 1
    assert await runs(archive) == [2, 3]
    assert videos(archive) == 2


async def test_a_camera_may_be_kept_shorter_than_the_site(archive: Archive) -> None:
    await archive.cameras.add("Gate", CameraSettings(SecretAddress("rtsp://a"), keep_days=0.5))
    await record_minutes(archive, GATE, 2)
    await record_minutes(archive, YARD, 2, first_run=10)
    assert await retention(archive, replace(LIMITS, keep_days=7.0), now=START + DAY).run_once() == 2
    assert (await runs(archive, GATE), await runs(archive, YARD)) == ([], [10, 11])


async def test_beyond_the_bytes_of_the_site_the_oldest_go(archive: Archive) -> None:
    await record_minutes(archive, GATE, 4)
    used = (await archive.figures()).used_bytes
    assert await retention(archive, replace(LIMITS, keep_bytes=used // 2 + 10)).run_once() == 2
    assert await runs(archive) == [3, 4]


async def test_beyond_the_bytes_of_a_camera_its_oldest_go(archive: Archive) -> None:
    await record_minutes(archive, GATE, 3)
    await record_minutes(archive, YARD, 3, first_run=10)
    one = (await archive.figures()).used_bytes // 6
    await archive.cameras.add("Yard", CameraSettings(SecretAddress("rtsp://a"), keep_bytes=one + one // 2))
    assert await retention(archive, LIMITS).run_once() == 2
    assert (await runs(archive, GATE), await runs(archive, YARD)) == ([1, 2, 3], [12])


async def test_below_the_floor_of_free_space_the_oldest_go_one_by_one(archive: Archive) -> None:
    await record_minutes(archive, GATE, 4)
    free = [100, 100, 100, 5000]
    part = retention(archive, replace(LIMITS, free_floor_bytes=4000))
    part._free_bytes = lambda: free.pop(0) if len(free) > 1 else free[0]
    assert await part.run_once() == 2
    assert await runs(archive) == [3, 4]


async def test_a_disk_that_something_else_fills_costs_no_recording(archive: Archive) -> None:
    await record_minutes(archive, GATE, 3)
    part = retention(archive, replace(LIMITS, free_floor_bytes=1 << 40), free=100)
    with pytest.raises(StoreFull, match="something else fills the disk") as said:
        await part.run_once()
    assert said.value.hints
    assert await runs(archive) == [1, 2, 3]
    assert videos(archive) == 3


async def test_what_was_recorded_first_goes_first_whatever_its_clock_said(archive: Archive) -> None:
    recorder = archive.recorder(GATE)
    for run, start in ((1, START + 3600 * TICKS_PER_S), (2, START)):
        recorder.push(a_run(run))
        for sample in some_samples(15, run=run, start=start):
            recorder.push(sample)
    await recorder.close()
    await archive._parts.settler.settle_all()
    used = (await archive.figures()).used_bytes
    await retention(archive, replace(LIMITS, keep_bytes=used * 3 // 4)).run_once()
    assert await runs(archive) == [2]


async def test_the_runs_of_two_cameras_say_nothing_of_which_is_older(archive: Archive) -> None:
    """A camera that a node keeps has runs with numbers of that node's lease, far above those of others."""
    await record_minutes(archive, GATE, 2, first_run=1 << 44)
    await record_minutes(archive, YARD, 4, first_run=1)
    half = (await archive.figures()).used_bytes // 6 * 3 + 10
    assert await retention(archive, replace(LIMITS, keep_bytes=half)).run_once() == 3
    assert (await runs(archive, GATE), await runs(archive, YARD)) == ([], [2, 3, 4])  # the newer half of the six


async def test_a_camera_whose_clock_was_ahead_for_an_hour_does_not_keep_that_hour_for_ever(archive: Archive) -> None:
    recorder = archive.recorder(GATE)
    for run, start in ((1, START + 30 * 365 * DAY), (2, START)):
        recorder.push(a_run(run))
        for sample in some_samples(15, run=run, start=start):
            recorder.push(sample)
    await recorder.close()
    await archive._parts.settler.settle_all()
    await record_minutes(archive, YARD, 2, first_run=10)
    third = (await archive.figures()).used_bytes // 4
    await retention(archive, replace(LIMITS, keep_bytes=third * 2 + 10)).run_once()
    assert (await runs(archive, GATE), len(await runs(archive, YARD))) in [([], 2), ([2], 1)]


@pytest.mark.parametrize("persisted", [False, True])
async def test_a_deletion_that_was_cut_short_is_finished_in_the_next_round(
    archive: Archive, persisted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record_minutes(archive, GATE, 2)
    blobs = archive._parts.blobs
    delete = blobs.delete_all

    async def fails(keys: Sequence[str]) -> None:
        if persisted:
            await delete(keys)
        raise StoreError("the disk did not answer")

    with monkeypatch.context() as broken:
        broken.setattr(blobs, "delete_all", fails)
        with pytest.raises(StoreError):
            await retention(archive, replace(LIMITS, keep_bytes=1)).run_once()
    assert await retention(archive, LIMITS).run_once() == 2
    assert videos(archive) == 0
    assert await runs(archive) == []


async def test_thumbnails_go_with_the_recordings_of_their_time(archive: Archive) -> None:
    await record_minutes(archive, GATE, 3)
    for second in (0, 130):
        at = Instant90k(START + second * TICKS_PER_S)
        archive.shelf.put_still(GATE, FrostedStill(at, StillPurpose.THUMBNAIL, 2, 2, b"\xff\xd8\xff\xd9"))
    await archive._parts.keepsakes.flush()
    used = (await archive.figures()).used_bytes
    await retention(archive, replace(LIMITS, keep_bytes=used // 3 + 10)).run_once()
    assert await runs(archive) == [3]
    times = await archive.shelf.thumbnail_times(GATE, Instant90k(0), FOREVER)
    assert times == (START + 130 * TICKS_PER_S,)


async def test_a_removed_camera_is_purged_when_its_time_to_restore_is_over(archive: Archive) -> None:
    await archive.cameras.add("Gate", CameraSettings(SecretAddress("rtsp://a")))
    await archive.cameras.remove(GATE)
    purged: list[CameraId] = []
    part = retention(archive, LIMITS)
    part._on_purged = purged.append
    archive.cameras._clock = SimulatedClock(FOREVER)
    await part.run_once()
    assert purged == [GATE]
    assert await archive.cameras.list(removed=True) == ()


async def test_somebody_else_can_see_that_retention_stands_still(tmp_path: Path) -> None:
    clock = SimulatedClock()
    states = StateBoard(clock)
    archive = await Archive.open(tmp_path, states=states, clock=clock, limits=LIMITS)
    beat = archive.heartbeats["retention"]
    clock.advance(90)
    assert beat.age_s() >= 90
    beat.beat()
    assert beat.age_s() == 0
    await archive.close()
