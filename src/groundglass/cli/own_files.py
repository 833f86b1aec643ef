"""Files of the person at this machine: identities that are read, results that are written.

Apart because every command of the ceremony does it the same way: a result is written whole under another name first,
and nothing is written over what is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from groundglass.cli.remote import ask_secretly
from groundglass.custody.keyring import MAX_FILE_BYTES, Keyring, read_keyring
from groundglass.errors import Conflict, NotFound, StoreError


def keyring_of(path: Path) -> Keyring:
    """The identities in a file; its passphrase is asked for when it has one."""
    try:
        with path.open("rb") as file:
            untrusted = file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {path}", "make an identity: groundglass custodian key new FILE") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {(error.strerror or 'unknown').lower()}") from error
    return read_keyring(untrusted, lambda: ask_secretly(f"passphrase of {path.name}: "))


@contextmanager
def written(path: Path, *, mode: int = 0o644) -> Iterator[BinaryIO]:
    """A new file, there when the block ends without an error and not at all otherwise."""
    if path.exists():
        raise Conflict(f"{path} is there already", "name another file")
    half = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {(error.strerror or 'unknown').lower()}") from error
    finally:
        half.unlink(missing_ok=True)
