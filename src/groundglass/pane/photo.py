"""Frosting one hand-held photo: what is ordered, what is answered, and how coarse the answer is. Both ends.

Apart from wire.py because it is another conversation, and a short one: a process makes a key and tells its public
half, is given one sealed photo, answers with one frosted picture or a closed code, and ends. It never serves a second
photo, so that whoever sent the first, however hostile, sees nothing of anybody else's. The frosted side holds the
photo as ciphertext only, and treats every byte of an answer as chosen by an attacker.

    answer = kind u8 | length u32 | body        1 KEY      recipient, ASCII
                                                2 PICTURE  width u16 | height u16 | JPEG
                                                3 REFUSED  code u8
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias, assert_never

from groundglass.errors import PaneError

KEY, PICTURE, REFUSED = 1, 2, 3
MAX_SEALED_BYTES: Final = 180 * 1024
"""A phone frosts before it sends, into less than a kilobyte; whoever else sends a photo reduces it to this."""

MAX_JPEG_BYTES: Final = 96 * 1024
CELLS: Final = 16
"""Cells along the longer side of the photo. Nothing is known of what a hand-held picture shows, so all of it is
hidden: somebody who fills that side from head to foot is shown in cells of 110 mm, their upper half in 55 mm."""

TONES: Final = 8
"""Steps of brightness that a cell may have."""

COLOUR_STEP: Final = 24
"""Distance of two colour differences that a cell may have, of 256: fire and water stay apart, skin and cloth do not."""

LONGEST_PX: Final = 960
ANSWER_HEAD: Final = struct.Struct(">BI")
_AGE: Final = b"age-encryption.org/v1\n"
_SIZE: Final = struct.Struct(">HH")
_RECIPIENT: Final = re.compile(rb"age1[02-9ac-hj-np-z]{58}")
_LONGEST: Final = {KEY: 62, PICTURE: MAX_JPEG_BYTES + _SIZE.size, REFUSED: 1}


@dataclass(frozen=True, slots=True)
class PhotoTask:
    """Be the process that frosts one photo."""


@dataclass(frozen=True, slots=True)
class SealedPhoto:
    """A photo, encrypted with age for the key that the process told."""

    body: bytes

    def __repr__(self) -> str:
        return f"<SealedPhoto of {len(self.body)} bytes>"


class Unusable(IntEnum):
    """Why a photo was not frosted. Nothing of it is kept in any case."""

    NOT_OPENED = 1  # it was not encrypted for this key
    NOT_A_PICTURE = 2  # neither JPEG nor PNG, or broken
    TOO_LARGE = 3  # more pixels than are decoded
    FAILED = 4


@dataclass(frozen=True, slots=True)
class PhotoKey:
    """The public half of a key that only this process holds: an age recipient."""

    recipient: str


@dataclass(frozen=True, slots=True)
class FrostedPhoto:
    """A photo in coarse cells, encoded anew. Minted in clear/photo/ only."""

    width: int
    height: int
    jpeg: bytes

    def __repr__(self) -> str:
        return f"<FrostedPhoto {self.width}x{self.height}>"


@dataclass(frozen=True, slots=True)
class PhotoRefused:
    """There is no frosted photo."""

    why: Unusable


PhotoAnswer: TypeAlias = PhotoKey | FrostedPhoto | PhotoRefused


def encode_photo_answer(answer: PhotoAnswer) -> bytes:
    """The bytes of one answer."""
    match answer:
        case PhotoKey(recipient):
            kind, body = KEY, recipient.encode()
        case FrostedPhoto(width, height, jpeg):
            kind, body = PICTURE, _SIZE.pack(width, height) + jpeg
        case PhotoRefused(why):
            kind, body = REFUSED, bytes([why])
        case _:
            assert_never(answer)
    if len(body) > _LONGEST[kind]:
        raise PaneError("an answer about a photo is larger than the pane allows")
    return ANSWER_HEAD.pack(kind, len(body)) + body


def parse_photo_head(untrusted_head: bytes) -> tuple[int, int]:
    """Return (kind, body length), or raise `PaneError`."""
    if len(untrusted_head) != ANSWER_HEAD.size:
        raise PaneError("the process closed the pane in the middle of an answer")
    kind, length = ANSWER_HEAD.unpack(untrusted_head)
    if kind not in _LONGEST or not 1 <= length <= _LONGEST[kind]:
        raise PaneError(f"an answer of kind {kind} and {length} bytes is not one")
    return kind, length


def parse_photo_answer(kind: int, untrusted_body: bytes) -> PhotoAnswer:
    """One answer, or `PaneError`. A picture is a JPEG from its first to its last byte."""
    if kind == KEY:
        return PhotoKey(parse_photo_recipient(untrusted_body))
    if kind == REFUSED and len(untrusted_body) == 1:
        try:
            return PhotoRefused(Unusable(untrusted_body[0]))
        except ValueError as error:
            raise PaneError("a photo was refused for a reason that is none") from error
    if kind != PICTURE or len(untrusted_body) <= _SIZE.size:
        raise PaneError(f"an answer of kind {kind} and {len(untrusted_body)} bytes is not one")
    width, height = _SIZE.unpack_from(untrusted_body)
    jpeg = untrusted_body[_SIZE.size :]
    if min(width, height) < 1 or max(width, height) > LONGEST_PX:
        raise PaneError(f"a frosted photo of {width} x {height} is not one")
    if not (jpeg.startswith(b"\xff\xd8\xff") and jpeg.endswith(b"\xff\xd9")):
        raise PaneError("a frosted photo is a JPEG")
    return FrostedPhoto(width, height, jpeg)


def parse_photo_recipient(untrusted: bytes) -> str:
    """An age recipient (X25519, Bech32), or `PaneError`."""
    if _RECIPIENT.fullmatch(untrusted) is None:
        raise PaneError("this is not the key of a process that frosts photos", "ask for a new one")
    return untrusted.decode()


def parse_sealed_photo(untrusted_body: bytes) -> SealedPhoto:
    """The order, or `PaneError`."""
    if not 1 <= len(untrusted_body) <= MAX_SEALED_BYTES:
        raise PaneError(
            f"a sealed photo has at most {MAX_SEALED_BYTES // 1024} KiB", "make the picture smaller before it is sealed"
        )
    if not untrusted_body.startswith(_AGE):
        # Whoever sends a photo as it is has made a mistake, and it goes no further than this.
        raise PaneError("this photo was not sealed", "encrypt it with age for the key that was told")
    return SealedPhoto(untrusted_body)
