"""What somebody wants a camera to be, and how that differs from what it is.

Apart because it is pure: commands and site.toml are turned into wishes, wishes into changes, and the changes are
shown before anything happens. Also the JSON form in which wishes reach a running server (counter.py). Addresses
are compared whole and shown without their password.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any, Final

from groundglass.errors import ConfigError
from groundglass.frosted.cameras import CameraRecord, CameraSettings
from groundglass.frosted.inventory.certificates import read_certificate
from groundglass.pane.address import shown_address
from groundglass.pane.control import areas_json, parse_areas, parse_polygons
from groundglass.pane.ids import CameraId, parse_camera_id
from groundglass.pane.settings import SecretAddress


@dataclass(frozen=True, slots=True)
class CameraWish:
    """One camera as somebody wants it."""

    id: CameraId
    name: str
    enabled: bool
    settings: CameraSettings


class Act(Enum):
    """What a change does. The values are what people read."""

    ADD = "add"
    CHANGE = "change"
    RESTORE = "restore"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Change:
    """One camera's way to what is wished. `wish` is None when it is to be removed."""

    act: Act
    camera: CameraId
    wish: CameraWish | None
    lines: tuple[str, ...]

    @property
    def is_for_worker(self) -> bool:
        """Whether the worker must be started anew for it: more than the name differs."""
        return any(not line.startswith("name:") for line in self.lines)


def changes(present: Iterable[CameraRecord], wishes: Iterable[CameraWish]) -> tuple[Change, ...]:
    """What makes the cameras `present` (removed ones included) those of `wishes`. Empty when they are already."""
    by_id = {record.id: record for record in present}
    wished = {wish.id: wish for wish in wishes}
    found = [_towards(record := by_id.get(wish.id), _still_trusting(record, wish)) for wish in wished.values()]
    gone = [r for r in by_id.values() if r.removed_at is None and r.id not in wished]
    found += [Change(Act.REMOVE, r.id, None, (f"name: {r.name}", _address_line(r.settings))) for r in gone]
    return tuple(change for change in found if change is not None)


def _towards(record: CameraRecord | None, wish: CameraWish) -> Change | None:
    if record is None:
        return Change(Act.ADD, wish.id, wish, (f"name: {wish.name}", _address_line(wish.settings)))
    lines = difference(record, wish)
    if record.removed_at is not None:
        return Change(Act.RESTORE, wish.id, wish, lines)
    return Change(Act.CHANGE, wish.id, wish, lines) if lines else None


def _still_trusting(record: CameraRecord | None, wish: CameraWish) -> CameraWish:
    """Whoever says nothing of a certificate does not take away the one that was trusted at the desk."""
    if record is None or wish.settings.certificate is not None:
        return wish
    return replace(wish, settings=replace(wish.settings, certificate=record.settings.certificate))


def difference(record: CameraRecord, wish: CameraWish) -> tuple[str, ...]:
    """One line per setting that differs, as people read it. A password that differs is said, not shown."""
    old, new = record.settings, wish.settings
    pairs = [("name", record.name, wish.name), ("enabled", record.enabled, wish.enabled)]
    pairs += [(f.name, getattr(old, f.name), getattr(new, f.name)) for f in fields(CameraSettings)]
    return tuple(f"{name}: {_shown(a)} -> {_shown(b)}" for name, a, b in pairs if _differs(a, b))


def _differs(one: object, other: object) -> bool:
    if isinstance(one, SecretAddress) and isinstance(other, SecretAddress):
        return one.reveal() != other.reveal()
    return one != other


def _shown(value: object) -> str:
    match value:
        case SecretAddress():
            return shown_address(value)
        case str() if "BEGIN CERTIFICATE" in value:
            return read_certificate(value).fingerprint
        case None:
            return "none"
        case tuple():
            return f"{len(value)} polygon{'' if len(value) == 1 else 's'}"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case _:
            return str(value)


def _address_line(settings: CameraSettings) -> str:
    return f"address: {shown_address(settings.address)}"


def wish_json(wish: CameraWish) -> dict[str, Any]:
    """The JSON form of a wish, password included: for the local socket only."""
    settings: dict[str, Any] = {f.name: getattr(wish.settings, f.name) for f in fields(CameraSettings)}
    settings["areas"] = areas_json(wish.settings.areas)
    for name in _ADDRESSES:
        settings[name] = settings[name].reveal() if settings[name] is not None else None
    return {"id": wish.id, "name": wish.name, "enabled": wish.enabled, "settings": settings}


def parse_wish(untrusted: Mapping[str, Any]) -> CameraWish:
    """The wish, or `PaneError`/`ConfigError`. Ranges are checked where the camera is recorded."""
    try:
        values = dict(untrusted["settings"])
        for name in _ADDRESSES:
            values[name] = SecretAddress(str(values[name])) if values.get(name) is not None else None
        for name in ("privacy", "overlays"):
            values[name] = parse_polygons(values.get(name, []))
        values["areas"] = parse_areas(values.get("areas", []))
        settings = CameraSettings(**values)
        return CameraWish(
            id=parse_camera_id(str(untrusted["id"])),
            name=str(untrusted["name"]),
            enabled=bool(untrusted["enabled"]),
            settings=settings,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(
            "the description of a camera cannot be read", "is the command of the server's version?"
        ) from error


_ADDRESSES: Final = ("address", "sub_address")
