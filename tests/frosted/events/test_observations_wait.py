"""Observations wait for a database that is away, in order, and are written once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from groundglass.clock import SystemClock
from groundglass.frosted.analytics.adding import add_up
from groundglass.frosted.analytics.schema import TABLES
from groundglass.frosted.analytics.tallying import Sums
from groundglass.frosted.events import observation_log
from groundglass.frosted.events.observation_log import Beside, ObservationLog
from groundglass.frosted.events.schema import rule
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import Observation, Occupancy
from tests.frosted.events.observing import START

GATE = CameraId("gate")


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncIterator[Catalog]:
    opened = await Catalog.open(tmp_path / "db")
    yield opened
    await opened.close()


def seen(second: int) -> Occupancy:
    return Occupancy(Instant90k(START + second * 90_000), second, 0)


async def rename(catalog: Catalog, name: str, to: str) -> None:
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.text(f"ALTER TABLE {name} RENAME TO {to}"))


async def kept(log: ObservationLog) -> list[Observation]:
    return [one async for some in log.replay(GATE, Instant90k(0), Instant90k(1 << 60)) for one in some]


async def seconds(catalog: Catalog) -> int:
    [tally] = [table for table in TABLES if table.name == "tally"]
    async with catalog.reader.connect() as connection:
        return int((await connection.execute(sa.select(sa.func.sum(tally.c.seconds)))).scalar_one() or 0)


async def rules(catalog: Catalog) -> list[str]:
    async with catalog.reader.connect() as connection:
        return list((await connection.execute(sa.select(rule.c.body).order_by(rule.c.id))).scalars())


async def test_what_cannot_be_written_is_written_later_with_its_sums(catalog: Catalog) -> None:
    log = ObservationLog(catalog.engine, SystemClock())
    await rename(catalog, "observation", "elsewhere")
    for second in range(4):
        log.put(GATE, seen(second))
        with pytest.raises(DBAPIError):
            await log.flush()
    await rename(catalog, "elsewhere", "observation")
    log.put(GATE, seen(4))
    await log.flush()
    assert await kept(log) == [seen(second) for second in range(5)]
    assert await seconds(catalog) == 5
    assert log.dropped_total == 0


async def test_a_batch_that_was_kept_although_it_failed_is_not_summed_twice(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = ObservationLog(catalog.engine, SystemClock())
    log.put(GATE, seen(0))

    async def lost_answer(connection: AsyncConnection, sums: Sums) -> None:
        await add_up(connection, sums)
        await connection.commit()
        raise sa.exc.OperationalError("commit", None, OSError("the line was cut"))

    monkeypatch.setattr(observation_log, "add_up", lost_answer)
    with pytest.raises(DBAPIError):
        await log.flush()
    monkeypatch.setattr(observation_log, "add_up", add_up)
    await log.flush()
    assert await kept(log) == [seen(0)]
    assert await seconds(catalog) == 1


async def test_beyond_the_bound_the_oldest_gives_way_and_is_counted(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(observation_log, "MAX_UNWRITTEN_BYTES", 60)
    log = ObservationLog(catalog.engine, SystemClock())
    await rename(catalog, "observation", "elsewhere")
    for second in range(6):
        log.put(GATE, seen(second))
        with pytest.raises(DBAPIError):
            await log.flush()
    await rename(catalog, "elsewhere", "observation")
    await log.flush()
    left = await kept(log)
    assert left == [seen(second) for second in range(6 - len(left), 6)]
    assert log.dropped_total == 6 - len(left) > 0


async def test_whoever_stops_waiting_for_a_write_loses_nothing(catalog: Catalog) -> None:
    log = ObservationLog(catalog.engine, SystemClock())
    for second in range(3):
        log.put(GATE, seen(second))
        writing = asyncio.create_task(log.flush())
        for _ in range(second + 1):
            await asyncio.sleep(0)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    await log.flush()
    assert await kept(log) == [seen(second) for second in range(3)]
    assert await seconds(catalog) == 3


async def test_what_belongs_to_a_batch_is_written_with_it_or_not_at_all(catalog: Catalog) -> None:
    log = ObservationLog(catalog.engine, SystemClock())
    asked: list[int] = []

    def beside() -> Beside:
        asked.append(len(asked))
        body, number = f"rule {len(asked)}", len(asked)

        async def write(connection: AsyncConnection) -> None:
            await connection.execute(sa.insert(rule).values(id=number, body=body, changed_90k=0))

        return write

    log.beside = beside
    log.put(GATE, seen(0))
    await rename(catalog, "observation", "elsewhere")
    with pytest.raises(DBAPIError):
        await log.flush()
    assert await rules(catalog) == []
    await rename(catalog, "elsewhere", "observation")
    await log.flush()
    assert await rules(catalog) == ["rule 1", "rule 2"]


async def test_two_that_are_of_one_moment_are_kept_though_a_write_came_between(catalog: Catalog) -> None:
    log, all_of_it = ObservationLog(catalog.engine, SystemClock()), [Occupancy(seen(0).at, n, 0) for n in range(3)]
    for one in all_of_it:
        log.put(GATE, one)
        await log.flush()
    assert await kept(log) == all_of_it
