"""Sums of what was observed: right, kept over many flushes, and silent about few people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from groundglass.clock import SystemClock
from groundglass.frosted.analytics.schema import TABLES
from groundglass.frosted.analytics.small import FEW_BELOW, is_few, told
from groundglass.frosted.analytics.tallying import COLUMNS, ROWS, Tallies, cell_at
from groundglass.frosted.archive import Archive, StorageLimits
from groundglass.frosted.states import StateBoard
from groundglass.pane.ids import AreaId, CameraId
from groundglass.pane.observations import AreaOccupancy, Occupancy, TrackBatch
from tests.frosted.events.judging import rule
from tests.frosted.events.observing import START, at, batch, stand, together, tracked, walk

GATE = CameraId("gate")
LINE = ((0.5, 0.0), (0.5, 1.0))


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    clock = SystemClock()
    opened = await Archive.open(
        tmp_path / "data", states=StateBoard(clock), clock=clock, limits=StorageLimits(free_floor_bytes=1 << 20)
    )
    yield opened
    await opened.close()


def crowd(people: int, *, since: float = 0.0, first_track: int = 1) -> list[TrackBatch]:
    """So many people who walk side by side from the left to the right."""
    ways = (
        walk((0.2, 0.5 + 0.03 * n), (0.8, 0.5 + 0.03 * n), since=since, track=first_track + n) for n in range(people)
    )
    return together(*ways)


async def observe(archive: Archive, batches: list[TrackBatch]) -> None:
    for one in batches:
        archive.events.observe(GATE, one)
    await archive.events.observations.flush()


async def test_people_are_counted_once_however_often_sums_are_written(archive: Archive) -> None:
    events = archive.events
    for n, one in enumerate(crowd(6)):
        events.observe(GATE, one)
        events.observe(GATE, Occupancy(one.at, 200_000, 0))
        if n % 5 == 0:
            await events.observations.flush()
    await events.observations.flush()
    (step,) = await events.analytics.steps(GATE, START, at(60), 60)
    assert (step.at, step.most, step.begun) == (START, 6, 6)
    assert step.people is not None and 5 < step.people <= 6
    assert step.hidden is not None and round(step.hidden, 2) == 0.2


async def test_a_step_of_few_people_says_nothing_but_that_there_were_some(archive: Archive) -> None:
    await observe(archive, crowd(FEW_BELOW - 1))
    archive.events.observe(GATE, Occupancy(at(70), 0, 0))
    await archive.events.observations.flush()
    first, second = await archive.events.analytics.steps(GATE, START, at(120), 60)
    assert (first.people, first.most, first.begun, first.hidden) == (None, None, None, None)
    assert (second.people, second.most, second.begun, second.hidden) == (0.0, 0, 0, 0.0)


async def test_a_longer_step_may_say_what_its_parts_may_not(archive: Archive) -> None:
    for minute in range(3):
        await observe(archive, crowd(3, since=60 * minute, first_track=1 + 10 * minute))
    short = await archive.events.analytics.steps(GATE, START, at(180), 60)
    (long,) = await archive.events.analytics.steps(GATE, START, at(180), 180)
    assert [step.begun for step in short] == [None, None, None]
    assert (long.begun, long.most) == (9, None)  # nine passed, never five at once


async def test_a_line_is_counted_by_direction_whether_or_not_its_rule_speaks(archive: Archive) -> None:
    kept = await archive.events.rules.add(rule("line_crossed", line=LINE, direction="either", every=1000).draft)
    await observe(archive, crowd(7))
    (step,) = await archive.events.analytics.crossings(GATE, START, at(60), 60)
    assert (step.rule, step.to_left, step.to_right) == (kept.id, 7, 0)
    await observe(archive, list(walk((0.8, 0.5), (0.2, 0.5), since=30, track=50)))
    (step,) = await archive.events.analytics.crossings(GATE, START, at(60), 60)
    assert (step.to_left, step.to_right) == (7, None)


async def test_a_cell_is_warm_where_many_stood_and_hidden_where_few_did(archive: Archive) -> None:
    many = [stand(0.25, 0.5, track=n, lasts=10) for n in range(1, 7)]
    few = [stand(0.75, 0.5, track=n, lasts=10) for n in range(20, 22)]
    await observe(archive, together(*many, *few))
    warm, hidden = await archive.events.analytics.heat(GATE, START, at(60))
    assert (warm.column, warm.row, warm.visits) == (COLUMNS // 4, ROWS // 2, 6)
    assert warm.stay_s == pytest.approx(60, abs=0.1)
    assert (hidden.column, hidden.visits, hidden.stay_s) == (3 * COLUMNS // 4, None, None)


async def test_somebody_who_goes_to_and_fro_is_one_visit_of_a_cell(archive: Archive) -> None:
    steps = [batch(n / 5, tracked(0.5 + (0.02 if n % 2 else -0.02), 0.5, track=3)) for n in range(100)]
    tallies = Tallies()
    for one in steps:
        tallies.count(GATE, one)
    assert [row["visits"] for row in tallies.take()["heat_tally"]] == [1, 1]


async def test_an_area_is_told_in_people_and_density_once_enough_were_in_it(archive: Archive) -> None:
    for second, people in enumerate((2000, 8000, 6000)):
        archive.events.observe(GATE, AreaOccupancy(at(second), AreaId(1), 100_000, people, people // 10, False))
        archive.events.observe(GATE, AreaOccupancy(at(second), AreaId(2), 100_000, 3000, 300, False))
        archive.events.observe(GATE, AreaOccupancy(at(second), AreaId(3), 100_000, None, None, False))
    await archive.events.observations.flush()
    full, few = await archive.events.analytics.areas(GATE, START, at(60), 60)
    assert (full.area, full.most, full.most_per_m2) == (AreaId(1), 8.0, 0.8)
    assert full.people == pytest.approx(16 / 3)
    assert (few.area, few.people, few.most, few.per_m2) == (AreaId(2), None, None, None)


async def test_what_is_written_holds_no_number_of_a_track(archive: Archive) -> None:
    await observe(archive, crowd(5, first_track=987_654))
    async with archive.engine.connect() as connection:
        for table in TABLES:
            for row in (await connection.execute(sa.select(table))).all():
                assert not {987_654 + n for n in range(5)} & set(row)


async def test_sums_are_forgotten_with_what_they_are_of(archive: Archive) -> None:
    await observe(archive, crowd(6))
    await archive.events.observations.forget_before(at(4000))
    async with archive.engine.connect() as connection:
        for table in TABLES:
            assert (await connection.execute(sa.select(sa.func.count()).select_from(table))).scalar_one() == 0


async def test_sums_written_side_by_side_are_all_kept(archive: Archive) -> None:
    log = archive.events.observations
    for second in range(20):
        log.put(GATE, Occupancy(at(second), 500_000, 0))
        await asyncio.gather(log.flush(), log.flush())
    (step,) = await archive.events.analytics.steps(GATE, START, at(60), 60)
    assert step.hidden == 0.5
    async with archive.engine.connect() as connection:
        assert (await connection.execute(sa.text("SELECT seconds FROM tally"))).scalar_one() == 20


@given(st.integers(0, 10_000), st.integers(2, 50))
def test_a_told_count_is_none_of_few(count: int, few_below: int) -> None:
    assert (told(count, few_below) is None) == (0 < count < few_below) == is_few(count, few_below)


@given(st.integers(-10, 1_000_010), st.integers(-10, 1_000_010))
def test_every_point_has_a_cell_of_the_grid(x_ppm: int, y_ppm: int) -> None:
    assert 0 <= cell_at(x_ppm, y_ppm) < COLUMNS * ROWS
