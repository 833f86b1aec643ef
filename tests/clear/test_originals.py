"""Originals of real streams, through a whole worker: byte for byte, whatever is decoded beside it."""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from groundglass.clear import main_stream
from groundglass.clear.main_stream import MainStream
from groundglass.clear.original import OriginalPacket, SoundFormat, Tap
from groundglass.clock import SimulatedClock
from groundglass.custody.records import Parameters, SoundParameters
from groundglass.pane.control import Order, Stop
from groundglass.pane.pictures import FrostedSample
from groundglass.pane.sealing import SealingOrder, SealingReport, SealingState
from groundglass.pane.settings import SecretAddress
from groundglass.pane.status import Codec, SourceFacts
from groundglass.pane.wire import Message
from tests.clear.hearing import hear, only, settings_for, stop_after
from tests.clear.sealed import ORDER, packets_of, segments_of
from tests.stands.clips import draw_clip
from tests.stands.rtsp import RtspCamera

START = b"\0\0\0\1"


def stop_after_samples_and_seals(samples: int) -> Callable[[Message, Callable[[Order], None]], None]:
    """Stop when enough was frosted since something is being sealed."""
    seen = {"samples": 0, "sealing": 0}

    def watch(message: Message, order: Callable[[Order], None]) -> None:
        seen["sealing"] += isinstance(message, SealingReport) and message.state is SealingState.SEALING
        seen["samples"] += isinstance(message, FrostedSample) and seen["sealing"] > 0
        if seen["samples"] == samples:
            order(Stop())

    return watch


def units_of_file(path: Path) -> set[bytes]:
    """Every NAL unit of an MP4's pictures, from its length-prefixed packets."""
    found = set()
    with av.open(str(path)) as container:
        for packet in container.demux(video=0):
            body = bytes(packet)
            while body:
                size = int.from_bytes(body[:4], "big")
                found.add(body[4 : 4 + size])
                body = body[4 + size :]
    return found


def units_of_stream(body: bytes) -> list[bytes]:
    return [unit for unit in re.split(re.escape(START), body) if unit]


@pytest.mark.parametrize(("codec", "encoder"), [("h264", "libx264"), ("h265", "libx265")])
def test_an_rtsp_cameras_original_is_sealed_byte_for_byte_as_it_is_frosted(
    tmp_path: Path, codec: str, encoder: str
) -> None:
    options = {"x265-params": "log-level=none:bframes=0:keyint=15"} if codec == "h265" else None
    clip = draw_clip(tmp_path / "clip.mp4", codec=encoder, pictures=60, options=options)
    with RtspCamera(clip, codec=codec) as camera:
        settings = settings_for(camera.url(), sealing=ORDER)
        messages = hear(settings, on_message=stop_after(40))
    segments = segments_of(messages)  # two where a slot of the clock ends meanwhile; the second repeats its lead-in
    assert {header.codec for header, _ in segments} == {codec}
    sealed = [packets_of(records) for _, records in segments]
    assert all(packets[0].is_key for packets in sealed)
    slices = {unit for packets in sealed for p in packets for unit in units_of_stream(p.body) if len(unit) > 80}
    assert len(slices) > 15
    assert slices <= units_of_file(clip)
    steps = [later.dts - sooner.dts for packets in sealed for sooner, later in itertools.pairwise(packets)]
    assert all(abs(step - 6000) < 900 for step in steps)


def test_where_the_small_stream_is_frosted_the_large_one_is_sealed(tmp_path: Path) -> None:
    large = draw_clip(tmp_path / "large.mp4", width=640, height=480, pictures=45)
    small = draw_clip(tmp_path / "small.mp4", width=320, height=240, pictures=45)
    with RtspCamera(large) as main, RtspCamera(small) as sub:
        settings = settings_for(main.url(), sub_address=SecretAddress(sub.url()), sealing=ORDER)
        messages = hear(settings, on_message=stop_after_samples_and_seals(30))
    assert only(messages, SourceFacts)[0].width == 320
    sealed = [
        unit for _, records in segments_of(messages) for p in packets_of(records) for unit in units_of_stream(p.body)
    ]
    slices = {unit for unit in sealed if len(unit) > 200 and unit[0] & 0x1F in (1, 5)}
    assert slices
    assert slices <= units_of_file(large)
    assert not slices & units_of_file(small)
    signed = {unit for unit in units_of_file(large) if unit[0] & 0x1F == 6}
    assert signed <= set(sealed)  # what a camera signs its stream with travels as it came


