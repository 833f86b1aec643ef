"""Frosted planes -> small JPEGs. The only mint of FrostedStill.

Apart from encode.py because stills are for scrubbing and for looking at the place, come rarely, and may be left
out under load; video may not. Made from the frosted canvas only, never from a clear picture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Protocol

import cv2
import numpy as np

from groundglass.clear.frame import Plane
from groundglass.clear.place.grid import Mask
from groundglass.pane.ids import Instant90k
from groundglass.pane.pictures import FrostedStill, StillPurpose
from groundglass.pane.wire import MAX_BODY_BYTES, STILL

THUMBNAIL_WIDTH: Final = 320
PLACE_WIDTH: Final = 1280
_QUALITY: Final = 80
_HEAD_ROOM_BYTES: Final = 64


class FrostedPicture(Protocol):
    """Frosted 4:2:0 planes: luma (height, width), chroma half of it, uint8."""

    luma: Plane
    blue: Plane
    red: Plane


@dataclass(frozen=True, slots=True)
class Mark:
    """Blocks of the picture, `block_px` wide and tall, that are lightened to point at them: (rows, columns), bool."""

    block_px: int
    blocks: Mask = field(repr=False)


def still_of(
    frosted: FrostedPicture,
    at: Instant90k,
    purpose: StillPurpose,
    widest: int,
    *,
    full_range: bool,
    mark: Mark | None = None,
) -> FrostedStill | None:
    """A JPEG at most `widest` pixels wide; None when it would be larger than the pane allows."""
    source_height, source_width = frosted.luma.shape
    width = min(widest, source_width) // 2 * 2
    height = max(2, round(source_height * width / source_width / 2) * 2)
    small = [
        cv2.resize(_halved(plane, size), size, interpolation=cv2.INTER_LINEAR)
        for plane, size in (
            (frosted.luma, (width, height)),
            (frosted.blue, (width // 2, height // 2)),
            (frosted.red, (width // 2, height // 2)),
        )
    ]
    if mark is not None:
        _lighten(np.asarray(small[0], np.uint8), mark, width / source_width)
    if full_range:
        small[0] = cv2.convertScaleAbs(small[0], alpha=219 / 255, beta=16)
        small[1:] = [cv2.convertScaleAbs(c, alpha=224 / 255, beta=128 - 128 * 224 / 255) for c in small[1:]]
    planes = np.concatenate([plane.reshape(-1) for plane in small]).reshape(height * 3 // 2, width)
    done, jpeg = cv2.imencode(
        ".jpg", cv2.cvtColor(planes, cv2.COLOR_YUV2BGR_I420), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY]
    )
    body = jpeg.tobytes()
    if not done or len(body) > MAX_BODY_BYTES[STILL] - _HEAD_ROOM_BYTES:
        return None
    return FrostedStill(at, purpose, width, height, body)


def _lighten(luma: Plane, mark: Mark, scale: float) -> None:
    # After reducing, since only then there is little of it. The last blocks may reach beyond the picture.
    rows, columns = mark.blocks.shape
    size = (round(columns * mark.block_px * scale), round(rows * mark.block_px * scale))
    where = cv2.resize(mark.blocks.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    part = luma[: size[1], : size[0]]
    cv2.copyTo((part >> 1) | np.uint8(128), where[: part.shape[0], : part.shape[1]], part)


def _halved(plane: Plane, size: tuple[int, int]) -> Plane:
    # Halving by exactly two is the fast path of the library. Less than two is left: mixing the nearest is enough.
    half = plane.shape[1] // 2, plane.shape[0] // 2
    while plane.shape[1] % 2 == plane.shape[0] % 2 == 0 and half[0] >= size[0] and half[1] >= size[1]:
        plane = np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), np.uint8)
        half = half[0] // 2, half[1] // 2
    return plane
