"""Everything that is sent outside, over a real catalog, ledger and desk; what is not real is the source of events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from groundglass.clock import SystemClock
from groundglass.frosted.cameras import CameraSettings
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase
from groundglass.frosted.incidents.desk import Desk, make_desk
from groundglass.frosted.outbound.courier import Listener, silent
from groundglass.frosted.outbound.outbound import Outbound, make_outbound
from groundglass.frosted.outbound.wire import ReachPolicy, Trust
from groundglass.frosted.record.opening import open_record
from groundglass.frosted.record.recordkeeper import Recordkeeper
from groundglass.frosted.store.camera_table import CameraTable
from groundglass.frosted.store.catalog import Catalog
from groundglass.frosted.store.sitekey import SiteKey
from groundglass.pane.ids import CameraId, Instant90k
from groundglass.pane.settings import SecretAddress


@dataclass
class Events:
    """Events as a store would hand them out."""

    kept: list[EventOccurred] = field(default_factory=list)

    async def after(self, event: int, limit: int) -> Sequence[EventOccurred]:
        return self.kept[event : event + limit]

    def happen(self, kind: EventKind = EventKind.SMOKE, level: Level = Level.ALARM, *, exercise: bool = False) -> int:
        number = len(self.kept) + 1
        at = Instant90k(SystemClock().now_90k())
        self.kept.append(
            EventOccurred(
                EventId(number), kind, Phase.ONCE, at, level, at, "roof", CameraId("gate"), is_exercise=exercise
            )
        )
        return number


@dataclass
class House:
    """One house that tells others."""

    outbound: Outbound
    desk: Desk
    events: Events
    record: Recordkeeper
    running: Callable[[], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def open_outbound(
    folder: Path, *, policy: ReachPolicy | None = None, push_ca: str | None = None, listener: Listener = silent
) -> AsyncIterator[House]:
    """Everything over one data folder; `running` runs the courier for the length of a block."""
    clock = SystemClock()
    catalog = await Catalog.open(folder / "groundglass.db")
    record = await open_record(folder, catalog, clock)
    recording = asyncio.create_task(record.run())
    key = SiteKey.open(folder / "site.key")
    cameras = CameraTable(catalog, key, clock)
    if not await cameras.list():
        await cameras.add("North gate", CameraSettings(SecretAddress("demo:plaza")), id=CameraId("gate"))
    events = Events()
    # Push services are public; the one of a test is on this machine, and certified by nobody else.
    outbound = make_outbound(
        catalog.engine,
        key,
        events,
        cameras,
        record,
        clock,
        site="Test site",
        policy=policy or ReachPolicy(),
        push_policy=ReachPolicy(allow_private=push_ca is not None),
        push_trust=Trust(push_ca or ""),
        listener=listener,
    )

    @asynccontextmanager
    async def running() -> AsyncIterator[None]:
        courier = asyncio.create_task(outbound.courier.run())
        try:
            yield
        finally:
            courier.cancel()
            await asyncio.gather(courier, return_exceptions=True)

    try:
        yield House(outbound, make_desk(catalog.engine, record, clock), events, record, running)
    finally:
        record.stop()
        await recording
        await catalog.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_outbound(tmp_path) as opened:
        yield opened
