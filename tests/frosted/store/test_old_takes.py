"""Who kept which camera is remembered for ninety days, and whoever checks it says from when it can."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import sqlalchemy as sa

from groundglass.clock import SimulatedClock, SystemClock
from groundglass.frosted.store import old_takes as old_takes_module
from groundglass.frosted.store import schema
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import NodeName
from groundglass.frosted.store.lease_book import LeaseBook, Take, doubles
from groundglass.frosted.store.old_takes import KEEP_DAYS, OldTakes
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from tests.stands.postgres import Postgres

DAY = 86_400 * TICKS_PER_S
NOW = 1000 * DAY


async def take(catalog: Catalog, *taken: tuple[int, str, int], now: int = NOW) -> None:
    """(generation, camera, how many days ago)"""
    rows = [
        {
            "generation": generation, "camera": camera, "node": "one", "incarnation": 1, "taken_90k": now - ago * DAY,
            "freed_90k": None,
        }
        for generation, camera, ago in taken
    ]  # fmt: skip
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.insert(schema.lease_taken), rows)


async def kept(catalog: Catalog) -> list[int]:
    query = sa.select(schema.lease_taken.c.generation).order_by(schema.lease_taken.c.generation)
    async with catalog.reader.connect() as connection:
        return list((await connection.execute(query)).scalars())


async def test_a_take_is_forgotten_when_the_next_one_of_its_camera_is_old_too(catalog: Catalog) -> None:
    await take(catalog, (1, "gate", 400), (2, "yard", 300), (3, "gate", 200), (4, "gate", 100), (5, "gate", 3))
    takes = OldTakes(catalog, SimulatedClock(NOW))
    assert await takes.forget() == 2
    assert await kept(catalog) == [2, 4, 5]  # the yard is still kept under 2, and 5 is compared with 4
    assert await takes.forget() == 0


async def test_more_takes_than_are_kept_are_forgotten_however_young(catalog: Catalog) -> None:
    await take(catalog, *((number, "gate", 1) for number in range(1, 8)), (8, "yard", 0))
    assert await OldTakes(catalog, SimulatedClock(NOW), most=3).forget() == 4
    assert await kept(catalog) == [5, 6, 7, 8]


async def test_it_looks_once_an_hour_and_at_once_while_there_is_more(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(old_takes_module, "_AT_ONCE", 2)
    clock = SimulatedClock(NOW)
    takes = OldTakes(catalog, clock)
    await take(catalog, *((number, "gate", 200) for number in range(1, 5)))
    assert [await takes.forget() for _ in range(3)] == [2, 1, 0]
    await take(catalog, (5, "gate", 150))
    assert await takes.forget() == 0
    clock.advance(3600)
    assert await takes.forget() == 1


@pytest.fixture
async def book(postgres: Postgres) -> AsyncIterator[tuple[LeaseBook, Catalog]]:
    catalog = await Catalog.open(await postgres.new())
    yield LeaseBook(catalog), catalog
    await catalog.close()


async def test_the_check_speaks_of_the_days_that_are_kept_or_of_the_takes_that_are(
    book: tuple[LeaseBook, Catalog], monkeypatch: pytest.MonkeyPatch
) -> None:
    leases, catalog = book
    begun = SystemClock().now_90k()
    days = Instant90k(begun - KEEP_DAYS * DAY)
    assert abs(await leases.speaks_from() - days) < DAY
    await take(catalog, (8, "gate", 5), (9, "gate", 4), (10, "gate", 3), now=begun)
    assert abs(await leases.speaks_from() - days) < DAY
    monkeypatch.setattr("groundglass.frosted.store.lease_book.KEEP_MOST", 2)
    assert await leases.speaks_from() == begun - 4 * DAY


def test_what_follows_a_forgotten_take_is_no_finding() -> None:
    gate, one = CameraId("gate"), NodeName("one")
    left = Take(gate, one, 9, Instant90k(900), Instant90k(890))
    assert doubles([left, Take(gate, one, 10, Instant90k(1000), Instant90k(950))]) == ()
    early = Take(gate, one, 10, Instant90k(1000), Instant90k(899))
    assert doubles([left, early]) == (early,)
