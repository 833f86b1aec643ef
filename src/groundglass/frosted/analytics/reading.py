"""Answers from the sums, gathered into steps by the database, and told only as far as the small-count rule allows.

Apart from the writing side because this is what the web asks. Nothing that comes out of here is of few people: None in
an answer is "some, but fewer than `few_below`" (small.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from groundglass.frosted.analytics.schema import area_tally, crossing_tally, heat_tally, tally
from groundglass.frosted.analytics.small import FEW_BELOW, is_few, told
from groundglass.frosted.analytics.tallying import COLUMNS, HOUR_90K
from groundglass.pane.ids import TICKS_PER_S, AreaId, CameraId, Instant90k


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a camera: mean and most people followed at once, tracks begun, mean hidden share 0..1."""

    at: Instant90k
    people: float | None
    most: int | None
    begun: int | None
    hidden: float | None


@dataclass(frozen=True, slots=True)
class AreaStep:
    """A step of an area: mean and most people in it, and people per square metre, as estimated."""

    area: AreaId
    at: Instant90k
    people: float | None
    most: float | None
    per_m2: float | None
    most_per_m2: float | None


@dataclass(frozen=True, slots=True)
class CrossingStep:
    """A step of a rule's line: how many went over it to its left and to its right."""

    rule: int
    at: Instant90k
    to_left: int | None
    to_right: int | None


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of the picture, from its upper left: tracks that stood in it, and for how long together, in seconds."""

    column: int
    row: int
    visits: int | None
    stay_s: float | None


class Analytics:
    """Reads only. `begin` is the start of the first step; steps are whole minutes, the last may be shorter."""

    def __init__(self, engine: AsyncEngine, few_below: int = FEW_BELOW) -> None:
        self.few_below = few_below
        self._reader = engine.execution_options(groundglass_reads=True)

    async def steps(self, camera: CameraId, begin: Instant90k, end: Instant90k, step_s: int) -> tuple[Step, ...]:
        """How many were in view, oldest first; steps without pictures are left out."""
        t = tally.c
        step = _step(t.minute_90k, begin, step_s)
        sums = [sa.func.sum(t[name]).label(name) for name in ("seconds", "people_milli", "begun", "hidden_ppm")]
        query = (
            sa.select(step.label("step"), sa.func.max(t.most).label("most"), *sums)
            .where(t.camera == camera, t.minute_90k >= begin, t.minute_90k < end)
            .group_by(step)
            .order_by(step)
        )
        return tuple(self._step(row, begin, step_s) for row in await self._rows(query))

    def _step(self, row: sa.Row[Any], begin: Instant90k, step_s: int) -> Step:
        at, seconds = _at(row.step, begin, step_s), max(int(row.seconds), 1)
        # At least so many were seen in the step; what is said of fewer people says nothing but that there were some.
        if is_few(max(int(row.begun), int(row.most)), self.few_below):
            return Step(at, None, None, None, None)
        return Step(
            at,
            int(row.people_milli) / 1000 / seconds,
            told(int(row.most), self.few_below),
            told(int(row.begun), self.few_below),
            int(row.hidden_ppm) / 1e6 / seconds,
        )

    async def areas(self, camera: CameraId, begin: Instant90k, end: Instant90k, step_s: int) -> tuple[AreaStep, ...]:
        """How full a camera's areas were, by area, oldest first."""
        t = area_tally.c
        step = _step(t.minute_90k, begin, step_s)
        sums = [sa.func.sum(t[name]).label(name) for name in ("seconds", "people_milli", "per_m2_milli")]
        most = [sa.func.max(t[name]).label(name) for name in ("most_people_milli", "most_per_m2_milli")]
        query = (
            sa.select(t.area, step.label("step"), *sums, *most)
            .where(t.camera == camera, t.minute_90k >= begin, t.minute_90k < end)
            .group_by(t.area, step)
            .order_by(t.area, step)
        )
        return tuple(self._area_step(row, begin, step_s) for row in await self._rows(query))

    def _area_step(self, row: sa.Row[Any], begin: Instant90k, step_s: int) -> AreaStep:
        area, at, seconds = AreaId(row.area), _at(row.step, begin, step_s), max(int(row.seconds), 1)
        if is_few(int(row.most_people_milli) / 1000, self.few_below):
            return AreaStep(area, at, None, None, None, None)
        return AreaStep(
            area, at, int(row.people_milli) / 1000 / seconds, int(row.most_people_milli) / 1000,
            int(row.per_m2_milli) / 1000 / seconds, int(row.most_per_m2_milli) / 1000,
        )  # fmt: skip

    async def crossings(
        self, camera: CameraId, begin: Instant90k, end: Instant90k, step_s: int
    ) -> tuple[CrossingStep, ...]:
        """How many went over the lines of a camera's rules, by rule, oldest first; steps without any are left out."""
        t = crossing_tally.c
        step = _step(t.minute_90k, begin, step_s)
        query = (
            sa.select(
                t.rule, step.label("step"), sa.func.sum(t.to_left).label("left"), sa.func.sum(t.to_right).label("right")
            )
            .where(t.camera == camera, t.minute_90k >= begin, t.minute_90k < end)
            .group_by(t.rule, step)
            .order_by(t.rule, step)
        )
        return tuple(
            CrossingStep(
                int(row.rule), _at(row.step, begin, step_s), told(int(row.left), self.few_below),
                told(int(row.right), self.few_below),
            )
            for row in await self._rows(query)
        )  # fmt: skip

    async def heat(self, camera: CameraId, begin: Instant90k, end: Instant90k) -> tuple[HeatCell, ...]:
        """Where in the picture people stood in whole hours that touch the range; cells without any are left out."""
        t = heat_tally.c
        query = (
            sa.select(t.cell, sa.func.sum(t.visits).label("visits"), sa.func.sum(t.stay_ms).label("stay_ms"))
            .where(t.camera == camera, t.hour_90k > begin - HOUR_90K, t.hour_90k < end)
            .group_by(t.cell)
            .order_by(t.cell)
        )
        cells = []
        for row in await self._rows(query):
            visits = told(int(row.visits), self.few_below)
            stay_s = None if visits is None else int(row.stay_ms) / 1000
            cells.append(HeatCell(row.cell % COLUMNS, row.cell // COLUMNS, visits, stay_s))
        return tuple(cells)

    async def _rows(self, query: sa.Executable) -> Sequence[sa.Row[Any]]:
        async with self._reader.connect() as connection:
            rows: Sequence[sa.Row[Any]] = (await connection.execute(query)).all()
        return rows


def _step(minute: sa.Column[int], begin: Instant90k, step_s: int) -> sa.ColumnElement[int]:
    # Written out, since a bound number in the text of a group would be another one than in the list of columns.
    whole = sa.BigInteger()
    return (minute - sa.literal_column(str(int(begin)), whole)) // sa.literal_column(str(step_s * TICKS_PER_S), whole)


def _at(step: int, begin: Instant90k, step_s: int) -> Instant90k:
    return Instant90k(begin + int(step) * step_s * TICKS_PER_S)
