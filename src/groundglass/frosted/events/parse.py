"""Rules as people write them (JSON or TOML, already read into values) to rules as data, and back.

Apart because everything that comes from outside is checked here once, with limits; after this a rule is trusted.
Unknown fields are refused, and what a rule needs and cannot have is said (`ConfigError`) instead of never coming true.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from typing import Any, Final

from groundglass.errors import ConfigError, PaneError
from groundglass.frosted.events.occurred import EventKind, Level
from groundglass.frosted.events.rules import (
    HEALTHS,
    HOUSE_KINDS,
    KINDS,
    TRIGGERS,
    CrowdDense,
    CrowdSurge,
    Draft,
    Trigger,
    WrongWay,
)
from groundglass.frosted.events.schedule import MINUTES, Hours, Schedule, zone_of
from groundglass.pane.control import parse_polygons
from groundglass.pane.ids import AreaId, parse_camera_id

MAX_NAME: Final = 100
MAX_HOURS: Final = 100
MAX_HOLIDAYS: Final = 400
ANY_CAMERA: Final = frozenset({EventKind.CAMERA_HEALTH, EventKind.RECORDING_GAP})
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


def parse_draft(untrusted: Mapping[str, Any]) -> Draft:
    """A rule from its values, or `ConfigError` saying what is wrong with it."""
    _refuse_unknown(untrusted, {"name", "camera", "when", "level", "enabled", "quiet_s", "schedule"}, "a rule")
    name = untrusted.get("name")
    if not isinstance(name, str) or not 1 <= len(name.strip()) <= MAX_NAME or not name.isprintable():
        raise ConfigError(f"a rule's name is 1 to {MAX_NAME} printable characters")
    trigger = parse_trigger(untrusted.get("when"))
    schedule = untrusted.get("schedule")
    return Draft(
        name=name.strip(),
        camera=_camera(untrusted.get("camera"), KINDS[type(trigger)]),
        trigger=trigger,
        level=_level(untrusted.get("level", "warning")),
        is_enabled=_flag(untrusted.get("enabled", True)),
        quiet_s=_number(0, 86_400)("quiet_s", untrusted.get("quiet_s", 0.0)),
        schedule=None if schedule is None else parse_schedule(schedule),
    )


def parse_trigger(untrusted: object) -> Trigger:
    """What a rule waits for."""
    if not isinstance(untrusted, Mapping) or untrusted.get("kind") not in {kind.value for kind in TRIGGERS}:
        raise ConfigError("a rule says what it waits for", f"`kind` is one of: {', '.join(TRIGGERS)}")
    kind = EventKind(untrusted["kind"])
    trigger = TRIGGERS[kind]
    known = {f.name: f for f in fields(trigger)}
    _refuse_unknown(untrusted, {"kind", *known}, kind.value)
    values = {}
    for name, field in known.items():
        if untrusted.get(name) is not None:
            values[name] = _FIELDS[name](name, untrusted[name])
        elif field.default is MISSING:
            raise ConfigError(f"{kind} needs {name}")
    made = trigger(**values)
    _check_whole(made)
    return made


def _check_whole(trigger: Trigger) -> None:
    match trigger:
        case CrowdDense():
            levels = trigger.info_per_m2, trigger.warning_per_m2, trigger.alarm_per_m2
            if not any(levels) or not _is_rising(levels):
                raise ConfigError("crowd_dense needs at least one level, and graver levels are denser")
        case CrowdSurge():
            if not _is_rising((trigger.rise_per_m2, trigger.warning_rise_per_m2, trigger.alarm_rise_per_m2)):
                raise ConfigError("crowd_surge needs a greater rise for a graver level")
        case WrongWay(way=(0.0, 0.0)):
            raise ConfigError("a way of no length has no direction", "give it as [x, y], such as [1, 0] for rightwards")
        case _:
            pass


def _is_rising(levels: tuple[float | None, ...]) -> bool:
    """Whether each of those that are set is greater than the one before."""
    known = [level for level in levels if level is not None]
    return known == sorted(set(known))


def parse_schedule(untrusted: object) -> Schedule:
    """Weekly hours such as {"mon": [["08:00", "12:00"]]}, with zone and holidays."""
    if not isinstance(untrusted, Mapping):
        raise ConfigError("a schedule is hours by weekday")
    _refuse_unknown(untrusted, {"hours", "zone", "holidays", "on_holidays"}, "a schedule")
    zone = str(untrusted.get("zone", "UTC"))
    zone_of(zone)
    on_holidays = untrusted.get("on_holidays", "as_usual")
    if on_holidays not in ("as_usual", "awake", "asleep"):
        raise ConfigError("on_holidays is one of: as_usual, awake, asleep")
    days = untrusted.get("hours", {})
    if not isinstance(days, Mapping):
        raise ConfigError("hours are given by weekday", 'write them as mon = [["08:00", "17:30"]]')
    _refuse_unknown(days, set(_DAYS), "hours")
    hours = [
        Hours(_DAYS.index(day), *_span(span)) for day, spans in days.items() for span in _list(spans, MAX_HOURS, day)
    ]
    if len(hours) > MAX_HOURS:
        raise ConfigError(f"a schedule has at most {MAX_HOURS} spans of hours")
    holidays = tuple(sorted({_day(day) for day in _list(untrusted.get("holidays", []), MAX_HOLIDAYS, "holidays")}))
    return Schedule(tuple(sorted(hours, key=lambda h: (h.weekday, h.begin_minute))), zone, holidays, on_holidays)


def draft_json(draft: Draft) -> dict[str, Any]:
    """What `parse_draft` reads."""
    return {
        "name": draft.name,
        "camera": draft.camera,
        "when": {
            "kind": draft.kind.value,
            **{f.name: _plain(getattr(draft.trigger, f.name)) for f in fields(draft.trigger)},
        },
        "level": draft.level.value,
        "enabled": draft.is_enabled,
        "quiet_s": draft.quiet_s,
        "schedule": None if draft.schedule is None else schedule_json(draft.schedule),
    }


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    """What `parse_schedule` reads."""
    hours: dict[str, list[list[str]]] = {}
    for span in schedule.hours:
        hours.setdefault(_DAYS[span.weekday], []).append([_clock(span.begin_minute), _clock(span.end_minute)])
    return {
        "hours": hours,
        "zone": schedule.zone,
        "holidays": [day.isoformat() for day in schedule.holidays],
        "on_holidays": schedule.on_holidays,
    }


def _plain(value: object) -> object:
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _refuse_unknown(untrusted: Mapping[str, Any], known: set[str], what: str) -> None:
    unknown = [str(name)[:40] for name in untrusted if name not in known]
    if unknown:
        raise ConfigError(f"{what} has no {unknown[0]!r}", f"it has: {', '.join(sorted(known))}")


def _camera(untrusted: object, kind: EventKind) -> Any:
    if untrusted is None:
        if kind not in HOUSE_KINDS | ANY_CAMERA:
            raise ConfigError(f"{kind} needs a camera")
        return None
    if kind in HOUSE_KINDS:
        raise ConfigError(f"{kind} is about the house and has no camera")
    return parse_camera_id(str(untrusted))


def _level(untrusted: object) -> Level:
    if not isinstance(untrusted, str) or untrusted not in {level.value for level in Level}:
        raise ConfigError(f"a level is one of: {', '.join(Level)}")
    return Level(str(untrusted))


def _flag(untrusted: object) -> bool:
    if not isinstance(untrusted, bool):
        raise ConfigError("enabled is true or false")
    return untrusted


def _number(low: float, high: float) -> Callable[[str, object], float]:
    def parse(name: str, untrusted: object) -> float:
        if isinstance(untrusted, bool) or not isinstance(untrusted, int | float) or not math.isfinite(untrusted):
            raise ConfigError(f"{name} is a number")
        if not low <= untrusted <= high:
            raise ConfigError(f"{name} lies between {low:g} and {high:g}")
        return float(untrusted)

    return parse


def _whole(low: int, high: int) -> Callable[[str, object], int]:
    def parse(name: str, untrusted: object) -> int:
        value = _number(low, high)(name, untrusted)
        if value != int(value):
            raise ConfigError(f"{name} is a whole number")
        return int(value)

    return parse


def _zone(name: str, untrusted: object) -> Any:
    try:
        return parse_polygons([untrusted])[0]
    except PaneError as error:
        raise ConfigError(f"{name} is no zone: {error.message}", *error.hints) from error


def _point(low: float, high: float) -> Callable[[str, object], tuple[float, float]]:
    def parse(name: str, untrusted: object) -> tuple[float, float]:
        if not isinstance(untrusted, list | tuple) or len(untrusted) != 2:
            raise ConfigError(f"{name} has points of two numbers")
        read = _number(low, high)
        return read(name, untrusted[0]), read(name, untrusted[1])

    return parse


def _line(name: str, untrusted: object) -> Any:
    if not isinstance(untrusted, list | tuple) or len(untrusted) != 2:
        raise ConfigError("a line has two points")
    begin, end = (_point(0, 1)(name, point) for point in untrusted)
    if math.dist(begin, end) < 0.01:
        raise ConfigError("the two points of a line are nearly the same", "draw it longer")
    return begin, end


def _direction(name: str, untrusted: object) -> Any:
    if untrusted not in ("either", "to_left", "to_right"):
        raise ConfigError("direction is one of: either, to_left, to_right")
    return untrusted


def _healths(name: str, untrusted: object) -> Any:
    found = _list(untrusted, len(HEALTHS), name)
    if not found or any(one not in HEALTHS for one in found):
        raise ConfigError(f"`of` names some of: {', '.join(HEALTHS)}")
    return tuple(health for health in HEALTHS if health in found)


def _area(name: str, untrusted: object) -> AreaId:
    return AreaId(_whole(1, 255)(name, untrusted))


def _list(untrusted: object, most: int, name: str) -> list[Any]:
    if not isinstance(untrusted, list | tuple) or len(untrusted) > most:
        raise ConfigError(f"{name} is a list of at most {most}")
    return list(untrusted)


def _span(untrusted: object) -> tuple[int, int]:
    if not isinstance(untrusted, list | tuple) or len(untrusted) != 2:
        raise ConfigError("hours are pairs of begin and end", 'write them as ["08:00", "17:30"]')
    begin, end = (_minute(text) for text in untrusted)
    if not begin < end:
        raise ConfigError("hours end after they begin", "write two spans where they pass midnight")
    return begin, end


def _minute(untrusted: object) -> int:
    found = _TIME.fullmatch(untrusted) if isinstance(untrusted, str) else None
    minute = int(found[1]) * 60 + int(found[2]) if found is not None else MINUTES + 1
    if minute > MINUTES:
        raise ConfigError("a time of day is written as 08:00, from 00:00 to 24:00")
    return minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _day(untrusted: object) -> date:
    if isinstance(untrusted, date):
        return date(untrusted.year, untrusted.month, untrusted.day)
    try:
        return date.fromisoformat(str(untrusted))
    except ValueError as error:
        raise ConfigError("a holiday is written as 2026-12-25") from error


_PER_M2: Final = _number(0.05, 20)
_FIELDS: Final[dict[str, Callable[[str, Any], Any]]] = {
    "line": _line, "zone": _zone, "direction": _direction, "every": _whole(1, 1_000_000), "at_least": _whole(1, 1000),
    "for_s": _number(0, 86_400), "within_s": _number(1, 3600), "area": _area, "info_per_m2": _PER_M2,
    "warning_per_m2": _PER_M2, "alarm_per_m2": _PER_M2, "rise_per_m2": _PER_M2, "warning_rise_per_m2": _PER_M2,
    "alarm_rise_per_m2": _PER_M2, "way": _point(-1, 1),
    "tolerance_deg": _number(1, 90), "largest_m": _number(0.1, 10), "speed_m_s": _number(0.5, 40),
    "sure": _number(0, 1), "of": _healths, "floors": _number(1, 1000), "days": _number(1, 3650),
}  # fmt: skip
