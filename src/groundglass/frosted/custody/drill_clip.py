"""A drawn clip that says DRILL: what is sealed to try the custodians' keys with.

Apart because a drill must seal something that is nobody's picture, and the frosted side has no encoder. So the pictures
are written by hand: H.264 (ITU-T H.264) with every macroblock as plain samples (I_PCM, 7.3.5), which takes no more than
its headers. Ten key pictures, one a second, with a bar that moves. The bytes are the same for every drill.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from groundglass.custody.records import End, Packet, Parameters, Record
from groundglass.pane.ids import TICKS_PER_S, Instant90k

PICTURES: Final = 10
COLUMNS, ROWS = 6, 3

_START_CODE: Final = b"\x00\x00\x00\x01"
_PLAIN: Final = b"\x0d\x00"  # mb_type ue(25) is I_PCM; then zero bits up to the next byte
_PAPER, _INK, _BAR, _GREY = 200, 40, 120, 128
# Five columns of seven rows each, a bit per dot, the top one the lowest bit.
_LETTERS: Final = {
    "D": (0x7F, 0x41, 0x41, 0x22, 0x1C),
    "R": (0x7F, 0x09, 0x19, 0x29, 0x46),
    "I": (0x00, 0x41, 0x7F, 0x41, 0x00),
    "L": (0x7F, 0x40, 0x40, 0x40, 0x40),
}
_WORD: Final = "DRILL"


def drill_records(start: Instant90k) -> tuple[Record, ...]:
    """The records of a drill's segment, from `start` on: the form a camera's have."""
    pictures = [
        Packet("video", Instant90k(at), Instant90k(at), True, _picture(number))
        for number in range(PICTURES)
        for at in (start + number * TICKS_PER_S,)
    ]
    end = End(Instant90k(start + PICTURES * TICKS_PER_S), 1 + PICTURES)
    return (Parameters(_parameters()), *pictures, end)


def _parameters() -> bytes:
    """Sequence and picture parameter set of a constrained baseline stream, level 1."""
    sps = _Bits(b"\x67\x42\xc0\x0a").golomb(0, 0, 2, 1).bits("0").golomb(COLUMNS - 1, ROWS - 1).bits("1100").closed()
    pps = _Bits(b"\x68").golomb(0, 0).bits("00").golomb(0, 0, 0).bits("000").golomb(0, 0, 0).bits("000").closed()
    return _START_CODE + sps + _START_CODE + pps


@cache
def _picture(number: int) -> bytes:
    """One key picture. Samples are never 0, so that no start code can appear in them."""
    head = _Bits(b"\x65").golomb(0, 7, 0).bits("0000").golomb(number % 2).bits("00").golomb(0)
    first, *others = (_macroblock(column, row, number) for row in range(ROWS) for column in range(COLUMNS))
    # The first macroblock's type begins where the slice header ends, anywhere in a byte.
    return _START_CODE + head.golomb(25).aligned() + first + b"".join(_PLAIN + one for one in others) + b"\x80"


def _macroblock(column: int, row: int, number: int) -> bytes:
    luma = bytes(_dot(16 * column + x, 16 * row + y, number) for y in range(16) for x in range(16))
    return luma + bytes([_GREY]) * 128


def _dot(x: int, y: int, number: int) -> int:
    """Letters of 5 x 7 dots, each dot 3 x 3 samples, on paper; below them a bar that has moved `number` steps."""
    letter, inside = divmod(x - 4, 18)
    column, line = inside // 3, (y - 8) // 3
    if 0 <= letter < len(_WORD) and column < 5 and 0 <= line < 7 and _LETTERS[_WORD[letter]][column] >> line & 1:
        return _INK
    return _BAR if 36 <= y < 42 and 8 * number <= x < 8 * number + 16 else _PAPER


class _Bits:
    """Bits after some whole bytes, in the codes of ITU-T H.264, 9.1."""

    def __init__(self, before: bytes) -> None:
        self._before = before
        self._bits = ""

    def bits(self, written: str) -> _Bits:
        self._bits += written
        return self

    def golomb(self, *values: int) -> _Bits:
        for value in values:
            self._bits += "0" * ((value + 1).bit_length() - 1) + f"{value + 1:b}"
        return self

    def aligned(self) -> bytes:
        """Filled up with zeros to a whole byte."""
        filled = self._bits + "0" * (-len(self._bits) % 8)
        return self._before + int(filled, 2).to_bytes(len(filled) // 8, "big")

    def closed(self) -> bytes:
        """With the stop bit."""
        self._bits += "1"
        return self.aligned()
