"""What stands in a backup's `backup.json`, written last and read first.

Apart because two commands agree on it and on nothing else. A folder without it is no backup: it is what is left of one
that was interrupted. Read as data from outside.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from groundglass.errors import StoreDamaged, StoreError

NAME: Final = "backup.json"
FORMAT: Final = 1
DATABASE: Final = "groundglass.db"
_MAX_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Manifest:
    """`made_90k` is UTC in 1/90000 s, when the catalog was copied. `site` names the ledger's key, or is empty."""

    made_90k: int
    site: str
    files: int
    size_bytes: int
    database_sha256: str

    def encoded(self) -> bytes:
        body = {
            "format": FORMAT,
            "made_90k": self.made_90k,
            "site": self.site,
            "files": self.files,
            "size_bytes": self.size_bytes,
            "database_sha256": self.database_sha256,
        }
        return json.dumps(body, indent=1).encode() + b"\n"


def read_manifest(backup: Path) -> Manifest:
    """The manifest of a whole backup; `StoreError` where there is none, `StoreDamaged` where it does not fit."""
    try:
        with (backup / NAME).open("rb") as file:
            untrusted = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise StoreError(
            f"{backup} is not a whole backup: it has no {NAME}",
            "name the folder given to `groundglass backup`; if making it was interrupted, make it again",
        ) from error
    try:
        body = json.loads(untrusted) if len(untrusted) <= _MAX_BYTES else None
    except ValueError:
        body = None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise StoreError(
            f"{NAME} of {backup} is of a version this program does not know",
            "use the version of Groundglass that made it",
        )
    numbers = [body.get(name) for name in ("made_90k", "files", "size_bytes")]
    texts = [body.get(name) for name in ("site", "database_sha256")]
    if not all(type(number) is int and number >= 0 for number in numbers) or not all(type(t) is str for t in texts):
        raise StoreDamaged(f"{NAME} of {backup} is damaged", "use another backup")
    return Manifest(int(numbers[0] or 0), str(texts[0]), int(numbers[1] or 0), int(numbers[2] or 0), str(texts[1]))


def sha256_of(path: Path) -> str:
    """Hex SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
