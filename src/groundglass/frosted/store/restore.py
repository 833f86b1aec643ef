"""A data folder made of a backup.

Apart from backup.py, which reads a site that may run: this makes a folder that nobody uses yet.

1. The backup is whole: its `backup.json` is there, and the catalog is the one it names.
2. The data folder is not there yet, or is empty. Nothing is ever restored over a site.
3. Everything is copied into a folder beside it, and flushed.
4. A note is left for the next start, which enters the restore in the ledger.
5. The folder is renamed to its name.

Interrupted before 5 there is no data folder, and restoring again begins anew. What was recorded or entered after the
backup was made is gone, and witnesses who saw a longer ledger will say so: that is what they are for.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

from groundglass.errors import StoreConflict, StoreDamaged
from groundglass.frosted.store.backup import KEYS, TREES, Progress, files_of
from groundglass.frosted.store.backup_manifest import DATABASE, Manifest, read_manifest, sha256_of
from groundglass.frosted.store.durable import copy, write
from groundglass.frosted.store.spool import disk_error, flush_folder

NOTE: Final = "restored.json"
_RESTORING: Final = ".restoring"


def restore(backup: Path, folder: Path, progress: Progress) -> Manifest:
    """Make the data folder. Blocking. `StoreError` with what to do when it cannot be done."""
    manifest = read_manifest(backup)
    try:
        if sha256_of(backup / DATABASE) != manifest.database_sha256:  # 1
            raise StoreDamaged("the backup's catalog is not the one that was saved", "use another backup")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):  # 2
            raise StoreConflict(f"{folder} is not empty", "choose a new folder with --data, or move this one away")
        beside = folder.with_name(folder.name + _RESTORING)
        if beside.exists():
            shutil.rmtree(beside)
        beside.mkdir(parents=True, mode=0o700)
        _copy_all(backup, beside, progress)  # 3
        write(beside / NOTE, json.dumps({"made_90k": manifest.made_90k}).encode())  # 4
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)  # 5
        flush_folder(folder.parent)
    except OSError as error:
        raise disk_error(f"could not restore into {folder}", error) from error
    return manifest


def restored_at(folder: Path) -> int | None:
    """When the backup was made that this folder was restored from, while nobody has entered it yet."""
    try:
        body = json.loads((folder / NOTE).read_bytes()[:200])
        made_90k = body["made_90k"]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return 0  # restored, from something that can no longer be said
    return made_90k if isinstance(made_90k, int) else 0


def forget_note(folder: Path) -> None:
    """It is in the ledger now."""
    (folder / NOTE).unlink(missing_ok=True)


def _copy_all(backup: Path, to: Path, progress: Progress) -> None:
    sources = [backup / name for name in (DATABASE, *KEYS) if (backup / name).is_file()]
    for tree in TREES:
        (to / tree).mkdir(mode=0o700)
        sources.extend(files_of(backup / tree))
    for done, source in enumerate(sources):
        progress("files", done, len(sources))
        copy(source, to / source.relative_to(backup))
