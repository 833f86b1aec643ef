"""Whether a video file is as long as it says: the outermost lengths of three containers, and nothing inside them.

Apart from source.py because FFmpeg reads a cut-off file happily to where it ends and calls that the end. A copy of
a recording that stopped half-way must not be frosted as if it were whole. MP4 and MOV, Matroska and WebM, and AVI
say how long they are; transport streams do not, and are believed.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"styp", b"sidx", b"moof"})
_EBML: Final = bytes.fromhex("1a45dfa3")
_SEGMENT: Final = bytes.fromhex("18538067")
_MAX_BOXES: Final = 1_000_000


def ends_too_soon(path: Path) -> bool:
    """True when the container announces more bytes than the file has. False when it does not say."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            head = file.read(12)
            if head[4:8] in _BOXES:
                return _boxes_end(file) > size
            if head[:4] == _EBML:
                return _segment_end(file) > size
            if head[:4] == b"RIFF" and head[8:] == b"AVI ":
                return 8 + int.from_bytes(head[4:8], "little") > size
    except OSError:
        return False  # Whoever decodes it will say why it cannot be read.
    return False


def _boxes_end(file: BinaryIO) -> int:
    """Where the last box ends (ISO/IEC 14496-12, 4.2). A box of size 0 goes on to the end, wherever that is."""
    at = 0
    for _ in range(_MAX_BOXES):
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if len(head) < 8 or length < 8:
            # Nothing more, or bytes that are no box: what follows them is not for us to judge.
            return at + (8 if 0 < len(head) < 8 and any(head) else 0)
        at += length
    return at


def _segment_end(file: BinaryIO) -> int:
    """Where the segment after the EBML header ends (RFC 8794, 4), or 0 when it does not say."""
    file.seek(4)
    header = _length(file)
    if header is None:
        return 0
    file.seek(header, 1)
    if file.read(4) != _SEGMENT:
        return 0
    length = _length(file)
    return 0 if length is None else file.tell() + length


def _length(file: BinaryIO) -> int | None:
    """A variable-size length, or None for the one that means "not known" and for none at all."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    extra = 8 - first[0].bit_length()
    value = int.from_bytes(bytes([first[0] ^ (1 << (7 - extra))]) + file.read(extra), "big")
    return None if value == (1 << (7 * (extra + 1))) - 1 else value
