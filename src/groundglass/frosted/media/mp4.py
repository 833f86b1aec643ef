"""Progressive MP4: one file that every player opens, with an index of its pictures and frame-accurate ends.

Two ways to make one. `Mp4Writer` writes pictures as they come and the index (moov) last, for files that are being
made. `download_head` makes the index first, when all sizes are known, for downloads that are streamed. Both can
hide pictures that come before the wanted beginning by an edit list (ISO/IEC 14496-12, 8.6.6).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import BinaryIO, Final

from groundglass.errors import StoreError
from groundglass.frosted.media.boxes import box, full_box, movie_header, track_box
from groundglass.pane.ids import TICKS_PER_S, Instant90k
from groundglass.pane.pictures import FrostedSample, VideoRun

_FTYP: Final = box(b"ftyp", b"isom", struct.pack(">I", 0x200), b"isom", b"iso2", b"avc1", b"mp41")
_SECONDS_1904_TO_1970: Final = 2_082_844_800
_MAX_DURATION: Final = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class IndexedPicture:
    """What the index says of one picture. `description` counts the runs of the file from 1."""

    at: Instant90k
    duration: int
    is_key: bool
    size_bytes: int
    description: int


@dataclass(slots=True)
class PictureIndex:
    """Pictures in order and the parameter sets they need; runs with equal parameters share one."""

    runs: list[VideoRun] = field(default_factory=list)
    pictures: list[IndexedPicture] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)  # one per picture, from the first byte of the file

    def describe(self, run: VideoRun) -> int:
        """The number of a run's parameters, added when they are new."""
        for number, known in enumerate(self.runs, 1):
            same = (known.sps, known.pps, known.width, known.height)
            if same == (run.sps, run.pps, run.width, run.height):
                return number
        self.runs.append(run)
        return len(self.runs)

    def moov(self, *, start: Instant90k | None = None, end: Instant90k | None = None) -> bytes:
        """The index box. With `start`, pictures that end before it are hidden; with `end`, the last one is cut."""
        first = self.pictures[0].at
        durations = self._durations()
        total = sum(durations)
        skipped = max(0, (start or first) - first)
        shown = max(1, min(total, (end or first + total) - first) - skipped)
        edits = box(b"edts", full_box(b"elst", 1, 0, struct.pack(">IQqI", 1, shown, skipped, 0x10000)))
        tables = (
            full_box(b"stts", 0, 0, _run_lengths(durations)),
            full_box(b"stss", 0, 0, _counted(">I", [i for i, p in enumerate(self.pictures, 1) if p.is_key])),
            full_box(b"stsc", 0, 0, self._chunks()),
            full_box(b"stsz", 0, 0, bytes(4), _counted(">I", [p.size_bytes for p in self.pictures])),
            full_box(b"co64", 0, 0, _counted(">Q", self.offsets)),
        )
        created_s = (first + skipped) // TICKS_PER_S + _SECONDS_1904_TO_1970
        return box(b"moov", movie_header(created_s, shown), track_box(self.runs, total, tables, edits=edits))

    def _durations(self) -> list[int]:
        """Until the next picture, gaps included: a player then shows the last picture through a gap."""
        ends = [p.at for p in self.pictures[1:]] + [self.pictures[-1].at + self.pictures[-1].duration]
        return [min(_MAX_DURATION, max(1, end - p.at)) for p, end in zip(self.pictures, ends, strict=True)]

    def _chunks(self) -> bytes:
        """stsc: one picture per chunk, the description of each where it changes."""
        entries: list[tuple[int, int, int]] = []
        for number, picture in enumerate(self.pictures, 1):
            if not entries or entries[-1][2] != picture.description:
                entries.append((number, 1, picture.description))
        return struct.pack(">I", len(entries)) + b"".join(struct.pack(">III", *entry) for entry in entries)


class Mp4Writer:
    """Writes one progressive MP4 into an open, seekable, empty file.

    `add` a run, then its samples in order; `finish` writes the index. A file without `finish` is no video, so write
    under another name and rename. Offsets of times are kept: the first picture is shown at 0.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._index = PictureIndex()
        self._description = 0
        self._at = len(_FTYP) + 16
        file.write(_FTYP + struct.pack(">I4sQ", 1, b"mdat", 0))

    @property
    def pictures(self) -> int:
        """How many were added."""
        return len(self._index.pictures)

    def add(self, item: VideoRun | FrostedSample) -> None:
        """Begin a run, or write a picture of it. Raises `StoreError` for a picture before any run."""
        if isinstance(item, VideoRun):
            self._description = self._index.describe(item)
            return
        if not self._description:
            raise StoreError("could not write a video: a picture came before its run")
        self._file.write(item.avcc)
        self._index.pictures.append(
            IndexedPicture(item.at, item.duration, item.is_key, len(item.avcc), self._description)
        )
        self._index.offsets.append(self._at)
        self._at += len(item.avcc)

    def finish(self) -> None:
        """Write the index. Raises `StoreError` when there is no picture. The file stays open."""
        if not self._index.pictures:
            raise StoreError("could not write a video: it has no pictures")
        self._file.write(self._index.moov())
        self._file.seek(len(_FTYP) + 8)
        self._file.write(struct.pack(">Q", self._at - len(_FTYP)))
        self._file.seek(0, 2)


def download_head(
    runs: Sequence[VideoRun],
    pictures: Iterable[IndexedPicture],
    *,
    start: Instant90k | None = None,
    end: Instant90k | None = None,
) -> bytes:
    """Everything before the picture data of a file whose pictures follow in order: ftyp, moov and mdat's head."""
    index = PictureIndex(list(runs), list(pictures))
    index.offsets = [0] * len(index.pictures)
    first_at = len(_FTYP) + len(index.moov(start=start, end=end)) + 16
    at = first_at
    for number, picture in enumerate(index.pictures):
        index.offsets[number] = at
        at += picture.size_bytes
    mdat = struct.pack(">I4sQ", 1, b"mdat", 16 + at - first_at)
    return _FTYP + index.moov(start=start, end=end) + mdat


def _run_lengths(values: Sequence[int]) -> bytes:
    """stts: (how many, duration) for each stretch of equal durations."""
    lengths = [(len(list(group)), value) for value, group in groupby(values)]
    return struct.pack(">I", len(lengths)) + b"".join(struct.pack(">II", *entry) for entry in lengths)


def _counted(form: str, values: Sequence[int]) -> bytes:
    """A count and the values."""
    return struct.pack(">I", len(values)) + b"".join(struct.pack(form, value) for value in values)
