"""The coded picture that says "the same as before", made without encoding anything.

Apart from encode.py because it looks into slice headers (ITU-T H.264, 7.3.3), which nothing else here does. An
encoder looks at every pixel even of a picture that did not change, and that is the largest cost of a quiet
camera. Instead, one picture in which every macroblock is skipped is taken once from the same encoder under the same
parameter sets, and sent again and again. The one thing that differs from picture to picture is its number in the
group (`frame_num`), and the encoder's own pictures after it are numbered on.

It assumes what encode.py asks of its encoder: one slice, one reference picture, order by number, no fields. Where the
parameter sets say anything else there is no repeating, and every picture is encoded.
"""

from __future__ import annotations

import re
from typing import Final

from groundglass.pane.nal import IDR_SLICE, SLICE

_WITH_CHROMA_FORMAT: Final = (44, 83, 86, 100, 110, 118, 122, 128, 138, 139, 244)
_HEAD_BYTES: Final = 16
_TO_ESCAPE: Final = re.compile(rb"\0\0(?=[\0-\3])")


class Repeater:
    """Numbers the pictures of one run. `skipped` is the slice of a picture that is all skipped macroblocks.

    Raises `ValueError` for parameter sets or a slice that this cannot work with.
    """

    def __init__(self, sps: bytes, skipped: bytes) -> None:
        self._number_bits = _number_bits(sps)
        self._number = 0
        self._skipped = skipped
        if not self._has_number(skipped):
            raise ValueError("not a slice that later pictures refer to")
        _renumbered(skipped, self._number_bits, 0)

    def repeat(self) -> bytes:
        """The slice that repeats the picture before it."""
        return self.follow(self._skipped)

    def follow(self, unit: bytes) -> bytes:
        """The encoder's next slice with its number in this run. A key picture begins at 0 and is left alone."""
        if unit[0] & 0x1F == IDR_SLICE:
            self._number = 0
            return unit
        self._number = (self._number + 1) % (1 << self._number_bits)
        return _renumbered(unit, self._number_bits, self._number)

    def _has_number(self, unit: bytes) -> bool:
        return unit[0] & 0x1F == SLICE and unit[0] & 0x60 != 0


class _Bits:
    """Reads bits and Exp-Golomb codes (9.1); `ValueError` beyond the end."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data, "big")
        self._size = len(data) * 8
        self.at = 0

    def fixed(self, bits: int) -> int:
        self.at += bits
        if self.at > self._size:
            raise ValueError("beyond the end")
        return self._value >> (self._size - self.at) & ((1 << bits) - 1)

    def golomb(self) -> int:
        zeros = 0
        while not self.fixed(1):
            zeros += 1
        return (1 << zeros) - 1 + self.fixed(zeros)


def _number_bits(sps: bytes) -> int:
    """Length of `frame_num`, or `ValueError` where pictures cannot be repeated (7.3.2.1.1)."""
    bits = _Bits(_unescaped(sps)[1:])
    profile = bits.fixed(8)
    bits.fixed(16)
    bits.golomb()
    if profile in _WITH_CHROMA_FORMAT:
        chroma_format, _, _ = bits.golomb(), bits.golomb(), bits.golomb()
        if chroma_format == 3 or bits.fixed(2):
            raise ValueError("not plain 4:2:0")
    number_bits = bits.golomb() + 4
    order, references = bits.golomb(), bits.golomb()
    bits.fixed(1)
    bits.golomb(), bits.golomb()
    frames_only = bits.fixed(1)
    if order != 2 or references != 1 or not frames_only or number_bits > 16:
        raise ValueError("not one reference, ordered by number")
    return number_bits


def _renumbered(unit: bytes, number_bits: int, number: int) -> bytes:
    """The slice with another `frame_num`: a field of fixed length, so nothing after it moves."""
    body = _unescaped(unit)
    head = body[:_HEAD_BYTES]
    bits = _Bits(head[1:])
    bits.golomb(), bits.golomb(), bits.golomb()  # first macroblock, slice type, parameter set
    if bits.fixed(number_bits) == number:
        return unit
    shift = (len(head) - 1) * 8 - bits.at
    mask = ((1 << number_bits) - 1) << shift
    value = int.from_bytes(head, "big") & ~mask | number << shift
    return _TO_ESCAPE.sub(b"\0\0\3", value.to_bytes(len(head), "big") + body[_HEAD_BYTES:])


def _unescaped(unit: bytes) -> bytes:
    """Without the bytes that keep start codes out (7.4.1)."""
    return unit.replace(b"\0\0\3", b"\0\0")
