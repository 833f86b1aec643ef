"""The part of a site's file that says on which machines cameras are kept.

Apart from site.py, since a site on one machine never writes it. What a rule means for a camera is decided in
engine/needs.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from groundglass.config.rules import section_of
from groundglass.errors import ConfigError

MAX_PLACING_RULES: Final = 1000


@dataclass(frozen=True, slots=True)
class PlacingSection:
    """What cameras need of the machine that keeps them. Where several rules name a camera, a later one adds to the
    earlier ones and wins where both say something; "" says nothing."""

    cameras: tuple[str, ...] = ()
    reach: str = ""
    place: str = ""
    group: str = ""
    priority: str = ""
    may_lower: bool = True


@dataclass(frozen=True, slots=True)
class EngineSection:
    """Who decides where cameras are kept. `placing` is written as [[engine.placing]] sections."""

    kind: str = "here"
    ray: str = ""
    placing: tuple[PlacingSection, ...] = ()


def engine_of(untrusted: object) -> EngineSection:
    """The section, or `ConfigError` naming the place in the file."""
    if not isinstance(untrusted, dict):
        raise ConfigError("engine is a section, written as [engine]")
    untrusted_rules = untrusted.get("placing", [])
    if not isinstance(untrusted_rules, list) or len(untrusted_rules) > MAX_PLACING_RULES:
        raise ConfigError(f"engine: placing is written as [[engine.placing]], at most {MAX_PLACING_RULES} times")
    values = section_of({key: value for key, value in untrusted.items() if key != "placing"}, EngineSection, "engine")
    if values.get("kind") == "ray" and not values.get("ray"):
        raise ConfigError("engine: there is no address of Ray", 'write ray = "host:port", its head\'s')
    rules = tuple(_placing(item, number) for number, item in enumerate(untrusted_rules, 1))
    return EngineSection(**values, placing=rules)


def _placing(untrusted: object, number: int) -> PlacingSection:
    rule = PlacingSection(**section_of(untrusted, PlacingSection, f"placing rule {number}"))
    if not rule.cameras:
        raise ConfigError(f"placing rule {number} names no cameras", 'write cameras = ["north-*"], for instance')
    return rule
