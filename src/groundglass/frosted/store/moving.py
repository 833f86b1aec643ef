"""Moves a site's state and blobs from where they are to where they shall be: folder, PostgreSQL, bucket, in any pair.

Apart from kept.py, which only says where they are. Keys, ledger and spool stay in the data folder. Nothing is taken
away from the old side. No server runs meanwhile, for both sides are held.

1. The folder is locked, the old side is what its note says, and both databases are held and brought to one version.
2. Blobs that the new side lacks, or has in another size, are copied; each is read back and compared by its hash. Those
   that only the new side has are deleted there: what was forgotten here since an interrupted move is forgotten there.
3. Rows are compared in the order of their keys, some thousands at a time, and where they differ the new side's are
   replaced. That is copying, going on after an interruption, and proving, in one.
4. Counters of numbers that are never given twice are set.
5. All rows are compared once more: none may differ now. The newest checkpoint that was shown is the one in the ledger.
6. The folder's note says where the site is from now on. Interrupted before, the site is where it was.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.errors import StoreConflict, StoreDamaged
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog, store_error
from groundglass.frosted.store.folder import DataFolder
from groundglass.frosted.store.kept import KeptAt, check_kept, forget_note, write_note
from groundglass.frosted.store.moving_rows import mend_table, set_counters, tables_of

Progress: TypeAlias = Callable[[str, int, int], None]
"""What is being moved, how much of it is done, of how much; 0 while nobody knows."""

_AT_ONCE: Final = 4
_CHECKPOINT_BYTES: Final = 16_384


@dataclass(frozen=True, slots=True)
class Moved:
    """What the new side holds, and how much of it was copied this time."""

    blobs: int
    blob_bytes: int
    copied_blobs: int
    rows: int
    copied_rows: int


async def move(root: Path, old: KeptAt, new: KeptAt, progress: Progress) -> Moved:
    """Move a site, or go on with a move that was interrupted. `StoreError`; the site then is where it was."""
    if old.names() == new.names():
        raise StoreConflict("there is nothing to move: both settings say the same", "look at [storage] of both files")
    folder = DataFolder.look(root)
    try:
        if not folder.is_held:
            raise StoreConflict("could not move the site: a server runs on its data folder", "stop it first")
        check_kept(root, old)  # 1
        return await _move_held(folder, old, new, progress)
    except DBAPIError as error:
        raise store_error("could not move the site", error) from error
    finally:
        folder.release()


async def _move_held(folder: DataFolder, old: KeptAt, new: KeptAt, progress: Progress) -> Moved:
    blobs, size, copied = await _move_blobs(_blobs(folder, old), _blobs(folder, new), progress)  # 2
    rows = changed = 0
    if old.names()[0] != new.names()[0]:
        source = await Catalog.open(old.state or folder.catalog)
        try:
            target = await Catalog.open(new.state or folder.catalog)
            try:
                rows, changed = await _move_rows(folder.root, source, target, progress)  # 3, 4, 5
            finally:
                await target.close()
        finally:
            await source.close()
    if new.is_elsewhere:  # 6
        await asyncio.to_thread(write_note, folder.root, new)
    else:
        await asyncio.to_thread(forget_note, folder.root)
    return Moved(blobs, size, copied, rows, changed)


def _blobs(folder: DataFolder, kept: KeptAt) -> Blobs:
    return Blobs.at_url(kept.blobs, kept.access) if kept.blobs else Blobs.local(folder.blobs)


async def _move_blobs(source: Blobs, target: Blobs, progress: Progress) -> tuple[int, int, int]:
    """Step 2: how many there are, their bytes, and how many were copied."""
    wanted = {item.key: item.size_bytes async for item in source.listing()}
    there = {item.key: item.size_bytes async for item in target.listing()}
    for key in there.keys() - wanted.keys():
        await target.delete(key)
    missing = sorted(key for key, size in wanted.items() if there.get(key) != size)
    for begin in range(0, len(missing), _AT_ONCE):
        progress("blobs", begin, len(missing))
        part = missing[begin : begin + _AT_ONCE]
        await asyncio.gather(*(_move_blob(source, target, key, is_wrong=key in there) for key in part))
    return len(wanted), sum(wanted.values()), len(missing)


async def _move_blob(source: Blobs, target: Blobs, key: str, *, is_wrong: bool) -> None:
    body = await source.get(key)
    if is_wrong:
        await target.delete(key)
    await target.put(key, body)
    if hashlib.sha256(await target.get(key)).digest() != hashlib.sha256(body).digest():
        raise StoreDamaged(f"could not move {key}: what was written is not what is read", "look at the blob store")


async def _move_rows(root: Path, source: Catalog, target: Catalog, progress: Progress) -> tuple[int, int]:
    """Steps 3 to 5: how many rows there are, and how many were written."""
    tables = await tables_of(source)
    rows = changed = 0
    for table in tables:

        def tell(done: int, name: str = table.name) -> None:
            progress(name, done, 0)

        _, of_table = await mend_table(source, target, table, tell)
        changed += of_table
    await set_counters(source, target, tables)  # 4
    for number, table in enumerate(tables):  # 5
        progress("comparing", number, len(tables))
        count, differing = await mend_table(source, target, table, lambda _done: None)
        rows += count
        if differing:
            raise StoreDamaged(f"could not move {table.name}: rows changed while it was moved", "move again")
    await _check_checkpoint(root, target)
    return rows, changed


async def _check_checkpoint(root: Path, target: Catalog) -> None:
    """The newest checkpoint the new catalog remembers is the one that stands in the ledger's folder."""
    c = schema.ledger_checkpoint.c
    async with target.reader.connect() as connection:
        found: Any = (await connection.execute(sa.select(c.note).order_by(c.size.desc()).limit(1))).scalar()
    path = root / "ledger" / "checkpoint"
    there = await asyncio.to_thread(lambda: path.read_bytes()[:_CHECKPOINT_BYTES] if path.is_file() else None)
    if (found.encode() if found is not None else None) != there:
        raise StoreDamaged(
            "could not move the site: its catalog does not remember the newest checkpoint of its ledger",
            "start and stop the server once with the old settings, then move again",
        )
