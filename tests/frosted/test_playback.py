"""What was recorded is played back, whichever place it lies in."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace
from itertools import pairwise

import av
import pytest

from groundglass.errors import NotFound, StoreDamaged, StoreError, TooMany
from groundglass.frosted import playback as playback_module
from groundglass.frosted.archive import Archive
from groundglass.frosted.recorder import MAX_QUEUED_SAMPLES
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample, VideoRun
from tests.frosted.conftest import until_recorded
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
    with av.open(io.BytesIO(body), "r") as container:
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
    await until_recorded(archive, GATE, at(40))
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
    assert [(s.run, s.is_aside) for s in spans].count((RunId(2), False)) == 1
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


async def test_fragments_are_found_one_by_one_and_play_after_their_init(archive: Archive) -> None:
    await record(archive, a_run(), *some_samples(60))
    listed = await archive.playback.fragments(GATE, at(20), at(40))
    assert listed[0].start <= at(20) < listed[0].end
    assert listed[-1].start < at(40) <= listed[-1].end
    from_key = await archive.playback.fragments(GATE, at(20), at(40), from_key=True)
    assert (from_key[0].is_key, from_key[0].start) == (True, at(15))
    init = await archive.playback.init_segment(GATE, RunId(1))
    found = await archive.playback.fragment(GATE, RunId(1), from_key[0].start)
    assert found == from_key[0]
    frames = decoded(init + await archive.playback.fragment_bytes(found))
    assert [number_in(f) for f in frames] == list(range(15, 15 + found.pictures))


async def test_what_was_never_recorded_is_not_found(archive: Archive) -> None:
    await record(archive, a_run(), *some_samples(30))
    play = archive.playback
    assert await play.recorded(CameraId("other")) is None
    assert await play.spans(CameraId("other"), at(0), at(9)) == ()
    for attempt in (
        play.run(GATE, RunId(9)),
        play.run(CameraId("other"), RunId(1)),
        play.fragment(GATE, RunId(1), at(0.5)),
        play.download(GATE, at(40), at(50)),
        anext(play.video(GATE, at(40), at(50))),
        play.gop(GATE, at(-1)),
    ):
        with pytest.raises(NotFound):
            await attempt


async def test_a_range_too_large_to_list_is_refused(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    await record(archive, a_run(), *some_samples(60))
    monkeypatch.setattr(playback_module, "MAX_FRAGMENTS", 3)
    with pytest.raises(TooMany):
        await archive.playback.fragments(GATE, at(0), at(60))
    monkeypatch.undo()
    monkeypatch.setattr(playback_module, "MAX_DOWNLOAD_PICTURES", 3)
    with pytest.raises(TooMany):
        await archive.playback.download(GATE, at(0), at(60))


async def test_pictures_whose_key_is_gone_are_left_out(archive: Archive) -> None:
    """Retention deletes whole files; what follows in the next one without a key cannot be decoded."""
    samples = some_samples(60)
    await record(archive, a_run(), *samples[20:])
    found = await archive.playback.fragments(GATE, at(0), at(100), from_key=True)
    assert found[0].start == at(30)
    assert [number_in(f) for f in await download(archive, 0, 60)] == list(range(30, 60))


async def test_a_file_that_lost_its_bytes_is_reported_not_played(archive: Archive) -> None:
    await record(archive, a_run(), *some_samples(30))
    fragment = (await archive.playback.fragments(GATE, at(0), at(30)))[0]
    for wrong in (replace(fragment, offset=fragment.offset + 1), replace(fragment, file="elsewhere")):
        with pytest.raises(StoreDamaged):
            await archive.playback.fragment_bytes(wrong)


async def test_a_recorder_that_cannot_follow_drops_to_a_key_and_counts(archive: Archive) -> None:
    recorder = archive.recorder(GATE)
    recorder.push(a_run())
    samples = some_samples(MAX_QUEUED_SAMPLES + 100)
    for sample in samples:
        recorder.push(sample)
    async with asyncio.timeout(60):
        while recorder._queue:
            await asyncio.sleep(0.02)
    late = some_samples(10, start=at(len(samples) + 5))
    for sample in [replace(late[0], is_key=False), *late]:
        recorder.push(sample)
    await recorder.close()
    await settled(archive)
    assert recorder.dropped_total >= 100
    pictures = sum(f.pictures for f in await archive.playback.fragments(GATE, at(0), at(10_000)))
    assert pictures == len(samples) + 11 - recorder.dropped_total


async def test_a_camera_without_key_pictures_still_ends_its_files(archive: Archive) -> None:
    samples = [replace(s, is_key=n == 0) for n, s in enumerate(some_samples(900, group=60))]
    slow = [replace(s, at=Instant90k(START + n * TICKS_PER_S)) for n, s in enumerate(samples)]
    await record(archive, a_run(), *slow)
    names = {f.file for f in await archive.playback.fragments(GATE, at(0), at(15 * 1000))}
    assert len(names) == 3


async def test_files_begin_with_a_key_picture_in_a_new_minute(archive: Archive) -> None:
    await record(archive, a_run(), *some_samples(2000))
    fragments = await archive.playback.fragments(GATE, at(0), at(2000))
    firsts = [after for before, after in pairwise(fragments) if after.file != before.file]
    assert [f.is_key for f in firsts] == [True, True]
    assert {f.start // (60 * TICKS_PER_S) - START // (60 * TICKS_PER_S) for f in firsts} == {1, 2}


async def test_a_closed_archive_records_no_more(archive: Archive) -> None:
    await archive.close()
    with pytest.raises(StoreError, match="closed"):
        archive.recorder(GATE)


async def test_the_figures_tell_how_full_the_disk_is(archive: Archive) -> None:
    before = await archive.figures()
    assert (before.used_bytes, before.oldest_90k, before.trouble) == (0, None, None)
    await record(archive, a_run(), *some_samples(30))
    after = await archive.figures()
    assert after.used_bytes > 1000
    assert after.oldest_90k == START
    assert after.free_bytes > after.floor_bytes
