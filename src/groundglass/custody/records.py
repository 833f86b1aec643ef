"""The clear bytes inside a sealed segment: the camera's packets, one record each (spec/sealed-file.md, section 5).

Apart from the cipher because both sides of the wall write or read it: a worker writes records into a sealer, and a
requester's own machine reads them after the ceremony. Packets are copied byte for byte and never looked into.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, assert_never

from groundglass.errors import CustodyError
from groundglass.pane.ids import Instant90k

MAX_BODY_BYTES: Final = 16 * 1024 * 1024

_HEAD: Final = struct.Struct(">BI")
_PACKET: Final = struct.Struct(">qqB")
_SOUND_HEAD: Final = struct.Struct(">IBB")
_END: Final = struct.Struct(">qI")
_PARAMETERS, _VIDEO, _SOUND, _SOUND_PARAMETERS, _LAST = 1, 2, 3, 4, 255


@dataclass(frozen=True, slots=True)
class Parameters:
    """The codec parameters, as the camera sent them."""

    body: bytes


@dataclass(frozen=True, slots=True)
class SoundParameters:
    """How the sound records are coded: FFmpeg's name of the codec, samples a second, channels, and the codec's own."""

    codec: str
    rate_hz: int
    channels: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet, as the camera sent it. `pts` and `dts` are UTC in 1/90000 s."""

    kind: Literal["video", "sound"]
    pts: Instant90k
    dts: Instant90k
    is_key: bool
    body: bytes

    def __repr__(self) -> str:
        return f"<Packet {self.kind} at {self.pts}, {len(self.body)} bytes>"


@dataclass(frozen=True, slots=True)
class End:
    """The segment is whole: it really ended at `at`, after `count` records."""

    at: Instant90k
    count: int


Record: TypeAlias = Parameters | SoundParameters | Packet | End


def encode_record(record: Record) -> bytes:
    """The record's bytes, or `CustodyError` when its body is longer than 16 MiB."""
    match record:
        case Parameters(body):
            return _framed(_PARAMETERS, body)
        case SoundParameters(codec, rate_hz, channels, body):
            name = codec.encode("ascii")
            return _framed(_SOUND_PARAMETERS, _SOUND_HEAD.pack(rate_hz, channels, len(name)) + name + body)
        case Packet(kind, pts, dts, is_key, body):
            return _framed(_VIDEO if kind == "video" else _SOUND, _PACKET.pack(pts, dts, is_key) + body)
        case End(at, count):
            return _framed(_LAST, _END.pack(at, count))
        case _:
            assert_never(record)


def _framed(kind: int, body: bytes) -> bytes:
    if len(body) > MAX_BODY_BYTES:
        raise CustodyError("a packet of the original is too long to seal")
    return _HEAD.pack(kind, len(body)) + body


def read_records(clear_chunks: Iterable[bytes]) -> Iterator[Record]:
    """Yield the records of a segment's clear chunks; the last one is `End`.

    Raises `CustodyError` for an unknown kind, a wrong length, records after the end, a wrong count, or no end.
    """
    held = bytearray()
    count = 0
    ended = False
    for chunk in clear_chunks:
        held += chunk
        while (record := _take(held)) is not None:
            if ended:
                raise CustodyError("the sealed segment goes on after its end")
            if isinstance(record, End):
                ended = True
                if record.count != count:
                    raise CustodyError(f"the sealed segment says {record.count} records and holds {count}")
            count += 1
            yield record
    if held or not ended:
        raise CustodyError("the sealed segment breaks off before its end")


def _take(held: bytearray) -> Record | None:
    if len(held) < _HEAD.size:
        return None
    kind, size = _HEAD.unpack_from(held)
    if size > MAX_BODY_BYTES:
        raise CustodyError("a record of the sealed segment is longer than one can be")
    if len(held) < _HEAD.size + size:
        return None
    body = bytes(held[_HEAD.size : _HEAD.size + size])
    del held[: _HEAD.size + size]
    try:
        return _parse(kind, body)
    except struct.error as error:
        raise CustodyError("a record of the sealed segment is too short") from error


def _parse(kind: int, body: bytes) -> Record:
    if kind == _PARAMETERS:
        return Parameters(body)
    if kind == _SOUND_PARAMETERS:
        rate_hz, channels, size = _SOUND_HEAD.unpack_from(body)
        at = _SOUND_HEAD.size + size
        name = body[_SOUND_HEAD.size : at]
        if len(name) != size or not name.isascii():
            raise CustodyError("the sound of the sealed segment is coded in a way that has no name")
        return SoundParameters(name.decode("ascii"), rate_hz, channels, body[at:])
    if kind in (_VIDEO, _SOUND):
        pts, dts, flags = _PACKET.unpack_from(body)
        if flags > 1:
            raise CustodyError("a packet of the sealed segment has flags this version does not know")
        of: Literal["video", "sound"] = "video" if kind == _VIDEO else "sound"
        return Packet(of, Instant90k(pts), Instant90k(dts), flags == 1, body[_PACKET.size :])
    if kind == _LAST:
        at, count = _END.unpack(body)
        return End(Instant90k(at), count)
    raise CustodyError(f"the sealed segment holds a record of unknown kind {kind}")
