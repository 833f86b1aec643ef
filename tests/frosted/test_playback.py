"""What was recorded is played back, whichever place it lies in."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from itertools import pairwise

import av
import pytest

from groundglass.errors import NotFound
from groundglass.frosted.archive import Archive
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, VideoRun
from tests.frosted.footage import START, STEP, a_run, number_in, some_samples

GATE = CameraId("gate")


async def record(archive: Archive, *items: VideoRun | FrostedSample) -> None:
    recorder = archive.recorder(GATE)
    for item in items:
        recorder.push(item)
        while len(recorder._queue) > 500:  # much faster than any camera
            await asyncio.sleep(0.001)
    await recorder.close()
    await settled(archive)


async def settled(archive: Archive) -> None:
    await archive._parts.settler.settle_all()


def at(picture: float) -> Instant90k:
    return Instant90k(START + round(picture * STEP))


def decoded(body: bytes) -> list[av.VideoFrame]:
    with av.open(io.BytesIO(body)) as container:
        return list(container.decode(video=0))


async def download(archive: Archive, first: float, last: float) -> list[av.VideoFrame]:
    found = await archive.playback.download(GATE, at(first), at(last))
    body = b"".join([part async for part in found.parts])
    assert len(body) == found.size_bytes
    frames = decoded(body)
    assert len(frames) == found.pictures
    return frames


async def test_every_recorded_picture_is_played_back(archive: Archive) -> None:
    samples = some_samples(2000)  # over two minutes
    await record(archive, a_run(), *samples)
    body = b"".join([part async for part in archive.playback.video(GATE, at(0), at(2000))])
    frames = decoded(body)
    assert [f.pts for f in frames] == [s.at for s in samples]
    assert [number_in(f) for f in frames] == [i % 60 for i in range(2000)]
    assert [(s.start, s.end) for s in await archive.playback.spans(GATE, at(0), at(5000))] == [(at(0), at(2000))]


async def test_an_open_minute_is_played_back_while_it_is_recorded(archive: Archive) -> None:
    recorder = archive.recorder(GATE)
    recorder.push(a_run())
    for sample in some_samples(60):
        recorder.push(sample)
    await asyncio.sleep(0.8)
    frames = await download(archive, 3, 40)
    assert [number_in(f) for f in frames] == list(range(3, 40))
    await recorder.close()


@pytest.mark.parametrize(("first", "last"), [(0, 10), (17, 44), (14.5, 15.5), (895, 905), (0, 1000)])
async def test_a_download_is_cut_at_any_picture(archive: Archive, first: float, last: float) -> None:
    await record(archive, a_run(), *some_samples(1000))
    frames = await download(archive, first, last)
    wanted = [i % 60 for i in range(int(first), -int(-last // 1))]
    assert [number_in(f) for f in frames] == wanted
    assert frames[0].pts == 0


async def test_a_download_keeps_a_gap_between_runs(archive: Archive) -> None:
    await record(archive, a_run(1), *some_samples(30))
    await record(archive, a_run(2), *some_samples(30, run=2, start=at(75)))
    frames = await download(archive, 0, 105)
    assert [f.pts for f in frames] == [i * STEP for i in [*range(30), *range(75, 105)]]
    assert [s.run for s in await archive.playback.spans(GATE, at(0), at(200))] == [1, 2]


async def test_scrubbing_finds_the_picture_shown_at_any_moment(archive: Archive) -> None:
    await record(archive, a_run(), *some_samples(60))
    for moment in (0, 0.5, 14.9, 15, 29, 37.2, 59.9):
        gop = await archive.playback.gop(GATE, at(moment))
        assert gop.at == at(int(moment))
        assert gop.samples[0].is_key
        assert gop.samples[-1].at == gop.at
        assert len(gop.samples) == int(moment) % 15 + 1
    with pytest.raises(NotFound):
        await archive.playback.gop(GATE, at(60))


async def test_a_clock_that_was_set_back_never_makes_two_recordings_overlap(archive: Archive) -> None:
    await record(archive, a_run(1), *some_samples(90))
    await record(archive, a_run(2), *some_samples(30, run=2, start=at(20)))
    played = await archive.playback.fragments(GATE, at(0), at(200))
    assert all(a.end <= b.start for a, b in pairwise(played))
    spans = await archive.playback.spans(GATE, at(0), at(200))
    assert [(s.run, s.is_aside) for s in spans].count((2, False)) == 1
    assert any(s.run == 1 and s.is_aside for s in spans)
    covered = await archive.playback.gop(GATE, at(25))
    assert covered.run.run == 2


async def test_recording_again_after_a_restart_of_the_worker_is_another_run(archive: Archive) -> None:
    numbers = [archive.runs.mint() for _ in range(3)]
    assert numbers == sorted(set(numbers))
    await record(archive, replace(a_run(), run=RunId(5)), *some_samples(5, run=5))
    recorded = await archive.playback.recorded(GATE)
    assert recorded is not None
    assert (recorded.oldest, recorded.newest) == (at(0), at(5))
    assert recorded.size_bytes > 1000


async def test_a_silent_camera_leaves_a_gap_in_the_timeline(archive: Archive) -> None:
    samples = some_samples(30) + some_samples(30, start=at(30) + 10 * TICKS_PER_S)
    await record(archive, a_run(), *samples)
    spans = await archive.playback.spans(GATE, at(0), at(1000))
    assert [(s.start, s.end) for s in spans] == [(at(0), at(30)), (at(180), at(210))]
