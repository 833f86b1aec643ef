"""Files that are there whole or not at all, and survive a power cut when they are.

Apart because backups, restores and notes of the data folder are written the same way. Blocking; raises `OSError`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from groundglass.frosted.store.spool import flush_folder

UNFINISHED: Final = ".unfinished"


def copy(source: Path, to: Path) -> None:
    """One file, durably, readable for the owner only."""
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with source.open("rb") as reading, _durable(to) as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)


def write(path: Path, body: bytes) -> None:
    """The same for bytes."""
    with _durable(path) as writing:
        writing.write(body)


@contextmanager
def _durable(to: Path) -> Iterator[BinaryIO]:
    """A file under another name, which is flushed and gets its own when the block ends without an error."""
    unfinished = to.with_name(to.name + UNFINISHED)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as writing:
        yield writing
        writing.flush()
        os.fsync(writing.fileno())
    unfinished.replace(to)
    flush_folder(to.parent)
