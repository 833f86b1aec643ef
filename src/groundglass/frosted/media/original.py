"""Writes an opened original as a standard MP4: the camera's own packets, byte for byte, with an index around them.

Runs on a requester's own machine, after custodians agreed; a server never has what this writes. Apart from mp4.py
because an original is not our encoder's: H.264, H.265 or MJPEG, in either framing, perhaps with pictures out of order.
Nothing is decoded or encoded anew. The only change to a packet is its framing where the camera used start codes: MP4
wants lengths (ISO/IEC 14496-15). Sound stays in the sealed file and is not written here.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import BinaryIO, Final, Literal

from groundglass.errors import StoreDamaged, StoreError
from groundglass.frosted.media.boxes import MATRIX, TRACK, box, full_box, movie_header
from groundglass.frosted.media.parameter_sets import Shape, h264_shape, h265_shape
from groundglass.pane.ids import TICKS_PER_S, Instant90k

Codec = Literal["h264", "h265", "mjpeg"]

MAX_PICTURES: Final = 24 * 3600 * 60

_FTYP: Final = box(b"ftyp", b"isom", struct.pack(">I", 0x200), b"isom", b"iso2", b"avc1", b"mp41")
_START_CODE: Final = re.compile(rb"\x00\x00\x01")
_SECONDS_1904_TO_1970: Final = 2_082_844_800
_LAST_SHOWN_90K: Final = TICKS_PER_S // 25


@dataclass(frozen=True, slots=True)
class _Written:
    """One picture in the file."""

    dts: int
    pts: int
    is_key: bool
    size_bytes: int
    offset: int
    description: int
    is_shown: bool


class OriginalWriter:
    """Writes one MP4 into an open, seekable, empty file: `parameters` and `picture` as they come, then `finish`."""

    def __init__(self, file: BinaryIO, codec: Codec) -> None:
        self._file = file
        self._codec = codec
        self._entries: list[bytes] = []
        self._shape = Shape(0, 0, 1, 8, 8)
        self._description = 0
        self._has_lengths = False
        self._pictures: list[_Written] = []
        self._at = len(_FTYP) + 16
        file.write(_FTYP + struct.pack(">I4sQ", 1, b"mdat", 0))

    @property
    def pictures(self) -> int:
        """How many were written."""
        return len(self._pictures)

    def parameters(self, untrusted: bytes) -> None:
        """Codec parameters as the camera sent them: `avcC`, `hvcC`, or parameter sets with start codes."""
        if self._codec == "mjpeg" or not untrusted:
            return
        self._has_lengths = untrusted[0] == 1
        entry, self._shape = _h264(untrusted) if self._codec == "h264" else _h265(untrusted)
        self._describe(entry)

    def picture(
        self, pts: Instant90k, dts: Instant90k, untrusted_body: bytes, *, is_key: bool, is_shown: bool = True
    ) -> None:
        """One packet of video. Raises `StoreError` for one that comes before its parameters.

        A packet that was written already (a segment begins with what its first picture needs) is left out. One that
        is not `is_shown` is there only because others need it: it is shown for no time that anybody could see.
        """
        if self._pictures and dts <= self._pictures[-1].dts:
            return
        if self._codec == "mjpeg" and not self._description:
            self._shape = _jpeg_shape(untrusted_body)
            self._describe(_motion_jpeg(self._shape))
        if not self._description:
            raise StoreError("could not write the original: a picture came before its parameters")
        if len(self._pictures) >= MAX_PICTURES:
            raise StoreError("could not write the original: it has too many pictures", "ask for a shorter range")
        body = untrusted_body
        if self._codec != "mjpeg" and not self._has_lengths:
            body = b"".join(struct.pack(">I", len(unit)) + unit for unit in units(untrusted_body))
        self._pictures.append(_Written(dts, pts, is_key, len(body), self._at, self._description, is_shown))
        self._file.write(body)
        self._at += len(body)

    def finish(self, *, start: Instant90k, until: Instant90k) -> None:
        """Write the index, which shows what lies within `start`..`until`. Raises `StoreError` without pictures."""
        if not any(one.is_shown for one in self._pictures):
            raise StoreError("could not write the original: it has no pictures")
        self._retime()
        self._file.write(self._moov(start, until))
        self._file.seek(len(_FTYP) + 8)
        self._file.write(struct.pack(">Q", self._at - len(_FTYP)))
        self._file.seek(0, 2)

    def _retime(self) -> None:
        """Put what is not shown right before what follows it, a tick each."""
        for place in range(len(self._pictures) - 2, -1, -1):
            one, following = self._pictures[place], self._pictures[place + 1]
            if not one.is_shown:
                self._pictures[place] = replace(one, dts=following.dts - 1, pts=following.dts - 1)

    def _describe(self, entry: bytes) -> None:
        if entry not in self._entries:
            self._entries.append(entry)
        self._description = self._entries.index(entry) + 1

    def _moov(self, start: int, until: int) -> bytes:
        first = self._pictures[0].dts
        durations = [later.dts - one.dts for one, later in zip(self._pictures, self._pictures[1:], strict=False)]
        # Nobody says how long the last picture is shown: as long as the one before it.
        last_90k = min(durations[-1], TICKS_PER_S) if durations else _LAST_SHOWN_90K
        durations.append(last_90k)
        total = sum(durations)
        earliest = min(one.pts for one in self._pictures if one.is_shown)
        latest = max(one.pts for one in self._pictures) + last_90k
        begins, ends = max(start, earliest), min(until, latest)
        shown = max(1, ends - begins)
        edits = box(b"edts", full_box(b"elst", 1, 0, struct.pack(">IQqI", 1, shown, begins - first, 0x10000)))
        created_s = begins // TICKS_PER_S + _SECONDS_1904_TO_1970
        return box(b"moov", movie_header(created_s, shown), self._track(total, shown, edits, self._tables(durations)))

    def _tables(self, durations: Sequence[int]) -> tuple[bytes, ...]:
        offsets = [one.pts - one.dts for one in self._pictures]
        keys = [number for number, one in enumerate(self._pictures, 1) if one.is_key]
        chunks = [
            (number, 1, one.description)
            for number, (one, before) in enumerate(zip(self._pictures, [None, *self._pictures], strict=False), 1)
            if before is None or before.description != one.description
        ]
        return (
            full_box(b"stts", 0, 0, _run_lengths(">II", durations)),
            full_box(b"ctts", 1, 0, _run_lengths(">Ii", offsets)),
            full_box(b"stss", 0, 0, _counted(">I", keys)),
            full_box(b"stsc", 0, 0, struct.pack(">I", len(chunks)) + b"".join(struct.pack(">III", *c) for c in chunks)),
            full_box(b"stsz", 0, 0, bytes(4), _counted(">I", [one.size_bytes for one in self._pictures])),
            full_box(b"co64", 0, 0, _counted(">Q", [one.offset for one in self._pictures])),
        )

    def _track(self, total: int, shown: int, edits: bytes, tables: Sequence[bytes]) -> bytes:
        tkhd = full_box(
            b"tkhd", 1, 3,
            struct.pack(">QQIIQ", 0, 0, TRACK, 0, shown), bytes(16), MATRIX,
            struct.pack(">II", self._shape.width << 16, self._shape.height << 16),
        )  # fmt: skip
        mdhd = full_box(b"mdhd", 1, 0, struct.pack(">QQIQHH", 0, 0, TICKS_PER_S, total, 0x55C4, 0))
        hdlr = full_box(b"hdlr", 0, 0, bytes(4), b"vide", bytes(12), b"original\0")
        dinf = box(b"dinf", full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1)))
        stsd = full_box(b"stsd", 0, 0, struct.pack(">I", len(self._entries)), *self._entries)
        minf = box(b"minf", full_box(b"vmhd", 0, 1, bytes(8)), dinf, box(b"stbl", stsd, *tables))
        return box(b"trak", tkhd, edits, box(b"mdia", mdhd, hdlr, minf))


def units(untrusted: bytes) -> list[bytes]:
    """The NAL units between start codes (H.264, Annex B), without the zeros that pad them."""
    starts = [found.end() for found in _START_CODE.finditer(untrusted)]
    ends = [start - 3 for start in starts[1:]] + [len(untrusted)]
    found = [untrusted[start:end].rstrip(b"\x00") for start, end in zip(starts, ends, strict=True)]
    return [unit for unit in found if unit]


def _h264(untrusted: bytes) -> tuple[bytes, Shape]:
    if untrusted[0] == 1:
        size = int.from_bytes(untrusted[6:8], "big")
        shape = h264_shape(untrusted[8 : 8 + size])
        return _visual(b"avc1", shape, box(b"avcC", untrusted)), shape
    sps = [unit for unit in units(untrusted) if unit[0] & 0x1F == 7]
    pps = [unit for unit in units(untrusted) if unit[0] & 0x1F == 8]
    if not sps or not pps:
        raise StoreDamaged("the original's parameters hold no parameter sets")
    shape = h264_shape(sps[0])
    record = b"\x01" + sps[0][1:4] + b"\xff" + bytes([0xE0 | len(sps[:31])]) + _sized(sps[:31])
    record += bytes([len(pps[:255])]) + _sized(pps[:255])
    if sps[0][1] in (100, 110, 122, 144, 244):
        record += bytes([0xFC | shape.chroma, 0xF8 | shape.luma_bits - 8, 0xF8 | shape.chroma_bits - 8, 0])
    return _visual(b"avc1", shape, box(b"avcC", record)), shape


def _h265(untrusted: bytes) -> tuple[bytes, Shape]:
    if untrusted[0] == 1:
        return _h265_with_lengths(untrusted)
    arrays = [(kind, [u for u in units(untrusted) if u[0] >> 1 & 0x3F == kind]) for kind in (32, 33, 34)]
    if not all(found for _, found in arrays):
        raise StoreDamaged("the original's parameters hold no parameter sets")
    shape = h265_shape(arrays[1][1][0])
    record = b"\x01" + shape.profile + b"\xf0\x00\xfc"
    record += (
        bytes([0xFC | shape.chroma, 0xF8 | shape.luma_bits - 8, 0xF8 | shape.chroma_bits - 8]) + b"\x00\x00\x0f\x03"
    )
    for kind, found in arrays:
        record += bytes([0x80 | kind]) + struct.pack(">H", len(found)) + _sized(found)
    return _visual(b"hvc1", shape, box(b"hvcC", record)), shape


def _h265_with_lengths(untrusted: bytes) -> tuple[bytes, Shape]:
    """From an `hvcC`: its first array of type 33 (ISO/IEC 14496-15, 8.3.3.1)."""
    at = 23
    for _ in range(untrusted[22] if len(untrusted) > 22 else 0):
        kind, count = untrusted[at] & 0x3F, int.from_bytes(untrusted[at + 1 : at + 3], "big")
        at += 3
        for _ in range(count):
            size = int.from_bytes(untrusted[at : at + 2], "big")
            if kind == 33:
                shape = h265_shape(untrusted[at + 2 : at + 2 + size])
                return _visual(b"hvc1", shape, box(b"hvcC", untrusted)), shape
            at += 2 + size
        if at >= len(untrusted):
            break
    raise StoreDamaged("the original's parameters hold no parameter sets")


def _sized(found: Sequence[bytes]) -> bytes:
    return b"".join(struct.pack(">H", len(unit)) + unit for unit in found)


def _jpeg_shape(untrusted: bytes) -> Shape:
    """From the frame header of a JPEG (ITU-T T.81, B.2.2)."""
    found = re.search(rb"\xff[\xc0-\xc2]..\x08(..)(..)", untrusted[:65_536], re.DOTALL)
    if found is None:
        raise StoreDamaged("a picture of the original is no JPEG")
    return Shape(int.from_bytes(found[2], "big"), int.from_bytes(found[1], "big"), 1, 8, 8)


def _motion_jpeg(shape: Shape) -> bytes:
    """mp4v with object type 0x6C, which is JPEG (ISO/IEC 14496-1, 7.2.6.6.2)."""
    config = b"\x04\x0d\x6c\x11" + bytes(11)
    descriptor = b"\x03" + bytes([3 + len(config) + 3]) + b"\x00\x01\x00" + config + b"\x06\x01\x02"
    return _visual(b"mp4v", shape, full_box(b"esds", 0, 0, descriptor))


def _visual(kind: bytes, shape: Shape, *boxes: bytes) -> bytes:
    return box(
        kind,
        bytes(6), struct.pack(">H", 1), bytes(16), struct.pack(">HH", shape.width, shape.height),
        struct.pack(">IIIH", 0x480000, 0x480000, 0, 1), bytes(32), struct.pack(">Hh", 0x18, -1), *boxes,
    )  # fmt: skip


def _run_lengths(form: str, values: Sequence[int]) -> bytes:
    lengths = [(len(list(group)), value) for value, group in groupby(values)]
    return struct.pack(">I", len(lengths)) + b"".join(struct.pack(form, *entry) for entry in lengths)


def _counted(form: str, values: Sequence[int]) -> bytes:
    return struct.pack(">I", len(values)) + b"".join(struct.pack(form, value) for value in values)
