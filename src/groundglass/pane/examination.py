"""Comparing an original with its frosted copy: what is ordered, and what is answered. Both ends.

Apart from wire.py because it is another conversation: one order, then numbers until an end, no video and no camera.
Nothing but counts crosses, frame by frame; what a frame looked like stays on the clear side. The frosted side treats
every byte as chosen by an attacker, as always.

    answer = kind u8 | body        1 LENGTH  frames u32
                                   2 FRAME   index u32 | at_ms u32 | six counts u32
                                   3 END     code u8
"""

from __future__ import annotations

import re
import struct
from dataclasses import astuple, dataclass
from enum import IntEnum
from typing import Any, Final, TypeAlias, assert_never

from groundglass.errors import PaneError

LENGTH, FRAME, END = 1, 2, 3
MOST_FRAMES: Final = 10_000_000
_LENGTH: Final = struct.Struct(">I")
_FRAME: Final = struct.Struct(">8I")
_END: Final = struct.Struct(">B")
ANSWER_BYTES: Final = {LENGTH: _LENGTH.size, FRAME: _FRAME.size, END: _END.size}
"""Length of each kind's body."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Examination:
    """Compare two files, by their paths, and look for faces with a detector (an ONNX file) when one is named.

    The detector is used only when its bytes have this SHA-256: whoever names it knows which it is.
    """

    original: str
    frosted: str
    detector: str | None = None
    sha256: str | None = None


class Ended(IntEnum):
    """How an examination ended."""

    DONE = 0
    ORIGINAL_UNREADABLE = 1
    FROSTED_UNREADABLE = 2
    LENGTHS_DIFFER = 3  # not the same number of pictures: nothing can be said of a pair
    DETECTOR_UNREADABLE = 4
    DETECTOR_OTHER = 5  # not the file whose digest was named
    DETECTOR_UNSUITABLE = 6  # it can be read, and does not answer as a face detector does
    FAILED = 7


@dataclass(frozen=True, slots=True)
class Length:
    """How many pictures there will be."""

    frames: int


@dataclass(frozen=True, slots=True)
class FrameFound:
    """What was found in one picture and its frosted copy.

    `person_cells` differ from the place in the original; `revealed_cells` of them are repeated by the copy.
    `place_cells` show the place with detail; `clear_cells` of them are sharp in the copy. `faces` a detector found in
    the original, `faces_frosted` in the copy: where a person was, or anywhere.
    """

    index: int
    at_ms: int
    person_cells: int
    revealed_cells: int
    place_cells: int
    clear_cells: int
    faces: int
    faces_frosted: int


@dataclass(frozen=True, slots=True)
class End:
    """Nothing more comes."""

    code: Ended


Answer: TypeAlias = Length | FrameFound | End


def encode_answer(answer: Answer) -> bytes:
    """The bytes of one answer."""
    match answer:
        case Length(frames):
            return bytes([LENGTH]) + _LENGTH.pack(frames)
        case FrameFound():
            return bytes([FRAME]) + _FRAME.pack(*astuple(answer))
        case End(code):
            return bytes([END]) + _END.pack(code)
        case _:
            assert_never(answer)


def parse_answer(kind: int, untrusted_body: bytes) -> Answer:
    """One answer, or `PaneError`. A part is never larger than its whole."""
    if kind not in ANSWER_BYTES or len(untrusted_body) != ANSWER_BYTES[kind]:
        raise PaneError(f"an answer of kind {kind} and {len(untrusted_body)} bytes is not one")
    if kind == LENGTH:
        (frames,) = _LENGTH.unpack(untrusted_body)
        if frames > MOST_FRAMES:
            raise PaneError(f"a video of {frames} pictures is longer than can be examined")
        return Length(frames)
    if kind == FRAME:
        found = FrameFound(*_FRAME.unpack(untrusted_body))
        if found.revealed_cells > found.person_cells or found.clear_cells > found.place_cells:
            raise PaneError("more was found of something than there is of it")
        return found
    (code,) = _END.unpack(untrusted_body)
    try:
        return End(Ended(code))
    except ValueError as error:
        raise PaneError(f"an examination cannot end with {code}") from error


def examination_json(examination: Examination) -> dict[str, Any]:
    """The JSON form of the order."""
    return {
        "original": examination.original,
        "frosted": examination.frosted,
        "detector": examination.detector,
        "sha256": examination.sha256,
    }


def parse_examination(untrusted: Any) -> Examination:
    """The order, or `PaneError`."""
    if not isinstance(untrusted, dict) or set(untrusted) != {"original", "frosted", "detector", "sha256"}:
        raise PaneError("an examination names an original, a frosted copy and perhaps a detector")
    paths = [untrusted["original"], untrusted["frosted"]]
    detector, sha256 = untrusted["detector"], untrusted["sha256"]
    if detector is not None:
        paths.append(detector)
    if not all(isinstance(path, str) and path.startswith("/") and len(path) <= 4096 for path in paths):
        raise PaneError("the files of an examination are absolute paths of at most 4096 characters")
    if (detector is None) != (sha256 is None):
        raise PaneError("a detector is named together with its SHA-256")
    if sha256 is not None and (not isinstance(sha256, str) or _SHA256.fullmatch(sha256) is None):
        raise PaneError("a SHA-256 is 64 lower-case hexadecimal digits")
    return Examination(paths[0], paths[1], detector, sha256)
