"""Writes sums into their tables: a row that is there is added to, one that is not is made.

Apart because all four tables are written the same way, in one transaction with whatever they were summed from.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from groundglass.frosted.analytics.schema import TABLES
from groundglass.frosted.analytics.tallying import Sums
from groundglass.frosted.store.catalog import insert_into
from groundglass.frosted.store.forgetting import forget_before
from groundglass.pane.ids import Instant90k

_AT_ONCE: Final = 5000


async def add_up(connection: AsyncConnection, sums: Sums) -> None:
    """Add these sums to what is kept."""
    for table in TABLES:
        rows = sums.get(table.name, [])
        for begin in range(0, len(rows), _AT_ONCE):
            await _add(connection, table, rows[begin : begin + _AT_ONCE])


async def forget_sums_before(engine: AsyncEngine, oldest: Instant90k) -> None:
    """Delete sums of minutes and hours that began earlier."""
    for table in TABLES:
        began = table.c.hour_90k if "hour_90k" in table.c else table.c.minute_90k
        await forget_before(engine, began, oldest, camera=table.c.camera)


async def _add(connection: AsyncConnection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    insert = insert_into(connection, table)
    keys = [column.name for column in table.primary_key]
    changed = {
        column.name: _joined(column, insert.excluded[column.name]) for column in table.c if column.name not in keys
    }
    await connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))


def _joined(kept: sa.Column[Any], new: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    if kept.name.startswith("most"):
        return sa.case((kept > new, kept), else_=new)
    return kept + new
