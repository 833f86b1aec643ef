"""Counts as the API and the files tell them. None is of few people, and is written so that one sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, assert_never

from groundglass.frosted.analytics.reading import AreaStep, CrossingStep, HeatCell, Step
from groundglass.frosted.web.instants import show_instant
from groundglass.frosted.web.models.analytics import (
    AreaCountTold,
    AreaTold,
    CountTold,
    CrossingTold,
    HeatCellTold,
    LineTold,
)

Row = Step | AreaStep | CrossingStep | HeatCell

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "counts": ("at", "people", "most", "begun", "hidden"),
    "areas": ("area", "at", "people", "most", "per_m2", "most_per_m2"),
    "crossings": ("rule", "at", "to_left", "to_right"),
    "heat": ("column", "row", "visits", "stay_s"),
}
"""The columns of a file, by what it is of."""


def show_steps(steps: Iterable[Step]) -> list[CountTold]:
    """A camera's steps."""
    return [
        CountTold(
            at=show_instant(step.at), people=_short(step.people, 3), most=step.most, begun=step.begun,
            hidden=_short(step.hidden, 4),
        )
        for step in steps
    ]  # fmt: skip


def show_areas(steps: Sequence[AreaStep]) -> list[AreaTold]:
    """Steps by area, as they come from the database: by area, then by time."""
    return [
        AreaTold(area=area, counts=[_area_count(step) for step in of_area])
        for area, of_area in groupby(steps, key=lambda step: step.area)
    ]


def _area_count(step: AreaStep) -> AreaCountTold:
    return AreaCountTold(
        at=show_instant(step.at), people=_short(step.people, 2), most=_short(step.most, 1),
        per_m2=_short(step.per_m2, 3), most_per_m2=_short(step.most_per_m2, 3),
    )  # fmt: skip


def show_lines(steps: Sequence[CrossingStep], names: Mapping[int, str]) -> list[LineTold]:
    """Steps by rule, with the rules' names."""
    return [
        LineTold(
            rule=rule,
            name=names.get(rule),
            counts=[
                CrossingTold(at=show_instant(step.at), to_left=step.to_left, to_right=step.to_right) for step in of_rule
            ],
        )
        for rule, of_rule in groupby(steps, key=lambda step: step.rule)
    ]


def show_heat(cells: Iterable[HeatCell]) -> list[HeatCellTold]:
    """The cells of a picture."""
    return [
        HeatCellTold(column=cell.column, row=cell.row, visits=cell.visits, stay_s=_short(cell.stay_s, 1))
        for cell in cells
    ]


def as_rows(steps: Iterable[Row], few_below: int) -> list[dict[str, Any]]:
    """Rows of a file, whose columns are in `FIELDS`. What is of few people reads `<5`."""
    return [_row(step, f"<{few_below}") for step in steps]


def _row(step: Row, few: str) -> dict[str, Any]:
    match step:
        case Step():
            told = show_steps([step])[0].model_dump()
        case AreaStep():
            told = {"area": int(step.area)} | _area_count(step).model_dump()
        case CrossingStep():
            told = {
                "rule": step.rule, "at": show_instant(step.at), "to_left": step.to_left, "to_right": step.to_right,
            }  # fmt: skip
        case HeatCell():
            told = show_heat([step])[0].model_dump()
        case _:
            assert_never(step)
    return {name: few if value is None else value for name, value in told.items()}


def _short(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
