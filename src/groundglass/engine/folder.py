"""The data folder of a site: its names, and what to say when it cannot be used.

    DIR/groundglass.db   the catalog          DIR/blobs/   recordings
    DIR/spool/           the open minutes     DIR/site.key encrypts camera addresses in the catalog
    DIR/lock             held by the one server, or by a command while no server runs (frosted/store/folder.py)
    DIR/control          the running server's local socket (counter.py)

What lies in the files belongs to frosted/store; here is only what a command must know before it opens them.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Final

from groundglass.errors import NotFound, StoreError, StoreFull
from groundglass.frosted.store.folder import is_data_folder

DEFAULT: Final = Path("groundglass-data")


def require_folder(path: Path) -> Path:
    """The folder's absolute path, or `NotFound` unless a server or `camera add` has used it before."""
    if not is_data_folder(path):
        raise NotFound(
            f"there is no data folder at {path.absolute()}",
            "name the folder with --data DIR",
            "or start a server, which makes one: groundglass run",
        )
    return path.absolute()


def make_folder(path: Path) -> Path:
    """The folder's absolute path. Made where it is missing, readable for its owner only."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(path, error) from error
    return path.absolute()


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
            return StoreError(
                f"the data folder {path} cannot be used: {(error.strerror or 'unknown').lower()}",
                "use another folder with --data DIR",
            )
