"""Becomes this machine's part of Ray, and dies with whoever started it, however that ended.

Apart because the two must happen in a process that is nothing else yet: ask the kernel for a signal when the parent is
gone, then become `ray start`. A part of Ray without its outpost would have cameras placed where nobody keeps them.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final, NoReturn

_PR_SET_PDEATHSIG: Final = 1


def main() -> NoReturn:
    """`python -m groundglass.engine.ray.raylet PARENT ARGUMENT ...`: as `ray start ARGUMENT ... --block`."""
    parent, arguments = int(sys.argv[1]), sys.argv[2:]
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)  # it went before it could be noticed
    told = [sys.executable, "-m", "ray.scripts.scripts", "start", *arguments, "--block"]
    os.execv(sys.executable, told)  # noqa: S606 - no shell is what is wanted


if __name__ == "__main__":
    main()
