"""One stream per camera for all who watch it here, whoever keeps it, and whatever happens to them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from groundglass.clock import SystemClock
from groundglass.frosted.live import LiveHub, LiveViewer
from groundglass.frosted.relay import upstreams
from groundglass.frosted.relay.secret import ClusterSecret
from groundglass.frosted.relay.server import RelayServer
from groundglass.frosted.relay.upstreams import OpensStream, Pictures, Upstreams
from groundglass.frosted.relay.waiting import Waiting
from groundglass.frosted.store.lease import NodeName
from groundglass.frosted.store.lease_book import Holder
from groundglass.pane.ids import CameraId
from groundglass.pane.pictures import FrostedSample
from tests.frosted.footage import a_run, some_samples
from tests.stands.cluster import KeptStand

GATE = CameraId("gate")
SECRET = ClusterSecret(b"s" * 32)


@dataclass
class Leasing:
    """Who keeps the camera, as a test says it."""

    relay: str | None = None
    asked: int = 0

    async def holders(self, camera: CameraId | None = None) -> tuple[Holder, ...]:
        self.asked += 1
        return () if self.relay is None else (Holder(GATE, NodeName("north"), 1, self.relay, True),)


@dataclass
class Keeper:
    """A relay that has the camera, with a picture to show."""

    server: RelayServer
    live: LiveHub = field(repr=False)

    @property
    def relay(self) -> str:
        return f"127.0.0.1:{self.server.port}"

    def show(self, run: int, pictures: int = 3) -> None:
        self.live.publish(GATE, a_run(run))
        for sample in some_samples(pictures, run=run):
            self.live.publish(GATE, sample)


@asynccontextmanager
async def a_keeper() -> AsyncIterator[Keeper]:
    live = LiveHub()
    server = RelayServer("north", "first", SECRET, live, Waiting(), KeptStand([GATE]))
    await server.open("127.0.0.1", 0)
    try:
        yield Keeper(server, live)
    finally:
        await server.close()


@asynccontextmanager
async def watching(leases: Leasing, unleased: OpensStream | None = None) -> AsyncIterator[Upstreams]:
    made = Upstreams(leases, SECRET.viewer(), SystemClock(), unleased=unleased)
    running = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        await made.close()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def run_seen(viewer: LiveViewer, run: int) -> None:
    """Until a picture of this run is seen."""
    async with asyncio.timeout(60):
        async for item in viewer:
            if isinstance(item, FrostedSample) and item.run == run:
                return


async def settled(done: Upstreams, open_streams: int) -> None:
    async with asyncio.timeout(60):
        while len(done.open_streams) != open_streams:
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upstreams, "LINGER_S", 0.2)
    monkeypatch.setattr(upstreams, "LOOK_EVERY_S", 0.05)
    monkeypatch.setattr(upstreams, "AGAIN_S", 0.02)


async def test_many_watch_over_one_stream_and_it_ends_some_time_after_the_last() -> None:
    async with a_keeper() as keeper, watching(Leasing(keeper.relay)) as here:
        keeper.show(1)
        async with here.subscribe(GATE) as one, here.subscribe(GATE) as other:
            await run_seen(one, 1)
            await run_seen(other, 1)
            assert (keeper.server.watched, here.viewers(GATE)) == ({GATE: 1}, 2)
        async with here.subscribe(GATE) as again:
            await run_seen(again, 1)
            assert keeper.server.streams_total == 1, "who comes back soon finds the stream open"
        await settled(here, 0)
        async with asyncio.timeout(60):
            while keeper.server.watched:
                await asyncio.sleep(0.01)


async def test_viewers_stay_when_the_camera_goes_to_another_node_and_the_old_one_is_silent() -> None:
    async with a_keeper() as old, a_keeper() as new:
        leases = Leasing(old.relay)
        old.show(1)
        new.show(2)
        async with watching(leases) as here, here.subscribe(GATE) as viewer:
            await run_seen(viewer, 1)
            leases.relay = new.relay
            await run_seen(viewer, 2)
            assert (old.server.streams_total, new.server.streams_total) == (1, 1)


async def test_viewers_stay_when_the_node_ends_and_see_what_comes_after() -> None:
    leases = Leasing()
    async with watching(leases) as here, here.subscribe(GATE) as viewer:
        async with a_keeper() as first:
            leases.relay = first.relay
            first.show(1)
            await run_seen(viewer, 1)
        async with a_keeper() as second:
            second.show(2)
            leases.relay = second.relay
            await run_seen(viewer, 2)


async def test_a_camera_that_no_node_keeps_is_asked_of_whoever_may_have_it() -> None:
    @asynccontextmanager
    async def desk(camera: CameraId) -> AsyncIterator[Pictures]:
        async def pictures() -> Pictures:
            yield a_run(7)
            for sample in some_samples(2, run=7):
                yield sample
            await asyncio.Event().wait()

        yield pictures()

    async with watching(Leasing(), desk) as here, here.subscribe(GATE) as viewer:
        await run_seen(viewer, 7)