def test_a_large_stream_that_is_away_is_waited_for_while_the_small_one_is_frosted(tmp_path: Path) -> None:
    small = draw_clip(tmp_path / "small.mp4", pictures=45)
    with RtspCamera(small) as sub:
        settings = settings_for("rtsp://127.0.0.1:9/none", sub_address=SecretAddress(sub.url()), sealing=ORDER)
        messages = hear(settings, on_message=stop_after(20))
    assert {report.state for report in only(messages, SealingReport)} == {SealingState.WAITING}
    assert len(only(messages, FrostedSample)) >= 20


@pytest.mark.parametrize("sub", [None, "demo:street?width=320&height=240"])
def test_a_drawn_scene_has_no_original(sub: str | None) -> None:
    settings = settings_for(
        "demo:plaza?width=320&height=240", sub_address=SecretAddress(sub) if sub else None, sealing=ORDER
    )
    messages = hear(settings, on_message=stop_after(5))
    assert only(messages, SealingReport)[-1].state in (SealingState.NOT_SEALABLE, SealingState.WAITING)
    assert SealingState.NOT_SEALABLE in {report.state for report in only(messages, SealingReport)}


@pytest.mark.parametrize("wanted", [True, False])
def test_a_files_sound_is_sealed_only_where_the_site_says_so(tmp_path: Path, wanted: bool) -> None:
    clip = draw_clip(tmp_path / "sound.mp4", pictures=30, sound=True)
    order = SealingOrder(ORDER.recipients, 2, sound=wanted)
    messages = hear(settings_for(clip, sealing=order, loop=True), on_message=stop_after(40))
    records = [record for _, found in segments_of(messages) for record in found]
    assert bool(packets_of(records, "sound")) is wanted
    assert [r.codec for r in records if isinstance(r, SoundParameters)][:1] == (["aac"] if wanted else [])
    assert isinstance(records[0], Parameters)


def test_a_large_stream_that_ends_is_sealed_to_its_end_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip, clock, stop = draw_clip(tmp_path / "clip.mp4", pictures=20), SimulatedClock(), threading.Event()
    attempts: list[int] = []

    def opened(address: object, opening: object) -> object:
        attempts.append(len(attempts))
        if len(attempts) == 2:
            clock.advance(60)  # it was there for a while: the next failure is a first one again
            raise OSError("the camera hung up")
        if len(attempts) == 3:
            stop.set()
        return av.open(str(clip))

    monkeypatch.setattr(main_stream, "open_container", opened)
    monkeypatch.setattr(main_stream, "LONGEST_WAIT_S", 0)
    taken = Taken()
    MainStream(settings_for("rtsp://127.0.0.1/cam", sealing=ORDER), taken, clock, stop).run()
    assert attempts == [0, 1, 2]
    ends = [at for at, packet in enumerate(taken.packets) if not packet.body]
    assert ends == [20, 21]  # whole; then stopped at once


class Taken:
    """A sealer that only listens."""

    def __init__(self) -> None:
        self.packets: list[OriginalPacket] = []
        self.codec: Codec | None = None

    def begin(self, codec: Codec, parameters: bytes, sound: SoundFormat | None) -> None:
        self.codec = codec

    def take(self, packet: OriginalPacket) -> None:
        self.packets.append(packet)

    def end(self) -> None:
        self.packets.append(OriginalPacket("video", None, None, False, b""))


def test_pieces_are_joined_by_their_stamp_and_nothing_between_them_is_left_out(tmp_path: Path) -> None:
    with av.open(str(draw_clip(tmp_path / "clip.mp4", pictures=2))) as container:
        stream, taken = container.streams.video[0], Taken()
        unit = stream.time_base
        assert unit is not None
        tap = Tap(taken, stream, None, in_pieces=True)
        for stamp, body in ((0, START + b"\x67sps"), (0, START + b"\x65one"), (0, b"rest"), (6000, START + b"\x06sei")):
            piece = av.Packet(body)
            piece.stream, piece.pts, piece.time_base = stream, stamp, unit
            tap.take(piece)
        tap.take(av.Packet(0))
        tap.end()
    key, other, end = taken.packets
    assert (key.body, key.is_key) == (START + b"\x67sps" + START + b"\x65onerest", True)
    assert (other.body, other.is_key) == (START + b"\x06sei", False)
    assert end.body == b""
