"""`groundglass check`: proves the numbered invariants of design/storage.md on a data folder, and repairs it.

With the folder to itself, and when it may repair, it first settles what a crash left in the spool, as a server
does at its start. While a server runs it only looks, twice, and reports what it saw both times: what is wrong for a
moment while a minute closes is not damage. Repairing never deletes a recording that can be read: rows are rebuilt
from files. What cannot be read stays where it is and is reported.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.errors import StoreConflict, StoreDamaged, StoreError
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.damage import Damage, Finding
from groundglass.frosted.store.folder import DataFolder
from groundglass.frosted.store.index import (
    LONGEST_90K,
    IndexWriter,
    MinuteClosed,
    delete_file_rows,
    write_changes,
)
from groundglass.frosted.store.inspection import Inspection, Looked, Progress
from groundglass.frosted.store.kept import IN_FOLDER, KeptAt, open_kept
from groundglass.frosted.store.sealed_look import repair_sealed
from groundglass.frosted.store.settling import Settler
from groundglass.frosted.store.spool import MinuteName, Spool

LOOK_AGAIN_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found. `is_live`: a server had the folder, so nothing was repaired. `unsettled`: minutes in the
    spool; with a server running that is usual, without one the next start (or a repair) settles them."""

    is_live: bool
    files: int
    fragments: int
    size_bytes: int
    unsettled: int
    settled: int
    repaired: tuple[Finding, ...]
    remaining: tuple[Finding, ...]

    @property
    def is_clean(self) -> bool:
        """Whether every invariant holds now."""
        return not self.remaining


def _no_progress(_what: str, _done: int, _all: int) -> None:
    """Nobody wants to know."""


async def check(
    data_dir: Path, *, repair: bool, progress: Progress = _no_progress, kept: KeptAt = IN_FOLDER
) -> CheckReport:
    """Check a data folder. `StoreError` when it is none, `StoreConflict` when it is to be repaired under a running
    server."""
    folder = DataFolder.look(data_dir)
    try:
        if repair and not folder.is_held:
            raise StoreConflict(
                f"could not repair {data_dir}: a server is using it", "stop it first, or check without --repair"
            )
        catalog, blobs = await open_kept(folder, kept, migrate=repair, hold=repair)
        try:
            if await catalog.version() is None:
                raise StoreError(f"{data_dir} holds no catalog yet", "start `groundglass run` once")
            return await _check(folder, catalog, blobs, repair, progress)
        finally:
            await catalog.close()
    finally:
        folder.release()


async def _check(folder: DataFolder, catalog: Catalog, blobs: Blobs, repair: bool, progress: Progress) -> CheckReport:
    spool = Spool(folder.spool)
    settled = await _settle(catalog, blobs, spool) if repair else 0
    inspection = Inspection(catalog, blobs, spool, progress)
    looked = await inspection.look()
    findings = looked.findings
    # Nodes of the site go on recording while this folder is held.
    may_change = not folder.is_held or catalog.engine.dialect.name == "postgresql"
    if may_change and findings:
        await asyncio.sleep(LOOK_AGAIN_S)
        again = set((await inspection.look()).findings)
        findings = tuple(finding for finding in findings if finding in again)
    if not (repair and findings):
        return _report(folder, looked, settled, (), findings)
    repairs = Repairs(catalog, blobs, inspection)
    for number, finding in enumerate(findings):
        await repairs.repair(finding)
        progress("repairs", number + 1, len(findings))
    looked = await inspection.look()
    remaining = set(looked.findings)
    repaired = tuple(finding for finding in findings if finding not in remaining)
    return _report(folder, looked, settled, repaired, looked.findings)


async def _settle(catalog: Catalog, blobs: Blobs, spool: Spool) -> int:
    clock = SystemClock()
    index = IndexWriter(catalog, clock)
    writer = asyncio.create_task(index.run())
    try:
        return await Settler(spool, blobs, index, clock).settle_all()
    finally:
        index.stop()
        await writer


