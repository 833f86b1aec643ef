"""System call numbers of the two architectures we confine on, and which calls are refused outright.

Apart from confine_seccomp.py because it is a table: to read against the kernel's own (arch/x86/entry/syscalls
and include/uapi/asm-generic/unistd.h), and to extend by a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Numbers from 424 on are the same everywhere.
_SHARED: Final = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427,
    "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433,
    "pidfd_open": 434, "clone3": 435, "openat2": 437, "pidfd_getfd": 438, "process_madvise": 440,
    "mount_setattr": 442, "quotactl_fd": 443, "memfd_secret": 447, "process_mrelease": 448, "fchmodat2": 452,
}  # fmt: skip

_X86_64: Final = _SHARED | {
    "open": 2, "shmget": 29, "shmat": 30, "shmctl": 31, "socket": 41, "accept": 43, "bind": 49, "listen": 50,
    "socketpair": 53, "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "semget": 64, "shmdt": 67,
    "msgget": 68, "truncate": 76, "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85,
    "link": 86, "unlink": 87, "symlink": 88, "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94,
    "ptrace": 101, "capset": 126, "utime": 132, "mknod": 133, "uselib": 134, "pivot_root": 155, "prctl": 157,
    "adjtimex": 159, "setrlimit": 160, "chroot": 161, "acct": 163, "settimeofday": 164, "mount": 165,
    "umount2": 166, "swapon": 167, "swapoff": 168, "reboot": 169, "sethostname": 170, "setdomainname": 171,
    "iopl": 172, "ioperm": 173, "init_module": 175, "delete_module": 176, "quotactl": 179, "setxattr": 188,
    "lsetxattr": 189, "fsetxattr": 190, "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199, "tkill": 200,
    "clock_settime": 227, "utimes": 235, "mq_open": 240, "kexec_load": 246, "add_key": 248, "request_key": 249,
    "keyctl": 250, "openat": 257, "mkdirat": 258, "mknodat": 259, "fchownat": 260, "futimesat": 261,
    "unlinkat": 263, "renameat": 264, "linkat": 265, "symlinkat": 266, "fchmodat": 268, "unshare": 272,
    "splice": 275, "tee": 276, "vmsplice": 278, "utimensat": 280, "fallocate": 285, "accept4": 288,
    "perf_event_open": 298, "prlimit64": 302, "name_to_handle_at": 303, "open_by_handle_at": 304,
    "clock_adjtime": 305, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311, "finit_module": 313,
    "renameat2": 316, "memfd_create": 319, "kexec_file_load": 320, "bpf": 321, "execveat": 322,
    "userfaultfd": 323, "sendto": 44, "sendmsg": 46, "sendmmsg": 307, "tgkill": 234, "rt_sigqueueinfo": 129,
    "rt_tgsigqueueinfo": 297, "semop": 65, "semctl": 66, "semtimedop": 220, "msgsnd": 69, "msgrcv": 70, "msgctl": 71,
}  # fmt: skip

_AARCH64: Final = _SHARED | {
    "setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14, "lremovexattr": 15, "fremovexattr": 16,
    "mknodat": 33, "mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "umount2": 39,
    "mount": 40, "pivot_root": 41, "truncate": 45, "ftruncate": 46, "fallocate": 47, "chroot": 51, "fchmod": 52,
    "fchmodat": 53, "fchownat": 54, "fchown": 55, "openat": 56, "quotactl": 60, "vmsplice": 75, "splice": 76,
    "tee": 77, "utimensat": 88, "acct": 89, "capset": 91, "unshare": 97, "kexec_load": 104, "init_module": 105,
    "delete_module": 106, "clock_settime": 112, "ptrace": 117, "kill": 129, "tkill": 130, "reboot": 142,
    "sethostname": 161, "setdomainname": 162, "setrlimit": 164, "prctl": 167, "settimeofday": 170, "adjtimex": 171,
    "mq_open": 180, "msgget": 186, "semget": 190, "shmget": 194, "shmctl": 195, "shmat": 196, "shmdt": 197,
    "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202, "add_key": 217,
    "request_key": 218, "keyctl": 219, "clone": 220, "execve": 221, "swapon": 224, "swapoff": 225,
    "perf_event_open": 241, "accept4": 242, "prlimit64": 261, "name_to_handle_at": 264, "open_by_handle_at": 265,
    "clock_adjtime": 266, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "finit_module": 273,
    "renameat2": 276, "memfd_create": 279, "bpf": 280, "execveat": 281, "userfaultfd": 282,
    "kexec_file_load": 294, "sendto": 206, "sendmsg": 211, "sendmmsg": 269, "tgkill": 131, "rt_sigqueueinfo": 138,
    "rt_tgsigqueueinfo": 240, "semop": 193, "semctl": 191, "semtimedop": 192, "msgsnd": 189, "msgrcv": 188,
    "msgctl": 187,
}  # fmt: skip

_LOOKED_AT: Final = frozenset({
    "open", "openat", "openat2", "clone", "clone3", "prlimit64", "prctl", "socket", "bind", "sendto", "sendmsg",
    "sendmmsg", "tgkill",
})  # fmt: skip
"""Calls whose arguments decide; every other call in a table is refused outright."""


@dataclass(frozen=True, slots=True)
class Architecture:
    """`audit` is the kernel's name for it; calls numbered `foreign_from` and above belong to another ABI."""

    audit: int
    foreign_from: int | None
    numbers: dict[str, int]

    @property
    def refused(self) -> tuple[str, ...]:
        return tuple(sorted(self.numbers.keys() - _LOOKED_AT))


ARCHITECTURES: Final = {
    "x86_64": Architecture(0xC000_003E, 0x4000_0000, _X86_64),
    "aarch64": Architecture(0xC000_00B7, None, _AARCH64),
}
