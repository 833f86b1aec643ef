"""The data folder: where what lies, and the lock that lets one server have it.

DIR/groundglass.db   the catalog        DIR/spool/     minutes being written
DIR/site.key         the site's key     DIR/blobs/     finished files, when they are kept here
DIR/arriving/        sealed originals being received: ciphertext, emptied at every start
DIR/kept.json        where the catalog and the blobs are, when they are elsewhere (store/kept.py)
DIR/lock             held while a server runs; the lock is the kernel's and dies with its holder
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final

from groundglass.errors import StoreConflict, StoreError
from groundglass.frosted.store.spool import disk_error

CATALOG: Final = "groundglass.db"
KEPT_NOTE: Final = "kept.json"


def is_data_folder(root: Path) -> bool:
    """Whether a site has used this folder before."""
    return (root / CATALOG).is_file() or (root / KEPT_NOTE).is_file()


class DataFolder:
    """A folder that is ours until `release`."""

    def __init__(self, root: Path, lock: int | None) -> None:
        self.root = root
        self._lock = lock

    @property
    def catalog(self) -> Path:
        return self.root / CATALOG

    @property
    def site_key(self) -> Path:
        return self.root / "site.key"

    @property
    def spool(self) -> Path:
        return self.root / "spool"

    @property
    def blobs(self) -> Path:
        return self.root / "blobs"

    @property
    def arriving(self) -> Path:
        return self.root / "arriving"

    @property
    def is_held(self) -> bool:
        """Whether the lock is ours."""
        return self._lock is not None

    @classmethod
    def hold(cls, root: Path) -> DataFolder:
        """Make the folder if absent and lock it. `StoreConflict` when another server has it, `StoreError` when it
        cannot be written."""
        folder = cls._locked(root, create=True)
        if not folder.is_held:
            raise StoreConflict(
                f"the data folder {root} is in use by another Groundglass",
                "stop the other one, or choose another folder with --data",
            )
        return folder

    @classmethod
    def look(cls, root: Path) -> DataFolder:
        """The folder as it is, held if nobody else holds it. `StoreError` when it is no data folder."""
        if not is_data_folder(root):
            raise StoreError(f"{root} is not a data folder", "name the folder given to `groundglass run` with --data")
        return cls._locked(root, create=False)

    @classmethod
    def _locked(cls, root: Path, *, create: bool) -> DataFolder:
        try:
            if create:
                root.mkdir(parents=True, exist_ok=True, mode=0o750)
                for part in ("spool", "blobs", "arriving"):
                    (root / part).mkdir(exist_ok=True, mode=0o750)
            descriptor = os.open(root / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o640)
        except OSError as error:
            raise disk_error(f"could not use the data folder {root}", error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return cls(root, None)
        if create and not os.access(root, os.W_OK):
            os.close(descriptor)
            raise StoreError(
                f"could not use the data folder {root}: it cannot be written",
                "give the user who runs this write permission",
            )
        return cls(root, descriptor)

    def release(self) -> None:
        """Let others have it. Safe to call twice."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
