"""How large a JPEG or PNG says it is, before a decoder is let near it.

Apart because a decoder reserves memory for what a header promises: a few hundred bytes may promise a thousand
megapixels. Every other form of picture is refused, since every form is a parser more. Pure.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from groundglass.errors import SourceError

MAX_PIXELS: Final = 26_000_000
MAX_SIDE_PX: Final = 10_000
_PNG: Final = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
_SIZE: Final = struct.Struct(">II")
# Start of frame, all kinds that hold a size; 0xC4, 0xC8 and 0xCC are tables of the same range.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_MAX_SEGMENTS: Final = 1000


@dataclass(frozen=True, slots=True)
class PictureSize:
    """Pixels, each side 1 or more."""

    width: int
    height: int

    @property
    def is_decoded(self) -> bool:
        """Whether this much is decoded."""
        return max(self.width, self.height) <= MAX_SIDE_PX and self.width * self.height <= MAX_PIXELS


def size_of(untrusted_body: bytes) -> PictureSize:
    """What the header says, or `SourceError`."""
    if untrusted_body.startswith(_PNG):
        found = _png_size(untrusted_body)
    elif untrusted_body.startswith(b"\xff\xd8"):
        found = _jpeg_size(untrusted_body)
    else:
        found = None
    if found is None or min(found) < 1:
        raise SourceError("this is neither a JPEG nor a PNG")
    return PictureSize(*found)


def _png_size(untrusted_body: bytes) -> tuple[int, int] | None:
    if len(untrusted_body) < len(_PNG) + _SIZE.size:
        return None
    width, height = _SIZE.unpack_from(untrusted_body, len(_PNG))
    return int(width), int(height)


def _jpeg_size(untrusted_body: bytes) -> tuple[int, int] | None:
    """Walk from segment to segment to the first start of frame; each step goes forward."""
    at = 2
    for _ in range(_MAX_SEGMENTS):
        if at + 4 > len(untrusted_body) or untrusted_body[at] != 0xFF:
            return None
        marker = untrusted_body[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _BARE:
            at += 2
        elif marker in _FRAMES:
            if at + 9 > len(untrusted_body):
                return None
            height, width = struct.unpack_from(">HH", untrusted_body, at + 5)
            return int(width), int(height)
        else:
            length = int.from_bytes(untrusted_body[at + 2 : at + 4], "big")
            if length < 2:
                return None
            at += 2 + length
    return None
