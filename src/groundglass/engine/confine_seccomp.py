"""seccomp (Linux): system calls a worker may not make, whatever code runs in it.

Apart because it is a program in the kernel's packet-filter language. It names what is refused instead of what is
allowed: libraries change their calls between versions, and a list of the allowed would break workers in
the field, after which somebody would switch it off. What is refused is every way out we know: starting a program or
process, writing, making or renaming files, shared memory, other processes, sockets beyond the camera's, the ways
around this filter (io_uring, 32-bit calls), and the kernel's own doors.

Refused calls answer EPERM, so that a library which only tried goes on. Calls of a foreign architecture kill.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass
from typing import Final

from groundglass.engine.confine_limits import check, libc
from groundglass.engine.confine_syscalls import ARCHITECTURES, Architecture

_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2

_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL: Final = 0x15
_JUMP_AT_LEAST: Final = 0x35
_JUMP_ANY_BIT: Final = 0x45
_AND: Final = 0x54
_RETURN: Final = 0x06

_ALLOW: Final = 0x7FFF_0000
_KILL: Final = 0x8000_0000
_EPERM: Final = 0x0005_0000 | errno.EPERM
_ENOSYS: Final = 0x0005_0000 | errno.ENOSYS

_AT_NUMBER: Final = 0
_AT_ARCH: Final = 4
_AT_ARGUMENTS: Final = 16

_WRITING_FLAGS: Final = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000 | 0o20000000  # WRONLY RDWR CREAT TRUNC APPEND TMPFILE
_MAKING_FLAGS: Final = _WRITING_FLAGS & ~(0o1 | 0o2)
_CLONE_THREAD: Final = 0x0001_0000
_TYPE_MASK: Final = 0xF
_AF_INET, _AF_INET6 = 2, 10
_STREAM, _DATAGRAM = 1, 2
_TCP, _UDP = 6, 17
_FAST_OPEN: Final = 0x2000_0000  # MSG_FASTOPEN: calls a port while sending, which Landlock does not see
_FLAGS_OF_SENDING: Final = {"sendto": 3, "sendmsg": 2, "sendmmsg": 3}
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_DUMPABLE: Final = 4

_Instruction = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Doors:
    """What stays open: TCP and UDP sockets, and opening a device (never making a file) for reading and writing."""

    tcp: bool
    udp: bool
    device: bool


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def architecture() -> Architecture | None:
    """The system call numbers of this machine, or None when we have none for it."""
    return ARCHITECTURES.get(platform.machine()) if platform.system() == "Linux" else None


def install(doors: Doors) -> bool:
    """Refuse from now on, in this thread and those it starts. False where there are no numbers for this machine.

    Needs no_new_privs. Raises OSError when the kernel refuses the filter.
    """
    here = architecture()
    if here is None:
        return False
    body = b"".join(struct.pack("=HBBI", *instruction) for instruction in program(here, doors, os.getpid()))
    buffer = ctypes.create_string_buffer(body, len(body))
    wanted = _Program(len(body) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    zero = ctypes.c_ulong(0)
    check(libc().prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_MODE_FILTER), ctypes.byref(wanted), zero, zero))
    return True


def program(here: Architecture, doors: Doors, pid: int) -> list[_Instruction]:
    """The filter for process `pid`, as instructions (code, jump if true, jump if false, constant)."""
    numbers = here.numbers
    out: list[_Instruction] = [
        (_LOAD, 0, 0, _AT_ARCH),
        (_JUMP_EQUAL, 1, 0, here.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _AT_NUMBER),
    ]
    if here.foreign_from is not None:
        out += [(_JUMP_AT_LEAST, 0, 1, here.foreign_from), (_RETURN, 0, 0, _KILL)]
    for name in here.refused:
        out += _refuse(numbers[name], _EPERM)
    # glibc tries these first and falls back to calls whose flags can be seen.
    out += _refuse(numbers["clone3"], _ENOSYS) + _refuse(numbers["openat2"], _ENOSYS)
    out += _when(numbers["clone"], [*_argument(0), (_JUMP_ANY_BIT, 1, 0, _CLONE_THREAD), (_RETURN, 0, 0, _EPERM)])
    out += _when(numbers["prlimit64"], _unless_zero(2))
    out += _when(numbers["prctl"], _no_undoing())
    # Threads of its own may be signalled (abort does), nobody else's.
    out += _when(numbers["tgkill"], [*_argument(0), (_JUMP_EQUAL, 1, 0, pid), (_RETURN, 0, 0, _EPERM)])
    refused_flags = _MAKING_FLAGS if doors.device else _WRITING_FLAGS
    out += _when(numbers["openat"], _no_flags(2, refused_flags))
    if "open" in numbers:
        out += _when(numbers["open"], _no_flags(1, refused_flags))
    out += _sockets(numbers, doors)
    out.append((_RETURN, 0, 0, _ALLOW))
    return out


def _sockets(numbers: dict[str, int], doors: Doors) -> list[_Instruction]:
    # bind() is needed to receive RTP over UDP. Landlock refuses it for TCP; listen() and accept() always fail.
    out = [] if doors.udp else _refuse(numbers["bind"], _EPERM)
    for name, index in _FLAGS_OF_SENDING.items():
        out += _when(numbers[name], _no_flags(index, _FAST_OPEN))
    types = [kind for kind, is_open in ((_STREAM, doors.tcp), (_DATAGRAM, doors.udp)) if is_open]
    if not types:
        return out + _refuse(numbers["socket"], _EPERM)
    refuse = (_RETURN, 0, 0, _EPERM)
    body = [
        *_argument(0),
        (_JUMP_EQUAL, 2, 0, _AF_INET),
        (_JUMP_EQUAL, 1, 0, _AF_INET6),
        refuse,
        *_argument(1),
        (_AND, 0, 0, _TYPE_MASK),
    ]
    for index, kind in enumerate(types):
        body.append((_JUMP_EQUAL, len(types) - index, 0, kind))
    body += [refuse, *_argument(2)]
    # Plain TCP and UDP only: Landlock lets a stream of another protocol (MPTCP, SCTP) call any port.
    for index, protocol in enumerate((0, _TCP, _UDP)):
        body.append((_JUMP_EQUAL, 3 - index, 0, protocol))
    return out + _when(numbers["socket"], [*body, refuse])


def _refuse(number: int, answer: int) -> list[_Instruction]:
    return [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, answer)]


def _when(number: int, body: list[_Instruction]) -> list[_Instruction]:
    """Run `body` for one call; a body that returns nothing falls through to `allow` with the call allowed."""
    body = [*body, (_RETURN, 0, 0, _ALLOW)]
    return [(_JUMP_EQUAL, 0, len(body), number), *body]


def _argument(index: int) -> list[_Instruction]:
    """Load the low half of an argument. Both architectures are little-endian."""
    return [(_LOAD, 0, 0, _AT_ARGUMENTS + 8 * index)]


def _no_flags(index: int, flags: int) -> list[_Instruction]:
    return [*_argument(index), (_JUMP_ANY_BIT, 0, 1, flags), (_RETURN, 0, 0, _EPERM)]


def _no_undoing() -> list[_Instruction]:
    """Refuse to become readable for others again, and to outlive the engine."""
    refuse = (_RETURN, 0, 0, _EPERM)
    return [*_argument(0), (_JUMP_EQUAL, 1, 0, _PR_SET_DUMPABLE), (_JUMP_EQUAL, 0, 1, _PR_SET_PDEATHSIG), refuse]


def _unless_zero(index: int) -> list[_Instruction]:
    """Refuse unless a pointer is null, both halves looked at."""
    high = (_LOAD, 0, 0, _AT_ARGUMENTS + 8 * index + 4)
    refuse = (_RETURN, 0, 0, _EPERM)
    return [*_argument(index), (_JUMP_EQUAL, 1, 0, 0), refuse, high, (_JUMP_EQUAL, 1, 0, 0), refuse]