def _report(
    folder: DataFolder, looked: Looked, settled: int, repaired: Iterable[Finding], remaining: tuple[Finding, ...]
) -> CheckReport:
    return CheckReport(
        is_live=not folder.is_held, files=looked.files, fragments=looked.fragments, size_bytes=looked.size_bytes,
        unsettled=looked.unsettled, settled=settled, repaired=tuple(repaired), remaining=remaining,
    )  # fmt: skip


class Repairs:
    """Repairs one finding at a time. The folder must be held."""

    def __init__(self, catalog: Catalog, blobs: Blobs, inspection: Inspection) -> None:
        self._catalog = catalog
        self._blobs = blobs
        self._inspection = inspection

    async def repair(self, finding: Finding) -> None:
        """Do what can be done; whether it helped is seen by looking again."""
        match finding.damage:
            case Damage.BLOB_MISSING | Damage.SPOOL_MISSING:
                await self._delete_rows(finding.subject)
            case Damage.BLOB_SIZE | Damage.BLOB_UNKNOWN | Damage.ROWS_DIFFER | Damage.RUN_MISSING:
                await self._rebuild(finding.subject)
            case Damage.DOOMED:
                await self._blobs.delete(finding.subject)
                await self._delete_rows(finding.subject)
            case Damage.ROWS_OVERLAP:
                await self._set_aside(finding.subject)
            case Damage.STILL_MISSING:
                async with self._catalog.engine.begin() as connection:
                    for table in (schema.still, schema.keepsake):
                        await connection.execute(sa.delete(table).where(table.c.name == finding.subject))
            case Damage.STILL_UNKNOWN:
                await self._blobs.delete(finding.subject)
            case Damage.TORN_UPLOAD:
                await asyncio.to_thread(self._blobs.delete_torn, finding.subject)
            case (
                Damage.SEALED_MISSING
                | Damage.SEALED_SIZE
                | Damage.SEALED_UNKNOWN
                | Damage.SLOTS_MISSING
                | Damage.SLOTS_LEFT
                | Damage.SEALED_DOOMED
            ):
                await repair_sealed(self._catalog, self._blobs, finding)
            case Damage.CATALOG:
                pass  # a damaged database is not repaired by guessing: it is restored, or rebuilt from the files

    async def _delete_rows(self, name: str) -> None:
        async with self._catalog.engine.begin() as connection:
            await delete_file_rows(connection, name)

    async def _rebuild(self, key: str) -> None:
        """Make the index say what a blob holds. A blob in which nothing can be read stays, and stays reported."""
        name = MinuteName.from_blob(key)
        try:
            held = await self._inspection.read(key)
        except StoreDamaged:
            return
        size = await self._blobs.size(key)
        if name is None or held is None or size is None:
            return
        async with self._catalog.engine.begin() as connection:
            await connection.execute(sa.delete(schema.run).where(schema.run.c.run == name.run))
            fragments = schema.fragment.c
            ids = sa.select(schema.file.c.id).where(schema.file.c.name == key).scalar_subquery()
            await connection.execute(sa.delete(schema.fragment).where(fragments.file == ids))
            await write_changes(connection, [replace(held, size_bytes=size), MinuteClosed(name)])

    async def _set_aside(self, subject: str) -> None:
        """Of the rows that cover the same time, those of the later run are played."""
        camera, _, start = subject.partition(" ")
        mine, newer = schema.fragment, schema.fragment.alias("newer")
        covered = sa.exists().where(
            newer.c.camera == mine.c.camera,
            newer.c.start_90k < mine.c.end_90k,
            newer.c.end_90k > mine.c.start_90k,
            newer.c.run > mine.c.run,
        )
        near = mine.c.start_90k.between(int(start) - LONGEST_90K, int(start) + LONGEST_90K)
        async with self._catalog.engine.begin() as connection:
            await connection.execute(
                sa.update(mine).where(mine.c.camera == camera, near, covered).values(is_aside=True)
            )
