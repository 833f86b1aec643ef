"""The camera's own packets, undecoded, on their way to the sealer.

Apart from source.py because what is decoded and what is sealed have different wants: a picture should be whole as early
as possible, an original must be complete and unchanged to the byte. So pieces that RTP brought are joined here by their
time stamp alone, and nothing is left out: parameter sets, SEI, whatever signs the stream. Packets from containers
are taken as they are.

Assumes, as joining.py does, that FFmpeg puts 00 00 00 01 before each NAL unit of RTP and changes nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, Literal, Protocol

import av
from av.audio.stream import AudioStream
from av.stream import Stream
from av.video.stream import VideoStream

from groundglass.clear.joining import START
from groundglass.pane.ids import TICKS_PER_S
from groundglass.pane.status import Codec

CODECS: Final = {
    "h264": Codec.H264,
    "hevc": Codec.H265,
    "mjpeg": Codec.MJPEG,
    "mpeg4": Codec.MPEG4,
    "vp8": Codec.VP8,
    "vp9": Codec.VP9,
    "av1": Codec.AV1,
    "libdav1d": Codec.AV1,
    "rawvideo": Codec.RAW,
}
MAX_PIECES_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """How the camera's sound is coded. `codec` is FFmpeg's name of it."""

    codec: str
    rate_hz: int
    channels: int
    parameters: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OriginalPacket:
    """One packet as the camera sent it. Stamps are the source's own, from anywhere, None where it gave none."""

    kind: Literal["video", "sound"]
    pts_90k: int | None
    dts_90k: int | None
    is_key: bool
    body: bytes = field(repr=False)


class TakesOriginals(Protocol):
    """The sealer, as a source sees it. Called from the source's thread only."""

    def begin(self, codec: Codec, parameters: bytes, sound: SoundFormat | None) -> None:
        """A connection begins; what comes next continues nothing that was before."""

    def take(self, packet: OriginalPacket) -> None:
        """The next packet. Never waits."""

    def end(self) -> None:
        """The connection is over."""


class Tap:
    """One connection's packets to the sealer. `in_pieces`: they are what RTP brought, not whole pictures."""

    def __init__(
        self, taker: TakesOriginals, stream: VideoStream, sound: AudioStream | None, *, in_pieces: bool
    ) -> None:
        self._taker = taker
        self._is_h264 = stream.codec_context.name == "h264"
        self._in_pieces = in_pieces
        self._pieces: list[bytes] = []
        self._size_bytes = 0
        self._pts_90k: int | None = None
        codec = CODECS.get(stream.codec_context.name, Codec.OTHER)
        taker.begin(codec, bytes(stream.codec_context.extradata or b""), _format_of(sound))

    def take(self, packet: av.Packet[Stream], offset_90k: int = 0) -> None:
        """One packet as FFmpeg read it; `offset_90k` is added to its stamps. The empty one at an end is passed over."""
        if not packet.size:
            return
        pts_90k, dts_90k = _ticks(packet.pts, packet, offset_90k), _ticks(packet.dts, packet, offset_90k)
        if isinstance(packet.stream, AudioStream):
            self._taker.take(OriginalPacket("sound", pts_90k, dts_90k, True, bytes(packet)))
        elif not self._in_pieces:
            self._taker.take(OriginalPacket("video", pts_90k, dts_90k, packet.is_keyframe, bytes(packet)))
        else:
            if pts_90k != self._pts_90k or self._size_bytes > MAX_PIECES_BYTES:
                self._hand_over()
            self._pts_90k = pts_90k
            self._pieces.append(bytes(packet))
            self._size_bytes += packet.size

    def end(self) -> None:
        """No more will come."""
        self._hand_over()
        self._taker.end()

    def _hand_over(self) -> None:
        body, self._pieces, self._size_bytes = b"".join(self._pieces), [], 0
        if body:
            self._taker.take(OriginalPacket("video", self._pts_90k, None, self._is_key(body), body))

    def _is_key(self, body: bytes) -> bool:
        """Whether a picture of these NAL units can be decoded without any before it."""
        at = body.find(START)
        while 0 <= at < len(body) - len(START):
            head = body[at + len(START)]
            if (head & 0x1F == 5) if self._is_h264 else (16 <= head >> 1 & 0x3F <= 23):
                return True
            at = body.find(START, at + len(START))
        return False


def _ticks(stamp: int | None, packet: av.Packet[Stream], offset_90k: int) -> int | None:
    base: Fraction | None = packet.time_base
    return None if stamp is None or base is None else round(stamp * base * TICKS_PER_S) + offset_90k


def _format_of(sound: AudioStream | None) -> SoundFormat | None:
    if sound is None:
        return None
    context = sound.codec_context
    return SoundFormat(context.name, context.sample_rate, context.channels, bytes(context.extradata or b""))
