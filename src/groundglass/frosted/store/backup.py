"""A copy of the data folder that the site can be made of again, while a server runs or not.

Apart from the catalog and the blobs, which it reads as files: a backup is made by another process, and may not need
what it saves. A folder that holds an earlier backup of this site is brought up to date, and only what is new is copied.

To make one:

1. The folder is empty, or holds a backup of this site. An old `backup.json` is removed: until 8 there
   is none.
2. The keys are copied. Whoever has them and the rest has the site: a backup is guarded like the machine.
3. The catalog is copied by SQLite's own backup: one moment of it, whoever writes meanwhile.
4. The spool is copied: minutes still being recorded, which the next start after a restore settles.
5. The blobs are copied that are not there yet; they never change. A minute that was in the spool at 3 is in 4 or in 5.
   So is the map of the surroundings, which is large and seldom another.
6. The ledger is copied, again and again until its checkpoint stood still meanwhile: it is at least as long as the
   catalog remembers.
7. Blobs that the site no longer has are deleted from the backup: what retention deleted is gone there too, and what it
   will delete goes with the next backup. Older copies of the backup are not reached: they end with whoever made them.
8. `backup.json` is written and flushed.

Interrupted anywhere, the next one goes on. Every file is written to another name, flushed and renamed.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, TypeAlias

from groundglass.clock import Clock
from groundglass.errors import StoreConflict, StoreError
from groundglass.frosted.store.backup_manifest import DATABASE, NAME, Manifest, read_manifest, sha256_of
from groundglass.frosted.store.durable import UNFINISHED, copy, write
from groundglass.frosted.store.folder import KEPT_NOTE
from groundglass.frosted.store.spool import disk_error, flush_folder

Progress = Callable[[str, int, int], None]
"""What is being copied, how many files are done, of how many; 0 while nobody knows."""

KEYS: Final = ("site.key", "ledger.key")
TREES: Final = ("spool", "blobs", "ledger", "map")
Same: TypeAlias = Callable[[Path, Path], bool]
"""Whether a file that is there already need not be copied: source, and what is there."""
_MAP_HEAD_BYTES: Final = 16_384  # header and first directory of a PMTiles file
_LEDGER_ROUNDS: Final = 20
_HALF_UPLOAD: Final = re.compile(r"#\d+$")  # a blob being written (store/blobs.py)


def back_up(folder: Path, to: Path, clock: Clock, progress: Progress) -> Manifest:
    """Make or bring up to date the backup in `to`. Blocking. `StoreError` with what to do when it cannot be done."""
    if (folder / KEPT_NOTE).is_file():
        raise StoreError(
            "could not back up: this site's state or recordings are kept elsewhere",
            "save the database with pg_dump, the bucket with its own means, and the data folder as files: "
            "docs/operating.md says in which order",
        )
    if not (folder / DATABASE).is_file():
        raise StoreError(f"{folder} is not a data folder", "name the folder given to `groundglass run` with --data")
    site = site_of(folder)
    _claim(folder, to, site)  # 1
    try:
        for name in KEYS:  # 2
            if (folder / name).is_file():
                copy(folder / name, to / name)
        made_90k = clock.now_90k()
        progress("the catalog", 0, 0)
        _copy_database(folder / DATABASE, to / DATABASE)  # 3
        _mirror(folder, to, "spool", progress, _never)  # 4
        _mirror(folder, to, "blobs", progress, _of_one_size)  # 5, 7
        _mirror(folder, to, "map", progress, _begin_alike)  # 5
        _copy_ledger(folder, to, progress)  # 6
        sizes = [path.stat().st_size for path in files_of(to)]
        manifest = Manifest(made_90k, site, len(sizes), sum(sizes), sha256_of(to / DATABASE))
        write(to / NAME, manifest.encoded())  # 8
    except OSError as error:
        raise disk_error(f"could not make the backup in {to}", error) from error
    return manifest


def site_of(folder: Path) -> str:
    """What tells this site from others: the first line of its ledger's checkpoint, its origin. Empty without one."""
    try:
        with (folder / "ledger" / "checkpoint").open(encoding="utf-8") as file:
            return file.readline(200).strip()
    except (OSError, UnicodeDecodeError):
        return ""


