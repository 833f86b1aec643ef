"""What the desk needs to know of an event, whoever found it.

Apart so that incidents depend on this shape and not on the rules that find events. Numbers and closed words only.
"""

from __future__ import annotations

from dataclasses import dataclass

from groundglass.frosted.events.occurred import EventKind, EventOccurred, Phase
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
    phase: str = "once"
    values: tuple[tuple[str, int | str], ...] = ()

    @property
    def title(self) -> str:
        """A name for the incident that may follow: the kind, and what people called the rule. What an outside system
        calls itself is said alone: that it came from outside says nothing to whoever reads it first."""
        if self.kind == EventKind.OUTSIDE and self.zone:
            return self.zone
        words = self.kind.replace("_", " ")
        where = " ".join(part for part in (self.zone, self.camera) if part)
        return f"{words[:1].upper()}{words[1:]}" + (f": {where}" if where else "")

    @property
    def is_over(self) -> bool:
        """Whether it only says that something ended."""
        return self.phase == Phase.ENDED


def happening_of(event: EventOccurred) -> Happening:
    """An event in this shape. `zone` is the rule's name, or what an outside system called itself."""
    values: dict[str, int | str] = {}
    if event.value is not None:
        values["value_milli"] = round(event.value * 1000)
    if event.detail:
        values["detail"] = event.detail
    if event.area is not None:
        values["area"] = str(event.area)
    if event.where is not None:
        values |= {"x_ppm": event.where.x_ppm, "y_ppm": event.where.y_ppm}
    return Happening(
        event.id,
        str(event.id),
        event.kind.value,
        event.level,
        event.camera or "",
        event.name[:80],
        event.at,
        event.at if event.phase is Phase.ENDED else None,
        event.is_exercise,
        event.phase.value,
        tuple(values.items()),
    )
