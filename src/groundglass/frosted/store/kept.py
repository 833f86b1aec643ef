"""Where a site's state and blobs are: in the data folder, or elsewhere by URL.

Apart because three things must agree on it: the settings, the data folder and whoever opens them. A site that is kept
elsewhere has a note of it, `kept.json`, in its data folder (keys, ledger and spool stay there): a server or a command
with other settings is refused, and does not begin a second history beside the first. The note holds no secret; where
it is missing, the site is in its folder.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from groundglass.errors import StoreConflict, StoreDamaged
from groundglass.frosted.store.blobs import Blobs, S3Access
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.durable import write
from groundglass.frosted.store.folder import KEPT_NOTE, DataFolder, is_data_folder
from groundglass.frosted.store.postgres import named

_MAX_NOTE_BYTES: Final = 16_384


@dataclass(frozen=True, slots=True)
class KeptAt:
    """Empty: in the data folder. `state` holds a password. `settings` is the file that says so, for commands."""

    state: str = field(default="", repr=False)
    blobs: str = ""
    access: S3Access = field(default_factory=S3Access)
    settings: str = ""

    @property
    def is_elsewhere(self) -> bool:
        return bool(self.state or self.blobs)

    def names(self) -> tuple[str, str]:
        """State and blobs without secrets, as people are told and as the note says it."""
        return named(self.state) if self.state else "", self.blobs.rstrip("/")


@dataclass(frozen=True, slots=True)
class KeptNote:
    """What the data folder says. Read as data from outside."""

    state: str
    blobs: str
    settings: str


IN_FOLDER: Final = KeptAt()


def read_note(root: Path) -> KeptNote | None:
    """None where the site is in its folder, or there is none. `StoreDamaged`."""
    try:
        with (root / KEPT_NOTE).open("rb") as file:
            untrusted: Any = json.loads(file.read(_MAX_NOTE_BYTES))
        said = [untrusted[name] for name in ("state", "blobs", "settings")]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"{KEPT_NOTE} in {root} cannot be read", "restore it from a backup") from error
    if not all(isinstance(text, str) for text in said):
        raise StoreDamaged(f"{KEPT_NOTE} in {root} is damaged", "restore it from a backup")
    return KeptNote(*said)


def write_note(root: Path, kept: KeptAt) -> None:
    """From now on the site is there."""
    state, blobs = kept.names()
    body = {"state": state, "blobs": blobs, "settings": kept.settings}
    write(root / KEPT_NOTE, json.dumps(body, indent=1).encode() + b"\n")


def forget_note(root: Path) -> None:
    """From now on the site is in its folder."""
    (root / KEPT_NOTE).unlink(missing_ok=True)


def check_kept(root: Path, kept: KeptAt) -> None:
    """`StoreConflict` unless the settings say what the data folder says. A new folder takes whatever they say."""
    if not is_data_folder(root):
        return
    note = read_note(root)
    there = (note.state, note.blobs) if note is not None else ("", "")
    if there == kept.names():
        return
    said = " and ".join(name for name in there if name) or "in its data folder"
    raise StoreConflict(
        f"this site is kept {'at ' if any(there) else ''}{said}, and the settings say otherwise",
        "name the settings it was run with: --config site.toml",
        "or move it: groundglass migrate",
    )


async def open_kept(
    folder: DataFolder, kept: KeptAt, *, migrate: bool = True, hold: bool = True
) -> tuple[Catalog, Blobs]:
    """The catalog and the blobs of a site, or `StoreError`. A new site that is kept elsewhere gets its note."""
    check_kept(folder.root, kept)
    is_new = not is_data_folder(folder.root)
    blobs = Blobs.at_url(kept.blobs, kept.access) if kept.blobs else Blobs.local(folder.blobs)
    catalog = await Catalog.open(kept.state or folder.catalog, migrate=migrate, hold=hold)
    if kept.is_elsewhere and hold and is_new:
        write_note(folder.root, kept)
    return catalog, blobs
