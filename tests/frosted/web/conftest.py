"""One site per test, and browsers of each role at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from groundglass.frosted.people.roles import Role
from tests.frosted.web.stand import Stand, open_stand


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    async with open_stand(tmp_path) as opened:
        yield opened


@pytest.fixture
async def stranger(stand: Stand) -> AsyncIterator[httpx.AsyncClient]:
    async with stand.browser() as browser:
        yield browser


@pytest.fixture
async def admin(stand: Stand) -> AsyncIterator[httpx.AsyncClient]:
    _, token = await stand.somebody(Role.ADMINISTRATOR)
    async with stand.browser(token) as browser:
        yield browser


@pytest.fixture
async def viewer(stand: Stand) -> AsyncIterator[httpx.AsyncClient]:
    _, token = await stand.somebody(Role.VIEWER)
    async with stand.browser(token) as browser:
        yield browser
