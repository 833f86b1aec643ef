"""Claims about the MP4 of an opened original: every player opens it, and it shows what was asked for and no more."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundglass.errors import StoreDamaged, StoreError
from groundglass.frosted.media.original import OriginalWriter, units
from groundglass.frosted.media.parameter_sets import h264_shape, h265_shape
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from tests.frosted.footage import START, STEP, encoded, number_in

CODE = b"\0\0\0\1"


def h264(writer: OriginalWriter, numbers: range, *, begin: int = START, shown_from: int = 0) -> None:
    """Numbered pictures with start codes, as a camera sends them; `numbers` begins with a key picture."""
    sps, pps, pictures = encoded(60)
    writer.parameters(CODE + sps + CODE + pps)
    for number in numbers:
        is_key, avcc = pictures[number % 60]
        at = Instant90k(begin + number * STEP)
        writer.picture(at, at, CODE + avcc[4:], is_key=is_key, is_shown=at >= shown_from)


def played(file: io.BytesIO) -> tuple[list[int], list[float], av.container.InputContainer]:
    file.seek(0)
    video = av.open(file, "r")
    frames = list(video.decode(video=0))
    return [number_in(frame) for frame in frames], [frame.time or 0.0 for frame in frames], video


def test_h264_with_start_codes_plays_as_it_was() -> None:
    file = io.BytesIO()
    writer = OriginalWriter(file, "h264")
    h264(writer, range(60))
    writer.finish(start=START, until=Instant90k(START + 60 * STEP))
    numbers, times, video = played(file)
    assert numbers == list(range(60))
    assert times == pytest.approx([number / 15 for number in range(60)], abs=1e-4)
    stream = video.streams.video[0]
    assert (stream.codec_context.name, stream.width, stream.height) == ("h264", 128, 96)
    video.close()


def test_h264_with_lengths_is_copied_as_it_is() -> None:
    sps, pps, pictures = encoded(60)
    record = b"\1" + sps[1:4] + b"\xff\xe1" + len(sps).to_bytes(2, "big") + sps
    record += b"\1" + len(pps).to_bytes(2, "big") + pps
    file = io.BytesIO()
    writer = OriginalWriter(file, "h264")
    writer.parameters(record)
    for number, (is_key, avcc) in enumerate(pictures):
        at = Instant90k(START + number * STEP)
        writer.picture(at, at, avcc, is_key=is_key)
    writer.finish(start=START, until=Instant90k(START + 60 * STEP))
    assert pictures[7][1] in file.getvalue()
    numbers, _, video = played(file)
    assert numbers == list(range(60))
    video.close()


def test_a_segment_that_begins_with_what_the_one_before_held_repeats_nothing() -> None:
    file = io.BytesIO()
    writer = OriginalWriter(file, "h264")
    h264(writer, range(20))
    h264(writer, range(15, 40), shown_from=START + 20 * STEP)
    writer.finish(start=START, until=Instant90k(START + 40 * STEP))
    numbers, _, video = played(file)
    assert numbers == list(range(40))
    assert writer.pictures == 40
    video.close()


def test_pictures_that_are_only_needed_are_not_shown() -> None:
    """A segment alone begins with the key picture before its time; the clip begins with what was asked for."""
    file = io.BytesIO()
    writer = OriginalWriter(file, "h264")
    h264(writer, range(30, 60), shown_from=START + 40 * STEP)
    writer.finish(start=Instant90k(START + 40 * STEP), until=Instant90k(START + 60 * STEP))
    numbers, times, video = played(file)
    shown = [number for number, at in zip(numbers, times, strict=True) if at >= 0]
    assert shown == list(range(40, 60))
    assert video.duration is not None
    assert video.duration / av.time_base == pytest.approx(20 / 15, abs=0.01)
    video.close()


def test_after_a_gap_what_is_only_needed_takes_no_time() -> None:
    file = io.BytesIO()
    writer = OriginalWriter(file, "h264")
    h264(writer, range(15))
    h264(writer, range(30, 60), shown_from=START + 40 * STEP)
    writer.finish(start=START, until=Instant90k(START + 60 * STEP))
    numbers, times, video = played(file)
    until = dict(zip(numbers, [*times[1:], times[-1] + 1], strict=True))
    needed = [until[number] - at for number, at in zip(numbers, times, strict=True) if 30 <= number < 40]
    assert len(needed) == 10
    assert max(needed) <= 2 / TICKS_PER_S
    video.close()


def made_by(codec: str, pix_fmt: str, pictures: int, **options: str) -> tuple[bytes, list[av.Packet[Any]]]:
    context = av.VideoCodecContext.create(codec, "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height, context.pix_fmt = 160, 90, pix_fmt
    context.framerate, context.time_base = Fraction(15), Fraction(1, 15)
    context.options = options
    packets = []
    for number in range(pictures):
        frame = av.VideoFrame.from_ndarray(np.full((90, 160), 40 + 5 * number, np.uint8), format="gray")
        frame = frame.reformat(format=pix_fmt)
        frame.pts = number
        packets += context.encode(frame)
    packets += context.encode(None)
    return bytes(context.extradata or b""), packets


def brightness(file: io.BytesIO) -> list[int]:
    file.seek(0)
    with av.open(file, "r") as video:
        return [round(frame.to_ndarray(format="gray").mean()) for frame in video.decode(video=0)]


@pytest.mark.parametrize(("codec", "name"), [("libx264", "h264"), ("libx265", "h265")])
def test_pictures_out_of_order_are_shown_in_order(codec: str, name: str) -> None:
    options = (
        {"x265-params": "log-level=none:bframes=2:pools=none:frame-threads=1"} if codec == "libx265" else {"bf": "2"}
    )
    extradata, packets = made_by(codec, "yuv420p", 20, preset="ultrafast", **options)
    body = b"".join(bytes(packet) for packet in packets[:1])
    file = io.BytesIO()
    writer = OriginalWriter(file, "h265" if name == "h265" else "h264")
    writer.parameters(extradata or body)
    for packet in packets:
        pts, dts = (Instant90k(START + round(when * TICKS_PER_S / 15)) for when in (packet.pts or 0, packet.dts or 0))
        writer.picture(pts, dts, bytes(packet), is_key=packet.is_keyframe)
    writer.finish(start=START, until=Instant90k(START + 2 * TICKS_PER_S))
    shown = brightness(file)
    assert len(shown) == 20
    assert shown == sorted(shown)
    file.seek(0)
    with av.open(file, "r") as video:
        stream = video.streams.video[0]
        assert (stream.codec_context.name.replace("hevc", "h265"), stream.width, stream.height) == (name, 160, 90)


def test_h265_with_its_record_is_copied_as_it_is(tmp_path: Path) -> None:
    """From a file, FFmpeg gives `hvcC` and lengths; from RTSP start codes."""
    extradata, packets = made_by("libx265", "yuv420p", 10, **{"x265-params": "log-level=none:bframes=0:pools=none"})
    path = tmp_path / "made.mp4"
    with av.open(str(path), "w") as made:
        stream = made.add_stream("libx265", rate=15)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        stream.codec_context.extradata = extradata
        for packet in packets:
            packet.stream = stream
            packet.time_base = Fraction(1, 15)
            made.mux(packet)
    with av.open(str(path)) as source:
        record = bytes(source.streams.video[0].codec_context.extradata or b"")
        copied = [packet for packet in source.demux(video=0) if packet.size]
    assert record[0] == 1
    file = io.BytesIO()
    writer = OriginalWriter(file, "h265")
    writer.parameters(record)
    for number, packet in enumerate(copied):
        at = Instant90k(START + number * STEP)
        writer.picture(at, at, bytes(packet), is_key=packet.is_keyframe)
    writer.finish(start=START, until=Instant90k(START + TICKS_PER_S))
    assert len(brightness(file)) == 10


def test_motion_jpeg_plays_too() -> None:
    _, packets = made_by("mjpeg", "yuvj420p", 10)
    file = io.BytesIO()
    writer = OriginalWriter(file, "mjpeg")
    writer.parameters(b"")
    for number, packet in enumerate(packets):
        at = Instant90k(START + number * STEP)
        writer.picture(at, at, bytes(packet), is_key=True)
    writer.finish(start=START, until=Instant90k(START + TICKS_PER_S))
    shown = brightness(file)
    assert len(shown) == 10
    assert shown == sorted(shown)


@pytest.mark.parametrize(
    ("codec", "parameters"),
    [
        ("h264", CODE + b"\x67"),
        ("h264", CODE + b"\x68\x01"),
        ("h264", b"\1\2\3"),
        ("h265", CODE + b"\x40"),
        ("h265", b"\1" * 30),
    ],
)
def test_parameters_that_say_nothing_are_refused(codec: str, parameters: bytes) -> None:
    with pytest.raises(StoreDamaged):
        OriginalWriter(io.BytesIO(), "h265" if codec == "h265" else "h264").parameters(parameters)


def test_a_picture_before_its_parameters_or_none_at_all_is_refused() -> None:
    writer = OriginalWriter(io.BytesIO(), "h264")
    with pytest.raises(StoreError):
        writer.picture(START, START, b"x", is_key=True)
    with pytest.raises(StoreError, match="no pictures"):
        writer.finish(start=START, until=Instant90k(START + 1))
    with pytest.raises(StoreDamaged):
        OriginalWriter(io.BytesIO(), "mjpeg").picture(START, START, b"no jpeg", is_key=True)


@given(st.binary(max_size=60))
def test_no_parameter_set_makes_the_reader_fail_otherwise(untrusted: bytes) -> None:
    for shape in (h264_shape, h265_shape):
        try:
            found = shape(untrusted)
        except StoreDamaged:
            continue
        assert found.width > 0


def test_units_are_what_stands_between_start_codes() -> None:
    assert units(b"\0\0\1abc\0\0\0\1de\0\0\1") == [b"abc", b"de"]
