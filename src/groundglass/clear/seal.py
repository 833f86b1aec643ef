"""Original packets -> sealed segments: the only thing that leaves a worker undecoded, and it leaves as ciphertext.

Apart from custody/, which knows the format and no camera: here is decided where a segment begins and ends, and what
happens when it cannot be handed over. Packets come from a source's thread, ciphertext is fetched by the main
loop. A segment fills one slot of ten seconds of UTC. It must be decodable alone, so unless it begins with a key picture
it begins with all pictures since the last one, which the segment before holds too.

Memory is bounded: the pictures since a key (`MAX_GROUP_BYTES` and ten seconds; beyond that a segment begins without
them), ciphertext nobody fetched (`MAX_OUTBOX_BYTES`; beyond that the whole segment is given up and counted), one
chunk in the cipher. Sealing never waits for anybody, and frosting never waits for sealing.

Keys: each segment has its own, from the operating system; when it has been split and wrapped and the cipher is set up,
nothing here refers to it any more. Python may leave a copy in freed memory, which only this process could read.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from groundglass.clear.original import OriginalPacket, SoundFormat
from groundglass.custody.header import KEY_BYTES, Header, commit_to
from groundglass.custody.records import End, Packet, Parameters, Record, SoundParameters, encode_record
from groundglass.custody.sealed import CHUNK_BYTES, TAG_BYTES, SegmentSealer
from groundglass.custody.slots import parse_recipient, wrap_key
from groundglass.errors import CustodyError
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.sealing import SealedChunk, SealedHeader, SealingOrder, SealingReport, SealingState
from groundglass.pane.status import Codec
from groundglass.ticks import Ticks

SLOT_90K: Final = 10 * TICKS_PER_S
MAX_GROUP_BYTES: Final = 4 * 1024 * 1024
MAX_OUTBOX_BYTES: Final = 2 * 1024 * 1024
_APART_90K: Final = 2 * TICKS_PER_S
_PIECE_BYTES: Final = CHUNK_BYTES + TAG_BYTES
_ID_BYTES: Final = 16

Sealed: TypeAlias = SealedHeader | SealedChunk | SealingReport
Coding: TypeAlias = Literal["h264", "h265", "mjpeg"]
_CODECS: Final[dict[Codec, Coding]] = {
    Codec.H264: "h264",
    Codec.H265: "h265",
    Codec.MJPEG: "mjpeg",
}


@dataclass(slots=True)
class _Segment:
    """The segment being written. Owned by the source's thread."""

    id: bytes
    until: int
    cipher: SegmentSealer = field(repr=False)
    sequence: int = 0
    records: int = 0


