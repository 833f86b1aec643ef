"""A message from another system -> a report, or `ConfigError` with a sentence that repeats nothing of it.

Apart from the broker because it is pure. Two forms are understood. On a topic of its own, our JSON:

    {"name": "Panic button, ticket office", "level": "alarm", "camera": "hall", "at": "2026-11-21T23:00:00Z",
     "key": "panel-17-4711", "exercise": false}

with `name` alone needed. And what a device says anyway, where a site says what it means, one input a line:

    zigbee2mqtt/panic ; Panic button, ticket office ; alarm ; hall ; action=single

topic ; name ; level ; camera (may be empty) ; condition (may be left out: every message). A condition is a text that
the whole message must be, or field=value of a JSON object, fields within fields by dots.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from groundglass.errors import ConfigError, PaneError
from groundglass.frosted.events.occurred import Level
from groundglass.pane.ids import TICKS_PER_S, CameraId, Instant90k, parse_camera_id

MAX_MESSAGE_BYTES: Final = 16_384
MAX_INPUTS: Final = 200
MAX_NAME: Final = 100
_KEY: Final = re.compile(r"[\x21-\x7e]{1,100}")
_TOPIC: Final = re.compile(r"[^\s#+;]{1,200}")
_FORM: Final = (
    "topic ; name ; level ; camera ; condition, as in: zigbee2mqtt/panic ; Panic button ; alarm ; hall ; action=single"
)
_FIELDS: Final = frozenset({"name", "level", "camera", "at", "key", "exercise"})


@dataclass(frozen=True, slots=True)
class Report:
    """What another system says happened. `key`: the same key is the same event."""

    name: str
    level: Level = Level.ALARM
    camera: CameraId | None = None
    at: Instant90k | None = None
    key: str | None = None
    is_exercise: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """A topic, and what a message on it means. `field` is "" for a condition on the whole message."""

    topic: str
    name: str
    level: Level
    camera: CameraId | None
    field: str
    value: str

    def means(self, untrusted_message: bytes) -> bool:
        """Whether this message is what the input waits for. Never raises."""
        if not self.value or len(untrusted_message) > MAX_MESSAGE_BYTES:
            return not self.value
        if not self.field:
            return untrusted_message.decode("utf-8", "replace").strip() == self.value
        try:
            found: Any = json.loads(untrusted_message)
        except (ValueError, RecursionError):
            return False
        for part in self.field.split("."):
            found = found.get(part) if isinstance(found, dict) else None
        return _as_text(found) == self.value

    def report(self) -> Report:
        """What it says."""
        return Report(self.name, self.level, self.camera)


def parse_inputs(untrusted_lines: Sequence[str]) -> tuple[Input, ...]:
    """Inputs as people write them, or `ConfigError` that names the line by its number."""
    lines = [line for line in untrusted_lines if line.strip()]
    if len(lines) > MAX_INPUTS:
        raise ConfigError(f"a broker has at most {MAX_INPUTS} inputs")
    return tuple(_input(number, line) for number, line in enumerate(lines, 1))


def _input(number: int, untrusted_line: str) -> Input:
    parts = [part.strip() for part in untrusted_line.split(";")]
    if not 2 <= len(parts) <= 5:
        raise ConfigError(f"input {number} is not understood", _FORM)
    topic, name, level, camera, condition = (*parts, "", "", "")[:5]
    if _TOPIC.fullmatch(topic) is None:
        raise ConfigError(f"input {number} names no topic that can be listened to: no spaces, no # and no +", _FORM)
    field, equals, value = condition.partition("=")
    try:
        return Input(
            topic,
            _name(name),
            _level(level or Level.ALARM.value),
            _camera(camera) if camera else None,
            field.strip() if equals else "",
            (value if equals else field).strip(),
        )
    except ConfigError as error:
        raise ConfigError(f"input {number}: {error.message}", _FORM) from error


def parse_report(untrusted_message: bytes, now: Instant90k) -> Report:
    """Our JSON form, or `ConfigError`. A time more than a day from `now` is refused: a clock is wrong."""
    if len(untrusted_message) > MAX_MESSAGE_BYTES:
        raise ConfigError(f"a report has at most {MAX_MESSAGE_BYTES} bytes")
    try:
        told = json.loads(untrusted_message)
    except (ValueError, RecursionError) as error:
        raise ConfigError("a report is a JSON object in UTF-8") from error
    if not isinstance(told, dict) or not told.keys() <= _FIELDS:
        raise ConfigError(f"a report is a JSON object of {', '.join(sorted(_FIELDS))}")
    camera, key, exercise = told.get("camera"), told.get("key"), told.get("exercise", False)
    if key is not None and (not isinstance(key, str) or _KEY.fullmatch(key) is None):
        raise ConfigError("a report's key is 1 to 100 printable ASCII characters without spaces")
    if not isinstance(exercise, bool):
        raise ConfigError("exercise is true or false")
    return Report(
        _name(told.get("name")),
        _level(told.get("level", Level.ALARM.value)),
        _camera(camera) if camera is not None else None,
        _instant(told["at"], now) if told.get("at") is not None else None,
        key,
        exercise,
    )


def _name(untrusted: object) -> str:
    name = untrusted.strip() if isinstance(untrusted, str) else ""
    if not 1 <= len(name) <= MAX_NAME or not name.isprintable():
        raise ConfigError(f"a name is 1 to {MAX_NAME} printable characters")
    return name


def _level(untrusted: object) -> Level:
    if not isinstance(untrusted, str) or untrusted not in set(Level):
        raise ConfigError("a level is info, warning or alarm")
    return Level(untrusted)


def _camera(untrusted: object) -> CameraId:
    try:
        return parse_camera_id(untrusted if isinstance(untrusted, str) else "")
    except PaneError as error:
        raise ConfigError("a camera is named by its id, as in the address of its page") from error


def _instant(untrusted: object, now: Instant90k) -> Instant90k:
    try:
        at = datetime.fromisoformat(untrusted) if isinstance(untrusted, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise ConfigError("a time is written as 2026-11-21T23:00:00Z, with its zone")
    instant = Instant90k(round((at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * TICKS_PER_S))
    if abs(instant - now) > 86_400 * TICKS_PER_S:
        raise ConfigError("the report's time is more than a day from now", "look at the clock of whoever sends it")
    return instant


def _as_text(found: object) -> str:
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found) if isinstance(found, (str, int, float)) else ""
