"""Events and openings, as tests need them."""

from __future__ import annotations

from groundglass.frosted.incidents.acts import Opened
from groundglass.frosted.incidents.happening import Happening
from groundglass.frosted.incidents.levels import Level

ANNA, BEN, CARA = "a" * 16, "b" * 16, "c" * 16


def happening(
    number: int, at_90k: int, *, camera: str = "gate", level: Level = Level.ALARM, is_exercise: bool = False
) -> Happening:
    return Happening(number, f"event-{number}", "crowd_dense", level, camera, "platform 3", at_90k, None, is_exercise)


def opening(at_90k: int, *, title: str = "Two people down", is_exercise: bool = False) -> Opened:
    return Opened(title, Level.WARNING, "gate", "", at_90k, "", "", is_exercise)