def files_of(folder: Path) -> Iterator[Path]:
    """Every whole file below, in order; nothing where there is no folder."""
    for path in sorted(folder.rglob("*")):
        is_half = path.name.endswith(UNFINISHED) or _HALF_UPLOAD.search(path.name) is not None
        if path.is_file() and not path.is_symlink() and not is_half:
            yield path


def _claim(folder: Path, to: Path, site: str) -> None:
    """Step 1."""
    if to.resolve().is_relative_to(folder.resolve()) or folder.resolve().is_relative_to(to.resolve()):
        raise StoreConflict("a backup cannot lie in the data folder, nor around it", "choose a folder on another disk")
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        is_empty = not any(to.iterdir())
    except OSError as error:
        raise disk_error(f"could not use {to} for a backup", error) from error
    if is_empty:
        return
    if (to / NAME).exists():
        other = read_manifest(to).site
    elif (to / DATABASE).exists() or any((to / key).exists() for key in KEYS):
        other = site_of(to) or site  # an interrupted one, of this site as far as it says
    else:
        raise StoreConflict(f"{to} holds something that is no backup", "choose an empty folder")
    if other and site and other != site:
        raise StoreConflict(f"{to} holds a backup of another site", "choose another folder for this one")
    (to / NAME).unlink(missing_ok=True)
    flush_folder(to)


def _copy_database(source: Path, to: Path) -> None:
    unfinished = to.with_name(to.name + UNFINISHED)
    unfinished.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as reading:
            os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600))
            with closing(sqlite3.connect(unfinished)) as writing:
                reading.backup(writing)
                # One file and no journal: what was deleted from the site is not left in a journal of the copy.
                writing.execute("PRAGMA journal_mode = DELETE")
                writing.execute("VACUUM")
    except sqlite3.Error as error:
        raise StoreError(f"could not copy the catalog: {error}", "see `groundglass check`") from error
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(to)
    flush_folder(to.parent)


def _mirror(folder: Path, to: Path, tree: str, progress: Progress, same: Same) -> None:
    """Make `to`/`tree` hold the files of `folder`/`tree` and no others."""
    here = list(files_of(folder / tree))
    wanted = {path.relative_to(folder) for path in here}
    (to / tree).mkdir(exist_ok=True, mode=0o700)
    for done, source in enumerate(here):
        progress(tree, done, len(here))
        target = to / source.relative_to(folder)
        try:
            if not (target.is_file() and same(source, target)):
                copy(source, target)
        except FileNotFoundError:
            wanted.discard(source.relative_to(folder))  # settled or deleted by retention meanwhile
    for path in list(files_of(to / tree)):
        if path.relative_to(to) not in wanted:
            path.unlink()
    for half in (to / tree).rglob("*" + UNFINISHED):
        half.unlink()


def _never(_source: Path, _there: Path) -> bool:
    return False


def _of_one_size(source: Path, there: Path) -> bool:
    """For files that are written once."""
    return there.stat().st_size == source.stat().st_size


def _begin_alike(source: Path, there: Path) -> bool:
    """For a map, which begins with where everything else in it lies."""
    if not _of_one_size(source, there):
        return False
    with source.open("rb") as one, there.open("rb") as other:
        return one.read(_MAP_HEAD_BYTES) == other.read(_MAP_HEAD_BYTES)


def _copy_ledger(folder: Path, to: Path, progress: Progress) -> None:
    """Step 6. A full tile never changes; partial ones are written anew as the ledger grows."""
    source = folder / "ledger" / "checkpoint"
    if not source.is_file():
        return
    for _ in range(_LEDGER_ROUNDS):
        before = source.read_bytes()
        _mirror(folder, to, "ledger", progress, _of_one_size)
        write(to / "ledger" / "checkpoint", before)
        if source.read_bytes() == before:
            return
    raise StoreError("the ledger grew faster than it could be copied", "make the backup again, to a faster disk")
