"""Figures for Prometheus, in its text exposition format 0.0.4: written here, since it is a page of text.

Counts and states of cameras and of the house. No figure is of a person: no count of who was seen, who did what, who
is on shift.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Sample:
    """One value, with labels in order."""

    labels: tuple[tuple[str, str], ...]
    value: float


@dataclass(frozen=True, slots=True)
class Family:
    """All values of one figure."""

    name: str
    kind: Literal["gauge", "counter"]
    help: str
    samples: Sequence[Sample]


def exposition(families: Iterable[Family]) -> str:
    """The page."""
    lines: list[str] = []
    for family in families:
        lines.append(f"# HELP {family.name} {_escaped(family.help, quote=False)}")
        lines.append(f"# TYPE {family.name} {family.kind}")
        for sample in family.samples:
            labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in sample.labels)
            lines.append(
                f"{family.name}{{{labels}}} {sample.value:.17g}" if labels else f"{family.name} {sample.value:.17g}"
            )
    return "\n".join(lines) + "\n"


def gauge(name: str, help: str, *samples: tuple[dict[str, str], float]) -> Family:
    """A figure that goes up and down."""
    return Family(f"groundglass_{name}", "gauge", help, [Sample(tuple(of.items()), value) for of, value in samples])


def counter(name: str, help: str, *samples: tuple[dict[str, str], float]) -> Family:
    """A figure that only rises, while its worker or server lives."""
    return Family(f"groundglass_{name}", "counter", help, [Sample(tuple(of.items()), value) for of, value in samples])


def _escaped(text: str, *, quote: bool = True) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quote else text
