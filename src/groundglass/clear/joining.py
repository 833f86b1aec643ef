"""Pieces of H.264 and H.265, as RTP brings them -> whole coded pictures, early where that is safe.

Apart from source.py because FFmpeg's own parser hands out a picture only when the next one begins: at 15 Hz every
picture would be 67 ms late before anything was done with it. So it is switched off for these two codecs over RTSP
(options.py), and this does its work. FFmpeg leaves us neither RTP's marker nor the end bit of a fragment, so the end
of a picture is recognised by its shape: cameras cut a slice into pieces of one size, the last being shorter.

That is a habit, not a law. It is believed only after `PROOF_PICTURES` pictures in a row that kept to it and had
the same number of slices, and never again on this connection after one exception. Without it a picture is
complete when the next begins, as ever: nothing is lost but time.

Assumes what RFC 6184 and RFC 7798 say and FFmpeg does: each NAL unit begins with 00 00 00 01 at the head of a piece,
or after another unit in a piece that holds several; what follows without it continues the unit before.
Known weakness: a camera that keeps the habit for seconds and then breaks it costs the pictures up to its next key
picture. They are seen as change, and so are frosted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

START: Final = b"\0\0\0\1"
PROOF_PICTURES: Final = 30
LARGEST_PICTURE_BYTES: Final = 32 * 1024 * 1024

Coding = Literal["h264", "hevc"]


@dataclass(frozen=True, slots=True)
class CodedPicture:
    """One access unit in the form of annex B, and the stamp its slices came with."""

    annexb: bytes
    pts: int | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """What matters of a NAL unit's first bytes. `opens`: nothing of the picture before can follow it."""

    is_slice: bool
    is_first_slice: bool
    opens: bool
    is_partition: bool


class PictureJoiner:
    """One connection's pieces in, pictures out. Not thread-safe."""

    def __init__(self, coding: Coding) -> None:
        self._coding: Coding = coding
        self._parts: list[bytes] = []
        self._size_bytes = 0
        self._pts: int | None = None
        self._slices = 0
        self._is_out = False  # the picture was handed out before the next one began
        self._in_unit = False  # a piece without a start code has something to continue
        self._ends_in_slice = False
        # Of the last piece: did it begin a unit, and its bytes. Read only within a unit, whose beginning has set it.
        self._last = True, 0
        self._full_bytes = {True: 0, False: 0}  # of a piece that was not the last of its unit; by whether it began it
        self._usual_slices = 0
        self._kept_pictures = 0
        self._is_broken = False

    @property
    def is_early(self) -> bool:
        """True while pictures are handed out before the next one begins."""
        return not self._is_broken and self._kept_pictures >= PROOF_PICTURES

    def take(self, piece: bytes, pts: int | None) -> list[CodedPicture]:
        """The pictures that are whole now: none, one, or (where one was late and one is early) two."""
        done: list[CodedPicture] = []
        if piece.startswith(START):
            for unit in piece.split(START)[1:]:
                done += self._begin_unit(START + unit, pts)
        else:
            self._continue_unit(piece, pts)
        if self._size_bytes > LARGEST_PICTURE_BYTES:
            self._start_over(pts)
        if self._looks_whole():
            done += self._hand_out()
            self._is_out = True
        return done

    def end(self) -> list[CodedPicture]:
        """The last picture, when no more pieces will come."""
        return self._close(None)

    def _begin_unit(self, unit: bytes, pts: int | None) -> list[CodedPicture]:
        read = self._read(unit)
        done: list[CodedPicture] = []
        if self._slices and (read.opens or (read.is_slice and (read.is_first_slice or pts != self._pts))):
            done = self._close(pts)
        elif read.is_slice and self._is_out:
            self._break_habit()
            self._in_unit = False
            return []
        self._is_broken |= read.is_partition
        if not self._slices:
            self._pts = pts  # parameter sets may carry another stamp than the slices they stand before
        self._slices += read.is_slice
        self._in_unit = True
        self._ends_in_slice = read.is_slice
        if not self._is_out:  # what comes after the slices of a picture that is out is padding
            self._append(unit, begins=True)
        return done

    def _continue_unit(self, piece: bytes, pts: int | None) -> None:
        if not self._in_unit or pts != self._pts:
            return  # its beginning was lost
        if self._is_out:
            if self._ends_in_slice:
                self._break_habit()
            return
        begins, size_bytes = self._last
        if size_bytes < self._full_bytes[begins]:
            self._break_habit()
        self._full_bytes[begins] = size_bytes
        self._append(piece, begins=False)

    def _looks_whole(self) -> bool:
        if self._is_out or not self.is_early or not self._ends_in_slice:
            return False
        begins, size_bytes = self._last
        return self._slices == self._usual_slices and size_bytes < self._full_bytes[begins]

    def _close(self, pts: int | None) -> list[CodedPicture]:
        """The next picture begins: hand out this one unless it is out, and see whether it kept the habit."""
        done = [] if self._is_out else self._hand_out()
        if self._slices == self._usual_slices:
            self._kept_pictures += 1
        else:
            self._usual_slices, self._kept_pictures = self._slices, 0
        self._start_over(pts)
        return done

    def _hand_out(self) -> list[CodedPicture]:
        return [CodedPicture(b"".join(self._parts), self._pts)] if self._slices else []

    def _start_over(self, pts: int | None) -> None:
        self._parts, self._size_bytes, self._pts, self._slices = [], 0, pts, 0
        self._is_out = self._in_unit = self._ends_in_slice = False
        self._last = True, 0

    def _append(self, piece: bytes, *, begins: bool) -> None:
        self._parts.append(piece)
        self._size_bytes += len(piece)
        self._last = begins, len(piece)

    def _break_habit(self) -> None:
        self._is_broken = True

    def _read(self, unit: bytes) -> _Unit:
        head = unit[len(START) : len(START) + 3].ljust(3, b"\0")
        if self._coding == "h264":
            kind = head[0] & 0x1F
            return _Unit(kind in (1, 2, 5), bool(head[1] & 0x80), kind in (6, 7, 8, 9), kind == 2)
        kind = head[0] >> 1 & 0x3F
        return _Unit(kind < 32, bool(head[2] & 0x80), kind in (32, 33, 34, 35, 39), False)
