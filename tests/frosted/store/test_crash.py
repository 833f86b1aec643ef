"""Killed at any moment, the recorder loses at most a second, and the next start finds the rest by itself."""

from __future__ import annotations

import asyncio
import random
import signal
import sys
from pathlib import Path

import pytest

from groundglass.clock import SystemClock
from groundglass.frosted.archive import Archive
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.fsck import check
from groundglass.frosted.store.spool import MinuteName, Spool
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from tests.frosted.conftest import LIMITS
from tests.frosted.footage import START, a_run, some_samples

GATE = CameraId("gate")
ROOT = Path(__file__).resolve().parents[3]


async def killed_after(folder: Path, seconds: float, *elsewhere: str) -> Instant90k:
    """Record, kill when pictures of so many seconds were pushed, and return the time of the last of them."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.frosted.store.recording_process", str(folder), *elsewhere,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    pushed = [await process.stdout.readline()]
    while int(pushed[-1]) - int(pushed[0]) < seconds * TICKS_PER_S:
        pushed.append(await process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    pushed += (await process.stdout.read()).splitlines(keepends=True)
    await process.wait()
    return Instant90k(int([line for line in pushed if line.endswith(b"\n")][-1]))


async def reopened(folder: Path) -> Archive:
    clock = SystemClock()
    return await Archive.open(folder, states=StateBoard(clock), clock=clock, limits=LIMITS)


async def test_a_killed_recorder_loses_at_most_a_second(tmp_path: Path) -> None:
    moments = random.Random(5)
    for _ in range(4):
        last = await killed_after(tmp_path, moments.uniform(0.7, 1.9))
        archive = await reopened(tmp_path)
        recorded = await archive.playback.recorded(GATE)
        assert recorded is not None
        assert last - recorded.newest <= TICKS_PER_S
        await archive.close()
        assert (await check(tmp_path, repair=False)).is_clean


async def test_a_check_after_a_kill_heals_without_a_server(tmp_path: Path) -> None:
    await killed_after(tmp_path, 1.2)
    before = await check(tmp_path, repair=False)
    assert before.unsettled >= 1
    after = await check(tmp_path, repair=True)
    assert after.is_clean
    assert after.settled == before.unsettled
    assert after.unsettled == 0


@pytest.mark.parametrize("torn_bytes", [1, 40, 600])
async def test_a_torn_end_is_cut_off_and_the_rest_is_kept(tmp_path: Path, torn_bytes: int) -> None:
    from groundglass.frosted.media.boxes import fragment, init_segment

    archive = await reopened(tmp_path)
    await archive.close()
    minute = Spool(tmp_path / "spool").create(MinuteName.at(GATE, RunId(7), START), init_segment(a_run(7)))
    samples = some_samples(14, run=7)
    minute.append(fragment(samples[:7], 1))
    minute.append(fragment(samples[7:], 2)[:-torn_bytes])
    minute.close()
    archive = await reopened(tmp_path)
    played = await archive.playback.fragments(GATE, START, Instant90k(START + 900_000))
    assert [(f.start, f.pictures) for f in played] == [(START, 7)]
    await archive.close()
    assert (await check(tmp_path, repair=False)).is_clean


async def test_a_minute_that_was_only_just_begun_leaves_nothing(tmp_path: Path) -> None:
    archive = await reopened(tmp_path)
    await archive.close()
    Spool(tmp_path / "spool").create(MinuteName.at(GATE, RunId(7), START), b"\0\0\0 ftyp").close()
    archive = await reopened(tmp_path)
    await archive.close()
    report = await check(tmp_path, repair=False)
    assert (report.is_clean, report.files, report.unsettled) == (True, 0, 0)


async def test_a_crash_between_any_two_steps_of_settling_is_healed(tmp_path: Path) -> None:
    """The file may be in the spool with rows, with a blob, or with both and already closed: the same comes out."""
    from groundglass.frosted.media.boxes import fragment, init_segment

    body = init_segment(a_run(7)) + fragment(some_samples(7, run=7), 1)
    name = MinuteName.at(GATE, RunId(7), START)
    for leftover in ("spool", "spool and blob", "spool and closed"):
        folder = tmp_path / leftover
        archive = await reopened(folder)
        path = archive._parts.into.spool.path(name)
        path.parent.mkdir(parents=True)
        path.write_bytes(body)
        if leftover == "spool and blob":
            await archive._parts.blobs.put(name.blob, body)
        if leftover == "spool and closed":
            await archive._parts.settler.settle(name)
            path.write_bytes(body)
        await archive.close()
        archive = await reopened(folder)
        recorded = await archive.playback.recorded(GATE)
        assert recorded is not None
        assert recorded.size_bytes == len(body)
        assert not path.exists()
        await archive.close()
        assert (await check(folder, repair=False)).is_clean
