"""How many bytes of finished recordings there are of each camera.

Apart because both who deletes and who tells people ask for it every few seconds, and a sum over millions of rows takes
the database that long. The sums are read once and kept: each time after, only files that are new or were open are
looked at. Whoever deletes says so (`gone`). A file whose number is not above all others is missed until all is read
anew, once an hour: one that a node entered as others did, or that SQLite gave the number of one that is gone.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.clock import Clock
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.oldest import Kept

ANEW_AFTER_S: Final = 3600.0
_AT_ONCE: Final = 1000
_F: Final = schema.file.c


@dataclass(slots=True)
class _Known:
    """What was read: bytes by camera, files that were open then, and the highest number of a file."""

    read_at_s: float
    closed_bytes: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    open: set[int] = field(default_factory=set)
    newest: int = 0


class UsedBytes:
    """One for a site. Raises what the database raises; then all is read anew the next time."""

    def __init__(self, catalog: Catalog, clock: Clock) -> None:
        self._catalog = catalog
        self._clock = clock
        self._known: _Known | None = None
        self._one_at_a_time = asyncio.Lock()

    async def by_camera(self) -> Mapping[str, int]:
        """Bytes of closed files, as of now."""
        async with self._one_at_a_time:
            known, self._known = self._known, None
            async with self._catalog.reader.connect() as connection:
                if known is None or self._clock.monotonic_s() - known.read_at_s > ANEW_AFTER_S:
                    known = await _read(connection, self._clock.monotonic_s())
                else:
                    await _add_new(connection, known)
            self._known = known
            return dict(known.closed_bytes)

    async def gone(self, files: Iterable[Kept]) -> None:
        """These were closed and are not any more."""
        async with self._one_at_a_time:
            known = self._known or _Known(0.0)
            for kept in files:
                if kept.id <= known.newest and kept.id not in known.open:  # else it was not counted yet
                    known.closed_bytes[kept.camera] -= kept.size_bytes

    async def read_anew(self) -> None:
        """Something failed half-way: trust nothing the next time."""
        async with self._one_at_a_time:
            self._known = None


async def _read(connection: AsyncConnection, now_s: float) -> _Known:
    """All of it, as of one moment."""
    known = _Known(now_s)
    sums = sa.select(_F.camera, sa.func.sum(_F.size_bytes)).where(_F.state == "closed").group_by(_F.camera)
    for camera, size_bytes in await connection.execute(sums):
        known.closed_bytes[camera] = int(size_bytes)
    known.newest = int((await connection.execute(sa.select(sa.func.coalesce(sa.func.max(_F.id), 0)))).scalar_one())
    known.open = set((await connection.execute(sa.select(_F.id).where(_F.state == "open"))).scalars())
    return known


async def _add_new(connection: AsyncConnection, known: _Known) -> None:
    """Files that were begun since, and those that were open and are not any more."""
    were_open = sorted(known.open)
    new = sa.select(_F.id, _F.camera, _F.size_bytes, _F.state).where(_F.id > known.newest)
    rows = list((await connection.execute(new)).all())
    known.newest = max((row.id for row in rows), default=known.newest)
    known.open = {row.id for row in rows if row.state == "open"}
    for at in range(0, len(were_open), _AT_ONCE):
        some = sa.select(_F.id, _F.camera, _F.size_bytes, _F.state).where(_F.id.in_(were_open[at : at + _AT_ONCE]))
        found = (await connection.execute(some)).all()
        known.open |= {row.id for row in found if row.state == "open"}
        rows += found
    for row in rows:
        if row.state == "closed":
            known.closed_bytes[row.camera] += row.size_bytes