class Sealer:
    """One worker's. `begin`, `take`, `end` belong to one source thread, `fetch` to the main loop."""

    def __init__(
        self, camera: CameraId, order: SealingOrder, clock: Ticks, *, random_bytes: Callable[[int], bytes] = os.urandom
    ) -> None:
        self.segments_total = 0
        self.dropped_total = 0
        self._camera = camera
        self._order = order
        self._clock = clock
        self._random = random_bytes
        self._chain, self._previous = order.chain, order.previous
        self._codec: Coding | None = None
        self._parameters = b""
        self._sound: SoundFormat | None = None
        self._stamps = _Stamps(clock)
        self._group: list[Packet] = []  # the pictures since the last key picture
        self._group_bytes = 0
        self._segment: _Segment | None = None
        self._resume_at = 0  # after a segment was given up: the next slot
        self._lock = threading.Lock()  # for all below
        self._outbox: deque[Sealed] = deque()
        self._outbox_bytes = 0
        self._state: SealingState | None = None
        self._can_seal = _is_possible(order)
        self._become(SealingState.WAITING if self._can_seal else SealingState.TOO_FEW_CUSTODIANS)

    def begin(self, codec: Codec, parameters: bytes, sound: SoundFormat | None) -> None:
        self._codec, self._parameters = _CODECS.get(codec), parameters
        self._sound = sound if self._order.sound else None
        self._stamps = _Stamps(self._clock)
        self._forget_group()
        if self._can_seal:
            self._become(SealingState.WAITING if self._codec is not None else SealingState.NOT_SEALABLE)

    def take(self, packet: OriginalPacket) -> None:
        if not self._can_seal or self._codec is None:
            return
        if packet.kind == "sound":
            if self._sound is not None and self._segment is not None and not self._stamps.are_new:
                pts, dts = self._stamps.of_sound(packet)
                self._write(Packet("sound", pts, dts, packet.is_key, packet.body))
            return
        if self._stamps.come_apart(packet):
            self._close()
            self._forget_group()
            self._stamps = _Stamps(self._clock)
        pts, dts = self._stamps.of_video(packet)
        self._take_video(Packet("video", pts, dts, packet.is_key, packet.body), self._codec)

    def end(self) -> None:
        self._close()
        self._forget_group()
        if self._can_seal:
            self._become(SealingState.WAITING)

    def fetch(self) -> Sealed | None:
        """The next message for the pane, None when there is none now."""
        with self._lock:
            if not self._outbox:
                return None
            message = self._outbox.popleft()
            self._outbox_bytes -= _weight(message)
            return message

    def _take_video(self, packet: Packet, codec: Coding) -> None:
        if self._segment is not None and packet.dts >= self._segment.until:
            self._close()
        if packet.is_key:
            self._forget_group()
        lead_in, is_decodable = tuple(self._group), packet.is_key or bool(self._group)
        self._remember(packet)
        if self._segment is None and packet.dts >= self._resume_at:
            # Without a key picture a segment is begun only where the one before can be opened for it.
            if not is_decodable and self._state is not SealingState.SEALING:
                return
            if not self._open(packet.dts, codec):
                return
            for earlier in lead_in:
                self._write(earlier)
        self._write(packet)

    def _remember(self, packet: Packet) -> None:
        """Keep the pictures since a key, as far as they fit; half a group is of no use."""
        if not packet.is_key and not self._group:
            return
        self._group.append(packet)
        self._group_bytes += len(packet.body)
        if self._group_bytes > MAX_GROUP_BYTES or packet.dts - self._group[0].dts > SLOT_90K:
            self._forget_group()

    def _forget_group(self) -> None:
        self._group, self._group_bytes = [], 0

    def _open(self, dts: int, codec: Coding) -> bool:
        """Begin the segment of this moment's slot; False while too much waits to be fetched.

        1. A fresh key and id; the header commits to the key and continues the chain.
        2. The key is split and wrapped, and the cipher set up; from here on nothing refers to it.
        3. The header and the wrapped shares go out first, then the parameters as the first record.
        """
        with self._lock:
            if self._outbox_bytes > MAX_OUTBOX_BYTES // 2:
                return False
        start = dts // SLOT_90K * SLOT_90K
        file_key, segment = self._random(KEY_BYTES), self._random(_ID_BYTES)  # 1
        header = Header(
            segment=segment, camera=self._camera, start=Instant90k(start), until=Instant90k(start + SLOT_90K),
            codec=codec, policy=self._order.policy, needed=self._order.needed, custodians=self._order.recipients,
            chain=self._chain, previous=self._previous, commitment=commit_to(file_key),
        )  # fmt: skip
        cipher = SegmentSealer(header, file_key)  # 2
        slots = wrap_key(file_key, header, cipher.header_hash)
        del file_key
        self._chain, self._previous = self._chain + 1, cipher.header_hash
        self._segment = _Segment(segment, start + SLOT_90K, cipher)
        self._put(SealedHeader(header.encoded(), slots))  # 3
        self._become(SealingState.SEALING)
        self._write(Parameters(self._parameters))
        if self._sound is not None:
            sound = self._sound
            self._write(SoundParameters(sound.codec, sound.rate_hz, sound.channels, sound.parameters))
        return True

    def _write(self, record: Record) -> None:
        segment = self._segment
        if segment is None:
            return  # it was given up in the middle of what is being written
        try:
            sealed = segment.cipher.feed(encode_record(record))
        except CustodyError:
            self._give_up(segment)  # a packet, or a segment, beyond what the format holds
            return
        segment.records += 1
        self._send(segment, sealed, is_last=False)

    def _close(self) -> None:
        """End the segment in hand, if there is one, with all that was written."""
        segment = self._segment
        if segment is None:
            return
        self._write(End(self._stamps.last, segment.records))
        if self._segment is not None:
            self._send(segment, segment.cipher.finish(), is_last=True)
        if self._segment is not None:
            self.segments_total += 1
            self._segment = None
            self._put(self._report())

    def _send(self, segment: _Segment, sealed: bytes, *, is_last: bool) -> None:
        for at in range(0, len(sealed), _PIECE_BYTES):
            piece = sealed[at : at + _PIECE_BYTES]
            ends = is_last and at + _PIECE_BYTES >= len(sealed)
            self._put(SealedChunk(segment.id, segment.sequence, ends, piece))
            segment.sequence += 1
        if self._outbox_bytes > MAX_OUTBOX_BYTES:
            self._give_up(segment)

    def _give_up(self, segment: _Segment) -> None:
        """Let go of the whole segment: what of it waits here is dropped, and the next header says that it is lost."""
        with self._lock:
            kept = [m for m in self._outbox if not (isinstance(m, SealedChunk) and m.segment == segment.id)]
            self._outbox = deque(kept)
            self._outbox_bytes = sum(map(_weight, kept))
        self._resume_at = segment.until
        self._segment = None
        self.dropped_total += 1
        self._become(SealingState.FALLING_BEHIND)

    def _become(self, state: SealingState) -> None:
        if state is not self._state:
            self._state = state
            self._put(self._report())

    def _report(self) -> SealingReport:
        state = self._state or SealingState.WAITING
        return SealingReport(Instant90k(self._clock.now_90k()), state, self.segments_total, self.dropped_total)

    def _put(self, message: Sealed) -> None:
        with self._lock:
            self._outbox.append(message)
            self._outbox_bytes += _weight(message)


