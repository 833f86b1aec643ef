"""A desk over a real catalog and a real ledger, with a clock that is moved by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from groundglass.clock import SimulatedClock
from groundglass.frosted.incidents.desk import Desk, make_desk
from groundglass.frosted.record.opening import open_record
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.catalog import Catalog


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncIterator[Catalog]:
    opened = await Catalog.open(tmp_path / "groundglass.db")
    yield opened
    await opened.close()


@pytest.fixture
async def record(tmp_path: Path, catalog: Catalog, clock: SimulatedClock) -> AsyncIterator[Recordkeeper]:
    keeper = await open_record(tmp_path, catalog, clock)
    running = asyncio.create_task(keeper.run())
    yield keeper
    keeper.stop()
    await running


@pytest.fixture
def desk(catalog: Catalog, record: Recordkeeper, clock: SimulatedClock) -> Desk:
    return make_desk(catalog.engine, record, clock)
