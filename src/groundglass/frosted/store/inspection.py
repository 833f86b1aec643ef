"""Looks at a data folder and finds broken invariants. Changes nothing; store/fsck.py repairs.

Works on a folder in use: the caller looks twice and believes only what was seen both times. Holds the list of
files in memory (about 200 bytes each), never their contents.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from groundglass.errors import NotFound, StoreDamaged
from groundglass.frosted.media.reader import SeekableBytes
from groundglass.frosted.store import schema
from groundglass.frosted.store.blobs import Blobs
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.damage import Damage, Finding
from groundglass.frosted.store.index import MinuteSettled
from groundglass.frosted.store.run_mint import FIRST_LEASED_RUN
from groundglass.frosted.store.sealed_look import look_at_sealed
from groundglass.frosted.store.settling import read_minute
from groundglass.frosted.store.spool import MinuteName, Spool

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with what is looked at, how much is done, and how much there is."""

_STILLS: Final = ("stills/", "places/")


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as the index has it."""

    id: int
    camera: str
    run: int
    name: str
    size_bytes: int
    state: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look saw."""

    findings: tuple[Finding, ...]
    files: int
    fragments: int
    size_bytes: int
    unsettled: int


class Inspection:
    """One data folder."""

    def __init__(self, catalog: Catalog, blobs: Blobs, spool: Spool, progress: Progress) -> None:
        self._catalog = catalog
        self._blobs = blobs
        self._spool = spool
        self._progress = progress
        self._found: list[Finding] = []

    async def look(self) -> Looked:
        """Look at every invariant once."""
        self._found = []
        await self._look_at_catalog()
        rows = [FileRow(*row) for row in await self._rows(_FILES)]
        in_spool = {name.blob for name in await asyncio.to_thread(lambda: list(self._spool.minutes()))}
        sizes = {item.key: item.size_bytes async for item in self._blobs.listing("video/")}
        self._look_at_files(rows, in_spool, sizes)
        for key in await asyncio.to_thread(self._blobs.torn):
            self._found.append(Finding(Damage.TORN_UPLOAD, key))
        for number, row in enumerate(rows):
            if row.state == "closed" and row.name in sizes:
                await self._look_into(row)
            self._progress("recordings", number + 1, len(rows))
        await self._look_for_overlaps()
        await self._look_at_stills()
        self._found += await look_at_sealed(self._catalog, self._blobs)
        fragments = (await self._rows(sa.select(sa.func.count()).select_from(schema.fragment)))[0][0]
        size = sum(row.size_bytes for row in rows)
        return Looked(tuple(dict.fromkeys(self._found)), len(rows), fragments, size, len(in_spool))

    async def _look_at_catalog(self) -> None:
        """Invariant 9. SQLite's own check; PostgreSQL keeps its own."""
        if self._catalog.engine.dialect.name != "sqlite":
            return
        for (line,) in await self._rows(sa.text("PRAGMA quick_check")):
            if line != "ok":
                self._found.append(Finding(Damage.CATALOG, str(line)[:200]))

    def _look_at_files(self, rows: list[FileRow], in_spool: set[str], sizes: dict[str, int]) -> None:
        """Invariants 1, 2, 3 and 8."""
        for row in rows:
            size = sizes.get(row.name)
            match row.state:
                case "doomed":
                    self._found.append(Finding(Damage.DOOMED, row.name))
                case "open":
                    is_elsewhere = row.run >= FIRST_LEASED_RUN  # on the disk of the node that records it
                    if row.name not in in_spool and size is None and not is_elsewhere:
                        self._found.append(Finding(Damage.SPOOL_MISSING, row.name))
                case _ if size is None:
                    self._found.append(Finding(Damage.BLOB_MISSING, row.name))
                case _ if size != row.size_bytes:
                    self._found.append(Finding(Damage.BLOB_SIZE, row.name))
                case _:
                    pass  # as it should be
        known = {row.name for row in rows} | in_spool
        self._found += [Finding(Damage.BLOB_UNKNOWN, key) for key in sizes if key not in known]

    async def _look_into(self, row: FileRow) -> None:
        """Invariants 4 and 6: the rows say what the file holds."""
        f, r = schema.fragment.c, schema.run.c
        query = (
            sa.select(f.start_90k, f.end_90k, f.run, f.camera, f.offset_bytes, f.size_bytes, f.pictures, f.is_key)
            .where(f.file == row.id)
            .order_by(f.offset_bytes)
        )
        indexed = [tuple(found) for found in await self._rows(query)]
        try:
            held = await self.read(row.name)
        except NotFound:
            return  # deleted since it was listed; the second look sees it, if it ought to be there
        except StoreDamaged:
            held = None
        if held is None:
            self._found.append(Finding(Damage.ROWS_DIFFER, row.name))
            return
        in_file = [
            (h.start, h.end, h.run, h.camera, h.offset, h.size_bytes, h.pictures, h.is_key) for h in held.fragments
        ]
        if in_file != indexed:
            self._found.append(Finding(Damage.ROWS_DIFFER, row.name))
        known = await self._rows(sa.select(r.sps, r.pps, r.width, r.height).where(r.run == row.run))
        if [tuple(found) for found in known] != [(held.run.sps, held.run.pps, held.run.width, held.run.height)]:
            self._found.append(Finding(Damage.RUN_MISSING, row.name))

    async def read(self, key: str) -> MinuteSettled | None:
        """What a blob holds, or None when nothing; `NotFound`, `StoreDamaged`."""
        name = MinuteName.from_blob(key)
        if name is None:
            raise StoreDamaged(f"{key} is no name of a recording")
        return await asyncio.to_thread(self._read, name)

    def _read(self, name: MinuteName) -> MinuteSettled | None:
        if self._blobs.root is not None:
            try:
                with (self._blobs.root / name.blob).open("rb") as file:
                    return read_minute(name, file)
            except FileNotFoundError as error:
                raise NotFound(f"{name.blob} is not stored") from error
        opened: SeekableBytes = self._blobs.open(name.blob)
        return read_minute(name, opened)

    async def _look_for_overlaps(self) -> None:
        """Invariant 5."""
        f = schema.fragment.c
        before = sa.func.max(f.end_90k).over(partition_by=f.camera, order_by=f.start_90k, rows=(None, -1))
        rows = sa.select(f.camera, f.start_90k, before.label("before_90k")).where(f.is_aside.is_(False)).subquery()
        query = sa.select(rows.c.camera, rows.c.start_90k).where(rows.c.before_90k > rows.c.start_90k).limit(1000)
        for camera, start in await self._rows(query):
            self._found.append(Finding(Damage.ROWS_OVERLAP, f"{camera} {start}"))

    async def _look_at_stills(self) -> None:
        """Invariant 7, both ways."""
        names: set[str] = set()
        for table in (schema.still, schema.keepsake):
            names |= {name for (name,) in await self._rows(sa.select(table.c.name))}
        keys = {key async for key in self._still_keys()}
        self._found += [Finding(Damage.STILL_MISSING, name) for name in sorted(names - keys)]
        self._found += [Finding(Damage.STILL_UNKNOWN, key) for key in sorted(keys - names)]

    async def _still_keys(self) -> AsyncIterator[str]:
        for prefix in _STILLS:
            async for item in self._blobs.listing(prefix):
                yield item.key

    async def _rows(self, query: Any) -> list[Any]:
        async with self._catalog.reader.connect() as connection:
            return list((await connection.execute(query)).all())


_FILES: Final = sa.select(
    schema.file.c.id, schema.file.c.camera, schema.file.c.run, schema.file.c.name, schema.file.c.size_bytes,
    schema.file.c.state,
).order_by(schema.file.c.camera, schema.file.c.run, schema.file.c.start_90k)  # fmt: skip
