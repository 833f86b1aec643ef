"""Claims about public counts of events: nobody can be told by them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from groundglass.frosted.archive import Archive
from groundglass.frosted.events.occurred import EventKind
from groundglass.frosted.events.schema import event as table
from groundglass.frosted.public.counts import MonthlyCounts, ended_months, public_counts
from groundglass.frosted.public.facts import FEW, EventCounts
from groundglass.pane.ids import TICKS_PER_S


def at(year: int, month: int, day: int = 15) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp()) * TICKS_PER_S


NOW = at(2026, 11, 22)


async def happened(archive: Archive, number: int, when_90k: int, kind: str = "smoke", **values: Any) -> None:
    row = {
        "id": number, "kind": kind, "phase": "once", "level": "info", "at_90k": when_90k, "since_90k": when_90k,
        "name": "North door, seen by Ada", "detail": "", "is_exercise": False, **values,
    }  # fmt: skip
    async with archive.engine.begin() as connection:
        await connection.execute(sa.insert(table).values(**row))


def test_only_months_that_are_over_are_named() -> None:
    assert ended_months(NOW, 3) == ((2026, 7), (2026, 8), (2026, 9))  # months counted from 0: August to October
    assert ended_months(at(2026, 1, 1), 1) == ((2025, 11),)


@given(st.dictionaries(st.sampled_from([str(kind) for kind in EventKind]), st.lists(st.integers(0, 40)).map(tuple)))
def test_no_number_below_five_is_ever_told(found: dict[str, tuple[int, ...]]) -> None:
    for told in public_counts(found):
        assert all(count == "few" or count >= FEW for count in told.counts)
        assert any(count != "few" for count in told.counts), "a row of nothing but few tells that there was one"


async def test_a_month_that_still_runs_is_not_told(archive: Archive) -> None:
    for number in range(1, 20):
        await happened(archive, number, at(2026, 11, 3))
    months, counts = await MonthlyCounts(archive.engine).read(NOW)
    assert counts == ()
    assert "2026-11" not in months


async def test_counts_are_by_kind_and_month_and_small_ones_are_few(archive: Archive) -> None:
    number = 0
    for kind, month, count in (("smoke", 9, 5), ("smoke", 10, 4), ("running", 10, 4), ("line_crossed", 10, 7)):
        for _ in range(count):
            number += 1
            await happened(archive, number, at(2026, month), kind)
    months, counts = await MonthlyCounts(archive.engine).read(NOW)
    assert months == ("2026-09", "2026-10")
    assert counts == (EventCounts("line_crossed", ("few", 7)), EventCounts("smoke", (5, "few")))


@pytest.mark.parametrize("values", [{"is_exercise": True}, {"phase": "ended"}])
async def test_exercises_and_ends_are_not_counted(archive: Archive, values: dict[str, Any]) -> None:
    for number in range(1, 9):
        await happened(archive, number, at(2026, 10), **values)
    assert (await MonthlyCounts(archive.engine).read(NOW))[1] == ()


async def test_before_anything_happened_no_month_is_named(archive: Archive) -> None:
    assert await MonthlyCounts(archive.engine).read(NOW) == ((), ())
