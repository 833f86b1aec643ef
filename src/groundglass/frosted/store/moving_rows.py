"""Makes a table of one database hold the rows of the same table in another, whichever databases they are.

Apart from moving.py because it knows rows and nothing of sites. Tables are read from the database itself, so that no
list of them can be forgotten; both are at the same version. Both sort texts by their bytes (postgres.py refuses
others), so a stretch between two keys holds the same rows on both sides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.frosted.store.catalog import Catalog

_AT_ONCE: Final = 2000
_VERSION_TABLE: Final = "alembic_version"


async def tables_of(catalog: Catalog) -> list[sa.Table]:
    """Every table of ours, those that others refer to first."""

    def reflected(connection: sa.Connection) -> list[sa.Table]:
        metadata = sa.MetaData()
        metadata.reflect(connection)
        return [table for table in metadata.sorted_tables if table.name != _VERSION_TABLE]

    async with catalog.reader.connect() as connection:
        return await connection.run_sync(reflected)


async def mend_table(source: Catalog, target: Catalog, table: sa.Table, tell: Callable[[int], None]) -> tuple[int, int]:
    """How many rows the source has, and how many had to be written. Memory: some thousands of rows, twice."""
    shape = _plain(table)
    keys = [shape.c[column.name] for column in table.primary_key]
    after: tuple[Any, ...] | None = None
    rows = written = 0
    while True:
        async with source.reader.connect() as connection:
            wanted = await _stretch(connection, shape, _between(keys, after, None), _AT_ONCE)
        last = tuple(wanted[-1][key.name] for key in keys) if len(wanted) == _AT_ONCE else None
        async with target.reader.connect() as connection:
            there = await _stretch(connection, shape, _between(keys, after, last), _AT_ONCE + 1)
        if wanted != there:
            async with target.engine.begin() as writing:
                await writing.execute(sa.delete(shape).where(*_between(keys, after, last)))
                if wanted:
                    await writing.execute(sa.insert(shape), wanted)
            written += len(wanted) or 1
        rows += len(wanted)
        tell(rows)
        if last is None:
            return rows, written
        after = last


async def set_counters(source: Catalog, target: Catalog, tables: Sequence[sa.Table]) -> None:
    """A number that was given and whose row is gone is not given again on the other side either."""
    for table in tables:
        keys = list(table.primary_key)
        if len(keys) != 1 or not isinstance(keys[0].type, sa.Integer):
            continue
        async with source.reader.connect() as connection:
            last = await _counter(connection, table.name, keys[0].name)
        if last:
            async with target.engine.begin() as connection:
                await _set_counter(connection, table.name, keys[0].name, last)


def _plain(table: sa.Table) -> sa.Table:
    """The table with types that mean the same to both databases, and nothing else of what one of them says."""
    kinds: tuple[type[sa.types.TypeEngine[Any]], ...] = (
        sa.Boolean, sa.BigInteger, sa.Integer, sa.Float, sa.LargeBinary, sa.String,
    )  # fmt: skip
    columns = [
        sa.Column(c.name, next(kind() for kind in kinds if isinstance(c.type, kind)), primary_key=c.primary_key)
        for c in table.columns
    ]
    return sa.Table(table.name, sa.MetaData(), *columns)


async def _stretch(
    connection: AsyncConnection, table: sa.Table, limits: Sequence[sa.ColumnElement[bool]], most: int
) -> list[dict[str, Any]]:
    query = sa.select(table).where(*limits).order_by(*table.primary_key).limit(most)
    return [dict(row) for row in (await connection.execute(query)).mappings()]


def _between(
    keys: Sequence[sa.Column[Any]], after: tuple[Any, ...] | None, last: tuple[Any, ...] | None
) -> list[sa.ColumnElement[bool]]:
    here = sa.tuple_(*keys)
    limits = []
    if after is not None:
        limits.append(here > sa.tuple_(*_bound(keys, after)))
    if last is not None:
        limits.append(here <= sa.tuple_(*_bound(keys, last)))
    return limits


def _bound(keys: Sequence[sa.Column[Any]], values: tuple[Any, ...]) -> list[sa.BindParameter[Any]]:
    return [sa.bindparam(None, value, type_=key.type) for key, value in zip(keys, values, strict=True)]


async def _counter(connection: AsyncConnection, table: str, key: str) -> int:
    if connection.dialect.name == "postgresql":
        sequence = (await connection.execute(_SEQUENCE, {"table": table, "key": key})).scalar()
        if sequence is None:
            return 0
        found = await connection.execute(
            sa.text("SELECT pg_sequence_last_value(CAST(:s AS regclass))"), {"s": sequence}
        )
        return int(found.scalar() or 0)
    has = sa.text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
    if (await connection.execute(has)).first() is None:
        return 0
    kept = await connection.execute(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :t"), {"t": table})
    highest: Any = sa.select(sa.func.max(sa.column(key))).select_from(sa.table(table))
    newest = await connection.execute(highest)
    return max(int(kept.scalar() or 0), int(newest.scalar() or 0))


async def _set_counter(connection: AsyncConnection, table: str, key: str, last: int) -> None:
    if connection.dialect.name == "postgresql":
        sequence = (await connection.execute(_SEQUENCE, {"table": table, "key": key})).scalar()
        if sequence is not None:
            set_to = sa.text("SELECT setval(CAST(:s AS regclass), CAST(:last AS bigint))")
            await connection.execute(set_to, {"s": sequence, "last": last})
        return
    # SQLite has a counter only where a number may never come again, and its row from the first insert on.
    change = sa.text("UPDATE sqlite_sequence SET seq = max(seq, :last) WHERE name = :t")
    if (await connection.execute(_COUNTED, {"t": table})).first() is None:
        return
    if (await connection.execute(change, {"last": last, "t": table})).rowcount == 0:
        await connection.execute(sa.text("INSERT INTO sqlite_sequence VALUES (:t, :last)"), {"t": table, "last": last})


_SEQUENCE: Final = sa.text("SELECT pg_get_serial_sequence(CAST(:table AS text), CAST(:key AS text))")
_COUNTED: Final = sa.text("SELECT 1 FROM sqlite_master WHERE name = :t AND sql LIKE '%AUTOINCREMENT%'")
