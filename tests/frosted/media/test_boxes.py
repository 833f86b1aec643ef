"""What is written is what players and our own reader read."""

from __future__ import annotations

import io

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundglass.errors import StoreDamaged, StoreError
from groundglass.frosted.media.boxes import codec_string, fragment, init_segment
from groundglass.frosted.media.mp4 import IndexedPicture, Mp4Writer, download_head
from groundglass.frosted.media.reader import parse_fragment, parse_init, read_fragments, read_init, samples_of
from groundglass.pane.ids import Duration90k, Instant90k, RunId
from groundglass.pane.pictures import FrostedSample
from tests.frosted.footage import START, STEP, a_run, number_in, some_samples


def decoded(body: bytes) -> list[av.VideoFrame]:
    with av.open(io.BytesIO(body), "r") as container:
        return list(container.decode(video=0))


def fragmented(samples: list[FrostedSample], size: int = 7) -> bytes:
    parts = [fragment(samples[i : i + size], i // size + 1) for i in range(0, len(samples), size)]
    return init_segment(a_run()) + b"".join(parts)


def test_every_picture_of_a_fragmented_file_is_decoded_at_its_absolute_time() -> None:
    samples = some_samples(60)
    frames = decoded(fragmented(samples))
    assert [number_in(f) for f in frames] == list(range(60))
    assert [f.pts for f in frames] == [s.at for s in samples]


def test_one_picture_per_fragment_is_read_back_exactly() -> None:
    samples = some_samples(20)
    file = io.BytesIO(fragmented(samples, 1))
    run, offset = read_init(file, RunId(9))
    heads = list(read_fragments(file, offset))
    assert (run.sps, run.width, run.run) == (a_run().sps, 128, 9)
    assert [h.start for h in heads] == [s.at for s in samples]
    assert heads[-1].offset + heads[-1].size_bytes == len(file.getvalue())


def test_samples_come_back_byte_for_byte() -> None:
    samples = some_samples(15)
    assert list(samples_of(fragment(samples, 3), RunId(1))) == samples


def test_a_torn_file_is_read_up_to_the_tear() -> None:
    whole = fragmented(some_samples(30), 5)
    for lost in (1, 100, 700):
        file = io.BytesIO(whole[:-lost])
        _, offset = read_init(file, RunId(1))
        heads = list(read_fragments(file, offset))
        assert 1 <= len(heads) < 6
        assert sum(len(h.entries) for h in heads) % 5 == 0


def test_the_codec_is_named_as_players_expect() -> None:
    assert codec_string(b"\x67\x64\x00\x1f\xac") == "avc1.64001F"


@given(
    st.lists(st.tuples(st.integers(1, 1 << 20), st.integers(2, 40)), min_size=1, max_size=40), st.integers(0, 1 << 59)
)
@settings(max_examples=60, deadline=None)
def test_any_timing_and_size_survives_a_fragment(pictures: list[tuple[int, int]], start: int) -> None:
    at, samples = start, []
    for number, (duration, size) in enumerate(pictures):
        is_key = number == 0
        avcc = size.to_bytes(4, "big") + bytes([5 if is_key else 1]) + bytes(size - 1)
        samples.append(FrostedSample(RunId(1), Instant90k(at), Duration90k(duration), is_key, avcc))
        at += duration
    assert list(samples_of(fragment(samples, 1), RunId(1))) == samples


@given(st.binary(max_size=400), st.integers(0, 600), st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_reading_any_bytes_back_ends_in_a_fragment_or_store_damaged(noise: bytes, place: int, value: int) -> None:
    whole = bytearray(fragment(some_samples(5), 1))
    whole[min(place, len(whole) - 1)] = value
    for untrusted in (noise, bytes(whole), bytes(whole[: place + 1])):
        try:
            assert parse_fragment(untrusted).entries
            samples_of(untrusted, RunId(1))
        except StoreDamaged:
            pass


@given(st.binary(max_size=200), st.integers(0, 800), st.integers(0, 255))
@settings(max_examples=300, deadline=None)
def test_reading_any_init_back_ends_in_a_run_or_store_damaged(noise: bytes, place: int, value: int) -> None:
    whole = bytearray(init_segment(a_run()))
    whole[min(place, len(whole) - 1)] = value
    for untrusted in (noise, bytes(whole), bytes(whole[:place])):
        try:
            assert parse_init(untrusted, RunId(1)).width >= 0
            read_init(io.BytesIO(untrusted), RunId(1))
        except StoreDamaged:
            pass


def test_a_written_file_holds_every_picture_in_order() -> None:
    file = io.BytesIO()
    writer = Mp4Writer(file)
    writer.add(a_run())
    for sample in some_samples(45):
        writer.add(sample)
    writer.finish()
    frames = decoded(file.getvalue())
    assert writer.pictures == 45
    assert [number_in(f) for f in frames] == list(range(45))
    assert [f.pts for f in frames] == [i * STEP for i in range(45)]


def test_a_file_may_change_its_size_in_the_middle() -> None:
    file = io.BytesIO()
    writer = Mp4Writer(file)
    writer.add(a_run())
    for sample in some_samples(15):
        writer.add(sample)
    writer.add(a_run(2, 160, 128))
    for sample in some_samples(15, run=2, start=START + 15 * STEP, width=160, height=128):
        writer.add(sample)
    writer.finish()
    frames = decoded(file.getvalue())
    assert len(frames) == 30
    assert {(f.width, f.height) for f in frames[:15]} == {(128, 96)}
    assert {(f.width, f.height) for f in frames[15:]} == {(160, 128)}


def test_a_file_without_pictures_is_refused() -> None:
    writer = Mp4Writer(io.BytesIO())
    with pytest.raises(StoreError, match="no pictures"):
        writer.finish()
    with pytest.raises(StoreError, match="before its run"):
        writer.add(some_samples(1)[0])


@pytest.mark.parametrize(("first", "last"), [(0, 60), (1, 2), (14, 16), (17, 44), (30, 31), (59, 60)])
def test_a_download_shows_exactly_the_pictures_asked_for(first: int, last: int) -> None:
    samples = some_samples(60)
    key = first // 15 * 15
    picked = samples[key:last]
    index = [IndexedPicture(s.at, s.duration, s.is_key, len(s.avcc), 1) for s in picked]
    head = download_head([a_run()], index, start=samples[first].at, end=Instant90k(START + last * STEP))
    frames = decoded(head + b"".join(s.avcc for s in picked))
    assert [number_in(f) for f in frames] == list(range(first, last))
    assert [f.pts for f in frames] == [i * STEP for i in range(last - first)]
