"""Every kept segment comes into the ledger, also when the ledger or the database was away for a while."""

from __future__ import annotations

import asyncio

import pytest
import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.errors import LedgerUnavailable, StoreError
from groundglass.frosted.archive import Archive
from groundglass.frosted.custody import register as register_module
from groundglass.frosted.custody.register import SealedRegister
from groundglass.frosted.store import schema
from tests.frosted.custody.test_arriving import arrivals, kept, said


async def test_what_an_earlier_run_kept_and_did_not_enter_is_entered(archive: Archive) -> None:
    house = arrivals(archive)
    for message in said(2, 1000):
        house.take(message)
    await house.close()
    register = SealedRegister(archive._parts.catalog, archive.record, SystemClock())
    async with asyncio.timeout(60):
        while any(row.entry is None for row in await kept(archive)):
            await asyncio.sleep(0.02)
    assert await register.enter_some() == 0
    async with archive.engine.begin() as connection:  # as after a crash between entering and noting
        await connection.execute(sa.update(schema.sealed_segment).values(entry=None))
    before = archive.record.checkpoint.size
    assert await register.enter_some() == 2
    assert archive.record.checkpoint.size == before + 2
    entries = {row.entry for row in await kept(archive)}
    assert None not in entries
    assert len(entries) == 2


async def test_a_ledger_that_is_away_is_told_and_tried_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    register = SealedRegister(archive._parts.catalog, archive.record, SystemClock())
    monkeypatch.setattr(register_module, "EVERY_S", 0.01)
    is_away = asyncio.Event()
    is_away.set()
    rounds: list[int] = []

    async def enter_some() -> int:
        if is_away.is_set():
            raise LedgerUnavailable("this cannot be recorded")
        rounds.append(register_module.BATCH if not rounds else 0)
        return rounds[-1]

    def is_in_trouble() -> bool:
        return register.trouble is not None

    monkeypatch.setattr(register, "enter_some", enter_some)
    task = asyncio.create_task(register.run())
    async with asyncio.timeout(60):
        while not is_in_trouble():
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)  # more than one round: it is said once
        is_away.clear()
        while len(rounds) < 2 or is_in_trouble():
            await asyncio.sleep(0.005)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert rounds[:2] == [register_module.BATCH, 0]  # a full batch is followed at once by the next


async def test_a_database_that_fails_is_an_error_of_the_store(archive: Archive) -> None:
    register, house = SealedRegister(archive._parts.catalog, archive.record, SystemClock()), arrivals(archive)
    async with archive.engine.begin() as connection:
        await connection.execute(sa.text("DROP TABLE sealed_segment"))
    with pytest.raises(StoreError, match="could not note"):
        await register.enter_some()
    for message in said(1, 1000):
        house.take(message)
    await house.close()
    assert house.lost_total == 1
