"""A decoded picture on its way from the source thread to the frost, and how its planes are taken over.

Apart from frame.py because this still holds the *decoder's* memory: it may be read, never painted, since the
decoder predicts later pictures from it. `ClearPlanes` is the one place where pixels are copied out of
it: onto the canvas on which they are painted over and from which they are encoded, so that the full picture is copied
once, or into recycled memory of the worker's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, cast

import av
import numpy as np

from groundglass.clear.causes import Trouble
from groundglass.clear.frame import ClearFrame, Plane
from groundglass.clear.frost.planes import FrostedPlanes
from groundglass.pane.ids import Instant90k
from groundglass.pane.status import CameraState, Cause

LARGEST_SIDE: Final = 8192
SMALLEST_SIDE: Final = 16

_FULL_RANGE: Final = 2
_UNSAID: Final = (2, 2, 2)
_PLANAR_420: Final = ("yuv420p", "yuvj420p")


@dataclass(frozen=True, slots=True)
class Picture:
    """One decoded picture. `source_90k` is the source's own stamp, counted from anywhere; `duration_90k` > 0.

    `connection` tells pictures of one opening of the source from those of the next.
    """

    clear: av.VideoFrame = field(repr=False)
    connection: int
    source_90k: int | None
    duration_90k: int
    arrived_s: float


@dataclass(frozen=True, slots=True)
class Geometry:
    """What a picture must have in common with the one before it to stay in the same run.

    `width` x `height` are even and at least 16: the picture after turning it upright and repeating its last
    row and column where needed. `aspect` is the shape of a pixel; `colours` are the primaries, transfer and matrix
    the camera announced, as numbers of ITU-T H.273.
    """

    width: int
    height: int
    full_range: bool
    aspect: tuple[int, int]
    colours: tuple[int, int, int] = _UNSAID


def view_plane(frame: av.VideoFrame, index: int) -> Plane:
    """One plane of an 8-bit planar frame without copying: uint8, (height, width), rows padded apart."""
    return _view(frame.planes[index])


def _view(plane: av.video.plane.VideoPlane) -> Plane:
    # A plane offers the buffer protocol; PyAV's stubs do not say so.
    rows = np.frombuffer(cast("memoryview[int]", plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]


def planes_of(clear: av.VideoFrame) -> tuple[Plane, Plane, Plane] | None:
    """The decoder's own planes of an 8-bit 4:2:0 picture, to be read only; None for any other kind."""
    if clear.format.name not in _PLANAR_420:
        return None
    luma, blue, red = clear.planes  # once: each time they are asked for they are made anew
    return _view(luma), _view(blue), _view(red)


def geometry_of(clear: av.VideoFrame, aspect: tuple[int, int]) -> Geometry:
    """The geometry of a decoded picture; raises `Trouble` when it is larger than the pane allows."""
    turned = clear.rotation % 180 != 0
    width, height = (clear.height, clear.width) if turned else (clear.width, clear.height)
    if width > LARGEST_SIDE or height > LARGEST_SIDE:
        raise Trouble(CameraState.FAULT, Cause.PICTURE_TOO_LARGE)
    full_range = clear.color_range == _FULL_RANGE or clear.format.name.startswith("yuvj")
    return Geometry(
        max(SMALLEST_SIDE, width + width % 2),
        max(SMALLEST_SIDE, height + height % 2),
        full_range,
        aspect[::-1] if turned else aspect,
        (clear.color_primaries, clear.color_trc, clear.colorspace),
    )


class ClearPlanes:
    """The memory for one clear picture, used again for every picture of a geometry."""

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._own: FrostedPlanes | None = None

    def load(self, clear: av.VideoFrame, at: Instant90k, canvas: FrostedPlanes | None = None) -> ClearFrame:
        """Copy a decoded picture of this geometry, turned upright and padded; valid until the next `load`.

        It lies in `canvas`, to be frosted where it lies, or where none is given in memory of its own. A canvas that
        an encoder may still be reading must not be given.
        """
        into = canvas or self._own
        if into is None:
            into = self._own = FrostedPlanes.allocate(self._geometry.width, self._geometry.height)
        planar = clear if clear.format.name in _PLANAR_420 else clear.reformat(format="yuv420p")
        quarter_turns = round(clear.rotation / 90) % 4
        for source, plane in zip(planar.planes, (into.luma, into.blue, into.red), strict=True):
            clear_source = _view(source)
            if quarter_turns:
                clear_source = np.rot90(clear_source, quarter_turns)
            _copy_padded(clear_source, plane)
        return ClearFrame(into.luma, into.blue, into.red, at)


def _copy_padded(clear_source: Plane, into: Plane) -> None:
    """Copy the picture and repeat its last row and column outwards: padding shows nothing that was not there."""
    height = min(clear_source.shape[0], into.shape[0])
    width = min(clear_source.shape[1], into.shape[1])
    into[:height, :width] = clear_source[:height, :width]
    into[:height, width:] = into[:height, width - 1 : width]
    into[height:] = into[height - 1]
