"""Deleting rows that are too old, a few thousand at a time, so that nobody who writes has to wait for it.

Apart because several tables end with age, and one transaction over a day of them would keep everybody else from writing
for seconds. Interrupted, it has deleted the oldest; the next round goes on.

Each batch is a stretch of time that an index leads to. Tables whose keys begin with the camera are gone through camera
by camera, found by the next greater name: counting them all would read the whole table.
"""

from __future__ import annotations

import asyncio
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.frosted.store.sqlite import READS
from groundglass.pane.ids import Instant90k

BATCH_ROWS: Final = 5000
# SQLite's writers do not queue: they look again after up to a tenth of a second, and must find it free at times.
_PAUSE_S: Final = 0.01


async def forget_before(
    engine: AsyncEngine, at: sa.Column[int], oldest: Instant90k, *, camera: sa.Column[str] | None = None
) -> int:
    """Delete rows of `at`'s table that are older; returns how many. With `camera` where its keys begin with that.

    Whatever the database raises ends it between two batches."""
    if camera is None:
        return await _forget(engine, at, oldest, sa.true())
    count, name = 0, ""
    while (following := await _one(engine, sa.select(sa.func.min(camera)).where(camera > name))) is not None:
        name = str(following)
        count += await _forget(engine, at, oldest, camera == name)
    return count


async def _forget(engine: AsyncEngine, at: sa.Column[int], oldest: int, which: sa.ColumnElement[bool]) -> int:
    # Each batch begins where the one before ended: what is deleted stays in PostgreSQL's indexes for a while.
    count, begin = 0, await _one(engine, sa.select(sa.func.min(at)).where(which, at < oldest))
    while begin is not None and begin < oldest:
        later = sa.select(at).where(which, at >= begin, at < oldest).order_by(at).offset(BATCH_ROWS).limit(1)
        found = await _one(engine, later)
        # Rows of one moment go together; where more than a batch of them are the oldest, the moment after bounds them.
        bound = oldest if found is None else max(int(found), int(begin) + 1)
        async with engine.begin() as connection:
            gone = await connection.execute(sa.delete(at.table).where(which, at >= begin, at < bound))
            count += int(gone.rowcount)
        begin = bound
        await asyncio.sleep(_PAUSE_S)
    return count


async def _one(engine: AsyncEngine, query: sa.Select[Any]) -> Any:
    async with engine.execution_options(**{READS: True}).connect() as connection:
        return (await connection.execute(query)).scalar_one_or_none()
