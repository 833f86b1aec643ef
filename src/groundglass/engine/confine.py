"""Gives up a worker's powers, then runs it by name: `python -I -m groundglass.engine.confine`.

Apart from the clear side because what is given up here must be gone before the first line of it is read. It
reads one message from stdin, the settings, since they name the only port and file the worker may reach; it is
the one part of a worker that knows both the engine and the operating system. design/threat-model.md says against
whom each step is, and design/decisions/0002-confinement.md why these.

Steps 3, 5, 6 and 9 to 11 must succeed: without them no worker runs, and the site is told NOT_CONFINED. Steps 4, 7
and 8 are the kernel's to offer; `offered()` says which it has, for `groundglass doctor` and the log.
"""

from __future__ import annotations

import os
import runpy
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final, NoReturn, TypeAlias, assert_never

from groundglass.engine import confine_landlock, confine_limits, confine_seccomp
from groundglass.engine.confine_python import OTHER_SIDE, refuse_acts, refuse_imports
from groundglass.engine.confine_reach import reach_of
from groundglass.errors import PaneError
from groundglass.pane.control import parse_order, parse_order_head
from groundglass.pane.examination import Examination
from groundglass.pane.ids import Instant90k
from groundglass.pane.photo import PhotoTask
from groundglass.pane.settings import WorkerSettings
from groundglass.pane.status import CameraState, Cause, WorkerStatus
from groundglass.pane.wire import HEAD, VERSION, Hello, encode

