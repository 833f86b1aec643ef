"""Tiles in a folder.

The folder can be served as it is by any web server, and copied as it is to be an export. Writing follows the
usual order for a file that must be there after a power cut, or not at all:

1. write the bytes to a temporary name in the same folder
2. fsync the file
3. rename it over the final name
4. fsync the folder

A crash before 3 leaves a temporary file, which `sweep` removes; one after 3 may lose the name, and with it a tile
that no checkpoint covers yet.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Final

from groundglass.errors import LedgerError

_PATH: Final = re.compile(r"checkpoint|tile/(?:[0-7]|entries)/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]{1,3})?")
_UNFINISHED: Final = ".unfinished"


class FolderTiles:
    """A `TileStore` in one folder. One writer; any number of readers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes:
        try:
            return self._at(path).read_bytes()
        except FileNotFoundError as error:
            raise LedgerError(f"the ledger has no {path}") from error
        except OSError as error:
            raise LedgerError(f"reading {path} of the ledger failed: {error.strerror}") from error

    def write(self, path: str, body: bytes, *, is_durable: bool = True) -> None:
        """As the protocol says; without `is_durable`, for copies that can be made again, steps 2 and 4 are left out."""
        final = self._at(path)
        unfinished = final.with_name(final.name + _UNFINISHED)
        try:
            final.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(body)
                if is_durable:
                    file.flush()
                    os.fsync(file.fileno())
            unfinished.replace(final)
            if is_durable:
                _sync_folder(final.parent)
        except OSError as error:
            raise LedgerError(
                f"writing {path} of the ledger failed: {error.strerror}",
                "free space or mend the disk, then start again",
            ) from error

    def forget_partials(self, path: str) -> None:
        shutil.rmtree(self._at(path).with_name(self._at(path).name + ".p"), ignore_errors=True)

    def sweep(self) -> int:
        """Remove what a crash left half written; return how many files."""
        leftovers = list(self._folder.rglob("*" + _UNFINISHED))
        for leftover in leftovers:
            leftover.unlink()
        return len(leftovers)

    def _at(self, path: str) -> Path:
        if _PATH.fullmatch(path) is None:
            raise LedgerError(f"{path[:80]!r} is not a path of a ledger")
        return self._folder / path


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
