"""How much memory a server keeps that it has given back.

Apart because it speaks with the C library, about the process and not about the product. Left to itself, glibc gives
each thread a heap of its own, and keeps on each what the largest piece ever was: a server whose threads settle minutes
of large cameras held 25 MiB more after six minutes than after one, for nothing, and more on a machine of many cores,
where it has more threads (design/decisions/0250). Workers are told the same by their environment (launch.py).
"""

from __future__ import annotations

import ctypes
from typing import Final

MOST_HEAPS: Final = 2
LARGE_BYTES: Final = 1 << 20
"""Pieces from this size on are asked of the system, and given back to it as they are."""

KEPT_BYTES: Final = 2 << 20
"""What may lie unused at the end of a heap."""

# From glibc's malloc.h.
_M_TRIM_THRESHOLD: Final = -1
_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8


def keep_little() -> None:
    """Set all three for this process, before it has threads. Does nothing where the C library has no such settings."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return
    for setting, value in (
        (_M_ARENA_MAX, MOST_HEAPS),
        (_M_MMAP_THRESHOLD, LARGE_BYTES),
        (_M_TRIM_THRESHOLD, KEPT_BYTES),
    ):
        mallopt(setting, value)
