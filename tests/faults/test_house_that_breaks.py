"""The clock is set, the disk fills up or fails: live goes on, people are told, and nothing recorded is lost."""

from __future__ import annotations

import errno
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from groundglass.engine.house import House
from groundglass.frosted.causes import said_of_camera
from groundglass.frosted.recorded import Fragment
from groundglass.frosted.store.fsck import check
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.status import CameraState
from tests.faults.broken_house import GATE, YARD, Disk, WallClock, open_broken_house, until
from tests.faults.watching import pictures

EVER = (Instant90k(0), Instant90k(1 << 59))
HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class Broken:
    """A running house and what can be broken of it."""

    house: House
    clock: WallClock
    disk: Disk
    folder: Path

    def sent(self, camera: CameraId) -> int:
        figures = self.house.states.report(camera).figures
        return figures.frames_out_total if figures else 0

    async def is_live(self, camera: CameraId) -> bool:
        report = self.house.states.report(camera)
        return report.state is CameraState.LIVE and report.figures is not None

    async def recorded(self, camera: CameraId) -> list[Fragment]:
        """Every fragment of a camera that is played."""
        return list(await self.house.archive.playback.fragments(camera, *EVER))

    async def recording(self, more_s: float = 2.0) -> None:
        """Wait until both cameras have recorded that much more."""
        for camera in (GATE, YARD):
            known = {(f.run, f.start) for f in await self.recorded(camera)}

            async def is_more(camera: CameraId = camera, known: set[tuple[RunId, Instant90k]] = known) -> bool:
                fresh = [f for f in await self.recorded(camera) if (f.run, f.start) not in known]
                return sum(f.end - f.start for f in fresh) >= more_s * TICKS_PER_S

            await until(is_more)

    async def film(self, camera: CameraId, fragments: list[Fragment]) -> bytes:
        """What comes out of the range of these fragments, which must be decodable whole."""
        made = await self.house.archive.playback.download(camera, fragments[0].start, fragments[-1].end)
        body = b"".join([part async for part in made.parts])
        assert pictures(body) == made.pictures
        return body


@pytest.fixture
async def broken(tmp_path: Path) -> AsyncIterator[Broken]:
    clock, disk = WallClock(tmp_path / "clock"), Disk()
    async with open_broken_house(tmp_path / "data", clock, disk) as house:
        whole = Broken(house, clock, disk, tmp_path / "data")
        for camera in (GATE, YARD):
            await until(lambda camera=camera: whole.is_live(camera))
        await whole.recording()
        yield whole
    assert (await check(tmp_path / "data", repair=False)).is_clean


async def test_a_clock_set_an_hour_ahead_and_back_costs_no_recording(broken: Broken) -> None:
    before = (await broken.recorded(GATE))[:-2]
    film = await broken.film(GATE, before)
    now_90k = broken.clock.now_90k()

    broken.clock.set_off_by(HOUR_S)
    await broken.recording()
    ahead = [f for f in await broken.recorded(GATE) if f.start > now_90k + (HOUR_S - 60) * TICKS_PER_S]
    assert ahead, "nothing was recorded at the new time"
    broken.clock.set_off_by(0)
    await broken.recording()

    for camera in (GATE, YARD):
        await until(lambda camera=camera: broken.is_live(camera))
    recorded = await broken.recorded(GATE)
    assert recorded[: len(before)] == before
    assert [f for f in recorded if f in ahead[:-1]] == ahead[:-1]
    assert await broken.film(GATE, before) == film
    back = [f for f in recorded if f.run > ahead[-1].run]
    assert back
    assert all(abs(f.start - broken.clock.now_90k()) < 60 * TICKS_PER_S for f in back)


async def test_a_clock_set_back_over_what_is_recorded_sets_it_aside_and_keeps_it(broken: Broken) -> None:
    await broken.recording(3.0)
    before = (await broken.recorded(GATE))[:-2]
    bodies = [await broken.house.archive.playback.fragment_bytes(f) for f in before]

    broken.clock.set_off_by(-4)
    await broken.recording()
    for camera in (GATE, YARD):
        assert await broken.is_live(camera)
    spans = await broken.house.archive.playback.spans(GATE, *EVER)
    assert {span.is_aside for span in spans} == {True, False}
    assert [await broken.house.archive.playback.fragment_bytes(f) for f in before] == bodies


@pytest.mark.parametrize(
    ("code", "sentence", "hint"),
    [
        (
            errno.ENOSPC,
            "The disk is full: live goes on, recording is paused.",
            "Free space, or let recordings be kept shorter.",
        ),
        (
            errno.EROFS,
            "The disk cannot be written: live goes on, recording is paused.",
            "Check the folder's permissions and the disk.",
        ),
    ],
    ids=["full", "read-only"],
)
async def test_a_disk_that_fails_pauses_recording_only(broken: Broken, code: int, sentence: str, hint: str) -> None:
    before = (await broken.recorded(GATE))[:-2]
    film = await broken.film(GATE, before)
    broken.disk.error = code

    async def is_said() -> bool:
        return said_of_camera(broken.house.states.report(GATE)).sentence == sentence

    await until(is_said)
    assert said_of_camera(broken.house.states.report(GATE)).hint == hint
    sent = {camera: broken.sent(camera) for camera in (GATE, YARD)}

    async def both_go_on() -> bool:
        return all(broken.sent(camera) > count + 20 for camera, count in sent.items())

    await until(both_go_on)
    assert await broken.is_live(GATE) and await broken.is_live(YARD)
    assert await broken.film(GATE, before) == film

    broken.disk.error = None
    await broken.recording()
    assert said_of_camera(broken.house.states.report(GATE)).sentence == "Live."
    assert await broken.film(GATE, before) == film
