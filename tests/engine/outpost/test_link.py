"""A desk's link to an outpost: what was seen is written once, whenever the desk is killed or the line is cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from groundglass.clock import SystemClock
from groundglass.engine.outpost.link import NodeLink
from groundglass.errors import NotFound
from groundglass.frosted.events.observation_log import ObservationLog
from groundglass.frosted.live import LiveHub
from groundglass.frosted.relay.heard import HeardMarks
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.server import RelayServer
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.relay.wire import Numbered, Said, State
from groundglass.frosted.states import CameraReport
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.lease import NodeName
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.observations import Observation, Occupancy
from groundglass.pane.status import CameraState, Cause

GATE, NORTH = CameraId("gate"), NodeName("north")
SECRET = ClusterSecret(b"l" * 32)
FACTS = {
    "version": "1", "cores": 2, "memory_bytes": 1, "free_bytes": 1, "load": 0.0, "reaches": [], "places": [],
    "waiting": 0, "dropped": 0, "streams": 0, "cameras": [],
}  # fmt: skip


class Keeps:
    """A machine that keeps nothing and tells so."""

    def is_kept(self, camera: CameraId) -> bool:
        return False

    async def ask(self, do: str, arguments: Mapping[str, Any], untrusted_order: bytes) -> Any:
        return FACTS

    async def piece(self, camera: CameraId, file: str, offset: int, length: int) -> bytes:
        raise NotFound("nothing is here")


@asynccontextmanager
async def a_relay(waiting: Waiting, epoch: str = "first") -> AsyncIterator[str]:
    server = RelayServer(NORTH, epoch, SECRET, LiveHub(), waiting, Keeps())
    await server.open("127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.port}"
    finally:
        await server.close()


class Desk:
    """What of a desk hears and writes. Leaving it is as if it were killed: what it holds is gone, and nothing more is
    said to the outpost."""

    def __init__(self, catalog: Catalog, relay: str) -> None:
        self.log = ObservationLog(catalog.engine, SystemClock())
        self.heard: list[Numbered] = []
        self._marks = HeardMarks(catalog)
        self._relay = relay
        self.log.beside = self._marks.beside

    async def __aenter__(self) -> Desk:
        await self._marks.load()
        self._link = NodeLink(
            NORTH, self._relay, SECRET, marks=self._marks, take=self._take, settle=self._never, changed=lambda: None,
            clock=SystemClock(),
        )  # fmt: skip
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._link.close()

    def _take(self, node: NodeName, frame: Numbered) -> None:
        self.heard.append(frame)
        if isinstance(frame, Said) and isinstance(frame.message, Occupancy):
            self.log.put(frame.camera, frame.message)

    async def _never(self) -> bool:
        return False

    async def until(self, at: int) -> None:
        """Until it heard what was seen in that second."""
        async with asyncio.timeout(60):
            while not any(isinstance(frame, Said) and frame.message.at == seen(at).at for frame in self.heard):
                await asyncio.sleep(0.01)


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncIterator[Catalog]:
    opened = await Catalog.open(tmp_path / "db")
    yield opened
    await opened.close()


def seen(second: int) -> Occupancy:
    return Occupancy(Instant90k(1_800_000_000 * 90_000 + second * 90_000), second, 0)


async def kept(catalog: Catalog) -> list[Observation]:
    log = ObservationLog(catalog.engine, SystemClock())
    return [one async for some in log.replay(GATE, Instant90k(0), Instant90k(1 << 60)) for one in some]


async def test_a_desk_that_is_killed_after_it_wrote_is_told_the_rest_and_nothing_twice(catalog: Catalog) -> None:
    waiting = Waiting()
    async with a_relay(waiting) as relay:
        for second in range(3):
            waiting.tell(GATE, seen(second))
        async with Desk(catalog, relay) as desk:
            await desk.until(2)
            await desk.log.flush()
        for second in range(3, 6):
            waiting.tell(GATE, seen(second))
        assert waiting.count == 6, "the outpost was not told that three are written"
        async with Desk(catalog, relay) as desk:
            await desk.until(5)
            await desk.log.flush()
    assert await kept(catalog) == [seen(second) for second in range(6)]


async def test_a_desk_that_is_killed_before_it_wrote_is_told_again(catalog: Catalog) -> None:
    waiting = Waiting()
    async with a_relay(waiting) as relay:
        waiting.tell(GATE, seen(0))
        async with Desk(catalog, relay) as desk:
            await desk.until(0)
        async with Desk(catalog, relay) as desk:
            await desk.until(0)
            await desk.log.flush()
    assert await kept(catalog) == [seen(0)]


async def test_how_a_camera_is_is_told_to_every_desk(catalog: Catalog) -> None:
    waiting = Waiting()
    waiting.tell_state(CameraReport(GATE, CameraState.LOST, Cause.HUNG_UP, seen(0).at))
    waiting.tell(GATE, seen(0))
    async with a_relay(waiting) as relay:
        async with Desk(catalog, relay) as desk:
            await desk.until(0)
            await desk.log.flush()
        waiting.tell(GATE, seen(1))
        async with Desk(catalog, relay) as desk:
            await desk.until(1)
    assert [type(frame) for frame in desk.heard] == [State, Said]


async def test_an_outpost_in_another_life_is_heard_from_its_start(catalog: Catalog) -> None:
    for epoch in ("first", "second"):
        waiting = Waiting()
        waiting.tell(GATE, seen(len(epoch)))
        async with a_relay(waiting, epoch) as relay, Desk(catalog, relay) as desk:
            await desk.until(len(epoch))
            await desk.log.flush()
    assert await kept(catalog) == [seen(5), seen(6)]
