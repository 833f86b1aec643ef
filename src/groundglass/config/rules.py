"""What the values of a settings file may be: one rule for each name, and the forms that rules are made of.

Apart because every file of settings takes its sections by the same rules: a setting of the same name means the same in
each. What a secret may be is here too, since rules make them.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final, Literal, TypeAlias

from groundglass.errors import ConfigError

Corners: TypeAlias = tuple[tuple[float, float], ...]
LEAST_EVIDENCE_S: Final = 5.0  # as in pane/settings.py, which is above this storey; a test holds them equal
MAX_AREAS: Final = 16


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that must not be shown: given in place, or by the name of where it is."""

    kind: Literal["text", "env", "file"]
    _value: str = field(repr=False)

    def resolve(self, environment: Mapping[str, str], read_text: Callable[[str], str]) -> str:
        """The value itself. `ConfigError` when the variable is not set; whatever `read_text` raises."""
        if self.kind == "text":
            return self._value
        if self.kind == "file":
            return read_text(self._value).strip()
        if self._value not in environment:
            raise ConfigError(
                f"the environment variable {self._value} is not set",
                "set it before starting, or write the address into the file",
            )
        return environment[self._value].strip()


def section_of(untrusted: object, section: type, where: str) -> dict[str, Any]:
    """The values a section sets, each checked by the rule of its name."""
    if not isinstance(untrusted, dict):
        raise ConfigError(f"{where} is a section, written as [{where.split(maxsplit=1)[0]}]")
    refuse_unknown(untrusted, tuple(f.name for f in fields(section)), where)
    return {key: RULES[key](f"{where}: {key}", value) for key, value in untrusted.items()}


