"""Landlock (Linux 5.13 and later): which files may be read, and which TCP port may be called.

Apart because the kernel's interface is its own small language; landlock(7) has the numbers. Nothing is writable,
nothing executable, no port may be offered, and one port at most may be called. Rights a kernel does not know are
left out: an older kernel restricts less, which the caller reports as a lower level. UDP is not Landlock's;
seccomp answers for it.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from groundglass.engine.confine_limits import check, libc

_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION_FLAG: Final = 1
_RULE_PATH: Final = 1
_RULE_PORT: Final = 2

WRITE_FILE: Final = 1 << 1
READ_FILE: Final = 1 << 2
READ_DIR: Final = 1 << 3
IOCTL_DEV: Final = 1 << 15
_CONNECT_TCP: Final = 1 << 1

_FS_RIGHTS: Final = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}  # how many rights each ABI knows; later ones as ABI 5
_BOTH_NET_RIGHTS: Final = 0b11
_BOTH_SCOPES: Final = 0b11
_FILE_ONLY: Final = WRITE_FILE | READ_FILE | IOCTL_DEV


class _Ruleset(ctypes.Structure):
    _fields_ = [
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    ]


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32)]


class _PortRule(ctypes.Structure):
    _fields_ = [("allowed_access", ctypes.c_uint64), ("port", ctypes.c_uint64)]


def abi() -> int:
    """Which Landlock this kernel has; 0 where it has none, or the platform is another."""
    try:
        return max(0, int(libc().syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG))))
    except (OSError, AttributeError):
        return 0


def restrict(readable: Iterable[Path], devices: Iterable[Path], ports: Iterable[int]) -> int:
    """Allow this process and its future threads only these; return the ABI in force, 0 when there is none.

    Paths that do not exist are passed over: there is nothing to allow. Raises OSError when the kernel has
    Landlock and refuses the rules.
    """
    known = abi()
    if known == 0:
        return 0
    fs_rights = (1 << _FS_RIGHTS[min(known, 5)]) - 1
    ruleset_fd = _create(known, fs_rights)
    try:
        for path in readable:
            _allow_path(ruleset_fd, path, (READ_FILE | READ_DIR) & fs_rights)
        for path in devices:
            _allow_path(ruleset_fd, path, (READ_FILE | WRITE_FILE | IOCTL_DEV) & fs_rights)
        if known >= 4:
            for port in ports:
                rule = _PortRule(_CONNECT_TCP, port)
                _call(_ADD_RULE, ruleset_fd, _RULE_PORT, ctypes.byref(rule), ctypes.c_uint32(0))
        _call(_RESTRICT_SELF, ruleset_fd, ctypes.c_uint32(0))
    finally:
        os.close(ruleset_fd)
    return known


def _create(known: int, fs_rights: int) -> int:
    attributes = _Ruleset(fs_rights, _BOTH_NET_RIGHTS if known >= 4 else 0, _BOTH_SCOPES if known >= 6 else 0)
    # Older kernels refuse a structure longer than they know unless the rest is zero, which it is.
    size = ctypes.c_size_t(ctypes.sizeof(_Ruleset))
    return _call(_CREATE_RULESET, ctypes.byref(attributes), size, ctypes.c_uint32(0))


def _allow_path(ruleset_fd: int, path: Path, rights: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _FILE_ONLY
        rule = _PathRule(rights, fd)
        _call(_ADD_RULE, ruleset_fd, _RULE_PATH, ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(fd)


def _call(number: int, *arguments: object) -> int:
    return check(int(libc().syscall(number, *arguments)))
