"""Databases and buckets of their own for tests of what keeps a site. The servers start with the first that asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from groundglass.frosted.store.catalog import Catalog
from tests.stands import postgres as postgres_stand
from tests.stands import s3 as s3_stand
from tests.stands.postgres import Postgres
from tests.stands.s3 import Bucketeer


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with postgres_stand.running() as server:
        yield server


@pytest.fixture(scope="session")
def s3() -> Iterator[Bucketeer]:
    with s3_stand.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
async def state(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where an empty catalog can be opened: a file, or a database by URL."""
    if request.param == "sqlite":
        return tmp_path / "db"
    server: Postgres = request.getfixturevalue("postgres")
    return await server.new()


@pytest.fixture
async def catalog(state: Path | str) -> AsyncIterator[Catalog]:
    opened = await Catalog.open(state)
    yield opened
    await opened.close()
