"""Colours of the drawn worlds, and the one conversion from them to video planes.

Palettes are written as sRGB hex, because that is how people choose colours. Everything drawn ends as
BT.709 limited range, the matrix that players assume for untagged pictures of 720 lines and more.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

Rgb: TypeAlias = tuple[float, float, float]
"""Red, green, blue in 0..255."""

Field: TypeAlias = npt.NDArray[np.float32]
"""A drawn picture or mask: float32, (height, width) or (height, width, 3), RGB in 0..255, masks in 0..1."""

Bytes: TypeAlias = npt.NDArray[np.uint8]

# Rows give Y, Cb, Cr from R, G, B in 0..255 (ITU-R BT.709-6, section 3, scaled to 219 and 224 steps).
TO_YUV: Final = np.array(
    [
        [0.2126 * 219 / 255, 0.7152 * 219 / 255, 0.0722 * 219 / 255, 16.0],
        [-0.1146 * 224 / 255, -0.3854 * 224 / 255, 0.5 * 224 / 255, 128.0],
        [0.5 * 224 / 255, -0.4542 * 224 / 255, -0.0458 * 224 / 255, 128.0],
    ],
    np.float32,
)


def rgb(text: str) -> Rgb:
    """`"e8c07a"` as red, green, blue."""
    return (float(int(text[0:2], 16)), float(int(text[2:4], 16)), float(int(text[4:6], 16)))


def mix(a: Rgb, b: Rgb, share: float) -> Rgb:
    """`a` with `share` (0..1) of `b` in it."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def shade(colour: Rgb, gain: float) -> Rgb:
    """The colour under more or less light."""
    return (colour[0] * gain, colour[1] * gain, colour[2] * gain)


def to_yuv(picture: Field) -> Field:
    """RGB picture (height, width, 3) as Y, Cb, Cr of the same shape, not rounded."""
    return np.asarray(cv2.transform(picture, TO_YUV), np.float32)


def yuv_of(colour: Rgb) -> tuple[int, int, int]:
    """One colour as Y, Cb, Cr in 0..255, for cv2's drawing calls."""
    y, u, v = (TO_YUV[:, :3] @ np.array(colour, np.float32) + TO_YUV[:, 3]).clip(0, 255)
    return (round(float(y)), round(float(u)), round(float(v)))


def to_planes(picture: Field) -> tuple[Bytes, Bytes, Bytes]:
    """RGB picture of even size as 4:2:0 planes: luma (h, w), blue and red (h/2, w/2), uint8."""
    yuv = to_yuv(picture)
    height, width = yuv.shape[:2]
    chroma = cv2.resize(yuv[..., 1:], (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    luma = (yuv[..., 0] + 0.5).clip(0, 255).astype(np.uint8)
    blue, red = ((chroma[..., i] + 0.5).clip(0, 255).astype(np.uint8) for i in (0, 1))
    return luma, blue, red
