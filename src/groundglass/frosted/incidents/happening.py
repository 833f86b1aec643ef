"""What the desk needs to know of an event, whoever found it.

Apart so that incidents depend on this shape and not on the rules that find events. Numbers and closed words only.
"""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.frosted.incidents.levels import Level


@dataclass(frozen=True, slots=True)
class Happening:
    """An event, as the desk and the outside are told of it. `sequence` rises with each; `camera` and `zone` are
    empty where there is none; `values` are the event's own numbers and closed words."""

    sequence: int
    id: str
    kind: str
    level: Level
    camera: str
    zone: str
    at_90k: int
    until_90k: int | None
    is_exercise: bool
    values: tuple[tuple[str, int | str], ...] = ()

    @property
    def title(self) -> str:
        """A name for the incident that may follow, from closed words only."""
        words = self.kind.replace("_", " ").replace(".", " ")
        where = " ".join(part for part in (self.zone, self.camera) if part)
        return f"{words[:1].upper()}{words[1:]}" + (f" at {where}" if where else "")
