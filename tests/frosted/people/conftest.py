"""People over a real catalog on disk, with a clock that is moved by hand and a quick password hash."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from groundglass.clock import SimulatedClock
from groundglass.frosted.people.house import People
from groundglass.frosted.store.catalog import Catalog

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncIterator[Catalog]:
    opened = await Catalog.open(tmp_path / "groundglass.db")
    yield opened
    await opened.close()


@pytest.fixture
def people(catalog: Catalog, clock: SimulatedClock) -> People:
    return People(catalog.engine, clock, hasher=QUICK)
