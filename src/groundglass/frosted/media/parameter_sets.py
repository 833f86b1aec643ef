"""What a player must be told of a camera's own H.264 or H.265 stream, read from its sequence parameter set.

Apart from the writer because it is bit by bit: ITU-T H.264, 7.3.2.1.1, and H.265, 7.3.2.2. Only what an MP4's sample
description needs is read: the size of the pictures, and for H.265 the profile, chroma and depth that `hvcC` repeats.
Used on a requester's own machine for an opened original; a server never has one. Bytes come from a camera: limits are
checked, and what cannot be read raises `StoreDamaged`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from groundglass.errors import StoreDamaged

_MAX_SIDE: Final = 32_768
_WITH_CHROMA: Final = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})


@dataclass(frozen=True, slots=True)
class Shape:
    """Size in pixels as shown, chroma format (1 = 4:2:0) and bits per sample; `profile` is H.265's 12 bytes of
    profile, tier and level as they stand in `hvcC`."""

    width: int
    height: int
    chroma: int
    luma_bits: int
    chroma_bits: int
    profile: bytes = b""


class _Bits:
    """Reads a raw byte sequence payload: emulation prevention bytes are taken out first."""

    def __init__(self, unit: bytes) -> None:
        payload = unit.replace(b"\x00\x00\x03", b"\x00\x00")
        self._value = int.from_bytes(payload, "big")
        self._left = 8 * len(payload)

    def take(self, count: int) -> int:
        if count > self._left:
            raise StoreDamaged("a parameter set of the original ends too early")
        self._left -= count
        return (self._value >> self._left) & ((1 << count) - 1)

    def golomb(self) -> int:
        """ue(v), 9.1: as many zeros as the value has bits after its first one."""
        zeros = 0
        while self.take(1) == 0:
            zeros += 1
            if zeros > 32:
                raise StoreDamaged("a parameter set of the original holds a number that is too large")
        return (1 << zeros) - 1 + self.take(zeros)

    def signed(self) -> int:
        """se(v), 9.1.1."""
        value = self.golomb()
        return (value + 1) // 2 if value & 1 else -(value // 2)


def h264_shape(sps: bytes) -> Shape:
    """Of an H.264 sequence parameter set without start code."""
    bits = _Bits(sps[1:])
    profile = bits.take(8)
    bits.take(16)
    bits.golomb()
    chroma, luma_bits, chroma_bits = 1, 8, 8
    if profile in _WITH_CHROMA:
        chroma = bits.golomb()
        if chroma == 3:
            bits.take(1)
        luma_bits, chroma_bits = 8 + bits.golomb(), 8 + bits.golomb()
        bits.take(1)
        if bits.take(1):
            _skip_scaling(bits, 8 if chroma != 3 else 12)
    bits.golomb()
    _skip_order(bits)
    bits.golomb()
    bits.take(1)
    columns, rows = bits.golomb() + 1, bits.golomb() + 1
    is_whole = bits.take(1)
    if not is_whole:
        bits.take(1)
    bits.take(1)
    unit_x = 2 if chroma in (1, 2) else 1
    unit_y = (2 if chroma == 1 else 1) * (2 - is_whole)
    return _shape(
        (columns * 16, rows * 16 * (2 - is_whole)), _crop(bits, unit_x, unit_y), chroma, luma_bits, chroma_bits
    )


def h265_shape(sps: bytes) -> Shape:
    """Of an H.265 sequence parameter set without start code."""
    bits = _Bits(sps[2:])
    bits.take(4)
    layers = bits.take(3)
    bits.take(1)
    profile = bits.take(96).to_bytes(12, "big")
    present = [(bits.take(1), bits.take(1)) for _ in range(layers)]
    if layers:
        bits.take(2 * (8 - layers))
    for has_profile, has_level in present:
        bits.take(88 * has_profile + 8 * has_level)
    bits.golomb()
    chroma = bits.golomb()
    if chroma == 3:
        bits.take(1)
    size = (bits.golomb(), bits.golomb())
    crop = _crop(bits, 2 if chroma in (1, 2) else 1, 2 if chroma == 1 else 1)
    return _shape(size, crop, chroma, 8 + bits.golomb(), 8 + bits.golomb(), profile)


def _skip_scaling(bits: _Bits, lists: int) -> None:
    """H.264, 7.3.2.1.1.1."""
    for number in range(lists):
        if not bits.take(1):
            continue
        last = following = 8
        for _ in range(16 if number < 6 else 64):
            if following:
                following = (last + bits.signed()) % 256
            last = following or last


def _skip_order(bits: _Bits) -> None:
    """H.264: how pictures are numbered."""
    kind = bits.golomb()
    if kind == 0:
        bits.golomb()
    elif kind == 1:
        bits.take(1)
        bits.signed()
        bits.signed()
        for _ in range(min(255, bits.golomb())):
            bits.signed()


def _crop(bits: _Bits, unit_x: int, unit_y: int) -> tuple[int, int]:
    """How many columns and rows are not shown."""
    if not bits.take(1):
        return 0, 0
    left, right, top, bottom = (bits.golomb() for _ in range(4))
    return (left + right) * unit_x, (top + bottom) * unit_y


def _shape(
    size: tuple[int, int], crop: tuple[int, int], chroma: int, luma_bits: int, chroma_bits: int, profile: bytes = b""
) -> Shape:
    width, height = size[0] - crop[0], size[1] - crop[1]
    if not (0 < width <= _MAX_SIDE and 0 < height <= _MAX_SIDE and chroma <= 3 and max(luma_bits, chroma_bits) <= 16):
        raise StoreDamaged("a parameter set of the original says a size that no picture has")
    return Shape(width, height, chroma, luma_bits, chroma_bits, profile)