_WORKER: Final = "groundglass.clear.worker"
_EXAMINER: Final = "groundglass.clear.examine.examiner"
_PHOTO: Final = "groundglass.clear.photo.process"
_ORDERS_FD: Final = 0
_KEPT_VARIABLES: Final = ("TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "LD_LIBRARY_PATH")

Task: TypeAlias = WorkerSettings | Examination | PhotoTask
Work = Callable[[Any, int, int], object]


class Level(IntEnum):
    """How much of a worker's confinement this machine enforces from below Python. Higher is more."""

    LIMITS = 1  # no byte to any file; other files and the network are out of bounds by Python only
    CALLS = 2  # and no other process, program, socket or file for writing: seccomp
    FULL = 3  # and no file but its own, no port but its camera's: Landlock with network rules


@dataclass(frozen=True, slots=True)
class Offered:
    """What this machine offers. `landlock` is the ABI, 0 for none; the network needs 4."""

    level: Level
    landlock: int
    seccomp: bool


def offered() -> Offered:
    """What a worker started now would be confined by."""
    landlock, seccomp = confine_landlock.abi(), confine_seccomp.architecture() is not None
    level = Level.FULL if landlock >= 4 and seccomp else Level.CALLS if seccomp else Level.LIMITS
    return Offered(level, landlock, seccomp)


def main() -> NoReturn:
    """Be a worker; never returns."""
    # 1. Standard output becomes the pane, under a number of its own; 1 and 2 lead nowhere, so that what a
    #    library prints cannot cross.
    pane_fd = _take_pane()
    try:
        work, task = confine_and_load(pane_fd)
    except Exception:  # noqa: BLE001 - the edge of a process: its text could quote an address and is dropped
        _refuse_to_start(pane_fd)
    # 12. Work.
    work(task, pane_fd, _ORDERS_FD)
    os._exit(0)


def confine_and_load(pane_fd: int) -> tuple[Work, Task]:
    """Steps 2 to 11, in this order; raises when a step that must succeed did not.

    1.  (before) Standard output becomes the pane.
    2.  Read what is to be done (a camera's settings, two files to compare, a photo), and from it what may be reached.
        The certificates it trusts are put into memory that can be read and no longer changed.
    3.  First to go when memory runs out, and small. No byte to any file, no core: limits that cannot be raised again.
    4.  Linux: not dumpable, so that no other process may read the memory.
    5.  Linux: no new privileges; root's are given up. From here on it dies with the engine.
    6.  Every inherited descriptor but orders, pane, certificates and nowhere is closed, and the environment emptied.
    7.  Landlock: read what Python and the camera need, write nothing, call one port.
    8.  seccomp: no process, no program, no shared memory, no other socket, no way around.
    9.  Python refuses the same acts, which answers our own mistakes rather than a broken decoder.
    10. Only now is the clear side imported, by name.
    11. The other side, and every module that could carry something out, becomes unimportable.
    12. (after) Work.

    If we stopped between any two, nothing clear has been decoded yet: no step opens the camera.
    """
    # 2.
    task = _read_task()
    reach = reach_of(task)
    task, offered_fd = _offer_certificates(task)
    # 3. While files can still be written.
    if confine_limits.is_linux():
        confine_limits.go_first()
        confine_limits.take_small_pages()
    confine_limits.forbid_writing_files()
    if confine_limits.is_linux():
        # 4. and 5.
        confine_limits.forbid_looking_in()
        confine_limits.forbid_new_privileges()
        # After the change of privileges, which would forget it.
        confine_limits.end_with_parent()
    # 6.
    _close_others({pane_fd, offered_fd})
    _empty_environment()
    # 7. and 8. Where the kernel has neither, 3 still holds: a worker cannot write a byte.
    confine_landlock.restrict(reach.readable, reach.devices, reach.ports)
    confine_seccomp.install(confine_seccomp.Doors(tcp=reach.tcp, udp=reach.udp, device=bool(reach.devices)))
    # 9.
    sys.dont_write_bytecode = True
    refuse_acts()
    # 10.
    work: Work = runpy.run_module(_module_of(task))["main"]
    # 11.
    refuse_imports(OTHER_SIDE)
    return work, task


def _module_of(task: Task) -> str:
    match task:
        case WorkerSettings():
            return _WORKER
        case Examination():
            return _EXAMINER
        case PhotoTask():
            return _PHOTO
        case _:
            assert_never(task)


def _take_pane() -> int:
    pane_fd = os.dup(1)
    null_fd = os.open(os.devnull, os.O_RDWR)
    os.dup2(null_fd, 1)
    os.dup2(null_fd, 2)
    os.close(null_fd)
    return pane_fd


def _offer_certificates(task: Task) -> tuple[Task, int]:
    """The task with the file in which FFmpeg finds the certificates, and that file's descriptor; -1 for none."""
    if not isinstance(task, WorkerSettings) or task.trust is None:
        return task, -1
    offered_fd = confine_limits.file_in_memory(task.trust.certificates.encode())
    return replace(task, trust=replace(task.trust, file=f"/proc/self/fd/{offered_fd}")), offered_fd


def _close_others(kept: set[int]) -> None:
    highest = os.sysconf("SC_OPEN_MAX")
    low = 3
    for fd in sorted(fd for fd in kept if fd >= low):
        os.closerange(low, fd)
        low = fd + 1
    os.closerange(low, min(highest, 1 << 20) if highest > 0 else 4096)


def _empty_environment() -> None:
    """A proxy's address or a site's secret has no business here. Threads of libraries stay at one."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", LC_ALL="C.UTF-8")


def _read_task() -> Task:
    kind, size = parse_order_head(_read(HEAD.size))
    order = parse_order(kind, _read(size))
    if not isinstance(order, WorkerSettings | Examination | PhotoTask):
        raise PaneError("the first order of a worker is what it is to do")
    return order


def _read(size: int) -> bytes:
    parts = []
    while size and (part := os.read(_ORDERS_FD, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _refuse_to_start(pane_fd: int) -> NoReturn:
    """Say in a closed code that no worker runs here, and end."""
    at = Instant90k(time.time_ns() * 9 // 100_000)
    for message in (Hello(VERSION), WorkerStatus(at, CameraState.FAULT, Cause.NOT_CONFINED, 0)):
        try:
            os.write(pane_fd, encode(message))
        except OSError:
            break  # the engine has gone, and with it whoever would have been told
    os._exit(3)


if __name__ == "__main__":
    main()
