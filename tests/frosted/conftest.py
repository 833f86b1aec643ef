"""A real archive in a temporary folder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from groundglass.clock import SystemClock
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import CameraId, Instant90k

LIMITS = StorageLimits(free_floor_bytes=1024 * 1024, keep_days=None)


@pytest.fixture
def states() -> StateBoard:
    return StateBoard(SystemClock())


@pytest.fixture
async def archive(tmp_path: Path, states: StateBoard) -> AsyncIterator[Archive]:
    opened = await Archive.open(tmp_path / "data", states=states, clock=SystemClock(), limits=LIMITS)
    yield opened
    await opened.close()


async def until_recorded(archive: Archive, camera: CameraId, until: Instant90k) -> None:
    """Wait until the catalog knows of recordings up to a moment, while a recorder is at work."""
    async with asyncio.timeout(60):
        while (found := await archive.playback.recorded(camera)) is None or found.newest < until:
            await asyncio.sleep(0.02)
