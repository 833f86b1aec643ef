"""Packets in, segments out: where they begin and end, what is in them, and what happens when nobody fetches them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from groundglass.clear.original import OriginalPacket, SoundFormat
from groundglass.clear.seal import MAX_GROUP_BYTES, MAX_OUTBOX_BYTES, SLOT_90K, Sealer
from groundglass.clock import SimulatedClock
from groundglass.custody.header import Header, header_hash, parse_header
from groundglass.custody.records import End, Packet, Parameters, Record, SoundParameters
from groundglass.pane.ids import TICKS_PER_S, CameraId
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingOrder, SealingReport, SealingState
from groundglass.pane.status import Codec
from tests.clear.sealed import ORDER, packets_of, segments_of

CAMERA = CameraId("gate")
START_90K = 1_800_000_000 * TICKS_PER_S  # a whole slot begins here
MIB = 1024 * 1024


@dataclass
class Camera:
    """Sends a picture every 40 ms, a key picture every second, into a sealer; collects what comes out."""

    order: SealingOrder = ORDER
    body_bytes: int = 1000
    clock: SimulatedClock = field(default_factory=lambda: SimulatedClock(START_90K + 3 * TICKS_PER_S))
    said: list[SealedHeader | SealedChunk | SealingReport] = field(default_factory=list)
    number: int = 0

    def __post_init__(self) -> None:
        self.sealer = Sealer(CAMERA, self.order, self.clock)

    def connect(self, codec: Codec = Codec.H264, sound: SoundFormat | None = None) -> None:
        self.sealer.begin(codec, b"avcC", sound)

    def send(self, seconds: float, *, fetches: bool = True, key_every: int = 25) -> None:
        for _ in range(round(seconds * 25)):
            stamp = 77 + self.number * 3600
            body = self.number.to_bytes(4, "big") * (self.body_bytes // 4)
            self.sealer.take(OriginalPacket("video", stamp, stamp, self.number % key_every == 0, body))
            self.number += 1
            self.clock.advance(0.04)
            if fetches:
                self.fetch()

    def fetch(self) -> None:
        while (message := self.sealer.fetch()) is not None:
            self.said.append(message)

    def end(self) -> None:
        self.sealer.end()
        self.fetch()

    def states(self) -> list[SealingState]:
        return [m.state for m in self.said if isinstance(m, SealingReport)]

    def segments(self) -> list[tuple[Header, list[Record]]]:
        return segments_of(self.said)


def number_of(packet: Packet) -> int:
    return int.from_bytes(packet.body[:4], "big")


def test_every_slot_of_ten_seconds_is_a_segment_and_no_packet_is_missing_or_changed() -> None:
    camera = Camera()
    camera.connect()
    camera.send(20)
    camera.end()
    segments = camera.segments()
    assert [(header.start - START_90K) // SLOT_90K for header, _ in segments] == [0, 1, 2]
    assert all(header.until - header.start == SLOT_90K for header, _ in segments)
    own = [[p for p in packets_of(records) if p.dts >= header.start] for header, records in segments]
    assert [number_of(packet) for packets in own for packet in packets] == list(range(500))
    assert all(packet.body == packet.body[:4] * 250 for packets in own for packet in packets)
    assert all(
        packet.dts < header.until for (header, _), packets in zip(segments, own, strict=True) for packet in packets
    )


def test_every_segment_can_be_decoded_alone() -> None:
    camera = Camera()
    camera.connect()
    camera.send(25, key_every=40)  # key pictures every 1.6 s never meet the ten seconds
    camera.end()
    segments = camera.segments()
    assert len(segments) == 3
    for header, records in segments:
        assert records[0] == Parameters(b"avcC")
        first = packets_of(records)[0]
        assert first.is_key
        assert header.start - first.dts < 1.6 * TICKS_PER_S
        assert isinstance(records[-1], End)


def test_the_chain_goes_on_from_where_the_worker_was_told() -> None:
    camera = Camera()
    camera.connect()
    camera.send(20)
    camera.end()
    previous, number = ORDER.previous, ORDER.chain
    for header, _ in camera.segments():
        assert (header.chain, header.previous) == (number, previous)
        previous, number = header_hash(header.encoded()), number + 1


def test_nothing_is_sealed_before_a_key_picture() -> None:
    camera = Camera(number=5)
    camera.connect()
    camera.send(0.5)
    assert camera.states() == [SealingState.WAITING]
    camera.send(1)
    camera.end()
    assert number_of(packets_of(camera.segments()[0][1])[0]) == 25


@pytest.mark.parametrize(
    "order",
    [
        SealingOrder(ORDER.recipients[:1], 2),
        SealingOrder((), 1),
        SealingOrder((*ORDER.recipients, "age1nonsense"), 2),
    ],
)
def test_with_too_few_usable_recipients_nothing_is_sealed_and_it_is_said(order: SealingOrder) -> None:
    camera = Camera(order=order)
    camera.connect()
    camera.send(12)
    camera.end()
    assert camera.states() == [SealingState.TOO_FEW_CUSTODIANS]
    assert len(camera.said) == 1


def test_a_stream_that_no_segment_can_hold_is_said_and_not_sealed() -> None:
    camera = Camera()
    camera.connect(Codec.VP9)
    camera.send(2)
    assert camera.states() == [SealingState.WAITING, SealingState.NOT_SEALABLE]
    assert camera.segments() == []


def test_a_segment_nobody_fetches_is_given_up_whole_and_counted_and_sealing_goes_on_after() -> None:
    camera = Camera(body_bytes=40_000)
    camera.connect()
    camera.send(6, fetches=False)
    assert camera.sealer._outbox_bytes < MAX_OUTBOX_BYTES + MIB
    camera.fetch()
    camera.send(8)
    camera.end()
    assert SealingState.FALLING_BEHIND in camera.states()
    reports = [m for m in camera.said if isinstance(m, SealingReport)]
    assert (reports[-1].dropped_total, reports[-1].state) == (1, SealingState.WAITING)
    headers = [parse_header(m.header).chain for m in camera.said if isinstance(m, SealedHeader)]
    assert headers == [5, 6]  # 5 was given up, the gap is there to be seen
    assert [header.chain for header, _ in camera.segments()] == [6]


@pytest.mark.parametrize("waiting_bytes", [MAX_OUTBOX_BYTES, MAX_OUTBOX_BYTES + 1])
def test_a_segment_whose_very_end_finds_no_room_is_given_up(waiting_bytes: int) -> None:
    camera = Camera()
    camera.connect()
    camera.send(1)
    camera.sealer._outbox_bytes = waiting_bytes
    camera.end()
    assert (camera.sealer.segments_total, camera.sealer.dropped_total) == (0, 1)
    assert camera.segments() == []


def test_no_segment_is_begun_while_too_much_waits() -> None:
    camera = Camera(body_bytes=60_000)
    camera.connect()
    camera.send(6.5, fetches=False)
    waiting = camera.sealer._outbox_bytes
    camera.sealer._outbox_bytes = MAX_OUTBOX_BYTES  # as if the reader had stopped just before the slot ended
    camera.send(2, fetches=False)
    assert camera.sealer._outbox_bytes == MAX_OUTBOX_BYTES
    camera.sealer._outbox_bytes = waiting
    camera.send(1)
    camera.end()
    assert camera.segments()


def test_a_group_of_pictures_beyond_the_bound_is_not_carried_over_and_nothing_is_lost() -> None:
    camera = Camera(body_bytes=MAX_GROUP_BYTES // 50)
    camera.connect()
    camera.send(9, key_every=10_000)
    camera.end()
    first, second = camera.segments()
    assert not packets_of(second[1])[0].is_key
    numbers = [number_of(packet) for _, records in (first, second) for packet in packets_of(records)]
    assert numbers == list(range(225))
    assert camera.sealer._group == []


def test_a_new_connection_begins_a_new_segment() -> None:
    camera = Camera()
    camera.connect()
    camera.send(2)
    camera.end()
    camera.connect(Codec.H265)
    camera.send(2)
    camera.end()
    assert [header.codec for header, _ in camera.segments()] == ["h264", "h265"]
    assert camera.states().count(SealingState.SEALING) >= 2


def test_a_camera_whose_clock_comes_apart_from_ours_gets_a_new_anchor() -> None:
    camera = Camera()
    camera.connect()
    camera.send(1)
    camera.number += 2500  # the camera's clock was set 100 s ahead
    camera.send(2)
    camera.end()
    first, second = camera.segments()
    later = packets_of(second[1])[0]
    assert abs(later.dts - packets_of(first[1])[-1].dts) < 2 * TICKS_PER_S


def test_stamps_that_are_missing_are_taken_from_the_clock() -> None:
    camera = Camera()
    camera.connect()
    for number in range(5):
        camera.sealer.take(OriginalPacket("video", None, None, number == 0, b"picture"))
        camera.clock.advance(0.04)
    camera.end()
    packets = packets_of(camera.segments()[0][1])
    assert [p.dts - packets[0].dts for p in packets] == [0, 3600, 7200, 10800, 14400]


def test_a_packet_larger_than_a_record_can_be_gives_the_segment_up() -> None:
    camera = Camera()
    camera.connect()
    camera.send(1)
    stamp = 77 + camera.number * 3600
    camera.sealer.take(OriginalPacket("video", stamp, stamp, False, bytes(16 * MIB + 1)))
    camera.end()
    assert camera.sealer.dropped_total == 1
    assert camera.segments() == []


@pytest.mark.parametrize("wanted", [True, False])
def test_sound_is_sealed_only_where_the_site_says_so(wanted: bool) -> None:
    sound = SoundFormat("pcm_alaw", 8000, 1, b"")
    camera = Camera(order=SealingOrder(ORDER.recipients, 2, sound=wanted))
    camera.connect(sound=sound)
    camera.sealer.take(OriginalPacket("sound", 0, 0, True, b"before any picture"))
    camera.send(1)
    camera.sealer.take(OriginalPacket("sound", 77, None, True, b"heard"))
    camera.sealer.take(OriginalPacket("sound", None, None, True, b"heard too"))
    camera.end()
    records = camera.segments()[0][1]
    heard = [record for record in records if isinstance(record, Packet) and record.kind == "sound"]
    assert [packet.body for packet in heard] == ([b"heard", b"heard too"] if wanted else [])
    assert (SoundParameters("pcm_alaw", 8000, 1, b"") in records) is wanted


def test_the_sealer_keeps_no_reference_to_a_key() -> None:
    given: list[bytes] = []

    def random_bytes(count: int) -> bytes:
        given.append(bytes([len(given)]) * count)
        return given[-1]

    clock = SimulatedClock(START_90K)
    sealer = Sealer(CAMERA, ORDER, clock, random_bytes=random_bytes)
    sealer.begin(Codec.H264, b"", None)
    sealer.take(OriginalPacket("video", 0, 0, True, b"picture"))
    key = given[0]
    held = [getattr(sealer, name) for name in vars(sealer)]
    assert len(key) == 32
    assert all(value is not key for value in held)
    assert key not in repr(held).encode()
