"""What every Unix offers a process that wants to do less: limits, and on Linux the switches of prctl(2).

Apart from seccomp and Landlock because these hold everywhere and are never optional: a worker that could write a
file is not started at all. Each function raises OSError where the platform refuses.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4
_PR_CAPBSET_DROP: Final = 24
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_THP_DISABLE: Final = 41
_PR_CAP_AMBIENT: Final = 47
_PR_CAP_AMBIENT_CLEAR_ALL: Final = 4
_CAPABILITY_VERSION_3: Final = 0x20080522
_LAST_CAPABILITY: Final = 63
_NO_CHANGE: Final = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
_OOM_SCORE: Final = Path("/proc/self/oom_score_adj")


def libc() -> ctypes.CDLL:
    """The C library, with errno kept."""
    return ctypes.CDLL(None, use_errno=True)


def check(result: int) -> int:
    """The result of a C call, or OSError with its errno."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def forbid_writing_files() -> None:
    """No file may grow by a byte, no core may be written; neither can be undone, since the hard limits fall too."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def file_in_memory(content: bytes) -> int:
    """Linux: the descriptor of a file that is on no disk, has no name, and from here on cannot be changed."""
    descriptor = os.memfd_create("certificates", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with open(descriptor, "wb", closefd=False) as file:
        file.write(content)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _NO_CHANGE)
    return descriptor


def go_first() -> None:
    """Linux: when memory runs out the kernel ends this process before the recorder, since a hostile stream can make a
    decoder ask for gigabytes. Where the kernel does not let it be said, nothing is lost but the order."""
    with contextlib.suppress(OSError):
        _OOM_SCORE.write_text("600")


def take_small_pages() -> None:
    """Linux: memory is taken in pages of 4 KiB, not in blocks of 2 MiB that an encoder fills in part. Where the kernel
    does not let it be said, a worker is a little larger."""
    with contextlib.suppress(OSError):
        _prctl(_PR_SET_THP_DISABLE, 1)


def forbid_looking_in() -> None:
    """Linux: other processes of the same person may not read this one's memory, and it leaves no core."""
    _prctl(_PR_SET_DUMPABLE, 0)


def forbid_new_privileges() -> None:
    """Linux: nothing started from here gains powers, and started by root, this process gives its own up."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if os.geteuid() != 0:
        return
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            _prctl(_PR_CAPBSET_DROP, capability)
        except OSError:
            break  # the kernel knows fewer
    _prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL)
    head = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    none = (ctypes.c_uint32 * 6)()
    check(libc().capset(ctypes.byref(head), ctypes.byref(none)))


def end_with_parent() -> None:
    """Linux: the kernel kills this process when the one that started it dies. Closed orders end it on other
    systems too, but a decoder that hangs does not read them."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def is_linux() -> bool:
    return sys.platform == "linux"


def _prctl(option: int, value: int) -> None:
    zero = ctypes.c_ulong(0)
    check(libc().prctl(option, ctypes.c_ulong(value), zero, zero, zero))
