"""Whether a picture is so like the one encoded last that encoding it would change nothing anyone sees.

Apart because it decides when work is left out, which must be plainly harmless: the answer to "still" is that the last
*frosted* picture is shown again, so nothing can become visible by it. What it can cost is freshness, which the
darkroom bounds: it judges a picture five times a second and encodes one every second whatever they look like.

It keeps one reduced picture between two pictures, at most 480 wide, as place/ does. Where everything moves it does
not look at every picture.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np

from groundglass.clear.frame import Plane

Planes = tuple[Plane, Plane, Plane]

_WIDEST: Final = 480

# In grey levels. Sensor noise averages out over 4 x 4 pixels and more so over 16 x 16; a person of two such pixels
# in a far corner does not, and neither does a lamp.
_FINE: Final = 10
_COARSE: Final = 2
_COLOUR: Final = 6

_EVERY_ROW: Final = 16
_EVERY_COLUMN: Final = 32
_WIDE: Final = 48
_MOVING: Final = 6
"""Of one luma sample in 512 (2025 of 1080p), so many that differ by so much: no noise does that, and people do."""

_RESTLESS: Final = 3
_PAUSE: Final = 6
"""After so many pictures that were not still, so many are taken for not still without a look."""


class Stillness:
    """For one run, one picture after the other."""

    def __init__(self) -> None:
        self._encoded: tuple[Plane, ...] | None = None
        self._spare: tuple[Plane, ...] | None = None
        self._sample: Plane | None = None
        self._restless = 0
        self._pause = 0

    def is_still(self, clear: Planes | None) -> bool:
        """True when the last frosted picture may be shown again. After False the picture must be encoded.

        `clear` are luma, blue and red of 4:2:0, only read; None for a picture that cannot be compared.
        """
        if clear is None or self._pause:
            self._pause = max(0, self._pause - 1)
            self._encoded = self._sample = None
            return False
        if self._restless:
            # What moves mostly goes on moving. A place at rest is not sampled: it will have to be reduced anyway.
            before, self._sample = self._sample, _sampled(clear)
            if before is not None and _differs_widely(self._sample, before):
                self._encoded = None
                self._tire()
                return False
        fresh, encoded = _reduced(clear, self._spare), self._encoded
        if encoded is not None and _alike(fresh, encoded):
            self._spare = fresh
            self._restless = 0
            return True
        if not self._restless:
            self._sample = _sampled(clear)
        self._encoded, self._spare = fresh, encoded
        if encoded is not None:
            self._tire()
        return False

    def _tire(self) -> None:
        self._restless += 1
        if self._restless >= _RESTLESS:
            # Two looks in a row are needed to find that it has become still: one to know it by, one to compare.
            self._restless, self._pause = _RESTLESS - 1, _PAUSE


def _sampled(clear: Planes) -> Plane:
    return clear[0][_EVERY_ROW::_EVERY_ROW, _EVERY_COLUMN::_EVERY_COLUMN].copy()


def _differs_widely(sample: Plane, before: Plane) -> bool:
    """True when so many sampled pixels differ by so much that reducing the picture would not find it still."""
    if sample.shape != before.shape:
        return False
    return bool(np.count_nonzero(cv2.absdiff(sample, before) > _WIDE) >= _MOVING)


def _reduced(clear: Planes, into: tuple[Plane, ...] | None) -> tuple[Plane, ...]:
    """Luma, luma at a quarter of that, blue and red, each halved until luma is at most 480 wide."""
    halvings = 0
    clear_luma, clear_blue, clear_red = clear
    while clear_luma.shape[1] >> halvings > _WIDEST:
        halvings += 1
    old: tuple[Plane | None, ...] = into or (None,) * 4
    luma = _halved(clear_luma, halvings, old[0])
    return (
        luma,
        _halved(luma, 2, old[1]),
        _halved(clear_blue, halvings, old[2]),
        _halved(clear_red, halvings, old[3]),
    )


def _halved(plane: Plane, times: int, into: Plane | None) -> Plane:
    # By two each time: that is the size for which averaging is fastest by far.
    for step in range(times):
        size = (max(1, plane.shape[1] // 2), max(1, plane.shape[0] // 2))
        last = step == times - 1
        plane = np.asarray(cv2.resize(plane, size, dst=into if last else None, interpolation=cv2.INTER_AREA), np.uint8)
    return plane if times else plane.copy()


def _alike(fresh: tuple[Plane, ...], encoded: tuple[Plane, ...]) -> bool:
    # Sizes may differ within a run: 639 and 640 columns are the same geometry once they are padded.
    return all(
        new.shape == old.shape and cv2.norm(new, old, cv2.NORM_INF) <= most
        for new, old, most in zip(fresh, encoded, (_FINE, _COARSE, _COLOUR, _COLOUR), strict=True)
    )
