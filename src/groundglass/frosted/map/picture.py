"""What a plan's picture says of itself in its first bytes: its kind and its size.

A picture that people upload is not camera footage, and it is not trusted either. This side of the house decodes no
pixels, so it reads a header and keeps the file as it came; browsers decode it, in their own sandbox, from an answer
that lets it do nothing else. Drawings that can hold a program (SVG, PDF) are refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from groundglass.errors import ConfigError

MAX_PICTURE_BYTES: Final = 8 * 1024 * 1024
MAX_SIDE_PX: Final = 12_000
MAX_PIXELS: Final = 50_000_000
_MOST_SEGMENTS: Final = 200
_NO_SIZE: Final = frozenset({0xC4, 0xC8, 0xCC})  # between the start-of-frame markers, and none of them

Media: TypeAlias = Literal["image/png", "image/jpeg", "image/webp"]


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """A picture's kind and its size in pixels."""

    media: Media
    width: int
    height: int


def parse_picture(untrusted: bytes) -> PictureFacts:
    """Read the header of a PNG, JPEG or WebP file; `ConfigError` for anything else, or beyond the limits."""
    if len(untrusted) > MAX_PICTURE_BYTES:
        raise ConfigError(f"a plan's picture has at most {MAX_PICTURE_BYTES >> 20} MiB", "save it smaller")
    facts = _png(untrusted) or _jpeg(untrusted) or _webp(untrusted)
    if facts is None:
        raise ConfigError(
            "this is no picture that can be kept as a plan",
            "save the plan as PNG, JPEG or WebP; SVG and PDF can hold programs and are not taken",
        )
    longest, pixels = max(facts.width, facts.height), facts.width * facts.height
    if min(facts.width, facts.height) < 16 or longest > MAX_SIDE_PX or pixels > MAX_PIXELS:
        raise ConfigError(
            f"this picture has {facts.width} by {facts.height} pixels, which is no size for a plan",
            f"save it with 16 to {MAX_SIDE_PX} pixels on each side and at most {MAX_PIXELS // 10**6} million",
        )
    return facts


def _png(body: bytes) -> PictureFacts | None:
    if body[:8] != b"\x89PNG\r\n\x1a\n" or body[12:16] != b"IHDR" or len(body) < 33:
        return None
    return PictureFacts("image/png", int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big"))


def _jpeg(body: bytes) -> PictureFacts | None:
    """Walks the segments up to the start of frame (ITU-T T.81, B.2.2)."""
    if body[:3] != b"\xff\xd8\xff":
        return None
    at = 2
    for _ in range(_MOST_SEGMENTS):
        if at + 9 > len(body) or body[at] != 0xFF:
            return None
        marker, length = body[at + 1], int.from_bytes(body[at + 2 : at + 4], "big")
        if marker == 0xFF:  # a fill byte before the marker
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE:
            height, width = int.from_bytes(body[at + 5 : at + 7], "big"), int.from_bytes(body[at + 7 : at + 9], "big")
            return PictureFacts("image/jpeg", width, height)
        if marker == 0xDA or length < 2:
            return None
        at += 2 + length
    return None


def _webp(body: bytes) -> PictureFacts | None:
    """The three forms of the container: lossy, lossless, extended."""
    if body[:4] != b"RIFF" or body[8:12] != b"WEBP" or len(body) < 30:
        return None
    match body[12:16]:
        case b"VP8X":
            return PictureFacts(
                "image/webp", 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
            )
        case b"VP8L" if body[20] == 0x2F:
            packed = int.from_bytes(body[21:25], "little")
            return PictureFacts("image/webp", 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF))
        case b"VP8 " if body[23:26] == b"\x9d\x01\x2a":
            width, height = int.from_bytes(body[26:28], "little"), int.from_bytes(body[28:30], "little")
            return PictureFacts("image/webp", width & 0x3FFF, height & 0x3FFF)
        case _:
            return None
