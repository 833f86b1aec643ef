"""Reads back what media/boxes.py wrote: at start-up after a crash, for playback, and for `check`.

Only our own fragmented files are understood. Still everything is bounded and checked, because a disk may return
anything: what does not fit raises `StoreDamaged`. Picture data is skipped, not read, unless it is asked for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from groundglass.errors import PaneError, StoreDamaged
from groundglass.frosted.media.boxes import KEY_FLAGS
from groundglass.pane.ids import Duration90k, Instant90k, RunId
from groundglass.pane.nal import check_avcc, check_parameter_set
from groundglass.pane.pictures import FrostedSample, VideoRun

MAX_INIT_BYTES: Final = 64 * 1024
MAX_MOOF_BYTES: Final = 1024 * 1024
MAX_MDAT_BYTES: Final = 1 << 32
_MOOF_BEFORE_ENTRIES: Final = 8 + 16 + 8 + 16 + 20 + 20


class SeekableBytes(Protocol):
    """What reading boxes needs of an open file."""

    def seek(self, offset: int, whence: int = 0, /) -> int: ...

    def tell(self) -> int: ...

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture of a fragment: where it lies from the fragment's first byte, when, how long."""

    at: Instant90k
    duration: Duration90k
    is_key: bool
    offset: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class FragmentHead:
    """A fragment as its moof tells it. `offset` and `size_bytes` place moof and mdat in the file."""

    offset: int
    size_bytes: int
    sequence: int
    entries: tuple[Entry, ...]

    @property
    def start(self) -> Instant90k:
        return self.entries[0].at

    @property
    def end(self) -> Instant90k:
        return Instant90k(self.entries[-1].at + self.entries[-1].duration)


def parse_init(untrusted: bytes, run: RunId) -> VideoRun:
    """The run of an init segment, under the number its file name gives it, or `StoreDamaged`."""
    at = untrusted.find(b"avc1", untrusted.find(b"stsd") + 1)
    try:
        if at < 0 or untrusted[at + 86 : at + 90] != b"avcC":
            raise ValueError("no avcC where it is written")
        width, height = struct.unpack_from(">HH", untrusted, at + 28)
        (sps_size,) = struct.unpack_from(">H", untrusted, at + 96)
        sps = untrusted[at + 98 : at + 98 + sps_size]
        (pps_size,) = struct.unpack_from(">H", untrusted, at + 99 + sps_size)
        pps = untrusted[at + 101 + sps_size : at + 101 + sps_size + pps_size]
        check_parameter_set(sps, nal_type=7)
        check_parameter_set(pps, nal_type=8)
    except (struct.error, ValueError, PaneError) as error:
        raise StoreDamaged("a recorded file does not begin as it was written") from error
    return VideoRun(run, width, height, sps, pps)


def read_init(file: SeekableBytes, run: RunId) -> tuple[VideoRun, int]:
    """The run of a file and where its first fragment begins, or `StoreDamaged`."""
    file.seek(0)
    untrusted = file.read(MAX_INIT_BYTES)
    at = 0
    for kind in (b"ftyp", b"moov"):
        size, found = _box_head(untrusted[at : at + 8])
        if found != kind or at + size > len(untrusted):
            raise StoreDamaged("a recorded file does not begin as it was written")
        at += size
    return parse_init(untrusted[:at], run), at


def read_fragments(file: SeekableBytes, offset: int) -> Iterator[FragmentHead]:
    """Every whole fragment from `offset` on. Stops before the first that is torn or not ours; the caller compares
    where it stopped with the file's size."""
    file.seek(0, 2)
    file_bytes = file.tell()
    while offset < file_bytes:
        try:
            head = _read_head(file, offset, file_bytes)
        except StoreDamaged:
            return
        yield head
        offset += head.size_bytes


def parse_fragment(untrusted: bytes, offset: int = 0) -> FragmentHead:
    """The head of one fragment given its bytes (at least the whole moof and 8 bytes more), or `StoreDamaged`."""
    moof_size, kind = _box_head(untrusted[:8])
    if kind != b"moof" or not _MOOF_BEFORE_ENTRIES < moof_size <= min(MAX_MOOF_BYTES, len(untrusted) - 8):
        raise StoreDamaged("a fragment does not begin as it was written")
    mdat_size, kind = _box_head(untrusted[moof_size : moof_size + 8])
    (sequence,) = struct.unpack_from(">I", untrusted, 20)
    (start,) = struct.unpack_from(">Q", untrusted, 60)
    untrusted_count, data_at = struct.unpack_from(">II", untrusted, 80)
    fits = (
        kind == b"mdat" and untrusted[36:40] == b"tfhd" and untrusted[52:56] == b"tfdt" and untrusted[72:76] == b"trun"
        and untrusted_count >= 1 and data_at == moof_size + 8 and start < 1 << 60
        and _MOOF_BEFORE_ENTRIES + 12 * untrusted_count == moof_size
    )  # fmt: skip
    if not fits:
        raise StoreDamaged("a fragment does not begin as it was written")
    entries = []
    at, place = start, data_at
    for duration, size, flags in struct.iter_unpack(">III", untrusted[_MOOF_BEFORE_ENTRIES:moof_size]):
        entries.append(Entry(Instant90k(at), Duration90k(duration), flags == KEY_FLAGS, place, size))
        at += duration
        place += size
    if place != moof_size + mdat_size:
        raise StoreDamaged("a fragment's pictures do not fill it")
    return FragmentHead(offset, moof_size + mdat_size, sequence, tuple(entries))


def samples_of(untrusted: bytes, run: RunId) -> tuple[FrostedSample, ...]:
    """The pictures of one whole fragment, checked as at the pane, or `StoreDamaged`."""
    head = parse_fragment(untrusted)
    if head.size_bytes != len(untrusted):
        raise StoreDamaged("a fragment is not as long as it says")
    samples = []
    for entry in head.entries:
        avcc = untrusted[entry.offset : entry.offset + entry.size_bytes]
        try:
            check_avcc(avcc, is_key=entry.is_key)
        except PaneError as error:
            raise StoreDamaged("a recorded picture is not one") from error
        samples.append(FrostedSample(run, entry.at, entry.duration, entry.is_key, avcc))
    return tuple(samples)


def _read_head(file: SeekableBytes, offset: int, file_bytes: int) -> FragmentHead:
    file.seek(offset)
    moof_size, _ = _box_head(file.read(8))
    if moof_size > MAX_MOOF_BYTES or offset + moof_size + 8 > file_bytes:
        raise StoreDamaged("a fragment is torn")
    file.seek(offset)
    head = parse_fragment(file.read(moof_size + 8), offset)
    if offset + head.size_bytes > file_bytes:
        raise StoreDamaged("a fragment is torn")
    return head


def _box_head(untrusted: bytes) -> tuple[int, bytes]:
    if len(untrusted) != 8:
        raise StoreDamaged("a recorded file ends in the middle of a box")
    size, kind = struct.unpack(">I4s", untrusted)
    if size < 8:
        raise StoreDamaged("a recorded file has a box without a size")
    return size, kind
