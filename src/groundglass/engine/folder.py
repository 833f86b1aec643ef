"""The data folder of a site: its names, its lock, and what to say when it cannot be used.

    DIR/groundglass.db   the catalog          DIR/blobs/   recordings
    DIR/spool/           the open minutes     DIR/site.key encrypts camera addresses in the catalog
    DIR/lock             held by the one server, or by a command while no server runs
    DIR/control          the running server's local socket (counter.py)

One process at a time uses a folder; the kernel releases the lock however that process dies. What lies in the
files belongs to frosted/store.
"""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Final

from groundglass.errors import Conflict, NotFound, StoreError, StoreFull

DEFAULT: Final = Path("groundglass-data")


class DataFolder:
    """A data folder whose lock is held between `__enter__` and `__exit__`."""

    def __init__(self, path: Path) -> None:
        self.path: Final = path.absolute()
        self._lock_fd: int | None = None

    @property
    def control(self) -> Path:
        return self.path / "control"

    def require(self) -> None:
        """`NotFound` unless the folder has been used by a server or `camera add` before."""
        if not (self.path / "lock").is_file():
            raise NotFound(
                f"there is no data folder at {self.path}",
                "name the folder with --data DIR",
                "or start a server, which makes one: groundglass run",
            )

    def create(self) -> None:
        """Make the folder, readable for its owner only, and try that it can be written. Harmless when it exists."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.path / "lock").touch(mode=0o600)
        except OSError as error:
            raise unusable(self.path, error) from error

    def __enter__(self) -> DataFolder:
        """Take the lock, or raise `Conflict` naming the process that has it."""
        self.create()
        try:
            fd = os.open(self.path / "lock", os.O_RDWR | os.O_CLOEXEC)
        except OSError as error:
            raise unusable(self.path, error) from error
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(fd, 20, 0).decode("ascii", "replace").strip()
            os.close(fd)
            raise Conflict(
                f"the data folder {self.path} is in use by process {holder or 'of unknown number'}",
                "stop that server first, or use another folder with --data DIR",
            ) from error
        try:
            os.ftruncate(fd, 0)
            os.pwrite(fd, b"%d\n" % os.getpid(), 0)
        except OSError as error:
            os.close(fd)
            raise unusable(self.path, error) from error
        self._lock_fd = fd
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock_fd is not None:
            os.close(self._lock_fd)
            self._lock_fd = None


def unusable(path: Path, error: OSError) -> StoreError:
    """The sentence for a folder that the operating system refuses."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return StoreFull(f"no space is left for the data folder {path}", "free some space on that disk")
        case errno.EROFS:
            return StoreError(f"the data folder {path} lies on a disk that is mounted read-only", "use --data DIR")
        case errno.EACCES | errno.EPERM:
            return StoreError(
                f"the data folder {path} cannot be written by this user",
                f"make it yours: chown {os.getuid()} {path}",
                "or use another folder with --data DIR",
            )
        case _:
            return StoreError(f"the data folder {path} cannot be used: {(error.strerror or 'unknown').lower()}")
