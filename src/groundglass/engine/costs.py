"""What one camera costs a machine, by the size and rate of the pictures that are frosted.

One set of figures for whoever places cameras (needs.py) and whoever plans machines (`groundglass plan`). They were
measured with real workers on a drawn street (`./dev bench cluster --only costs`), on cores of an AMD Zen 5; a test
holds them to the kept figures. What a scene shows moves them by half in either direction, hence `HEADROOM`: a camera
that takes more than was reserved for it takes it from the headroom of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024
HEADROOM: Final = 1.25

# Processor time of one worker: every second, for every picture, for every megapixel of it.
_CORES_FIXED: Final = 0.04
_S_PER_PICTURE: Final = 0.0015
_S_PER_MEGAPIXEL_DECODED: Final = 0.00115
_S_PER_MEGAPIXEL_FROSTED: Final = 0.0024
_S_PER_PICTURE_KEPT: Final = 0.0006  # taking it in and recording it, in the process that keeps the worker
_S_PER_MBIT_SEALED: Final = 0.00016
# A small detector (20 ms for 640x352); a site that brings a larger one should measure its own.
_S_PER_LOOK: Final = 0.036  # of 640x640
_MEMORY_FIXED_BYTES: Final = 95 * MIB
_MEMORY_PER_MEGAPIXEL_BYTES: Final = 36 * MIB
_MEMORY_DETECTOR_BYTES: Final = 90 * MIB
_MBIT_S_OF_A_MEGAPIXEL: Final = 0.8
_MBIT_EXPONENT: Final = 0.66  # a larger picture of the same street holds less in each of its pixels


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one camera: cores of a processor (1.0 = one busy all the time), memory, and the frosted stream."""

    cores: float
    memory_bytes: int
    mbit_s: float


def cost_of(
    width: int,
    height: int,
    rate_hz: float,
    *,
    shown_hz: float | None = None,
    seal_mbit_s: float = 0.0,
    detector_hz: float = 0.0,
) -> Cost:
    """The cost of a stream of `width` x `height` pixels at `rate_hz`, headroom included.

    Of a camera with a small stream, the small one's size counts. `shown_hz`: at most so many pictures are frosted,
    though all are decoded. `seal_mbit_s`: the original stream that is sealed. `detector_hz`: looks of the site's own
    detector. The frosted stream hardly depends on the rate, since most of a picture is as it was.
    """
    megapixels = width * height / 1e6
    shown = rate_hz if shown_hz is None else min(rate_hz, shown_hz)
    cores = (
        _CORES_FIXED
        + rate_hz * megapixels * _S_PER_MEGAPIXEL_DECODED
        + shown * (_S_PER_PICTURE + _S_PER_PICTURE_KEPT + megapixels * _S_PER_MEGAPIXEL_FROSTED)
        + seal_mbit_s * _S_PER_MBIT_SEALED
        + detector_hz * _S_PER_LOOK
    )
    memory_bytes = _MEMORY_FIXED_BYTES + round(megapixels * _MEMORY_PER_MEGAPIXEL_BYTES)
    memory_bytes += _MEMORY_DETECTOR_BYTES if detector_hz else 0
    mbit_s: float = _MBIT_S_OF_A_MEGAPIXEL * megapixels**_MBIT_EXPONENT
    return Cost(cores * HEADROOM, memory_bytes, mbit_s)