def refuse_unknown(untrusted: dict[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in untrusted:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
            raise ConfigError(f"{where} has no setting called {key!r}", f"did you mean {near[0]!r}?")


Rule: TypeAlias = Callable[[str, object], object]


def _text(low: int, high: int) -> Rule:
    def rule(where: str, value: object) -> str:
        if not isinstance(value, str) or not low <= len(value) <= high or not value.isprintable():
            raise ConfigError(f"{where} is not a text of {low} to {high} printable characters")
        return value

    return rule


def _number(low: float, high: float, *, whole: bool = False) -> Rule:
    def rule(where: str, value: object) -> float:
        kinds = int if whole else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
            kind = "whole number" if whole else "number"
            raise ConfigError(f"{where} is not a {kind} between {low:g} and {high:g}")
        return value if whole else float(value)

    return rule


def _evidence(where: str, value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LEAST_EVIDENCE_S:
        raise ConfigError(
            f"{where} of {value:g} s would take people who stand still for the place",
            f"use {LEAST_EVIDENCE_S:g} s or more; 20 s and longer suit most places",
        )
    return _number(LEAST_EVIDENCE_S, 86_400)(where, value)


def _flag(where: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ConfigError(f"{where} is neither true nor false")
    return value


def _choice(*choices: str) -> Rule:
    def rule(where: str, value: object) -> str:
        if value not in choices:
            near = difflib.get_close_matches(str(value), choices, n=1, cutoff=0.0)
            raise ConfigError(f"{where} is not one of {', '.join(choices)}", f"did you mean {near[0]!r}?")
        return str(value)

    return rule


def _secret(where: str, value: object) -> Secret:
    if isinstance(value, str) and 1 <= len(value) <= 2048 and value.isprintable():
        return Secret("text", value)
    if isinstance(value, dict) and len(value) == 1:
        ((kind, name),) = value.items()
        if kind in ("env", "file") and isinstance(name, str) and 1 <= len(name) <= 4096:
            return Secret("env" if kind == "env" else "file", name)
    # The value is not repeated in the message: it may hold a password.
    raise ConfigError(
        f"{where} is not an address",
        'write it as a text of at most 2048 characters, as { env = "NAME" } or as { file = "/path" }',
    )


def _polygons(where: str, value: object) -> tuple[Corners, ...]:
    refusal = ConfigError(
        f"{where} is not a list of polygons",
        "write each as 3 to 64 corners [x, y], from 0 to 1 of the picture's width and height",
    )
    if not isinstance(value, list) or len(value) > 64:
        raise refusal
    polygons = []
    for polygon in value:
        if not isinstance(polygon, list) or not 3 <= len(polygon) <= 64:
            raise refusal
        if not all(isinstance(c, list) and len(c) == 2 and all(map(_is_share, c)) for c in polygon):
            raise refusal
        polygons.append(tuple((float(x), float(y)) for x, y in polygon))
    return tuple(polygons)


def _areas(where: str, value: object) -> tuple[Corners, ...]:
    areas = _polygons(where, value)
    if len(areas) > MAX_AREAS:
        raise ConfigError(f"{where} has more than {MAX_AREAS} areas")
    return areas


def _is_network(value: object) -> bool:
    try:
        return isinstance(value, str) and ipaddress.ip_network(value).num_addresses > 0
    except ValueError:
        return False


def _table(form: str) -> Rule:
    def rule(where: str, value: object) -> tuple[tuple[str, str], ...]:
        texts = [*value, *value.values()] if isinstance(value, dict) and len(value) <= 100 else [0]
        if not isinstance(value, dict) or not all(isinstance(text, str) and len(text) <= 200 for text in texts):
            raise ConfigError(f"{where} is not a table of at most 100 texts", f"write it as {form}")
        return tuple(value.items())

    return rule


def _list(most: int, what: str, form: str, fits: Callable[[object], bool]) -> Rule:
    def rule(where: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > most or not all(map(fits, value)):
            raise ConfigError(f"{where} is not a list of {what}", f"write it as {form}")
        return tuple(value)

    return rule


def _texts(most: int, form: str) -> Rule:
    return _list(most, f"at most {most} texts", form, lambda text: isinstance(text, str))


def _is_origin(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[A-Za-z0-9.\[\]:-]{1,255}", value) is not None


def _is_share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _label(where: str, value: object) -> str:
    if not isinstance(value, str) or re.fullmatch(r"([a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?)?", value) is None:
        raise ConfigError(f"{where} is not a short word", "use up to 48 lower-case letters, digits and hyphens")
    return value


def _head(where: str, value: object) -> str:
    if not isinstance(value, str) or re.fullmatch(r"([A-Za-z0-9.\[\]:-]{1,250}:[0-9]{1,5})?", value) is None:
        raise ConfigError(f"{where} is not the address of Ray's head", 'write it as "host:port", "10.0.0.5:6379"')
    return value


RULES: Final[dict[str, Rule]] = {
    **dict.fromkeys(("state", "s3_key", "s3_secret", "address", "sub_address", "secret"), _secret),
    "name": _text(1, 120),
    "data": _text(1, 4096),
    "host": _text(1, 255),
    "port": _number(1, 65_535, whole=True),
    "origins": _list(16, "addresses people type", '["https://desk.example.org"]', _is_origin),
    "trusted_proxies": _list(64, "addresses of proxies", '["127.0.0.1", "10.0.0.0/24"]', _is_network),
    "issuer": _text(0, 2000),
    "client": _text(0, 255),
    "client_secret": _secret,
    "label": _text(1, 60),
    "claim": _text(0, 200),
    "roles": _table('roles = { "security desk" = "operator" }'),
    "keep_days": _number(0, 3660),
    "keep_gib": _number(0, 1_000_000),
    "floor_gib": _number(0, 1_000_000),
    "blobs": _text(0, 512),
    "s3_endpoint": _text(0, 2048),
    "s3_region": _text(0, 64),
    "private_networks": _flag,
    "files": _flag,
    "devices": _flag,
    **dict.fromkeys(("authority", "certificate"), _text(0, 4096)),
    "witness_file": _text(0, 4096),
    "witness_url": _text(0, 2048),
    "witness_mqtt": _secret,
    "witness_email": _secret,
    "witness_keys": _texts(16, '["witness.example+0a1b2c3d+BA..."]'),
    "file": _text(0, 4096),
    "sha256": _text(0, 64),
    "form": _choice("yolox", "detr"),
    "classes": _table('classes = { "0" = "person", "2" = "vehicle" }'),
    "width": _number(32, 1280, whole=True),
    "height": _number(32, 1280, whole=True),
    "sure": _number(0.01, 0.99),
    "rate_hz": _number(0.1, 30),
    "hides": _texts(5, '["person"]'),
    "at": _texts(4096, '["hall", "north-gate"]'),
    "web_nodes": _text(0, 300),
    "desk": _text(0, 300),
    "viewers": _number(1, 100_000, whole=True),
    "node": _text(1, 63),
    "relay": _text(1, 300),
    "listen": _text(0, 300),
    "spool_gib": _number(0.1, 100_000),
    **dict.fromkeys(("reaches", "places"), _texts(64, '["harbour"]')),
    "kind": _choice("here", "outposts", "ray"),
    "ray": _head,
    "cores": _number(0, 4096, whole=True),
    "memory_gib": _number(0, 1_000_000),
    "head": _flag,
    "cameras": _texts(4096, '["north-*", "hall"]'),
    "reach": _label,
    "place": _label,
    "group": _label,
    "priority": _choice("low", "normal", "high"),
    "may_lower": _flag,
    "id": _text(1, 48),
    "enabled": _flag,
    "seal": _flag,
    "sound": _flag,
    "transport": _choice("auto", "tcp", "udp"),
    "mode": _choice("proven", "approved"),
    "style": _choice("silhouette", "mosaic", "absent"),
    "evidence_s": _evidence,
    "px_per_m_top": _number(-100_000, 100_000),
    "px_per_m_bottom": _number(0, 100_000),
    "privacy": _polygons,
    "overlays": _polygons,
    "areas": _areas,
    "view_deg": _number(0, 360),
}
