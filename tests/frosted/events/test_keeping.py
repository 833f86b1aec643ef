"""Events and observations on disk: durable before they are told, never twice, and gone when they are old."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from groundglass.clock import SystemClock
from groundglass.errors import Conflict, NotFound, StoreDamaged
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.events import rule_book
from groundglass.frosted.events.event_log import EventLog
from groundglass.frosted.events.house import Events
from groundglass.frosted.events.occurred import EventId, EventKind, EventOccurred, Level, Phase
from groundglass.frosted.events.schema import event as event_table
from groundglass.frosted.events.search import EventFilter
from groundglass.frosted.events.stream import EventStream
from groundglass.frosted.states import StateBoard
from groundglass.frosted.store.catalog import Catalog
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k
from groundglass.pane.observations import Occupancy, TrackBatch, ViewChanged
from groundglass.pane.status import CameraState, Cause, View
from tests.frosted.events.judging import MIDDLE, rule
from tests.frosted.events.observing import START, at, walk

GATE = CameraId("gate")


@pytest.fixture
async def catalog(tmp_path: Path) -> AsyncIterator[Catalog]:
    opened = await Catalog.open(tmp_path / "db")
    yield opened
    await opened.close()


def found(n: int) -> EventOccurred:
    moment = Instant90k(START + n)
    return EventOccurred(EventId(0), EventKind.DWELL, Phase.ONCE, moment, Level.INFO, moment, f"number {n}", GATE)


async def started(log: EventLog) -> asyncio.Task[None]:
    await log.load()
    return asyncio.create_task(log.run())


async def test_an_event_is_in_the_store_before_anybody_is_told_of_it(catalog: Catalog, tmp_path: Path) -> None:
    stream = EventStream()
    log = EventLog(catalog.engine, stream, SystemClock())
    running = await started(log)
    with stream.listen() as listener, sqlite3.connect(tmp_path / "db") as beside:
        for n in range(50):
            log.put(found(n))
        seen = []
        async for event in listener:
            (count,) = beside.execute("SELECT count(*) FROM event WHERE id = ?", (event.id,)).fetchone()
            assert count == 1
            seen.append(event)
            if len(seen) == 50:
                break
    beside.close()
    assert [event.name for event in seen] == [f"number {n}" for n in range(50)]
    assert [event.id for event in seen] == sorted({event.id for event in seen})
    assert await log.page(EventFilter(), 100) == tuple(reversed(seen))
    log.stop()
    await running


async def test_an_id_is_never_given_twice_even_when_all_events_were_forgotten(catalog: Catalog) -> None:
    first = EventLog(catalog.engine, EventStream(), SystemClock())
    running = await started(first)
    kept = await first.accept(found(1), None)
    first.stop()
    await running
    assert await first.forget_before(Instant90k(1 << 60)) == 1
    second = EventLog(catalog.engine, EventStream(), SystemClock())
    running = await started(second)
    assert (await second.accept(found(2), None)).id >= kept.id
    second.stop()
    await running


async def test_events_wait_while_the_database_cannot_be_written(catalog: Catalog, tmp_path: Path) -> None:
    log = EventLog(catalog.engine, EventStream(), SystemClock())
    running = await started(log)
    async with catalog.engine.begin() as connection:
        await connection.execute(sa.text("ALTER TABLE event RENAME TO elsewhere"))
    log.put(found(1))
    async with asyncio.timeout(60):
        while log.trouble is None:
            await asyncio.sleep(0.01)
        async with catalog.engine.begin() as connection:
            await connection.execute(sa.text("ALTER TABLE elsewhere RENAME TO event"))
        while not await log.page(EventFilter(), 10):
            await asyncio.sleep(0.05)
    assert log.dropped_total == 0
    log.stop()
    await running


async def test_a_listener_that_falls_behind_loses_the_oldest_and_is_told_how_many() -> None:
    stream = EventStream()
    with stream.listen(most=3) as listener:
        for n in range(10):
            stream.publish(found(n))
        stream.close()
        assert [event.name async for event in listener] == ["number 7", "number 8", "number 9"]
        assert listener.missed_total == 7


@pytest.fixture
async def archive(tmp_path: Path, states: StateBoard) -> AsyncIterator[Archive]:
    opened = await Archive.open(
        tmp_path / "data", states=states, clock=SystemClock(), limits=StorageLimits(free_floor_bytes=1 << 20)
    )
    yield opened
    await opened.close()


async def replayed(events: Events, until_s: float = 1000.0) -> list[object]:
    lists = [one async for one in events.observations.replay(GATE, START, at(until_s))]
    return [observation for one in lists for observation in one]


async def test_observations_are_read_back_as_they_were_said_in_order(archive: Archive) -> None:
    events = archive.events
    said = list(walk((0.1, 0.5), (0.9, 0.5), lasts=20))
    for n, one in enumerate(said):
        events.observe(GATE, one)
        if n % 30 == 0:
            await events.observations.flush()
    events.observe(GATE, ViewChanged(at(30), View.COVERED))
    await events.observations.flush()
    assert await replayed(events) == [*said, ViewChanged(at(30), View.COVERED)]
    assert await replayed(events, until_s=10) == [one for one in said if one.at < at(10)]
    await events.observations.forget_before(at(1000))
    assert await replayed(events) == []
    assert await events.analytics.steps(GATE, START, at(1000), 60) == ()
    assert await events.analytics.heat(GATE, START, at(1000)) == ()


async def test_damaged_observations_are_an_error_and_not_a_quiet_day(archive: Archive) -> None:
    archive.events.observe(GATE, TrackBatch(at(0), ()))
    await archive.events.observations.flush()
    async with archive.engine.begin() as connection:
        await connection.execute(sa.text("UPDATE observation SET body = x'00'"))
    with pytest.raises(StoreDamaged):
        await replayed(archive.events)


async def test_a_minute_is_summed_over_many_flushes(archive: Archive) -> None:
    log = archive.events.observations
    for second in range(60):
        log.put(GATE, Occupancy(at(second), 100_000, 0))
        if second % 7 == 0:
            await log.flush()
    await log.flush()
    (minute,) = await archive.events.analytics.steps(GATE, START, at(60), 60)
    assert minute.hidden is not None
    assert (round(minute.hidden, 3), minute.people) == (0.1, 0.0)


async def test_a_camera_that_is_lost_is_told_of_though_its_worker_says_nothing(
    archive: Archive, states: StateBoard
) -> None:
    await archive.events.rules.add(rule("camera_health", camera=None, for_s=0).draft)
    with archive.events.stream.listen() as listener:
        states.set_state(GATE, CameraState.LIVE, Cause.NONE)
        await asyncio.sleep(0.05)
        states.set_state(GATE, CameraState.LOST, Cause.HUNG_UP)
        async with asyncio.timeout(60):
            event = await anext(aiter(listener))
    assert (event.kind, event.detail, event.camera) == (EventKind.CAMERA_HEALTH, "lost", GATE)


async def test_rules_survive_a_restart_and_one_that_cannot_be_read_is_said(tmp_path: Path, states: StateBoard) -> None:
    limits = StorageLimits(free_floor_bytes=1 << 20)
    archive = await Archive.open(tmp_path / "data", states=states, clock=SystemClock(), limits=limits)
    kept = await archive.events.rules.add(rule("dwell", zone=MIDDLE).draft)
    await archive.close()
    archive = await Archive.open(tmp_path / "data", states=states, clock=SystemClock(), limits=limits)
    assert archive.events.rules.rules() == (kept,)
    await archive.events.rules.remove(kept.id)
    with pytest.raises(NotFound):
        archive.events.rules.get(kept.id)
    again = await archive.events.rules.add(kept.draft)
    assert again.id > kept.id
    async with archive.engine.begin() as connection:
        await connection.execute(sa.text("UPDATE rule SET body = '{}'"))
    with pytest.raises(StoreDamaged, match="cannot be read"):
        await archive.events.rules.load()
    await archive.close()


async def test_a_site_has_a_bounded_number_of_rules(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_book, "MAX_RULES", 2)
    for _ in range(2):
        await archive.events.rules.add(rule("dwell", zone=MIDDLE).draft)
    with pytest.raises(Conflict):
        await archive.events.rules.add(rule("dwell", zone=MIDDLE).draft)


async def test_what_is_older_than_the_limits_is_forgotten(archive: Archive) -> None:
    events = archive.events
    await events.report("Long ago", level=Level.INFO, camera=None, at=START, key=None, is_exercise=False)
    await events.report("Lately", level=Level.INFO, camera=None, at=at(86_400 * 399), key=None, is_exercise=True)
    await events.forget_old(Instant90k(START + 401 * 86_400 * TICKS_PER_S))
    assert [event.name for event in await events.log.page(EventFilter(), 10)] == ["Lately"]
    async with archive.engine.connect() as connection:
        assert (await connection.execute(sa.select(sa.func.count()).select_from(event_table))).scalar_one() == 1
