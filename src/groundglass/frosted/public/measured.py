"""How strong frosting was measured to be, as shipped with this version.

The file beside this is written by the benches from the runs they keep (`bench/kept.py`), and a test holds the two
equal: a site shows figures that were measured, with their date, and never ones that somebody typed. They are of the
project's own clips and drawn scenes, not of this site's cameras.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

FILE: Final = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value and the goal it was held against; `met` is None where there is no goal."""

    name: str
    value: float
    unit: str
    goal: str | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run: `frost` is what is repeated of people and what stays clear, `attack` what trained attackers achieve."""

    name: str
    date: str
    commit: str
    figures: tuple[Figure, ...]

    def of(self, prefix: str) -> tuple[Figure, ...]:
        """Figures whose names begin so."""
        return tuple(figure for figure in self.figures if figure.name.startswith(prefix))

    def value(self, name: str) -> float | None:
        """One value, None when this run has no such figure."""
        return next((figure.value for figure in self.figures if figure.name == name), None)


@cache
def measurements() -> dict[str, Measurement]:
    """The shipped runs by name."""
    body = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        one["name"]: Measurement(
            one["name"], one["date"], one["commit"], tuple(Figure(**figure) for figure in one["figures"])
        )
        for one in body
    }
