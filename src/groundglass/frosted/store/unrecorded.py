"""Forgets what the index says of recordings that are not there.

Apart from retention.py because nothing here has a blob, and nothing of it is put on record: gaps older than what is
kept of their camera, and minutes that a node never handed in. Such a node is lost with its disk; until then its minutes
may come any day, so the index keeps their rows for `HAND_IN_DAYS`.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from groundglass.clock import Clock
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.run_mint import FIRST_LEASED_RUN
from groundglass.pane.ids import TICKS_PER_S

HAND_IN_DAYS: Final = 7
BATCH: Final = 500
_DAY_90K: Final = 86_400 * TICKS_PER_S
_G: Final = schema.recording_gap.c
_F: Final = schema.file.c


async def forget_unrecorded(catalog: Catalog, clock: Clock) -> int:
    """Forget some of both; returns how many rows. Whatever the database raises. The next round goes on."""
    return await _forget_gaps(catalog) + await _forget_lost(catalog, clock)


async def _forget_gaps(catalog: Catalog) -> int:
    oldest = sa.select(sa.func.min(_F.start_90k)).where(_F.camera == _G.camera).scalar_subquery()
    old = sa.select(_G.camera, _G.start_90k, _G.run).where(_G.end_90k < oldest).limit(BATCH)
    async with catalog.reader.connect() as connection:
        rows = [tuple(row) for row in await connection.execute(old)]
    if rows:
        async with catalog.engine.begin() as connection:
            which = sa.tuple_(_G.camera, _G.start_90k, _G.run).in_(rows)
            await connection.execute(sa.delete(schema.recording_gap).where(which))
    return len(rows)


async def _forget_lost(catalog: Catalog, clock: Clock) -> int:
    given_up = clock.now_90k() - HAND_IN_DAYS * _DAY_90K
    lost = sa.select(_F.id).where(_F.state == "open", _F.run >= FIRST_LEASED_RUN, _F.end_90k < given_up).limit(BATCH)
    async with catalog.reader.connect() as connection:
        ids = list((await connection.execute(lost)).scalars())
    if ids:
        async with catalog.engine.begin() as connection:
            await connection.execute(sa.delete(schema.fragment).where(schema.fragment.c.file.in_(ids)))
            await connection.execute(sa.delete(schema.file).where(_F.id.in_(ids), _F.state == "open"))
    return len(ids)