class _Stamps:
    """The source's stamps as UTC, from one anchor: sealed originals need true distances more than a true hour.

    A camera whose clock comes apart from ours by more than two seconds gets a new anchor, and with it a new segment.
    """

    def __init__(self, clock: Ticks) -> None:
        self.are_new = True
        self.last = Instant90k(clock.now_90k())
        self._clock = clock
        self._offset_90k = 0
        self._last_dts = -1

    def come_apart(self, packet: OriginalPacket) -> bool:
        """Whether this packet's stamp no longer fits the anchor."""
        stamp = _stamp(packet)
        if self.are_new or stamp is None:
            return False
        return abs(stamp + self._offset_90k - self._clock.now_90k()) > _APART_90K

    def of_video(self, packet: OriginalPacket) -> tuple[Instant90k, Instant90k]:
        """(pts, dts) in UTC; dts rises strictly."""
        now, stamp = self._clock.now_90k(), _stamp(packet)
        if self.are_new:
            self.are_new = False
            self._offset_90k = now - stamp if stamp is not None else 0
        decoded = now if stamp is None else stamp + self._offset_90k
        shown = decoded if packet.pts_90k is None else packet.pts_90k + self._offset_90k
        self._last_dts = max(decoded, self._last_dts + 1)
        self.last = Instant90k(self._last_dts)
        return Instant90k(shown), self.last

    def of_sound(self, packet: OriginalPacket) -> tuple[Instant90k, Instant90k]:
        """(pts, dts) in UTC, by the pictures' anchor."""
        stamp = _stamp(packet)
        at = Instant90k(self._clock.now_90k() if stamp is None else stamp + self._offset_90k)
        return at, at


def _stamp(packet: OriginalPacket) -> int | None:
    return packet.dts_90k if packet.dts_90k is not None else packet.pts_90k


def _is_possible(order: SealingOrder) -> bool:
    """Whether there are recipients enough, and all of them can be sealed for."""
    try:
        for recipient in order.recipients:
            parse_recipient(recipient)
    except CustodyError:
        return False
    return 1 <= order.needed <= len(order.recipients)


def _weight(message: Sealed) -> int:
    """What a message holds in memory, about."""
    if isinstance(message, SealedHeader):
        return len(message.header) + sum(map(len, message.slots))
    return len(message.ciphertext) if isinstance(message, SealedChunk) else 0
