"""A figure that was measured: what it is, in which unit, what was aimed at and whether it was reached.

Apart because every bench makes them and three places show them: the terminal, `--json`, and the tables in
bench/README.md, which are written from the kept results and never by hand.
"""

from __future__ import annotations

import json
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

_SIGNS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value. `goal` is a sign and a number such as `<= 250`, or None for a value without one."""

    name: str
    value: float
    unit: str
    goal: str | None = None
    met: bool | None = None

    def as_json(self) -> str:
        return json.dumps(asdict(self))


def figure(name: str, value: float, unit: str, goal: str | None = None) -> Figure:
    """A figure with its goal judged."""
    if goal is None:
        return Figure(name, _rounded(value), unit)
    sign, _, bound = goal.partition(" ")
    # Plain numbers: an array's own neither compares nor is written like one.
    return Figure(name, _rounded(value), unit, goal, _SIGNS[sign](float(value), float(bound)))


def _rounded(value: float) -> float:
    """Three significant digits are what one run on one machine can carry; counts stay whole."""
    if value == int(value):
        return int(value)
    return float(f"{value:.3g}") if abs(value) < 1000 else round(value)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0..1) of the others lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _verdict(one: Figure) -> str:
    return {True: "yes", False: "no", None: ""}[one.met]


def plain_table(figures: Sequence[Figure]) -> str:
    """The table for a terminal."""
    rows = [("figure", "value", "unit", "goal", "met")]
    rows += [(one.name, f"{one.value:g}", one.unit, one.goal or "", _verdict(one)) for one in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), row[1].rjust(widths[1])]
        cells += [cell.ljust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def markdown_table(figures: Sequence[Figure]) -> str:
    """The table for a page."""
    lines = ["| figure | value | unit | goal | met |", "|---|---:|---|---|---|"]
    lines += [f"| {one.name} | {one.value:g} | {one.unit} | {one.goal or ''} | {_verdict(one)} |" for one in figures]
    return "\n".join(lines)
