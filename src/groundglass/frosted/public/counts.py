"""How many events there were, by kind and month, coarse enough to be public.

Apart because the rule is the point. Only months that are over are counted: a number that grows while one watches would
tell when something happened. A count below five is `few`, and no sum is told from which it could be computed. Exercises
and ends of what lasts are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.frosted.events.occurred import EventKind, Phase
from groundglass.frosted.events.schema import event as table
from groundglass.frosted.public.facts import FEW, EventCounts
from groundglass.pane.ids import TICKS_PER_S

MONTHS: Final = 12


def ended_months(now_90k: int, most: int = MONTHS) -> tuple[tuple[int, int], ...]:
    """The last months that are over, as (year, month), oldest first. UTC."""
    now = datetime.fromtimestamp(now_90k / TICKS_PER_S, UTC)
    number = now.year * 12 + now.month - 1
    return tuple(divmod(n, 12) for n in range(number - most, number))


def begin_90k(year: int, month: int) -> int:
    """The first tick of a month counted from 0; month 12 is January of the year after."""
    return int(datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC).timestamp()) * TICKS_PER_S


def public_counts(found: Mapping[str, tuple[int, ...]]) -> tuple[EventCounts, ...]:
    """Counts by kind and month as they may be told. A kind stands here if it has a month with at least five."""
    return tuple(
        EventCounts(kind, tuple(count if count >= FEW else "few" for count in found[kind]))
        for kind in map(str, EventKind)
        if any(count >= FEW for count in found.get(kind, ()))
    )


class MonthlyCounts:
    """Reads the event log. Months before the oldest event that is kept are not told at all."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._reader = engine.execution_options(groundglass_reads=True)

    async def read(self, now_90k: int) -> tuple[tuple[str, ...], tuple[EventCounts, ...]]:
        """The months that are told, as 2026-11, and the counts of each kind in them."""
        async with self._reader.connect() as connection:
            oldest = (await connection.execute(sa.select(sa.func.min(table.c.at_90k)))).scalar_one()
            if oldest is None:
                return (), ()
            months = [month for month in ended_months(now_90k) if begin_90k(month[0], month[1] + 1) > oldest]
            found: dict[str, list[int]] = {}
            for place, (year, month) in enumerate(months):
                for kind, count in (await connection.execute(_query(year, month))).all():
                    found.setdefault(kind, [0] * len(months))[place] = count
        told = public_counts({kind: tuple(counts) for kind, counts in found.items()})
        return tuple(f"{year:04d}-{month + 1:02d}" for year, month in months), told


def _query(year: int, month: int) -> sa.Select[str, int]:
    c = table.c
    return (
        sa.select(c.kind, sa.func.count())
        .where(c.at_90k >= begin_90k(year, month), c.at_90k < begin_90k(year, month + 1))
        .where(c.phase != Phase.ENDED.value, c.is_exercise.is_(False))
        .group_by(c.kind)
    )
