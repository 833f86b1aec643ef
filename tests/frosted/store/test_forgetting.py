"""What is too old goes in small bites, in both databases, while others write."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from groundglass.frosted.analytics.schema import tally
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.forgetting import BATCH_ROWS, forget_before
from groundglass.pane.ids import Instant90k


def sums(camera: str, minutes: int) -> list[dict[str, object]]:
    row = {"camera": camera, "seconds": 60, "people_milli": 1, "most": 1, "begun": 1, "hidden_ppm": 1}
    return [row | {"minute_90k": minute} for minute in range(minutes)]


async def fill(catalog: Catalog, *rows: list[dict[str, object]]) -> None:
    async with catalog.engine.begin() as connection:
        for some in rows:
            await connection.execute(sa.insert(tally), some)


async def kept(catalog: Catalog) -> list[tuple[str, int, int]]:
    query = sa.select(tally.c.camera, sa.func.count(), sa.func.min(tally.c.minute_90k))
    async with catalog.reader.connect() as connection:
        rows = await connection.execute(query.group_by(tally.c.camera).order_by(tally.c.camera))
        return [(row[0], row[1], row[2]) for row in rows.all()]


async def test_of_every_camera_goes_what_is_older_and_nothing_else(catalog: Catalog) -> None:
    await fill(catalog, sums("gate", 2 * BATCH_ROWS + 7), sums("yard", 10), sums("zoo", 3))
    forgotten = await forget_before(catalog.engine, tally.c.minute_90k, Instant90k(8), camera=tally.c.camera)
    assert forgotten == 8 + 8 + 3
    assert await kept(catalog) == [("gate", 2 * BATCH_ROWS - 1, 8), ("yard", 2, 8)]
    everything = Instant90k(1 << 59)
    assert (
        await forget_before(catalog.engine, tally.c.minute_90k, everything, camera=tally.c.camera) == 2 * BATCH_ROWS + 1
    )
    assert await kept(catalog) == []


async def test_more_rows_of_one_moment_than_fit_a_bite_go_all_the_same(catalog: Catalog) -> None:
    rows = [row | {"camera": f"{row['minute_90k']:05}", "minute_90k": 5} for row in sums("", BATCH_ROWS + 2)]
    await fill(catalog, rows, sums("late", 7)[6:])
    assert await forget_before(catalog.engine, tally.c.minute_90k, Instant90k(6)) == BATCH_ROWS + 2
    assert await kept(catalog) == [("late", 1, 6)]


async def test_who_writes_gets_a_turn_before_all_of_it_is_gone(catalog: Catalog) -> None:
    await fill(catalog, sums("gate", 10 * BATCH_ROWS))
    forgetting = asyncio.create_task(forget_before(catalog.engine, tally.c.minute_90k, Instant90k(1 << 59)))
    while (await kept(catalog))[0][1] == 10 * BATCH_ROWS:
        await asyncio.sleep(0)
    await fill(catalog, [sums("yard", 1)[0] | {"minute_90k": 1 << 60}])
    left = {camera: count for camera, count, _ in await kept(catalog)}
    assert left["yard"] == 1
    assert left.get("gate", 0) > 0
    assert await forgetting == 10 * BATCH_ROWS


@pytest.mark.parametrize("oldest", [0, -5])
async def test_before_the_beginning_there_is_nothing_to_forget(catalog: Catalog, oldest: int) -> None:
    await fill(catalog, sums("gate", 2))
    assert await forget_before(catalog.engine, tally.c.minute_90k, Instant90k(oldest)) == 0
