"""What stands still is said once, by somebody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundglass.clock import SimulatedClock
from groundglass.engine.watchman import LATE_S, Watchman
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.states import StateBoard
from groundglass.pane.settings import SecretAddress


class Beat:
    """A heartbeat whose age a test sets."""

    age = 0.0

    def age_s(self) -> float:
        return self.age


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


async def test_a_task_that_stands_still_is_said_once_and_once_when_it_goes_on(
    tmp_path: Path, clock: SimulatedClock, caplog: pytest.LogCaptureFixture
) -> None:
    beat, states = Beat(), StateBoard(clock)
    archive = await Archive.open(tmp_path, states=states, clock=clock, limits=StorageLimits())
    try:
        watchman = Watchman({"retention": beat}, archive.cameras, states, clock)
        beat.age = LATE_S + 1
        await watchman.run_once()
        await watchman.run_once()
        assert watchman.late == {"retention"}
        beat.age = 0
        await watchman.run_once()
        assert watchman.late == frozenset()
    finally:
        await archive.close()
    said = [record.message for record in caplog.records if "retention" in record.message]
    assert [text.split(";")[0] for text in said] == ["retention stands still", "retention goes on again"]


async def test_a_removed_camera_is_forgotten_when_it_can_no_longer_be_restored(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    states = StateBoard(clock)
    archive = await Archive.open(tmp_path, states=states, clock=clock, limits=StorageLimits())
    try:
        record = await archive.cameras.add("Gate", CameraSettings(address=SecretAddress("demo:plaza")))
        await archive.cameras.remove(record.id)
        watchman = Watchman({}, archive.cameras, states, clock)
        await watchman.run_once()
        assert len(await archive.cameras.list(removed=True)) == 1
        clock.advance(601)
        await watchman.run_once()
        assert await archive.cameras.list(removed=True) == ()
    finally:
        await archive.close()
