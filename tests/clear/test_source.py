"""The seams of a source that no real camera meets on demand: containers that fail in the middle."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import av.error
import pytest

from groundglass.clear import source as source_module
from groundglass.clear.causes import Trouble
from groundglass.clear.options import opening_of
from groundglass.clear.source import StreamSource, open_source
from groundglass.clock import SimulatedClock
from groundglass.pane.address import Address, DeviceAddress, FileAddress, NetworkAddress, parse_address
from groundglass.pane.settings import SecretAddress
from groundglass.pane.status import CameraState, Cause
from tests.clear.hearing import settings_for
from tests.stands.clips import draw_clip

CAMERA = NetworkAddress("rtsp", "10.0.0.1", 554, "rtsp://10.0.0.1/")


class TalkedInto:
    """A real container whose packets or seeking a test replaces."""

    def __init__(self, container: Any, packets: Iterator[Any] | None = None, seek: Exception | None = None) -> None:
        self._container, self._packets, self._seek = container, packets, seek
        self.streams = container.streams

    def demux(self, stream: Any) -> Iterator[Any]:
        return self._packets if self._packets is not None else self._container.demux(stream)

    def seek(self, offset: int) -> None:
        if self._seek is not None:
            raise self._seek
        self._container.seek(offset)

    def close(self) -> None:
        self._container.close()


class Garbage:
    """A packet that no decoder takes."""

    size = 100

    def __init__(self, clock: SimulatedClock, error: Exception | None) -> None:
        self._clock, self._error = clock, error

    def decode(self) -> list[Any]:
        self._clock.advance(1.0)
        if self._error is not None:
            raise self._error
        return []


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return draw_clip(tmp_path / "a.mp4", pictures=6)


def make(clip: Path, address: Address, clock: SimulatedClock, *, loop: bool = False, **how: Any) -> StreamSource:
    settings = settings_for(clip, pace="fast", loop=loop)
    opening = replace(opening_of(address, settings), joins=False)  # a file's packets are whole
    container = TalkedInto(av.open(str(clip)), **how)
    return StreamSource(container, address, opening, settings, clock, threading.Event(), 1)


def trouble_of(source: StreamSource) -> tuple[CameraState, Cause]:
    with pytest.raises(Trouble) as caught:
        list(source.pictures())
    source.close()
    return caught.value.state, caught.value.cause


def failing(error: Exception) -> Iterator[Any]:
    yield from ()
    raise error


@pytest.mark.parametrize(
    ("error", "is_file", "expected"),
    [
        (av.error.InvalidDataError(1, ""), True, (CameraState.FAULT, Cause.FILE_TRUNCATED)),
        (av.error.OSError(5, ""), True, (CameraState.FAULT, Cause.FILE_UNREADABLE)),
        (av.error.ExitError(1, ""), False, (CameraState.LOST, Cause.NO_PICTURES)),
    ],
)
def test_a_container_that_fails_in_the_middle(
    clip: Path, error: Exception, is_file: bool, expected: tuple[CameraState, Cause]
) -> None:
    address: Address = FileAddress(str(clip)) if is_file else CAMERA
    assert trouble_of(make(clip, address, SimulatedClock(), packets=failing(error))) == expected


def test_packets_that_never_become_pictures_are_not_waited_for_for_ever(clip: Path) -> None:
    clock = SimulatedClock()
    garbage = (Garbage(clock, av.error.InvalidDataError(1, "")) for _ in range(100))
    source = make(clip, CAMERA, clock, packets=garbage)
    assert trouble_of(source) == (CameraState.FAULT, Cause.UNDECODABLE)
    assert source.undecodable_total < 10


def test_a_stream_that_becomes_unreadable_has_changed(clip: Path) -> None:
    clock = SimulatedClock()

    def packets() -> Iterator[Any]:
        with av.open(str(clip)) as container:
            yield from container.demux(video=0)
        yield from (Garbage(clock, ValueError()) for _ in range(100))

    assert trouble_of(make(clip, CAMERA, clock, packets=packets())) == (CameraState.LOST, Cause.STREAM_CHANGED)


def test_a_camera_that_just_ends_has_hung_up(clip: Path) -> None:
    assert trouble_of(make(clip, CAMERA, SimulatedClock())) == (CameraState.LOST, Cause.HUNG_UP)


def test_a_file_with_no_packets_is_empty(clip: Path) -> None:
    address = FileAddress(str(clip))
    assert trouble_of(make(clip, address, SimulatedClock(), packets=iter(()))) == (CameraState.FAULT, Cause.FILE_EMPTY)


def test_a_file_that_cannot_be_begun_again_says_so(clip: Path) -> None:
    source = make(clip, FileAddress(str(clip)), SimulatedClock(), loop=True, seek=av.error.OSError(5, ""))
    assert trouble_of(source) == (CameraState.FAULT, Cause.FILE_UNREADABLE)


class Bare:
    """A decoded picture without a time."""

    def __init__(self, time_base: Any) -> None:
        self.width = self.height = 16
        self.time_base, self.duration, self.pts = time_base, 0, None


@pytest.mark.parametrize("time_base", [None, 1])
def test_a_picture_without_a_time_is_due_at_once(clip: Path, time_base: Any) -> None:
    clock = SimulatedClock()

    class Packet:
        size = 1

        def decode(self) -> list[Any]:
            return [Bare(time_base)]

    settings = settings_for(clip, pace="live")
    address = FileAddress(str(clip))
    container: Any = TalkedInto(av.open(str(clip)), packets=iter([Packet()] * 3))
    source = StreamSource(container, address, opening_of(address, settings), settings, clock, threading.Event(), 1)
    pictures = source._one_pass()
    got = [next(pictures) for _ in range(3)]
    assert [(p.source_90k, p.duration_90k, p.arrived_s) for p in got] == [(None, 6000, 0.0)] * 3
    source.close()


def test_a_paced_file_that_fell_behind_starts_a_new_schedule(clip: Path) -> None:
    clock = SimulatedClock()
    settings = settings_for(clip, pace="live")
    address = FileAddress(str(clip))
    container: Any = av.open(str(clip))
    source = StreamSource(container, address, opening_of(address, settings), settings, clock, threading.Event(), 1)
    pictures = source.pictures()
    next(pictures)
    clock.advance(60.0)
    assert next(pictures).arrived_s == 60.0
    source.close()


def test_a_stopped_source_ends_quietly(clip: Path) -> None:
    stop = threading.Event()
    source = open_source(settings_for(clip, pace="fast"), FileAddress(str(clip)), SimulatedClock(), stop, 1)
    pictures = source.pictures()
    next(pictures)
    stop.set()
    assert list(pictures) == []
    source.close()
    source.close()


def test_a_stream_of_odd_pixels_is_announced_or_taken_for_square(tmp_path: Path) -> None:
    class Stream:
        def __init__(self, ratio: Any) -> None:
            self.sample_aspect_ratio = ratio

    shapes = [(Fraction(4, 3), (4, 3)), (None, (1, 1)), (Fraction(0, 1), (1, 1)), (Fraction(100, 1), (1, 1))]
    for ratio, expected in shapes:
        stream: Any = Stream(ratio)
        assert source_module._aspect(stream) == expected


def test_pieces_of_a_codec_we_do_not_join_are_joined_by_ffmpeg(tmp_path: Path) -> None:
    clip = draw_clip(tmp_path / "a.m4v", codec="mpeg4", pictures=200, noise_seed=3, container="m4v")
    with av.open(str(clip)) as file:
        whole = [bytes(packet) for packet in file.demux(video=0)]

    def newest(*, is_asked: bool) -> list[bytes]:
        """The last packets; those before them were read while the file was opened, and are pieces for good."""
        with av.open(str(clip), container_options={"fflags": "+noparse+nofillin"}) as container:
            if is_asked:
                assert source_module.joiner_of(container, container.streams.video[0]) is None
            return [bytes(packet) for packet in container.demux(video=0)][-50:]

    assert newest(is_asked=True) == whole[-50:]
    assert newest(is_asked=False) != whole[-50:]


def test_devices_are_opened_as_cameras_and_wait_no_longer_than_a_stall() -> None:
    opening = opening_of(DeviceAddress("/dev/video0"), settings_for("/dev/video0", stall_s=2.0))
    assert (opening.format, opening.is_live, opening.read_timeout_s) == ("v4l2", True, 2.0)


def test_a_device_that_is_not_there_is_refused() -> None:
    with pytest.raises(Trouble) as caught:
        open_source(settings_for("/dev/video99"), DeviceAddress("/dev/video99"), SimulatedClock(), threading.Event(), 1)
    assert caught.value.state is CameraState.REFUSED


def test_no_source_may_speak_more_than_its_protocols() -> None:
    for text, forbidden in (
        ("rtsp://10.0.0.1/x", "http"),
        ("http://10.0.0.1/x", "file"),
        ("rtmp://10.0.0.1/x", "http"),
    ):
        address = parse_address(SecretAddress(text))
        assert isinstance(address, NetworkAddress)
        allowed = opening_of(address, settings_for(text)).options["protocol_whitelist"].split(",")
        assert forbidden not in allowed and "file" not in allowed and "concat" not in allowed


def test_a_file_that_vanishes_between_two_looks_is_what_it_was_first_taken_for(tmp_path: Path) -> None:
    first = Trouble(CameraState.FAULT, Cause.FILE_NOT_VIDEO)
    assert source_module._closer_look(first, FileAddress(str(tmp_path / "gone"))) is first
