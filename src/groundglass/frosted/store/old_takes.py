"""Forgets who was given which camera long ago.

Apart from lease.py, where a take is written by a node and never changed: this is the desk's, once an hour. A take is
forgotten when the one that followed it is old as well, or is beyond the number that is kept; so of every camera the
last old one stays, which its keeper may still write under, and each later one can be compared with the one before
(lease_book.doubles). Without nodes there is nothing here.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from groundglass.clock import Clock
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.ids import TICKS_PER_S

KEEP_DAYS: Final = 90
KEEP_MOST: Final = 1_000_000
_EVERY_S: Final = 3600.0
_AT_ONCE: Final = 5000
_DAY_90K: Final = 86_400 * TICKS_PER_S
_T: Final = schema.lease_taken.c


class OldTakes:
    """`forget` now and then. The clock is the desk's: of ninety days it may be some seconds wrong."""

    def __init__(self, catalog: Catalog, clock: Clock, *, most: int = KEEP_MOST) -> None:
        self._catalog = catalog
        self._clock = clock
        self._most = most
        self._next_s = clock.monotonic_s()

    async def forget(self) -> int:
        """Forget some; returns how many. Whatever the database raises. Looks once an hour, and again at once while
        there is more."""
        if self._clock.monotonic_s() < self._next_s:
            return 0
        old_90k = self._clock.now_90k() - KEEP_DAYS * _DAY_90K
        newest = sa.select(sa.func.coalesce(sa.func.max(_T.generation), 0))
        next_one = schema.lease_taken.alias("next_one").c
        async with self._catalog.reader.connect() as connection:
            beyond = int((await connection.execute(newest)).scalar_one()) - self._most
            followed = sa.exists().where(
                next_one.camera == _T.camera,
                next_one.generation > _T.generation,
                sa.or_(next_one.taken_90k < old_90k, next_one.generation <= beyond),
            )
            is_old = sa.or_(_T.taken_90k < old_90k, _T.generation <= beyond)
            query = sa.select(_T.generation).where(is_old, followed).limit(_AT_ONCE)
            generations = list((await connection.execute(query)).scalars())
        if generations:
            async with self._catalog.engine.begin() as connection:
                await connection.execute(sa.delete(schema.lease_taken).where(_T.generation.in_(generations)))
        if len(generations) < _AT_ONCE:
            self._next_s = self._clock.monotonic_s() + _EVERY_S
        return len(generations)
