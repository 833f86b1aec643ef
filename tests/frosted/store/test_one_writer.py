"""One server writes to a site: in a file by the folder's lock, in PostgreSQL by the site's lock."""

from __future__ import annotations

import asyncio
import signal

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from groundglass.errors import StoreConflict, StoreError
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog, insert_missing, store_error
from tests.stands import postgres as postgres_stand
from tests.stands.postgres import Postgres

RULE = {"id": 1, "quorum": 2, "keep_days": 1.5}


async def test_transactions_that_may_write_run_one_after_the_other(catalog: Catalog) -> None:
    async def add() -> None:
        async with catalog.engine.begin() as connection:
            newest = (await connection.execute(sa.select(sa.func.max(schema.custody_rule.c.id)))).scalar_one() or 0
            await asyncio.sleep(0.01)
            await connection.execute(sa.insert(schema.custody_rule).values(RULE | {"id": newest + 1}))

    await asyncio.gather(*(add() for _ in range(8)))
    async with catalog.reader.connect() as connection:
        ids = (await connection.execute(sa.select(schema.custody_rule.c.id))).scalars().all()
    assert sorted(ids) == [1, 2, 3, 4, 5, 6, 7, 8]


async def test_a_reader_sees_one_moment(catalog: Catalog) -> None:
    count = sa.select(sa.func.count()).select_from(schema.custody_rule)
    async with catalog.reader.connect() as reading:
        assert (await reading.execute(count)).scalar_one() == 0
        async with catalog.engine.begin() as writing:
            await insert_missing(writing, schema.custody_rule, [RULE, RULE | {"id": 2}])
        assert (await reading.execute(count)).scalar_one() == 0
    async with catalog.reader.connect() as reading:
        assert (await reading.execute(count)).scalar_one() == 2


async def test_sums_are_whole_numbers_and_rows_that_are_there_stay(catalog: Catalog) -> None:
    row = {"size": 2**40, "note": "a", "at_90k": 1, "is_published": True, "cosignatures": ""}
    async with catalog.engine.begin() as connection:
        await insert_missing(connection, schema.ledger_checkpoint, [row, row | {"size": 2**41}])
        await insert_missing(connection, schema.ledger_checkpoint, [row | {"note": "b"}])
    async with catalog.reader.connect() as connection:
        c = schema.ledger_checkpoint.c
        total = (await connection.execute(sa.select(sa.func.sum(c.size)))).scalar_one()
        notes = (await connection.execute(sa.select(c.note))).scalars().all()
    assert (total, type(total), list(notes)) == (2**40 + 2**41, int, ["a", "a"])


async def test_a_second_server_of_a_site_is_told_so_and_may_look(postgres: Postgres) -> None:
    url = await postgres.new()
    first = await Catalog.open(url)
    with pytest.raises(StoreConflict, match="in use by another Groundglass"):
        await Catalog.open(url)
    looking = await Catalog.open(url, migrate=False, hold=False)
    assert await looking.version() == await first.version()
    with pytest.raises(DBAPIError):
        async with looking.engine.begin():
            raise AssertionError("who does not have the site's lock began to write")
    await looking.close()
    await first.close()
    second = await Catalog.open(url)
    await second.close()


async def test_a_server_that_lost_the_lock_to_another_writes_nothing(postgres: Postgres) -> None:
    url = await postgres.new()
    first = await Catalog.open(url)
    other = postgres_stand.PostgresLock(url)
    await other.steal()
    with pytest.raises(DBAPIError) as refused:
        async with first.engine.begin() as connection:
            await connection.execute(sa.insert(schema.custody_rule).values(RULE))
    assert isinstance(store_error("could not write", refused.value), StoreConflict)
    await asyncio.sleep(1.5)  # it has tried to take the lock again
    with pytest.raises(DBAPIError):
        async with first.engine.begin():
            raise AssertionError("two servers write to one site")
    await other.release()
    await written_within(first)
    await first.close()


async def test_a_server_goes_on_when_the_database_was_started_anew() -> None:
    with postgres_stand.running() as server:
        catalog = await Catalog.open(await server.new())
        await asyncio.to_thread(server.stop, signal.SIGQUIT)
        with pytest.raises(DBAPIError) as refused:
            async with catalog.engine.begin():
                raise AssertionError("a transaction began in a database that is not there")
        assert "cannot be reached" in store_error("could not write", refused.value).message
        await asyncio.to_thread(server.start)
        await written_within(catalog)
        await catalog.close()


async def written_within(catalog: Catalog) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                async with catalog.engine.begin() as connection:
                    await connection.execute(sa.insert(schema.custody_rule).values(RULE))
                return
            except DBAPIError:
                await asyncio.sleep(0.2)


async def test_a_database_that_holds_other_texts_than_ours_is_refused(postgres: Postgres) -> None:
    url = await postgres.new(encoding="LATIN1", locale="C")
    with pytest.raises(StoreError, match="made for LATIN1 and C") as refused:
        await Catalog.open(url)
    assert "createdb" in refused.value.hints[0]


@pytest.mark.parametrize("url", ["postgresql://gg:hushhush@127.0.0.1:1/x", "postgresql://gg:hushhush@127.0.0.1:no/x"])
async def test_a_database_that_is_not_there_is_an_error_without_its_password(url: str) -> None:
    with pytest.raises(StoreError) as refused:
        await Catalog.open(url)
    assert refused.value.hints
    assert "hushhush" not in f"{refused.value.message} {refused.value.hints}"
