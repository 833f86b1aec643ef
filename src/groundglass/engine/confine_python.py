"""What Python itself refuses to do for a worker, and which half of the house it cannot import.

Apart from the kernel's part because it answers another danger: not a decoder taken over by a hostile stream,
which can step around Python, but our own mistake of next year. Both sides use it: the launcher for a worker, and
the command line for the frosted side, which must never hold a picture it could look into.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Final, cast

from groundglass.errors import Refused

CLEAR_SIDE: Final = ("groundglass.clear", "av", "cv2", "numpy", "onnxruntime", "PIL", "torch")
"""What the frosted side may not import."""

OTHER_SIDE: Final = (
    "groundglass.frosted", "groundglass.cli", "groundglass.engine", "groundglass.ledger", "groundglass.config",
    "groundglass.custody.ceremony", "groundglass.custody.quorum", "groundglass.custody.release",
    "groundglass.custody.approval", "groundglass.custody.keyring", "groundglass.custody.bundle_file",
    "groundglass.custody.hand_over",
    "socket", "_socket", "ssl", "_ssl", "http", "urllib.request", "asyncio", "multiprocessing", "subprocess",
    "_posixsubprocess", "tempfile", "mmap", "sqlite3", "_sqlite3", "shelve", "ctypes", "_ctypes",
    "ftplib", "smtplib", "telnetlib", "xmlrpc", "webbrowser", "pty", "cffi",
)  # fmt: skip
"""What a worker may not import once it has imported its own."""

_REFUSED_EVENTS: Final = (
    "socket.", "ctypes.", "subprocess.", "sqlite3.", "tempfile.", "shutil.", "ftplib.", "smtplib.", "urllib.",
    "http.", "webbrowser.", "mmap.", "pty.", "fcntl.", "syslog.", "signal.pthread_kill", "glob.",
    "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "os.kill",
    "os.chmod", "os.chown", "os.chflags", "os.link", "os.lockf", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.symlink", "os.truncate", "os.utime", "os.setxattr", "os.removexattr", "cpython.run_",
)  # fmt: skip
_WRITING: Final = 0o1 | 0o2 | 0o100 | 0o1000 | 0o2000


def refuse_clear() -> None:
    """For every process but a worker: make the clear side and the imaging libraries unimportable."""
    refuse_imports(CLEAR_SIDE)


def refuse_imports(names: Iterable[str]) -> None:
    """Make modules unimportable by every spelling, with what lies below them. Those in use stay in use.

    `None` in `sys.modules` is Python's own way to say "there is no such module": `import`, `from`,
    `__import__` and `importlib.import_module` all raise ModuleNotFoundError.
    """
    refused = tuple(names)
    for loaded in list(sys.modules):
        if any(loaded == name or loaded.startswith(name + ".") for name in refused):
            sys.modules[loaded] = cast(ModuleType, None)
    for name in refused:
        sys.modules[name] = cast(ModuleType, None)


def refuse_acts() -> None:
    """From now on and for good, acts that could carry a picture out raise `Refused` wherever Python does them.

    Audit hooks cannot be removed. Opening a file to read stays possible: the decoder's libraries do it.
    """
    sys.addaudithook(_judge)


def _judge(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _, mode, flags = arguments
        if _writes(mode, flags):
            raise Refused("a worker tried to open a file for writing")
    elif event.startswith(_REFUSED_EVENTS):
        raise Refused(f"a worker tried {event}")


def _writes(mode: object, flags: object) -> bool:
    return (isinstance(flags, int) and flags & _WRITING != 0) or (
        isinstance(mode, str) and any(letter in mode for letter in "wax+")
    )
