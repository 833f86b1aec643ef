"""What NAL units (ITU-T H.264, 7.3.1) may cross the pane: coded slices and parameter sets, nothing else.

An H.264 stream can carry far more than its picture - SEI messages, auxiliary pictures, redundant slices
of data partitioning - and any of it could show or tell what was frosted. The worker's encoder makes none of
these; the frosted side looks anyway, because it must not have to trust the worker.
"""

from __future__ import annotations

from typing import Final

from groundglass.errors import PaneError

SLICE: Final = 1
IDR_SLICE: Final = 5
SPS: Final = 7
PPS: Final = 8

_MAX_UNITS: Final = 512
_LENGTH_BYTES: Final = 4


def check_avcc(untrusted_avcc: bytes, *, is_key: bool) -> None:
    """Raise `PaneError` unless the bytes are exactly 1 to 512 coded slices of the announced kind."""
    wanted = IDR_SLICE if is_key else SLICE
    at = units = 0
    while at < len(untrusted_avcc):
        size = int.from_bytes(untrusted_avcc[at : at + _LENGTH_BYTES], "big")
        at += _LENGTH_BYTES
        if size < 2 or at + size > len(untrusted_avcc):
            raise PaneError("the worker sent a sample whose lengths do not add up")
        if untrusted_avcc[at] & 0x80 or untrusted_avcc[at] & 0x1F != wanted:
            raise PaneError(f"the worker sent a NAL unit of type {untrusted_avcc[at] & 0x1F} in a sample")
        at += size
        units += 1
    if not 1 <= units <= _MAX_UNITS:
        raise PaneError(f"the worker sent a sample of {units} NAL units")


def check_parameter_set(untrusted_unit: bytes, *, nal_type: int) -> None:
    """Raise `PaneError` unless the bytes are one parameter set of the wanted type, 4 to 512 bytes long."""
    if not 4 <= len(untrusted_unit) <= 512 or untrusted_unit[0] & 0x9F != nal_type:
        raise PaneError(f"the worker sent something else than a parameter set of type {nal_type}")
